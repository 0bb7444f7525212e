// A tag that a person names is meant: where no line claims it, or it is not there, he is told so, and which one he may have meant.
import { expect, test } from '@jest/globals'
import type { Report } from '../../src/core/report.js'
import type { Request } from '../../src/core/request.js'
import { claimedSpelling, suggestTag } from '../../src/core/suggest-tag.js'
import { benches, config, driverLine, repo, says, type Bench } from './bench.js'

const open = benches()
const scene = (): Promise<Bench> => open([{ files: { '.slipway.yaml': config(driverLine.replace('"{version}"', '"v{version}"')), ...says('0.5.0') }, tags: { 'v0.4.0': null, '0.5.0': null, nightly: null } }])
const end = (report: Report): readonly unknown[] => [report.exitCode, report.problems.map((one) => one.code)]
const head = (it: Bench): string => repo(it).refs.get('refs/heads/main') ?? ''
const event = (it: Bench, name: string, ref: string, inputs: Readonly<Record<string, string>> = {}): Pick<Request, 'event'> => ({ event: { name, ref, sha: head(it), payload: { ref, after: head(it), inputs } } })

test.each(['release', 'plan', 'status', 'verify', 'build', 'check', 'notes'] as const)('%s of a tag that is named and no line claims stops, with the tag that is meant', async (verb) => {
  const it = await scene()
  const named = async (tag: string): Promise<Report> => it.run({ verb, tag, ...(verb === 'build' ? { out: '/nowhere' } : {}) })
  const report = await named('0.5.0')
  expect([end(report), report.problems[0]?.message, report.problems[0]?.hint, it.writes()]).toEqual([[2, ['TAG_NOT_CLAIMED']], expect.stringContaining('Did you mean v0.5.0?'), expect.stringMatching('^There is no tag v0.5.0 yet'), 0])
  expect((await named('nightly')).problems[0]?.message).not.toContain('Did you mean')
})

test('so does one that the form of a dispatch names; what an event brings is no release, and no error', async () => {
  const it = await scene()
  expect(end(await it.run({ verb: 'release', ...event(it, 'workflow_dispatch', 'refs/heads/main', { tag: '0.5.0' }) }))).toEqual([2, ['TAG_NOT_CLAIMED']])
  expect(end(await it.run({ verb: 'release', tag: '0.5.0', ...event(it, 'workflow_dispatch', 'refs/heads/main', { tag: '0.5.0' }) }))).toEqual([2, ['TAG_NOT_CLAIMED']])
  for (const request of [event(it, 'push', 'refs/tags/0.5.0'), event(it, 'create', 'refs/tags/0.5.0'), { tag: '0.5.0', ...event(it, 'push', 'refs/tags/0.5.0') }, event(it, 'workflow_dispatch', 'refs/tags/0.5.0'), { tag: '0.5.0', found: true as const }]) {
    const report = await it.run({ verb: 'release', ...request })
    expect([end(report), report.outcome]).toEqual([[0, []], 'nothing-to-do'])
  }
})

test('a tag that is not there is told with the one that is', async () => {
  const it = await scene()
  for (const verb of ['plan', 'release', 'status'] as const) expect((await it.run({ verb, tag: '0.4.0' })).problems[0]).toMatchObject({ code: 'TAG_NOT_FOUND', message: expect.stringContaining('Did you mean v0.4.0?') })
  expect((await it.run({ verb: 'plan', tag: 'v0.6.0' })).problems[0]?.message).not.toContain('Did you mean')
})

test.each([
  ['0.4.0', 'v0.4.0'], ['v0.5.0', '0.5.0'], ['V0.4.0', 'v0.4.0'], ['v04.0', 'v0.4.0'], ['nigthly', 'nightly'], ['0.1.0', 'chart/0.1.0'], ['v0.6.0', undefined], ['v0.4.1', undefined], ['x', undefined],
])('a tag of other digits is never suggested: %s, %s', (written, meant) => expect(suggestTag(written, ['v0.4.0', '0.5.0', 'nightly', 'chart/0.1.0'])).toBe(meant))

test('the line whose pattern fits says how its tag is spelled, whether it is there or not', () => {
  const lines = [{ tag: 'v{version}', scheme: 'pep440' }, { tag: 'chart/{version}', scheme: 'semver' }] as const
  expect(['0.5.0', 'driver-1.0.0', 'vv1.0.0rc1', 'nightly'].map((it) => claimedSpelling(it, lines, []))).toEqual(['v0.5.0', 'v1.0.0', 'v1.0.0rc1', undefined])
  expect(claimedSpelling('chrat/1.0.0-x.1', lines, ['chart/1.0.0-x.1'])).toBe('chart/1.0.0-x.1')
})
