// Frozen bytes that are gone: built again as long as nothing of them is public, and said; after that only to the same byte.
import { describe, expect, test } from '@jest/globals'
import { allAssets, assetNames, assetsOf, benches, releases, repo, type Bench, type Run } from './bench.js'
import { collect, cutAfter, cutWhen, deleteAsset, frozenOnly, githubWrites, isManifestPut, writesOf } from './cuts.js'

const bench = benches()
const imageName = { host: 'docker.io', repository: 'accanto/driver' }

const mustBeWhole = async (it: Bench): Promise<void> => {
  expect(releases(it).map((release) => release.draft)).toEqual([false])
  expect(assetNames(it)).toEqual(allAssets)
  expect(await it.images.manifest(imageName, '1.0.0')).toBeDefined()
  expect((await it.run({ salt: 'last' })).writes).toBe(0)
}

const deleteDraft = (it: Bench): void => {
  for (const release of releases(it)) {
    for (const asset of assetsOf(it, release)) repo(it).assets.delete(asset.id)
    repo(it).releases.delete(release.id)
  }
}

/** What is lost, and at which writes of the run that mends it the next proof cuts: every third, or every seventh. */
const losses: readonly (readonly [string, (it: Bench) => void, number])[] = [
  ['the image was collected by its registry', (it) => collect(it, 'accanto/driver'), 3],
  ['a person deleted an asset of the draft', (it) => void deleteAsset(it, 'docs.tgz'), 7],
  ['all of it but the record is gone', (it) => {
    collect(it, 'accanto/driver')
    collect(it, 'accanto/charts/driver')
    for (const ending of ['docs.tgz', '.whl', '1.0.0.tgz', 'SUMS']) deleteAsset(it, ending)
  }, 7],
]

describe.each(losses)('while nothing is public, when %s,', (_, lose, stride) => {
  test('the record is taken back before any other write, everything is built again, and that is said', async () => {
    const it = await bench()
    await frozenOnly(it, { salt: 'one' })
    expect(assetNames(it)).toContain('slipway.json')
    lose(it)
    const before = it.world.writes().length
    const staged = it.registry.journal.writes.length
    let atTakeBack = -1
    it.fail((__, request) => {
      if (request.method === 'DELETE' && atTakeBack < 0) atTakeBack = it.registry.journal.writes.length
      return undefined
    })
    const run = await it.run({ salt: 'two' })
    expect(run.codes).toEqual([])
    expect(run.findings.map((finding) => [finding.severity, finding.problem.code])).toContainEqual(['warning', 'FROZEN_AGAIN'])
    expect(it.log.lines.some((line) => /built again/.test(line))).toBe(true)
    expect(githubWrites(it, before)[0]).toBe('DELETE repos/delete-release-asset')
    expect(atTakeBack).toBe(staged)
    expect(new Set(Object.entries(run.states).filter(([step]) => step.startsWith('build:')).map(([, state]) => state))).toEqual(new Set(['done']))
    await mustBeWhole(it)
  })

  test('and the builds give the same bytes, the record stays', async () => {
    const it = await bench()
    await frozenOnly(it, { salt: 'one' })
    const record = assetsOf(it, releases(it)[0]).find((asset) => asset.name === 'slipway.json')
    lose(it)
    expect((await it.run({ salt: 'one' })).codes).toEqual([])
    expect(assetsOf(it, releases(it)[0])).toContainEqual(record)
    await mustBeWhole(it)
  })

  test('a run that is cut off anywhere on that way is finished by the next one, which builds other bytes again', async () => {
    for (let writes = 1; writes < 60; writes += stride) {
      const it = await bench()
      await frozenOnly(it, { salt: 'one' })
      lose(it)
      const before = writesOf(it)
      const run = await cutAfter(it, writes, { salt: 'two' })
      const isThrough = writesOf(it) - before < writes
      if (isThrough) expect(run?.codes).toEqual([])
      const next = await it.run({ salt: 'three' })
      expect([writes, next.codes]).toEqual([writes, []])
      await mustBeWhole(it)
      if (isThrough) return
    }
    throw new Error('the run never came to its end')
  }, 400_000)
})

describe('while nothing is public', () => {
  test('a draft that was deleted with all that it held is made again', async () => {
    const it = await bench()
    await frozenOnly(it, { salt: 'one' })
    deleteDraft(it)
    expect((await it.run({ salt: 'two' })).codes).toEqual([])
    await mustBeWhole(it)
  })

  test('a chart that its registry collected is brought from the draft, and nothing is built', async () => {
    const it = await bench()
    await frozenOnly(it, { salt: 'one' })
    collect(it, 'accanto/charts/driver')
    const run = await it.run({ salt: 'two' })
    expect(run.codes).toEqual([])
    expect(run.states['build:chart']).toBe('already')
    await mustBeWhole(it)
  })

  test('a chart that is brought is downloaded again when the first download breaks off', async () => {
    const it = await bench()
    await frozenOnly(it, { salt: 'one' })
    collect(it, 'accanto/charts/driver')
    const chart = assetsOf(it, releases(it)[0]).find((asset) => asset.name === 'driver-1.0.0.tgz')
    let downloads = 0
    let isIt = false
    it.fail((__, request) => {
      if (chart && request.url.pathname.endsWith(`/releases/assets/${chart.id}`)) isIt = true
      else if (isIt && request.url.pathname.startsWith('/-/storage')) {
        isIt = false
        return ++downloads === 1 ? { kind: 'cut-answer', at: 0.5 } : undefined
      }
      return undefined
    })
    const run = await it.run({ salt: 'two' })
    expect([run.codes, run.states['build:chart'], downloads]).toEqual([[], 'already', 2])
  })

  test('nothing is believed gone because a list is old', async () => {
    const it = await bench()
    await frozenOnly(it, { salt: 'one' })
    const draft = releases(it)[0]
    const docs = assetsOf(it, draft).find((asset) => asset.name.endsWith('docs.tgz'))
    if (!docs) throw new Error('no docs')
    let looks = 0
    repo(it).assets.delete(docs.id)
    it.fail((__, request) => (/\/assets$/.test(request.url.pathname) && request.method === 'GET' && ++looks === 6 ? { kind: 'meanwhile', act: () => void repo(it).assets.set(docs.id, docs) } : undefined))
    const run = await it.run({ salt: 'two' })
    expect(run.codes).toEqual([])
    expect(run.states['build:docs']).toBe('already')
    expect(run.findings).toEqual([])
    await mustBeWhole(it)
  })

  test('a run that leaves out what is public does not take the rest for unpublished', async () => {
    const it = await bench()
    await cutWhen(it, (request) => request.method === 'PATCH', { salt: 'one' })
    deleteAsset(it, 'docs.tgz')
    const run = await it.run({ salt: 'two', without: ['publish:image', 'stage:image', 'point:image', 'publish:chart', 'stage:chart'] })
    expect(run.codes).toEqual(['FROZEN_GONE'])
    expect(run.carried.problems[0]?.message).toContain('Tag docker.io/accanto/driver with 1.0.0')
    expect(run.writes).toBe(0)
  })

  test('another run that publishes meanwhile is not undone', async () => {
    const it = await bench()
    await frozenOnly(it, { salt: 'one' })
    deleteAsset(it, 'docs.tgz')
    const [draft] = releases(it)
    it.fail((__, request) => (draft && /\/releases\/\d+$/.test(request.url.pathname) ? { kind: 'meanwhile', act: () => void repo(it).releases.set(draft.id, { ...draft, draft: false, publishedAt: 1 }) } : undefined))
    const run = await it.run({ salt: 'two' })
    expect(run.codes).toEqual(['RECORD_APPEARED'])
    expect(run.writes).toBe(0)
    expect(assetNames(it)).toContain('slipway.json')
  })

  test('a record that another run has made in its place is left alone', async () => {
    const it = await bench()
    await frozenOnly(it, { salt: 'one' })
    deleteAsset(it, 'docs.tgz')
    let reads = 0
    // The third time it is read, right before it is taken back, it is another one.
    it.fail((__, request) => (/\/releases\/assets\/\d+$/.test(request.url.pathname) && ++reads === 3 ? { kind: 'meanwhile', act: () => exchangeRecord(it) } : undefined))
    const run = await it.run({ salt: 'two' })
    expect(run.codes).toContain('RECORD_BROKEN')
    expect(run.writes).toBe(0)
    expect(assetNames(it)).toContain('slipway.json')
  })

  /** Bytes that are a record no more. */
  const exchangeRecord = (it: Bench): void => {
    const [record, sums] = ['slipway.json', 'SHA256SUMS'].map((name) => assetsOf(it, releases(it)[0]).find((asset) => asset.name === name))
    if (record && sums) repo(it).assets.set(record.id, { ...record, digest: sums.digest, size: sums.size })
  }
})

describe('once something is public', () => {
  const toFlip = (it: Bench): Promise<Run | undefined> => cutWhen(it, (request) => request.method === 'PATCH', { salt: 'one' })

  test.each<[string, (it: Bench) => Promise<Run | undefined>, string]>([
    ['the image has its tag', (it) => cutWhen(it, isManifestPut('latest'), { salt: 'one', publish: { image: { name: 'image', to: 'docker.io/accanto/driver', tags: ['{version}'], pointers: ['latest'] }, release: { name: 'release', title: '{version}', notes: 'tag', prerelease: 'auto', latest: 'auto' } } }), 'Tag docker.io/accanto/driver with 1.0.0'],
    ['images and charts are public, and the release is a draft', toFlip, 'Publish the chart in ghcr.io/accanto/charts'],
    ['the release is out', (it) => it.run({ salt: 'one' }), 'Publish the release 1.0.0 of accanto/driver'],
  ])('(%s) lost bytes are a conflict that names them, their digest, their place and what is public, and nothing is written', async (_, until, named) => {
    const it = await bench()
    await until(it)
    const digest = deleteAsset(it, 'docs.tgz')
    const run = await it.run({ salt: 'two' })
    expect(run.codes).toEqual(['FROZEN_GONE'])
    expect(run.carried.problems[0]).toMatchObject({ kind: 'conflict' })
    for (const text of ['driver-1.0.0-docs.tgz', digest, 'accanto/driver', named]) expect(run.carried.problems[0]?.message).toContain(text)
    expect(run.writes).toBe(0)
  })

  test('they are put back when the build gives the very same bytes', async () => {
    const it = await bench()
    await it.run({ salt: 'one' })
    deleteAsset(it, 'docs.tgz')
    collect(it, 'accanto/driver')
    const run = await it.run({ salt: 'one' })
    expect(run.codes).toEqual([])
    expect([run.states['build:docs'], run.states['build:image'], run.states['build:wheel']]).toEqual(['done', 'done', 'already'])
    await mustBeWhole(it)
  })
})
