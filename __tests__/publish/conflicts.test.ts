// A destination with other bytes under our name stops the run before any write of the release, with both digests.
import { describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { createFiles } from '../../src/adapters/files/node-files.js'
import type { Digest } from '../../src/core/digest.js'
import type { JsonObject } from '../../src/core/json.js'
import { documentBytes, mediaTypes } from '../../src/core/oci.js'
import type { ImageName, Manifest } from '../../src/ports/registry.js'
import type { Asset } from '../../src/rehearsal/github/state.js'
import { tempFolder } from '../adapters/temp.js'
import { assetsOf, benches, releases, repo, type Bench, type RunOptions } from './bench.js'
import { collect, cutWhen, forgetRecord, frozenOnly } from './cuts.js'

const bench = benches()
const image: ImageName = { host: 'docker.io', repository: 'accanto/driver' }
const chart: ImageName = { host: 'ghcr.io', repository: 'accanto/charts/driver' }
const publish: JsonObject = {
  image: { name: 'image', to: 'docker.io/accanto/driver', tags: ['{version}', '{version}-linux'], pointers: ['latest'] },
  chart: { name: 'chart', to: 'oci://ghcr.io/accanto/charts' },
  release: { name: 'release', title: '{version}', notes: 'tag', prerelease: 'auto', latest: 'auto' },
}
const options = (salt: string): RunOptions => ({ salt, publish })
const six: Digest = `sha256:${'6'.repeat(64)}`

/** Somebody else's, under a tag. Its digest. */
const push = async (it: Bench, name: ImageName, tag: string): Promise<Digest> => {
  const config = documentBytes({ note: 'theirs' })
  const path = join(await tempFolder(), 'config')
  await createFiles().writeFile(path, config.bytes)
  await it.images.putBlob(name, { digest: config.digest, size: config.size, path })
  const document = documentBytes({ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config: { mediaType: mediaTypes.ociConfig, digest: config.digest, size: config.size }, layers: [] })
  const manifest: Manifest = { mediaType: mediaTypes.ociManifest, ...document }
  await it.images.putManifest(name, manifest, tag)
  return manifest.digest
}

const exchange = (it: Bench, ending: string): Digest => {
  const asset = assetsOf(it, releases(it)[0]).find((one) => one.name.endsWith(ending)) as Asset
  repo(it).assets.set(asset.id, { ...asset, digest: six })
  return six
}

const otherChart = async (it: Bench): Promise<string> => {
  await it.run({ salt: 'theirs', publish: { chart: publish['chart'] ?? null }, version: null })
  await forgetRecord(it)
  return (await it.images.manifest(chart, '1.0.0'))?.digest === undefined ? '' : '1.0.0 sha256:'
}

interface Case {
  readonly name: string
  /** What is there before the run; gives what the message must contain. */
  readonly foreign: (it: Bench) => Promise<string>
  readonly code: string
}

const cases: readonly Case[] = [
  { name: 'an image under the version tag', foreign: (it) => push(it, image, '1.0.0'), code: 'DESTINATION_CONFLICT' },
  { name: 'an image under the second of its tags', foreign: (it) => push(it, image, '1.0.0-linux'), code: 'DESTINATION_CONFLICT' },
  { name: 'a chart of the same version', foreign: otherChart, code: 'DESTINATION_CONFLICT' },
  { name: 'an image in the place of the chart', foreign: (it) => push(it, chart, '1.0.0'), code: 'DESTINATION_CONFLICT' },
  {
    name: 'a published release by hand', code: 'RELEASE_FOREIGN',
    foreign: async (it) => `${(await it.world.as('ann', 'accanto', 'driver').release({ tag: '1.0.0', draft: false, body: 'by hand' })).tag}`,
  },
  {
    name: 'an asset in our frozen draft', code: 'DESTINATION_CONFLICT',
    foreign: async (it) => {
      await frozenOnly(it, options('one'))
      return exchange(it, 'docs.tgz')
    },
  },
  {
    name: 'a file that nobody knows in our draft', code: 'DRAFT_CHANGED',
    foreign: async (it) => {
      await frozenOnly(it, options('one'))
      repo(it).assets.set(1, { ...(assetsOf(it, releases(it)[0])[0] as Asset), id: 1, name: 'surprise.exe' })
      return 'surprise.exe'
    },
  },
  {
    name: 'an asset in our public release', code: 'DESTINATION_CONFLICT',
    foreign: async (it) => {
      await it.run(options('one'))
      return exchange(it, '.whl')
    },
  },
  {
    name: 'an image under the tag of a release that is out', code: 'DESTINATION_CONFLICT',
    foreign: async (it) => {
      await it.run(options('one'))
      it.registry.state.repositories.get('accanto/driver')?.tags.delete('1.0.0')
      return push(it, image, '1.0.0')
    },
  },
  {
    name: 'an image under the second tag of a run that was cut off after the first', code: 'DESTINATION_CONFLICT',
    foreign: async (it) => {
      await cutWhen(it, (request) => request.method === 'PUT' && request.url.pathname.endsWith('/manifests/1.0.0-linux'), options('one'))
      return push(it, image, '1.0.0-linux')
    },
  },
]

describe('other bytes under our name stop the run before any write, and are told with their digest', () => {
  test.each(cases)('$name ($code)', async ({ foreign, code }) => {
    const it = await bench()
    const named = await foreign(it)
    const registry = JSON.stringify([...it.registry.state.repositories].map(([name, of]) => [name, [...of.tags]]))
    const run = await it.run(options('two'))
    expect(new Set(run.codes)).toEqual(new Set([code]))
    expect(run.carried.problems.every((problem) => problem.kind === 'conflict' && problem.hint.length > 20)).toBe(true)
    expect(run.carried.problems.map((problem) => problem.message).join('\n')).toContain(named)
    if (code === 'DESTINATION_CONFLICT') expect(run.carried.problems[0]?.message).toMatch(/Found .*, wanted .*sha256:[0-9a-f]{64}/)
    expect(run.writes).toBe(0)
    expect(JSON.stringify([...it.registry.state.repositories].map(([name, of]) => [name, [...of.tags]]))).toBe(registry)
  })

  test('and bytes that are gone besides are told with them', async () => {
    const it = await bench()
    await it.run(options('one'))
    collect(it, 'accanto/driver')
    const theirs = await push(it, image, '1.0.0')
    const run = await it.run(options('one'))
    expect([...run.codes].sort()).toEqual(['DESTINATION_CONFLICT', 'FROZEN_GONE'])
    expect(run.carried.problems.map((problem) => problem.message).join('\n')).toContain(theirs)
    expect(run.writes).toBe(0)
  })

  test('and several of them are told together', async () => {
    const it = await bench()
    await push(it, image, '1.0.0')
    await push(it, chart, '1.0.0')
    const run = await it.run(options('one'))
    expect(run.codes).toEqual(['DESTINATION_CONFLICT', 'DESTINATION_CONFLICT'])
    expect(run.writes).toBe(0)
  })
})

test('two records that freeze other bytes stop the run, with both places and digests', async () => {
  const it = await bench()
  // The image alone, frozen in a ref; then a release that knows nothing of that, frozen in its draft; then the ref comes back.
  await it.run({ salt: 'one', publish: { image: publish['image'] ?? null, release: publish['release'] ?? null }, without: ['release'] })
  const ref = `refs/slipway/record/1.0.0/${it.tag.object}`
  const object = repo(it).refs.get(ref)
  await forgetRecord(it)
  collect(it, 'accanto/driver')
  await frozenOnly(it, { salt: 'two', publish: { image: publish['image'] ?? null, release: publish['release'] ?? null }, without: ['build:docs'] })
  await it.world.as('ann', 'accanto', 'driver').moveRef(ref, object)
  await expect(it.run(options('three'))).rejects.toMatchObject({ code: 'RECORDS_DIFFER', message: expect.stringMatching(/sha256:[0-9a-f]{64} in .*sha256:[0-9a-f]{64} in /) })
})
