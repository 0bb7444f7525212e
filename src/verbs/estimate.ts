// What a plan will ask of GitHub, and how long that takes at least. What is done already is looked at, and costs no more than that.
import { estimate, noCost, type Cost, type Estimate } from '../core/github-limits.js'
import type { PlannedTask } from '../core/plan.js'
import type { TaskResult } from '../core/result.js'
import type { AnyStep } from '../ports/step.js'
import type { Planned } from './plan-release.js'

/** Tag, repository and rights are looked up, and the lock is taken and dropped. */
const ofRun: Cost = { requests: 12, creates: 0 }
const ofLook: Cost = { requests: 2, creates: 0 }

/** `results` of the plan: `already` where a destination has everything. */
export const estimateRun = ({ plan, frozen }: Planned, results: readonly TaskResult[], steps: readonly AnyStep[]): Estimate => {
  const byName = new Map(steps.map((it) => [it.name, it]))
  const done = new Set(results.filter((it) => it.state === 'already').map((it) => it.id))
  const costs = plan.tasks.map((task): Cost => {
    const step = byName.get(task.step)
    if (!step?.cost) return noCost
    return done.has(task.id) ? ofLook : step.cost(task.task, artifactsOf(task, step, frozen))
  })
  return estimate([ofRun, ...costs])
}

/** Before it is built nobody knows how many files a task gives; most give one. */
const artifactsOf = (task: PlannedTask, step: AnyStep, frozen: Planned['frozen']): number =>
  task.inputs.reduce((sum, id) => sum + (frozen.artifacts.get(id)?.filter((it) => step.takes.includes(it.kind)).length ?? 1), 0)
