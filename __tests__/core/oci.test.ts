import { expect, test } from '@jest/globals'
import { contentsOf, documentBytes, mediaTypes } from '../../src/core/oci.js'

const [a, b] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`]
const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))
const described = (digest: string) => ({ mediaType: 'x/y', digest, size: 3 })

test('a manifest names its config and layers, an index its manifests, both their subject', () => {
  expect(contentsOf(bytes({ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config: described(a), layers: [described(b)] })))
    .toEqual({ mediaType: mediaTypes.ociManifest, blobs: [described(a), described(b)], manifests: [] })
  expect(contentsOf(bytes({ schemaVersion: 2, manifests: [described(a)], subject: described(b) })))
    .toEqual({ blobs: [], manifests: [described(a)], subject: described(b) })
})

test('addresses that a descriptor names are not taken over', () => {
  const urls = ['https://evil.example.net/layer']
  expect(JSON.stringify(contentsOf(bytes({ schemaVersion: 2, config: described(a), layers: [{ ...described(b), urls }] })))).not.toContain('evil')
})

test.each([
  ['no JSON', Buffer.from('{')], ['no UTF-8', Buffer.from([0x22, 0xff, 0x22])], ['null', bytes(null)], ['schema 1', bytes({ schemaVersion: 1, config: described(a) })],
  ['neither config nor manifests', bytes({ schemaVersion: 2, layers: [] })], ['layers that are no list', bytes({ schemaVersion: 2, config: described(a), layers: {} })],
  ['a digest of another kind', bytes({ schemaVersion: 2, config: described('md5:00') })], ['a size below zero', bytes({ schemaVersion: 2, config: { ...described(a), size: -1 } })],
])('%s is no manifest', (_, it) => {
  expect(contentsOf(it)).toBeUndefined()
})

test('a document has the same digest however it was written down', () => {
  expect(documentBytes({ b: [1], a: 'x' })).toEqual(documentBytes({ a: 'x', b: [1] }))
})
