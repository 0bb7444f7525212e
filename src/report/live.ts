// Progress while a run works: one line when a task starts, one when it ends.
import type { Phase } from '../core/plan.js'
import type { PlannedTask } from '../core/plan.js'
import type { TaskResult } from '../core/result.js'
import { bytesOf, markOf, placeOf, renderDuration, renderSize } from './words.js'

const headings: Readonly<Record<Phase, string>> = {
  build: 'Build',
  stage: 'Stage: everything reversible',
  publish: 'Publish',
  promote: 'Promote',
  verify: 'Verify',
  point: 'Point',
  follow: 'Follow',
}

export const phaseLine = (phase: Phase, tasks: number): string => `${headings[phase]} (${tasks} ${tasks === 1 ? 'task' : 'tasks'})`
export const startLine = (task: PlannedTask): string => `   … ${task.title}`

export const endLine = (result: TaskResult): string => {
  const [first] = bytesOf(result)
  const bytes = first ? `${first.size > 0 ? `  ${renderSize(first.size)}` : ''}  ${first.digest.slice(0, 19)}` : ''
  const rest = result.state === 'waiting' ? `  ${result.outcome?.note ?? ''}` : result.state === 'failed' ? `  ${result.problem?.message.split('\n')[0] ?? ''}` : bytes
  return `   ${markOf(result)} ${placeOf(result)}  ${renderDuration(result.took)}${rest}`
}

export const stillLine = (task: PlannedTask, took: number): string => `   … ${task.title}: still at it after ${renderDuration(took)}`
