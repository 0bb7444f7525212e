import { describe, expect, test } from '@jest/globals'
import type { Request } from '../../src/core/request.js'
import type { Json } from '../../src/core/json.js'
import { parseTrigger } from '../../src/trigger/parse-trigger.js'
import { ReleaseError } from '../../src/errors/release-error.js'
import { codesOf } from '../codes.js'

const commit = 'c'.repeat(40)
const object = 'a'.repeat(40)
const request = (more: Partial<Request>): Request => ({ verb: 'release', dryRun: false, only: [], without: [], again: '', ...more })
const event = (name: string, payload: Json, ref = 'refs/tags/1.0.0'): Request => request({ event: { name, payload, ref, sha: commit } })

describe('a push', () => {
  test('of an annotated tag pins the tag object of the payload and the commit of GITHUB_SHA', () => {
    expect(parseTrigger(event('push', { ref: 'refs/tags/1.0.0', after: object, deleted: false }))).toEqual({ kind: 'tag', tag: '1.0.0', commit, object })
  })
  test('of a tag with a slash keeps the whole name', () => {
    expect(parseTrigger(event('push', { ref: 'refs/tags/chart/1.0.0', after: object }))).toMatchObject({ tag: 'chart/1.0.0' })
  })
  test.each([
    ['deleted is true', { ref: 'refs/tags/1.0.0', deleted: true, after: '0'.repeat(40) }],
    ['the new object is the zero id', { ref: 'refs/tags/1.0.0', after: '0'.repeat(40) }],
  ])('that deletes a tag releases nothing: %s', (_, payload) => {
    expect(parseTrigger(event('push', payload))).toMatchObject({ kind: 'none', reason: expect.stringContaining('deleted') })
  })
  test('of a branch is a run that the config may have a name for, of the commit that was pushed', () => {
    expect(parseTrigger(event('push', { ref: 'refs/heads/main', after: commit }, 'refs/heads/main'))).toEqual({ kind: 'run', why: 'push', branch: 'main', commit, reason: 'refs/heads/main is not a tag' })
  })
  test('that deletes a branch releases nothing', () => {
    expect(parseTrigger(event('push', { ref: 'refs/heads/main', after: '0'.repeat(40), deleted: true }, 'refs/heads/main'))).toMatchObject({ kind: 'none' })
  })
  test('that makes a branch, as `create` tells it, releases nothing: a push of it comes as well', () => {
    expect(parseTrigger(event('create', { ref: 'main', ref_type: 'branch' }, 'refs/heads/main'))).toMatchObject({ kind: 'none' })
  })
})

describe('a dispatch', () => {
  test('with a version prepares it on the branch that it was started on', () => {
    expect(parseTrigger(event('workflow_dispatch', { inputs: { version: '1.2.0' } }, 'refs/heads/main'))).toEqual({ kind: 'version', version: '1.2.0', branch: 'main' })
  })
  test('with a tag releases that tag, whatever branch it was started on', () => {
    expect(parseTrigger(event('workflow_dispatch', { inputs: { tag: '1.2.0', version: '' } }, 'refs/heads/main'))).toEqual({ kind: 'tag', tag: '1.2.0' })
  })
  test('on a tag releases that tag', () => {
    expect(parseTrigger(event('workflow_dispatch', {}))).toEqual({ kind: 'tag', tag: '1.0.0', commit })
  })
  test('with neither is a run that the config may have a name for', () => {
    expect(parseTrigger(event('workflow_dispatch', { inputs: null }, 'refs/heads/main'))).toMatchObject({ kind: 'run', why: 'dispatch', branch: 'main', commit })
  })
  test('with a name releases the commit that it was started on under it', () => {
    expect(parseTrigger(event('workflow_dispatch', { inputs: { name: 'v0.1-demo' } }, 'refs/heads/main'))).toMatchObject({ kind: 'run', why: 'dispatch', name: 'v0.1-demo', branch: 'main', commit })
  })
  test('with both is refused', async () => {
    expect(await codesOf(() => parseTrigger(event('workflow_dispatch', { inputs: { tag: 'a', version: 'b' } })))).toEqual(['TRIGGER_BOTH'])
  })
})

test.each(['pull_request', 'pull_request_target', 'issue_comment', 'workflow_run', 'fork', 'issues', 'check_run', 'something_new'])('%s never releases: strangers can cause it', async (name) => {
  expect(await codesOf(() => parseTrigger(event(name, {})))).toEqual(['TRIGGER_UNSAFE'])
})

test('an input of the same name does not make an unsafe event safe', async () => {
  const unsafe = { ...event('pull_request_target', {}), tag: '1.0.0' }
  expect(await codesOf(() => parseTrigger(unsafe))).toEqual(['TRIGGER_UNSAFE'])
})

test.each([[null], [[]], ['text'], [{ ref: 5 }], [{ ref: null, after: {} }]] as [Json][])('a malformed payload %j is read as far as it makes sense', (payload) => {
  expect(parseTrigger(event('push', payload))).toMatchObject({ kind: 'tag', tag: '1.0.0', commit })
})

test('a schedule is a run that the config may have a name for', () => {
  expect(parseTrigger(event('schedule', { schedule: '0 3 * * *' }, 'refs/heads/main'))).toEqual({ kind: 'run', why: 'schedule', branch: 'main', commit, reason: 'the event schedule releases nothing' })
})

test('a name by hand is of the commit that is named, else of the one that the run is for, else of HEAD', () => {
  expect(parseTrigger(request({ name: 'v0.1-demo', commit: 'main~1' }))).toMatchObject({ kind: 'run', why: 'hand', name: 'v0.1-demo', commit: 'main~1' })
  expect(parseTrigger({ ...event('push', {}, 'refs/heads/main'), name: 'v0.1-demo' })).toMatchObject({ why: 'hand', commit, branch: 'main' })
  expect(parseTrigger(request({ name: 'v0.1-demo' }))).not.toHaveProperty('commit')
})

test('the command line names a tag or a version, not both, and not neither', async () => {
  expect(parseTrigger(request({ tag: '1.0.0' }))).toEqual({ kind: 'tag', tag: '1.0.0' })
  expect(parseTrigger(request({ tag: 'refs/tags/v1' }))).toEqual({ kind: 'tag', tag: 'v1' })
  expect(parseTrigger(request({ version: '1.0.0' }))).toEqual({ kind: 'version', version: '1.0.0' })
  expect(await codesOf(() => parseTrigger(request({ tag: 'a', version: 'b' })))).toEqual(['TRIGGER_BOTH'])
  expect(await codesOf(() => parseTrigger(request({})))).toEqual(['TRIGGER_MISSING'])
})

test('a verb that makes no version does not offer to make one', () => {
  const hint = (verb: 'release' | 'plan'): string => {
    try {
      return parseTrigger({ ...request({}), verb }).kind
    } catch (failure) {
      return failure instanceof ReleaseError ? (failure.problems[0]?.hint ?? '') : ''
    }
  }
  expect(hint('release')).toContain('a version to make (`--version 1.0.0`)')
  expect(hint('plan')).toMatch(/`--name NAME`.*`slipway rehearse --version 1\.0\.0`/)
})
