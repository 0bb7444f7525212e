// `slipway plan`: the tasks in their order, and what each destination holds already. Reads only.
import type { Plan, PlannedTask } from '../core/plan.js'
import type { Artifact } from '../core/artifact.js'
import type { Report } from '../core/report.js'
import type { Probe, TaskResult } from '../core/result.js'
import { asProblems } from '../engine/failures.js'
import { goneIn, goneText } from '../engine/gone.js'
import type { Problem } from '../errors/release-error.js'
import { preflight } from '../engine/preflight.js'
import type { World } from '../ports/world.js'
import { parseTrigger } from '../trigger/parse-trigger.js'
import { estimateText } from '../core/github-limits.js'
import { failureReport, nothingToDo } from './ends.js'
import { estimateRun } from './estimate.js'
import { findStart, pinRemotely } from './find-start.js'
import { makeWorld, planRelease, type Planned, type ReleaseWork } from './plan-release.js'

export const plan = async (work: ReleaseWork): Promise<Report> => {
  const { request, ports, steps } = work
  const began = ports.clock.now()
  const trigger = parseTrigger(request)
  if (trigger.kind !== 'tag') return nothingToDo(request, trigger.kind === 'none' ? trigger.reason : 'a version has no tag yet; `slipway rehearse --version` shows what would be done', 0)
  const found = await findStart(trigger, request, ports, steps)
  if ('nothing' in found) return nothingToDo(request, found.nothing, ports.clock.now() - began)
  const planned = await planRelease(await pinRemotely(found, ports), work)
  const world = await makeWorld(planned.plan, ports)
  const findings = await preflight({ plan: planned.plan, steps, world, frozen: planned.frozen.artifacts })
  const results = await Promise.all(planned.plan.tasks.map((task) => ask(task, planned, world, work)))
  const problems = [...results.flatMap((it) => it.problem ?? []), ...findings.filter((it) => it.severity === 'error').map((it) => it.problem)]
  const estimate = estimateRun(planned, results, steps)
  const common = { verb: request.verb, plan: planned.plan, results, estimate, findings, took: ports.clock.now() - began, text: `${renderPlan(planned.plan)}\n${estimateText(estimate)}` }
  if (problems.length > 0) return failureReport(problems, { ...common, request })
  return { ...common, outcome: 'nothing-to-do', exitCode: 0, problems, summary: `this is the plan of ${planned.plan.line} ${planned.plan.version}; nothing was written` }
}

/** Without built bytes a destination can only say what it has; with frozen ones it is compared. */
const ask = async (task: PlannedTask, planned: Planned, world: World, work: ReleaseWork): Promise<TaskResult> => {
  const result = (state: TaskResult['state'], note: string, problem?: Problem): TaskResult => ({ id: task.id, title: task.title, state, outcome: { where: note }, took: 0, ...(problem ? { problem } : {}) })
  const step = work.steps.find((it) => it.name === task.step)
  if (!step || task.phase === 'build') return planned.frozen.artifacts.has(task.id) ? result('already', `${task.title}: frozen by an earlier run`) : result('would', `${task.title}`)
  const inputs = task.inputs.flatMap((id): readonly Artifact[] => planned.frozen.artifacts.get(id) ?? [])
  try {
    const probe: Probe = await step.probe(task.task, inputs, world)
    if (probe.state === 'done') return result('already', `${task.title}: there already`)
    if (probe.state === 'conflict') return result('would', `${task.title}: there is ${probe.found} already`)
    const gone = goneIn(probe)
    if (gone.length > 0) return result('would', `${task.title}: frozen bytes are gone: ${goneText(gone)}`)
    return result('would', `${task.title}: ${probe.state === 'partial' ? `missing ${probe.missing.join(', ')}` : 'nothing there yet'}`)
  } catch (failure) {
    return result('failed', task.title, asProblems(failure)[0])
  }
}

const renderPlan = (it: Plan): string => `Plan of ${it.line} ${it.version}, tag ${it.tag.name} (${it.tag.kind}) at ${it.tag.commit}`
