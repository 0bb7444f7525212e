// The tag is pinned by its object, and read again before each step that binds the release to it.
import { describe, expect, test } from '@jest/globals'
import type { JsonObject } from '../../src/core/json.js'
import type { WorldRequest } from '../../src/rehearsal/http/handler.js'
import type { Asset } from '../../src/rehearsal/github/state.js'
import { assetNames, assetsOf, benches, defaultPublish, git, releases, repo, repository, type Bench } from './bench.js'

const bench = benches()

/** Moves the tag in the moment before the first request that fits. */
const movedBefore = (it: Bench, is: (request: WorldRequest) => boolean, move: (it: Bench) => Promise<unknown>): void => {
  let isOver = false
  const schedule = (_: number, request: WorldRequest) => {
    if (isOver || !is(request)) return undefined
    isOver = true
    return { kind: 'meanwhile', act: async () => void (await move(it)) } as const
  }
  it.fail(schedule)
  it.failRegistry(schedule)
}

const ann = (it: Bench) => it.world.as('ann', repository.owner, repository.name)
const moves: readonly (readonly [string, (it: Bench) => Promise<unknown>])[] = [
  ['moves it to another commit', async (it) => ann(it).tag('1.0.0', await ann(it).commit('elsewhere', { 'x.txt': 'x' }, 'Another'), 'moved')],
  ['makes it anew at the same commit', (it) => ann(it).tag('1.0.0', it.tag.commit, 'the same commit, another tag object')],
  ['makes a lightweight one of it', (it) => ann(it).tag('1.0.0', it.tag.commit)],
  ['deletes it', (it) => ann(it).moveRef('refs/tags/1.0.0', undefined)],
]

/** The last upload before the record. */
const isLastUpload = (request: WorldRequest): boolean => request.url.search.includes('SHA256SUMS')
const imageOnly: JsonObject = { image: defaultPublish['image'] ?? null }

describe.each(moves)('when somebody %s', (_, move) => {
  test('before the bytes are frozen, nothing is frozen for it', async () => {
    const it = await bench()
    movedBefore(it, isLastUpload, move)
    const run = await it.run()
    expect(run.codes).toEqual(['TAG_MOVED'])
    expect(assetNames(it)).not.toContain('slipway.json')
    expect(releases(it)[0]?.draft).toBe(true)
  })

  test('before a line without a release is frozen, neither', async () => {
    const it = await bench()
    movedBefore(it, (request) => request.method === 'PUT' && request.url.pathname.includes('slipway-staged'), move)
    expect((await it.run({ publish: imageOnly, version: null })).codes).toEqual(['TAG_MOVED'])
    expect([...repo(it).refs].filter(([name]) => name.startsWith('refs/slipway/'))).toEqual([])
  })

  test('before the second version tag, that one is not pushed', async () => {
    const it = await bench()
    movedBefore(it, (request) => request.method === 'PUT' && request.url.pathname.endsWith('/manifests/1.0.0'), move)
    const publish = { image: { name: 'image', to: 'docker.io/accanto/driver', tags: ['{version}', '{version}-linux'], pointers: [] } }
    expect((await it.run({ publish, version: null })).codes).toEqual(['TAG_MOVED'])
    expect(await it.images.manifest({ host: 'docker.io', repository: 'accanto/driver' }, '1.0.0-linux')).toBeUndefined()
  })

  test('after the release is out, the next version is not set for it', async () => {
    const it = await bench()
    // The first look at the branch that comes after the pointers.
    movedBefore(it, (request) => request.method === 'GET' && request.url.pathname.endsWith('/rules/branches/main') && releases(it).some((release) => !release.draft), move)
    const run = await it.run()
    expect(run.codes).toContain('TAG_MOVED')
    expect(run.carried.problems.find((problem) => problem.code === 'TAG_MOVED')?.hint).toContain('git push --force origin')
    expect(git(await it.world.gitFolder(repository.owner, repository.name), 'log', '--format=%s', 'main')).toBe('All of it')
  })
})

describe('right before the bytes are frozen', () => {
  /** The second look at the releases once all assets are up: the first one confirms them. */
  const beforeRecord = (it: Bench, act: () => void | Promise<void>): void => {
    let looks = 0
    it.fail((_, request) => {
      const isLook = request.method === 'GET' && /\/releases$/.test(request.url.pathname) && assetNames(it).includes('SHA256SUMS')
      return isLook && ++looks === 2 ? { kind: 'meanwhile', act } : undefined
    })
  }
  const docsOf = (it: Bench): Asset => assetsOf(it, releases(it)[0]).find((asset) => asset.name.endsWith('docs.tgz')) as Asset

  test.each<[string, (it: Bench) => void]>([
    ['other bytes under the name of an asset', (it) => void repo(it).assets.set(docsOf(it).id, { ...docsOf(it), digest: `sha256:${'6'.repeat(64)}` })],
    ['an asset that is gone', (it) => void repo(it).assets.delete(docsOf(it).id)],
  ])('%s are seen, and no record of them is made', async (_, act) => {
    const it = await bench()
    beforeRecord(it, () => act(it))
    expect((await it.run()).codes).toEqual(['DRAFT_BUSY'])
    expect(assetNames(it)).not.toContain('slipway.json')
    it.fail(undefined)
    expect((await it.run()).codes).toEqual([])
  })

  test('a record of another run is not taken for a strange file', async () => {
    const it = await bench()
    it.fail((_, request) => (request.url.search.includes('slipway.json') && !assetNames(it).includes('slipway.json') ? { kind: 'meanwhile', act: () => void repo(it).assets.set(2, { ...docsOf(it), id: 2, name: 'slipway.json' }) } : undefined))
    expect((await it.run()).codes).toEqual(['RECORD_APPEARED'])
  })
})
