// From a proposal to a closed issue: `propose`, the gate of the approvals, and the step that keeps the issue up to date, against one world.
import { describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Report } from '../../src/core/report.js'
import { partsIn } from '../../src/core/tracking.js'
import type { Issue } from '../../src/rehearsal/github/state.js'
import { tempFolder } from '../adapters/temp.js'
import { workflowToken } from '../publish/bench.js'
import { benches, config, imageTags, person, releasesOf, repo, repository, says, type Bench, type Point } from './bench.js'

const bench = benches()

const owners = 'approvers:\n  - ana\n  - ben\n  - cem\n'
const lines = (more = ''): string => config(`image:
  tag: "v{version}"
  issue: release
  version:
    written-in:
      - { file: pkg_info.json, at: /version }
  gate:
    approvals: { count: 2, plain: true }${more}
  build:
    wheel: {}
    image: {}
  publish:
    image: { to: docker.io/accanto/driver }
    release: {}
tool:
  tag: "tool/{version}"
  issue: release
  gate:
    approvals: { count: 1 }
  build:
    image: {}
  publish:
    image: { to: docker.io/accanto/tool }
`)

const points = (more?: string): readonly Point[] => [
  { files: { '.slipway.yaml': lines(more), OWNERS: owners, 'main.go': 'package main\n', ...says('0.9.0') }, tags: { 'v0.9.0': 'First' } },
  { files: { 'main.go': 'package main // better\n', ...says('1.0.0') } },
]

const token = { ...workflowToken, permissions: { ...workflowToken.permissions, actions: 'read', issues: 'write' } } as const
const people = { ana: 'write', ben: 'write', cem: 'read', mia: 'write' } as const
const open = (more?: string): Promise<Bench> => bench(points(more), { world: { tokens: [token] }, seed: { collaborators: people } })

const propose = (it: Bench, line = 'image', more: object = {}): Promise<Report> => it.run({ verb: 'propose', version: '1.0.0', line, actor: { login: 'pia' }, ...more })
const issues = (it: Bench): readonly Issue[] => [...repo(it).issues.values()]
const only = (it: Bench): Issue => {
  const [issue, ...rest] = issues(it)
  if (!issue || rest.length > 0) throw new Error(`there are ${issues(it).length} issues`)
  return issue
}
const comments = (it: Bench): readonly string[] => [...repo(it).comments.values()].map((one) => one.body)
const head = (it: Bench): string => repo(it).refs.get('refs/heads/main') ?? ''
const tag = (it: Bench, name = 'v1.0.0', commit = head(it)): Promise<string> => person(it, 'ana').tag(name, commit, 'What is new')
const say = (it: Bench, who: string, text = '/lgtm'): Promise<unknown> => person(it, who).comment(only(it).number, text)
/** From a clone with all that is there by now. */
const released = async (it: Bench, name: string, more: object = {}): Promise<Report> => {
  const folder = join(await tempFolder(), 'clone')
  execFileSync('git', ['clone', '--quiet', await it.world.gitFolder(repository.owner, repository.name), folder])
  return it.run({ verb: 'release', tag: name, ...more }, { folder })
}
const codes = (report: Report): readonly string[] => report.problems.map((one) => one.code)
const boxes = (it: Bench): readonly string[] => (only(it).body ?? '').split('\n').flatMap((line) => /^- \[([ x])\] .*slipway-task: (\S+) -->/.exec(line)?.slice(1, 3).join(' ') ?? [])

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

describe('the gate', () => {
  test('without an issue says how to open one', async () => {
    const it = await open()
    await tag(it)
    const report = await released(it, 'v1.0.0')
    expect(report).toMatchObject({ outcome: 'blocked', exitCode: 20 })
    expect(codes(report)).toEqual(['APPROVALS_NO_ISSUE'])
    expect(report.problems[0]?.hint).toContain('slipway propose 1.0.0 --line image')
  })

  test('tells who has approved, who may still, and why a comment did not count', async () => {
    const it = await open()
    await propose(it)
    await tag(it)
    await say(it, 'ana')
    await say(it, 'mia')
    const report = await released(it, 'v1.0.0')
    expect(codes(report)).toEqual(['APPROVALS_TOO_FEW'])
    expect(report.problems[0]?.message).toMatch(/has 1 of 2 approvals on .*: ana\. Not counted: mia: not an approver in OWNERS/)
    expect(report.problems[0]?.hint).toContain('May still approve: ben, cem')
  })

  test('opens when enough owners approve the very commit', async () => {
    const it = await open()
    await propose(it)
    await tag(it)
    await say(it, 'ana', '/approve')
    await say(it, 'Ben', 'LGTM')
    expect(await released(it, 'v1.0.0')).toMatchObject({ outcome: 'released', problems: [] })
  })

  test('does not count a comment that was edited', async () => {
    const it = await open()
    await propose(it)
    await tag(it)
    const comment = await person(it, 'ana').comment(only(it).number, 'Let me see')
    await person(it, 'mia').editComment(comment.id, '/lgtm')
    await say(it, 'ben')
    const report = await released(it, 'v1.0.0')
    expect(report.problems[0]?.message).toMatch(/ana: the comment was edited/)
  })

  test('does not count approvals of another commit, and lists the files', async () => {
    const it = await open()
    await propose(it)
    await say(it, 'ana')
    await say(it, 'ben')
    await tag(it, 'v1.0.0', await person(it, 'mia').commit('main', { 'main.go': 'package main // evil\n', 'new.go': 'package main\n' }, 'A small fix'))
    const report = await released(it, 'v1.0.0')
    expect(codes(report)).toEqual(['APPROVALS_OTHER_COMMIT'])
    expect(report.problems[0]?.message).toContain('main.go, new.go')
  })

  test('counts anew when another commit is proposed', async () => {
    const it = await open()
    await propose(it)
    await say(it, 'ana')
    await person(it, 'mia').commit('main', { 'main.go': 'package main // other\n' }, 'Another')
    expect(await propose(it)).toMatchObject({ shown: { issues: [{ did: 'updated', named: ['image'] }] } })
    await say(it, 'ben')
    await tag(it)
    const report = await released(it, 'v1.0.0')
    expect(report.problems[0]?.message).toMatch(/1 of 2 .*: ben\. Not counted: ana: written before this commit was named/)
    await say(it, 'ana')
    expect((await released(it, 'v1.0.0')).outcome).toBe('released')
  })

  test('holds for a commit that differs in references only, as Slipway writes them', async () => {
    const it = await open()
    await person(it, 'mia').commit('main', says('1.0.0.dev0'), 'Next')
    await propose(it)
    await say(it, 'ana')
    await say(it, 'ben')
    await tag(it, 'v1.0.0', await person(it, 'mia').commit('main', says('1.0.0'), 'Set version numbers'))
    expect((await released(it, 'v1.0.0')).outcome).toBe('released')
  })

  test('does not hold when the file of a reference says something else besides', async () => {
    const it = await open()
    await person(it, 'mia').commit('main', says('1.0.0.dev0'), 'Next')
    await propose(it)
    await say(it, 'ana')
    await say(it, 'ben')
    await tag(it, 'v1.0.0', await person(it, 'mia').commit('main', { 'pkg_info.json': '{\n  "version": "1.0.0",\n  "script": "evil"\n}\n' }, 'Set version numbers'))
    expect(codes(await released(it, 'v1.0.0'))).toEqual(['APPROVALS_OTHER_COMMIT'])
  })

  test('does not believe the tagged commit about what a reference is', async () => {
    const it = await open()
    await propose(it)
    await say(it, 'ana')
    await say(it, 'ben')
    const evil = lines().replace('{ file: pkg_info.json, at: /version }', '{ file: pkg_info.json, at: /version }\n        - { file: main.go }').replace('approvals: { count: 2, plain: true }', 'references: true')
    const commit = await person(it, 'mia').commit('releases/1.0', { '.slipway.yaml': evil, 'main.go': '1.0.0\n' }, 'Set version numbers')
    await tag(it, 'v1.0.0', commit)
    const report = await released(it, 'v1.0.0')
    expect(codes(report)).toEqual(['APPROVALS_OTHER_COMMIT'])
    expect(report.problems[0]?.message).toContain('main.go')
  })

  test('does not believe a text of the issue that names another commit, nor a comment that was changed', async () => {
    const it = await open()
    await propose(it)
    const named = head(it)
    await say(it, 'ana')
    await say(it, 'ben')
    const commit = await person(it, 'mia').commit('main', { 'main.go': 'package main // evil\n' }, 'A small fix')
    await tag(it)
    await person(it, 'mia').editIssue(1, (only(it).body ?? '').replaceAll(named, commit))
    expect(codes(await released(it, 'v1.0.0'))).toEqual(['APPROVALS_OTHER_COMMIT'])
    const [first] = [...repo(it).comments.values()]
    await person(it, 'mia').editComment(first?.id ?? 0, (first?.body ?? '').replaceAll(named, commit))
    expect(codes(await released(it, 'v1.0.0'))).toEqual(['APPROVALS_NOT_NAMED'])
  })

  test('does not count the proposer, whoever opened the issue for them', async () => {
    const it = await open()
    await propose(it, 'image', { actor: { login: 'ana' } })
    await tag(it)
    await say(it, 'ana')
    await say(it, 'ben')
    const report = await released(it, 'v1.0.0')
    expect(report.problems[0]?.message).toMatch(/1 of 2 .*: ben\. Not counted: ana: who proposes a release/)
  })

  test('reads OWNERS on the default branch, not in the tagged commit', async () => {
    const it = await open()
    await propose(it)
    const commit = await person(it, 'mia').commit('releases/1.0', { OWNERS: 'approvers: [mia, eve]\n' }, 'More owners')
    await tag(it, 'v1.0.0', commit)
    await say(it, 'mia')
    await say(it, 'eve')
    expect(codes(await released(it, 'v1.0.0'))).toEqual(['APPROVALS_OTHER_COMMIT'])
  })

  test('refuses an unknown alias, with its line', async () => {
    const it = await open()
    await propose(it)
    await tag(it)
    await person(it).commit('main', { OWNERS: 'approvers:\n  - ana\n  - release-approvers\n' }, 'A group')
    const report = await released(it, 'v1.0.0')
    expect(report.problems).toMatchObject([{ code: 'OWNERS_ALIAS_UNKNOWN', place: { file: 'OWNERS', line: 3 } }])
  })

  test('is shut when the issue was dropped', async () => {
    const it = await open()
    await propose(it)
    await tag(it)
    await say(it, 'ana')
    await say(it, 'ben')
    const issue = only(it)
    repo(it).issues.set(1, { ...issue, state: 'closed', stateReason: 'not_planned' })
    expect(codes(await released(it, 'v1.0.0'))).toEqual(['APPROVALS_DROPPED'])
  })
})

describe('the step', () => {
  const proposed = async (): Promise<Bench> => {
    const it = await open()
    await it.run({ verb: 'propose', version: '1.0.0', lines: ['image', 'tool'] })
    await say(it, 'ana')
    await say(it, 'ben')
    await tag(it)
    await tag(it, 'tool/1.0.0')
    return it
  }

  test('ticks the boxes of its line, says that it is out, and leaves the issue to the other line', async () => {
    const it = await proposed()
    await released(it, 'v1.0.0')
    const done = boxes(it).filter((one) => one.startsWith('x'))
    expect(done).toEqual(expect.arrayContaining(['x publish:release/release', 'x publish:image/image', 'x build:image/image']))
    expect(boxes(it).filter((one) => one.startsWith(' '))).toEqual(expect.arrayContaining(['  publish:image/image']))
    expect(only(it)).toMatchObject({ state: 'open' })
    expect(only(it).body).toContain(`releases/tag/v1.0.0)`)
    expect(comments(it).at(-1)).toContain('`v1.0.0` (line `image`, version 1.0.0) is released.')
  })

  test('closes it when all lines are out, and writes nothing after that', async () => {
    const it = await proposed()
    await released(it, 'v1.0.0')
    expect(await released(it, 'tool/1.0.0')).toMatchObject({ problems: [] })
    expect(only(it)).toMatchObject({ state: 'closed', stateReason: 'completed' })
    expect(boxes(it).filter((one) => !one.startsWith('x'))).toEqual([])
    const before = it.writes()
    for (const name of ['v1.0.0', 'tool/1.0.0']) expect((await released(it, name)).outcome).toBe('already-released')
    expect(it.writes()).toBe(before)
    expect(imageTags(it, 'accanto/tool')).toEqual(['1.0.0'])
  })

  test('two lines at once end in one issue that is closed', async () => {
    const it = await proposed()
    const reports = await Promise.all([released(it, 'v1.0.0'), released(it, 'tool/1.0.0')])
    expect(reports.flatMap(codes)).toEqual([])
    expect(only(it)).toMatchObject({ state: 'closed' })
    expect(boxes(it).filter((one) => !one.startsWith('x'))).toEqual([])
    expect(comments(it).filter((one) => one.includes('is released.'))).toHaveLength(2)
    expect(releasesOf(it, 'v1.0.0')).toHaveLength(1)
  })

  test('says nothing of all being done when something was left out', async () => {
    const it = await proposed()
    await released(it, 'v1.0.0', { without: ['publish:release'] })
    expect(comments(it).filter((one) => one.includes('is released.'))).toEqual([])
  })

  test('keeps what people wrote', async () => {
    const it = await proposed()
    await person(it).editIssue(1, `Before\n\n${only(it).body ?? ''}\n\nAfter`)
    await released(it, 'v1.0.0')
    expect(only(it).body).toMatch(/^Before\n[^]*\nAfter$/)
  })
})

test('the owner of the repository is the one that the bench acts for', () => {
  expect(repository.owner).toBe('accanto')
})
