// What of the frozen bytes is public already. Asked of the destinations of this run, and of those that the records speak of: a run
// with --only, or with another config, must not take for unpublished what it does not look at.
import { z } from 'zod'
import { canonicalJson, type Json } from '../core/json.js'
import type { PlannedTask } from '../core/plan.js'
import { frozenTasks } from '../core/record.js'
import type { Probe } from '../core/result.js'
import { asProblems } from '../engine/failures.js'
import type { World } from '../ports/world.js'
import type { RecordFile } from '../publish/record-file.js'
import type { Frozen, Line } from './frozen-artifacts.js'

type Asked = Pick<PlannedTask, 'step' | 'phase' | 'title' | 'task' | 'inputs'>

const text = z.string().min(1)
const recordedPlan = z.object({
  tasks: z.array(z.object({ step: text, phase: text, title: text, task: z.custom<Json>(() => true), inputs: z.array(text) })),
})

/** Empty: nothing that cannot be taken back has happened. Whatever could not be asked counts as public. */
export const publicOf = async (of: Line & { readonly frozen: Frozen; readonly world: World }): Promise<readonly string[]> => {
  const found = await Promise.all(of.frozen.records.map(async (record) => {
    const asked = askedFor(of, record)
    return asked ? (await Promise.all(asked.map((task) => ask(task, record, of)))).flat() : [`whatever the plan in ${record.where} speaks of, as that plan cannot be read`]
  }))
  return [...new Set(found.flat())]
}

const askedFor = ({ plan, steps }: Line, { record }: RecordFile): readonly Asked[] | undefined => {
  const recorded = recordedPlan.safeParse(record.plan)
  if (!recorded.success) return undefined
  const all: readonly Asked[] = [...plan.tasks, ...(recorded.data.tasks as readonly Asked[])]
  const later = all.filter((it) => (it.phase === 'publish' || it.phase === 'point') && steps.some((step) => step.name === it.step))
  return [...new Map(later.map((it) => [canonicalJson([it.step, it.task, it.inputs]), it])).values()]
}

const ask = async (task: Asked, { record }: RecordFile, { steps, world }: { readonly steps: Line['steps']; readonly world: World }): Promise<readonly string[]> => {
  const step = steps.find((it) => it.name === task.step)
  const frozen = frozenTasks(record)
  const inputs = task.inputs.flatMap((id) => frozen.get(id) ?? []).filter((it) => step?.takes.includes(it.kind))
  // The record does not name what this would publish, so it cannot have published it.
  if (!step || (task.inputs.length > 0 && inputs.length === 0)) return []
  try {
    return isPublic(task, await step.probe(task.task, inputs, world)) ? [task.title] : []
  } catch (failure) {
    return [`${task.title} (could not be asked: ${asProblems(failure, world.signal)[0]?.message ?? ''})`]
  }
}

/** A pointer that was left alone, because a higher version is out, says nothing about these bytes. */
const isPublic = (task: Asked, probe: Probe): boolean =>
  probe.state === 'partial' || (probe.state === 'done' && (task.phase === 'publish' || probe.outcome.digest !== undefined))
