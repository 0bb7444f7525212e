// `continue` closes the gaps of all names that roll: a run was killed between the two calls in which their releases change places, and no
// other one has come for the name since. Most such names have no tag in the source by which they would be found.
import type { LineConfig } from '../core/config.js'
import { repositoryText, type Repository } from '../core/facts.js'
import { markedTag } from '../core/marker.js'
import type { PinnedTag } from '../core/plan.js'
import { RunLock } from '../engine/lock/run-lock.js'
import type { Ports } from '../ports/ports.js'
import { mend, tornIn } from '../publish/release/mend.js'
import { wasPublic } from '../publish/release/replace.js'
import { releaseRepositories } from './frozen-artifacts.js'
import { defaultHead } from './read-config.js'

const hasRolling = (line: LineConfig): boolean => (line.slots['publish.release'] ?? []).some((it) => it['replace'] !== undefined)

/** Names of releases that were put away, in a repository where none of that name is public. */
const tornNames = async (repository: Repository, { github }: Ports): Promise<readonly string[]> => {
  const all = await github.releases(repository)
  const away = all.filter((it) => it.draft && wasPublic(it)).flatMap((it) => markedTag(it.body) ?? [])
  return [...new Set(away)].filter((name) => !all.some((it) => !it.draft && it.tag === name))
}

export const mendAll = async (lines: readonly LineConfig[], ports: Ports): Promise<void> => {
  const repositories = new Map(lines.filter(hasRolling).flatMap((line) => releaseRepositories(line, ports.repository)).map((it) => [repositoryText(it), it]))
  for (const repository of repositories.values()) for (const name of await tornNames(repository, ports)) await mendOne(repository, name, ports)
}

const mendOne = async (repository: Repository, name: string, ports: Ports): Promise<void> => {
  const { github, clock, log, signal, holder, waits } = ports
  const task = { repository: repositoryText(repository) }
  const torn = await tornIn(github, task, name)
  if (!torn) return
  const tag: PinnedTag = torn.next?.record.tag ?? { name, ...(await headOf(ports)), kind: 'none' }
  const lock = new RunLock({ github, clock, log, signal, holder, tag, repository: ports.repository, note: (held) => ports.noteLock(held), stop: (reason) => ports.stop(reason), maxWaitMs: () => waits.left() })
  try {
    await lock.take()
    await lock.sure()
    await mend(task, { github, log, signal, tag })
  } finally {
    await lock.drop()
  }
}

const headOf = async (ports: Ports): Promise<Pick<PinnedTag, 'object' | 'commit'>> => {
  const { commit } = await defaultHead(ports)
  return { object: commit, commit }
}
