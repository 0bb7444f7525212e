// The engine, once for all steps: build → probe everything (any conflict stops here) → stage → publish → point → follow.
// A task is done when its destination says so: after `apply` it is probed again, and that answer is the outcome.
import type { Artifact } from '../core/artifact.js'
import { passes, type Phase, type PlannedTask, type TaskId } from '../core/plan.js'
import type { Gone, Outcome, Probe, TaskResult } from '../core/result.js'
import { fail, problem, ReleaseError, type Problem } from '../errors/release-error.js'
import type { AnyStep } from '../ports/step.js'
import type { World } from '../ports/world.js'
import { silent, type Listener } from './events.js'
import { asProblems, inTask } from './failures.js'
import { goneIn, goneProblem, search } from './gone.js'
import { frozenOutcome, Made, type Making } from './made.js'
import { heldUp, waitOf, type Came } from './held-up.js'
import { inOrder, type Went } from './order.js'
import { roomToRelease } from './room.js'

export interface Work extends Making {
  readonly steps: readonly AnyStep[]
  readonly world: World
  /** Artifacts of an earlier run of the same release, by the task that built them: never built again. */
  readonly frozen?: ReadonlyMap<TaskId, readonly Artifact[]>
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
  private readonly made: Made
  private readonly results = new Map<TaskId, TaskResult>()
  private readonly probed = new Map<TaskId, Probe>()
  /** Of tasks that could not be probed, and do not stop the others. */
  private readonly unprobed = new Map<TaskId, unknown>()
  private readonly problems: Problem[] = []
  private readonly gone: Gone[] = []
  private readonly listener: Listener
  private readonly work: Work

  constructor(work: Work) {
    this.work = { ...work, world: { ...work.world, results: () => this.resultsSoFar() } }
    this.steps = new Map(work.steps.map((step) => [step.name, step]))
    this.listener = work.listener ?? silent
    this.made = new Made(work, (task) => this.stepOf(task))
  }

  async run(): Promise<Carried> {
    this.listener({ kind: 'plan', plan: this.work.plan })
    for (const phases of passes) {
      const stopped = await this.pass(phases)
      if (stopped) return this.carried(stopped)
      if (phases.includes('build') && !((await this.begin()) && (await this.takeBack()))) return this.carried('build')
    }
    await this.tidy()
    return this.carried()
  }

  private carried(stoppedIn?: Phase): Carried {
    return {
      results: this.resultsSoFar(),
      artifacts: this.made.all,
      problems: this.problems,
      gone: this.gone,
      ...(stoppedIn ? { stoppedIn } : {}),
    }
  }

  private resultsSoFar(): readonly TaskResult[] {
    const { tasks } = this.work.plan
    return [...tasks.flatMap((it) => this.results.get(it.id) ?? []), ...tasks.filter((it) => !this.results.has(it.id)).map((it) => this.seen(it))]
  }

  /** Not reached in this run; but what an earlier one did there was seen, and is told. */
  private seen({ id, title }: PlannedTask): TaskResult {
    const probe = this.probed.get(id)
    if (probe?.state === 'done') return { id, title, state: 'already', outcome: probe.outcome, took: 0 }
    return probe?.state === 'waiting' ? { id, title, ...waitOf(probe), took: 0 } : { id, title, state: 'not-reached', took: 0 }
  }

  /**
   * The phase in which the run has to stop. A failed task of `follow` stops only what comes after it, as the release is out already;
   * one that waits for others stops what comes after it, and all later phases but those that tell how far it is.
   */
  private async pass(phases: readonly Phase[]): Promise<Phase | undefined> {
    const { tasks: all } = this.work.plan
    const waits = all.some((it) => this.results.get(it.id)?.state === 'waiting')
    const own = all.filter((it) => phases.includes(it.phase) && (!waits || this.isLast(it)))
    const tasks = own.map((it) => (this.isLast(it) ? { ...it, after: [...it.after, ...own.filter((other) => !this.isLast(other)).map((other) => other.id)] } : it))
    const told = new Set<Phase>()
    const work = async (task: PlannedTask): Promise<Went> => {
      if (!told.has(task.phase)) this.listener({ kind: 'phase', phase: task.phase, tasks: tasks.filter((it) => it.phase === task.phase).length })
      told.add(task.phase)
      const state = await this.timed(task, (it) => (it.phase === 'build' ? this.build(it) : this.publish(it)))
      return state === 'waiting' ? 'waiting' : 'done'
    }
    const failures = await inOrder(tasks, work, { always: (it) => this.isLast(it), goOn: phases.includes('follow') })
    return failures.length > 0 ? tasks.find((it) => this.results.get(it.id)?.state === 'failed')?.phase : undefined
  }

  private async timed(task: PlannedTask, one: (task: PlannedTask) => Promise<Came>): Promise<TaskResult['state']> {
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
      const came = await one(task)
      end(came)
      return came.state
    } catch (failure) {
      const problems = inTask(asProblems(failure, signal), task.id)
      this.problems.push(...problems)
      end({ state: 'failed', ...(problems[0] ? { problem: problems[0] } : {}) })
      throw failure
    }
  }

  private async build(task: PlannedTask): Promise<Came> {
    const frozen = this.work.frozen?.get(task.id)
    if (frozen) {
      this.made.set(task.id, frozen)
      return { state: 'already', outcome: frozenOutcome(frozen) }
    }
    await this.made.bringInputs(task)
    this.made.mustBeHere(task, this.gone)
    const outcome = await this.stepOf(task).apply(task.task, this.made.inputsOf(task), this.work.world)
    const artifacts = outcome?.artifacts ?? []
    this.made.mustBeExpected(task, artifacts)
    this.made.set(task.id, artifacts)
    return { state: 'done', outcome: { artifacts } }
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
    this.problems.push(...(await roomToRelease(this.made.all, this.work.world)))
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
    const bring = (task: PlannedTask): Promise<boolean> => this.made.bringInputs(task, goneIn(this.probed.get(task.id)))
    if (this.problems.length === 0) await search({ world, missing, probe, bring }).catch((failure: unknown) => void this.problems.push(...asProblems(failure, world.signal)))
    this.gone.push(...missing().flatMap((it) => goneIn(this.probed.get(it.id))))
    if (this.gone.length > 0) this.problems.push(goneProblem(this.gone))
    // A release that is out may lack what follows it; one that is not gives the follow-up another answer by then.
    const isOut = [...this.probed.values()].every((it) => it.state === 'done')
    const follow = tasks.filter((it) => it.phase === 'follow' && (isOut || (!this.hasWork() && this.isLast(it))))
    if (this.problems.length === 0) await this.probeInTurn(follow)
    return this.problems.length === 0
  }

  private async probeAll(tasks: readonly PlannedTask[], failed: (task: PlannedTask, failure: unknown) => void): Promise<void> {
    await Promise.all(
      tasks.map(async (task) => {
        try {
          const probe = await this.stepOf(task).probe(task.task, this.made.inputsOf(task), this.work.world)
          this.probed.set(task.id, probe)
          if (probe.state === 'conflict' && task.phase !== 'follow') failed(task, new ReleaseError([conflictOf(task, probe)]))
        } catch (failure) {
          failed(task, failure)
        }
      }),
    )
  }

  /** What follows may ask what came of the tasks before it. */
  private async probeInTurn(tasks: readonly PlannedTask[]): Promise<void> {
    const failed = (task: PlannedTask, failure: unknown): void => void this.unprobed.set(task.id, failure)
    await this.probeAll(tasks.filter((it) => !this.isLast(it)), failed)
    await this.probeAll(tasks.filter((it) => this.isLast(it)), failed)
  }

  /** Something that this run could do now. */
  private hasWork(): boolean {
    const held = heldUp(this.work.plan.tasks, (it) => this.probed.get(it.id)?.state === 'waiting')
    return this.work.plan.tasks.some((it) => ['absent', 'partial'].includes(this.probed.get(it.id)?.state ?? '') && (!held.has(it.id) || this.isLast(it)))
  }

  private isLast(task: PlannedTask): boolean {
    return this.stepOf(task).evenIfOthersWait === true
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
        await this.stepOf(task).tidy?.(task.task, this.made.inputsOf(task), world)
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

  private async publish(task: PlannedTask): Promise<Came> {
    const step = this.stepOf(task)
    const inputs = this.made.inputsOf(task)
    if (this.unprobed.has(task.id)) throw this.unprobed.get(task.id)
    const before = this.probed.get(task.id) ?? (await step.probe(task.task, inputs, this.work.world))
    if (before.state === 'done') return this.keep(task, 'already', before.outcome)
    if (before.state === 'waiting') return waitOf(before)
    if (before.state === 'conflict') throw new ReleaseError([conflictOf(task, before)])
    if (this.work.dryRun) return { state: 'would', outcome: {} }
    this.work.world.signal.throwIfAborted()
    await step.apply(task.task, inputs, this.work.world)
    const after = await step.probe(task.task, inputs, this.work.world)
    if (after.state === 'conflict') throw new ReleaseError([conflictOf(task, after)])
    if (after.state === 'waiting') return waitOf(after)
    if (after.state !== 'done') return fail('NOT_CONFIRMED', { task: task.title, state: after.state, missing: after.state === 'partial' ? after.missing.join(', ') : '' })
    return this.keep(task, 'done', after.outcome)
  }

  private keep(task: PlannedTask, state: 'done' | 'already', outcome: Outcome): Came {
    if (outcome.artifacts) this.made.set(task.id, outcome.artifacts)
    return { state, outcome }
  }

  private stepOf(task: PlannedTask): AnyStep {
    return this.steps.get(task.step) ?? fail('BUG', { what: `the plan has a task of the unknown step ${task.step}` })
  }

}

const conflictOf = (task: PlannedTask, probe: Extract<Probe, { state: 'conflict' }>): Problem =>
  problem('DESTINATION_CONFLICT', { task: task.title, found: probe.found, wanted: probe.wanted })
