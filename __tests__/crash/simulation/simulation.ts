// Plays runs of the product on a world in this process. Every call of every run waits until nothing else goes on; then one is
// chosen, played as a whole (perhaps with a fault), and answered. A killed run is abandoned: the world refuses every call of it
// from that instant, and its timers never fire, so that no `finally` can heal what a SIGKILL would leave.
import type { Hop, HopAnswer, Transport } from '../../../src/ports/http.js'
import type { Fault } from '../../../src/rehearsal/http/faults.js'
import { activity } from './activity.js'
import { deliver, play, type Played, type Universe } from './universe.js'
import { VirtualTime } from './virtual-time.js'

/** One run of the product, as the simulation knows it. */
export class Actor {
  isDead = false
  isOver = false
  constructor(readonly name: string) {}
}

interface Pending {
  readonly actor: Actor
  readonly hop: Hop
  readonly key: string
  /** Calls that had been answered when it was made. */
  readonly knowing: number
  readonly answer: (played: Played) => void
  /** Undefined: nobody has asked yet. */
  isHeld?: boolean
}

/** A call that was played, as a trace keeps it. */
export interface TracedCall {
  readonly number: number
  readonly actor: string
  readonly key: string
  readonly method: string
  readonly url: string
  readonly hasBody: boolean
  readonly at: number
  readonly played: Played
  readonly authorization: string | undefined
  /** Calls that had been answered when this one was made: of a later answer it could not know. */
  readonly knowing: number
}

export interface Twist {
  readonly fault?: Fault
  /** The run is killed before its call is sent, or when the world has carried it out and nobody has heard of it, or right after it heard. */
  readonly kill?: 'before' | 'after'
  /** What happens in the world first. */
  readonly act?: () => void | Promise<void>
}

export interface Script {
  /** What goes wrong at a call; calls are numbered from 1 over all runs. */
  twist?(call: { readonly number: number; readonly actor: Actor; readonly hop: Hop }): Twist | undefined
  /** Which of several waiting calls is next; the first by default. */
  choose?(keys: readonly { readonly actor: Actor; readonly key: string }[]): number
  /** Calls that wait until every run is at such a call or has ended: only then one of them is chosen. None by default. */
  holds?(call: { readonly actor: Actor; readonly hop: Hop }): boolean | Promise<boolean>
  /** Which of the calls that are held goes on; the first by default. */
  release?(calls: readonly { readonly actor: Actor; readonly key: string }[]): number | Promise<number>
  /** How long a call takes, in milliseconds. */
  duration?(): number
  /** Calls up to here are answered from a trace, and the world is not asked. */
  readonly recorded?: readonly TracedCall[]
  /** After each call that the world has seen. */
  after?(call: TracedCall, universe: Universe): void | Promise<void>
  readonly mostCalls?: number
}

/** A run that goes on for ever, or one that waits for nothing. */
export class Stuck extends Error {}

const asError = (failure: unknown): Error => (failure instanceof Error ? failure : new Error(String(failure)))

const keyOf = (hop: Hop): string => `${hop.method} ${hop.url.href}`

export class Simulation {
  readonly time: VirtualTime
  readonly trace: TracedCall[] = []
  private pending: Pending[] = []
  private submitted = 0

  constructor(readonly universe: Universe, private readonly script: Script, start: number, time?: VirtualTime) {
    this.time = time ?? new VirtualTime(start)
  }

  transportOf(actor: Actor): Transport {
    return (hop) =>
      new Promise<HopAnswer>((resolve, reject) => {
        this.submitted++
        if (actor.isDead) return
        if (hop.signal?.aborted) return void reject(hop.signal.reason as Error)
        const waiting: Pending = { actor, hop, key: `${actor.name} ${keyOf(hop)}`, knowing: this.trace.length, answer: (played) => ('answer' in played ? resolve(deliver(played.answer)) : reject(asError(played.failure))) }
        hop.signal?.addEventListener('abort', () => {
          if (!this.pending.includes(waiting)) return
          this.pending = this.pending.filter((it) => it !== waiting)
          this.submitted++
          reject(hop.signal?.reason as Error)
        }, { once: true })
        this.pending.push(waiting)
      })
  }

  kill(actor: Actor): void {
    actor.isDead = true
    this.pending = this.pending.filter((it) => it.actor !== actor)
    this.time.drop(actor)
  }

  /** Until every run has ended or is dead. */
  async play(actors: readonly Actor[]): Promise<void> {
    for (let idle = 0; ; ) {
      await activity.settled(() => activity.stamp + this.submitted + this.time.activity)
      if (actors.every((it) => it.isDead || it.isOver)) return
      if (await this.isReady(actors)) await this.next()
      else if (!this.time.skip()) {
        if (idle++ > 200) throw new Stuck('the run waits for nothing')
        await new Promise((resolve) => setTimeout(resolve, 5))
        continue
      }
      idle = 0
    }
  }

  /** Is there a call that may be played now? Those that are held wait for runs that only sleep. */
  private async isReady(actors: readonly Actor[]): Promise<boolean> {
    for (const it of this.pending) it.isHeld ??= (await this.script.holds?.(it)) ?? false
    if (this.pending.some((it) => it.isHeld !== true)) return true
    return this.pending.length > 0 && actors.every((it) => it.isDead || it.isOver || this.pending.some((call) => call.actor === it))
  }

  private async next(): Promise<void> {
    if (this.trace.length >= (this.script.mostCalls ?? 5000)) throw new Stuck(`more than ${this.trace.length} calls`)
    this.pending.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    const free = this.pending.filter((it) => it.isHeld !== true)
    const ready = free.length > 0 ? free : this.pending
    const chosen = ready[ready.length === 1 && free.length > 0 ? 0 : await this.choice(ready)]
    if (!chosen) throw new Stuck('the choice was none of those that wait')
    this.pending.splice(this.pending.indexOf(chosen), 1)
    if (chosen.actor.isDead) return
    this.time.pass(this.script.duration?.() ?? 20)
    this.time.wakeDue()
    const number = this.trace.length + 1
    const recorded = this.script.recorded?.[number - 1]
    if (recorded) return this.answerFrom(recorded, chosen)
    await this.playCall(number, chosen)
  }

  private async choice(ready: readonly Pending[]): Promise<number> {
    const isHeld = ready.every((it) => it.isHeld === true)
    return (isHeld ? await this.script.release?.(ready) : this.script.choose?.(ready)) ?? 0
  }

  private answerFrom(recorded: TracedCall, chosen: Pending): void {
    if (recorded.key !== chosen.key) throw new Stuck(`call ${recorded.number} was ${recorded.key} and is ${chosen.key}: the run is not the same twice`)
    this.trace.push(recorded)
    chosen.answer(recorded.played)
  }

  private async playCall(number: number, chosen: Pending): Promise<void> {
    const { actor, hop } = chosen
    const twist = this.script.twist?.({ number, actor, hop }) ?? {}
    const at = this.time.now
    await twist.act?.()
    const isSent = twist.kill !== 'before'
    const played: Played = isSent ? await play(this.universe, hop, twist.fault) : { failure: new Error('the run was killed') }
    const call = traced(chosen, { number, at, played })
    this.trace.push(call)
    if (isSent || twist.act) await this.script.after?.(call, this.universe)
    if (twist.kill) return this.kill(actor)
    // Nobody sees at once that no answer comes.
    if ('failure' in played) this.time.pass(1000)
    chosen.answer(played)
  }
}

const traced = ({ actor, hop, key, knowing }: Pending, more: Pick<TracedCall, 'number' | 'at' | 'played'>): TracedCall => ({
  ...more, actor: actor.name, key, method: hop.method, url: hop.url.href, hasBody: hop.body !== undefined, authorization: hop.headers['authorization'], knowing,
})
