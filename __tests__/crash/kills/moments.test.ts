// When the processes of a sweep are killed: every part of a run gets its kills, builds do not get nearly all, and a seed tells all.
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { describeKill, momentAt, parseKill, planKills, renderKill, signals, type Course } from './moments.js'

/** Start-up, a request, a build of two seconds, then many requests close together. */
const course: Course = { requests: [400, 2400, ...Array.from({ length: 40 }, (_, at) => 2420 + at * 20)], end: 3300 }

const courses = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 60 }).map((gaps): Course => {
  const times = gaps.map((_, at) => gaps.slice(0, at + 1).reduce((sum, it) => sum + it, 0))
  return { requests: times.slice(0, -1), end: times.at(-1) ?? 0 }
})

test('a moment lies before the end of the run, and after the moments before it', () => {
  fc.assert(fc.property(courses, fc.double({ min: 0, max: 0.999, noNaN: true }), fc.double({ min: 0, max: 0.999, noNaN: true }), (any, one, other) => {
    const [early, late] = [momentAt(any, Math.min(one, other)), momentAt(any, Math.max(one, other))]
    const timeOf = (it: { requests: number; after: number }): number => (any.requests[it.requests - 1] ?? 0) + it.after
    expect(timeOf(early)).toBeLessThanOrEqual(timeOf(late))
    expect(timeOf(late)).toBeLessThanOrEqual(any.end)
    expect(early.requests).toBeLessThanOrEqual(any.requests.length)
  }))
})

test('a long build takes a few kills, and not as many as its seconds', () => {
  const during = planKills(course, 100, 1).filter((it) => it.moment.requests === 1)
  expect(during.length).toBeGreaterThan(5)
  expect(during.length).toBeLessThan(20)
  // And those are spread over all of it.
  expect(Math.max(...during.map((it) => it.moment.after))).toBeGreaterThan(1500)
  expect(Math.min(...during.map((it) => it.moment.after))).toBeLessThan(500)
})

test('a sweep goes over the whole run, with each signal over each third of it, and every way to go on', () => {
  const kills = planKills(course, 20, 1)
  for (const signal of signals) {
    const seen = kills.filter((it) => it.signal === signal).map((it) => it.moment.requests)
    expect(seen.length).toBeGreaterThanOrEqual(6)
    expect(new Set(seen.map((it) => Math.floor((it / (course.requests.length + 1)) * 3))).size).toBe(3)
    expect(new Set(kills.filter((it) => it.signal === signal).map((it) => it.again)).size).toBe(2)
  }
  expect(new Set(kills.map((it) => `${it.again} ${it.as}`)).size).toBe(4)
  expect(new Set(kills.filter((it) => it.signal === 'SIGKILL').map((it) => it.post)).size).toBe(2)
})

test('the same seed gives the same kills, and another one others', () => {
  const told = (seed: number): readonly string[] => planKills(course, 20, seed).map((it) => describeKill(it, 20))
  expect(told(7)).toEqual(told(7))
  expect(told(8)).not.toEqual(told(7))
})

test('a kill is told by one word, from which it can be played again as it was', () => {
  for (const kill of planKills(course, 40, 3)) expect(parseKill(renderKill(kill))).toEqual({ ...kill, number: 1 })
  for (const text of ['', '7', 'SIGHUP,1+2,same-disk,run,post', 'SIGINT,1+2,same-disk,run', 'SIGINT,1-2,same-disk,run,post']) expect(parseKill(text)).toBeUndefined()
})
