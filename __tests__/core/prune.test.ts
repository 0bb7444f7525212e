// Which releases are stale, by policy.
import { expect, test } from '@jest/globals'
import { judge, type Aged } from '../../src/core/prune.js'

const day = 86_400_000
const now = 100 * day
const made = (tag: string, age: number, more: Partial<Aged> = {}): Aged => ({ id: age, tag, time: now - age * day, ...more })
const removed = (all: readonly Aged[], keep: number): readonly string[] =>
  judge(all, [{ match: '*-daily', keep, withTag: false }], { now, protect: (it) => (it.isDraft === true ? 'a draft' : undefined) })
    .flatMap((it) => (it.verdict === 'remove' ? [it.it.tag] : []))

test('a draft is none of the newest that stay: so many public ones do', () => {
  const daily = [made('d-daily', 4), made('c-daily', 3), made('b-daily', 2), made('a-daily', 1)]
  expect(removed(daily, 2)).toEqual(['c-daily', 'd-daily'])
  expect(removed([...daily, made('x-daily', 0, { isDraft: true }), made('y-daily', 0, { isDraft: true })], 2)).toEqual(['c-daily', 'd-daily'])
})
