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

test('a revision and the way of an edit are inputs, and stay part of the command that goes on', async () => {
  const { revision, as, again } = readRequest({ INPUT_COMMAND: 'prepare', INPUT_VERSION: '1.0.0', INPUT_REVISION: '2', INPUT_AS: 'pull-request' }, { ...event, ref: 'refs/heads/main' })
  expect([revision, as, again]).toEqual([2, 'pull-request', 'slipway prepare --version 1.0.0 --as pull-request --revision 2'])
  expect([await codesOf(() => readRequest({ INPUT_REVISION: 'two' }, event)), await codesOf(() => readRequest({ INPUT_AS: 'mail' }, event))]).toEqual([['USAGE'], ['USAGE']])
})

test.each<[string, Record<string, string>, string, unknown]>([
  ['whoever pushed', { GITHUB_ACTOR: 'ann' }, 'push', { login: 'ann' }],
  ['whoever ran it again, where somebody did', { GITHUB_ACTOR: 'renovate[bot]', GITHUB_TRIGGERING_ACTOR: 'ann' }, 'push', { login: 'ann' }],
  ['the schedule, and not the person whose name it bears', { GITHUB_ACTOR: 'ann', GITHUB_TRIGGERING_ACTOR: 'ann' }, 'schedule', { schedule: true }],
  ['nobody, where no runner says it', {}, '', undefined],
  ['nobody, where it says nothing', { GITHUB_ACTOR: '' }, 'push', undefined],
])('a run was started by %s', (_, environment, name, actor) => {
  expect(readRequest({ INPUT_TAG: '1.0.0', ...environment }, { ...event, name }).actor).toEqual(actor)
})

test('housekeeping is told by inputs whether it removes, and with tags or without; a tag that was pushed is not meant', async () => {
  const { prune, tag, again } = readRequest({ INPUT_COMMAND: 'prune', 'INPUT_WITH-TAG': 'true', INPUT_YES: 'true' }, event)
  expect([prune, tag, again]).toEqual([{ withTag: true, yes: true }, undefined, 'slipway prune --with-tag --yes'])
  expect(readRequest({ INPUT_COMMAND: 'prune', 'INPUT_WITH-TAG': 'false', INPUT_YES: '' }, event)).not.toHaveProperty('prune')
  expect(await codesOf(() => readRequest({ INPUT_COMMAND: 'release', INPUT_YES: 'true' }, event))).toEqual(['USAGE'])
})
