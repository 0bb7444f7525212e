// Whatever somebody has put under the tag of a signature, it is a signature that does not count, and no failure of ours.
import { expect, test } from '@jest/globals'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import type { Digest } from '../../../src/core/digest.js'
import { mediaTypes } from '../../../src/core/oci.js'
import type { RegistryReader } from '../../../src/ports/registry.js'
import { checkSignature } from '../../../src/verify/production/signature.js'
import { codesOf } from '../../codes.js'

const place = { host: 'registry.example.com', repository: 'driver' }
const digest: Digest = `sha256:${'a'.repeat(64)}`
const payload = Buffer.from(JSON.stringify({ critical: { image: { 'docker-manifest-digest': digest } } }))
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const key = publicKey.export({ type: 'spki', format: 'pem' }).toString()
const signature = sign('sha256', payload, privateKey).toString('base64')

const holding = (bytes: Buffer): RegistryReader =>
  ({
    manifest: () => Promise.resolve({ mediaType: mediaTypes.ociManifest, digest, size: bytes.length, bytes }),
    blob: async function* () {
      await Promise.resolve()
      yield payload
    },
  }) as unknown as RegistryReader

const signed = (more: Readonly<Record<string, string>> = {}): RegistryReader => {
  const layer = { mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json', digest: `sha256:${createHash('sha256').update(payload).digest('hex')}`, size: payload.length, annotations: { 'dev.cosignproject.cosign/signature': signature, ...more } }
  return holding(Buffer.from(JSON.stringify({ schemaVersion: 2, layers: [layer] })))
}
const certificate = { certificate: 'https://github.com/acme/thing/.github/workflows/release.yml@refs/heads/main' }

test('one by the key counts', async () => expect(await checkSignature(place, digest, { identity: { key }, registry: signed() })).toMatchObject({ state: 'signed' }))

test('a manifest that is no JSON holds none', async () => expect(await checkSignature(place, digest, { identity: { key }, registry: holding(Buffer.from('<html>')) })).toEqual({ state: 'missing' }))

test.each([
  ['a certificate that is none', certificate, { 'dev.sigstore.cosign/certificate': 'nothing' }],
  ['a certificate that breaks off', certificate, { 'dev.sigstore.cosign/certificate': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' }],
  ['no certificate', certificate, {}],
  ['a signature that is no base64', { key }, { 'dev.cosignproject.cosign/signature': '***' }],
])('%s is refused', async (_, identity, more) => expect(await codesOf(() => checkSignature(place, digest, { identity, registry: signed(more) }))).toEqual(['SIGNATURE_INVALID']))
