// Which tags of other lines are released together with one, by its tracking issue. Asked before planning, as a tag may be pushed long after
// the run of another one: whoever announces has to wait for it all the same.
import type { LineConfig } from '../core/config.js'
import { repositoryText, type Facts } from '../core/facts.js'
import { issueOf, namedLines, tracks } from '../core/tracking.js'
import type { Ports } from '../ports/ports.js'
import type { Start } from './find-start.js'

const wordOf = (line: LineConfig): string => line.issue ?? line.name

const announces = (line: LineConfig): boolean => Object.entries(line.slots).some(([slot, entries]) => slot.startsWith('announce.') && (entries?.length ?? 0) > 0)

/** Of lines that announce, and share their word with another one; nobody else costs a request. */
export const withNamed = async (facts: Facts, { line, config, tag }: Pick<Start, 'line' | 'config' | 'tag'>, { issues, repository }: Pick<Ports, 'issues' | 'repository'>): Promise<Facts> => {
  const word = wordOf(line)
  if (!announces(line) || !config.lines.some((it) => it.name !== line.name && wordOf(it) === word)) return facts
  const key = { repository: repositoryText(repository), line: line.name, tag: tag.name }
  const issue = issueOf(await issues.find(repository, (body) => tracks(body, key)))
  if (!issue) return facts
  const named = namedLines(await issues.comments(repository, issue.number), issue.author).filter((it) => it.issue === word && it.repository.toLowerCase() === key.repository.toLowerCase())
  const tagOf = new Map(named.map((it) => [it.line, it.tag]))
  return { ...facts, others: (facts.others ?? []).map((it) => ({ ...it, ...(tagOf.has(it.name) ? { named: tagOf.get(it.name) ?? '' } : {}) })) }
}
