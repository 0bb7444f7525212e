// Frozen bytes that a probe misses. Lists may be older than what they list, so an absence is believed only after it was seen for a
// while; and what is gone from one place may lie in another, from where it is brought.
import type { Artifact } from '../core/artifact.js'
import type { PlannedTask } from '../core/plan.js'
import type { Gone, Probe } from '../core/result.js'
import type { Problem } from '../errors/release-error.js'
import { problem } from '../errors/release-error.js'
import type { World } from '../ports/world.js'

/** Pauses between looks; as long in all as lists are known to lag. */
export const pauses = [1000, 2000, 4000, 8000, 15_000] as const

export const goneIn = (probe: Probe | undefined): readonly Gone[] => (probe && 'gone' in probe ? (probe.gone ?? []) : [])

export const goneText = (gone: readonly Gone[]): string => {
  const lines = gone.map((it) => `${it.name} (${it.digest}), which should be ${it.where}`)
  return [...new Set(lines)].join('; ')
}

export const goneProblem = (gone: readonly Gone[]): Problem => problem('FROZEN_GONE', { gone: goneText(gone), public: '' })

export interface Search {
  readonly world: World
  /** Tasks that miss something now. */
  readonly missing: () => readonly PlannedTask[]
  readonly probe: (tasks: readonly PlannedTask[]) => Promise<void>
  /** Gets what the task is given onto this disk, as far as it lies anywhere; true when something came. */
  readonly bring: (task: PlannedTask) => Promise<boolean>
}

/** Until nothing is missing any more, or it was missed for long enough. */
export const search = async ({ world, missing, probe, bring }: Search): Promise<void> => {
  for (const pause of pauses) {
    if (missing().length === 0) return
    await world.clock.sleep(pause, world.signal)
    await probe(missing())
  }
  const brought: PlannedTask[] = []
  for (const task of missing()) if (await bring(task)) brought.push(task)
  await probe(brought)
}

/** Frozen, and not on this disk. */
export const isElsewhere = (it: Artifact): boolean => it.path === undefined
