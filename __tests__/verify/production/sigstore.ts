// A small Sigstore: an authority that gives certificates out, and a log that promises. Certificates are made by OpenSSL.
import { execFileSync } from 'node:child_process'
import { createHash, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalJson } from '../../../src/core/json.js'

const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString()
const hexOf = (text: string): string => Buffer.from(text).toString('hex').replace(/../g, '$&:').replace(/:$/, '')

export interface Leaf {
  readonly key: KeyObject
  readonly certificate: string
}

export interface LeafWanted {
  /** In OpenSSL's words: `email:a@example.com`, `URI:https://…`. */
  readonly name: string
  readonly issuer: string
  readonly use?: string
}

export class SmallSigstore {
  private readonly folder = mkdtempSync(join(tmpdir(), 'small-sigstore-'))
  private readonly logKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly authority: string
  readonly log = pem(this.logKeys.publicKey)
  private serial = 0

  constructor() {
    this.openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'ca.key')
    this.openssl('req', '-x509', '-new', '-key', 'ca.key', '-subj', '/CN=authority', '-days', '2', '-out', 'ca.pem')
    this.authority = readFileSync(join(this.folder, 'ca.pem'), 'utf8')
  }

  private openssl(...args: readonly string[]): void {
    execFileSync('openssl', args, { cwd: this.folder, stdio: 'pipe' })
  }

  /** For a day, and not for ten minutes: OpenSSL counts in days. */
  certify({ name, issuer, use = 'codeSigning' }: LeafWanted): Leaf {
    const at = `leaf-${++this.serial}`
    const write = (suffix: string, text: string): void => writeFileSync(join(this.folder, `${at}.${suffix}`), text)
    write('cnf', `subjectAltName=critical,@names\nextendedKeyUsage=${use}\n1.3.6.1.4.1.57264.1.1=DER:${hexOf(issuer)}\n1.3.6.1.4.1.57264.1.8=ASN1:UTF8String:${issuer}\n[names]\n${name.replace(':', '=')}\n`)
    this.openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${at}.key`)
    this.openssl('req', '-new', '-key', `${at}.key`, '-subj', '/', '-out', `${at}.csr`)
    this.openssl('x509', '-req', '-in', `${at}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-set_serial', String(this.serial), '-days', '1', '-extfile', `${at}.cnf`, '-out', `${at}.pem`)
    return { key: createPrivateKey(readFileSync(join(this.folder, `${at}.key`))), certificate: readFileSync(join(this.folder, `${at}.pem`), 'utf8') }
  }

  /** As cosign keeps the log's answer beside the signature. `time` in seconds since 1970. */
  enter(payload: Buffer, signature: string, { certificate, time = Math.floor(Date.now() / 1000) }: { readonly certificate: string; readonly time?: number }): string {
    const spec = { data: { hash: { algorithm: 'sha256', value: createHash('sha256').update(payload).digest('hex') } }, signature: { content: signature, publicKey: { content: Buffer.from(certificate).toString('base64') } } }
    const body = Buffer.from(JSON.stringify({ apiVersion: '0.0.1', kind: 'hashedrekord', spec })).toString('base64')
    const logID = createHash('sha256').update(this.logKeys.publicKey.export({ type: 'spki', format: 'der' })).digest('hex')
    const Payload = { body, integratedTime: time, logIndex: 7, logID }
    return JSON.stringify({ SignedEntryTimestamp: sign('sha256', Buffer.from(canonicalJson(Payload)), this.logKeys.privateKey).toString('base64'), Payload })
  }

  stop(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
