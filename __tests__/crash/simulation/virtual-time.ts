// Time in a simulation: it passes only when everybody who is alive waits for it. A run that was killed has no timers any more.
import type { Clock } from '../../../src/ports/clock.js'

interface Timer {
  readonly at: number
  readonly owner: object
  readonly wake: () => void
}

export class VirtualTime {
  private timers: Timer[] = []
  /** Grows with each timer that is set, so that a scheduler sees that something went on. */
  activity = 0

  constructor(private time: number) {}

  get now(): number {
    return this.time
  }

  /** A call takes so long; whose timers are due meanwhile is woken by the next `wakeDue`. */
  pass(milliseconds: number): void {
    this.time += milliseconds
  }

  clockOf(owner: object): Clock {
    return {
      now: () => this.time,
      sleep: (milliseconds, signal) =>
        new Promise<void>((resolve, reject) => {
          signal?.throwIfAborted()
          this.activity++
          const stop = (): void => {
            this.timers = this.timers.filter((it) => it !== timer)
            this.activity++
            reject(signal?.reason as Error)
          }
          const timer: Timer = { at: this.time + Math.max(0, milliseconds), owner, wake: () => {
            signal?.removeEventListener('abort', stop)
            resolve()
          } }
          signal?.addEventListener('abort', stop, { once: true })
          this.timers.push(timer)
        }),
    }
  }

  /** Wakes the sleepers whose time has come. */
  wakeDue(): boolean {
    const due = this.timers.filter((it) => it.at <= this.time)
    if (due.length === 0) return false
    this.timers = this.timers.filter((it) => it.at > this.time)
    due.sort((a, b) => a.at - b.at).forEach((it) => it.wake())
    return true
  }

  /** Jumps to the next timer; false when nobody sleeps. */
  skip(): boolean {
    if (this.timers.length === 0) return false
    this.time = Math.max(this.time, Math.min(...this.timers.map((it) => it.at)))
    return this.wakeDue()
  }

  drop(owner: object): void {
    this.timers = this.timers.filter((it) => it.owner !== owner)
  }
}
