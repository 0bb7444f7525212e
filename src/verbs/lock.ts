// The lock of a release as the verbs use it: entered before the first write, and then what others have frozen meanwhile is looked for.
import type { Artifact } from '../core/artifact.js'
import { canonicalJson, type Json } from '../core/json.js'
import type { TaskId } from '../core/plan.js'
import type { Entered } from '../engine/carry-out.js'
import { guard } from '../engine/lock/guard.js'
import { RunLock } from '../engine/lock/run-lock.js'
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

export const lockOf = (planned: Planned, { ports, steps }: ReleaseWork): ReleaseLock => {
  const { github, clock, log, signal, repository, holder } = ports
  const { plan, line, frozen } = planned
  const lock = new RunLock({ github, clock, log, signal, repository, holder, note: (held) => ports.noteLock(held), stop: (reason) => ports.stop(reason), tag: plan.tag, maxWaitMs: () => ports.waits.left() })
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

const textOf = (artifacts: ReadonlyMap<TaskId, readonly Artifact[]>): string => canonicalJson([...artifacts].sort(([a], [b]) => (a < b ? -1 : 1)) as unknown as Json)
