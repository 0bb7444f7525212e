// `slipway plan`: the tasks in their order, and what each destination holds already. Reads only.
import type { Holding } from '../core/holding.js'
import type { PlannedTask } from '../core/plan.js'
import { runText } from '../core/runs.js'
import type { Report } from '../core/report.js'
import type { TaskResult } from '../core/result.js'
import { goneIn, goneText } from '../engine/gone.js'
import { preflight } from '../engine/preflight.js'
import { parseTrigger } from '../trigger/parse-trigger.js'
import { askDestinations, type Asked } from './destinations.js'
import { estimateText } from '../core/github-limits.js'
import { failureReport, nothingToDo } from './ends.js'
import { estimateRun } from './estimate.js'
import { findStart, pinRemotely } from './find-start.js'
import { checkSelection, findingsOf, makeWorld, planRelease, type Planned, type ReleaseWork } from './plan-release.js'

export const plan = async (work: ReleaseWork): Promise<Report> => {
  const { request, ports, steps } = work
  const began = ports.clock.now()
  const trigger = parseTrigger(request)
  if (trigger.kind !== 'tag' && trigger.kind !== 'run') return nothingToDo(request, trigger.kind === 'none' ? trigger.reason : 'a version has no tag yet; `slipway rehearse --version` shows what would be done', 0)
  const found = await findStart(trigger, request, ports, steps)
  if ('nothing' in found) return nothingToDo(request, found.nothing, ports.clock.now() - began)
  checkSelection(found, work)
  const planned = await planRelease(await pinRemotely(found, ports), work)
  const world = await makeWorld(planned.plan, ports)
  const preflighted = await preflight({ plan: planned.plan, steps, world, frozen: planned.frozen.artifacts })
  const findings = [...findingsOf(planned), ...preflighted]
  const builds = planned.plan.tasks.filter((it) => it.phase === 'build').map((it) => buildResult(it, planned))
  const results = [...builds, ...(await askDestinations(planned, world, steps, 'when nothing is frozen')).map(resultOf)]
  const problems = [...results.flatMap((it) => it.problem ?? []), ...findings.filter((it) => it.severity === 'error').map((it) => it.problem)]
  const estimate = estimateRun(planned, results, steps)
  const common = { verb: request.verb, plan: planned.plan, results, estimate, findings, took: ports.clock.now() - began, text: [renderPlan(planned), planned.gates, estimateText(estimate)].join('\n') }
  if (problems.length > 0) return failureReport(problems, { ...common, request })
  return { ...common, outcome: 'nothing-to-do', exitCode: 0, problems, summary: `this is the plan of ${planned.plan.line} ${planned.plan.version}; nothing was written` }
}

const buildResult = (task: PlannedTask, { frozen }: Planned): TaskResult =>
  frozen.artifacts.has(task.id) ? result(task, 'already', `${task.title}: frozen by an earlier run`) : result(task, 'would', task.title)

const result = ({ id, title }: PlannedTask, state: TaskResult['state'], where: string): TaskResult => ({ id, title, state, outcome: { where }, took: 0 })

/** Without frozen bytes a destination can only say what it has; with them it is compared. */
const resultOf = ({ task, probe, holdings, problem }: Asked): TaskResult => {
  if (problem) return { ...result(task, 'failed', task.title), problem }
  if (!probe) return result(task, 'would', `${task.title}: ${thereText(holdings ?? [])}`)
  if (probe.state === 'done') return result(task, 'already', `${task.title}: there already`)
  if (probe.state === 'conflict') return result(task, 'would', `${task.title}: there is ${probe.found} already`)
  if (probe.state === 'waiting') return result(task, 'waiting', `${task.title}: waits for ${probe.for}`)
  const gone = goneIn(probe)
  if (gone.length > 0) return result(task, 'would', `${task.title}: frozen bytes are gone: ${goneText(gone)}`)
  return result(task, 'would', `${task.title}: ${probe.state === 'partial' ? `missing ${probe.missing.join(', ')}` : 'nothing there yet'}`)
}

const thereText = (holdings: readonly Holding[]): string => {
  const there = holdings.filter((it) => it.mark !== 'none').map((it) => [it.where, it.digest ?? it.note].filter(Boolean).join(' '))
  return there.length === 0 ? 'nothing there yet' : `${there.join(', ')} is there already, and cannot be compared before anything is frozen`
}

const renderPlan = ({ plan: { line, version, tag }, facts: { run } }: Pick<Planned, 'plan' | 'facts'>): string => {
  const whose = run ? `named ${tag.name} ${run.named === 'config' ? `by the config for ${runText(run)}` : 'by whoever asked'}` : `tag ${tag.name} (${tag.kind})`
  return `Plan of ${line} ${version}, ${whose} at ${tag.commit}`
}
