// What stands against a release of a name that rolls, and what is said of it: releases that nobody may change, a newer commit that is
// out already, a pattern that takes more than was meant.
import type { Finding } from '../../core/result.js'
import { isMarked } from '../../core/marker.js'
import { repositoryText } from '../../core/facts.js'
import { failAll, problem, type Problem } from '../../errors/release-error.js'
import type { Release } from '../../ports/github.js'
import type { ReadWorld } from '../../ports/world.js'
import { targetOf, type ReleaseTask } from './entry.js'
import { readAnyRecord } from './frozen.js'
import type { Situation } from './situation.js'

interface At {
  readonly task: ReleaseTask
  readonly world: ReadWorld
}

const error = (it: Problem): Finding => ({ severity: 'error', problem: it })

export const rollingFindings = async ({ ours, before }: Situation, { task, world }: At): Promise<readonly Finding[]> => {
  const wide: readonly Finding[] = task.wide ? [{ severity: 'warning', problem: problem('REPLACE_WIDE', { patterns: task.wide.join(', ') }) }] : []
  if (task.rolling !== true || ours?.draft === false) return wide
  const [immutable, older, which] = await Promise.all([immutableFinding(before, { task, world }), before && olderProblem(before, { task, world }), before && strangerText(before, { task, world })])
  const told: readonly Finding[] = before && which !== undefined ? [{ severity: 'warning', problem: problem('REPLACES', { tag: world.tag.name, repository: task.repository, url: before.url, which }) }] : []
  return [...wide, ...immutable, ...(older ? [error(older)] : []), ...told]
}

/** Two sources that release under one name would each throw away what the other has released. Undefined for one of this source. */
const strangerText = async (before: Release, { task, world: { github, repository } }: At): Promise<string | undefined> => {
  if (!isMarked(before.body)) return 'a release that Slipway did not make'
  const record = await readAnyRecord(github, targetOf(task), before)
  return record && record.repository.toLowerCase() !== repositoryText(repository).toLowerCase() ? `a release of another source, ${record.repository}` : undefined
}

/** The setting is told to administrators only. What was published last shows it as well. */
const immutableFinding = async (before: Release | undefined, { task, world }: At): Promise<readonly Finding[]> => {
  const { github, tag } = world
  const repository = targetOf(task)
  const refused = (why: string): readonly Finding[] => [error(problem('ROLLING_IMMUTABLE', { tag: tag.name, repository: task.repository, why }))]
  if (before?.immutable === true) return refused(`${before.url} is one`)
  const setting = await github.immutableReleases(repository)
  if (setting !== undefined) return setting ? refused('its setting says so') : []
  const newest = (await github.releases(repository)).filter((it) => !it.draft).sort((a, b) => b.id - a.id)[0]
  if (newest?.immutable === true) return refused(`its newest one, ${newest.url}, is`)
  return newest ? [] : [{ severity: 'unproven', problem: problem('ROLLING_UNPROVEN', { tag: tag.name, repository: task.repository }) }]
}

/**
 * Is what is out newer than the commit of this run? By ancestry, as the source's GitHub has it; where neither comes from the other, by the time
 * of the commits. What was released from elsewhere, or without a record, says nothing of its commit, and is replaced.
 */
export const olderProblem = async (before: Release, { task, world }: At): Promise<Problem | undefined> => {
  const { github, repository, tag } = world
  const record = await readAnyRecord(github, targetOf(task), before)
  if (!record || record.repository.toLowerCase() !== repositoryText(repository).toLowerCase()) return undefined
  const { commit: out } = record.tag
  const standing = out === tag.commit ? 'identical' : await github.compare(repository, out, tag.commit)
  const said = { tag: tag.name, repository: task.repository, commit: tag.commit, out }
  if (standing === 'behind') return problem('ROLLING_OLDER', { ...said, how: 'comes after' })
  return standing === 'diverged' && (await isLater(out, world)) ? problem('ROLLING_OLDER', { ...said, how: 'was made on another branch, later than' }) : undefined
}

const isLater = async (out: string, { git, tag }: ReadWorld): Promise<boolean> => {
  // A commit that the clone lacks was thrown away by whoever rewrote the branch, most likely.
  const [there, here] = await Promise.all([git.commit(out).then((it) => (it === undefined ? undefined : git.commitTime(it))), git.commitTime(tag.commit)])
  return there !== undefined && there > here
}

/** Right before it is replaced: another run may have been faster. */
export const mustBeNewer = async (before: Release, at: At): Promise<void> => {
  const older = await olderProblem(before, at)
  failAll(older ? [older] : [])
}
