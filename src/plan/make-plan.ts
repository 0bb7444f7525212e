// Facts and config → the plan. Pure: the same facts give the same plan, byte for byte.
import type { LineConfig } from '../core/config.js'
import type { Facts } from '../core/facts.js'
import type { Json } from '../core/json.js'
import type { Plan, PlannedTask, SkippedTask, StepName, TaskId } from '../core/plan.js'
import type { Place } from '../errors/entry.js'
import { fail, failAll, ReleaseError, type Problem } from '../errors/release-error.js'
import type { AnyStep, NamedEntry, Planned } from '../ports/step.js'
import { leftOut, type Selection } from './selection.js'

interface Candidate {
  readonly id: TaskId
  readonly entry: string
  readonly step: AnyStep
  readonly config: NamedEntry
}

export const candidatesOf = (line: LineConfig, steps: readonly AnyStep[]): readonly Candidate[] =>
  steps.flatMap((step) =>
    (step.wholeLine ? [{ name: 'line' }] : (line.slots[step.slot] ?? []).filter((config) => step.isFor?.(config) !== false)).map((config): Candidate => {
      const entry = config as unknown as NamedEntry
      return { id: `${step.name}/${entry.name}`, entry: entry.name, step, config: entry }
    }),
  )

/** Names of build entries whose building is left out: others must not count on their artifacts. */
export const leftOutEntries = (line: LineConfig, steps: readonly AnyStep[], selection: Selection): readonly string[] => {
  const candidates = candidatesOf(line, steps).filter((it) => !it.step.wholeLine)
  const dropped = leftOut(candidates, selection)
  return candidates.filter((it) => it.step.phase === 'build' && dropped.has(it.id)).map((it) => it.entry)
}

interface Kept {
  readonly candidate: Candidate
  readonly planned: Extract<Planned<Json>, { title: string }>
}

/** All entries are looked at before the first problem stops the run: one run tells what is wrong with each of them. */
export const makePlan = (facts: Facts, line: LineConfig, steps: readonly AnyStep[], selection: Selection): Plan => {
  const candidates = candidatesOf(line, steps)
  const dropped = leftOut(candidates.filter((it) => !it.step.wholeLine), selection)
  const problems: Problem[] = []
  const told = <Value>(candidate: Candidate, work: () => Value): Value | undefined => collect(problems, line.places?.[`${candidate.step.slot}/${candidate.entry}`], work)
  const skipped: SkippedTask[] = []
  const all: Kept[] = []
  for (const candidate of candidates) {
    const planned = dropped.has(candidate.id) ? { skip: 'left out by --only or --without' } : told(candidate, (): Planned<Json> => candidate.step.plan(facts, candidate.config))
    if (!planned) continue
    // What the config does not ask for is nothing that anybody would miss.
    if ('skip' in planned && planned.unasked) continue
    if ('skip' in planned) skipped.push({ id: candidate.id, skip: planned.skip })
    else all.push({ candidate, planned })
  }
  failAll(problems)
  const kept = all.filter((it) => isWanted(it.candidate.step, all))
  const tasks = kept.flatMap((it) => told(it.candidate, () => taskOf(it, kept, { line, candidates, skipped })) ?? [])
  failAll(problems)
  const said = { ...(facts.configFrom ? { configFrom: facts.configFrom } : {}), ...(facts.adopt ? { adopt: true as const } : {}), ...(facts.words['revision'] === undefined ? {} : { revision: Number(facts.words['revision']) }) }
  return { schema: 1, line: line.name, version: facts.version.text, tag: facts.tag, configDigest: facts.configDigest, ...said, tasks, skipped }
}

/** A task of the whole line stands or falls with the others. */
const isWanted = ({ wholeLine }: AnyStep, all: readonly Kept[]): boolean => {
  const names = new Set(all.map((it) => it.candidate.step.name))
  return !wholeLine || (wholeLine.with.some((it) => names.has(it)) && !wholeLine.without.some((it) => names.has(it)))
}

/** A problem that names no place lies at the entry of the config that brought it up. The steps of one slot find the same ones. */
const collect = <Value>(problems: Problem[], place: Place | undefined, work: () => Value): Value | undefined => {
  try {
    return work()
  } catch (failure) {
    if (!(failure instanceof ReleaseError)) throw failure
    const placed = failure.problems.map((it): Problem => (it.place || !place ? it : { ...it, place }))
    problems.push(...placed.filter((it) => !problems.some((other) => other.code === it.code && other.message === it.message)))
    return undefined
  }
}

interface Around {
  readonly line: LineConfig
  readonly candidates: readonly Candidate[]
  readonly skipped: readonly SkippedTask[]
}

const taskOf = ({ candidate, planned }: Kept, kept: readonly Kept[], around: Around): PlannedTask => {
  const inputs = inputsOf(candidate, planned.from, kept.map((it) => it.candidate), around)
  const needed = new Set<StepName>(candidate.step.needs ?? [])
  const after = kept.filter((it) => needed.has(it.candidate.step.name)).map((it) => it.candidate.id)
  const { id, entry, step } = candidate
  return { id, step: step.name, phase: step.phase, entry, title: planned.title, task: planned.task, inputs, after: [...new Set([...inputs, ...after])] }
}

/** Tasks that give what this one takes; `from` narrows to named entries, each of which must exist in the config. */
const inputsOf = (candidate: Candidate, from: readonly string[] | undefined, all: readonly Candidate[], { line, candidates, skipped }: Around): readonly TaskId[] => {
  const takes = new Set(candidate.step.takes)
  const gives = (it: Candidate): boolean => it.step.gives.some((kind) => takes.has(kind))
  const givers = all.filter(gives)
  if (!from) return givers.map((it) => it.id)
  for (const name of from) {
    if (givers.some((it) => it.entry === name)) continue
    const giver = candidates.find((it) => it.entry === name && gives(it))
    const left = skipped.find((it) => it.id === giver?.id)
    if (left) return fail('SELECTION_NEEDED', { task: candidate.id, giver: left.id, why: left.skip })
    const known = givers.map((it) => it.entry).join(', ') || 'none'
    return fail('CONFIG_UNKNOWN_NAME', { path: `lines.${line.name}.${candidate.step.slot} (${candidate.entry})`, name, known })
  }
  return givers.filter((it) => from.includes(it.entry)).map((it) => it.id)
}
