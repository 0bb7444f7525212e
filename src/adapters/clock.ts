// The real time.
import { setTimeout as timer } from 'node:timers/promises'
import type { Clock } from '../ports/clock.js'

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    try {
      await timer(Math.max(0, milliseconds), undefined, signal ? { signal } : {})
    } catch (cause) {
      // The timer rejects with an AbortError of its own; callers want to see why they were stopped.
      if (signal?.aborted) throw signal.reason
      throw cause
    }
  },
}
