// What a soak plays: batches that together are what was asked for, each case once, and sums that lose nothing.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { addBatch, batchesOf, durationText, entryOf, nothingYet, progressLine, readSoakWords } from '../../script/checks/soak-plan.mjs'
import { root, start } from './scratch.js'

const known = ['kills', 'random']
const read = (...words: readonly string[]): unknown => readSoakWords(words, known)

describe('its words', () => {
  test.each<[string, readonly string[], unknown]>([
    ['nothing: all of them', [], { names: [] }],
    ['one proof, bounded', ['kills', '--minutes', '5', '--seed=7'], { names: ['kills'], minutes: 5, seed: 7 }],
    ['a failure again', ['random', '--replay', '4711'], { names: ['random'], replay: '4711' }],
    ['fewer cases, more processes', ['--count', '40', '--workers', '2'], { names: [], count: 40, workers: 2 }],
    ['help', ['--help'], { names: [], help: true }],
  ])('%s', (_, words, asked) => {
    expect(read(...words)).toEqual(asked)
  })

  test.each<[readonly string[], string]>([
    [['kill'], 'there is no proof kill; there are kills, random'],
    [['--minute', '5'], 'there is no flag --minute'],
    [['--minutes'], '--minutes wants a value'],
    [['--minutes', 'five'], '--minutes wants a whole number, not "five"'],
    [['--count', '0'], '--count wants a whole number, not "0"'],
    [['--replay', '1'], '--replay wants the name of one proof beside it'],
  ])('%j is refused', (words, wrong) => {
    expect(read(...words)).toEqual({ wrong })
  })
})

interface Batch {
  readonly words: readonly string[]
  readonly cases: number
}
const plan = (soak: Record<string, unknown>, asked: Record<string, number>): readonly Batch[] => batchesOf({ words: [], ...soak }, asked) as readonly Batch[]
const after = (batch: Batch, flag: string): number => Number(batch.words[batch.words.indexOf(flag) + 1])

describe('its batches', () => {
  test('play every seed once where each case has one', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 10_000 }), (count, batch, seed) => {
      const batches = plan({ count: 9, batch, seeds: 'one for each case' }, { seed, count })
      const seeds = batches.flatMap((it) => Array.from({ length: after(it, '--count') }, (_, at) => after(it, '--seed') + at))
      expect(seeds).toEqual(Array.from({ length: count }, (_, at) => seed + at))
    }))
  })

  test('have a seed each where a seed is a whole sweep', () => {
    const batches = plan({ count: 50, batch: 20, seeds: 'one for each batch' }, { seed: 7 })
    expect(batches.map((it) => [after(it, '--seed'), after(it, '--count'), it.cases])).toEqual([[7, 20, 20], [8, 20, 20], [9, 10, 10]])
  })

  test('are one where the program counts itself', () => {
    expect(batchesOf({ words: ['--all'] }, { seed: 7, count: 3 })).toEqual([{ words: ['--all'] }])
  })
})

const result = (survived: number, total: number): unknown => ({ rows: [{ name: 'kills', total, survived }], failures: Array.from({ length: total - survived }, () => ({ name: 'a', what: 'b', replay: 'c' })), exempt: [] })

test('sums add up row by row, and keep the failures', () => {
  const sum = addBatch(addBatch(nothingYet, { cases: 20 }, result(20, 20), 10), { cases: 20 }, result(18, 20), 12)
  expect(sum).toMatchObject({ rows: [{ name: 'kills', total: 40, survived: 38 }], failed: 2, played: 40, seconds: 22 })
  expect(sum.failures).toHaveLength(2)
  const caught = addBatch(nothingYet, {}, { rows: [{ name: 'mutants', total: 41, caught: 41 }], failures: [], exempt: [] }, 1)
  expect(caught.rows).toEqual([{ name: 'mutants', total: 41, caught: 41 }])
})

test('the file keeps the first failures and counts all', () => {
  const sum = addBatch(nothingYet, { cases: 500 }, result(0, 500), 1)
  const entry = entryOf(sum, { source: 's', date: 'd', seed: 3, asked: 1000, changed: false })
  expect(entry.failures).toHaveLength(100)
  expect({ ...entry, failures: [] }).toEqual({ rows: [{ name: 'kills', total: 500, survived: 0 }], failures: [], failed: 500, source: 's', date: 'd', seed: 3, asked: 1000, played: 500, seconds: 1 })
})

test('progress says what, how far, and how long still', () => {
  const sum = addBatch(nothingYet, { cases: 50 }, result(49, 50), 100)
  expect(progressLine('kills', sum, 200)).toBe('kills: 50 of 200 (25 %), 1 failure, about 5 min to go')
  expect(progressLine('kills', sum, 50)).toBe('kills: 50 of 50 (100 %), 1 failure in 2 min')
  expect([durationText(89.5), durationText(91), durationText(7200)]).toEqual(['90 s', '2 min', '2 h 0 min'])
})

test('script/soak tells how it is used, without setting anything up, and refuses what it does not know', async () => {
  const help = await start(`${root}/script/soak`, ['--help'], { env: { PATH: process.env['PATH'] ?? '' } })
  expect([help.code, help.stdout]).toEqual([0, expect.stringMatching(/--minutes N[^]*--seed N[^]*--replay WHAT[^]*bench\/results\/soak\.json/)])
  expect(help.stdout).not.toMatch(/^#|set -/m)
  const wrong = await start(process.execPath, [`${root}/script/checks/soak.mjs`, 'kill'])
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('there is no proof kill')])
})
