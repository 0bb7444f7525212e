// Images and charts: staged, then tagged, then pointed to; what other people push meanwhile; what is frozen and gone.
import { describe, expect, test } from '@jest/globals'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Artifact } from '../../src/core/artifact.js'
import { digestOf } from '../../src/core/digest.js'
import type { JsonObject } from '../../src/core/json.js'
import { contentsOf, documentBytes, mediaTypes } from '../../src/core/oci.js'
import { createFiles } from '../../src/adapters/files/node-files.js'
import type { Manifest } from '../../src/ports/registry.js'
import type { World } from '../../src/ports/world.js'
import { chartIn } from '../../src/core/oci.js'
import { packChart } from '../../src/publish/chart/chart-file.js'
import { codeOf } from '../adapters/codes.js'
import { tempFolder } from '../adapters/temp.js'
import { benches, defaultPublish, type Bench } from './bench.js'
import { packedChart } from './built.js'

const bench = benches()
const imageName = { host: 'docker.io', repository: 'accanto/driver' }
const chartName = { host: 'ghcr.io', repository: 'accanto/charts/driver' }
const only = (...nouns: readonly string[]): { publish: JsonObject; version: null } => ({
  publish: Object.fromEntries(Object.entries(defaultPublish).filter(([noun]) => nouns.includes(noun))), version: null,
})
const tagsPushed = (it: Bench): readonly string[] => it.registry.journal.calls.filter((call) => call.method === 'PUT' && call.write && /\/manifests\//.test(call.path)).map((call) => call.path.split('/').at(-1) ?? '')

/** Somebody else's image under a tag. */
const push = async (it: Bench, tag: string, note: string): Promise<Manifest> => {
  const config = documentBytes({ note })
  const path = join(await tempFolder(), 'config')
  await createFiles().writeFile(path, config.bytes)
  await it.images.putBlob(imageName, { digest: config.digest, size: config.size, path })
  const document = documentBytes({ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config: { mediaType: mediaTypes.ociConfig, digest: config.digest, size: config.size }, layers: [] })
  const manifest = { mediaType: mediaTypes.ociManifest, ...document }
  await it.images.putManifest(imageName, manifest, tag)
  return manifest
}

describe('an image', () => {
  test('waits under a tag that nobody uses, gets its version, then its pointer, and the waiting tag is gone', async () => {
    const it = await bench()
    expect((await it.run(only('image'))).codes).toEqual([])
    expect(tagsPushed(it)).toEqual([expect.stringMatching(/^slipway-staged-[0-9a-f]{12}$/), '1.0.0', 'latest'])
    expect([...(await it.images.tags(imageName))].sort()).toEqual(['1.0.0', 'latest'])
    expect((await it.run(only('image'))).writes).toBe(0)
  })

  test('for several platforms takes all of them along', async () => {
    const it = await bench()
    expect((await it.run({ ...only('image'), platforms: ['amd64', 'arm64'] })).codes).toEqual([])
    const index = await it.images.manifest(imageName, '1.0.0')
    const children = contentsOf(index?.bytes ?? Buffer.from(''))?.manifests ?? []
    expect(children).toHaveLength(2)
    for (const child of children) expect(await it.images.manifest(imageName, child.digest)).toBeDefined()
    expect((await it.run({ ...only('image'), platforms: ['amd64', 'arm64'] })).writes).toBe(0)
  })

  test('in a registry that deletes no tags is finished all the same, and stays so', async () => {
    const it = await bench()
    it.registry.settings = { ...it.registry.settings, deletes: false, tagDeletes: false }
    expect((await it.run(only('image'))).codes).toEqual([])
    expect((await it.run(only('image'))).writes).toBe(0)
  })

  test('that somebody tags with other bytes right before us is not overwritten', async () => {
    const it = await bench()
    let theirs: Manifest | undefined
    it.failRegistry((_, request) => (request.method === 'PUT' && /manifests\/slipway-staged/.test(request.url.pathname) && !theirs ? { kind: 'meanwhile', act: async () => {
      theirs = await push(it, '1.0.0', 'theirs')
    } } : undefined))
    expect((await it.run(only('image'))).codes).toEqual(['PUSH_CHANGED'])
    expect((await it.images.manifest(imageName, '1.0.0'))?.digest).toBe(theirs?.digest)
  })

  test('keeps the pointer of a higher version that came out since the plan was made', async () => {
    const it = await bench()
    const theirs = await push(it, '2.0.0', 'theirs')
    await it.images.putManifest(imageName, theirs, 'latest')
    await it.world.as('ann', 'accanto', 'driver').tag('2.0.0', it.tag.commit)
    const run = await it.run(only('image'))
    expect(run.codes).toEqual([])
    expect((await it.images.manifest(imageName, 'latest'))?.digest).toBe(theirs.digest)
    expect(run.carried.results.find((result) => result.id.startsWith('point:image'))?.outcome?.note).toContain('2.0.0 is out')
  })

  test.each(['2024', '3.0.0', '2.0.0rc1'])('moves the pointer past the tag %s, which is no final version of this project', async (tag) => {
    const it = await bench()
    await push(it, tag, 'a date, or somebody\'s')
    if (tag.includes('rc')) await it.world.as('ann', 'accanto', 'driver').tag(tag, it.tag.commit)
    expect((await it.run(only('image'))).codes).toEqual([])
    expect((await it.images.manifest(imageName, 'latest'))?.digest).toBe((await it.images.manifest(imageName, '1.0.0'))?.digest)
  })

  test('that is frozen and gone from the registry after the release is out is named, and no other one is put in its place', async () => {
    const it = await bench()
    expect((await it.run(only('image', 'release'))).codes).toEqual([])
    const digest = (await it.images.manifest(imageName, '1.0.0'))?.digest ?? ''
    for (const tag of await it.images.tags(imageName)) await it.images.deleteTag(imageName, tag)
    it.registry.state.repositories.get('accanto/driver')?.manifests.delete(digest as `sha256:${string}`)
    const run = await it.run({ ...only('image', 'release'), salt: 'other' })
    expect(run.codes).toEqual(['FROZEN_GONE'])
    expect(run.carried.problems[0]?.message).toContain(digest)
    expect(run.writes).toBe(0)
  })

  test('that we may not push is found out before anything is written, with the scope', async () => {
    const it = await bench()
    it.registry.settings = { ...it.registry.settings, auth: 'basic', accounts: [], anonymousPull: true }
    const run = await it.run(only('image'))
    expect(run.codes).toEqual(['PUSH_DENIED'])
    expect(run.writes).toBe(0)
    expect(run.carried.problems[0]?.message).toContain('docker.io/accanto/driver')
  })
})

describe('a chart', () => {
  test('stands under its version as Helm writes it, and once', async () => {
    const it = await bench()
    expect((await it.run(only('chart'))).codes).toEqual([])
    const manifest = await it.images.manifest(chartName, '1.0.0')
    const contents = contentsOf(manifest?.bytes ?? Buffer.from(''))
    expect(contents?.blobs.map((blob) => blob.mediaType)).toEqual([mediaTypes.helmConfig, mediaTypes.helmChart])
    expect((await it.run(only('chart'))).writes).toBe(0)
  })

  test('that `helm push` put there with another manifest is ours when the chart inside is', async () => {
    const it = await bench()
    expect((await it.run(only('chart'))).codes).toEqual([])
    const ours = await it.images.manifest(chartName, '1.0.0')
    const stamped = documentBytes({ ...(JSON.parse(Buffer.from(ours?.bytes ?? []).toString()) as JsonObject), annotations: { 'org.opencontainers.image.created': '2026-01-01T00:00:00Z' } })
    await it.images.putManifest(chartName, { mediaType: mediaTypes.ociManifest, ...stamped }, '1.0.0')
    const run = await it.run(only('chart'))
    expect(run.codes).toEqual([])
    expect(run.writes).toBe(0)
    expect(run.carried.results.at(-1)?.outcome?.digest).toBe(stamped.digest)
  })

  test('of a run that was cut off before its tag is published from where it waits, from a disk that has none of it', async () => {
    const it = await bench()
    it.failRegistry((_, request) => (request.method === 'PUT' && request.url.pathname.endsWith('/manifests/1.0.0') ? { kind: 'refuse' } : undefined))
    expect((await it.run({ ...only('chart', 'release'), salt: 'one' })).codes).not.toEqual([])
    it.failRegistry(undefined)
    const run = await it.run({ ...only('chart', 'release'), salt: 'two' })
    expect(run.codes).toEqual([])
    expect(run.states['build:chart']).toBe('already')
    const inside = chartIn((await it.images.manifest(chartName, '1.0.0')) as Manifest)
    expect(inside).toBe(run.carried.artifacts.find((artifact) => artifact.kind === 'chart')?.digest)
  })

  const world = (temp: string): World => ({ files: createFiles(), workspace: { temp, source: temp, out: temp } }) as unknown as World
  const pack = async (bytes: Uint8Array): Promise<ReturnType<typeof packChart>> => {
    const folder = await tempFolder()
    await mkdir(folder, { recursive: true })
    const path = join(folder, 'c.tgz')
    await createFiles().writeFile(path, bytes)
    const artifact: Artifact = { kind: 'chart', name: 'chart', fileName: 'c.tgz', digest: digestOf(bytes), size: bytes.byteLength, mediaType: 'application/gzip', path }
    return packChart(artifact, path, world(folder))
  }

  test('gives the same manifest whenever it is packed', async () => {
    const bytes = await packedChart(await tempFolder(), 'apiVersion: v2\nname: driver\nversion: 1.0.0+b.1\nmaintainers: [{ name: Ann }]\n')
    const [once, again] = [await pack(bytes), await pack(bytes)]
    expect(again.manifest.digest).toBe(once.manifest.digest)
    expect(JSON.parse(Buffer.from(once.config.bytes).toString())).toEqual({ apiVersion: 'v2', name: 'driver', version: '1.0.0+b.1' })
  })

  test.each<[string, () => Promise<Uint8Array>]>([
    ['no archive', async () => Buffer.from('hello')],
    ['an archive that is cut', async () => (await packedChart(await tempFolder(), 'name: driver\nversion: 1.0.0\n')).subarray(0, 60)],
    ['without a version', async () => packedChart(await tempFolder(), 'name: driver\n')],
    ['with a list for a Chart.yaml', async () => packedChart(await tempFolder(), '- name\n')],
  ])('that is %s is refused with its name', async (_, make) => {
    expect(await codeOf(pack(await make()))).toBe('CHART_UNREADABLE')
  })
})
