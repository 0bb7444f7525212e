// One place decides when a request may go: what is published, what was told, and how long the run may wait.
import { expect, test } from '@jest/globals'
import { createHttp } from '../../../src/adapters/http/http.js'
import { withRetry, type RetryBudget } from '../../../src/adapters/http/retry.js'
import { createWaitBudget } from '../../../src/adapters/http/wait-budget.js'
import { fail } from '../../../src/errors/release-error.js'
import type { Hop, Http, HttpRequest, Quota } from '../../../src/ports/http.js'
import { failureOf } from '../codes.js'
import { rememberingLog } from '../temp.js'
import { fakeClock, type FakeClock } from './fake-clock.js'

const quota: Quota = { service: 'https://api.example.com', windows: [{ unit: 'creates', most: 3, ms: 60_000, what: 'it takes 3 creations a minute' }] }
const read: HttpRequest = { method: 'GET', url: 'https://api.example.com/a', purpose: 'read', idempotent: true, quota, costs: { points: 1 } }
const create: HttpRequest = { method: 'POST', url: 'https://uploads.example.com/a', purpose: 'write', idempotent: false, body: '{}', quota, costs: { creates: 1 } }

interface Answering {
  readonly status: number
  readonly headers?: Record<string, string>
}

interface Bench {
  readonly http: Http
  readonly clock: FakeClock
  readonly hops: { readonly at: number; readonly hop: Hop }[]
  readonly lines: string[]
}

/** A service on a clock of its own, whose answers take some time. */
const bench = (answer: (call: number, now: number, hop: Hop) => Answering | 'broken', options: { maxWaitMs?: number; latency?: () => number; budget?: Partial<RetryBudget> } = {}): Bench => {
  const clock = fakeClock()
  const hops: Bench['hops'] = []
  const log = rememberingLog()
  const http = withRetry(createHttp(async (hop) => {
    hops.push({ at: clock.now(), hop })
    const it = answer(hops.length, clock.now(), hop)
    await clock.sleep(options.latency?.() ?? 10)
    if (it === 'broken') return fail('HTTP_BROKEN', { method: hop.method, url: hop.url.href, what: 'it was arranged so' })
    return { status: it.status, headers: it.headers ?? {}, body: (async function* () { yield Buffer.from('{}') })() }
  }), { clock, random: () => 0.5, log, waits: createWaitBudget(options.maxWaitMs ?? 600_000, () => clock.now()), ...(options.budget ? { budget: options.budget } : {}) })
  return { http, clock, hops, lines: log.lines }
}

test('what one address of a service asks for holds for all of them', async () => {
  const { http, hops, clock } = bench((call) => (call === 1 ? { status: 403, headers: { 'retry-after': '90' } } : { status: 200 }))
  const started = clock.now()
  await http.send(create)
  await Promise.all([http.send(read), http.send({ ...read, url: 'https://api.example.com/graphql' })])
  expect(hops).toHaveLength(4)
  expect(Math.min(...hops.slice(1).map((it) => it.at))).toBeGreaterThanOrEqual(started + 90_000)
})

test('a published limit is kept without a refusal, is told once with its reason and its end, and slows nothing else', async () => {
  const { http, hops, clock, lines } = bench(() => ({ status: 200 }))
  const started = clock.now()
  await Promise.all([...Array.from({ length: 5 }, () => http.send(create)), http.send(read)])
  const times = hops.filter((it) => it.hop.method === 'POST').map((it) => it.at - started)
  expect([times.slice(0, 3), times.slice(3).every((it) => it >= 61_000 && it < 62_000)]).toEqual([[0, 0, 0], true])
  expect(hops.find((it) => it.hop.method === 'GET')?.at).toBe(started)
  expect(lines.filter((it) => it.includes('it takes 3 creations a minute. Going on at 2026-01-01T00:01:02Z (61 s)'))).toHaveLength(1)
})

test('a try that failed counts, as the server may have counted it', async () => {
  const { http, hops, clock } = bench((call) => (call <= 3 ? 'broken' : { status: 200 }))
  const started = clock.now()
  const results = await Promise.all(Array.from({ length: 5 }, () => http.send(create).then(() => 'done', () => 'lost')))
  expect(results.sort()).toEqual(['done', 'done', 'lost', 'lost', 'lost'])
  expect(hops[3]?.at).toBeGreaterThanOrEqual(started + 60_000)
})

test('each credential has a quota of its own', async () => {
  const { http, hops, clock } = bench(() => ({ status: 200 }))
  const as = (value: string): HttpRequest => ({ ...create, credential: { origin: 'https://uploads.example.com', value } })
  await Promise.all([1, 2, 3].flatMap(() => [http.send(as('Bearer a')), http.send(as('Bearer b'))]))
  expect(hops.map((it) => it.at)).toEqual(Array.from({ length: 6 }, () => clock.now() - 10))
})

test('of the requests that are left in an hour none too many is sent, whatever is under way', async () => {
  const left = { hour: 0, count: 20 }
  const [start, hour] = [Date.UTC(2026, 0, 1), 3_600_000]
  const refused: number[] = []
  const { http, hops } = bench((call, now) => {
    const at = Math.floor((now - start) / hour)
    if (at !== left.hour) Object.assign(left, { hour: at, count: 20 })
    if (left.count === 0) refused.push(call)
    left.count = Math.max(0, left.count - 1)
    return { status: 200, headers: { 'x-ratelimit-remaining': String(left.count), 'x-ratelimit-reset': String((start + (at + 1) * hour) / 1000) } }
  }, { maxWaitMs: 24 * hour, latency: () => 10 + ((hops.length * 7919) % 900) })
  await http.send(read)
  const worker = async (): Promise<void> => {
    for (let sent = 0; sent < 12; sent++) await http.send(read)
  }
  await Promise.all([1, 2, 3, 4, 5].map(worker))
  expect([hops.length, refused]).toEqual([61, []])
})

test('waits side by side count once, and one after another they add up to what the run may wait', async () => {
  const { http, hops } = bench((call) => (call <= 3 || call === 7 ? { status: 429, headers: { 'retry-after': '300' } } : { status: 200 }), { maxWaitMs: 400_000 })
  await Promise.all([http.send(read), http.send(read), http.send(read)])
  expect(hops).toHaveLength(6)
  expect((await failureOf(http.send(read))).code).toBe('RATE_LIMITED')
})

test('the budget of a run: what is left, what is granted, and what was waited without asking', () => {
  let now = 0
  const budget = createWaitBudget(1000, () => now)
  expect([budget.take(600), budget.take(500), budget.left()]).toEqual([true, true, 1000])
  now = 600
  expect([budget.left(), budget.take(1001), budget.take(900), budget.left()]).toEqual([400, false, true, 400])
  now = 1000
  expect(budget.left()).toBe(100)
  budget.spent(950)
  expect(budget.left()).toBe(50)
  budget.limit(2000)
  expect(budget.left()).toBe(1050)
})

test('who may not wait ends at once, and the report says as facts for whom, until when and why', async () => {
  const { http, clock } = bench(() => ({ status: 200 }), { maxWaitMs: 30_000 })
  const failure = await failureOf(Promise.all(Array.from({ length: 4 }, () => http.send(create))))
  expect(failure.problems[0]?.facts).toEqual({ service: 'https://api.example.com', until: '2026-01-01T00:01:02Z', seconds: 61, why: 'it takes 3 creations a minute' })
  expect(clock.now()).toBeLessThan(Date.UTC(2026, 0, 1) + 1000)
})

test('a limiter that never names a time is left twice as long each time', async () => {
  const { http, hops } = bench((call) => (call <= 3 ? { status: 429 } : { status: 200 }))
  await http.send(read)
  const gaps = hops.slice(1).map((it, at) => Math.round((it.at - (hops[at]?.at ?? 0)) / 60_000))
  expect(gaps).toEqual([1, 2, 4])
})

test('an abort ends the wait for requests that are under way', async () => {
  const stop = new AbortController()
  const { http, clock } = bench(() => ({ status: 200 }), { latency: () => 1_000_000 })
  const flying = [1, 2, 3].map(() => http.send(create))
  const waiting = http.send({ ...create, signal: stop.signal })
  await clock.sleep(1)
  stop.abort(new Error('SIGINT'))
  await expect(waiting).rejects.toThrow('SIGINT')
  await Promise.all(flying)
})

test('a service that fails every other request ends the run in bounded time', async () => {
  const { http, clock } = bench((call) => (call % 2 === 0 ? { status: 502 } : { status: 200 }), { latency: () => 20_000 })
  const started = clock.now()
  const work = async (): Promise<void> => {
    for (let sent = 0; sent < 10_000; sent++) await http.send({ ...read, url: 'https://other.example.com/a' })
  }
  const failure = await failureOf(work())
  expect([failure.code, failure.kind]).toEqual(['RETRIES_SPENT', 'remote'])
  // Fifteen minutes of trouble, and as much time again for the requests that went well.
  expect(clock.now() - started).toBeLessThan(45 * 60_000)
})
