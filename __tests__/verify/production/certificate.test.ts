// Certificates of signers: who is believed, and what a forger may not do. Each row is one thing that is not as it should be.
import { afterAll, describe, expect, test } from '@jest/globals'
import { sign } from 'node:crypto'
import { signerOf, type Attached, type CertificateIdentity } from '../../../src/verify/production/certificate.js'
import { SmallSigstore, type Leaf } from './sigstore.js'

const [sigstore, stranger] = [new SmallSigstore(), new SmallSigstore()]
afterAll(() => [sigstore, stranger].forEach((it) => it.stop()))

const payload = Buffer.from('what was signed')
const google = 'https://accounts.google.com'
const robot = { name: 'email:robot@example.com', issuer: google }
const identity: CertificateIdentity = { certificate: 'robot@example.com', issuer: google, authority: sigstore.authority, log: sigstore.log }
/** Certificates are made later than this line is read. */
const now = Math.floor(Date.now() / 1000) + 600

const signedBy = ({ key, certificate }: Leaf, { log = sigstore, time = now }: { readonly log?: SmallSigstore; readonly time?: number } = {}): Attached => {
  const signature = sign('sha256', payload, key).toString('base64')
  return { payload, signature, certificate, bundle: log.enter(payload, signature, { certificate, time }) }
}
const other = (it: Attached, more: Partial<Attached>): Attached => ({ ...it, ...more })
const changed = (it: Attached, change: (bundle: { SignedEntryTimestamp: string; Payload: Record<string, unknown> }) => void): Attached => {
  const bundle = JSON.parse(it.bundle ?? '') as { SignedEntryTimestamp: string; Payload: Record<string, unknown> }
  change(bundle)
  return { ...it, bundle: JSON.stringify(bundle) }
}

const leaf = sigstore.certify(robot)
const good = signedBy(leaf)

describe('a signature with a certificate', () => {
  test('counts when the authority gave it out to the identity, and the log had the signature while it was good', () => {
    expect(signerOf(good, identity)).toEqual({ note: `signed by robot@example.com, identified by ${google}, on ${new Date(now * 1000).toISOString().slice(0, 10)} (entry 7 of the log)` })
    expect(signerOf(good, { ...identity, issuer: undefined } as unknown as CertificateIdentity)).toMatchObject({ note: expect.any(String) as unknown })
  })

  test('of a workflow is found by its address', () => {
    const uri = 'https://github.com/acme/thing/.github/workflows/release.yml@refs/tags/v1.0.0'
    expect(signerOf(signedBy(sigstore.certify({ name: `URI:${uri}`, issuer: 'https://token.actions.githubusercontent.com' })), { ...identity, certificate: uri, issuer: 'https://token.actions.githubusercontent.com' })).toMatchObject({ note: expect.stringContaining(uri) as unknown })
  })

  test.each<readonly [string, () => Attached, Partial<CertificateIdentity>, string]>([
    ['of an authority that anybody can make', () => signedBy(stranger.certify(robot)), {}, 'no authority that is believed'],
    ['of our authority, where another is asked for', () => good, { authority: stranger.authority }, 'no authority that is believed'],
    ['in a log that anybody can make', () => signedBy(leaf, { log: stranger }), {}, 'of another log'],
    ['that names somebody else', () => signedBy(sigstore.certify({ ...robot, name: 'email:nobody@example.com' })), {}, 'its certificate names nobody@example.com'],
    ['whose name only prints as two', () => signedBy(sigstore.certify({ ...robot, name: 'URI:https://example.com/, email:robot@example.com' })), {}, 'its certificate names'],
    ['identified by somebody else', () => signedBy(sigstore.certify({ ...robot, issuer: 'https://example.com' })), {}, 'identified by https://example.com'],
    ['for servers', () => signedBy(sigstore.certify({ ...robot, use: 'serverAuth' })), {}, 'for something else than signing'],
    ['without an entry of the log', () => other(good, { bundle: undefined }), {}, 'no entry of the log'],
    ['used when it was over', () => signedBy(leaf, { time: now + 3 * 86_400 }), {}, 'was not good at'],
    ['used before it was there', () => signedBy(leaf, { time: now - 86_400 }), {}, 'was not good at'],
    ['with a time that the log did not promise', () => changed(good, ({ Payload }) => (Payload['integratedTime'] = now + 60)), {}, 'has not signed its entry'],
    ['with a promise that nobody made', () => changed(good, (it) => (it.SignedEntryTimestamp = 'AAAA')), {}, 'has not signed its entry'],
    ['with the entry of another signature', () => other(good, { bundle: signedBy(sigstore.certify(robot)).bundle }), {}, 'is of another signature'],
    ['with the entry of other bytes', () => other(good, { bundle: sigstore.enter(Buffer.from('others'), good.signature, { certificate: leaf.certificate }) }), {}, 'is of another signature'],
    ['that did not make the signature', () => other(good, { certificate: sigstore.certify(robot).certificate }), {}, 'does not fit its certificate'],
    ['that is not there', () => other(good, { certificate: undefined }), {}, 'no certificate'],
    ['with an entry that is none', () => other(good, { bundle: '{}' }), {}, 'cannot be read'],
  ])('%s does not count', (_, attached, asked, why) => {
    expect(signerOf(attached(), { ...identity, ...asked })).toEqual(expect.stringContaining(why))
  })

  test('of somebody\'s own authority does not count where none is named: Sigstore\'s is asked for', () => {
    expect(signerOf(good, { certificate: 'robot@example.com' })).toContain('of another log')
  })
})
