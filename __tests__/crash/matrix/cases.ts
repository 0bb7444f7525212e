// The crash matrix: every outside call of a release × every way in which it can go wrong × every way to go on afterwards.
import { createHash } from 'node:crypto'
import { endRuns, faultsOfRun, fingerprintOf, judge, modes, type Expectation, type Mode } from '../simulation/judge.js'
import { chanceOf } from '../simulation/chance.js'
import { endStateOf } from '../simulation/end-state.js'
import { startRun } from '../simulation/run-of.js'
import { Actor, type TracedCall, type Twist } from '../simulation/simulation.js'
import type { Snapshot, Stage } from '../simulation/stage.js'
import { allWrites, copyUniverse, type Universe } from '../simulation/universe.js'
import { count, newTally } from '../simulation/workers.js'
import { network, others, type Kind } from './kinds.js'

const label = ({ leg }: Stage, call: TracedCall): string => `${leg.name === 'release' ? '' : `${leg.name}: `}call ${call.number} (${call.method} ${new URL(call.url).pathname})`

/** Killed before a call, when the world has carried it out and nobody heard, when it was heard, or with its body half sent. */
interface Death {
  readonly name: string
  readonly to?: (call: TracedCall) => boolean
  readonly twist: Twist
  /** Calls of the recorded run that were carried out. */
  readonly at?: 0 | 1
}

const halfSent = (at: number): Death => ({ name: `killed with ${at * 100} % of its body sent`, to: (it) => it.hasBody, twist: { kill: 'after', fault: { kind: 'cut-request', at } } })

const deaths: readonly Death[] = [
  { name: 'killed before it is sent', twist: { kill: 'before' }, at: 0 },
  { name: 'killed when it was carried out and not answered', twist: { kill: 'after' }, at: 1 },
  { name: 'killed when its answer was read', twist: { kill: 'after' }, at: 1 },
  ...[0.01, 0.5, 0.99].map(halfSent),
]

export interface MatrixOptions {
  readonly only?: RegExp
  readonly isWhole?: boolean
  readonly kinds?: readonly Kind[]
  /** At calls that change something, and nowhere else. */
  readonly onlyWrites?: boolean
  /** Of `onlyWrites`: at the calls right before them too. */
  readonly andBefore?: boolean
}

export class Matrix {
  readonly points = newTally()
  readonly faults = newTally()
  private readonly known = new Map<string, Promise<readonly string[]>>()
  played = 0

  constructor(private readonly stage: Stage, private readonly options: MatrixOptions = {}) {}

  async at(call: TracedCall): Promise<void> {
    const next = this.options.andBefore === true ? this.stage.trace[call.number] : undefined
    if (this.options.onlyWrites === true && !this.isWrite(call) && !(next && this.isWrite(next))) return
    for (const death of deaths) if (death.to?.(call) ?? true) await this.die(call, death)
    const isNear = [call, this.stage.trace[call.number]].some((it) => it && it.method !== 'GET' && it.method !== 'HEAD')
    const kinds = (this.options.kinds ?? [...network, ...others]).filter((it) => (it.to?.(call) ?? true) && (!it.isRelative || isNear || this.options.isWhole === true))
    for (const kind of kinds) await this.twist(call, kind)
  }

  /** A question may come as a POST: what counts is whether anything has changed. */
  private isWrite({ number }: TracedCall): boolean {
    const [before, after] = [this.stage.snapshots[number - 1], this.stage.snapshots[number]]
    return before !== undefined && after !== undefined && allWrites(before.universe) !== allWrites(after.universe)
  }

  private async die(call: TracedCall, death: Death): Promise<void> {
    const wanted = modes.map((mode) => [mode, `${label(this.stage, call)}, ${death.name}, then ${mode}`] as const).filter(([, it]) => this.options.only?.test(it) ?? true)
    const { instead } = this.stage
    const other = `${label(this.stage, call)}, ${death.name}, then ${instead?.name ?? ''}`
    const isOther = instead !== undefined && (this.options.only?.test(other) ?? true)
    if (wanted.length === 0 && !isOther) return
    const end = death.at === undefined ? await this.lead(call, { twist: () => death.twist }) : this.dead(call.number - 1 + death.at)
    for (const [mode, text] of wanted) count([...end.broken, ...(await this.recover(end.snapshot, mode, {}))], text, this.points)
    if (isOther) count([...end.broken, ...(await this.goOn(end.snapshot, instead.play))], other, this.points)
  }

  private goOn(from: Snapshot, play: (from: Snapshot) => Promise<readonly string[]>): Promise<readonly string[]> {
    const key = `instead ${fingerprintOf(from.universe)}`
    const known = this.known.get(key)
    if (known) return known
    this.played++
    const judged = play(from)
    this.known.set(key, judged)
    return judged
  }

  /** What a run leaves that was killed between two calls is the world as the recorded run left it there. */
  private dead(calls: number): { readonly snapshot: Snapshot; readonly broken: readonly string[] } {
    const recorded = this.stage.snapshots[calls]
    if (!recorded) throw new Error(`there is no world after call ${calls}`)
    const snapshot: Snapshot = { universe: copyUniverse(recorded.universe, () => recorded.now, this.stage.ground.registryParts), now: recorded.now }
    endRuns(snapshot.universe)
    return { snapshot, broken: [] }
  }

  private async twist(call: TracedCall, kind: Kind): Promise<void> {
    const wanted = modes.map((mode) => [mode, `${label(this.stage, call)}, ${kind.name}, then ${mode}`] as const).filter(([, it]) => this.options.only?.test(it) ?? true)
    if (wanted.length === 0) return
    const end = await this.lead(call, kind)
    const expected: Expectation = { ...(kind.stops ? { stops: kind.stops } : {}), ...(kind.ends ? { ends: kind.ends } : {}), ...(kind.undo && !kind.undoFirst ? { undo: kind.undo } : {}), ...(kind.commits ? { commits: kind.commits } : {}), ...(end.foreign ? { foreign: end.foreign } : {}), wasPublic: end.wasPublic }
    for (const [mode, text] of wanted) count([...end.broken, ...(await this.recover(end.snapshot, mode, expected))], text, this.faults)
  }

  /** The run up to its end, or to its death: what led there is answered from the trace. */
  private async lead(call: TracedCall, kind: Pick<Kind, 'foreign' | 'undo' | 'undoFirst' | 'heals' | 'isForGood'> & { twist(universe: Universe): Twist }): Promise<{ snapshot: Snapshot; broken: readonly string[]; foreign: Expectation['foreign']; wasPublic: boolean }> {
    const before = this.stage.snapshots[call.number - 1]
    if (!before) throw new Error(`there is no world before call ${call.number}`)
    let foreign: Expectation['foreign']
    let watcher = this.stage.watch({ isInTurn: true, isAlone: kind.heals ?? false }).begin(before.universe)
    const simulation = this.stage.open(before, {
      recorded: this.stage.trace.slice(0, call.number - 1),
      twist: ({ number }) => (number === call.number ? kind.twist(simulation.universe) : undefined),
      after: (it, universe) => {
        if (it.number === call.number && kind.foreign) watcher = this.stage.watch({ isInTurn: true, isAlone: kind.heals ?? false, wasPublic: watcher.wasPublic, foreign: (foreign = kind.foreign(universe)) })
        watcher.look(it, universe)
      },
    }, this.stage.snapshots[0]?.now)
    this.played++
    const actor = new Actor('first')
    const run = startRun(simulation, actor, this.stage.place('first'))
    await simulation.play([actor])
    const broken = [...watcher.broken]
    if (!actor.isDead) {
      const ended = await run.ended
      broken.push(...faultsOfRun(ended), ...earlyAfter(simulation.trace))
      // A fault that hit the dropping itself, or for good, leaves it to the next run.
      if (!call.url.endsWith('/graphql') && !kind.isForGood && endStateOf(simulation.universe).own.some((it) => it.startsWith('refs/slipway/lock/'))) broken.push('the run has ended, and its lock is there')
      if (kind.heals && ended.report.exitCode !== 0) broken.push(`the run gave up: ${JSON.stringify(ended.report.problems.map((it) => [it.code, it.message]))}`)
    }
    endRuns(simulation.universe)
    if (kind.undoFirst) await kind.undo?.(simulation.universe)
    return { snapshot: { universe: simulation.universe, now: simulation.time.now }, broken, foreign, wasPublic: watcher.wasPublic }
  }

  /** The same world has the same future: what was judged once is not judged again. */
  private recover(from: Snapshot, mode: Mode, expected: Expectation): Promise<readonly string[]> {
    const key = `${mode} ${JSON.stringify([expected.stops, expected.ends, expected.commits, expected.foreign, expected.wasPublic, String(expected.undo)])} ${fingerprintOf(from.universe)}`
    const known = this.known.get(key)
    if (known) return known
    this.played += mode === 'side by side' ? 3 : 2
    const start: Snapshot = { universe: copyUniverse(from.universe, () => from.now, this.stage.ground.registryParts), now: from.now }
    // The order of two runs side by side is as random as their world, and the same for the same world.
    const judged = judge(this.stage, start, { mode, expected, choose: chanceOf(Number.parseInt(createHash('sha256').update(key).digest('hex').slice(0, 8), 16)) })
    this.known.set(key, judged)
    return judged
  }
}

/** Requests to a service before the time that it has named, made when that was known. */
const earlyAfter = (trace: readonly TracedCall[]): readonly string[] => {
  const holds: { readonly origin: string; readonly number: number; readonly until: number }[] = []
  return trace.flatMap((call) => {
    const { origin } = new URL(call.url)
    const early = holds.filter((it) => it.origin === origin && it.number <= call.knowing && call.at < it.until)
    const after = 'answer' in call.played ? Number(call.played.answer.headers['retry-after'] ?? NaN) : NaN
    if (Number.isFinite(after)) holds.push({ origin, number: call.number, until: call.at + after * 1000 })
    return early.map((it) => `call ${call.number} came ${it.until - call.at} ms before the time that ${origin} had named in its answer to call ${it.number}`)
  })
}
