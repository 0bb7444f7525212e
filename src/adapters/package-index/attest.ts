// A publish attestation (PEP 740): the identity of the job says which bytes it published, by a key that lives for one signature. Fulcio
// certifies the key, Rekor keeps the signature in its public log, and the index verifies both. Over our own client and Node's crypto, as
// the library brings 45 packages and a client of its own, which knows neither our limits nor the walls of a rehearsal (ADR 0013).
import { generateKeyPairSync, sign, X509Certificate, type KeyObject } from 'node:crypto'
import { hexOf, type Digest } from '../../core/digest.js'
import { withoutControls } from '../../core/plain-text.js'
import { fail } from '../../errors/release-error.js'
import type { Http, HttpResponse } from '../../ports/http.js'
import type { Log } from '../../ports/log.js'
import { identityToken, type IdentitySource } from './trust.js'

export interface Attesting {
  readonly http: Http
  readonly log: Log
  readonly source: IdentitySource
  /** Where a public address really is. */
  readonly at: (address: string) => URL
}

export interface Attestation {
  readonly version: 1
  readonly verification_material: { readonly certificate: string; readonly transparency_entries: readonly object[] }
  readonly envelope: { readonly statement: string; readonly signature: string }
}

const payloadType = 'application/vnd.in-toto+json'

/** in-toto's statement, with the one predicate that an index asks for. */
const statementOf = ({ fileName, digest }: { readonly fileName: string; readonly digest: Digest }): Buffer =>
  Buffer.from(JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject: [{ name: fileName, digest: { sha256: hexOf(digest) } }], predicateType: 'https://docs.pypi.org/attestations/publish/v1', predicate: null }))

/** What is signed of an envelope (DSSE): its type as well, and the length of both. */
export const preAuthentication = (payload: Uint8Array): Buffer => Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `), payload])

const claimOf = (jwt: string, name: string): string => {
  const claims = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8')) as Readonly<Record<string, unknown>>
  const value = claims[name]
  return typeof value === 'string' ? value : ''
}

const refused = async (service: string, answer: HttpResponse): Promise<never> =>
  fail('INDEX_ATTESTATION', { why: `${service} answered ${answer.status}: ${withoutControls((await answer.text().catch(() => '')).trim()).slice(0, 300) || 'nothing more'}` })

const valueOf = async (service: string, answer: HttpResponse): Promise<unknown> => (answer.status === 200 || answer.status === 201 ? answer.json() : refused(service, answer))

const fieldOf = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce((at: unknown, key) => (typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[key] : undefined), value)

/** Fulcio's certificate for the key, of which it is proven that this job holds it. */
const certify = async (jwt: string, { publicKey, privateKey }: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }, { http, at }: Attesting): Promise<X509Certificate> => {
  const content = publicKey.export({ format: 'pem', type: 'spki' }).toString()
  const proofOfPossession = sign('sha256', Buffer.from(claimOf(jwt, 'sub')), privateKey).toString('base64')
  const body = JSON.stringify({ credentials: { oidcIdentityToken: jwt }, publicKeyRequest: { publicKey: { algorithm: 'ECDSA', content }, proofOfPossession } })
  const value = await valueOf('Fulcio', await http.send({ method: 'POST', url: at('https://fulcio.sigstore.dev/api/v2/signingCert').href, headers: { 'content-type': 'application/json', accept: 'application/json' }, body, redirects: 'manual', purpose: 'write', idempotent: true }))
  const chain = ['signedCertificateEmbeddedSct', 'signedCertificateDetachedSct'].map((it) => fieldOf(value, it, 'chain', 'certificates')).find(Array.isArray) as readonly unknown[] | undefined
  const [pem] = chain ?? []
  if (typeof pem !== 'string') return fail('INDEX_ATTESTATION', { why: 'the answer of Fulcio holds no certificate' })
  const certificate = new X509Certificate(pem)
  return certificate.checkPrivateKey(privateKey) ? certificate : fail('INDEX_ATTESTATION', { why: 'the certificate of Fulcio is for another key' })
}

/** Rekor's entry of the envelope; the one that is there already, when an answer was lost before. */
const witness = async (envelope: object, certificate: X509Certificate, { http, at }: Attesting): Promise<unknown> => {
  const url = at('https://rekor.sigstore.dev/api/v1/log/entries')
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const verifier = Buffer.from(certificate.toString()).toString('base64')
  const body = JSON.stringify({ apiVersion: '0.0.1', kind: 'dsse', spec: { proposedContent: { envelope: JSON.stringify(envelope), verifiers: [verifier] } } })
  const answer = await http.send({ method: 'POST', url: url.href, headers, body, redirects: 'manual', purpose: 'write', idempotent: true })
  const [, uuid] = /\/([0-9a-f]{64,80})$/.exec(answer.status === 409 ? (answer.headers['location'] ?? '') : '') ?? []
  const found = uuid === undefined ? answer : await http.send({ method: 'GET', url: `${url.href}/${uuid}`, headers: { accept: 'application/json' }, purpose: 'read', idempotent: true })
  const value = await valueOf('Rekor', found)
  const [entry] = typeof value === 'object' && value !== null ? Object.values(value as Readonly<Record<string, unknown>>) : []
  return entry ?? fail('INDEX_ATTESTATION', { why: 'the answer of Rekor holds no entry' })
}

const text = (value: unknown): string => (typeof value === 'number' || typeof value === 'string' ? String(value) : fail('INDEX_ATTESTATION', { why: 'the entry of Rekor lacks a part' }))
const fromHex = (value: unknown): string => Buffer.from(text(value), 'hex').toString('base64')

/** As Sigstore's bundles have it, in the JSON of protobuf. */
const transparencyEntry = (entry: unknown): object => {
  const body = text(fieldOf(entry, 'body'))
  const kind = JSON.parse(Buffer.from(body, 'base64').toString('utf8')) as unknown
  const [promise, proof] = [fieldOf(entry, 'verification', 'signedEntryTimestamp'), fieldOf(entry, 'verification', 'inclusionProof')]
  const hashes = fieldOf(proof, 'hashes')
  return {
    logIndex: text(fieldOf(entry, 'logIndex')), logId: { keyId: fromHex(fieldOf(entry, 'logID')) }, kindVersion: { kind: text(fieldOf(kind, 'kind')), version: text(fieldOf(kind, 'apiVersion')) }, integratedTime: text(fieldOf(entry, 'integratedTime')),
    ...(promise === undefined ? {} : { inclusionPromise: { signedEntryTimestamp: text(promise) } }),
    ...(proof === undefined ? {} : { inclusionProof: { logIndex: text(fieldOf(proof, 'logIndex')), rootHash: fromHex(fieldOf(proof, 'rootHash')), treeSize: text(fieldOf(proof, 'treeSize')), hashes: (Array.isArray(hashes) ? (hashes as readonly unknown[]) : []).map(fromHex), checkpoint: { envelope: text(fieldOf(proof, 'checkpoint')) } } }),
    canonicalizedBody: body,
  }
}

export const attest = async (file: { readonly fileName: string; readonly digest: Digest }, attesting: Attesting): Promise<Attestation> => {
  const jwt = await identityToken(attesting.source, 'sigstore', attesting)
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const certificate = await certify(jwt, keys, attesting)
  const statement = statementOf(file)
  const signature = sign('sha256', preAuthentication(statement), keys.privateKey)
  const envelope = { payload: statement.toString('base64'), payloadType, signatures: [{ keyid: '', sig: signature.toString('base64') }] }
  const entry = transparencyEntry(await witness(envelope, certificate, attesting))
  return {
    version: 1,
    verification_material: { certificate: certificate.raw.toString('base64'), transparency_entries: [entry] },
    envelope: { statement: statement.toString('base64'), signature: signature.toString('base64') },
  }
}
