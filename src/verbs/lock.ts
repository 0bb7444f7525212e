// The lock of a release as the verbs use it: entered before the first write, and then what others have frozen meanwhile is looked for.
// What removes a release holds it as well, so that nobody makes it meanwhile.
import type { Artifact } from '../core/artifact.js'
import { canonicalJson, type Json } from '../core/json.js'
import type { PinnedTag, TaskId } from '../core/plan.js'
import type { Entered } from '../engine/carry-out.js'
import { guard, guardGitHub } from '../engine/lock/guard.js'
import { RunLock } from '../engine/lock/run-lock.js'
import type { GitHub } from '../ports/github.js'
import type { Ports } from '../ports/ports.js'
import type { World } from '../ports/world.js'
import { findFrozenArtifacts } from './frozen-artifacts.js'
import type { Planned, ReleaseWork } from './plan-release.js'

export interface ReleaseLock {
  /** The world, in which nothing can be written outside the lock. */
  guarded(world: World): World
  readonly enter: () => Promise<Entered | undefined>
  /** When there was nothing to do. */
  tidy(): Promise<void>
  /** On every way out. Does nothing when it was not taken. */
  drop(): Promise<void>
}

const runLock = (tag: Pick<PinnedTag, 'name' | 'commit'>, ports: Ports): RunLock => {
  const { github, clock, log, signal, repository, holder } = ports
  return new RunLock({ github, clock, log, signal, repository, holder, note: (held) => ports.noteLock(held), stop: (reason) => ports.stop(reason), tag, maxWaitMs: () => ports.waits.left() })
}

export const lockOf = (planned: Planned, { ports, steps }: ReleaseWork): ReleaseLock => {
  const { clock } = ports
  const { plan, line, frozen } = planned
  const lock = runLock(plan.tag, ports)
  return {
    guarded: (world) => guard(world, () => lock.sure()),
    enter: async () => {
      const began = clock.now()
      const waited = await lock.take()
      if (waited) ports.waits.spent(began)
      const { artifacts } = await findFrozenArtifacts({ plan, line, steps }, ports)
      return waited || textOf(artifacts) !== textOf(frozen.artifacts) ? { frozen: artifacts } : undefined
    },
    tidy: () => lock.tidy(),
    drop: () => lock.drop(),
  }
}

/** `commit` is any of the source: what is removed may be the release of a tag that is there no more. */
export const underLock = async (tag: Pick<PinnedTag, 'name' | 'commit'>, ports: Ports, work: (github: GitHub) => Promise<void>): Promise<void> => {
  const lock = runLock(tag, ports)
  try {
    const began = ports.clock.now()
    if (await lock.take()) ports.waits.spent(began)
    await work(guardGitHub(ports.github, () => lock.sure()))
  } finally {
    await lock.drop()
  }
}

const textOf = (artifacts: ReadonlyMap<TaskId, readonly Artifact[]>): string => canonicalJson([...artifacts].sort(([a], [b]) => (a < b ? -1 : 1)) as unknown as Json)
