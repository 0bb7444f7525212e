import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createRedactor } from '../../src/core/redact.js'

const secret = 'ghs_5f4dcc3b5aa765d61d8327deb882cf99+/'

test.each([
  ['plain', secret],
  ['URL-encoded', encodeURIComponent(secret)],
  ['base64', Buffer.from(secret).toString('base64')],
  ['base64url', Buffer.from(secret).toString('base64url')],
  ['base64 of user and password', Buffer.from(`x-access-token:${secret}`).toString('base64')],
  ['hex', Buffer.from(secret).toString('hex')],
  ['JSON', JSON.stringify({ token: `a"${secret}` })],
])('a registered secret is taken out in its %s form', (_, form) => {
  const redactor = createRedactor()
  redactor.register(secret)
  const shown = redactor.redact(`before ${form} after`)
  expect(shown).toMatch(/^before .*\*\*\*.* after$/)
  for (const part of [secret, Buffer.from(secret).toString('base64').slice(6, 30)]) expect(shown).not.toContain(part)
})

test('each line of a secret of several lines is a secret', () => {
  const redactor = createRedactor()
  redactor.register('-----BEGIN-----\nMIIEpAIBAAKCAQEA\n-----END-----')
  expect(redactor.redact('x MIIEpAIBAAKCAQEA y')).toBe('x *** y')
})

test('text without a secret is left as it is', () => {
  const redactor = createRedactor()
  redactor.register(secret)
  fc.assert(fc.property(fc.string(), (text) => expect(redactor.redact(text)).toBe(text)))
})
