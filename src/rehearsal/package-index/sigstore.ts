// Fulcio and Rekor of a rehearsal: the one certifies a key for who shows an identity and holds the key, the other keeps what was signed.
// What an index asks of an attestation is asked here as well, down to the signature.
import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto'
import { hexOf, type Digest } from '../../core/digest.js'
import { jsonAnswer } from '../http/answer.js'
import type { WorldResponse } from '../http/handler.js'
import { CertificateAuthority } from './certificate.js'
import type { Uploading } from './uploads.js'

interface Entry {
  readonly uuid: string
  readonly body: string
  readonly index: number
}

const fieldOf = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce((at: unknown, key) => (typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[key] : undefined), value)
const textOf = (value: unknown, ...path: readonly string[]): string => {
  const found = fieldOf(value, ...path)
  return typeof found === 'string' ? found : ''
}
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
const no = (code: number, message: string): WorldResponse => jsonAnswer(code, { code, message })

const payloadType = 'application/vnd.in-toto+json'
const signed = (payload: Buffer): Buffer => Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `), payload])

export class EmbeddedSigstore {
  constructor(private authority?: CertificateAuthority, private readonly entries = new Map<string, Entry>()) {}

  /** One authority, and a log that goes its own way. */
  copy(): EmbeddedSigstore {
    return new EmbeddedSigstore(this.ca, new Map(this.entries))
  }

  private get ca(): CertificateAuthority {
    return (this.authority ??= new CertificateAuthority())
  }

  /** POST /api/v2/signingCert */
  certify({ now, has }: Pick<Uploading, 'now' | 'has'>, body: string): WorldResponse {
    const asked = parsed(body)
    const claims = parsed(Buffer.from(textOf(asked, 'credentials', 'oidcIdentityToken').split('.')[1] ?? '', 'base64url').toString('utf8'))
    if ((textOf(claims, 'aud') !== 'sigstore' || Number(fieldOf(claims, 'exp')) * 1000 < now) && has('P-SIG-01')) return no(401, 'There was an error processing the identity token')
    try {
      const publicKey = createPublicKey(textOf(asked, 'publicKeyRequest', 'publicKey', 'content'))
      const proof = Buffer.from(textOf(asked, 'publicKeyRequest', 'proofOfPossession'), 'base64')
      if (!verify('sha256', Buffer.from(textOf(claims, 'sub')), publicKey, proof) && has('P-SIG-02')) return no(400, 'The signature supplied in the request could not be verified')
      const certificate = this.ca.certify({ publicKey, uri: `https://github.com/${textOf(claims, 'workflow_ref')}`, repository: textOf(claims, 'repository'), now })
      return jsonAnswer(200, { signedCertificateEmbeddedSct: { chain: { certificates: [certificate.toString()] } } })
    } catch {
      return no(400, 'The public key supplied in the request could not be parsed')
    }
  }

  /** POST /api/v1/log/entries */
  record({ now, has }: Pick<Uploading, 'now' | 'has'>, text: string): WorldResponse {
    const proposed = fieldOf(parsed(text), 'spec', 'proposedContent')
    const envelope = parsed(textOf(proposed, 'envelope'))
    if (textOf(envelope, 'payloadType') !== payloadType) return no(400, 'error processing entry: invalid envelope')
    const hash = (it: string): object => ({ algorithm: 'sha256', value: createHash('sha256').update(it).digest('hex') })
    const [signature] = fieldOf(envelope, 'signatures') as readonly unknown[]
    const body = Buffer.from(JSON.stringify({ apiVersion: '0.0.1', kind: 'dsse', spec: {
      envelopeHash: hash(textOf(proposed, 'envelope')), payloadHash: hash(Buffer.from(textOf(envelope, 'payload'), 'base64').toString('utf8')),
      signatures: [{ signature: textOf(signature, 'sig'), verifier: (fieldOf(proposed, 'verifiers') as readonly string[])[0] }],
    } })).toString('base64')
    const uuid = createHash('sha256').update(body).digest('hex')
    if (this.entries.has(uuid) && has('P-SIG-03')) return jsonAnswer(409, { code: 409, message: 'an equivalent entry already exists in the transparency log' }, { location: `/api/v1/log/entries/${uuid}` })
    this.entries.set(uuid, { uuid, body, index: this.entries.size })
    return this.entry(uuid, now, 201)
  }

  entry(uuid: string, now: number, status = 200): WorldResponse {
    const it = this.entries.get(uuid)
    if (!it) return no(404, 'not found')
    const root = createHash('sha256').update(it.body).digest('hex')
    return jsonAnswer(status, { [uuid]: {
      body: it.body, integratedTime: Math.floor(now / 1000), logID: createHash('sha256').update('rehearsal').digest('hex'), logIndex: it.index,
      verification: { signedEntryTimestamp: Buffer.from('rehearsal').toString('base64'), inclusionProof: { checkpoint: `rehearsal\n${it.index + 1}\n${root}\n`, hashes: [], logIndex: it.index, rootHash: root, treeSize: it.index + 1 } },
    } })
  }

  /** Why an index takes no such attestation of this file; undefined when it does. */
  faultOf(attestation: unknown, file: { readonly fileName: string; readonly digest: Digest; readonly repository: string | undefined }): string | undefined {
    const payload = Buffer.from(textOf(attestation, 'envelope', 'statement'), 'base64')
    const statement = parsed(payload.toString('utf8'))
    const certificate = certificateIn(textOf(attestation, 'verification_material', 'certificate'))
    if (fieldOf(attestation, 'version') !== 1 || !certificate) return 'malformed attestation'
    const sig = textOf(attestation, 'envelope', 'signature')
    if (!this.ca.isOurs(certificate) || !verify('sha256', signed(payload), certificate.publicKey, Buffer.from(sig, 'base64'))) return 'signature is invalid for the certificate'
    const entries = fieldOf(attestation, 'verification_material', 'transparency_entries')
    const bodies = Array.isArray(entries) ? (entries as readonly unknown[]).map((it) => textOf(it, 'canonicalizedBody')) : []
    const isLogged = [...this.entries.values()].some((it) => bodies.includes(it.body) && Buffer.from(it.body, 'base64').toString('utf8').includes(JSON.stringify(sig)))
    if (!isLogged) return 'no entry of the transparency log'
    if (textOf(statement, 'predicateType') !== 'https://docs.pypi.org/attestations/publish/v1' || textOf(statement, '_type') !== 'https://in-toto.io/Statement/v1') return 'unknown attestation type'
    const [subject] = (fieldOf(statement, 'subject') ?? []) as readonly unknown[]
    if (textOf(subject, 'name') !== file.fileName || textOf(subject, 'digest', 'sha256') !== hexOf(file.digest)) return 'subject does not match distribution'
    return file.repository !== undefined && !(certificate.subjectAltName ?? '').includes(`https://github.com/${file.repository}/`) ? 'certificate is not of the publisher' : undefined
  }
}

const certificateIn = (der: string): X509Certificate | undefined => {
  try {
    return new X509Certificate(Buffer.from(der, 'base64'))
  } catch {
    return undefined
  }
}
