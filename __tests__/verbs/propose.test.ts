// `slipway propose`: one issue, whoever asks how often, and whatever gets lost on the way.
import { describe, expect, test } from '@jest/globals'
import { partsIn } from '../../src/core/tracking.js'
import { newText } from '../../src/core/tracking-text.js'
import { workflowToken } from '../publish/bench.js'
import { outputsOf } from '../../src/report/outputs.js'
import { benches, person, repo, type Bench } from './bench.js'
import { boxes, codes, comments, head, issues, only, options, points, propose } from './proposed.js'

const bench = benches()
const open = (): Promise<Bench> => bench(points(), options)

describe('a proposal', () => {
  test('opens one issue that says what is released, what has changed, each step, and whom it waits for', async () => {
    const it = await open()
    const report = await propose(it)
    expect(report).toMatchObject({ outcome: 'waiting', exitCode: 0, problems: [] })
    const { title, body } = only(it)
    expect(title).toBe('Release v1.0.0')
    expect(body).toContain('### Notable changes since v0.9.0')
    expect(body).toContain('- Commit 1\n')
    expect(body).toContain('cc @ana @ben @cem')
    expect(boxes(it)).toEqual(expect.arrayContaining(['  build:image/image', '  publish:release/release']))
    expect(partsIn(body ?? '')).toEqual([{ repository: 'accanto/driver', issue: 'release', line: 'image', version: '1.0.0', tag: 'v1.0.0', commit: head(it), by: 'pia' }])
    expect(comments(it)).toEqual([expect.stringContaining(head(it))])
  })

  test('is made once: again, it writes nothing', async () => {
    const it = await open()
    await propose(it)
    const before = it.writes()
    expect(await propose(it)).toMatchObject({ outcome: 'waiting', shown: { issues: [{ did: 'nothing' }] } })
    expect(it.writes()).toBe(before)
  })

  test('of another commit than the head names that one, as long as releases can come from it', async () => {
    const it = await open()
    const before = head(it)
    const next = await person(it).commit('main', { 'main.go': 'package main // not for this release\n' }, 'Later')
    const report = await propose(it, 'image', { commit: before.slice(0, 10) })
    expect([codes(report), outputsOf(report)['issue-url']]).toEqual([[], expect.stringMatching(/issues\/1$/)])
    expect(comments(it)).toEqual([expect.stringContaining(before)])
    expect(comments(it)[0]).not.toContain(next)
  })

  test.each<[string, (it: Bench) => Promise<string>, string]>([
    ['a commit on a branch that releases do not come from', (it) => person(it).commit('experiment', { 'main.go': 'package main // who knows\n' }, 'Try'), 'BRANCH_STRAY'],
    ['a commit that is nowhere', async () => '0123456789012345678901234567890123456789', 'FETCH_FAILED'],
    ['the beginning of one that is nowhere', async () => '0123456', 'USAGE'],
  ])('is not made of %s', async (_what, commit, code) => {
    const it = await open()
    expect(codes(await propose(it, 'image', { commit: await commit(it) }))).toEqual([code])
    expect(issues(it)).toEqual([])
  })

  test('of the other line adds its part to the same issue', async () => {
    const it = await open()
    await propose(it)
    await propose(it, 'tool')
    expect(only(it).title).toBe('Release v1.0.0 and tool/1.0.0')
    expect(partsIn(only(it).body ?? '').map((one) => one.line)).toEqual(['image', 'tool'])
    expect(comments(it)).toHaveLength(2)
  })

  test('of several lines at once is one issue', async () => {
    const it = await open()
    await it.run({ verb: 'propose', version: '1.0.0', lines: ['image', 'tool'] })
    expect(only(it).title).toBe('Release v1.0.0 and tool/1.0.0')
  })

  test('keeps what people wrote, where they wrote it', async () => {
    const it = await open()
    await propose(it)
    const edited = `Hello!\r\n\r\n${(only(it).body ?? '').replaceAll('\n', '\r\n').replace('- Commit 1', '- Commit 1, which mends everything')}\r\n\r\nThank you all.`
    await person(it).editIssue(only(it).number, edited)
    await propose(it, 'tool')
    const body = only(it).body ?? ''
    expect(body).toMatch(/^Hello!\n/)
    expect(body).toContain('- Commit 1, which mends everything')
    expect(body).toMatch(/Thank you all\.$/)
    expect(partsIn(body)).toHaveLength(2)
  })

  test('in a dry run shows the text and writes nothing', async () => {
    const it = await open()
    const before = it.writes()
    const report = await propose(it, 'image', { dryRun: true })
    expect(report.text).toContain('## v1.0.0')
    expect(it.writes()).toBe(before)
  })

  test.each([1, 2, 3])('that loses the answer to its write %d is found again, and never made twice', async (which) => {
    const it = await open()
    let writes = 0
    it.fail((_, { method, url }) => (method !== 'GET' && /\/issues(\/|$)/.test(url.pathname) && ++writes === which + 1 ? { kind: 'lose-answer' } : undefined))
    const report = await propose(it)
    it.fail(undefined)
    expect(codes(report)).toEqual([])
    expect(only(it).number).toBe(1)
    await propose(it)
    expect(comments(it)).toHaveLength(1)
  })

  test('of two lines at once, by two runs, is one issue that speaks of both', async () => {
    const it = await open()
    const reports = await Promise.all([propose(it), propose(it, 'tool')])
    expect(reports.flatMap(codes)).toEqual([])
    const [issue, ...rest] = issues(it).filter((one) => one.state === 'open')
    expect(rest).toEqual([])
    expect(partsIn(issue?.body ?? '').map((one) => one.line).sort()).toEqual(['image', 'tool'])
    const named = [...repo(it).comments.values()].filter((one) => one.issue === issue?.number)
    expect(named).toHaveLength(2)
  })

  test('yields to one that another run opened after it had looked', async () => {
    const it = await open()
    const proposal = { repository: 'accanto/driver', issue: 'release', line: 'tool', version: '1.0.0', tag: 'tool/1.0.0', commit: head(it) }
    const theirs = newText([{ proposal, page: 'https://github.com/accanto/driver', boxes: [] }], '', '')
    it.fail((_, { method, url }) => {
      if (method === 'POST' && url.pathname.endsWith('/issues') && issues(it).length === 0 && it.calls().some((one) => one.includes('/issues?'))) void person(it, 'github-actions[bot]').openIssue('Theirs', theirs)
      return undefined
    })
    expect(codes(await propose(it))).toEqual([])
    const [first, second] = [...issues(it)].sort((a, b) => a.number - b.number)
    expect([first?.title, first?.state, second?.state, second?.stateReason]).toEqual(['Theirs', 'open', 'closed', 'not_planned'])
    expect(partsIn(first?.body ?? '').map((one) => one.line)).toEqual(['tool', 'image'])
  })

  test('of one line by two runs at once is one issue', async () => {
    const it = await open()
    await Promise.all([propose(it), propose(it)])
    const [issue, ...rest] = issues(it).filter((one) => one.state === 'open')
    expect(rest).toEqual([])
    expect(partsIn(issue?.body ?? '')).toHaveLength(1)
  })

  test('without the right to write issues says so and writes nothing', async () => {
    const it = await bench(points(), { world: { tokens: [workflowToken] } })
    expect(codes(await propose(it))).toEqual(['RIGHT_MISSING'])
    expect(issues(it)).toEqual([])
  })

  test('does not join an issue that strangers opened with a copied text', async () => {
    const it = await open()
    await propose(it)
    await person(it, 'eve').openIssue('Release v1.0.0', only(it).body ?? '')
    await propose(it, 'tool')
    expect(issues(it).map((one) => partsIn(one.body ?? '').length)).toEqual([2, 1])
  })
})
