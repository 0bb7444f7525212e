import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { durationText, parseDuration } from '../../src/core/duration.js'
import { codesOf } from '../codes.js'

test.each([['30m', 1_800_000], ['600s', 600_000], ['1h', 3_600_000], ['1h30m', 5_400_000], ['1H30M5s', 5_405_000], [' 0s ', 0], ['24h', 86_400_000]])('%s is %i milliseconds', (text, milliseconds) => {
  expect(parseDuration(text, '--max-wait')).toBe(milliseconds)
})

test.each(['', '10', 'ten', '-5m', '5 m', '1.5h', 'h', '30m1h', '25h', '99999999h', '1d', '١h', '5m\n5m'])('%j is no length of time, and nothing is guessed', async (text) => {
  expect(await codesOf(() => parseDuration(text, '--max-wait'))).toEqual(['DURATION'])
})

test('what is told to people means the same', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 86_400 }), (seconds) => {
    expect(parseDuration(durationText(seconds * 1000).replaceAll(' ', '').replace('min', 'm'), 'it')).toBe(seconds * 1000)
  }))
})
