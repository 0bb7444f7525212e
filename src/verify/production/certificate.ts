// Whether a certificate counts that came with a signature: it was given out by an authority that is believed, and it was used while it was
// good. It is good for ten minutes, so that its own dates say nothing of today: the log of signatures says when that was, under a key of its own.
import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto'
import { canonicalJson } from '../../core/json.js'
import { withoutControls } from '../../core/plain-text.js'
import { extensionIn, namesIn, textIn } from './der.js'
import { publicAuthority, publicLog } from './public-sigstore.js'

export type CertificateIdentity = {
  /** Whom it names. */
  readonly certificate: string
  readonly issuer?: string
  /** Certificates in PEM; default: Sigstore's. */
  readonly authority?: string
  /** Public key in PEM; default: Sigstore's. */
  readonly log?: string
}

/** What stands beside a signature. */
export interface Attached {
  readonly payload: Buffer
  /** Base64. */
  readonly signature: string
  /** PEM. */
  readonly certificate: string | undefined
  /** The entry of the log, in JSON. */
  readonly bundle: string | undefined
}

/** 1.3.6.1.4.1.57264.1.1 and .8, in which Fulcio writes who identified the signer: as plain text, and as a value. */
const issuerIds = { plain: Buffer.from('2b0601040183bf300101', 'hex'), value: Buffer.from('2b0601040183bf300108', 'hex') }
const forCode = '1.3.6.1.5.5.7.3.3'

const issuerIn = ({ raw }: X509Certificate): string | undefined => {
  const value = extensionIn(raw, issuerIds.value)
  return value ? textIn(value) : extensionIn(raw, issuerIds.plain)?.toString('utf8')
}

const certificatesIn = (pem: string): readonly X509Certificate[] => (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((it) => new X509Certificate(it))

const isGoodAt = (it: X509Certificate, time: number): boolean => Date.parse(it.validFrom) <= time && time <= Date.parse(it.validTo)

/** Some of the believed ones are no roots: who lists them believes them. */
const isGivenOut = (certificate: X509Certificate, authority: string, time: number): boolean =>
  certificatesIn(authority).some((it) => it.ca && isGoodAt(it, time) && certificate.checkIssued(it) && certificate.verify(it.publicKey))

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)
const at = (value: unknown, ...path: readonly string[]): unknown => path.reduce((it: unknown, key) => (isObject(it) ? it[key] : undefined), value)
const bytesAt = (value: unknown, ...path: readonly string[]): Buffer => {
  const text = at(value, ...path)
  return Buffer.from(typeof text === 'string' ? text : '', 'base64')
}

interface Entry {
  /** Milliseconds since 1970. */
  readonly time: number
  readonly index: number
}

/** The log's promise: its key has signed what the entry is, and when it came. */
const entryIn = (bundle: unknown, log: string): Entry | string => {
  const key = createPublicKey(log)
  const { body, integratedTime, logID, logIndex } = (isObject(bundle) && isObject(bundle['Payload']) ? bundle['Payload'] : {})
  if (typeof body !== 'string' || typeof logID !== 'string' || !Number.isSafeInteger(integratedTime) || !Number.isSafeInteger(logIndex)) return 'its entry of the log cannot be read'
  if (logID !== createHash('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('hex')) return 'its entry is of another log'
  const promised = Buffer.from(canonicalJson({ body, integratedTime: integratedTime as number, logID, logIndex: logIndex as number }))
  const isPromised = verify(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', promised, key, bytesAt(bundle, 'SignedEntryTimestamp'))
  return isPromised ? { time: (integratedTime as number) * 1000, index: logIndex as number } : 'the key of the log has not signed its entry'
}

/** An entry of something else would lend this one its time. */
const isEntryOf = (bundle: unknown, certificate: X509Certificate, { payload, signature }: Attached): boolean => {
  const body: unknown = JSON.parse(bytesAt(bundle, 'Payload', 'body').toString('utf8'))
  const spec = at(body, 'spec')
  return at(body, 'kind') === 'hashedrekord' && at(spec, 'data', 'hash', 'algorithm') === 'sha256' && at(spec, 'data', 'hash', 'value') === createHash('sha256').update(payload).digest('hex')
    && bytesAt(spec, 'signature', 'content').equals(Buffer.from(signature, 'base64'))
    && new X509Certificate(bytesAt(spec, 'signature', 'publicKey', 'content')).raw.equals(certificate.raw)
}

/** Who signed, or why it does not count. What cannot be read throws. */
export const signerOf = (it: Attached, identity: CertificateIdentity): { readonly note: string } | string => {
  if (it.certificate === undefined) return 'it has no certificate'
  const certificate = new X509Certificate(it.certificate)
  if (!verify('sha256', it.payload, certificate.publicKey, Buffer.from(it.signature, 'base64'))) return 'it does not fit its certificate'
  const names = namesIn(certificate.raw)
  if (!names.includes(identity.certificate)) return `its certificate names ${withoutControls(names.join(', ')) || 'nobody'}`
  const issuer = issuerIn(certificate)
  if (identity.issuer !== undefined && issuer !== identity.issuer) return `its signer was identified by ${issuer === undefined ? 'nobody that it names' : withoutControls(issuer)}`
  const used = useOf(it, certificate, identity)
  return typeof used === 'string' ? used : { note: `signed by ${identity.certificate}, ${issuer === undefined ? '' : `identified by ${withoutControls(issuer)}, `}on ${dayOf(used).slice(0, 10)} (entry ${used.index} of the log)` }
}

const dayOf = ({ time }: Entry): string => new Date(time).toISOString()

/** When it was used, or why that does not count. */
const useOf = (it: Attached, certificate: X509Certificate, { authority = publicAuthority, log = publicLog }: CertificateIdentity): Entry | string => {
  if (it.bundle === undefined) return 'it has no entry of the log of signatures, which says when it was made'
  const bundle: unknown = JSON.parse(it.bundle)
  const entry = entryIn(bundle, log)
  if (typeof entry === 'string') return entry
  if (!isEntryOf(bundle, certificate, it)) return 'its entry of the log is of another signature'
  if (!isGoodAt(certificate, entry.time)) return `its certificate was not good at ${dayOf(entry)}, when it was made`
  if (!isGivenOut(certificate, authority, entry.time)) return 'no authority that is believed has given its certificate out'
  return (certificate.keyUsage as readonly string[] | undefined)?.includes(forCode) ? entry : 'its certificate is for something else than signing'
}
