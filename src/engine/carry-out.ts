// The engine, once for all steps: build → probe everything (any conflict stops here) → stage → publish → point → follow.
// A task is done when its destination says so: after `apply` it is probed again, and that answer is the outcome.
import type { Artifact } from '../core/artifact.js'
import { phases, type Phase, type Plan, type PlannedTask, type TaskId } from '../core/plan.js'
import type { Gone, Outcome, Probe, TaskResult } from '../core/result.js'
import { fail, problem, ReleaseError, type Problem } from '../errors/release-error.js'
import type { AnyStep } from '../ports/step.js'
import type { World } from '../ports/world.js'
import { silent, type Listener } from './events.js'
import { asProblems, inTask } from './failures.js'
import { goneIn, goneProblem, isElsewhere, search } from './gone.js'
import { inOrder } from './order.js'
import { roomToRelease } from './room.js'

export interface Work {
  readonly plan: Plan
  readonly steps: readonly AnyStep[]
  readonly world: World
  /** Artifacts of an earlier run of the same release, by the task that built them: never built again. */
  readonly frozen?: ReadonlyMap<TaskId, readonly Artifact[]>
  /** Gets frozen bytes of an artifact from wherever they lie onto this disk; undefined when they lie nowhere. */
  readonly bring?: (artifact: Artifact) => Promise<Artifact | undefined>
  /** What tasks that build again must give, to the byte, because some of it is public; and what is said when they give something else. */
  readonly expected?: { readonly artifacts: ReadonlyMap<TaskId, readonly Artifact[]>; readonly orElse: Problem }
  readonly dryRun: boolean
  readonly listener?: Listener
  /**
   * Called once, before the first write, when the probes found something to do and no conflict; never in a dry run. Whoever had to wait
   * there for another run gives what is frozen by then: it replaces what was built here, and everything is probed anew.
   */
  readonly enter?: () => Promise<Entered | undefined>
}

export interface Entered {
  readonly frozen: ReadonlyMap<TaskId, readonly Artifact[]>
}

export interface Carried {
  readonly results: readonly TaskResult[]
  readonly artifacts: readonly Artifact[]
  readonly problems: readonly Problem[]
  /** Frozen bytes that are nowhere: nothing was written, and FROZEN_GONE is among the problems. */
  readonly gone: readonly Gone[]
  /** The phase in which it stopped; undefined if it went through. */
  readonly stoppedIn?: Phase
}

export const carryOut = async (work: Work): Promise<Carried> => new Engine(work).run()

class Engine {
  private readonly steps: ReadonlyMap<string, AnyStep>
  private readonly made = new Map<TaskId, readonly Artifact[]>()
  private readonly results = new Map<TaskId, TaskResult>()
  private readonly probed = new Map<TaskId, Probe>()
  /** Of tasks that could not be probed, and do not stop the others. */
  private readonly unprobed = new Map<TaskId, unknown>()
  private readonly problems: Problem[] = []
  private readonly gone: Gone[] = []
  private readonly listener: Listener

  constructor(private readonly work: Work) {
    this.steps = new Map(work.steps.map((step) => [step.name, step]))
    this.listener = work.listener ?? silent
  }

  async run(): Promise<Carried> {
    this.listener({ kind: 'plan', plan: this.work.plan })
    for (const phase of phases) {
      const stopped = await this.phase(phase)
      if (stopped) return this.carried(phase)
      if (phase === 'build' && !((await this.begin()) && (await this.takeBack()))) return this.carried('build')
    }
    await this.tidy()
    return this.carried()
  }

  private carried(stoppedIn?: Phase): Carried {
    const rest = this.work.plan.tasks.filter((it) => !this.results.has(it.id)).map((it) => this.seen(it))
    return {
      results: [...this.work.plan.tasks.flatMap((it) => this.results.get(it.id) ?? []), ...rest],
      artifacts: [...this.made.values()].flat(),
      problems: this.problems,
      gone: this.gone,
      ...(stoppedIn ? { stoppedIn } : {}),
    }
  }

  /** Not reached in this run; but what an earlier one did there was seen, and is told. */
  private seen({ id, title }: PlannedTask): TaskResult {
    const probe = this.probed.get(id)
    return probe?.state === 'done' ? { id, title, state: 'already', outcome: probe.outcome, took: 0 } : { id, title, state: 'not-reached', took: 0 }
  }

  /** True when the run has to stop. A failed task of `follow` does not stop the others: the release is out already. */
  private async phase(phase: Phase): Promise<boolean> {
    const tasks = this.work.plan.tasks.filter((it) => it.phase === phase)
    if (tasks.length === 0) return false
    this.listener({ kind: 'phase', phase, tasks: tasks.length })
    const one = phase === 'build' ? (task: PlannedTask) => this.build(task) : (task: PlannedTask) => this.publish(task)
    const failures = phase === 'follow' ? (await Promise.all(tasks.map((task) => inOrder([task], (it) => this.timed(it, one))))).flat() : await inOrder(tasks, (task) => this.timed(task, one))
    return failures.length > 0
  }

  private async timed(task: PlannedTask, one: (task: PlannedTask) => Promise<Pick<TaskResult, 'state' | 'outcome'>>): Promise<void> {
    const { clock, signal } = this.work.world
    const began = clock.now()
    const end = (rest: Pick<TaskResult, 'state' | 'outcome' | 'problem'>): void => {
      const result: TaskResult = { id: task.id, title: task.title, took: clock.now() - began, ...rest }
      this.results.set(task.id, result)
      this.listener({ kind: 'end', result })
    }
    this.listener({ kind: 'start', task })
    try {
      signal.throwIfAborted()
      end(await one(task))
    } catch (failure) {
      const problems = inTask(asProblems(failure, signal), task.id)
      this.problems.push(...problems)
      end({ state: 'failed', ...(problems[0] ? { problem: problems[0] } : {}) })
      throw failure
    }
  }

  private async build(task: PlannedTask): Promise<Pick<TaskResult, 'state' | 'outcome'>> {
    const frozen = this.work.frozen?.get(task.id)
    if (frozen) {
      this.made.set(task.id, frozen)
      return { state: 'already', outcome: frozenOutcome(frozen) }
    }
    await this.bringInputs(task)
    this.mustBeHere(task)
    const outcome = await this.stepOf(task).apply(task.task, this.inputsOf(task), this.work.world)
    const artifacts = outcome?.artifacts ?? []
    this.mustBeExpected(task, artifacts)
    this.made.set(task.id, artifacts)
    return { state: 'done', outcome: { artifacts } }
  }

  private mustBeHere(task: PlannedTask): void {
    const lacking = this.inputsOf(task).filter(isElsewhere).map((it): Gone => ({ name: it.fileName, digest: it.digest, where: `on this disk (to ${task.title.replace(/^./, (first) => first.toLowerCase())})` }))
    this.gone.push(...lacking)
    if (lacking.length > 0) throw new ReleaseError([goneProblem(lacking)])
  }

  private mustBeExpected(task: PlannedTask, built: readonly Artifact[]): void {
    const { expected } = this.work
    const other = expected?.artifacts.get(task.id)?.find((it) => !built.some((one) => one.kind === it.kind && one.fileName === it.fileName && one.digest === it.digest))
    if (expected && other) throw new ReleaseError([expected.orElse])
  }

  /** Only what is named, or all of it. True when something came. */
  private async bringInputs(task: PlannedTask, only?: readonly Gone[]): Promise<boolean> {
    const { bring } = this.work
    const isWanted = (it: Artifact): boolean => isElsewhere(it) && (only?.some((gone) => gone.digest === it.digest) ?? true)
    let came = false
    for (const id of bring ? task.inputs : []) {
      const before = this.made.get(id) ?? []
      const artifacts = await Promise.all(before.map(async (it) => (isWanted(it) ? ((await bring?.(it)) ?? it) : it)))
      came ||= artifacts.some((it, at) => it !== before[at])
      if (before.length > 0) this.made.set(id, artifacts)
    }
    return came
  }

  /** All that comes between building and the first write. False when the run stops here. */
  private async begin(): Promise<boolean> {
    if (!(await this.probeEverything()) || !(await this.hasRoom())) return false
    const { enter, dryRun } = this.work
    if (!enter || dryRun || !this.hasWork()) return true
    try {
      const entered = await enter()
      if (!entered) return true
      this.takeFrozen(entered.frozen)
    } catch (failure) {
      this.problems.push(...asProblems(failure, this.work.world.signal))
      return false
    }
    return this.probeEverything()
  }

  private async hasRoom(): Promise<boolean> {
    this.problems.push(...(await roomToRelease([...this.made.values()].flat(), this.work.world)))
    return this.problems.length === 0
  }

  /** Every later task is asked before the first write; all conflicts are shown together. */
  private async probeEverything(): Promise<boolean> {
    this.probed.clear()
    this.unprobed.clear()
    const { plan: { tasks }, world } = this.work
    const later = tasks.filter((it) => it.phase !== 'build' && it.phase !== 'follow')
    const probe = (all: readonly PlannedTask[]): Promise<void> => this.probeAll(all, (task, failure) => void this.problems.push(...inTask(asProblems(failure, world.signal), task.id)))
    await probe(later)
    const missing = (): readonly PlannedTask[] => later.filter((it) => goneIn(this.probed.get(it.id)).length > 0)
    const bring = (task: PlannedTask): Promise<boolean> => this.bringInputs(task, goneIn(this.probed.get(task.id)))
    if (this.problems.length === 0) await search({ world, missing, probe, bring }).catch((failure: unknown) => void this.problems.push(...asProblems(failure, world.signal)))
    this.gone.push(...missing().flatMap((it) => goneIn(this.probed.get(it.id))))
    if (this.gone.length > 0) this.problems.push(goneProblem(this.gone))
    // A release that is out may lack what follows it; one that is not gives the follow-up another answer by then.
    const isOut = [...this.probed.values()].every((it) => it.state === 'done')
    if (this.problems.length === 0 && isOut) await this.probeAll(tasks.filter((it) => it.phase === 'follow'), (task, failure) => void this.unprobed.set(task.id, failure))
    return this.problems.length === 0
  }

  private async probeAll(tasks: readonly PlannedTask[], failed: (task: PlannedTask, failure: unknown) => void): Promise<void> {
    await Promise.all(
      tasks.map(async (task) => {
        try {
          const probe = await this.stepOf(task).probe(task.task, this.inputsOf(task), this.work.world)
          this.probed.set(task.id, probe)
          if (probe.state === 'conflict' && task.phase !== 'follow') failed(task, new ReleaseError([conflictOf(task, probe)]))
        } catch (failure) {
          failed(task, failure)
        }
      }),
    )
  }

  private hasWork(): boolean {
    return [...this.probed.values()].some((it) => it.state === 'absent' || it.state === 'partial')
  }

  /** The first writes of all: from here on nothing is frozen, and everything goes as if there had been no record. */
  private async takeBack(): Promise<boolean> {
    const { world, dryRun, plan } = this.work
    if (dryRun || (world.voided ?? []).length === 0) return true
    for (const task of plan.tasks.filter((it) => this.probed.get(it.id)?.state !== 'done')) {
      try {
        world.signal.throwIfAborted()
        await this.stepOf(task).takeBack?.(task.task, world)
      } catch (failure) {
        this.problems.push(...inTask(asProblems(failure, world.signal), task.id))
        return false
      }
    }
    return true
  }

  /** Only a run that wrote anyway: a finished release costs nothing. Whatever comes of it is nobody's failure. */
  private async tidy(): Promise<void> {
    const { plan, world } = this.work
    if (![...this.results.values()].some((it) => it.state === 'done' && !it.id.startsWith('build:'))) return
    for (const task of plan.tasks.filter((it) => this.results.get(it.id)?.state === 'already')) {
      try {
        world.signal.throwIfAborted()
        await this.stepOf(task).tidy?.(task.task, this.inputsOf(task), world)
      } catch (failure) {
        world.log.debug(`${task.title}: what an earlier run left is not tidied: ${asProblems(failure, world.signal)[0]?.message ?? ''}`)
      }
    }
  }

  private takeFrozen(frozen: ReadonlyMap<TaskId, readonly Artifact[]>): void {
    for (const task of this.work.plan.tasks) {
      const artifacts = task.phase === 'build' ? frozen.get(task.id) : undefined
      if (!artifacts) continue
      this.made.set(task.id, artifacts)
      this.results.set(task.id, { id: task.id, title: task.title, took: this.results.get(task.id)?.took ?? 0, state: 'already', outcome: frozenOutcome(artifacts) })
    }
  }

  private async publish(task: PlannedTask): Promise<Pick<TaskResult, 'state' | 'outcome'>> {
    const step = this.stepOf(task)
    const inputs = this.inputsOf(task)
    if (this.unprobed.has(task.id)) throw this.unprobed.get(task.id)
    const before = this.probed.get(task.id) ?? (await step.probe(task.task, inputs, this.work.world))
    if (before.state === 'done') return this.keep(task, 'already', before.outcome)
    if (before.state === 'conflict') throw new ReleaseError([conflictOf(task, before)])
    if (this.work.dryRun) return { state: 'would', outcome: {} }
    this.work.world.signal.throwIfAborted()
    await step.apply(task.task, inputs, this.work.world)
    const after = await step.probe(task.task, inputs, this.work.world)
    if (after.state === 'conflict') throw new ReleaseError([conflictOf(task, after)])
    if (after.state !== 'done') return fail('NOT_CONFIRMED', { task: task.title, state: after.state, missing: after.state === 'partial' ? after.missing.join(', ') : '' })
    return this.keep(task, 'done', after.outcome)
  }

  private keep(task: PlannedTask, state: 'done' | 'already', outcome: Outcome): Pick<TaskResult, 'state' | 'outcome'> {
    if (outcome.artifacts) this.made.set(task.id, outcome.artifacts)
    return { state, outcome }
  }

  private stepOf(task: PlannedTask): AnyStep {
    return this.steps.get(task.step) ?? fail('BUG', { what: `the plan has a task of the unknown step ${task.step}` })
  }

  private inputsOf(task: PlannedTask): readonly Artifact[] {
    const takes = new Set(this.stepOf(task).takes)
    return task.inputs.flatMap((id) => this.made.get(id) ?? []).filter((it) => takes.has(it.kind))
  }
}

const frozenOutcome = (artifacts: readonly Artifact[]): Outcome => ({ artifacts, note: 'frozen by an earlier run' })

const conflictOf = (task: PlannedTask, probe: Extract<Probe, { state: 'conflict' }>): Problem =>
  problem('DESTINATION_CONFLICT', { task: task.title, found: probe.found, wanted: probe.wanted })
