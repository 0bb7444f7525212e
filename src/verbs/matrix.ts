// `slipway plan --matrix`: one job for each platform of each image that is built for several. By the clone alone.
import type { JsonObject } from '../core/json.js'
import type { Report } from '../core/report.js'
import { leftOut } from '../plan/selection.js'
import { planBuilds } from './build.js'
import { nothingToDo } from './ends.js'
import type { ReleaseWork } from './plan-release.js'

export const matrix = async (work: ReleaseWork): Promise<Report> => {
  const { request, ports, steps } = work
  const began = ports.clock.now()
  const planned = await planBuilds(work)
  // A job that reads it must find a matrix, also when there is nothing in it.
  if ('nothing' in planned) return { ...nothingToDo(request, planned.nothing, ports.clock.now() - began), shown: { matrix: { include: [] } } }
  const { plan } = planned
  const dropped = leftOut(plan.tasks, request)
  const include = plan.tasks.filter((it) => !dropped.has(it.id)).flatMap((task) =>
    (steps.find((it) => it.name === task.step)?.parts?.of(task.task) ?? []).map(({ platform, runner, emulated }): JsonObject => ({
      name: [task.entry.replace(/[^A-Za-z0-9_-]/g, '_'), ...platform.split('/')].join('-'), task: task.id, platform, runner, emulated,
    })),
  )
  const shown: JsonObject = { matrix: { include } }
  const summary = include.length === 0 ? `nothing of ${plan.line} is built for several platforms` : `${include.length === 1 ? 'one job' : `${include.length} jobs`}, each for one platform`
  return { verb: request.verb, outcome: 'nothing-to-do', exitCode: 0, plan, results: [], problems: [], findings: [], took: ports.clock.now() - began, summary, shown, text: JSON.stringify(shown['matrix'], null, 2) }
}
