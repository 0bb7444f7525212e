// The gate of the approvals, as whole runs: what the table of approvals-vectors.yaml does not have, because it takes commits and an issue.
import { describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Report } from '../../src/core/report.js'
import { tempFolder } from '../adapters/temp.js'
import { benches, person, repo, repository, says, type Bench } from '../verbs/bench.js'
import { codes, head, lines, only, options, points, propose, released, say, tag } from '../verbs/proposed.js'

const bench = benches()
const open = (): Promise<Bench> => bench(points(), options)

describe('the gate', () => {
  test('without an issue says how to open one', async () => {
    const it = await open()
    await tag(it)
    const report = await released(it, 'v1.0.0')
    expect(report).toMatchObject({ outcome: 'blocked', exitCode: 20 })
    expect(codes(report)).toEqual(['APPROVALS_NO_ISSUE'])
    expect(report.problems[0]?.hint).toContain('slipway propose 1.0.0 --line image')
  })

  test('takes no notice of an issue that a stranger opened with a copied text', async () => {
    const it = await open()
    await propose(it)
    await tag(it)
    await say(it, 'ana')
    await person(it, 'eve').openIssue('Release v1.0.0', only(it).body ?? '')
    const report = await released(it, 'v1.0.0')
    expect(codes(report)).toEqual(['APPROVALS_TOO_FEW'])
    expect(report.problems[0]?.message).toContain('issues/1:')
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

describe('references of the other line', () => {
  /** Both versions stand in the source, and are set in one commit. */
  const both = async (order: readonly ('image' | 'tool' | 'approve')[]): Promise<readonly string[]> => {
    const config = lines().replace('    issue: release\n    gate:\n      approvals: { count: 1 }', '    issue: release\n    version: { written-in: [{ file: tool.json, at: /version }] }\n    gate:\n      approvals: { count: 1 }')
    const tool = (version: string): Readonly<Record<string, string>> => ({ 'tool.json': `{ "version": "${version}" }\n` })
    const [first] = points()
    const it = await bench([{ ...first, files: { ...first?.files, '.slipway.yaml': config, ...says('1.0.0.dev0'), ...tool('0.9.0') } }], options)
    for (const what of order) {
      if (what === 'approve') for (const who of ['ana', 'ben']) await say(it, who)
      else await propose(it, what)
    }
    await tag(it, 'v1.0.0', await person(it, 'mia').commit('main', { ...says('1.0.0'), ...tool('1.0.0') }, 'Set version numbers'))
    const report = await released(it, 'v1.0.0')
    return report.problems.map((one) => `${one.code}${one.message.includes('tool.json') ? ' tool.json' : ''}`)
  }

  test('may be set too, when that line was proposed before anybody approved', async () => expect(await both(['image', 'tool', 'approve'])).toEqual([]))

  test('may not, when it was added after people had approved', async () => expect(await both(['image', 'approve', 'tool'])).toEqual(['APPROVALS_OTHER_COMMIT tool.json']))

  test('may not, when nobody proposed it', async () => expect(await both(['image', 'approve'])).toEqual(['APPROVALS_OTHER_COMMIT tool.json']))
})

describe('a version that is prepared', () => {
  const prepared = async (it: Bench): Promise<Report> => {
    const folder = join(await tempFolder(), 'clone')
    execFileSync('git', ['clone', '--quiet', await it.world.gitFolder(repository.owner, repository.name), folder])
    return it.run({ verb: 'prepare', version: '1.0.0', line: 'image' }, { folder })
  }

  test('is neither committed nor tagged before it is approved', async () => {
    const it = await open()
    await person(it, 'mia').commit('main', says('1.0.0.dev0'), 'Next')
    await propose(it)
    const before = it.writes()
    expect(codes(await prepared(it))).toEqual(['APPROVALS_TOO_FEW'])
    expect(it.writes()).toBe(before)
  })

  test('is released by the approvals of the commit before its references were set', async () => {
    const it = await open()
    await person(it, 'mia').commit('main', says('1.0.0.dev0'), 'Next')
    await propose(it)
    await say(it, 'ana')
    await say(it, 'ben')
    expect(await prepared(it)).toMatchObject({ outcome: 'released', problems: [] })
    expect(only(it)).toMatchObject({ state: 'closed' })
  })

  test('is not, when something else came to the branch meanwhile', async () => {
    const it = await open()
    await person(it, 'mia').commit('main', says('1.0.0.dev0'), 'Next')
    await propose(it)
    await say(it, 'ana')
    await say(it, 'ben')
    await person(it, 'mia').commit('main', { 'main.go': 'package main // late\n' }, 'Late')
    const report = await prepared(it)
    expect(codes(report)).toEqual(['APPROVALS_OTHER_COMMIT'])
    expect(report.problems[0]?.message).toContain(': main.go.')
  })
})
