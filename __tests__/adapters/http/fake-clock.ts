// A clock whose sleeps pass at once and are remembered. With several sleepers, the earliest wakes first, as in real time.
import type { Clock } from '../../../src/ports/clock.js'

export interface FakeClock extends Clock {
  readonly slept: number[]
}

export const fakeClock = (start = Date.UTC(2026, 0, 1)): FakeClock => {
  let now = start
  const slept: number[] = []
  const waiting: { at: number; wake: () => void }[] = []
  const turn = (): void => {
    waiting.sort((a, b) => a.at - b.at)
    const next = waiting.shift()
    if (!next) return
    now = Math.max(now, next.at)
    next.wake()
  }
  return {
    slept,
    now: () => now,
    sleep: (milliseconds, signal) => {
      signal?.throwIfAborted()
      slept.push(milliseconds)
      return new Promise((resolve) => {
        waiting.push({ at: now + milliseconds, wake: resolve })
        setImmediate(turn)
      })
    },
  }
}
