// What a signal says: of a run at work how to go on, of one that is over nothing that would alarm anybody.
import { expect, test } from '@jest/globals'
import { createSoFar } from '../../src/cli/so-far.js'
import { stopWords } from '../../src/cli/stop-words.js'
import type { Report } from '../../src/core/report.js'
import { nothingToDo } from '../../src/verbs/ends.js'
import { rememberingLog } from '../adapters/temp.js'

const request = { verb: 'rehearse', dryRun: false, only: [], without: [], again: 'slipway rehearse --keep' } as const

const speaking = (isSettled: boolean) => {
  const soFar = createSoFar({ now: () => 0, sleep: async () => undefined })
  const [log, shown] = [rememberingLog(), [] as Report[]]
  soFar.begin(request)
  if (isSettled) soFar.settle(nothingToDo(request, 'all is done', 0))
  return { words: stopWords({ soFar, log, show: (it) => void shown.push(it) }), lines: log.lines, shown }
}

test('a run at work is told to end, and how to go on', () => {
  const { words, lines, shown } = speaking(false)
  words.told('SIGINT')
  expect(words.lastWords('SIGINT', 'late')).toBe(130)
  expect(words.lastWords('SIGINT', 'now')).toBe(130)
  expect(lines).toEqual(['warn SIGINT: no new effect is begun; ending what runs', 'warn SIGINT again: ended at once. To go on: slipway rehearse --keep'])
  expect(shown.map((it) => it.outcome)).toEqual(['failed'])
})

test('a run that is over (its world was kept) is not warned of, has its own exit code, and is not shown twice', () => {
  const { words, lines, shown } = speaking(true)
  words.told('SIGINT')
  expect(lines).toEqual(['info SIGINT: the run is over; what it used is cleared away'])
  expect(words.lastWords('SIGINT', 'late')).toBe(0)
  words.lastWords('SIGINT', 'now')
  expect([lines.at(-1), shown]).toEqual(['warn SIGINT again: ended at once.', []])
})
