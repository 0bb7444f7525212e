// One job that both builds and releases is possible, and told: whatever the project's code is, it runs beside the rights.
import type { PlannedTask } from '../core/plan.js'
import type { Finding } from '../core/result.js'
import { problem } from '../errors/release-error.js'
import type { Planned, ReleaseWork } from './plan-release.js'

/** In a job only: on a laptop whoever builds the project holds the rights anyway. A dry run holds them as well. */
export const oneJobFindings = ({ plan, frozen }: Pick<Planned, 'plan' | 'frozen'>, { request, steps }: ReleaseWork, isPrebuilt: boolean): readonly Finding[] => {
  if ((request.event === undefined && request.inJob !== true) || request.verb === 'rehearse') return []
  const runs = ({ step, task }: PlannedTask): boolean => {
    const asked = steps.find((it) => it.name === step)?.runsProject
    return typeof asked === 'function' ? asked(task) : asked === true
  }
  const tasks = plan.tasks.filter((it) => runs(it) && (it.phase !== 'build' || (!isPrebuilt && !frozen.artifacts.has(it.id)))).map((it) => it.id)
  return tasks.length === 0 ? [] : [{ severity: 'warning', problem: problem('ONE_JOB', { tasks: tasks.join(', ') }) }]
}
