// From a tag (or a version) to a finished release: the phases, in the order of the design, one line each.
import type { Carried } from '../engine/carry-out.js'
import { releaseCommand } from '../core/checked-request.js'
import type { Plan } from '../core/plan.js'
import type { Report } from '../core/report.js'
import { issueAlone, successOf } from '../core/report.js'
import type { Outcome } from '../core/result.js'
import { fail } from '../errors/release-error.js'
import { parseTrigger } from '../trigger/parse-trigger.js'
import { carryOutFrozen } from './carry-out-frozen.js'
import { failureReport, nothingToDo, proposedReport, tagReport, waitingReport } from './ends.js'
import { findStart, pinRemotely, type Start } from './find-start.js'
import { mendBefore, overtakenOr } from './rolling.js'
import { lockOf } from './lock.js'
import { oneJobFindings } from './one-job.js'
import { checkBeforeStart, checkSelection, makeWorld, planRelease, type Planned, type ReleaseWork } from './plan-release.js'
import { prepareTag } from './prepare-tag.js'
import { takePrebuilt, withPrebuilt } from './prebuilt.js'

export const release = async (work: ReleaseWork): Promise<Report> => {
  const { request, ports } = work
  const began = ports.clock.now()
  const asked = parseTrigger(request)
  if (asked.kind === 'none') return nothingToDo(request, asked.reason, ports.clock.now() - began)
  if (asked.kind === 'version' && request.artifacts) return fail('USAGE', { what: 'Artifacts are of a tag that is there: `tag` goes with `artifacts`, and `version` does not.' })
  const trigger = asked.kind === 'version' ? await prepareTag(asked, work) : asked
  if (trigger.kind === 'proposed') return proposedReport(trigger, { request, took: ports.clock.now() - began })
  if (asked.kind === 'version' && trigger.kind === 'tag' && request.tagOnly) return tagReport(asked.version, trigger.tag, { request, took: ports.clock.now() - began })
  const found = await findStart(trigger, request, ports, work.steps)
  if ('nothing' in found) return nothingToDo(request, found.nothing, ports.clock.now() - began)
  // An event names a run that no tag started; whoever goes on by hand has to name it himself.
  const again = found.tag.kind === 'none' && request.event ? releaseCommand(found.tag, request) : request.again
  return releaseFound(found, { ...work, request: { ...request, again } }, began)
}

const releaseFound = async (found: Start, work: ReleaseWork, began: number): Promise<Report> => {
  const { request, ports } = work
  checkSelection(found, work)
  const planned = await planRelease(await pinRemotely(found, ports), work)
  const prebuilt = await takePrebuilt(request, planned.plan, ports)
  const steps = prebuilt ? withPrebuilt(work.steps, prebuilt) : work.steps
  const world = await makeWorld(planned.plan, ports)
  const checked = await overtakenOr(() => checkBeforeStart(planned, world, steps))
  if ('overtaken' in checked) return nothingToDo(request, checked.overtaken, ports.clock.now() - began)
  const findings = [...checked.findings, ...oneJobFindings(planned, work, prebuilt !== undefined)]
  const lock = lockOf(planned, work)
  try {
    if (!request.dryRun) await mendBefore(planned.plan, { world: lock.guarded(world), enter: lock.enter })
    const { carried, findings: further } = await carryOutFrozen({ ...planned, steps, buildsHere: prebuilt === undefined, world: lock.guarded(world), enter: lock.enter, dryRun: request.dryRun, listener: work.listener })
    if (carried.problems.length === 0 && !request.dryRun) await lock.tidy()
    return reportOf(work, planned, carried, { findings: [...findings, ...further], took: ports.clock.now() - began })
  } finally {
    await lock.drop()
  }
}

const reportOf = (work: ReleaseWork, { plan }: Planned, carried: Carried, rest: Pick<Report, 'findings' | 'took'>): Report => {
  const { request } = work
  const waits = carried.results.filter((it) => it.state === 'waiting')
  const isWhole = request.only.length === 0 && request.without.length === 0
  const common = { verb: request.verb, plan, results: carried.results, ...rest }
  if (carried.problems.length > 0) return failureReport(carried.problems, { ...common, request })
  if (waits.length > 0) return waitingReport(waits, { ...common, request })
  const end = successOf(carried.results, isWhole, request.dryRun)
  const told = end.outcome === 'resumed' ? issueAlone(carried.results) : undefined
  return { ...common, ...end, problems: [], summary: told ? issueSentence(plan, told.outcome) : (sentences[end.outcome]?.(plan) ?? end.outcome) }
}

/** Of an issue that stays open its outcome says why. */
const issueSentence = ({ line, version }: Plan, outcome?: Outcome): string =>
  `${line} ${version} was released before; ${outcome?.where ?? 'its issue'} ${outcome?.note === undefined ? 'says so now, and is closed' : `says so now, and stays ${outcome.note}`}`

const sentences: Readonly<Partial<Record<Report['outcome'], (plan: Plan) => string>>> = {
  released: (plan) => `${plan.line} ${plan.version} is released`,
  resumed: (plan) => `${plan.line} ${plan.version} is released; what an earlier run had done already was kept`,
  'already-released': (plan) => `${plan.line} ${plan.version} was released before, and nothing is missing`,
  incomplete: (plan) => `${plan.line} ${plan.version}: everything that was asked for is done, some tasks were left out`,
  'nothing-to-do': (plan) => `${plan.line} ${plan.version}: this was a dry run, nothing was written`,
}
