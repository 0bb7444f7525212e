// `slipway status`: what each destination holds of a tag, and the one command that goes on. Reads only; builds nothing, takes no lock,
// and needs none of the tools that build.
import { releaseCommand } from '../core/checked-request.js'
import type { Holding, Mark } from '../core/holding.js'
import type { Report } from '../core/report.js'
import type { Finding, Probe } from '../core/result.js'
import { isPublic, statusRows, type FrozenStatus, type ReleaseStatus, type Seen } from '../core/status.js'
import { artifactsOf } from '../core/record.js'
import { parseTrigger } from '../trigger/parse-trigger.js'
import { askDestinations, type Asked } from './destinations.js'
import { nothingToDo } from './ends.js'
import { findStart, pinRemotely, type Start } from './find-start.js'
import { lockStatus } from './lock-status.js'
import { checkSelection, findingsOf, makeWorld, planToLook, type Planned, type ReleaseWork } from './plan-release.js'

export const status = async (work: ReleaseWork): Promise<Report> => {
  const { request, ports, steps } = work
  const began = ports.clock.now()
  const trigger = parseTrigger(request)
  if (trigger.kind !== 'tag' && trigger.kind !== 'run') return nothingToDo(request, trigger.kind === 'none' ? trigger.reason : 'a version that has no tag yet is nowhere', 0)
  const found = await findStart(trigger, request, ports, steps)
  if ('nothing' in found) return nothingToDo(request, found.nothing, ports.clock.now() - began)
  checkSelection(found, work)
  const { status: it, planned, findings } = await statusOf(await pinRemotely(found, ports), work)
  const end = it.finished ? ({ outcome: 'already-released', exitCode: 0 } as const) : ({ outcome: 'incomplete', exitCode: 10 } as const)
  return {
    verb: request.verb, ...end, summary: summaryOf(it), plan: planned.plan, results: [], problems: [], findings, status: it, took: ports.clock.now() - began,
    ...(it.next === undefined ? {} : { resume: it.next }),
  }
}

interface Looked {
  readonly status: ReleaseStatus
  readonly planned: Planned
  readonly findings: readonly Finding[]
}

/** Of a tag that is pinned. */
export const statusOf = async (start: Start, work: ReleaseWork): Promise<Looked> => {
  const { ports, steps, request } = work
  const planned = await planToLook(start, work)
  const { plan, line, frozen } = planned
  const world = await makeWorld(plan, ports)
  const [asked, lock] = await Promise.all([askDestinations(planned, world, steps, 'always'), lockStatus(ports, plan.tag.name)])
  const seen = asked.map(seenOf)
  const rows = statusRows(seen)
  const finished = asked.every((it) => it.probe?.state === 'done')
  const mayAdopt = asked.some((it) => it.holdings?.some((one) => one.adoptable === true))
  const status: ReleaseStatus = {
    tag: plan.tag, line: line.name, version: plan.version, finished, rows,
    ...(frozen.records.length > 0 ? { frozen: frozenOf(planned) } : {}), ...(lock ? { lock } : {}),
    public: rows.filter(isPublic).map((it) => it.destination),
    missing: rows.filter((it) => it.public !== undefined && it.public !== 'there').map((it) => it.destination),
    ...(finished ? {} : { next: releaseCommand(plan.tag, request, mayAdopt ? ['--adopt'] : []) }),
  }
  const inTheWay = [...planned.inTheWay, ...asked.flatMap((it) => it.problem ?? [])]
  return { status, planned, findings: [...findingsOf(planned), ...inTheWay.map((problem): Finding => ({ severity: 'error', problem }))] }
}

export const frozenOf = ({ frozen }: Planned): FrozenStatus => ({
  where: frozen.records.map((it) => it.where),
  artifacts: frozen.records.flatMap((it) => artifactsOf(it.record)).map(({ kind, name, fileName, digest, size }) => ({ kind, name, fileName, digest, size })),
})

const marksOf: { readonly [S in Probe['state']]: Mark } = { absent: 'none', partial: 'part', done: 'there', conflict: 'other', waiting: 'part' }

/** What the task itself calls done is done, whatever its parts look like: a pointer may rightly stand at a higher version. */
export const seenOf = ({ task, probe, holdings, problem }: Asked): Seen => {
  if (problem) return { task, holdings: [{ where: task.title, mark: 'unknown', note: problem.message }] }
  const whole = probe ? [{ where: probe.state === 'done' ? (probe.outcome.where ?? task.title) : task.title, mark: marksOf[probe.state], ...(probe.state === 'waiting' ? { note: `waits for ${probe.for}`, ...(probe.url === undefined ? {} : { url: probe.url }) } : {}) }] : [{ where: task.title, mark: 'unjudged' as const }]
  const parts: readonly Holding[] = holdings ?? whole
  if (probe?.state !== 'done') return { task, holdings: parts }
  const { note, url } = probe.outcome
  return { task, holdings: parts.map((it, at) => ({ ...it, mark: 'there', ...(at === 0 && it.url === undefined && url !== undefined ? { url } : {}), ...noteOf(it.note, at === 0 ? note : undefined) })) }
}

const noteOf = (...notes: readonly (string | undefined)[]): { readonly note?: string } => {
  const told = [...new Set(notes.filter((it) => it !== undefined))]
  return told.length > 0 ? { note: told.join('; ') } : {}
}

const summaryOf = ({ line, version, finished, rows, lock, frozen }: ReleaseStatus): string => {
  if (finished) return `${line} ${version} is finished: everything is public`
  const places = rows.filter((it) => it.public !== undefined)
  const out = places.filter((it) => it.public === 'there').length
  const how = frozen ? `${out} of ${places.length} places are as they should be` : 'nothing is frozen yet, so nothing can be compared'
  return `${line} ${version} is not finished: ${how}${lock && lock.over === undefined ? '; a run is at work on it' : ''}`
}
