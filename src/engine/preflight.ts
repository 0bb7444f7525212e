// Asks every step, before anything is built, whether it could do its task: rights, tools, sizes, names. All findings of all
// steps are collected, so that one run shows everything that is in the way.
import type { Artifact } from '../core/artifact.js'
import type { Plan, TaskId } from '../core/plan.js'
import type { Finding } from '../core/result.js'
import { problem } from '../errors/release-error.js'
import type { AnyStep } from '../ports/step.js'
import type { ReadWorld } from '../ports/world.js'
import { asProblems, inTask } from './failures.js'
import { roomToBuild } from './room.js'

export interface Preflight {
  readonly plan: Plan
  readonly steps: readonly AnyStep[]
  readonly world: ReadWorld
  /** Tasks whose artifacts are frozen: their tools are not needed any more. */
  readonly frozen: ReadonlyMap<TaskId, readonly Artifact[]>
}

export const preflight = async ({ plan, steps, world, frozen }: Preflight): Promise<readonly Finding[]> => {
  const byName = new Map(steps.map((step) => [step.name, step]))
  const asked = plan.tasks.filter((task) => !frozen.has(task.id))
  const answers = await Promise.all(
    asked.map(async (task): Promise<readonly Finding[]> => {
      try {
        const findings = (await byName.get(task.step)?.preflight(task.task, world)) ?? []
        return findings.map((it) => ({ ...it, problem: { ...it.problem, task: task.id } }))
      } catch (failure) {
        return inTask(asProblems(failure, world.signal), task.id).map((it) => ({ severity: 'error', problem: it }))
      }
    }),
  )
  return unique([...tagFinding(plan.tag.name), ...answers.flat(), ...(await roomToBuild(plan, frozen, world))])
}

/** GitHub and most file systems end at 255 bytes; Slipway keeps its record under the tag's name with 85 bytes beside it. */
const longestTag = 170

const tagFinding = (tag: string): readonly Finding[] => {
  const length = Buffer.byteLength(tag)
  return length <= longestTag ? [] : [{ severity: 'error', problem: problem('TAG_TOO_LONG', { tag, length, limit: longestTag }) }]
}

/** Several tasks ask the same thing (Docker, the token): told once. */
const unique = (findings: readonly Finding[]): readonly Finding[] => {
  const seen = new Set<string>()
  return findings.filter((it) => {
    const key = `${it.severity} ${it.problem.code} ${it.problem.message}`
    return seen.has(key) ? false : seen.add(key)
  })
}
