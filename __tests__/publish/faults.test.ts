// Lost answers, broken uploads, and runs that were cut off anywhere: the same command finishes the release.
import { describe, expect, test } from '@jest/globals'
import { parseChecksums } from '../../src/core/checksums.js'
import { digestOf } from '../../src/core/digest.js'
import type { Fault, Schedule } from '../../src/rehearsal/http/faults.js'
import type { WorldRequest } from '../../src/rehearsal/http/handler.js'
import { allAssets, assetNames, assetsOf, benches, git, releases, repo, repository, type Bench } from './bench.js'

const bench = benches()

const calls = {
  'creation of the draft': (it: WorldRequest) => it.method === 'POST' && it.url.pathname.endsWith('/releases'),
  'upload of an asset': (it: WorldRequest) => it.url.search.includes('docs.tgz'),
  'upload of the record': (it: WorldRequest) => it.url.search.includes('slipway.json'),
  'flip to public': (it: WorldRequest) => it.method === 'PATCH',
  'commit of the next version': (it: WorldRequest) => it.method === 'POST' && it.url.pathname.endsWith('/graphql'),
}

/** The fault, at the first call of a kind. */
const once = (is: (it: WorldRequest) => boolean, fault: Fault): Schedule => {
  let isOver = false
  return (_, request) => {
    if (isOver || !is(request)) return undefined
    isOver = true
    return fault
  }
}

const html = '<!doctype html><title>Unicorn!</title>'
const faults: Readonly<Record<string, Fault>> = {
  'the answer is lost': { kind: 'lose-answer' },
  'the request is lost': { kind: 'lose-request' },
  'a proxy answers 502 after it was carried out': { kind: 'answer', carriedOut: true, status: 502, headers: { 'content-type': 'text/html' }, body: html },
  'a proxy answers 502 and it was not carried out': { kind: 'answer', carriedOut: false, status: 502, headers: { 'content-type': 'text/html' }, body: html },
  'a page comes with 200 in place of the answer': { kind: 'answer', carriedOut: true, status: 200, headers: { 'content-type': 'text/html' }, body: html },
}

/** One release, complete, with the bytes that its own checksums and record name; one commit on the branch. */
const mustBeWhole = async (it: Bench): Promise<void> => {
  expect(releases(it).map((release) => release.draft)).toEqual([false])
  expect(assetNames(it)).toEqual(allAssets)
  const assets = assetsOf(it, releases(it)[0])
  expect(assets.every((asset) => asset.state === 'uploaded')).toBe(true)
  const sums = assets.find((asset) => asset.name === 'SHA256SUMS')
  const parts: Uint8Array[] = []
  for await (const part of it.github.asset(repository, { id: sums?.id ?? 0, name: '', size: 0, state: '', digest: null, url: '', downloadUrl: '' })) parts.push(part)
  const text = Buffer.concat(parts).toString('utf8')
  for (const sum of parseChecksums(text)) expect(assets.find((asset) => asset.name === sum.name)?.digest).toBe(sum.digest)
  expect(sums?.digest).toBe(digestOf(text))
  const folder = await it.world.gitFolder(repository.owner, repository.name)
  expect(git(folder, 'log', '--format=%s', 'main').split('\n')).toEqual(['Set next development version', 'All of it'])
}

describe.each(Object.entries(faults))('when %s', (_, fault) => {
  test.each(Object.entries(calls))('at the %s, the same run goes on and makes nothing twice', async (_name, is) => {
    const it = await bench()
    it.fail(once(is, fault))
    const run = await it.run()
    expect(run.codes).toEqual([])
    await mustBeWhole(it)
    // Nothing took effect a second time, not even to be cleared away afterwards.
    const writes = it.world.writes().map((call) => `${call.method} ${call.path.replace(/\d{7}/, 'N')}`)
    expect(writes.filter((call, index) => writes.indexOf(call) !== index)).toEqual([])
    it.fail(undefined)
    expect((await it.run()).writes).toBe(0)
  })
})

describe('an upload that breaks off', () => {
  test.each([0.01, 0.5, 0.99])('at %d of its length leaves a wreck, which is removed and replaced', async (at) => {
    const it = await bench()
    it.fail(once(calls['upload of an asset'], { kind: 'cut-request', at }))
    expect((await it.run()).codes).toEqual([])
    await mustBeWhole(it)
  })

  test('in a run that was killed then is replaced by the next one', async () => {
    const it = await bench()
    let isDead = false
    it.fail((_, request) => {
      if (isDead) return { kind: 'refuse' }
      isDead = calls['upload of an asset'](request)
      return isDead ? { kind: 'cut-request', at: 0.5 } : undefined
    })
    expect((await it.run()).codes).not.toEqual([])
    expect(assetsOf(it, releases(it)[0]).map((asset) => asset.state)).toContain('starter')
    it.fail(undefined)
    expect((await it.run()).codes).toEqual([])
    await mustBeWhole(it)
  })
})

describe('a run that was cut off', () => {
  /** Every write of the run without faults, by its place among the writes. */
  const cutAfter = (it: Bench, writes: number): void => {
    const before = it.world.writes().length
    it.fail(() => (it.world.writes().length - before >= writes ? { kind: 'refuse' } : undefined))
  }

  test.each([1, 2, 3, 4, 5, 6, 7])('after write %d is finished by the next one, although it builds other bytes', async (writes) => {
    const it = await bench()
    cutAfter(it, writes)
    const first = await it.run({ salt: 'one' })
    expect(first.codes).not.toEqual([])
    it.fail(undefined)
    const isFrozen = assetNames(it).includes('slipway.json')
    const frozen = new Map(assetsOf(it, releases(it)[0]).map((asset) => [asset.name, asset.digest]))
    const second = await it.run({ salt: 'two' })
    expect(second.codes).toEqual([])
    await mustBeWhole(it)
    if (isFrozen) for (const asset of assetsOf(it, releases(it)[0])) expect([asset.name, asset.digest]).toEqual([asset.name, frozen.get(asset.name)])
    expect((await it.run({ salt: 'three' })).writes).toBe(0)
  })

  test.each([1, 2, 3, 4, 99])('while the assets of an earlier build are replaced (write %d) always has whole ones, and is finished', async (writes) => {
    const it = await bench()
    cutAfter(it, 5)
    await it.run({ salt: 'one' })
    const names = assetNames(it)
    expect(names).toHaveLength(4)
    const before = it.world.writes().length
    const lacking: string[] = []
    it.fail(() => {
      const whole = assetsOf(it, releases(it)[0]).filter((asset) => asset.state === 'uploaded').map((asset) => asset.name)
      lacking.push(...names.filter((name) => !whole.some((other) => other === name || other.startsWith(`${name}.slipway-`))))
      return it.world.writes().length - before >= writes ? { kind: 'refuse' } : undefined
    })
    await it.run({ salt: 'two' })
    expect(lacking).toEqual([])
    it.fail(undefined)
    // A third build: what the second one left under a temporary name is of no use.
    expect((await it.run({ salt: 'three' })).codes).toEqual([])
    await mustBeWhole(it)
  })

  test('right after the record is not built over, although lists do not show the record yet', async () => {
    const it = await bench()
    let isDead = false
    it.fail((_, request) => {
      if (isDead) return { kind: 'refuse' }
      isDead = calls['upload of the record'](request)
      return isDead ? { kind: 'meanwhile', act: () => it.world.change({ lag: { gets: 0, lists: 12 } }) } : undefined
    })
    await it.run({ salt: 'one' })
    it.fail(undefined)
    const frozen = assetsOf(it, releases(it)[0])
    expect(frozen.map((asset) => asset.name)).toContain('slipway.json')
    expect((await it.run({ salt: 'two' })).codes).toEqual(['RECORD_APPEARED'])
    expect((await it.run({ salt: 'two' })).codes).toEqual([])
    for (const asset of frozen) expect(assetsOf(it, releases(it)[0])).toContainEqual(asset)
  })

  test('before its image tag publishes the image that was staged, from a disk that has none of it', async () => {
    const it = await bench()
    let isDead = false
    it.fail((_, request) => {
      isDead ||= request.url.pathname.endsWith('/releases/latest')
      return isDead ? { kind: 'refuse' } : undefined
    })
    await it.run({ salt: 'one', publish: { ...defaultWithoutChart } })
    it.fail(undefined)
    const second = await it.run({ salt: 'two', publish: { ...defaultWithoutChart } })
    expect(second.codes).toEqual([])
    expect(second.states['build:image']).toBe('already')
  })

  const defaultWithoutChart = {
    image: { name: 'image', to: 'docker.io/accanto/driver', tags: ['{version}'], pointers: ['latest'] },
    release: { name: 'release', title: '{version}', notes: 'tag', prerelease: 'auto', latest: 'auto' },
  }
})

describe('two drafts', () => {
  test('of two runs that did not see one another become one release', async () => {
    const it = await bench()
    it.fail(once(calls['creation of the draft'], { kind: 'meanwhile', act: async () => {
      // What the other run creates in the same moment.
      const fields = { tag: '1.0.0', name: '1.0.0', body: '', draft: true, prerelease: false, makeLatest: false }
      const { makeMarker } = await import('../../src/core/marker.js')
      await it.github.createRelease(repository, { ...fields, body: makeMarker({ kind: 'release', repository: 'accanto/driver', tag: '1.0.0', object: it.tag.object }) })
    } }))
    expect((await it.run()).codes).toEqual([])
    await mustBeWhole(it)
  })

  test('of which one is left when the other is public are cleared away, once', async () => {
    const it = await bench()
    expect((await it.run()).codes).toEqual([])
    const [release] = releases(it)
    await it.world.as('github-actions[bot]', 'accanto', 'driver').release({ tag: '1.0.0', draft: true, body: release?.body ?? '' })
    const again = await it.run()
    expect(again.codes).toEqual([])
    expect(again.writes).toBe(1)
    await mustBeWhole(it)
    expect((await it.run()).writes).toBe(0)
  })

  test('two whole runs side by side make one release', async () => {
    const it = await bench()
    const runs = await Promise.all([it.run({ salt: 'same' }), it.run({ salt: 'same' })])
    expect(runs.some((run) => run.codes.length === 0)).toBe(true)
    expect((await it.run({ salt: 'same' })).codes).toEqual([])
    await mustBeWhole(it)
  })
})

describe('a draft that was begun for the tag as it was before it moved', () => {
  test('is not taken for this release, and is told', async () => {
    const it = await bench()
    it.fail((_, request) => (request.url.search.includes('slipway.json') ? { kind: 'refuse' } : undefined))
    await it.run()
    it.fail(undefined)
    const ann = it.world.as('ann', 'accanto', 'driver')
    const object = await ann.tag('1.0.0', it.tag.commit, 'the same name, another object')
    const run = await it.run({ tag: { ...it.tag, object } })
    expect(run.codes).toEqual([])
    expect(run.findings.map((finding) => finding.problem.code)).toEqual(['DRAFT_FOREIGN'])
    expect([...repo(it).releases.values()].map((release) => release.draft).sort()).toEqual([false, true])
  })
})
