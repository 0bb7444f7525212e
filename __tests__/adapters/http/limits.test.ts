import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { holdOf, isLimited } from '../../../src/adapters/http/limits.js'

const now = Date.UTC(2026, 0, 1, 12)
const at = (seconds: number): number => now + seconds * 1000
const reset = (seconds: number): string => String(now / 1000 + seconds)

test.each([
  ['429 with seconds', 429, { 'retry-after': '7' }, at(7), 'all'],
  ['429 with a fraction', 429, { 'retry-after': '1.2' }, at(1.2), 'all'],
  ['429 with a date', 429, { 'retry-after': 'Thu, 01 Jan 2026 12:00:30 GMT' }, at(31), 'all'],
  ['429 with a date that is past', 429, { 'retry-after': 'Thu, 01 Jan 2026 11:00:00 GMT' }, now, 'all'],
  ['429 with nothing', 429, {}, at(60), 'all'],
  ['429 with nonsense', 429, { 'retry-after': 'soon' }, at(60), 'all'],
  ['403 with Retry-After', 403, { 'retry-after': '90', 'x-ratelimit-remaining': '17' }, at(90), 'all'],
  ['403 with the quota used up', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(300) }, at(301), 'core'],
  ['403 of another pool', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(300), 'x-ratelimit-resource': 'graphql' }, at(301), 'graphql'],
  ['503 with Retry-After', 503, { 'retry-after': '5' }, at(5), 'all'],
  ['a success that was the last one', 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(10) }, at(11), 'core'],
])('%s holds back until the time that was named, and never less', (...[, status, headers, until, pool]) => {
  expect(holdOf({ status, headers }, now)).toEqual({ until, pool })
})

test.each([
  ['a success', 200, { 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': reset(10) }],
  ['a missing right', 403, { 'x-ratelimit-remaining': '17', 'x-ratelimit-reset': reset(10) }],
  ['an outage', 502, {}],
  ['a redirect that names a time', 301, { 'retry-after': '5' }],
])('%s holds nothing back', (_, status, headers) => {
  expect(holdOf({ status, headers }, now)).toBeUndefined()
})

test('a 403 that speaks of a secondary limit is one, also without headers', () => {
  const told = { status: 403, headers: {} }
  expect(isLimited(told, '{"message":"You have exceeded a secondary rate limit."}')).toBe(true)
  expect(holdOf(told, now, 'You have exceeded a secondary rate limit.')).toEqual({ until: at(60), pool: 'all' })
  expect(isLimited(told, '{"message":"Resource not accessible by integration"}')).toBe(false)
})

test('points in time are read on the server\'s clock, however wrong this machine\'s is', () => {
  fc.assert(fc.property(fc.integer({ min: -3500, max: 3500 }), fc.integer({ min: 0, max: 3600 }), (skew, wait) => {
    const serverNow = at(skew)
    const headers = { date: new Date(serverNow).toUTCString(), 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(serverNow / 1000 + wait) }
    const hold = holdOf({ status: 403, headers }, now)
    expect(hold?.until).toBe(at(wait + 1))
  }))
})
