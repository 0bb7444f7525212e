// A line that makes no GitHub release freezes as well: its record is the message of a tag object under a ref of Slipway's own.
import { describe, expect, test } from '@jest/globals'
import type { JsonObject } from '../../src/core/json.js'
import { parseRecord } from '../../src/core/record.js'
import { allAssets, assetNames, benches, defaultPublish, releases, repo, repository, type Bench, type RunOptions } from './bench.js'
import { collect, cutAfter, cutWhen, frozenOnly, githubWrites, isManifestPut, writesOf } from './cuts.js'

const bench = benches()
const imageName = { host: 'docker.io', repository: 'accanto/driver' }
const chartName = { host: 'ghcr.io', repository: 'accanto/charts/driver' }
const twoTags: JsonObject = {
  image: { name: 'image', to: 'docker.io/accanto/driver', tags: ['{version}', '{version}-linux'], pointers: ['latest'] },
  chart: { name: 'chart', to: 'oci://ghcr.io/accanto/charts' },
}
const line = (salt: string, more: RunOptions = {}): RunOptions => ({ salt, publish: twoTags, version: null, ...more })
const refOf = (it: Bench): string => `refs/slipway/record/1.0.0/${it.tag.object}`
const recordOf = async (it: Bench): Promise<string> => it.github.tagText(repository, (await it.github.ref(repository, refOf(it)))?.object ?? '')

const mustBeWhole = async (it: Bench): Promise<void> => {
  const tags = await Promise.all(['1.0.0', '1.0.0-linux', 'latest'].map((tag) => it.images.manifest(imageName, tag)))
  expect(new Set(tags.map((tag) => tag?.digest)).size).toBe(1)
  expect(tags[0]).toBeDefined()
  expect(await it.images.manifest(chartName, '1.0.0')).toBeDefined()
  expect(await it.images.tags(imageName)).toHaveLength(3)
  expect((await it.run(line('last'))).writes).toBe(0)
}

describe('a line without a release on GitHub', () => {
  test('keeps its record in a ref, made before the first version tag, and a finished one is not written again', async () => {
    const it = await bench()
    let isFrozen: boolean | undefined
    it.failRegistry((_, request) => {
      if (isManifestPut('1.0.0')(request)) isFrozen ??= repo(it).refs.has(refOf(it))
      return undefined
    })
    expect((await it.run(line('one'))).codes).toEqual([])
    expect(isFrozen).toBe(true)
    const parsed = parseRecord(await recordOf(it))
    expect('record' in parsed && parsed.record).toMatchObject({ tag: it.tag, version: '1.0.0', repository: 'accanto/driver' })
    expect('record' in parsed && parsed.record.artifacts.map((artifact) => artifact.kind).sort()).toEqual(['chart', 'docs', 'image', 'wheel'])
    expect(releases(it)).toEqual([])
    // The record counts as a write of the release, not as bookkeeping.
    expect(githubWrites(it)).toEqual(['POST git/create-tag', 'POST git/create-ref'])
    expect(it.world.writes().map((call) => call.kind)).toEqual(['release', 'release'])
    await mustBeWhole(it)
  })

  test('is finished with the frozen bytes wherever it was cut off, although every run builds others', async () => {
    for (let writes = 1; writes < 60; writes++) {
      const it = await bench()
      const before = writesOf(it)
      await cutAfter(it, writes, line('one'))
      const isThrough = writesOf(it) - before < writes
      const frozen = repo(it).refs.has(refOf(it)) ? await recordOf(it) : undefined
      const second = await it.run(line('two'))
      expect([writes, second.codes]).toEqual([writes, []])
      if (frozen !== undefined) {
        expect(second.states['build:image']).toBe('already')
        expect(await recordOf(it)).toBe(frozen)
      }
      expect([...new Set(await it.images.tags(imageName))].filter((tag) => !tag.startsWith('slipway-staged-')).sort()).toEqual(['1.0.0', '1.0.0-linux', 'latest'])
      expect((await it.run(line('last'))).writes).toBe(0)
      if (isThrough) return
    }
    throw new Error('the run never came to its end')
  }, 400_000)

  test.each(['git/tags', 'git/refs'])('is frozen once although the answer of POST %s is lost', async (path) => {
    const it = await bench()
    let isOver = false
    it.fail((_, request) => {
      // A right is asked for with the same request, which never takes effect.
      if (isOver || request.method !== 'POST' || !request.url.pathname.endsWith(path) || !it.registry.journal.writes.some((call) => call.path.includes('slipway-staged'))) return undefined
      isOver = true
      return { kind: 'lose-answer' }
    })
    expect((await it.run(line('one'))).codes).toEqual([])
    expect(isOver).toBe(true)
    expect([...repo(it).refs].filter(([name]) => name.startsWith('refs/slipway/'))).toHaveLength(1)
    it.fail(undefined)
    await mustBeWhole(it)
  })

  test('frozen by another run in this very moment is not frozen over', async () => {
    const it = await bench()
    let other: Promise<unknown> | undefined
    it.fail((_, request) => {
      if (other || request.method !== 'POST' || !request.url.pathname.endsWith('/git/tags')) return undefined
      return { kind: 'meanwhile', act: async () => {
        other = Promise.resolve()
        await frozenQuietly(it)
      } }
    })
    const run = await it.run(line('two'))
    it.fail(undefined)
    expect(run.codes).toEqual(['RECORD_APPEARED'])
    const frozen = await recordOf(it)
    expect((await it.run(line('three'))).codes).toEqual([])
    expect(await recordOf(it)).toBe(frozen)
    await mustBeWholeButWaiting(it)
  })

  /** The other run, which goes as far as its record and no further. */
  const frozenQuietly = async (it: Bench): Promise<void> => {
    it.fail(undefined)
    it.failRegistry((_, request) => (isManifestPut('1.0.0')(request) ? { kind: 'refuse' } : undefined))
    await it.run(line('one'))
    it.failRegistry(undefined)
  }

  /** A waiting tag of bytes that lost stays. */
  const mustBeWholeButWaiting = async (it: Bench): Promise<void> => {
    const digests = await Promise.all(['1.0.0', '1.0.0-linux', 'latest'].map(async (tag) => (await it.images.manifest(imageName, tag))?.digest))
    expect(new Set(digests).size).toBe(1)
    expect((await it.run(line('last'))).writes).toBe(0)
  }

  test('whose image was collected before anything was public takes its record back, and builds again', async () => {
    const it = await bench()
    await frozenOnly(it, line('one'))
    const frozen = await recordOf(it)
    collect(it, 'accanto/driver')
    const before = it.world.writes().length
    const run = await it.run(line('two'))
    expect(run.codes).toEqual([])
    expect(run.findings.map((finding) => finding.problem.code)).toEqual(['FROZEN_AGAIN'])
    expect(githubWrites(it, before)).toEqual(['POST graphql', 'POST git/create-tag', 'POST git/create-ref'])
    expect(await recordOf(it)).not.toBe(frozen)
    await mustBeWhole(it)
  })

  test('cut off between its two version tags, and then collected, is a conflict', async () => {
    const it = await bench()
    await cutWhen(it, isManifestPut('1.0.0-linux'), line('one', { publish: { image: twoTags['image'] ?? null } }))
    const digest = (await it.images.manifest(imageName, '1.0.0'))?.digest
    const manifests = it.registry.state.repositories.get('accanto/driver')?.manifests
    if (!digest || !manifests) throw new Error('nothing is public')
    // A registry that answers for a tag, and has nothing behind it any more.
    manifests.delete(digest)
    for (const tag of await it.images.tags(imageName)) await it.images.deleteTag(imageName, tag)
    collect(it, 'accanto/driver')
    const run = await it.run(line('two', { publish: { image: twoTags['image'] ?? null } }))
    // Its tags are gone with it: nothing is public any more, as far as anybody can see.
    expect(run.codes).toEqual([])
    expect(run.findings.map((finding) => finding.problem.code)).toEqual(['FROZEN_AGAIN'])
  })

  test('of a tag that was moved since freezes anew, under a ref of its own', async () => {
    const it = await bench()
    await frozenOnly(it, line('one'))
    const object = await it.world.as('ann', 'accanto', 'driver').tag('1.0.0', it.tag.commit, 'the same name, another object')
    expect((await it.run(line('two', { tag: { ...it.tag, object } }))).codes).toEqual([])
    expect([...repo(it).refs].map(([name]) => name).filter((name) => name.startsWith('refs/slipway/')).sort()).toEqual([refOf(it), `refs/slipway/record/1.0.0/${object}`].sort())
  })

  test('with a token that may not write contents is told so before anything is built or written', async () => {
    const it = await bench({ token: { permissions: { contents: 'read', metadata: 'read' } } })
    const run = await it.run(line('one'))
    expect(run.codes).toEqual(['RIGHT_MISSING'])
    expect(run.carried.problems[0]?.hint).toContain('contents: write')
    expect(run.writes).toBe(0)
  })

  test.each<[string, string]>([['no JSON', 'hello\n'], ['a record of another tag', '{"schema":1}\n']])('with %s in the place of its record stops', async (_, text) => {
    const it = await bench()
    const object = await it.github.createTag(repository, { name: 'x', message: text, commit: it.tag.commit })
    await it.github.createRef(repository, refOf(it), object)
    await expect(it.run(line('one'))).rejects.toMatchObject({ code: 'RECORD_BROKEN' })
  })
})

describe('a run that leaves out the release', () => {
  test('freezes what it publishes, and the whole release goes on from there', async () => {
    const it = await bench()
    const first = await it.run({ salt: 'same', without: ['release'] })
    expect(first.codes).toEqual([])
    expect(repo(it).refs.has(refOf(it))).toBe(true)
    const whole = await it.run({ salt: 'same' })
    expect(whole.codes).toEqual([])
    expect(whole.states['build:image']).toBe('already')
    expect(assetNames(it)).toEqual(allAssets)
    expect((await it.run({ salt: 'last' })).writes).toBe(0)
  })

  test('whose files nobody kept, and which come out otherwise now, is a conflict: the image was made from them', async () => {
    const it = await bench()
    expect((await it.run({ salt: 'one', without: ['release'] })).codes).toEqual([])
    const run = await it.run({ salt: 'two' })
    expect(run.codes).toEqual(['FROZEN_GONE'])
    expect(run.carried.problems[0]?.message).toContain('driver-1.0.0-py3-none-any.whl')
    expect(run.writes).toBe(0)
  })
})

describe('what the record of a release does not name', () => {
  test('because its run left it out is frozen in a ref when it comes, and stays so', async () => {
    const it = await bench()
    const without = ['stage:image', 'publish:image', 'point:image', 'build:image']
    expect((await it.run({ salt: 'one', without })).codes).toEqual([])
    expect(repo(it).refs.has(refOf(it))).toBe(false)
    await cutWhen(it, isManifestPut('latest'), { salt: 'two' })
    expect(repo(it).refs.has(refOf(it))).toBe(true)
    const digest = (await it.images.manifest(imageName, '1.0.0'))?.digest
    const last = await it.run({ salt: 'three' })
    expect(last.codes).toEqual([])
    expect(last.states['build:image']).toBe('already')
    expect((await it.images.manifest(imageName, 'latest'))?.digest).toBe(digest)
    expect((await it.run({ salt: 'four' })).writes).toBe(0)
  })
})

describe('a release that is made in another repository', () => {
  const elsewhere = { owner: 'accanto', name: 'releases' }
  const options = { others: [elsewhere], token: { repositories: ['accanto/driver', 'accanto/releases'] } }
  const publish: JsonObject = { ...defaultPublish, release: { name: 'release', repository: 'accanto/releases', title: '{version}', notes: 'tag', prerelease: 'auto', latest: 'auto' } }

  test('is gone on with from its record there', async () => {
    const it = await bench(options)
    await cutWhen(it, (request) => request.method === 'PATCH', { salt: 'one', publish })
    expect(releases(it)).toEqual([])
    const run = await it.run({ salt: 'two', publish })
    expect(run.codes).toEqual([])
    expect(run.states['build:image']).toBe('already')
    const there = it.world.repository('accanto', 'releases')
    expect([...there.releases.values()].map((release) => release.draft)).toEqual([false])
    expect([...there.assets.values()].map((asset) => asset.name).sort()).toEqual(allAssets)
    expect((await it.run({ salt: 'three', publish })).writes).toBe(0)
  })

  test('beside one in the own repository is frozen in both, and finished wherever the run was cut off', async () => {
    const both: JsonObject = { ...defaultPublish, release: [{ name: 'here', title: '{version}', notes: 'tag', prerelease: 'auto', latest: 'auto' }, { name: 'there', repository: 'accanto/releases', title: '{version}', notes: 'tag', prerelease: 'auto', latest: 'auto' }] as never }
    for (let writes = 2; writes < 80; writes += 5) {
      const it = await bench(options)
      const before = writesOf(it)
      await cutAfter(it, writes, { salt: 'one', publish: both })
      const isThrough = writesOf(it) - before < writes
      const second = await it.run({ salt: 'two', publish: both })
      expect([writes, second.codes]).toEqual([writes, []])
      expect((await it.run({ salt: 'three', publish: both })).writes).toBe(0)
      const digests = (name: string): readonly unknown[] => [...it.world.repository('accanto', name).assets.values()].filter((asset) => asset.name.startsWith('driver')).map((asset) => `${asset.name} ${asset.digest}`).sort()
      expect(digests('releases')).toEqual(digests('driver'))
      if (isThrough) return
    }
    throw new Error('the run never came to its end')
  }, 400_000)
})
