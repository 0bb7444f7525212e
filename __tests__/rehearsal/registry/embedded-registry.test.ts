// What the embedded registry is beyond a registry: a value that copies, a handler without sockets, a journal; and what it
// behaves like by setting.
import { afterEach, expect, test } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHttp } from '../../../src/adapters/http/http.js'
import { withRetry } from '../../../src/adapters/http/retry.js'
import { createRegistry } from '../../../src/adapters/registry/registry.js'
import type { Registry } from '../../../src/ports/registry.js'
import { ContentStore } from '../../../src/rehearsal/github/content-store.js'
import { playFault, type Fault } from '../../../src/rehearsal/http/faults.js'
import { transportOf } from '../../../src/rehearsal/http/transport.js'
import { EmbeddedRegistry } from '../../../src/rehearsal/registry/embedded-registry.js'
import { RegistryRules, type RegistryRule } from '../../../src/rehearsal/registry/rules.js'
import type { RegistrySettings } from '../../../src/rehearsal/registry/settings.js'
import { localBlob, manifestOf, pushImage } from '../../adapters/registry/client.js'
import { codeOf } from '../../adapters/codes.js'
import { fakeClock } from '../../adapters/http/fake-clock.js'
import { rememberingLog } from '../../adapters/temp.js'

const name = { host: 'docker.io', repository: 'accanto/driver' }
const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

const make = async (settings: Partial<RegistrySettings> = {}, without: readonly RegistryRule[] = []): Promise<EmbeddedRegistry> => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-embedded-'))
  folders.push(folder)
  return new EmbeddedRegistry({ host: 'docker.io', contents: new ContentStore(folder), now: () => 0, settings, rules: new RegistryRules(without) })
}

/** The real client on the handler itself; a fault may be played at a call by number. */
const clientOf = (registry: EmbeddedRegistry, fault?: { at: number; fault: Fault }): Registry => {
  let call = 0
  const transport = transportOf((request) => ((call += 1) === fault?.at ? playFault(fault.fault, registry.handle, request) : registry.handle(request)))
  const log = rememberingLog()
  const http = withRetry(createHttp(transport), { clock: fakeClock(), random: () => 0, log })
  return createRegistry({ http, endpoints: { 'docker.io': 'http://127.0.0.1:1' }, credentials: { of: () => Promise.resolve(undefined) }, log })
}

test('without sockets the client does what it does with them', async () => {
  const registry = await make()
  const client = clientOf(registry)
  const manifest = await pushImage(client, name, { tag: '1.0.0' })
  expect((await client.manifest(name, '1.0.0'))?.digest).toBe(manifest.digest)
  expect(await client.tags(name)).toEqual(['1.0.0'])
})

test('a copy goes its own way, and so does what it was copied from', async () => {
  const registry = await make()
  await pushImage(clientOf(registry), name, { tag: 'both' })
  const copy = registry.copy()
  await pushImage(clientOf(registry), name, { tag: 'here', note: 'a' })
  await pushImage(clientOf(copy), name, { tag: 'there', note: 'b' })
  expect(await clientOf(registry).tags(name)).toEqual(['both', 'here'])
  expect(await clientOf(copy).tags(name)).toEqual(['both', 'there'])
})

test('an upload that was begun before the copy is finished in both', async () => {
  const registry = await make()
  const origin = 'http://127.0.0.1:1'
  const ask = (it: EmbeddedRegistry, method: string, url: string, body?: string) =>
    it.handle({ method, url: new URL(url, origin), headers: {}, body: body === undefined ? undefined : (async function* () { yield Buffer.from(body) })() })
  const opened = await ask(registry, 'POST', '/v2/a/b/blobs/uploads/')
  const first = await ask(registry, 'PATCH', opened.headers['location'] ?? '', 'ab')
  const { digest } = await localBlob('abc')
  for (const one of [registry.copy(), registry]) {
    const second = await ask(one, 'PATCH', first.headers['location'] ?? '', 'c')
    expect((await ask(one, 'PUT', `${second.headers['location']}&digest=${digest}`)).status).toBe(201)
  }
})

test('thousands of copies cost no time worth speaking of', async () => {
  const registry = await make()
  const client = clientOf(registry)
  for (let image = 0; image < 20; image += 1) await pushImage(client, { ...name, repository: `accanto/driver-${image}` }, { tag: 'x' })
  const started = performance.now()
  for (let copies = 0; copies < 5000; copies += 1) registry.copy()
  expect(performance.now() - started).toBeLessThan(2000)
})

test('the journal counts what others can see as writes, also when it was there already, and nothing else', async () => {
  const registry = await make()
  const client = clientOf(registry)
  await client.canPush(name)
  await client.manifest(name, '1.0.0')
  await codeOf(client.putManifest(name, manifestOf({ digest: `sha256:${'0'.repeat(64)}`, size: 2 })))
  expect(registry.journal.writes).toEqual([])
  const manifest = await pushImage(client, name)
  expect(registry.journal.writes.map((it) => it.purpose)).toEqual(['push blob', 'push blob', 'push manifest'])
  await client.putManifest(name, manifest, 'latest')
  await client.putManifest(name, manifest, 'latest')
  await client.deleteTag(name, 'latest')
  expect(registry.journal.writes.map((it) => it.purpose).slice(3)).toEqual(['push manifest', 'push manifest', 'delete manifest'])
  expect(registry.journal.calls.map((it) => it.number)).toEqual(registry.journal.calls.map((_, index) => index + 1))
})

const faults: Fault[] = [
  { kind: 'refuse' }, { kind: 'lose-request' }, { kind: 'lose-answer' }, { kind: 'cut-request', at: 0.5 }, { kind: 'cut-answer', at: 0.5 },
  { kind: 'answer', carriedOut: false, status: 502, headers: { 'content-type': 'text/html' }, body: '<html>' },
  { kind: 'answer', carriedOut: true, status: 500 }, { kind: 'answer', carriedOut: false, status: 429, headers: { 'retry-after': '3' } },
]
test.each(faults.flatMap((fault) => [1, 2, 3, 4, 5, 6, 7, 8, 9].map((at) => ({ at, fault, what: JSON.stringify(fault) }))))(
  'an image arrives whole with $what at call $at', async ({ at, fault }) => {
    const registry = await make()
    const manifest = await pushImage(clientOf(registry, { at, fault }), name, { tag: '1.0.0' })
    const state = registry.state.repositories.get(name.repository)
    expect([state?.tags.get('1.0.0')?.digest, state?.manifests.size, state?.blobs.size]).toEqual([manifest.digest, 1, 2])
  },
)

const laggingTag = async (registry: EmbeddedRegistry): Promise<void> => {
  // Another process than the one that pushes, which would wait for its own write.
  const client = clientOf(registry)
  const old = await pushImage(clientOf(registry), name, { tag: 't', note: 'old' })
  for (let read = 0; read < 2; read += 1) expect(await client.manifest(name, 't')).toBeUndefined()
  expect((await client.manifest(name, 't'))?.digest).toBe(old.digest)
  const now = await pushImage(clientOf(registry), name, { tag: 't', note: 'new' })
  const seen = [await client.manifest(name, 't'), await client.manifest(name, 't'), await client.manifest(name, 't')].map((it) => it?.digest)
  expect(seen).toEqual([old.digest, old.digest, now.digest])
}
test('R-TAG-04: with a lag, so many reads of a tag show what it was before, and reads by digest do not', async () => {
  await laggingTag(await make({ tagLag: 2 }))
  await expect(laggingTag(await make({ tagLag: 2 }, ['R-TAG-04']))).rejects.toThrow()
})

const withoutDeletes = async (registry: EmbeddedRegistry): Promise<void> => {
  const client = clientOf(registry)
  await pushImage(client, name, { tag: 't' })
  expect(await client.deleteTag(name, 't')).toBe(false)
  expect(await client.tags(name)).toEqual(['t'])
}
test('R-DEL-03: where deleting is switched off, nothing is deleted', async () => {
  await withoutDeletes(await make({ deletes: false }))
  await expect(withoutDeletes(await make({ deletes: false }, ['R-DEL-03']))).rejects.toThrow()
})

test('where there is a list of referrers, it shows what refers to a manifest', async () => {
  const registry = await make({ referrers: true })
  const client = clientOf(registry)
  const { digest, size, mediaType } = await pushImage(client, name)
  const [config, bytes] = [await localBlob('{}'), { schemaVersion: 2, mediaType, artifactType: 'x/record', subject: { mediaType, digest, size } }]
  const body = Buffer.from(JSON.stringify({ ...bytes, config: { mediaType: 'x/y', digest: config.digest, size: 2 }, layers: [] }))
  const own = await localBlob(body)
  await client.putManifest(name, { bytes: body, digest: own.digest, size: own.size, mediaType })
  const answer = await registry.handle({ method: 'GET', url: new URL(`http://x/v2/${name.repository}/referrers/${digest}`), headers: {}, body: undefined })
  expect(JSON.parse(Buffer.from(answer.body as Uint8Array).toString())).toMatchObject({ manifests: [{ digest: own.digest, artifactType: 'x/record' }] })
})

test('what it does not imitate answers 501, so that a rehearsal cannot pass over it', async () => {
  const registry = await make()
  for (const path of ['/v1/search', '/v2/_catalog', '/api/v2.0/projects']) {
    expect((await registry.handle({ method: 'GET', url: new URL(`http://x${path}`), headers: {}, body: undefined })).status).toBe(501)
  }
})
