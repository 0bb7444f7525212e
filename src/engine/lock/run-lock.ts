// One run's hold on the lock of its tag: taken by creating the ref, which only one can; renewed while the run works; moved and dropped
// only from where this run left it, so that whoever lost it learns it and never harms the next one. What it says is core/lock.
import { repositoryText, type Repository } from '../../core/facts.js'
import { holderText, leaseMs, lockRef, lockTagName, marginMs, parseLock, renderLock, renewMs, type HeldLock, type Holder } from '../../core/lock.js'
import type { PinnedTag } from '../../core/plan.js'
import { fail, problem, ReleaseError } from '../../errors/release-error.js'
import type { Clock } from '../../ports/clock.js'
import type { GitHub } from '../../ports/github.js'
import type { Log } from '../../ports/log.js'
import { waitForHolder, whyOver } from './wait-for-holder.js'

export interface LockParts {
  readonly github: GitHub
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
  readonly repository: Repository
  readonly tag: Pick<PinnedTag, 'name' | 'commit'>
  readonly holder: Holder
  /** Longest that the run may wait for another one. */
  readonly maxWaitMs: () => number
  /** Ends the run with this reason. */
  readonly stop: (reason: unknown) => void
  readonly note: (held: HeldLock | undefined) => void
}

/** An object that says that this run holds the lock, and until when by its own clock. */
interface Lease {
  readonly object: string
  readonly end: number
}

/** `free`: this token cannot hold one, and nobody else with its rights can. */
type State = 'outside' | 'free' | 'held' | 'lost' | 'dropped'

/** When it was there a moment ago, and is gone. */
const againMs = 500
/** After a renewal that failed. */
const retryMs = 10_000
/** A run that was told to stop has seconds; any other has the minute that a limiter asks for. What is not dropped ends by itself. */
const dropMs = { stopped: 2_000, ended: 75_000 } as const
/** One refusal may be a mood of the service. */
const mostDrops = 3

export class RunLock {
  private state: State = 'outside'
  private leaseEnd = 0
  /** Where the ref may stand if it is ours: one object, or more while nobody knows whether a move was carried out. */
  private places: readonly string[] = []
  private readonly ended = new AbortController()
  private keeping: Promise<void> = Promise.resolve()
  private waiting: (() => void)[] = []

  constructor(private readonly parts: LockParts) {}

  private get ref(): string {
    return lockRef(this.parts.tag.name)
  }

  /** True when another run had it since this one looked around: what was seen before counts no more. */
  async take(): Promise<boolean> {
    const { github, repository, log, clock, maxWaitMs, signal } = this.parts
    // What is carried out in several goes enters several times.
    if (this.state !== 'outside') return false
    const right = await github.can(repository, 'contents:write')
    if (right.state === 'denied') {
      log.warn(`this token may not write to ${repositoryText(repository)}, so this run holds no lock: see to it that no other run releases ${this.parts.tag.name} at the same time`)
      this.state = 'free'
      return false
    }
    const began = clock.now()
    const until = began + maxWaitMs()
    for (let waited = false; ; waited = true) {
      if (await this.create()) return waited
      const from = await waitForHolder({ ...this.parts, ref: this.ref, until, began })
      if (from === undefined) await clock.sleep(againMs, signal)
      else if (await this.takeOver(from)) return true
    }
  }

  /** Before each write: resolves while the lease holds; waits for its renewal when that is late; fails when the lock is lost. */
  async sure(): Promise<void> {
    const { signal, clock } = this.parts
    for (;;) {
      signal.throwIfAborted()
      if (this.state === 'outside' || this.state === 'dropped') fail('BUG', { what: 'something was to be written while the lock was not held' })
      if (this.state !== 'held' || clock.now() < this.leaseEnd - marginMs) return
      await new Promise<void>((resolve) => this.waiting.push(resolve))
    }
  }

  /** Whatever happens here, the run has ended as it has: a lock that stays is over within its lease. */
  async drop(): Promise<void> {
    const { log, signal } = this.parts
    this.state = 'dropped'
    this.ended.abort()
    this.wake()
    if (this.places.length === 0) return
    try {
      await this.within(signal.aborted ? dropMs.stopped : dropMs.ended, (limit) => this.remove(limit))
      this.stands([])
    } catch (failure) {
      log.warn(`the lock ${this.ref} could not be dropped (${wordsOf(failure)}); it ends by itself within three minutes`)
    }
  }

  /** For a run that found nothing to do: what a killed one has left is removed once it counts no more. Never needed, never a failure. */
  async tidy(): Promise<void> {
    if (this.state !== 'outside') return
    const { github, repository, log } = this.parts
    try {
      const target = await github.ref(repository, this.ref)
      const lock = target?.type === 'tag' ? parseLock(await github.tagText(repository, target.object), this.parts.tag.name) : undefined
      const why = lock && (await whyOver(this.parts, lock))
      if (!target || !lock || why === undefined) return
      if (await github.moveRef(repository, this.ref, { from: target.object })) log.info(`Removed the lock ${this.ref} that ${holderText(lock.holder)} has left: ${why}.`)
    } catch (failure) {
      log.debug(`whether an earlier run has left the lock ${this.ref} is not known: ${wordsOf(failure)}`)
    }
  }

  private async make(): Promise<Lease> {
    const { github, clock, repository, tag, holder } = this.parts
    const [end, expires] = [clock.now() + leaseMs, github.time() + leaseMs]
    const message = renderLock({ repository: repositoryText(repository), tag: tag.name, holder, expires })
    return { object: await github.createTag(repository, { name: lockTagName(tag.name), message, commit: tag.commit }), end }
  }

  private async create(): Promise<boolean> {
    const { github, repository } = this.parts
    const lease = await this.make()
    this.stands([lease.object])
    try {
      await github.createRef(repository, this.ref, lease.object)
    } catch (failure) {
      if (!(failure instanceof ReleaseError) || failure.code !== 'REF_EXISTS') throw failure
      this.stands([])
      return false
    }
    this.hold(lease)
    return true
  }

  private async takeOver(from: string): Promise<boolean> {
    const { github, repository } = this.parts
    const lease = await this.make()
    this.stands([lease.object])
    const isOurs = await github.moveRef(repository, this.ref, { from, to: lease.object })
    if (isOurs) this.hold(lease)
    else this.stands([])
    return isOurs
  }

  private hold(lease: Lease): void {
    this.state = 'held'
    this.leaseEnd = lease.end
    this.keeping = this.keep()
  }

  private stands(places: readonly string[]): void {
    const { note, repository } = this.parts
    this.places = places
    note(places.length === 0 ? undefined : { repository, ref: this.ref, objects: places })
  }

  /** Until it is dropped or lost. */
  private async keep(): Promise<void> {
    for (let pause = renewMs; ; ) {
      try {
        await this.parts.clock.sleep(pause, this.ended.signal)
      } catch {
        return
      }
      pause = (await this.renew()) ? renewMs : retryMs
      this.wake()
      if (this.state !== 'held') return
    }
  }

  private async renew(): Promise<boolean> {
    const { github, repository, log, clock } = this.parts
    try {
      const lease = await this.make()
      const before = this.places
      this.stands([...before, lease.object])
      for (const from of before) {
        if (!(await github.moveRef(repository, this.ref, { from, to: lease.object }))) continue
        this.leaseEnd = lease.end
        this.stands([lease.object])
        return true
      }
      this.lose('another run has taken it over, or somebody broke it')
      return true
    } catch (failure) {
      const why = wordsOf(failure)
      if (clock.now() > this.leaseEnd + leaseMs) this.lose(`it could not be renewed: ${why}`)
      else log.debug(`the lock ${this.ref} could not be renewed, and will be tried again: ${why}`)
      return false
    }
  }

  private lose(why: string): void {
    // A run that is about to drop it loses nothing by that.
    if (this.state !== 'held') return
    this.state = 'lost'
    this.ended.abort()
    this.stands([])
    this.parts.stop(new ReleaseError([problem('LOCK_LOST', { ref: this.ref, repository: repositoryText(this.parts.repository), why })]))
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve()
  }

  private async remove(limit: AbortSignal): Promise<void> {
    const { github, repository, clock } = this.parts
    // A renewal that is under way is let end, so that nothing of ours moves the ref after it was dropped.
    await Promise.race([this.keeping, aborted(limit)])
    for (let tries = 1; ; tries++) {
      try {
        for (const from of this.places) if (await github.moveRef(repository, this.ref, { from }, limit)) return
        return
      } catch (failure) {
        if (limit.aborted || tries === mostDrops) throw failure
        await clock.sleep(againMs, limit)
      }
    }
  }

  private async within(milliseconds: number, work: (limit: AbortSignal) => Promise<void>): Promise<void> {
    const [limit, done] = [new AbortController(), new AbortController()]
    const time = this.parts.clock.sleep(milliseconds, done.signal).then(() => limit.abort(new Error('there was no time left')), () => undefined)
    try {
      await work(limit.signal)
    } finally {
      done.abort()
      await time
    }
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })))

/** For the log. Whatever it was, the run has an end of its own to tell. */
const wordsOf = (failure: unknown): string => (failure instanceof Error ? failure.message : String(failure))
