import { describe, expect, test } from '@jest/globals'
import type { JsonObject } from '../../src/core/json.js'
import type { Ruleset } from '../../src/rehearsal/github/ruleset.js'
import { benches, git, repo, repository, versionEntry, type Bench, type Run } from '../publish/bench.js'

const bench = benches()
const publish: JsonObject = {}
const next = '{\n  "version": "1.1.0.dev0"\n}\n'
const head = 'slipway/next-version-1.0.0'

/** Only the step that follows. */
const follow = (it: Bench, more: { version?: JsonObject } = {}): Promise<Run> => it.run({ publish, ...more })
const show = async (it: Bench, what: string): Promise<string> => `${git(await it.world.gitFolder(repository.owner, repository.name), 'show', what)}\n`
const log = async (it: Bench, branch = 'main'): Promise<readonly string[]> => git(await it.world.gitFolder(repository.owner, repository.name), 'log', '--format=%s', branch).split('\n')
const pulls = (it: Bench) => [...repo(it).issues.values()].filter((issue) => issue.pull)

const demandsPulls: Ruleset = { id: 1, name: 'main', target: 'branch', enforcement: 'active', include: ['~DEFAULT_BRANCH'], rules: [{ type: 'pull_request' }] }

describe('the next version', () => {
  test('is one commit on the branch, with only the versions changed, and once', async () => {
    const it = await bench()
    expect((await follow(it)).codes).toEqual([])
    expect(await log(it)).toEqual(['Set next development version', 'All of it'])
    expect(await show(it, 'main:pkg_info.json')).toBe(next)
    expect(await show(it, 'main:helm/driver/Chart.yaml')).toBe('apiVersion: v1\nname: driver\nversion: 1.1.0-dev.0\nappVersion: 1.1.0-dev.0\n')
    expect(await show(it, 'main:README.md')).toBe('# Driver\n')
    expect((await follow(it)).writes).toBe(0)
  })

  test('changes other keys in the same commit', async () => {
    const it = await bench()
    const version = { ...versionEntry, 'also-set': [{ file: 'README.md', pattern: '# {value}', next: 'Next-{version}' }] }
    expect((await follow(it, { version })).codes).toEqual([])
    expect(await show(it, 'main:README.md')).toBe('# Next-1.1.0.dev0\n')
    expect(await log(it)).toHaveLength(2)
  })

  test('goes on top of what somebody pushed meanwhile, and keeps it', async () => {
    const it = await bench()
    let moves = 2
    it.fail((_, request) => (request.url.pathname.endsWith('/graphql') && moves-- > 0
      ? { kind: 'meanwhile', act: async () => void (await it.world.as('ann', 'accanto', 'driver').commit('main', { [`by-ann-${moves}.txt`]: 'hers' }, `Ann's ${moves}`)) } : undefined))
    expect((await follow(it)).codes).toEqual([])
    expect(await log(it)).toEqual(['Set next development version', 'Ann\'s 0', 'Ann\'s 1', 'All of it'])
    expect(await show(it, 'main:by-ann-1.txt')).toBe('hers\n')
  })

  test('becomes a pull request on a branch that never stands still', async () => {
    const it = await bench()
    let moves = 0
    it.fail((_, request) => (request.url.pathname.endsWith('/graphql') && moves++ < 5
      ? { kind: 'meanwhile', act: async () => void (await it.world.as('ann', 'accanto', 'driver').commit('main', { 'by-ann.txt': String(moves) }, 'Ann\'s')) } : undefined))
    expect((await follow(it)).codes).toEqual([])
    expect(await log(it)).not.toContain('Set next development version')
    expect(pulls(it)).toHaveLength(1)
  })

  test('is left to whoever has moved on already', async () => {
    const it = await bench()
    await it.world.as('ann', 'accanto', 'driver').commit('main', { 'pkg_info.json': '{"version": "2.0.0.dev0"}', 'helm/driver/Chart.yaml': 'name: driver\nversion: 2.0.0-dev.0\nappVersion: 2.0.0-dev.0\n' }, 'On to 2')
    const run = await follow(it)
    expect(run.writes).toBe(0)
    expect(run.carried.results.at(-1)?.outcome?.note).toContain('moved on')
  })

  test('finishes what somebody has set in one place only', async () => {
    const it = await bench()
    await it.world.as('ann', 'accanto', 'driver').commit('main', { 'pkg_info.json': next }, 'Half of it')
    expect((await follow(it)).codes).toEqual([])
    expect(await show(it, 'main:helm/driver/Chart.yaml')).toContain('version: 1.1.0-dev.0')
  })

  test('fails alone, with the place, when the branch has no such reference any more', async () => {
    const it = await bench()
    await it.world.as('ann', 'accanto', 'driver').commit('main', { 'pkg_info.json': undefined }, 'Gone')
    const run = await follow(it)
    expect(run.codes).toEqual(['REFERENCE_FILE_MISSING'])
    expect(run.writes).toBe(0)
  })
})

describe('on a protected branch the next version', () => {
  test('becomes a pull request that says what it is, and one only', async () => {
    const it = await bench({ repository: { rulesets: [demandsPulls] } })
    const run = await follow(it)
    expect(run.codes).toEqual([])
    expect(run.findings.map((finding) => [finding.severity, finding.problem.code])).toEqual([['warning', 'NEXT_BY_PULL']])
    expect(pulls(it)).toHaveLength(1)
    expect(pulls(it)[0]).toMatchObject({ title: 'Set next development version 1.1.0.dev0', state: 'open' })
    expect(pulls(it)[0]?.body).toMatch(/<!-- slipway: .* -->$/)
    expect(await log(it)).toEqual(['All of it'])
    expect(await show(it, `${head}:pkg_info.json`)).toBe(next)
    expect((await follow(it)).writes).toBe(0)
  })

  test('becomes a pull request also where GitHub says so only when the commit comes', async () => {
    const it = await bench({ repository: { protections: { main: { pullRequest: true, checks: [] } } } })
    expect((await follow(it)).codes).toEqual([])
    expect(pulls(it)).toHaveLength(1)
  })

  test('is not proposed again after it was merged, nor after a person closed it', async () => {
    const merged = await bench({ repository: { rulesets: [demandsPulls] } })
    await follow(merged)
    await merged.world.as('ann', 'accanto', 'driver').merge(pulls(merged)[0]?.number ?? 0)
    expect((await follow(merged)).writes).toBe(0)
    const closed = await bench({ repository: { rulesets: [demandsPulls] } })
    await follow(closed)
    await closed.world.as('ann', 'accanto', 'driver').close(pulls(closed)[0]?.number ?? 0)
    const run = await follow(closed)
    expect(run.writes).toBe(0)
    expect(run.carried.results.at(-1)?.outcome?.note).toContain('closed by a person')
  })

  test.each<[string, (it: { method: string; url: URL }) => boolean]>([
    ['branch', (it) => it.method === 'POST' && it.url.pathname.endsWith('/git/refs')],
    ['commit', (it) => it.url.pathname.endsWith('/graphql')],
    ['pull request', (it) => it.method === 'POST' && it.url.pathname.endsWith('/pulls')],
  ])('is made once although the answer about the %s is lost', async (_, is) => {
    const it = await bench({ repository: { rulesets: [demandsPulls] } })
    let probes = 1
    it.fail((__, request) => (is(request) && probes-- <= 0 && probes > -2 ? { kind: 'lose-answer' } : undefined))
    expect((await follow(it)).codes).toEqual([])
    expect(pulls(it)).toHaveLength(1)
    expect(await log(it, head)).toEqual(['Set next development version', 'All of it'])
    it.fail(undefined)
    expect((await follow(it)).writes).toBe(0)
  })

  test.each([1, 2])('is finished by the next run when one was cut off after write %d', async (writes) => {
    const it = await bench({ repository: { rulesets: [demandsPulls] } })
    it.fail(() => (it.world.writes().length >= writes ? { kind: 'refuse' } : undefined))
    expect((await follow(it)).codes).not.toEqual([])
    it.fail(undefined)
    expect((await follow(it)).codes).toEqual([])
    expect(pulls(it)).toHaveLength(1)
    expect(await log(it, head)).toEqual(['Set next development version', 'All of it'])
  })

  test('keeps what a person has put on its branch', async () => {
    const it = await bench({ repository: { rulesets: [demandsPulls] } })
    await it.world.as('ann', 'accanto', 'driver').commit(head, { 'by-ann.txt': 'hers' }, 'Ann\'s')
    expect((await follow(it)).codes).toEqual([])
    expect(await log(it, head)).toEqual(['Set next development version', 'Ann\'s', 'All of it'])
  })

  test('needs the right to open pull requests, and that is found out before', async () => {
    const it = await bench({ repository: { rulesets: [demandsPulls] }, token: { permissions: { contents: 'write', metadata: 'read' } } })
    const run = await follow(it)
    expect(run.codes).toEqual(['RIGHT_MISSING'])
    expect(run.carried.problems[0]?.hint).toContain('pull-requests: write')
    expect(run.writes).toBe(0)
  })

  test('is seen by the run that made it although lists lag behind', async () => {
    const it = await bench({ repository: { rulesets: [demandsPulls] }, world: { lag: { gets: 2, lists: 4 } } })
    expect((await follow(it)).codes).toEqual([])
    expect(pulls(it)).toHaveLength(1)
  })
})

describe('while the branch moves', () => {
  const isCommit = (request: { method: string; url: URL }): boolean => request.url.pathname.endsWith('/graphql')
  const annCommits = async (it: Bench, path: string): Promise<void> => void (await it.world.as('ann', 'accanto', 'driver').commit('main', { [path]: 'hers' }, `Ann's ${path}`))

  test.each([0, 1, 2, 3, 4])('before each of %d tries, the next version is committed once on what is there, and nothing is forced', async (moves) => {
    const it = await bench()
    let left = moves
    it.fail((_, request) => (isCommit(request) && left-- > 0 ? { kind: 'meanwhile', act: () => annCommits(it, `${left}.txt`) } : undefined))
    expect((await follow(it)).codes).toEqual([])
    const subjects = await log(it)
    expect(subjects.filter((subject) => subject === 'Set next development version')).toHaveLength(1)
    expect(subjects).toHaveLength(2 + moves)
    expect(pulls(it)).toEqual([])
    expect(it.world.calls.filter((call) => /git\/(update-ref|delete-ref|push)/.test(call.operation ?? ''))).toEqual([])
    it.fail(undefined)
    expect((await follow(it)).writes).toBe(0)
  })

  test('past a commit of ours whose answer was lost, it is not made again', async () => {
    const it = await bench()
    let isOver = false
    it.fail((_, request) => {
      // Carried out, unheard; and before anybody looks, Ann goes on from there.
      if (isCommit(request) && !isOver) {
        isOver = true
        return { kind: 'lose-answer' }
      }
      if (isOver && request.method === 'GET' && request.url.pathname.endsWith('/commits')) return { kind: 'meanwhile', act: () => annCommits(it, 'late.txt') }
      return undefined
    })
    expect((await follow(it)).codes).toEqual([])
    it.fail(undefined)
    expect((await log(it)).filter((subject) => subject === 'Set next development version')).toHaveLength(1)
    expect((await follow(it)).writes).toBe(0)
  })

  test('for ever, the pull request of an earlier run is taken, and what a person did on its branch stays', async () => {
    const it = await bench()
    const restless = (): void => it.fail((_, request) => (isCommit(request) && !isOwnBranch(it) ? { kind: 'meanwhile', act: () => annCommits(it, `${it.world.calls.length}.txt`) } : undefined))
    restless()
    expect((await follow(it)).codes).toEqual([])
    await it.world.as('ann', 'accanto', 'driver').commit(head, { 'by-ann.txt': 'hers' }, 'Ann\'s')
    restless()
    expect((await follow(it)).writes).toBe(0)
    expect(pulls(it)).toHaveLength(1)
    expect(await log(it, head)).toContain('Ann\'s')
  })

  /** Once the branch of the proposal is there, commits go to that one. */
  const isOwnBranch = (it: Bench): boolean => repo(it).refs.has(`refs/heads/${head}`)
})
