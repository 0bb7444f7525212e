// A run was killed between the two calls in which releases of one name change places: the old one is a draft already, and the new one is one
// still. Whoever comes next closes the gap before anything else, as what it is about to build may take an hour.
import { recordName, type ReleaseRecord } from '../../core/record.js'
import type { PlannedTask } from '../../core/plan.js'
import type { Repository } from '../../core/facts.js'
import type { GitHubReader, Release } from '../../ports/github.js'
import type { World } from '../../ports/world.js'
import { targetOf, type ReleaseTask } from './entry.js'
import { readAnyRecord } from './frozen.js'
import { awayMarker, wasPublic, withoutAway } from './replace.js'
import { isMarked } from '../../core/marker.js'

/** Releases of names that roll, among the tasks of a plan. */
export const rollingTasks = (tasks: readonly PlannedTask[]): readonly ReleaseTask[] =>
  tasks.filter((it) => it.step === 'publish:release').map((it) => it.task as unknown as ReleaseTask).filter((it) => it.rolling === true)

type Target = Pick<ReleaseTask, 'repository'>

interface Torn {
  readonly away: Release
  /** What was to take its place; undefined when it is gone, or not whole any more. */
  readonly next?: { readonly release: Release; readonly record: ReleaseRecord }
}

/** Undefined when something is public under the name, or nothing ever was. */
export const tornIn = async (github: GitHubReader, task: Target, name: string): Promise<Torn | undefined> => {
  const repository = targetOf(task)
  const all = await github.releasesByTag(repository, name)
  if (all.some((it) => !it.draft)) return undefined
  const [away] = all.filter(wasPublic).sort((a, b) => b.id - a.id)
  if (!away) return undefined
  for (const release of all.filter((it) => it !== away && isMarked(it.body) && !wasPublic(it))) {
    const record = await wholeRecord(github, repository, release)
    if (record && away.body.trimEnd().endsWith(awayMarker(task, name, record.tag.object))) return { away, next: { release, record } }
  }
  return { away }
}

/** The record, when all that it names and the draft had is there with its digest. */
const wholeRecord = async (github: GitHubReader, repository: Repository, release: Release): Promise<ReleaseRecord | undefined> => {
  const record = await readAnyRecord(github, repository, release)
  const assets = await github.assets(repository, release.id)
  const isWrong = (name: string, digest: string | null): boolean => record?.artifacts.some((it) => it.fileName === name && digest !== null && it.digest !== digest) === true
  return assets.some((it) => it.state !== 'uploaded' || (it.name !== recordName && isWrong(it.name, it.digest))) ? undefined : record
}

/** The new one was looked at in every way right before; if it is not there any more, the old one comes back. */
export const mend = async (task: Target, world: Pick<World, 'github' | 'log' | 'signal' | 'tag'>): Promise<void> => {
  const { github, log, signal, tag } = world
  const torn = await tornIn(github, task, tag.name)
  if (!torn) return
  const { away, next } = torn
  const it = next?.release ?? away
  const fields = { tag: tag.name, name: it.name, prerelease: it.prerelease, draft: false, body: next ? it.body : withoutAway(it.body), makeLatest: next !== undefined && wasToBeLatest(next.record) }
  signal.throwIfAborted()
  log.warn(`An earlier run was cut off while one release ${tag.name} of ${task.repository} took the place of another, and none is public. Publishing ${next ? 'the new one' : 'the old one again, as the new one is gone'} (${it.url}).`)
  await github.updateRelease(targetOf(task), it.id, fields)
}

const wasToBeLatest = ({ plan }: ReleaseRecord): boolean => {
  const { tasks = [] } = plan as { readonly tasks?: readonly { readonly step?: unknown; readonly task?: unknown }[] }
  const task = tasks.find((it) => it.step === 'publish:release')?.task as Partial<ReleaseTask> | undefined
  return task?.latest === true && task.prerelease !== true
}
