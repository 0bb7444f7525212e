import { expect, test } from '@jest/globals'
import { readSigners } from '../../src/core/signers.js'

const now = Date.parse('2026-06-01T00:00:00Z')
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0'
const block = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDMEZ\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----'

test.each<[string, Partial<ReturnType<typeof readSigners>>]>([
  [`ann@example.com ${key}`, { ssh: [`ann@example.com ${key}`] }],
  [`ann@example.com,bea@example.com namespaces="git" ${key} comment`, { ssh: [`ann@example.com,bea@example.com namespaces="git" ${key} comment`] }],
  [`*@example.com cert-authority,namespaces="git" ${key}`, { ssh: [`*@example.com cert-authority,namespaces="git" ${key}`] }],
  [key, { ssh: [`signer ${key}`] }],
  ['sk-ssh-ed25519@openssh.com AAAAGnNr', { ssh: ['signer sk-ssh-ed25519@openssh.com AAAAGnNr'] }],
  ['ecdsa-sha2-nistp256 AAAAE2Vj x', { ssh: ['signer ecdsa-sha2-nistp256 AAAAE2Vj x'] }],
  [block, { gpg: [block] }],
  [`# who\n\n${block}\r\nann@example.com ${key}\r\n`, { gpg: [block], ssh: [`ann@example.com ${key}`] }],
  ['', {}],
  ['# nobody', {}],
  ['ann', { other: ['ann'] }],
  ['-----BEGIN PGP PRIVATE KEY BLOCK-----', { other: ['-----BEGIN PGP PRIVATE KEY BLOCK-----'] }],
  [`ann valid-before="20260601" ${key}`, {}],
  [`ann valid-before="20260602" ${key}`, { ssh: [`ann valid-before="20260602" ${key}`] }],
  [`ann valid-before=20260531235959Z ${key}`, {}],
  [`ann valid-after="20200101",valid-before="202606010001Z" ${key}`, { ssh: [`ann valid-after="20200101",valid-before="202606010001Z" ${key}`] }],
  [`ann valid-before="20269999" ${key}`, {}],
])('%j', (text, expected) => {
  expect(readSigners([text], now)).toEqual({ gpg: [], ssh: [], other: [], ...expected })
})
