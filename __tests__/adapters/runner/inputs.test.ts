import { expect, test } from '@jest/globals'
import { readRequest } from '../../../src/adapters/runner/inputs.js'
import { codesOf } from '../../codes.js'

const event = { name: 'push', payload: {}, ref: 'refs/tags/1.0.0', sha: '' }

test('how long a run may wait is an input, and stays part of the command that goes on', async () => {
  const { maxWaitMs, again } = readRequest({ 'INPUT_MAX-WAIT': '2h' }, event)
  expect([maxWaitMs, again]).toEqual([7_200_000, 'slipway release --tag 1.0.0 --max-wait 2h'])
  expect(readRequest({}, event)).not.toHaveProperty('maxWaitMs')
  expect(await codesOf(() => readRequest({ 'INPUT_MAX-WAIT': 'long' }, event))).toEqual(['DURATION'])
})
