// The client against both registries: whatever it does, it must do with the real one too.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { digestOf } from '../../../src/core/digest.js'
import type { ImageName, Registry } from '../../../src/ports/registry.js'
import { startDockerRegistry, startEmbedded, type Subject } from '../../rehearsal/registry/subjects.js'
import { codeOf } from '../codes.js'
import { clientOf, localBlob, manifestOf, pushImage, type ClientBench } from './client.js'

let count = 0
const fresh = (): ImageName => ({ host: 'docker.io', repository: `accanto/driver-${(count += 1)}` })

const read = async (stream: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}

describe.each([
  ['the embedded registry', () => startEmbedded()],
  ['docker-registry 2.8', () => startDockerRegistry()],
] as const)('with %s', (_, start) => {
  let subject: Subject
  let client: ClientBench
  let registry: Registry
  beforeAll(async () => {
    subject = await start()
    client = clientOf({ 'docker.io': subject.origin })
    registry = client.registry
  })
  afterAll(async () => {
    client.close()
    await subject.stop()
  })

  test('what is not there is not there: manifest, blob, tags', async () => {
    const name = fresh()
    expect(await registry.manifest(name, '1.0.0')).toBeUndefined()
    expect(await registry.manifest(name, digestOf('nothing'))).toBeUndefined()
    expect(await registry.hasBlob(name, digestOf('nothing'))).toBe(false)
    expect(await registry.tags(name)).toEqual([])
  })

  test('an image pushed by digest is there by digest, and has no tag', async () => {
    const name = fresh()
    const manifest = await pushImage(registry, name)
    expect(await registry.manifest(name, manifest.digest)).toEqual({ ...manifest, bytes: Buffer.from(manifest.bytes) })
    expect(await registry.tags(name)).toEqual([])
  })

  test('a tag comes after the digest and names the same bytes', async () => {
    const name = fresh()
    const manifest = await pushImage(registry, name)
    await registry.putManifest(name, manifest, '1.0.0')
    await registry.putManifest(name, manifest, 'latest')
    expect((await registry.manifest(name, '1.0.0'))?.digest).toBe(manifest.digest)
    expect([...(await registry.tags(name))].sort()).toEqual(['1.0.0', 'latest'])
  })

  test('a blob comes back as it went, and a second push of it sends nothing', async () => {
    const name = fresh()
    const blob = await localBlob(3_000_001)
    await registry.putBlob(name, blob)
    expect(await registry.hasBlob(name, blob.digest)).toBe(true)
    expect(digestOf(await read(registry.blob(name, blob.digest)))).toBe(blob.digest)
    await registry.putBlob(name, { ...blob, path: '/nowhere' })
  })

  test('an empty blob is a blob', async () => {
    const name = fresh()
    const blob = await localBlob('')
    await registry.putBlob(name, blob)
    expect(await registry.hasBlob(name, blob.digest)).toBe(true)
  })

  test('a blob is mounted from another repository without its bytes, and uploaded when it is not there', async () => {
    const [from, name] = [fresh(), fresh()]
    const [there, elsewhere] = [await localBlob(1000), await localBlob(1000)]
    await registry.putBlob(from, there)
    await registry.putBlob(name, { ...there, path: '/nowhere' }, from)
    await registry.putBlob(name, elsewhere, from)
    expect(await registry.hasBlob(name, there.digest)).toBe(true)
    expect(await registry.hasBlob(name, elsewhere.digest)).toBe(true)
  })

  test('bytes that are not those of the digest are refused as such', async () => {
    const name = fresh()
    const blob = await localBlob(1000)
    expect(await codeOf(registry.putBlob(name, { ...blob, digest: digestOf('others') }))).toBe('REGISTRY_DIGEST')
    const manifest = manifestOf(blob)
    expect(await codeOf(registry.putManifest(name, { ...manifest, digest: digestOf('others') }))).toBe('REGISTRY_DIGEST')
  })

  test('a manifest whose blobs are missing is refused in the registry\'s words', async () => {
    await expect(registry.putManifest(fresh(), manifestOf({ digest: digestOf('nothing'), size: 7 }))).rejects.toThrow(/400 MANIFEST_BLOB_UNKNOWN/)
  })

  test('asking whether we may push leaves nothing behind', async () => {
    const name = fresh()
    expect(await registry.canPush(name)).toEqual({ allowed: true, scope: `repository:${name.repository}:pull,push` })
    expect(await registry.tags(name)).toEqual([])
  })

  test('a tag that is deleted is gone and its manifest stays, or the registry does not do that', async () => {
    const name = fresh()
    const manifest = await pushImage(registry, name, { tag: 'slipway-staged-0123' })
    const done = await registry.deleteTag(name, 'slipway-staged-0123')
    expect((await registry.manifest(name, 'slipway-staged-0123')) === undefined).toBe(done)
    expect((await registry.manifest(name, manifest.digest))?.digest).toBe(manifest.digest)
  })
})

describe('with settings of the embedded registry', () => {
  const running: { stop(): Promise<void> }[] = []
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop()
  })
  const bench = async (settings: Parameters<typeof startEmbedded>[0], options: Parameters<typeof clientOf>[1] = {}) => {
    const subject = await startEmbedded(settings)
    const client = clientOf({ 'docker.io': subject.origin }, options)
    running.push({ stop: async () => (client.close(), subject.stop()) })
    return { subject, ...client, writes: () => subject.registry.journal.writes.length }
  }

  test('asking whether we may push is no write, and cancels what it opened', async () => {
    const { registry, subject, writes } = await bench({})
    await registry.canPush(fresh())
    expect(writes()).toBe(0)
    expect(subject.registry.journal.calls.map((it) => it.purpose)).toEqual(['open upload', 'cancel upload'])
    expect(subject.registry.state.uploads.size).toBe(0)
  })

  test('all tags come over many pages', async () => {
    const { registry, subject } = await bench({}, { through: (transport) => (hop) => transport({ ...hop, url: new URL(hop.url.href.replace('n=1000', 'n=10')) }) })
    const name = fresh()
    const manifest = await pushImage(registry, name)
    const tags = Array.from({ length: 25 }, (_, index) => `v${String(index).padStart(2, '0')}`)
    for (const tag of tags) await registry.putManifest(name, manifest, tag)
    expect(await registry.tags(name)).toEqual(tags)
    expect(subject.registry.journal.calls.filter((it) => it.purpose === 'list tags')).toHaveLength(3)
  })

  test('where a request may not be as large as the blob, it goes in chunks', async () => {
    const { registry, subject } = await bench({ largestRequest: 40 * 1024 * 1024 })
    const name = fresh()
    const blob = await localBlob(70 * 1024 * 1024)
    await registry.putBlob(name, blob)
    expect(digestOf(await read(registry.blob(name, blob.digest)))).toBe(blob.digest)
    expect(subject.registry.journal.calls.filter((it) => it.method === 'PATCH').map((it) => it.status)).toEqual([202, 202, 202])
  })

  test('a tag that still shows its old digest for a while does not shake a push', async () => {
    const { registry } = await bench({ tagLag: 3 })
    const name = fresh()
    await pushImage(registry, name, { tag: '1.0.0', note: 'old' })
    const now = await pushImage(registry, name, { tag: '1.0.0', note: 'new' })
    expect((await registry.manifest(name, now.digest))?.digest).toBe(now.digest)
  })
})
