import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { breakCommand, graceMs, hasExpired, holderText, isEarlierAttempt, lockRef, lockTagName, parseLock, renderLock, type Holder, type Lock } from '../../src/core/lock.js'

const run: Holder = { run: 4711, attempt: 2, url: 'https://github.com/accanto/driver/actions/runs/4711/attempts/2', id: 'abc' }
const machine: Holder = { host: 'laptop', id: 'def' }
const lock: Lock = { repository: 'accanto/driver', tag: '1.0.0', holder: run, expires: Date.UTC(2026, 0, 5, 12) }

const holders: fc.Arbitrary<Holder> = fc.oneof(
  fc.record({ run: fc.integer({ min: 1, max: 2 ** 40 }), attempt: fc.integer({ min: 1, max: 100 }), url: fc.webUrl(), id: fc.string({ minLength: 1 }) }),
  fc.record({ host: fc.string({ minLength: 1 }), id: fc.string({ minLength: 1 }) }),
)

describe('the text of a lock', () => {
  test('reads back as it was, also with the line end that git adds', () => {
    fc.assert(fc.property(holders, fc.string(), fc.integer({ min: 0, max: 4_102_444_800_000 }), (holder, tag, expires) => {
      const one: Lock = { ...lock, holder, tag, expires }
      expect(parseLock(`${renderLock(one)}\n`, tag)).toEqual(one)
    }))
  })

  test('is the same for the same lock, whatever the order of its fields', () => {
    expect(renderLock({ expires: lock.expires, holder: { id: 'abc', url: run.url, attempt: 2, run: 4711 }, tag: '1.0.0', repository: 'accanto/driver' })).toBe(renderLock(lock))
  })

  const text = renderLock(lock)
  test.each([
    ['nothing', ''],
    ['no JSON', 'mine!'],
    ['null', 'null'],
    ['JSON of something else', '{"slipway":"record"}'],
    ['another tag', renderLock({ ...lock, tag: '1.0.1' })],
    ['no holder', text.replace(/"holder":\{.*?\}/, '"holder":{}')],
    ['a holder without an id', text.replace('"id":"abc",', '')],
    ['a run that is no number', text.replace('4711,', '"4711",')],
    ['a run that is none', text.replace('"run":4711', '"run":0')],
    ['an attempt that is none', text.replace('"attempt":2', '"attempt":-2')],
    ['no time', text.replace(/"expires":"[^"]*"/, '"expires":"soon"')],
    ['no repository', text.replace('"accanto/driver"', '""')],
  ])('%s is none', (_, it) => {
    expect(parseLock(it, '1.0.0')).toBeUndefined()
  })
})

test('a lock ends a little after the time that it names, as answers take theirs', () => {
  expect([-1, 0, graceMs, graceMs + 1].map((after) => hasExpired(lock, lock.expires + after))).toEqual([false, false, false, true])
})

test('only a later attempt of the same run knows that the earlier one has ended', () => {
  const ours = (more: Partial<typeof run>): Holder => ({ ...run, id: 'other', ...more })
  expect([isEarlierAttempt(run, ours({ attempt: 3 })), isEarlierAttempt(run, ours({ attempt: 2 })), isEarlierAttempt(run, ours({ attempt: 1 })), isEarlierAttempt(run, ours({ run: 4712, attempt: 3 })), isEarlierAttempt(run, machine), isEarlierAttempt(machine, run)])
    .toEqual([true, false, false, false, false, false])
})

test('people are told the run and its page, or the machine', () => {
  expect([holderText(run), holderText(machine)]).toEqual(['workflow run 4711, attempt 2 (https://github.com/accanto/driver/actions/runs/4711/attempts/2)', 'a run on laptop'])
})

test('the command that breaks a lock needs no quotes, whatever the tag is called', () => {
  const command = (tag: string): string => breakCommand({ owner: 'accanto', name: 'driver' }, lockRef(tag))
  expect(command('chart/1.0.0+b')).toBe('gh api -X DELETE repos/accanto/driver/git/refs/slipway/lock/chart/1.0.0%2Bb')
  fc.assert(fc.property(fc.string({ minLength: 1, unit: 'grapheme' }).filter((it) => it.isWellFormed()), (tag) => expect(command(tag)).toMatch(/^gh api -X DELETE [\w./%~-]+$/)))
  expect(lockTagName('1.0.0')).toBe('slipway-lock-1.0.0')
})
