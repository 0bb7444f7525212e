// How a run stands while it works, for the last words of one that does not end by itself: everything else of it may hang, and this
// is a value in memory.
import { withSignal, type Report } from '../core/report.js'
import type { Plan } from '../core/plan.js'
import type { Request } from '../core/request.js'
import type { TaskResult } from '../core/result.js'
import { problem } from '../errors/release-error.js'
import type { RunEvent } from '../engine/events.js'
import type { Clock } from '../ports/clock.js'
import { failureReport } from '../verbs/ends.js'
import type { StopSignal } from './signals.js'

export interface SoFar {
  begin(request: Request): void
  readonly listen: (event: RunEvent) => void
  /** The run has ended; only what is to be cleared away may still hang. */
  settle(report: Report): void
  isSettled(): boolean
  request(): Request
  /** As if the run had ended now. */
  report(signal: StopSignal): Report
}

/** Before anything was asked: a signal may come as early as that. */
const unknown: Request = { verb: 'release', dryRun: false, only: [], without: [], again: 're-run this job' }

export const createSoFar = (clock: Clock): SoFar => {
  const began = clock.now()
  const ended = new Map<string, TaskResult>()
  const running = new Set<string>()
  let asked = unknown
  let plan: Plan | undefined
  let settled: Report | undefined
  const results = (cancelled: TaskResult['problem']): readonly TaskResult[] => (plan?.tasks ?? []).map(({ id, title }) => {
    const known = ended.get(id)
    if (known) return known
    return running.has(id) ? { id, title, state: 'failed', took: 0, ...(cancelled ? { problem: cancelled } : {}) } : { id, title, state: 'not-reached', took: 0 }
  })
  return {
    begin: (request) => void (asked = request),
    request: () => asked,
    listen: (event) => {
      if (event.kind === 'plan') {
        plan = event.plan
        // `continue` carries out several, whose tasks have the same names.
        ended.clear()
        running.clear()
      }
      if (event.kind === 'start') running.add(event.task.id)
      if (event.kind === 'end') {
        running.delete(event.result.id)
        ended.set(event.result.id, event.result)
      }
    },
    settle: (report) => void (settled = report),
    isSettled: () => settled !== undefined,
    report: (signal) => {
      if (settled) return settled
      const cancelled = problem('CANCELLED', { signal })
      const known = { request: asked, results: results(cancelled), took: clock.now() - began, ...(plan ? { plan } : {}) }
      return withSignal(failureReport([cancelled], known), signal)
    },
  }
}
