// What a run came to. Everything that the doors print or set as outputs is rendered from this value.
import type { Finding, RunOutcome, TaskResult } from './result.js'
import type { Plan } from './plan.js'
import type { Problem } from '../errors/release-error.js'
import type { Estimate } from './github-limits.js'
import type { JsonObject } from './json.js'
import type { ContinuedRelease } from './continued.js'
import type { ReleaseStatus } from './status.js'

export interface Report {
  readonly verb: string
  readonly outcome: RunOutcome
  readonly exitCode: number
  /** One sentence: what happened. */
  readonly summary: string
  readonly repository?: string
  readonly plan?: Plan
  readonly results: readonly TaskResult[]
  readonly problems: readonly Problem[]
  readonly findings: readonly Finding[]
  /** Set when something is missing: the command that goes on. */
  readonly resume?: string
  /** It was a job that asked, and it can be run again as well. */
  readonly rerun?: boolean
  /** What the plan will ask of GitHub. */
  readonly estimate?: Estimate
  /** Milliseconds. */
  readonly took: number
  /** What a verb other than release has to show: the effective config, the references found, the edits made. */
  readonly shown?: JsonObject
  /** What `status` found. */
  readonly status?: ReleaseStatus
  /** What `continue` did, tag by tag. */
  readonly releases?: readonly ContinuedRelease[]
  /** The same as Markdown, for a job summary. What came from strangers in it is safe to show. */
  readonly page?: string
  /** Of a rehearsal, whose release nobody can look at once it is over: the first lines of its text. */
  readonly words?: string
  /** Text made for people by such a verb. */
  readonly text?: string
}

const exitOfKind = { config: 2, precondition: 3, remote: 4, bug: 70, gate: 20, conflict: 30 } as const

const waits = new Set<string>(['RATE_LIMITED', 'LOCK_HELD'])

/** Time alone heals it: nothing else went wrong but what may have come of it. */
export const isWaiting = ([first, ...rest]: readonly Problem[]): boolean =>
  first !== undefined && waits.has(first.code) && rest.every((it) => waits.has(it.code) || it.kind === 'remote')

/** Outcome and exit code of a run that ended with problems; the first problem decides. */
export const failureOf = (problems: readonly Problem[]): { outcome: RunOutcome; exitCode: number } => {
  const kinds = problems.map((it) => it.kind)
  if (isWaiting(problems)) return { outcome: 'waiting', exitCode: 0 }
  const kind = kinds.includes('conflict') ? 'conflict' : (kinds[0] ?? 'bug')
  if (kind === 'conflict') return { outcome: 'conflict', exitCode: exitOfKind.conflict }
  if (kind === 'gate') return { outcome: 'blocked', exitCode: exitOfKind.gate }
  return { outcome: 'failed', exitCode: exitOfKind[kind] }
}

/** A run that was stopped by a signal ends as programs do that are: with 128 and the signal's number. */
const exitOfSignal: Readonly<Record<string, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }

export const wasCancelled = (report: Pick<Report, 'problems'>): boolean => report.problems[0]?.code === 'CANCELLED'

/** A run that had come to an end before it noticed the signal keeps the end that it came to. */
export const withSignal = (report: Report, signal: unknown): Report => {
  const exitCode = typeof signal === 'string' ? exitOfSignal[signal] : undefined
  return exitCode !== undefined && wasCancelled(report) ? { ...report, exitCode } : report
}

const began = new Set(['stage', 'publish', 'point', 'follow'])
/** Of what an earlier run did to these, something is kept by this one. */
const hasBytes = new Set(['stage', 'publish'])
const phaseOf = (result: TaskResult): string => result.id.slice(0, result.id.indexOf(':'))

/** The tracking issue tells of the release, and is no part of it: that there is none makes nobody's first run a second one. */
const isIssue = (it: TaskResult): boolean => it.id.startsWith('follow:issue/')
const partsOf = (results: readonly TaskResult[]): readonly TaskResult[] => results.filter((it) => began.has(phaseOf(it)) && !isIssue(it))

/** All that this run wrote: the end of an earlier one. */
export const issueAlone = (results: readonly TaskResult[]): TaskResult | undefined =>
  partsOf(results).every((it) => it.state === 'already') ? results.find((it) => isIssue(it) && it.state === 'done') : undefined

/** Outcome of a run without problems. */
export const successOf = (results: readonly TaskResult[], isWhole: boolean, dryRun: boolean): { outcome: RunOutcome; exitCode: number } => {
  const later = partsOf(results)
  if (dryRun) return { outcome: 'nothing-to-do', exitCode: 0 }
  if (!isWhole) return { outcome: 'incomplete', exitCode: 10 }
  if (later.every((it) => it.state === 'already')) return { outcome: issueAlone(results) ? 'resumed' : 'already-released', exitCode: 0 }
  // A pointer that names this release already, as one that rolls always does, was brought there by no earlier run of it.
  return { outcome: later.some((it) => it.state === 'already' && hasBytes.has(phaseOf(it))) ? 'resumed' : 'released', exitCode: 0 }
}
