// A certificate authority of a rehearsal, as Fulcio is one: X.509 in DER by hand, as Node reads certificates and makes none.
import { generateKeyPairSync, sign, X509Certificate, type KeyObject } from 'node:crypto'

const length = (size: number): Buffer => (size < 128 ? Buffer.from([size]) : size < 256 ? Buffer.from([0x81, size]) : Buffer.from([0x82, size >> 8, size & 255]))
const tagged = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), length(body.length), body])
}
const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, ...parts)

const objectId = (text: string): Buffer => {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  const bytes = rest.flatMap((it) => {
    const groups = [it & 127]
    for (let left = it >> 7; left > 0; left >>= 7) groups.unshift((left & 127) | 128)
    return groups
  })
  return tagged(6, Buffer.from([first * 40 + second, ...bytes]))
}

const ecdsaWithSha256 = sequence(objectId('1.2.840.10045.4.3.2'))
const named = (name: string): Buffer => sequence(tagged(0x31, sequence(objectId('2.5.4.3'), tagged(12, Buffer.from(name)))))
const utc = (milliseconds: number): Buffer => tagged(0x17, Buffer.from(`${new Date(milliseconds).toISOString().replace(/[-:T]|\.\d+/g, '').slice(2)}`))
const extension = (id: string, value: Uint8Array): Buffer => sequence(objectId(id), tagged(4, value))

export interface Subject {
  readonly publicKey: KeyObject
  /** Who it is: the address of the workflow. */
  readonly uri: string
  readonly repository: string
  /** Milliseconds since 1970. */
  readonly now: number
}

export class CertificateAuthority {
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  private serial = 0

  /** For ten minutes. */
  certify({ publicKey, uri, repository, now }: Subject): X509Certificate {
    const body = sequence(
      tagged(0xa0, tagged(2, Buffer.from([2]))), tagged(2, Buffer.from([1, (this.serial += 1) & 127])), ecdsaWithSha256, named('rehearsal'),
      sequence(utc(now), utc(now + 600_000)), sequence(), publicKey.export({ type: 'spki', format: 'der' }),
      tagged(0xa3, sequence(
        extension('2.5.29.17', sequence(tagged(0x86, Buffer.from(uri)))),
        // Fulcio: source repository URI.
        extension('1.3.6.1.4.1.57264.1.12', tagged(12, Buffer.from(`https://github.com/${repository}`))),
      )),
    )
    const signature = sign('sha256', body, this.keys.privateKey)
    return new X509Certificate(sequence(body, ecdsaWithSha256, tagged(3, Buffer.from([0]), signature)))
  }

  isOurs(certificate: X509Certificate): boolean {
    return certificate.verify(this.keys.publicKey)
  }
}
