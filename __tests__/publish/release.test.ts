import { describe, expect, test } from '@jest/globals'
import { parseChecksums } from '../../src/core/checksums.js'
import { parseRecord } from '../../src/core/record.js'
import type { Asset } from '../../src/rehearsal/github/state.js'
import { allAssets, assetNames, assetsOf, benches, releases, repo, repository, workflowToken, type Bench } from './bench.js'

const bench = benches()

/** The text of an asset, by its digest. */
const textOf = async (it: Bench, asset: Asset | undefined): Promise<string> => {
  const parts: Uint8Array[] = []
  for await (const part of it.github.asset(repository, { id: asset?.id ?? 0, name: asset?.name ?? '', size: 0, state: '', digest: null, url: '', downloadUrl: '' })) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

describe('a release', () => {
  test('goes from nothing to public, and again without a single write', async () => {
    const it = await bench()
    const first = await it.run()
    expect(first.codes).toEqual([])
    expect(Object.values(first.states).every((state) => state === 'done')).toBe(true)
    expect(releases(it)).toHaveLength(1)
    expect(releases(it)[0]).toMatchObject({ tag: '1.0.0', name: '1.0.0', draft: false, prerelease: false })
    expect(releases(it)[0]?.body).toContain('- something new')
    expect(assetNames(it)).toEqual(allAssets)
    expect(it.registry.journal.calls.filter((call) => call.write && /manifests\//.test(call.path)).map((call) => call.path.replace(/^.*\/v2\//, ''))).toEqual(expect.arrayContaining([
      'accanto/driver/manifests/1.0.0', 'accanto/driver/manifests/latest', 'accanto/charts/driver/manifests/1.0.0',
    ]))
    const again = await it.run()
    expect(again.codes).toEqual([])
    expect(again.writes).toBe(0)
    expect(new Set(Object.values(again.states))).toEqual(new Set(['already']))
    expect(it.world.unimplemented).toEqual([])
  })

  test('says what it holds: checksums of all files, and a record of all artifacts with the tag object', async () => {
    const it = await bench()
    const { plan } = await it.run()
    const assets = assetsOf(it, releases(it)[0])
    const named = new Map(assets.map((asset) => [asset.name, asset]))
    const sums = parseChecksums(await textOf(it, named.get('SHA256SUMS')))
    expect(sums.map((sum) => sum.name)).toEqual(allAssets.filter((name) => name.startsWith('driver')))
    for (const sum of sums) expect(named.get(sum.name)?.digest).toBe(sum.digest)
    const text = await textOf(it, named.get('slipway.json'))
    const parsed = parseRecord(text)
    expect('record' in parsed && parsed.record).toMatchObject({ tag: it.tag, configDigest: plan.configDigest, repository: 'accanto/driver', version: '1.0.0' })
    expect('record' in parsed && parsed.record.artifacts.map((artifact) => artifact.kind).sort()).toEqual(['chart', 'docs', 'image', 'wheel'])
    expect(text).not.toMatch(/\/tmp\/|127\.0\.0\.1|20\d\d-\d\d-\d\dT/)
  })

  test('tells users how to take what is public', async () => {
    const it = await bench()
    const { carried } = await it.run()
    const commands = carried.results.flatMap((result) => result.outcome?.commands ?? [])
    expect(commands).toEqual(expect.arrayContaining([
      expect.stringMatching(/^docker pull docker\.io\/accanto\/driver@sha256:[0-9a-f]{64}$/),
      'helm pull oci://ghcr.io/accanto/charts/driver --version 1.0.0',
      expect.stringMatching(/^pip install http.*\/releases\/download\/1\.0\.0\/driver-1\.0\.0-py3-none-any\.whl$/),
    ]))
  })

  test('is never public before every asset is there', async () => {
    const it = await bench()
    const seen: string[] = []
    it.fail(() => ({ kind: 'meanwhile', act: () => {
      const published = releases(it).find((release) => !release.draft)
      if (published) seen.push(assetNames(it, published).join(' '))
    } }))
    await it.run()
    expect(new Set(seen)).toEqual(new Set([allAssets.join(' ')]))
  })

  test('leaves the badge to a higher version that is out already, whatever the plan knew', async () => {
    const it = await bench()
    await it.world.as('ann', 'accanto', 'driver').tag('2.0.0', it.tag.commit)
    await it.world.as('ann', 'accanto', 'driver').release({ tag: '2.0.0', draft: false, makeLatest: 'true' })
    const { codes } = await it.run()
    expect(codes).toEqual([])
    expect((await it.github.latestRelease(repository))?.tag).toBe('2.0.0')
  })

  test('works where releases are immutable, and is not written to again', async () => {
    const it = await bench({ repository: { immutableReleases: true } })
    expect((await it.run()).codes).toEqual([])
    expect(releases(it)[0]?.immutable).toBe(true)
    expect((await it.run()).writes).toBe(0)
  })

  test('with more text than GitHub takes is cut, and carries all of it along', async () => {
    const it = await bench({ message: `Release 1.0.0\n\n${'- a line of the notes\n'.repeat(8000)}` })
    expect((await it.run()).codes).toEqual([])
    expect(releases(it)[0]?.body?.length).toBeLessThanOrEqual(125_000)
    expect(assetNames(it)).toContain('RELEASE_NOTES.md')
    expect((await it.run()).writes).toBe(0)
  })

  test('sees its own writes although lists and reads lag behind', async () => {
    const it = await bench({ world: { lag: { gets: 2, lists: 5 } } })
    const { codes } = await it.run()
    expect(codes).toEqual([])
    expect(releases(it).map((release) => release.draft)).toEqual([false])
    expect(assetNames(it)).toEqual(allAssets)
  })

  test('shows its token to the API alone', async () => {
    const it = await bench()
    await it.run()
    await it.run()
    const downloads = it.world.calls.filter((call) => call.operation === 'storage')
    expect(downloads.length).toBeGreaterThan(0)
    expect(downloads.every((call) => call.token === undefined && call.status === 200)).toBe(true)
    expect(it.log.lines.join('\n')).not.toContain(workflowToken.secret)
  })
})

describe('what other people made', () => {
  test('a published release under the tag stops the run before any write', async () => {
    const it = await bench()
    await it.world.as('ann', 'accanto', 'driver').release({ tag: '1.0.0', draft: false, body: 'by hand' })
    const run = await it.run()
    expect(run.codes).toEqual(['RELEASE_FOREIGN'])
    expect(run.writes).toBe(0)
  })

  test('a draft under the tag is left alone, and told', async () => {
    const it = await bench()
    const theirs = await it.world.as('ann', 'accanto', 'driver').release({ tag: '1.0.0', name: 'Mine', body: 'by hand' })
    const run = await it.run()
    expect(run.codes).toEqual([])
    expect(run.findings.map((finding) => finding.problem.code)).toEqual(['DRAFT_FOREIGN'])
    expect(repo(it).releases.get(theirs.id)).toEqual(theirs)
    expect((await it.run()).writes).toBe(0)
  })

  test('an asset that appears in the draft is neither published nor removed', async () => {
    const it = await bench()
    let act: (() => Promise<void>) | undefined = async () => {
      act = undefined
      const draft = releases(it)[0]
      repo(it).assets.set(1, { ...(assetsOf(it, draft)[0] as Asset), id: 1, name: 'surprise.exe' })
    }
    it.fail((_, request) => (request.url.search.includes('slipway.json') && act ? { kind: 'meanwhile', act } : undefined))
    const run = await it.run()
    expect(run.codes).toEqual(['DRAFT_CHANGED'])
    expect(releases(it)[0]?.draft).toBe(true)
    expect(assetNames(it)).toContain('surprise.exe')
  })

  test('an asset that is exchanged between staging and the flip is not published', async () => {
    const it = await bench()
    it.fail((_, request) => (/\/manifests\/1\.0\.0$/.test(request.url.pathname) ? undefined : request.url.pathname.endsWith('/releases/latest') ? { kind: 'meanwhile', act: () => exchange(it) } : undefined))
    const run = await it.run()
    expect(run.codes).toEqual(['DRAFT_CHANGED'])
    expect(releases(it)[0]?.draft).toBe(true)
  })

  test('an asset that is exchanged in the moment of the flip is reported', async () => {
    const it = await bench()
    it.fail((_, request) => (request.method === 'PATCH' ? { kind: 'meanwhile', act: () => exchange(it) } : undefined))
    expect((await it.run()).codes).toEqual(['DESTINATION_CONFLICT'])
  })

  const exchange = (it: Bench): void => {
    const docs = assetsOf(it, releases(it)[0]).find((asset) => asset.name.endsWith('docs.tgz')) as Asset
    repo(it).assets.set(docs.id, { ...docs, digest: `sha256:${'6'.repeat(64)}` })
  }

  /** So that what was published is not known to be ours. */
  const forget = (it: Bench): Promise<void> => it.world.as('ann', 'accanto', 'driver').moveRef(`refs/slipway/record/1.0.0/${it.tag.object}`, undefined)

  test('an image under the version tag with other bytes stops the run before any write, with both digests', async () => {
    const it = await bench()
    const other = await it.run({ salt: 'other', publish: { image: { name: 'image', to: 'docker.io/accanto/driver', tags: ['{version}'], pointers: [] } }, version: null })
    expect(other.codes).toEqual([])
    await forget(it)
    const run = await it.run()
    expect(run.codes).toEqual(['DESTINATION_CONFLICT'])
    expect(run.carried.problems[0]?.message).toMatch(/1\.0\.0 sha256:[0-9a-f]{64}, wanted .*sha256:[0-9a-f]{64}/)
    expect(run.writes).toBe(0)
  })

  test('a chart under the version with other bytes stops the run before any write', async () => {
    const it = await bench()
    expect((await it.run({ salt: 'other', publish: { chart: { name: 'chart', to: 'oci://ghcr.io/accanto/charts' } }, version: null })).codes).toEqual([])
    await forget(it)
    const run = await it.run()
    expect(run.codes).toEqual(['DESTINATION_CONFLICT'])
    expect(run.writes).toBe(0)
  })

  test('a tag that is moved during the run stops it before anything is irreversible', async () => {
    const it = await bench()
    const ann = it.world.as('ann', 'accanto', 'driver')
    const commit = await ann.commit('main', { 'other.txt': 'x' }, 'Another commit')
    it.fail((_, request) => (request.url.search.includes('slipway.json') ? { kind: 'meanwhile', act: async () => void (await ann.tag('1.0.0', commit, 'moved')) } : undefined))
    const run = await it.run()
    expect(run.codes).toEqual(['TAG_MOVED'])
    expect(releases(it)[0]?.draft).toBe(true)
    expect(it.registry.journal.writes.filter((call) => /manifests\/(1\.0\.0|latest)$/.test(call.path))).toEqual([])
  })

  test('a tag name that an immutable release has used up is told as what it is', async () => {
    const it = await bench()
    repo(it).burned.set('1.0.0', true)
    expect((await it.run()).codes).toEqual(['TAG_BURNED'])
  })
})

describe('what is frozen', () => {
  const cutBeforeFlip = async (it: Bench): Promise<void> => {
    it.fail((_, request) => (request.method === 'PATCH' ? { kind: 'refuse' } : undefined))
    await it.run({ salt: 'one' })
    it.fail(undefined)
  }

  test('and gone from the draft while images are public is named, and nothing else is published in its place', async () => {
    const it = await bench()
    await cutBeforeFlip(it)
    const docs = assetsOf(it, releases(it)[0]).find((asset) => asset.name.endsWith('docs.tgz')) as Asset
    repo(it).assets.delete(docs.id)
    const run = await it.run({ salt: 'two' })
    expect(run.codes).toEqual(['FROZEN_GONE'])
    expect(run.carried.problems[0]?.message).toContain(docs.digest)
    expect(run.carried.problems[0]?.message).toContain('docker.io/accanto/driver')
    expect(run.writes).toBe(0)
    expect(run.states['build:wheel']).toBe('already')
    expect(releases(it)[0]?.draft).toBe(true)
  })

  test('by a record that is none, or of another tag object, stops the run', async () => {
    const it = await bench()
    await cutBeforeFlip(it)
    const draft = releases(it)[0]
    const record = assetsOf(it, draft).find((asset) => asset.name === 'slipway.json') as Asset
    const sums = assetsOf(it, draft).find((asset) => asset.name === 'SHA256SUMS') as Asset
    repo(it).assets.set(record.id, { ...record, digest: sums.digest, size: sums.size })
    await expect(it.run()).rejects.toMatchObject({ code: 'RECORD_BROKEN' })
  })

  test('stays as it is when a person has put the text of the draft right', async () => {
    const it = await bench()
    await cutBeforeFlip(it)
    const draft = releases(it)[0]
    if (draft) repo(it).releases.set(draft.id, { ...draft, body: (draft.body ?? '').replace('something new', 'something better') })
    expect((await it.run({ salt: 'two' })).codes).toEqual([])
    expect(releases(it)[0]?.body).toContain('something better')
  })
})

describe('a token', () => {
  test('that may not write contents is found out before anything is built or written', async () => {
    const it = await bench({ token: { permissions: { contents: 'read', metadata: 'read' } } })
    const run = await it.run()
    expect(new Set(run.codes)).toEqual(new Set(['RIGHT_MISSING']))
    expect(run.writes).toBe(0)
    expect(run.carried.problems[0]?.hint).toContain('contents: write')
  })

  test('that nobody knows is told so', async () => {
    const it = await bench()
    it.world.change({ tokens: [] })
    await expect(it.run()).rejects.toMatchObject({ code: 'GITHUB_TOKEN_REFUSED' })
  })
})
