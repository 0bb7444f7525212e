// What a run came to. Everything that the doors print or set as outputs is rendered from this value.
import type { Finding, RunOutcome, TaskResult } from './result.js'
import type { Plan } from './plan.js'
import type { Problem } from '../errors/release-error.js'
import type { JsonObject } from './json.js'

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
  /** Set when writing had begun and something is missing: the command that goes on. */
  readonly resume?: string
  /** Milliseconds. */
  readonly took: number
  /** What a verb other than release has to show: the effective config, the references found, the edits made. */
  readonly shown?: JsonObject
  /** Text made for people by such a verb. */
  readonly text?: string
}

const exitOfKind = { config: 2, precondition: 3, remote: 4, bug: 70, gate: 20, conflict: 30 } as const

/** Outcome and exit code of a run that ended with problems; the first problem decides. */
export const failureOf = (problems: readonly Problem[]): { outcome: RunOutcome; exitCode: number } => {
  const kinds = problems.map((it) => it.kind)
  if (problems[0]?.code === 'RATE_LIMITED') return { outcome: 'waiting', exitCode: 0 }
  const kind = kinds.includes('conflict') ? 'conflict' : (kinds[0] ?? 'bug')
  if (kind === 'conflict') return { outcome: 'conflict', exitCode: exitOfKind.conflict }
  if (kind === 'gate') return { outcome: 'blocked', exitCode: exitOfKind.gate }
  return { outcome: 'failed', exitCode: exitOfKind[kind] }
}

const began = new Set(['stage', 'publish', 'point', 'follow'])
const phaseOf = (result: TaskResult): string => result.id.slice(0, result.id.indexOf(':'))

/** Tasks that wrote, or found written, something outside this machine. */
export const writtenTasks = (results: readonly TaskResult[]): readonly TaskResult[] =>
  results.filter((it) => began.has(phaseOf(it)) && (it.state === 'done' || it.state === 'already'))

/** Outcome of a run without problems. */
export const successOf = (results: readonly TaskResult[], isWhole: boolean, dryRun: boolean): { outcome: RunOutcome; exitCode: number } => {
  const later = results.filter((it) => began.has(phaseOf(it)))
  if (dryRun) return { outcome: 'nothing-to-do', exitCode: 0 }
  if (!isWhole) return { outcome: 'incomplete', exitCode: 10 }
  if (later.every((it) => it.state === 'already')) return { outcome: 'already-released', exitCode: 0 }
  return { outcome: later.some((it) => it.state === 'already') ? 'resumed' : 'released', exitCode: 0 }
}
