// Tasks that cannot be carried out yet, because one that they come after waits for somebody else.
import { passes, type PlannedTask, type TaskId } from '../core/plan.js'
import type { TaskResult, Wait } from '../core/result.js'

/** What a task came to, as its step and its destination say. */
export type Came = Pick<TaskResult, 'state' | 'outcome'>

export const waitOf = (wait: Wait): Required<Came> =>
  ({ state: 'waiting', outcome: { note: `waits for ${wait.for}`, ...(wait.where === undefined ? {} : { where: wait.where }), ...(wait.url === undefined ? {} : { url: wait.url }) } })

const passOf = (task: PlannedTask): number => passes.findIndex((it) => it.includes(task.phase))

/** What comes after a waiting task within its pass, and everything of the passes after that. */
export const heldUp = (tasks: readonly PlannedTask[], waits: (task: PlannedTask) => boolean): ReadonlySet<TaskId> => {
  const waiting = tasks.filter(waits)
  const last = Math.min(...waiting.map(passOf))
  const held = new Set<TaskId>(waiting.map((it) => it.id))
  for (let before = -1; before !== held.size; ) {
    before = held.size
    for (const it of tasks) if (passOf(it) > last || it.after.some((id) => held.has(id))) held.add(it.id)
  }
  return new Set([...held].filter((id) => !waiting.some((it) => it.id === id)))
}
