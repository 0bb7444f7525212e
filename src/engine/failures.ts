// Whatever was thrown → problems. Anything that is not ours is a bug of ours, and never lost.
import { diskFull } from '../core/disk-full.js'
import type { TaskId } from '../core/plan.js'
import { problem, ReleaseError, type Problem } from '../errors/release-error.js'

export const asProblems = (failure: unknown, signal?: AbortSignal): readonly Problem[] => {
  if (failure instanceof ReleaseError) return failure.problems
  // A run that stopped itself says why; the failures of what was under way then are only its echo.
  if (signal?.aborted && signal.reason instanceof ReleaseError) return signal.reason.problems
  if (signal?.aborted) return [problem('CANCELLED', { signal: typeof signal.reason === 'string' ? signal.reason : 'a signal' })]
  const full = diskFull(failure)
  if (full) return [full]
  const what = failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure)
  return [problem('BUG', { what })]
}

/** Steps do not name themselves in errors; the engine does it, once. */
export const inTask = (problems: readonly Problem[], task: TaskId): readonly Problem[] => problems.map((it) => ({ ...it, task }))
