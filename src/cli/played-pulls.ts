// The merged pull requests of a rehearsal, by what the history says of them: their numbers and titles stand in the commits that brought
// them. Their labels, and the issues that were closed, only GitHub knows; that is told.
import type { Config } from '../core/config.js'
import { titleOf, type Change } from '../core/changes.js'
import type { Repository } from '../core/facts.js'
import { notesAsked, type NotesSetting } from '../core/notes/notes-asked.js'
import type { Request } from '../core/request.js'
import { matchTag, tagName } from '../core/tag-pattern.js'
import { compareVersions, parseVersion, type Version } from '../core/version.js'
import type { GitReader } from '../ports/git.js'
import type { Log } from '../ports/log.js'
import type { GitHubWorld } from '../rehearsal/github/world.js'

export interface PlayedPull {
  readonly commit: string
  readonly number: number
  readonly title: string
  /** Undefined where nothing in the message says it. */
  readonly login?: string
}

interface Read {
  readonly git: Pick<GitReader, 'changes' | 'isShallow' | 'tags' | 'resolveTag'>
  readonly commit: string
  readonly request: Pick<Request, 'line' | 'version' | 'tag'>
}

/** More than a page has room for. */
const mostPulls = 100
const mostCommits = 1000

/** As GitHub writes it: a merge, or what it has squashed. */
export const pullOf = (change: Change): PlayedPull | undefined => {
  const [, title = '', number] = /^(.+) \(#([1-9][0-9]{0,8})\)$/.exec(titleOf(change)) ?? []
  if (number === undefined) return undefined
  const login = /^Merge pull request #[0-9]+ from ([A-Za-z0-9-]+)\//.exec(change.message)?.[1]
  return { commit: change.commit, number: Number(number), title, ...(login === undefined ? {} : { login }) }
}

const asks = ({ lines }: Config): boolean =>
  lines.some(({ slots }) => [...(slots['changelog'] ?? []).map((it) => it['from'] ?? 'pulls'), ...(slots['publish.release'] ?? []).map((it) => it['notes'])]
    .some((it) => it !== undefined && notesAsked(it as NotesSetting).from === 'pulls'))

/** The highest final version below: what notes are compared with is that one, or a pre-release that came after it. */
const sinceOf = async (config: Config, { git, request }: Read): Promise<string | undefined> => {
  const line = config.lines.find((it) => request.line === undefined || it.name === request.line)
  if (!line) return undefined
  const read = (tag: string): readonly Version[] => {
    const match = matchTag(line.tag, line.scheme, tag)
    return match ? [parseVersion(match.text, line.scheme)] : []
  }
  const [self] = request.version === undefined ? read(request.tag ?? '') : [parseVersion(request.version, line.scheme)]
  const below = (await git.tags()).flatMap((tag) => read(tag)).filter((it) => !it.isPrerelease && self !== undefined && compareVersions(it, self) < 0)
  const [highest] = below.sort((a, b) => compareVersions(b, a))
  return highest && (await git.resolveTag(tagName(line.tag, highest))).commit
}

/** A shallow clone tells of none; what needs its history says so itself. */
export const pullsOf = async (config: Config, it: Read): Promise<readonly PlayedPull[]> => {
  if (!asks(config) || (await it.git.isShallow())) return []
  const from = await sinceOf(config, it)
  const changes = await it.git.changes({ to: it.commit, limit: mostCommits, ...(from === undefined ? {} : { from }) })
  const pulls = changes.flatMap((change) => pullOf(change) ?? [])
  return [...new Map(pulls.map((pull) => [pull.number, pull])).values()].slice(0, mostPulls)
}

export const playPulls = async (pulls: readonly PlayedPull[], { github, repository: { owner, name }, branch, log }: { readonly github: GitHubWorld; readonly repository: Repository; readonly branch: string; readonly log: Log }): Promise<void> => {
  for (const { login = 'somebody', ...it } of pulls) await github.as(login, owner, name).mergedPull({ ...it, base: branch })
  if (pulls.length > 0) log.info(`This world knows ${pulls.length} merged pull request${pulls.length === 1 ? '' : 's'} from the history of the clone; labels and closed issues are not here`)
}
