// What each destination of a plan holds: asked without building anything. With frozen bytes it is compared; without, it is shown as it is.
import type { Artifact } from '../core/artifact.js'
import type { Holding } from '../core/holding.js'
import type { PlannedTask } from '../core/plan.js'
import type { Probe } from '../core/result.js'
import { asProblems } from '../engine/failures.js'
import type { Problem } from '../errors/release-error.js'
import type { AnyStep } from '../ports/step.js'
import type { ReadWorld } from '../ports/world.js'
import type { Planned } from './plan-release.js'

export interface Asked {
  readonly task: PlannedTask
  /** Absent when nothing is frozen that could be compared, or when it could not be asked. */
  readonly probe?: Probe
  /** Part by part, where the step tells it. */
  readonly holdings?: readonly Holding[]
  /** Why it could not be asked. */
  readonly problem?: Problem
}

/** Every task but those that build. `parts`: also what stands there piece by piece, which costs requests. */
export const askDestinations = ({ plan, frozen }: Planned, world: ReadWorld, steps: readonly AnyStep[], parts: 'always' | 'when nothing is frozen'): Promise<readonly Asked[]> =>
  Promise.all(plan.tasks.filter((it) => it.phase !== 'build').map(async (task): Promise<Asked> => {
    const step = steps.find((it) => it.name === task.step)
    if (!step) return { task }
    const inputs = inputsOf(task, frozen.artifacts, step)
    try {
      const wantsParts = step.look !== undefined && (parts === 'always' || inputs === undefined)
      const [probe, holdings] = await Promise.all([inputs ? step.probe(task.task, inputs, world) : undefined, wantsParts ? step.look?.(task.task, inputs, world) : undefined])
      return { task, ...(probe ? { probe } : {}), ...(holdings ? { holdings } : {}) }
    } catch (failure) {
      const [problem] = asProblems(failure, world.signal)
      if (world.signal.aborted || !problem || problem.kind === 'bug') throw failure
      return { task, problem: { ...problem, task: task.id } }
    }
  }))

/** Undefined as long as some of it is not frozen: a part of the bytes would make an unfinished destination look finished. */
const inputsOf = (task: PlannedTask, frozen: Planned['frozen']['artifacts'], step: AnyStep): readonly Artifact[] | undefined => {
  const inputs = task.inputs.map((id) => frozen.get(id))
  return inputs.every((it) => it !== undefined) ? inputs.flat().filter((it) => step.takes.includes(it.kind)) : undefined
}
