import { expect, test } from '@jest/globals'
import { earlyRequests, type TimedCall } from './retry-after.js'

const start = Date.UTC(2026, 0, 1)
const origin = 'https://api.example.com'
const call = (seconds: number, more: Partial<TimedCall> = {}): TimedCall => ({ at: start + seconds * 1000, origin, status: 200, headers: {}, ...more })
const early = (...calls: TimedCall[]): readonly (readonly [number, number])[] => earlyRequests(calls).map((it) => [it.call, it.told])
const reset = (seconds: number): string => String(start / 1000 + seconds)

const limited: [string, Partial<TimedCall>][] = [
  ['429 with seconds', { status: 429, headers: { 'retry-after': '30' } }],
  ['403 with seconds', { status: 403, headers: { 'retry-after': '30' } }],
  ['503 with seconds', { status: 503, headers: { 'retry-after': '30' } }],
  ['a date', { status: 429, headers: { 'retry-after': new Date(start + 30_000).toUTCString() } }],
  ['a success that was the last one', { status: 200, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(30) } }],
  ['a missing thing that was the last one', { status: 404, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(30) } }],
]

test.each(limited)('%s: the next request is early until the time is over, and not from then on', (_, answer) => {
  expect(early(call(0, answer), call(29.999))).toEqual([[1, 0]])
  expect(early(call(0, answer), call(30), call(31))).toEqual([])
  expect(early(call(0, answer), call(10), call(20))).toEqual([[1, 0], [2, 0]])
})

test('what was sent before the answer came, or at the same moment, knew nothing of it', () => {
  const [, answer] = limited[0] ?? []
  expect(early(call(0, { ...answer, ended: start + 5000 }), call(3), call(5))).toEqual([])
  expect(early(call(0, { ...answer, ended: start + 5000 }), call(6))).toEqual([[1, 0]])
  expect(early(call(0, { ...answer, ended: start + 5000 }), call(34.9))).toEqual([[1, 0]])
})

test('where it is known what had been answered, that decides', () => {
  const [, answer] = limited[0] ?? []
  expect(early(call(0, answer), call(1, { knowing: 0 }), call(2, { knowing: 1 }))).toEqual([[2, 0]])
})

test('another service is not meant; Retry-After is for the whole service, and an hour that is used up for its pool', () => {
  const [all, pool] = [{ status: 429, headers: { 'retry-after': '30' } }, { headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(30), 'x-ratelimit-resource': 'graphql' } }]
  expect(early(call(0, all), call(1, { origin: 'https://ghcr.io' }))).toEqual([])
  expect(early(call(0, all), call(1, { pool: 'graphql' }))).toEqual([[1, 0]])
  expect(early(call(0, pool), call(1))).toEqual([])
  expect(early(call(0, pool), call(1, { pool: 'graphql' }))).toEqual([[1, 0]])
})

test('a time that is named without a limit is no ban', () => {
  expect(early(call(0, { status: 301, headers: { 'retry-after': '30' } }), call(1))).toEqual([])
  expect(early(call(0, { headers: { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': reset(30) } }), call(1))).toEqual([])
})
