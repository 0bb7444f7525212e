// The pages that people and programs read, held by golden files beside this test.
import { describe, expect, test } from '@jest/globals'
import { digestOf } from '../../src/core/digest.js'
import type { Plan } from '../../src/core/plan.js'
import { failureReport } from '../../src/verbs/ends.js'
import { failureOf, successOf, type Report } from '../../src/core/report.js'
import type { TaskResult } from '../../src/core/result.js'
import { problem } from '../../src/errors/release-error.js'
import { renderJson } from '../../src/report/json.js'
import { renderMarkdown } from '../../src/report/markdown.js'
import { outputsOf } from '../../src/report/outputs.js'
import { renderText } from '../../src/report/text.js'
import { renderDuration, renderSize } from '../../src/report/words.js'
import { expectGolden } from '../golden.js'

const plan: Plan = {
  schema: 1, line: 'driver', version: '1.0.0', configDigest: digestOf('config'), tasks: [],
  tag: { name: '1.0.0', object: 'a'.repeat(40), commit: 'b'.repeat(40), kind: 'annotated' },
  skipped: [{ id: 'point:image/image', skip: 'there are no pointers to move' }],
}
const wheel = { kind: 'wheel', name: 'wheel', fileName: 'demo-1.0.0-py3-none-any.whl', digest: digestOf('wheel'), size: 2560, mediaType: 'application/zip', path: '/tmp/secret/place.whl' } as const
const results: readonly TaskResult[] = [
  { id: 'build:wheel/wheel', title: 'Build the wheel', state: 'done', took: 1500, outcome: { artifacts: [wheel] } },
  { id: 'stage:record/release', title: 'Freeze', state: 'already', took: 3, outcome: { where: 'slipway.json', digest: digestOf('record'), size: 900 } },
  { id: 'publish:image/image', title: 'Tag docker.io/a/b with 1.0.0', state: 'done', took: 250, outcome: { where: 'docker.io/a/b:1.0.0', digest: digestOf('image'), size: 5 * 2 ** 20, commands: ['docker pull docker.io/a/b@sha256:1'] } },
  { id: 'publish:release/release', title: 'Publish', state: 'done', took: 90, outcome: { where: 'release 1.0.0', url: 'https://github.com/a/b/releases/tag/1.0.0' } },
]
const done: Report = { verb: 'release', outcome: 'released', exitCode: 0, summary: 'driver 1.0.0 is released', plan, results, problems: [], findings: [], took: 12_345 }
const failed: Report = {
  ...done, outcome: 'failed', exitCode: 4, summary: 'stopped by one problem', resume: 'slipway release --tag 1.0.0',
  problems: [{ ...problem('NOT_CONFIRMED', { task: 'Publish | `x`', state: 'partial', missing: 'a.tgz' }), task: 'publish:release/release' }],
  results: [...results.slice(0, 3), { id: 'publish:release/release', title: 'Publish @everyone <img src=x>', state: 'failed', took: 90 }, { id: 'follow:next-version/version', title: 'Set 1.1.0.dev0', state: 'not-reached', took: 0 }],
}

test.each([['done', done], ['failed', failed]] as const)('the pages of a run that is %s', (name, report) => {
  expectGolden(`__tests__/golden/report-${name}.txt`, renderText(report))
  expectGolden(`__tests__/golden/report-${name}.md`, renderMarkdown(report))
})

test('what could not be proven in advance is told until it is done; a warning stays', () => {
  const unproven: Report['findings'][number] = { severity: 'unproven', problem: { ...problem('INDEX_RIGHT_UNPROVEN', { index: 'PyPI', project: 'demo', why: 'it is new' }), task: 'publish:release/release' } }
  const pages = (report: Report): string => renderText(report) + renderMarkdown(report)
  expect(pages({ ...done, findings: [unproven] })).not.toContain('it is new')
  expect(pages({ ...failed, findings: [unproven] }).split('it is new')).toHaveLength(3)
  expect(pages({ ...done, results: [], findings: [unproven] }).split('it is new')).toHaveLength(3)
  expect(pages({ ...done, findings: [{ ...unproven, severity: 'warning' }] }).split('it is new')).toHaveLength(3)
})

test('text from outside can neither ping anybody nor put markup into a summary', () => {
  const page = renderMarkdown(failed)
  expect(page).not.toMatch(/@everyone|<img/)
})

test('JSON has a schema, and no path of this machine', () => {
  const value = JSON.parse(renderJson(done)) as { schema: number }
  expect(value.schema).toBe(1)
  expect(renderJson(done)).not.toContain('/tmp/secret')
})

test('a draft is linked as long as it is one', () => {
  const url = 'https://github.com/a/b/releases/tag/untagged-1'
  const draft: TaskResult = { id: 'stage:release/release', title: 'Draft', state: 'done', took: 1, outcome: { where: 'draft 1.0.0', url } }
  const pages = (report: Report): string => renderText(report) + renderMarkdown(report)
  expect(pages({ ...done, results: [draft, ...results] })).not.toContain(url)
  expect(pages({ ...failed, results: [draft, ...failed.results] }).split(url)).toHaveLength(3)
})

test('outputs name what is public, with digests; what is not reached is not named', () => {
  expect(JSON.parse(outputsOf(done)['images'] ?? '')).toEqual([{ name: 'docker.io/a/b:1.0.0', digest: digestOf('image'), size: 5 * 2 ** 20 }])
  expect(outputsOf(failed)).toMatchObject({ outcome: 'failed', 'release-url': '', charts: '[]', packages: '[]' })
  const index: TaskResult = { id: 'publish:index/index', title: 'Upload', state: 'already', took: 1, outcome: { where: 'PyPI driver 1.0.0', url: 'https://pypi.org/project/driver/1.0.0/', commands: ['pip install driver==1.0.0'] } }
  expect(JSON.parse(outputsOf({ ...done, results: [index, ...results] })['packages'] ?? '')).toEqual([{ name: 'PyPI driver 1.0.0', url: 'https://pypi.org/project/driver/1.0.0/', install: ['pip install driver==1.0.0'] }])
})

describe('the outcome and the exit code', () => {
  const state = (...states: TaskResult['state'][]): TaskResult[] => states.map((it, index) => ({ id: `publish:x/${index}`, title: '', state: it, took: 0 }))
  const limit = { service: 'https://api.github.com', until: '2026-01-01T12:00:00Z', seconds: 60, why: 'it takes 80 creations a minute' }

  test.each([
    ['everything new', successOf(state('done', 'done'), true, false), 'released', 0],
    ['some was there', successOf(state('already', 'done'), true, false), 'resumed', 0],
    ['all was there', successOf(state('already', 'already'), true, false), 'already-released', 0],
    ['all was there, but for what the tracking issue says', successOf([...state('already'), { id: 'follow:issue/line', title: '', state: 'done', took: 0 }], true, false), 'resumed', 0],
    ['all was there, and no tracking issue', successOf([...state('already'), { id: 'follow:issue/line', title: '', state: 'already', took: 0 }], true, false), 'already-released', 0],
    ['tasks left out', successOf(state('done'), false, false), 'incomplete', 10],
    ['a dry run', successOf(state('would'), true, true), 'nothing-to-do', 0],
    ['config', failureOf([problem('USAGE', { what: 'x' })]), 'failed', 2],
    ['a limiter', failureOf([problem('RATE_LIMITED', limit)]), 'waiting', 0],
    ['a limiter, and an answer that was lost meanwhile', failureOf([problem('RATE_LIMITED', limit), problem('HTTP_ANSWER_LOST', { method: 'POST', url: 'x', what: 'x' })]), 'waiting', 0],
    ['a limiter, and a conflict, which no time heals', failureOf([problem('RATE_LIMITED', limit), problem('DESTINATION_CONFLICT', { task: '', found: '', wanted: '' })]), 'conflict', 30],
    ['a gate', failureOf([problem('TRIGGER_UNSAFE', { event: 'x' })]), 'blocked', 20],
    ['a conflict among others', failureOf([problem('USAGE', { what: 'x' }), problem('DESTINATION_CONFLICT', { task: '', found: '', wanted: '' })]), 'conflict', 30],
    ['a bug', failureOf([problem('BUG', { what: 'x' })]), 'failed', 70],
    ['no problem at all, and yet a failure', failureOf([]), 'failed', 70],
  ] as const)('%s', (_, end, outcome, exitCode) => expect(end).toEqual({ outcome, exitCode }))

  test('a limiter that holds back only what follows the release makes it wait, and not incomplete', () => {
    const request = { verb: 'release', dryRun: false, only: [], without: [], again: 'slipway release --tag 1.0.0' } as const
    const results: TaskResult[] = [{ id: 'publish:release/release', title: '', state: 'done', took: 0 }, { id: 'follow:next-version/version', title: '', state: 'failed', took: 0 }]
    expect(failureReport([problem('RATE_LIMITED', limit)], { request, results })).toMatchObject({
      outcome: 'waiting', exitCode: 0, resume: request.again, summary: 'the release is public, and what follows it waits: https://api.github.com takes what is missing from 2026-01-01T12:00:00Z on',
    })
  })
})

test.each([[0.4, '0 ms'], [999, '999 ms'], [1000, '1.0 s'], [119_900, '119.9 s'], [125_000, '2 min 5 s']])('%d ms is written %s', (time, text) => expect(renderDuration(time)).toBe(text))
test.each([[0, '0 B'], [1023, '1023 B'], [1536, '1.5 KiB'], [2 ** 31, '2.0 GiB'], [2 ** 43, '8192.0 GiB']])('%d bytes are written %s', (size, text) => expect(renderSize(size)).toBe(text))
