// A signature as cosign keeps it: a manifest under the tag sha256-<hex>.sig, whose layers are what was signed, with the signature in an
// annotation. It is verified here: the bytes, the digest in them, and the key, or the certificate.
import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { hexOf, isDigest, type Digest } from '../../core/digest.js'
import { printImageName } from '../../core/image-name.js'
import type { Place } from '../../core/promotion.js'
import { fail } from '../../errors/release-error.js'
import type { RegistryReader } from '../../ports/registry.js'
import { signerOf } from './certificate.js'
import type { Identity } from './entry.js'

export const signatureTag = (digest: Digest): string => `sha256-${hexOf(digest)}.sig`

/** `missing`: it may still come. */
export type Signed = { readonly state: 'missing' } | { readonly state: 'signed'; readonly note: string }

const signedType = 'application/vnd.dev.cosign.simplesigning.v1+json'
const largest = 64 * 1024

interface Layer {
  readonly digest: Digest
  readonly signature: string
  readonly certificate: string | undefined
  readonly bundle: string | undefined
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Undefined when it is no JSON. */
const jsonIn = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown
  } catch {
    return undefined
  }
}

const layersOf = (bytes: Uint8Array): readonly Layer[] => {
  const json = jsonIn(bytes)
  const layers = isObject(json) && Array.isArray(json['layers']) ? (json['layers'] as readonly unknown[]) : []
  return layers.flatMap((it): readonly Layer[] => {
    if (!isObject(it) || it['mediaType'] !== signedType || !isObject(it['annotations'])) return []
    const { annotations } = it
    const [digest, signature] = [textOf(it['digest']) ?? '', textOf(annotations['dev.cosignproject.cosign/signature'])]
    return isDigest(digest) && signature !== undefined ? [{ digest, signature, certificate: textOf(annotations['dev.sigstore.cosign/certificate']), bundle: textOf(annotations['dev.sigstore.cosign/bundle']) }] : []
  })
}

/** Does the signed text speak of this digest? */
const speaksOf = (payload: Buffer, digest: Digest): boolean => {
  const json = jsonIn(payload)
  const critical = isObject(json) && isObject(json['critical']) ? json['critical'] : {}
  return isObject(critical['image']) && critical['image']['docker-manifest-digest'] === digest
}

const isSignedBy = (key: KeyObject, payload: Buffer, signature: string): boolean =>
  verify(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', payload, key, Buffer.from(signature, 'base64'))

type Verdict = { readonly note: string } | string

/** What stands in a registry may be anything: a certificate that is none, or a key that signs nothing, is a signature that does not count. */
const verdictOf = (...asked: Parameters<typeof judge>): Verdict => {
  try {
    return judge(...asked)
  } catch (failure) {
    return `it cannot be read (${failure instanceof Error ? failure.message : String(failure)})`
  }
}

const judge = ({ signature, certificate, bundle }: Layer, payload: Buffer, { identity, digest }: { identity: Identity; digest: Digest }): Verdict => {
  if (!speaksOf(payload, digest)) return 'it is of another image'
  if (!('key' in identity)) return signerOf({ payload, signature, certificate, bundle }, identity)
  return isSignedBy(createPublicKey(identity.key), payload, signature) ? { note: 'signed with the key of the config' } : 'it is made with another key'
}

const read = async (registry: RegistryReader, name: Place, digest: Digest): Promise<Buffer> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of registry.blob(name, digest)) {
    size += part.length
    if (size > largest) return fail('SIGNATURE_INVALID', { image: printImageName({ ...name, digest }), why: `it has more than ${largest} bytes` })
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Fails when there are signatures and none of them counts. */
export const checkSignature = async (name: Place, digest: Digest, { identity, registry }: { identity: Identity; registry: RegistryReader }): Promise<Signed> => {
  const manifest = await registry.manifest(name, signatureTag(digest))
  const layers = manifest ? layersOf(manifest.bytes) : []
  if (layers.length === 0) return { state: 'missing' }
  const faults: string[] = []
  for (const layer of layers) {
    const verdict = verdictOf(layer, await read(registry, name, layer.digest), { identity, digest })
    if (typeof verdict !== 'string') return { state: 'signed', note: verdict.note }
    faults.push(verdict)
  }
  return fail('SIGNATURE_INVALID', { image: printImageName({ ...name, digest }), why: [...new Set(faults)].join('; ') })
}
