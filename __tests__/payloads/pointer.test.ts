// Pointers: files and git tags by which people find the newest release. They move last, never backward, and once.
import { describe, expect, test } from '@jest/globals'
import type { Report } from '../../src/core/report.js'
import type { Token } from '../../src/rehearsal/github/access.js'
import { git, workflowToken } from '../publish/bench.js'
import { benches, person, release, repo, repository, type Bench, type Options, type Point } from '../verbs/bench.js'
import { lineOf, pointOf, realSteps } from './scene.js'

const open = benches()
const target = { owner: 'kontainapp', name: 'km-releases' }
const ownToken: Token = { ...workflowToken, permissions: { ...workflowToken.permissions, actions: 'read' } }
const targetToken: Token = { name: 'target', secret: 'github_pat_target', login: 'releaser', kind: 'fine-grained', permissions: { contents: 'write', metadata: 'read' }, repositories: ['kontainapp/km-releases'] }
const options: Options = { others: [{ ...target, defaultBranch: 'main', collaborators: { releaser: 'write' } }], world: { tokens: [ownToken, targetToken] } }

const line = (pointers: string, where = '{}'): string => lineOf('km', `build:
  files:
    - { name: kontain, run: sh pack.sh, take: build/kontain.tar.gz }
publish:
  release: ${where}
  pointer: ${pointers}
`)
const own = line('[{ file: docs/current_release.txt }, { tag: current }]')
const there = line('[{ repository: kontainapp/km-releases, file: default-release, content: "{tag}\\n" }, { repository: kontainapp/km-releases, tag: current }]', '{ repository: kontainapp/km-releases }')
const point = (lines: string, tag: string, salt = ''): Point => pointOf(lines, tag, { 'README.md': `# km ${salt}\n` })

const go = (it: Bench, tag: string): Promise<Report> => release(it, tag, { steps: realSteps(), environment: { SLIPWAY_TARGET_TOKEN: targetToken.secret } })
const textAt = async (it: Bench, path: string, { owner, name } = repository): Promise<string> => git(await it.world.gitFolder(owner, name), 'show', `refs/heads/main:${path}`)
const commitAt = async (it: Bench, ref: string, { owner, name } = repository): Promise<string> => git(await it.world.gitFolder(owner, name), 'rev-parse', `${ref}^{commit}`)
const count = async (it: Bench): Promise<number> => Number(git(await it.world.gitFolder(repository.owner, repository.name), 'rev-list', '--count', 'refs/heads/main'))

const isCommit = (it: { method: string; url: URL }): boolean => it.method === 'POST' && it.url.pathname.endsWith('/graphql')

describe('pointers of the same repository', () => {
  test('go to the release when it is public, after everything else, and once', async () => {
    const bench = await open([point(own, 'v1.0')])
    const report = await go(bench, 'v1.0')
    expect([report.outcome, report.problems.map((it) => it.message)]).toEqual(['released', []])
    expect([await textAt(bench, 'docs/current_release.txt'), await commitAt(bench, 'refs/tags/current')]).toEqual(['v1.0', report.plan?.tag.commit])
    const writes = bench.world.writes('release').map((it) => `${it.method} ${it.path}`)
    const flip = writes.findIndex((it) => it.startsWith('PATCH') && it.includes('/releases/'))
    const pointed = writes.flatMap((it, at) => (it.includes('/graphql') || it.includes('/git/refs') ? [at] : []))
    expect([flip > 0, pointed.length >= 2, pointed.every((it) => it > flip)]).toEqual([true, true, true])
    const before = bench.writes()
    expect([(await go(bench, 'v1.0')).outcome, bench.writes() - before]).toEqual(['already-released', 0])
  })

  test('move with the next version, and stay with a back-port and with a pre-release', async () => {
    const bench = await open([point(own, 'v1.0'), point(own, 'v3.0', 'three'), point(own, 'v2.0', 'two'), point(own, 'v4.0-beta', 'four')])
    const reports: Report[] = []
    for (const tag of ['v1.0', 'v3.0', 'v2.0', 'v4.0-beta']) reports.push(await go(bench, tag))
    expect(reports.map((it) => it.problems.map((one) => one.message))).toEqual([[], [], [], []])
    expect([await textAt(bench, 'docs/current_release.txt'), await commitAt(bench, 'refs/tags/current')]).toEqual(['v3.0', reports[1]?.plan?.tag.commit])
  })

  test.each([
    ['the commit', isCommit],
    ['the new tag', (it: { method: string; url: URL }) => it.method === 'POST' && it.url.pathname.endsWith('/git/refs')],
  ])('%s whose answer is lost is found, and made once', async (_, is) => {
    const bench = await open([point(own, 'v1.0')])
    const before = await count(bench)
    let lost = 0
    bench.fail((__, it) => (is(it) && JSON.stringify(bench.calls()).includes('PATCH') && lost++ === 0 ? { kind: 'lose-answer' } : undefined))
    expect((await go(bench, 'v1.0')).problems).toEqual([])
    expect([lost > 0, await count(bench), await textAt(bench, 'docs/current_release.txt')]).toEqual([true, before + 1, 'v1.0'])
  })

  test('a branch that moves meanwhile is looked at again, and nothing that others committed is lost', async () => {
    const bench = await open([point(own, 'v1.0')])
    let met = false
    const act = async (): Promise<void> => void (await person(bench).commit('main', { 'theirs.txt': 'theirs' }, 'Meanwhile'))
    bench.fail((_, it) => (isCommit(it) && !met ? ((met = true), { kind: 'meanwhile', act }) : undefined))
    expect((await go(bench, 'v1.0')).problems).toEqual([])
    expect([met, await textAt(bench, 'docs/current_release.txt'), await textAt(bench, 'theirs.txt')]).toEqual([true, 'v1.0', 'theirs'])
  })

  test('stay when a higher version is published while this one is under way', async () => {
    const bench = await open([point(own, 'v1.0')])
    let met = false
    const act = async (): Promise<void> => void (await person(bench).release({ tag: 'v2.0', draft: false }))
    bench.fail((_, it) => (it.method === 'PATCH' && !met ? ((met = true), { kind: 'meanwhile', act }) : undefined))
    const report = await go(bench, 'v1.0')
    expect([report.problems, met, report.results.filter((it) => it.id.startsWith('point:')).map((it) => it.outcome?.note)]).toEqual([[], true, Array.from({ length: 2 }, () => 'not moved: 2.0 is out, and pointers never move backward')])
    expect([await count(bench), repo(bench).refs.has('refs/tags/current')]).toEqual([1, false])
  })

  test('are refused, before anything is written, where they cannot stand', async () => {
    for (const [pointers, code] of [
      ['{ tag: v2 }', 'CONFIG_INVALID'], ['{}', 'CONFIG_INVALID'], ['{ tag: current, content: x }', 'CONFIG_INVALID'], ['{ file: a, branch: gone }', 'POINTER_BRANCH_MISSING'],
      ['{ file: ../a }', 'CONFIG_INVALID'], ['{ file: a, content: "{nothing}" }', 'TEMPLATE_WORD'],
    ] as const) {
      const bench = await open([point(line(pointers), 'v1.0')])
      const report = await go(bench, 'v1.0')
      expect([pointers, report.problems.map((it) => it.code), bench.writes()]).toEqual([pointers, [code], 0])
    }
  })

  test('a branch that takes no commits is told before anything is built', async () => {
    const bench = await open([point(own, 'v1.0')], { seed: { rulesets: [{ id: 1, name: 'main', target: 'branch', enforcement: 'active', include: ['~DEFAULT_BRANCH'], rules: [{ type: 'pull_request' }] }] } })
    const report = await go(bench, 'v1.0')
    expect([report.problems.map((it) => it.code), repo(bench).releases.size]).toEqual([['POINTER_PROTECTED'], 0])
  })
})

describe('pointers of another repository', () => {
  test('are written by the token for it alone, and a tag there goes to the release\'s tag there', async () => {
    const bench = await open([point(there, 'v1.0')], options)
    await bench.world.as('ann', target.owner, target.name).commit('main', { 'default-release': 'v0.9\n', 'README.md': '# Releases\n' }, 'Begin')
    const report = await go(bench, 'v1.0')
    expect([report.outcome, report.problems.map((it) => it.message)]).toEqual(['released', []])
    expect(await textAt(bench, 'default-release', target)).toBe('v1.0')
    expect(await textAt(bench, 'README.md', target)).toBe('# Releases')
    expect(await commitAt(bench, 'refs/tags/current', target)).toBe(await commitAt(bench, 'refs/tags/v1.0', target))
    const before = bench.writes()
    expect([(await go(bench, 'v1.0')).outcome, bench.writes() - before]).toEqual(['already-released', 0])
  })

  test('without a right to it nothing is begun', async () => {
    const bench = await open([point(line('{ repository: kontainapp/km-releases, file: default-release }'), 'v1.0')], options)
    await bench.world.as('ann', target.owner, target.name).commit('main', { 'default-release': 'v0.9\n' }, 'Begin')
    const before = bench.writes()
    const report = await release(bench, 'v1.0', { steps: realSteps() })
    expect([report.problems.map((it) => it.code), bench.writes() - before]).toEqual([['RIGHT_MISSING'], 0])
  })
})
