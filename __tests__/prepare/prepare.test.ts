import { describe, expect, test } from '@jest/globals'
import { versionEntrySchema } from '../../src/core/reference.js'
import { parseVersion } from '../../src/core/version.js'
import type { PinnedTag } from '../../src/core/plan.js'
import { prepareRelease } from '../../src/prepare/prepare.js'
import { codeOf, failureOf } from '../adapters/codes.js'
import { benches, git, repo, repository, versionEntry, type Bench } from '../publish/bench.js'

const bench = benches()
const entry = versionEntrySchema.parse(versionEntry)
const prepare = (it: Bench, version = '2.0.0', branch = 'main', signal = new AbortController().signal): Promise<PinnedTag> =>
  prepareRelease({
    github: it.connect().github, repository, branch, references: entry['written-in'], alsoSet: entry['also-set'],
    version: parseVersion(version, 'pep440'), tagName: version, message: `Release ${version}`, signal,
  })
const read = async (it: Bench, ...args: string[]): Promise<string> => git(await it.world.gitFolder(repository.owner, repository.name), ...args)

describe('preparing a release', () => {
  test('sets the references in one commit, and tags that commit with an annotated tag', async () => {
    const it = await bench()
    const tag = await prepare(it)
    expect(await read(it, 'log', '--format=%s', 'main')).toBe('Set version numbers for release\nAll of it')
    expect(await read(it, 'show', '2.0.0:pkg_info.json')).toContain('"version": "2.0.0"')
    expect(await read(it, 'show', '2.0.0:helm/driver/Chart.yaml')).toContain('appVersion: 2.0.0')
    expect(await read(it, 'cat-file', '-t', '2.0.0')).toBe('tag')
    expect(await read(it, 'for-each-ref', '--format=%(contents:subject)', 'refs/tags/2.0.0')).toBe('Release 2.0.0')
    expect(tag).toEqual({ name: '2.0.0', object: await read(it, 'rev-parse', '2.0.0'), commit: await read(it, 'rev-parse', '2.0.0^{commit}'), kind: 'annotated' })
  })

  test('again gives the same tag and writes nothing', async () => {
    const it = await bench()
    const first = await prepare(it)
    const writes = it.world.writes().length
    expect(await prepare(it)).toEqual(first)
    expect(it.world.writes()).toHaveLength(writes)
  })

  test('makes no commit when the references say it already', async () => {
    const it = await bench({ message: null })
    const tag = await prepare(it, '1.0.0')
    expect(tag.commit).toBe(it.tag.commit)
    expect(await read(it, 'log', '--format=%s', 'main')).toBe('All of it')
  })

  test('accepts a tag that says the version, whoever made it and however', async () => {
    const it = await bench()
    await it.world.as('ann', 'accanto', 'driver').tag('1.0.0', it.tag.commit)
    expect(await prepare(it, '1.0.0')).toMatchObject({ commit: it.tag.commit, object: it.tag.commit, kind: 'lightweight' })
    expect(it.world.writes()).toEqual([])
  })

  test('refuses a tag at a commit that says another version, without a write', async () => {
    const it = await bench()
    await it.world.as('ann', 'accanto', 'driver').tag('2.0.0', it.tag.commit, 'too early')
    expect(await codeOf(prepare(it))).toBe('TAG_EXISTS')
    expect(it.world.writes()).toEqual([])
  })

  test.each([0, 1, 2])('a signal during write %d lets that one end and begins no other; the same again finishes it', async (at) => {
    const it = await bench()
    const controller = new AbortController()
    let writes = 0
    it.world.intercept = (_, request) => {
      if (request.method !== 'GET' && writes++ === at) controller.abort('SIGTERM')
      return undefined
    }
    const end = await prepare(it, '2.0.0', 'main', controller.signal).catch((reason: unknown) => reason)
    expect([end, writes]).toEqual([at === 2 ? expect.objectContaining({ name: '2.0.0' }) : 'SIGTERM', at + 1])
    it.world.intercept = undefined
    await prepare(it)
    expect(await read(it, 'log', '--format=%s', 'main')).toBe('Set version numbers for release\nAll of it')
    expect(await read(it, 'cat-file', '-t', '2.0.0')).toBe('tag')
  })

  test('goes on top of what somebody pushed meanwhile', async () => {
    const it = await bench()
    let moves = 1
    it.fail((_, request) => (request.url.pathname.endsWith('/graphql') && moves-- > 0 ? { kind: 'meanwhile', act: async () => void (await it.world.as('ann', 'accanto', 'driver').commit('main', { 'a.txt': 'hers' }, 'Ann\'s')) } : undefined))
    await prepare(it)
    expect(await read(it, 'log', '--format=%s', '2.0.0')).toBe('Set version numbers for release\nAnn\'s\nAll of it')
  })

  test('twice at once makes one commit and one tag, whichever call of the one the other comes between', async () => {
    for (let at = 1; ; at++) {
      const it = await bench()
      let [call, isInside] = [0, false]
      const other: PinnedTag[] = []
      it.fail(() => (isInside || ++call !== at ? undefined : { kind: 'meanwhile', act: async () => {
        isInside = true
        other.push(await prepare(it))
        isInside = false
      } }))
      const tag = await prepare(it)
      if (other.length === 0) {
        expect(at).toBeGreaterThan(6)
        return
      }
      expect([at, other]).toEqual([at, [tag]])
      expect(await read(it, 'log', '--format=%s', 'main')).toBe('Set version numbers for release\nAll of it')
      expect(await read(it, 'rev-parse', '2.0.0')).toBe(tag.object)
    }
  })

  test('ends when the branch never stands still, and has made no tag', async () => {
    const it = await bench()
    it.fail((_, request) => (request.url.pathname.endsWith('/graphql') ? { kind: 'meanwhile', act: async () => void (await it.world.as('ann', 'accanto', 'driver').commit('main', { 'a.txt': String(Math.random()) }, 'Ann\'s')) } : undefined))
    expect(await codeOf(prepare(it))).toBe('BRANCH_MOVED')
    expect(repo(it).refs.get('refs/tags/2.0.0')).toBeUndefined()
  })

  test.each<[string, (it: { method: string; url: URL }) => boolean]>([
    ['commit', (it) => it.url.pathname.endsWith('/graphql')],
    ['tag object', (it) => it.method === 'POST' && it.url.pathname.endsWith('/git/tags')],
    ['tag', (it) => it.method === 'POST' && it.url.pathname.endsWith('/git/refs')],
  ])('makes one commit and one tag although the answer about the %s is lost, or the run is cut off there', async (_, is) => {
    for (const kind of ['lose-answer', 'refuse'] as const) {
      const it = await bench()
      let isDead = false
      let lost = 1
      it.fail((__, request) => {
        if (kind === 'lose-answer') return is(request) && lost-- > 0 ? { kind } : undefined
        isDead ||= is(request)
        return isDead ? { kind } : undefined
      })
      if (kind === 'refuse') expect((await failureOf(prepare(it))).kind).toBe('remote')
      it.fail(kind === 'refuse' ? undefined : (__, request) => (is(request) && lost-- > 0 ? { kind } : undefined))
      const tag = await prepare(it)
      expect(await read(it, 'log', '--format=%s', 'main')).toBe('Set version numbers for release\nAll of it')
      expect(await read(it, 'rev-parse', '2.0.0')).toBe(tag.object)
    }
  })

  test.each<[string, Parameters<typeof bench>[0], string]>([
    ['a branch that takes no commits', { repository: { rulesets: [{ id: 1, name: 'main', target: 'branch', enforcement: 'active', include: ['~ALL'], rules: [{ type: 'pull_request' }] }] } }, 'BRANCH_PROTECTED'],
    ['classic protection', { repository: { protections: { main: { pullRequest: true, checks: [] } } } }, 'BRANCH_PROTECTED'],
    ['a ruleset on tags', { repository: { rulesets: [{ id: 1, name: 'tags', target: 'tag', enforcement: 'active', include: ['~ALL'], rules: [{ type: 'creation' }] }] } }, 'GITHUB_RULES'],
    ['a token without the right', { token: { permissions: { contents: 'read', metadata: 'read' } } }, 'GITHUB_PERMISSION'],
  ])('says what it met at %s', async (_, options, code) => {
    const it = await bench(options)
    expect(await codeOf(prepare(it))).toBe(code)
    expect(repo(it).refs.get('refs/tags/2.0.0')).toBeUndefined()
  })

  test('names a branch that is not there', async () => {
    expect(await codeOf(prepare(await bench(), '2.0.0', 'mian'))).toBe('BRANCH_MISSING')
  })

  test('finds its own tag although reads lag behind', async () => {
    const it = await bench({ world: { lag: { gets: 3, lists: 3 } } })
    const { github } = it.connect()
    const tag = await prepareRelease({ github, repository, branch: 'main', references: entry['written-in'], alsoSet: [], version: parseVersion('2.0.0', 'pep440'), tagName: '2.0.0', message: 'x', signal: new AbortController().signal })
    expect(await github.ref(repository, 'tags/2.0.0')).toMatchObject({ object: tag.object })
    expect(await github.commitOf(repository, { object: tag.object, type: 'tag' })).toBe(tag.commit)
  })
})
