// Progress of a run as lines of the log: starts, ends, and a sign of life for whatever takes long.
import type { Phase, PlannedTask } from '../../core/plan.js'
import type { TaskResult } from '../../core/result.js'
import type { Clock } from '../../ports/clock.js'
import type { Log } from '../../ports/log.js'

export interface ProgressWords {
  phase(phase: Phase, tasks: number): string
  start(task: PlannedTask): string
  end(result: TaskResult): string
  still(task: PlannedTask, took: number): string
}

type ProgressEvent =
  | { readonly kind: 'plan' }
  | { readonly kind: 'phase'; readonly phase: Phase; readonly tasks: number }
  | { readonly kind: 'start'; readonly task: PlannedTask }
  | { readonly kind: 'end'; readonly result: TaskResult }

const signOfLife = 10_000

export const createProgress = (log: Log, clock: Clock, words: ProgressWords): { readonly listen: (event: ProgressEvent) => void; readonly stop: () => void } => {
  const running = new Map<string, { task: PlannedTask; since: number }>()
  const timer = setInterval(() => {
    for (const { task, since } of running.values()) {
      // A task that began a moment ago needs no sign of life yet.
      if (clock.now() - since >= signOfLife / 2) log.info(words.still(task, clock.now() - since))
    }
  }, signOfLife)
  timer.unref()
  return {
    listen: (event) => {
      if (event.kind === 'phase') log.info(words.phase(event.phase, event.tasks))
      if (event.kind === 'start') {
        running.set(event.task.id, { task: event.task, since: clock.now() })
        log.info(words.start(event.task))
      }
      if (event.kind === 'end') {
        running.delete(event.result.id)
        log.info(words.end(event.result))
      }
    },
    stop: () => clearInterval(timer),
  }
}
