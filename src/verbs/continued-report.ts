// The report of `slipway continue`: each tag and what came of it, and one outcome for all.
import type { ContinuedRelease } from '../core/continued.js'
import type { Report } from '../core/report.js'
import type { Request } from '../core/request.js'
import type { RunOutcome } from '../core/result.js'
import type { Problem } from '../errors/release-error.js'

/** The gravest of all decides. */
const order: readonly RunOutcome[] = ['failed', 'conflict', 'blocked', 'incomplete', 'waiting']

interface Known {
  readonly request: Request
  /** Tags whose release was seen to be finished from the list alone. */
  readonly finished: number
  readonly took: number
}

export const continuedReport = (releases: readonly ContinuedRelease[], { request, finished, took }: Known): Report => {
  const gone = releases.flatMap((it) => (it.report ? [{ tag: it.tag, report: it.report }] : []))
  const end = endOf(gone.map((it) => it.report), releases.some((it) => it.outcome === 'not-reached'))
  const isOpen = end.outcome !== 'nothing-to-do' && end.outcome !== 'released'
  return {
    verb: request.verb, ...end, summary: summaryOf(releases, finished), releases, results: [], took,
    problems: inOrder(gone.flatMap(({ tag, report }) => report.problems.map((it) => (it.code === 'CANCELLED' ? it : { ...it, task: [tag, it.task].filter(Boolean).join(' ') })))),
    findings: gone.flatMap(({ tag, report }) => report.findings.map((it) => ({ ...it, problem: { ...it.problem, task: [tag, it.problem.task].filter(Boolean).join(' ') } }))),
    ...(isOpen ? { resume: request.again, ...(request.event ? { rerun: true } : {}) } : {}),
  }
}

/** By the first one doors tell a run that was stopped. */
const inOrder = (problems: readonly Problem[]): readonly Problem[] => [...problems.filter((it) => it.code === 'CANCELLED').slice(0, 1), ...problems.filter((it) => it.code !== 'CANCELLED')]

const endOf = (reports: readonly Report[], isCut: boolean): Pick<Report, 'outcome' | 'exitCode'> => {
  const cancelled = reports.find((it) => it.problems[0]?.code === 'CANCELLED')
  const gravest = cancelled ?? order.map((outcome) => reports.filter((it) => it.outcome === outcome).sort((a, b) => b.exitCode - a.exitCode)[0]).find((it) => it !== undefined)
  if (gravest && gravest.outcome !== 'waiting') return { outcome: gravest.outcome, exitCode: gravest.exitCode }
  if (gravest) return { outcome: 'waiting', exitCode: 0 }
  if (isCut) return { outcome: 'incomplete', exitCode: 10 }
  return { outcome: reports.some((it) => it.outcome === 'released' || it.outcome === 'resumed') ? 'released' : 'nothing-to-do', exitCode: 0 }
}

const summaryOf = (releases: readonly ContinuedRelease[], finished: number): string => {
  const count = (...outcomes: readonly ContinuedRelease['outcome'][]): number => releases.filter((it) => outcomes.includes(it.outcome)).length
  const parts = [
    [count('released', 'resumed'), 'finished now'], [count('already-released', 'nothing-to-do') + finished, 'finished before'], [count('failed', 'conflict', 'blocked', 'incomplete'), 'not finished'],
    [count('waiting'), 'waiting'], [count('not-reached'), 'not reached'], [count('left-alone'), 'left alone'],
  ] as const
  const told = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`)
  return told.length > 0 ? `of the releases of all lines: ${told.join(', ')}` : 'no line has a tag yet'
}
