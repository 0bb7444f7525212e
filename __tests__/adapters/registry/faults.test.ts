// What goes wrong on the way, and what the client makes of it.
import { afterEach, expect, test } from '@jest/globals'
import { digestOf } from '../../../src/core/digest.js'
import { mediaTypes } from '../../../src/core/oci.js'
import { fail } from '../../../src/errors/release-error.js'
import type { Hop, HopAnswer, Transport } from '../../../src/ports/http.js'
import type { RegistrySettings } from '../../../src/rehearsal/registry/settings.js'
import { startEmbedded } from '../../rehearsal/registry/subjects.js'
import { codeOf, failureOf } from '../codes.js'
import { clientOf, localBlob, manifestOf, pushImage } from './client.js'

const name = { host: 'docker.io', repository: 'accanto/driver' }
const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
})

type Fault = (hop: Hop, send: Transport) => Promise<HopAnswer> | undefined

const bench = async (fault: Fault, settings: Partial<RegistrySettings> = {}) => {
  const subject = await startEmbedded(settings)
  const client = clientOf({ 'docker.io': subject.origin }, { through: (send) => (hop) => fault(hop, send) ?? send(hop) })
  running.push({ stop: async () => (client.close(), subject.stop()) })
  const { journal } = subject.registry
  return { registry: client.registry, journal, state: subject.registry.state }
}

const lost = async (hop: Hop): Promise<HopAnswer> => fail('HTTP_BROKEN', { method: hop.method, url: hop.url.pathname, what: 'it was arranged so' })
const answer = (status: number, headers: Record<string, string> = {}, text = ''): Promise<HopAnswer> =>
  Promise.resolve({ status, headers, body: (async function* () { yield Buffer.from(text) })() })

/** Does it to the first `times` requests that match. */
const first = (times: number, matches: (hop: Hop) => boolean, fault: Fault): Fault => {
  let done = 0
  return (hop, send) => (matches(hop) && (done += 1) <= times ? fault(hop, send) : undefined)
}
const isPut = (hop: Hop): boolean => hop.method === 'PUT' && hop.url.pathname.includes('/blobs/uploads/')
const commitThenLose: Fault = async (hop, send) => (await send(hop), lost(hop))

const faults: [string, Fault][] = [
  ['refused', (hop) => lost(hop)],
  ['carried out and its answer lost', commitThenLose],
  ['answered with 500', () => answer(500)],
  ['carried out and answered with 502 and a page', async (hop, send) => (await send(hop), answer(502, { 'content-type': 'text/html' }, '<html>'))],
  ['answered with 429', () => answer(429, { 'retry-after': '5' })],
]

test.each(faults.flatMap(([what, fault]) => [1, 2, 3, 4, 5, 6, 7, 8].map((call) => ({ what, call, fault }))))(
  'an image arrives whole when call $call is $what', async ({ call, fault }) => {
    let number = 0
    const { registry, state } = await bench((hop, send) => ((number += 1) === call ? fault(hop, send) : undefined))
    const manifest = await pushImage(registry, name, { tag: '1.0.0' })
    expect((await registry.manifest(name, '1.0.0'))?.digest).toBe(manifest.digest)
    expect(state.repositories.get(name.repository)?.manifests.size).toBe(1)
  },
)

test('a blob whose upload was finished without an answer is found and not sent again', async () => {
  const { registry, journal } = await bench(first(1, isPut, commitThenLose))
  const blob = await localBlob(1000)
  await registry.putBlob(name, blob)
  expect(journal.calls.filter((it) => it.purpose === 'push blob').map((it) => it.status)).toEqual([201, 404])
  expect(journal.calls.filter((it) => it.purpose === 'open upload')).toHaveLength(1)
})

test('a chunk whose answer is lost is not sent blindly: the registry is asked how far it is, or the upload begins anew', async () => {
  const { registry, journal } = await bench(first(1, (hop) => hop.method === 'PATCH', commitThenLose), { largestRequest: 33 * 1024 * 1024 })
  const blob = await localBlob(40 * 1024 * 1024)
  await registry.putBlob(name, blob)
  expect(await registry.hasBlob(name, blob.digest)).toBe(true)
  expect(journal.calls.map((it) => it.purpose)).toContain('read upload')
})

test('a proxy that cuts large requests without a word makes the client go in chunks', async () => {
  const { registry, journal } = await bench((hop) => (typeof hop.body === 'object' && 'size' in hop.body && hop.body.size > 33 * 1024 * 1024 ? lost(hop) : undefined))
  const blob = await localBlob(40 * 1024 * 1024)
  await registry.putBlob(name, blob)
  expect(journal.calls.filter((it) => it.purpose === 'continue upload').map((it) => it.status)).toEqual([202, 202])
})

test('a registry that takes no upload at all is given up after some rounds', async () => {
  const { registry } = await bench((hop) => (isPut(hop) ? answer(404, {}, '{"errors":[{"code":"BLOB_UPLOAD_UNKNOWN"}]}') : undefined))
  const failure = await failureOf(registry.putBlob(name, await localBlob(10)))
  expect([failure.code, failure.message.includes('404 BLOB_UPLOAD_UNKNOWN')]).toEqual(['REGISTRY_REFUSED', true])
})

test.each(['manifest', 'blob', 'tags'])('a page of a proxy with status 404 is not taken for "there is none" (%s)', async (kind) => {
  const { registry } = await bench(() => answer(404, { 'content-type': 'text/html; charset=utf-8' }, '<html>gone'))
  const asked = { manifest: () => registry.manifest(name, 't'), blob: () => registry.hasBlob(name, digestOf('x')), tags: () => registry.tags(name) }[kind]
  expect(await codeOf(asked?.() ?? Promise.resolve())).toBe('REGISTRY_REFUSED')
})

test('a registry that cannot be reached is not one that has nothing', async () => {
  const { registry } = await bench((hop) => lost(hop))
  expect(await codeOf(registry.manifest(name, 't'))).toBe('REGISTRY_UNREACHABLE')
  expect(await codeOf(registry.canPush(name))).toBe('REGISTRY_UNREACHABLE')
})

const swapped = '{"schemaVersion":2,"config":{}}'
test.each<[string, string, Record<string, string>]>([
  ['the digest that was asked for', digestOf('x'), {}],
  ['the digest that it names', 't', { 'docker-content-digest': digestOf('x') }],
])('a manifest with other bytes than %s is refused', async (_, reference, headers) => {
  const { registry } = await bench(() => answer(200, { 'content-type': mediaTypes.ociManifest, ...headers }, swapped))
  expect(await codeOf(registry.manifest(name, reference))).toBe('REGISTRY_DIGEST')
})

test('a registry that converts what is pushed is found out before anything refers to it', async () => {
  const { registry } = await bench((hop) => (hop.method === 'PUT' && hop.url.pathname.includes('/manifests/') ? answer(201, { 'docker-content-digest': digestOf('converted') }) : undefined))
  expect(await codeOf(registry.putManifest(name, manifestOf({ digest: digestOf('{}'), size: 2 })))).toBe('REGISTRY_DIGEST')
})

test('a registry that says yes and names no digest has to show what it holds', async () => {
  const { registry } = await bench((hop) => (hop.method === 'PUT' && hop.url.pathname.includes('/manifests/') ? answer(201) : undefined))
  expect(await codeOf(registry.putManifest(name, manifestOf({ digest: digestOf('{}'), size: 2 })))).toBe('REGISTRY_DIGEST')
})

test('a blob with other bytes is noticed at its end', async () => {
  const { registry } = await bench((hop) => (hop.method === 'GET' && hop.url.pathname.includes('/blobs/') ? answer(200, {}, 'others') : undefined))
  const read = async (): Promise<void> => {
    for await (const part of registry.blob(name, digestOf('these'))) expect(part.length).toBeGreaterThan(0)
  }
  expect(await codeOf(read())).toBe('REGISTRY_DIGEST')
})

const withUploadsAt = (location: string, seen: Hop[]): Transport => (hop) => {
  seen.push(hop)
  const isHome = hop.url.origin === 'https://registry.example.com'
  if (isHome && hop.headers['authorization'] === undefined) return answer(401, { 'www-authenticate': 'Basic realm="x"' })
  if (hop.method === 'HEAD') return answer(404)
  return hop.method === 'POST' ? answer(202, { location }) : answer(201)
}

test.each([
  ['https://registry.example.com/upload', true],
  ['/upload', true],
  ['http://registry.example.com/upload', true], // a proxy ends the TLS, and the registry does not know
  ['https://storage.example.net/upload?signature=1', false],
  ['https://registry.example.com:8443/upload', false],
])('an upload address of %s is used, with our password only at home', async (location, isHome) => {
  const seen: Hop[] = []
  const { registry } = clientOf({ 'docker.io': 'https://registry.example.com' }, { login: { username: 'u', password: 'p' }, through: () => withUploadsAt(location, seen) })
  await registry.putBlob(name, await localBlob(10))
  const put = seen.at(-1)
  expect([put?.method, put?.url.protocol, put?.headers['authorization'] !== undefined]).toEqual(['PUT', 'https:', isHome])
})

test.each(['http://storage.example.net/upload', 'file:///etc/passwd', 'https://user:pass@storage.example.net/upload', 'https://'])('an upload address of %s is refused', async (location) => {
  const seen: Hop[] = []
  const { registry } = clientOf({ 'docker.io': 'https://registry.example.com' }, { login: { username: 'u', password: 'p' }, through: () => withUploadsAt(location, seen) })
  expect(await codeOf(registry.putBlob(name, await localBlob(10)))).toBe('REGISTRY_REFUSED')
  expect(seen.map((it) => it.method)).not.toContain('PUT')
})
