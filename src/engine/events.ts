// What the engine tells while it works. A listener renders it; the engine knows none.
import type { Phase, Plan, PlannedTask } from '../core/plan.js'
import type { TaskResult } from '../core/result.js'

export type RunEvent =
  /** First of all: what will be carried out. */
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'phase'; readonly phase: Phase; readonly tasks: number }
  | { readonly kind: 'start'; readonly task: PlannedTask }
  | { readonly kind: 'end'; readonly result: TaskResult }

export type Listener = (event: RunEvent) => void
export const silent: Listener = () => undefined
