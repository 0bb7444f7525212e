import { expect, test } from '@jest/globals'
import { createHttp } from '../../../src/adapters/http/http.js'
import { withRetry, type RetryBudget } from '../../../src/adapters/http/retry.js'
import { fail } from '../../../src/errors/release-error.js'
import type { Hop, HopAnswer, Http, HttpRequest } from '../../../src/ports/http.js'
import { codeOf, failureOf } from '../codes.js'
import { rememberingLog } from '../temp.js'
import { fakeClock, type FakeClock } from './fake-clock.js'

type Reply = { status: number; headers?: Record<string, string>; text?: string; cut?: boolean } | 'unreachable' | 'unresolved' | 'broken'

interface Bench {
  readonly http: Http
  readonly clock: FakeClock
  readonly hops: { at: number; hop: Hop }[]
  readonly lines: string[]
}

/** A service that answers by a list (its last entry for ever), on a clock of its own. */
const bench = (replies: Reply[], budget: Partial<RetryBudget> = {}, random = () => 1): Bench => {
  const clock = fakeClock()
  const hops: Bench['hops'] = []
  const log = rememberingLog()
  const transport = async (hop: Hop): Promise<HopAnswer> => {
    const reply = replies[Math.min(hops.length, replies.length - 1)] ?? { status: 200 }
    hops.push({ at: clock.now(), hop })
    const facts = { method: hop.method, url: hop.url.href, what: 'it was arranged so' }
    if (reply === 'unreachable') return fail('HTTP_UNREACHABLE', facts)
    if (reply === 'unresolved') return fail('HTTP_UNREACHABLE', { ...facts, what: 'getaddrinfo ENOTFOUND api.example.com', unresolved: 'ENOTFOUND' })
    if (reply === 'broken') return fail('HTTP_BROKEN', facts)
    const body = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from(reply.text ?? '{}')
      if (reply.cut) fail('HTTP_BROKEN', facts)
    }
    return { status: reply.status, headers: reply.headers ?? {}, body: body() }
  }
  return { http: withRetry(createHttp(transport), { clock, random, log, budget }), clock, hops, lines: log.lines }
}

const read: HttpRequest = { method: 'GET', url: 'https://api.example.com/a', purpose: 'read', idempotent: true }
const create: HttpRequest = { method: 'POST', url: 'https://api.example.com/a', purpose: 'write', idempotent: false, body: '{}' }

const ambiguous: [string, Reply][] = [
  ['no answer', 'broken'], ['408', { status: 408 }], ['500', { status: 500 }], ['502', { status: 502, text: '<html>' }], ['503', { status: 503 }], ['504', { status: 504 }],
  ['a body that is cut', { status: 200, cut: true }],
]

test.each([...ambiguous, ['no connection', 'unreachable'] as [string, Reply]])('%s: what does no harm twice is sent again, after a pause', async (_, reply) => {
  const { http, hops, clock } = bench([reply, reply, { status: 200 }])
  expect((await http.send(read)).status).toBe(200)
  expect(hops).toHaveLength(3)
  expect(clock.slept).toEqual([1000, 2000])
})

test.each(ambiguous)('%s: a creation is not sent twice, and the caller is told to look', async (_, reply) => {
  const { http, hops } = bench([reply, { status: 201 }])
  expect(await codeOf(http.send(create))).toBe('HTTP_ANSWER_LOST')
  expect(hops).toHaveLength(1)
})

test('a creation that never arrived is sent again', async () => {
  const { http, hops } = bench(['unreachable', 'unreachable', { status: 201 }])
  expect((await http.send(create)).status).toBe(201)
  expect(hops).toHaveLength(3)
})

test('a creation that a limiter refused is sent again, after the time it named', async () => {
  const { http, hops, clock } = bench([{ status: 429, headers: { 'retry-after': '30' } }, { status: 201 }])
  const started = clock.now()
  expect((await http.send(create)).status).toBe(201)
  expect(hops[1]?.at).toBeGreaterThanOrEqual(started + 30_000)
})

test.each([200, 201, 204, 301, 304, 400, 401, 403, 404, 409, 410, 422, 451, 501])('%i is an answer, and is given to the caller at once', async (status) => {
  for (const request of [read, create]) {
    const { http, hops } = bench([{ status }])
    expect((await http.send(request)).status).toBe(status)
    expect(hops).toHaveLength(1)
  }
})

test('the tries of a request are bounded: then the last answer, or the last error, is the caller\'s', async () => {
  const outage = bench([{ status: 503, text: 'closed' }], { attempts: 4 })
  expect(await (await outage.http.send(read)).text()).toBe('closed')
  expect(outage.hops).toHaveLength(4)
  const offline = bench(['unreachable'], { attempts: 4 })
  expect(await codeOf(offline.http.send(create))).toBe('HTTP_UNREACHABLE')
  expect(offline.hops).toHaveLength(4)
})

test('pauses double up to their cap, and are random below it', async () => {
  const { http, clock } = bench(['unreachable'], { attempts: 9, capMs: 8000 })
  expect(await codeOf(http.send(read))).toBe('HTTP_UNREACHABLE')
  expect(clock.slept).toEqual([1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000])
  const half = bench(['unreachable'], { attempts: 3 }, () => 0.5)
  await codeOf(half.http.send(read))
  expect(half.clock.slept).toEqual([500, 1000])
})

test.each([
  ['seconds', (_: number) => ({ status: 429, headers: { 'retry-after': '90' } }), 90_000],
  ['a date', (now: number) => ({ status: 503, headers: { 'retry-after': new Date(now + 45_000).toUTCString() } }), 45_000],
  ['the quota\'s reset', (now: number) => ({ status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 120) } }), 120_000],
  ['nothing', (_: number) => ({ status: 429 }), 60_000],
])('a limiter that names %s is obeyed in full, by every request to that service', async (_, reply, wait) => {
  const clock = fakeClock()
  const started = clock.now()
  for (const random of [() => 0, () => 0.999]) {
    const { http, hops } = bench([reply(started), { status: 200 }], {}, random)
    const first = http.send(read)
    await first
    await Promise.all([http.send(read), http.send(create)])
    expect(Math.min(...hops.slice(1).map((it) => it.at))).toBeGreaterThanOrEqual(started + wait)
    expect(Math.max(...hops.map((it) => it.at))).toBeLessThan(started + wait + 5000)
  }
})

test('requests that were under way when the limiter spoke wait with the one that it spoke to', async () => {
  const { http, hops, clock } = bench([{ status: 429, headers: { 'retry-after': '30' } }, 'broken', { status: 200 }])
  const started = clock.now()
  await Promise.all([http.send(read), http.send(read)])
  const later = hops.slice(2).map((it) => it.at)
  expect(later).toHaveLength(2)
  expect(Math.min(...later)).toBeGreaterThanOrEqual(started + 30_000)
})

test('a success that used up the quota holds back the next request and not itself', async () => {
  const clock = fakeClock()
  const { http, hops } = bench([{ status: 200, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(clock.now() / 1000 + 20) } }, { status: 200 }])
  await http.send(read)
  expect(hops[0]?.at).toBe(clock.now())
  await http.send(read)
  expect(hops[1]?.at).toBeGreaterThanOrEqual(clock.now() + 20_000)
})

test('another service, and another pool of the same quota, is not held back', async () => {
  const clock = fakeClock()
  const { http, hops } = bench([{ status: 200, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(clock.now() / 1000 + 20) } }, { status: 200 }])
  await http.send(read)
  await http.send({ ...read, url: 'https://uploads.example.com/a' })
  await http.send({ ...create, url: 'https://api.example.com/graphql' })
  expect(hops.map((it) => it.at)).toEqual([clock.now(), clock.now(), clock.now()])
})

test('a wait that is longer than allowed ends with the time from which it goes on, and without waiting', async () => {
  const { http, clock, hops } = bench([{ status: 429, headers: { 'retry-after': '601' } }])
  const failure = await failureOf(http.send(create))
  expect([failure.code, hops.length, clock.slept]).toEqual(['RATE_LIMITED', 1, []])
  expect(failure.message).toContain('2026-01-01T00:10:0')
})

test('waits add up: a limiter that refuses again and again ends the run at the same bound', async () => {
  const { http, clock, hops } = bench([{ status: 429, headers: { 'retry-after': '200' } }])
  expect(await codeOf(http.send(read))).toBe('RATE_LIMITED')
  expect(hops).toHaveLength(3)
  expect(clock.slept.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(600_000)
})

test('a limiter that names no time at all to wait cannot make a busy loop', async () => {
  const { http, hops } = bench([{ status: 429, headers: { 'retry-after': '0' } }], {}, () => 0)
  expect(await codeOf(http.send(read))).toBe('RATE_LIMITED')
  expect(hops.length).toBeLessThan(15)
})

test('a page in place of JSON counts as no answer', async () => {
  const page: Reply = { status: 200, text: '<!DOCTYPE html>' }
  const again = bench([page, { status: 200, text: '{"a":1}' }])
  expect(await (await again.http.send({ ...read, expects: 'json' })).json()).toEqual({ a: 1 })
  expect(await codeOf(bench([page]).http.send({ ...create, expects: 'json' }))).toBe('HTTP_ANSWER_LOST')
  expect(await codeOf(bench([page]).http.send({ ...read, expects: 'json' }))).toBe('HTTP_NOT_JSON')
  expect((await bench([{ status: 204, text: '' }]).http.send({ ...create, expects: 'json' })).status).toBe(204)
})

test('a stream is the caller\'s, and an outage before it is retried', async () => {
  const { http, hops } = bench([{ status: 502 }, { status: 200, text: 'abc', cut: true }])
  const answer = await http.send({ ...read, answer: 'stream' })
  expect(hops).toHaveLength(2)
  expect(await codeOf(answer.bytes())).toBe('HTTP_BROKEN')
})

test('an abort ends the pause between two tries', async () => {
  const stop = new AbortController()
  const { http, clock } = bench(['unreachable'])
  const aborting: typeof clock.sleep = async (_ms, signal) => {
    stop.abort(new Error('SIGINT'))
    signal?.throwIfAborted()
  }
  Object.assign(clock, { sleep: aborting })
  await expect(http.send({ ...read, signal: stop.signal })).rejects.toThrow('SIGINT')
})

test('what is retried and what is waited for stands in the log, without queries', async () => {
  const { http, lines } = bench([{ status: 502 }, { status: 429, headers: { 'retry-after': '3' } }, { status: 200 }])
  await http.send({ ...read, url: 'https://api.example.com/a?token=hunter2' })
  expect(lines.join('\n')).toContain('it was answered with 502')
  expect(lines.join('\n')).toContain('https://api.example.com asks for a pause')
  expect(lines.join('\n')).not.toContain('hunter2')
})

test('a host whose name nobody knows is tried three times, and the hint speaks of the network and of what needs none', async () => {
  for (const request of [read, create]) {
    const { http, hops, clock } = bench(['unresolved'])
    const failure = await failureOf(http.send(request))
    expect([failure.code, hops.length, clock.slept]).toEqual(['HTTP_UNREACHABLE', 3, [1000, 2000]])
    expect(failure.problems[0].hint).toMatch(/network.*`slipway rehearse` needs no network/)
  }
})

test('where something was reached before, a name that is not known for a moment is a fault like any other', async () => {
  const { http, hops } = bench([{ status: 200 }, ...Array.from({ length: 5 }, (): Reply => 'unresolved'), { status: 200 }])
  await http.send(read)
  expect((await http.send(create)).status).toBe(200)
  expect(hops).toHaveLength(7)
})

test.each<[string, Reply]>([['no connection', 'unreachable'], ['an unknown name', 'unresolved'], ['no answer', 'broken'], ['no JSON', { status: 200, text: '<html>' }], ['500', { status: 500 }]])('%s: the log and the end say what was asked once', async (_, reply) => {
  const asked = { ...read, expects: 'json' } as const
  const told = (text: string | undefined): number => (text ?? '').split(asked.url).length - 1
  const { http, lines } = bench([reply, { status: 200 }])
  await http.send(asked)
  const spent = bench([reply], { troubleMs: 0, attempts: 9 }, () => 0.5)
  const lost = await failureOf(bench([reply]).http.send({ ...asked, idempotent: false }).then((it) => it.status === 500 && fail('HTTP_NOT_JSON', { method: 'GET', url: asked.url, status: 500, start: '' })))
  expect(lines.filter((it) => it.includes('Trying again')).map(told)).toEqual([1])
  expect(lines.join('\n')).toMatch(/[^.]\. Trying again in 1\.0 s/)
  expect([told((await failureOf(spent.http.send(asked))).message), told(lost.message)]).toEqual([1, 1])
})
