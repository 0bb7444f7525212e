import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Pace, type Share } from '../../../src/adapters/http/pace.js'
import { githubWindows } from '../../../src/core/github-limits.js'
import type { Quota } from '../../../src/ports/http.js'

const windows = [{ unit: 'creates', most: 3, ms: 10_000, what: 'three in ten seconds' }, { unit: 'creates', most: 7, ms: 60_000, what: 'seven in a minute' }]
const quota: Quota = { service: 'https://api.example.com', windows }

interface Sent {
  readonly at: number
  readonly over: number
}

/** Workers side by side, each with requests of its own that take as long as they take. */
const play = (pace: Pace, workers: readonly (readonly number[])[]): readonly Sent[] => {
  const sent: Sent[] = []
  const queues = workers.map((it) => [...it])
  const flying: { readonly share: Share; readonly over: number; readonly worker: number }[] = []
  for (let now = 0; ; ) {
    for (const [worker, queue] of queues.entries()) {
      const [next] = queue
      if (next === undefined || flying.some((it) => it.worker === worker) || pace.opening({ creates: 1 }, now)) continue
      queue.shift()
      flying.push({ share: pace.take({ creates: 1 }), over: now + next, worker })
      sent.push({ at: now, over: now + next })
    }
    if (flying.length === 0 && queues.every((it) => it.length === 0)) return sent
    const opens = queues.some((it, worker) => it.length > 0 && !flying.some((one) => one.worker === worker)) ? pace.opening({ creates: 1 }, now)?.at : undefined
    now = Math.min(...flying.map((it) => it.over), opens ?? Infinity)
    for (const it of flying.filter((one) => one.over <= now)) {
      it.share.over = now
      flying.splice(flying.indexOf(it), 1)
    }
  }
}

const mostIn = (times: readonly number[], ms: number): number => Math.max(0, ...times.map((end) => times.filter((it) => it > end - ms && it <= end).length))

test('whenever the server counts a request between its sending and its answer, no window ever holds more than it may', () => {
  const latencies = fc.array(fc.array(fc.integer({ min: 0, max: 25_000 }), { maxLength: 8 }), { minLength: 1, maxLength: 5 })
  fc.assert(fc.property(latencies, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (workers, moments) => {
    const sent = play(new Pace(quota), workers)
    expect(sent).toHaveLength(workers.flat().length)
    const counted = sent.map((it) => it.at + (it.over - it.at) * (moments.next().value ?? 0)).sort((a, b) => a - b)
    for (const { ms, most } of windows) expect(mostIn(counted, ms)).toBeLessThanOrEqual(most)
  }))
})

test('what fits goes at once, and the rest as soon as the windows let it: with answers at once, a second after they are over', () => {
  const times = play(new Pace(quota), [Array.from({ length: 10 }, () => 0)]).map((it) => it.at)
  expect(times).toEqual([0, 0, 0, 11_000, 11_000, 11_000, 22_000, 61_000, 61_000, 61_000])
})

test('GitHub\'s windows let 600 creations through in an hour and a minute', () => {
  const pace = new Pace({ service: 'https://api.github.com', windows: githubWindows })
  const times = play(pace, Array.from({ length: 4 }, () => Array.from({ length: 150 }, () => 300))).map((it) => it.at)
  expect(times.filter((it) => it < 61_000)).toHaveLength(80)
  expect(times.filter((it) => it < 3_600_000)).toHaveLength(500)
  expect(times.at(-1)).toBeLessThan(3_600_000 + 120_000)
})

test('what an earlier run has used up counts until its window is over, and says so', () => {
  const pace = new Pace(quota)
  pace.used('creates', [-9000, -9000, -1000])
  expect(pace.opening({ creates: 1 }, 0)).toEqual({ at: 2000, what: 'three in ten seconds' })
  expect(pace.opening({ creates: 1 }, 2000)).toBeUndefined()
  expect(pace.opening({ points: 5 }, 0)).toBeUndefined()
})

test('while all that a window allows is under way, an answer has to come first', () => {
  const pace = new Pace(quota)
  const [first] = [1, 2, 3].map(() => pace.take({ creates: 1 }))
  expect(pace.opening({ creates: 1 }, 100_000)).toEqual({ at: undefined, what: 'three in ten seconds' })
  if (first) first.over = 100_000
  expect(pace.opening({ creates: 1 }, 100_000)).toEqual({ at: 111_000, what: 'three in ten seconds' })
})
