// Reliability S15: where a registry may send a password for a token.
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseChallenges } from '../../../src/adapters/registry/challenge.js'
import { judgeRealm } from '../../../src/adapters/registry/realm.js'

const allowed: [string, string][] = [
  ['https://registry-1.docker.io', 'https://auth.docker.io/token'],
  ['https://ghcr.io', 'https://ghcr.io/token'],
  ['https://quay.io', 'https://quay.io/v2/auth'],
  ['https://registry.gitlab.com', 'https://gitlab.com/jwt/auth'],
  ['https://mine.azurecr.io', 'https://mine.azurecr.io/oauth2/token'],
  ['https://registry.example.com', 'https://auth.example.com/token'],
  ['https://registry.example.com:5000', 'https://registry.example.com:5001/auth'],
  ['https://registry.example.co.uk', 'https://auth.example.co.uk/token'],
  ['https://10.1.2.3:5000', 'https://10.1.2.3:5001/auth'],
  ['http://127.0.0.1:5000', 'http://127.0.0.1:5001/token'],
  ['http://127.0.0.1:5000', 'http://localhost:5001/token'],
]

test.each(allowed)('%s may send us to %s', (base, realm) => {
  expect(judgeRealm(new URL(base), realm)).toMatchObject({ url: new URL(realm) })
})

const refused: [string, string][] = [
  ['https://registry-1.docker.io', 'https://auth.docker.io.evil.example/token'],
  ['https://registry-1.docker.io', 'https://auth.docker.com/token'],
  ['https://registry-1.docker.io', 'http://auth.docker.io/token'],
  ['https://ghcr.io', 'https://evil.example/token'],
  ['https://ghcr.io', 'https://gh-cr.io/token'],
  ['https://ghcr.io', 'https://xghcr.io/token'],
  ['https://ghcr.io', 'https://ghcr.io@evil.example/token'],
  ['https://ghcr.io', 'https://user:pass@ghcr.io/token'],
  ['https://ghcr.io', 'https://169.254.169.254/latest/meta-data'],
  ['https://ghcr.io', 'http://169.254.169.254/latest/meta-data'],
  ['https://ghcr.io', 'https://2852039166/latest'],
  ['https://ghcr.io', 'https://0xa9fea9fe/latest'],
  ['https://ghcr.io', 'https://[::ffff:169.254.169.254]/'],
  ['https://ghcr.io', 'https://[fe80::1]/'],
  ['https://ghcr.io', 'https://[::1]/token'],
  ['https://ghcr.io', 'https://127.0.0.1/token'],
  ['https://ghcr.io', 'http://localhost/token'],
  ['https://ghcr.io', 'https://localhost/token'],
  ['https://ghcr.io', 'file:///etc/passwd'],
  ['https://ghcr.io', 'ftp://ghcr.io/token'],
  ['https://ghcr.io', 'gopher://ghcr.io/'],
  ['https://ghcr.io', 'javascript:alert(1)'],
  ['https://ghcr.io', '/token'],
  ['https://ghcr.io', ''],
  ['https://ghcr.io', 'https://'],
  ['https://ghcr.io', 'https://ghcr\u3002io.evil.example/token'],
  ['https://ghcr.io', 'https://ghсr.io/token'], // a Cyrillic letter
  ['https://mine.azurecr.io', 'https://yours.azurecr.io/oauth2/token'],
  ['https://mine.azurecr.io', 'https://azurecr.io/oauth2/token'],
  ['https://1.dkr.ecr.eu-west-1.amazonaws.com', 'https://x.eu-west-1.elb.amazonaws.com/'],
  ['https://registry.example.co.uk', 'https://evil.co.uk/token'],
  ['https://registry.example.com.au', 'https://evil.com.au/token'],
  ['https://registry.example.com', 'https://com/token'],
  ['https://registry.example.com', 'https://anotherexample.com/token'],
  ['https://10.1.2.3:5000', 'https://10.1.2.4/auth'],
  ['https://10.1.2.3:5000', 'http://10.1.2.3:5001/auth'],
  ['https://registry', 'https://auth/token'],
  ['http://127.0.0.1:5000', 'https://evil.example/token'],
  ['http://127.0.0.1:5000', 'http://169.254.169.254/'],
]

test.each(refused)('%s may not send us to %j', (base, realm) => {
  expect(judgeRealm(new URL(base), realm)).toHaveProperty('why')
})

test('a well-known second name does not make a domain of strangers one\'s own, whatever the labels', () => {
  const label = fc.stringMatching(/^[a-z]{3,8}$/)
  fc.assert(fc.property(label, label, fc.constantFrom('co.uk', 'com.au', 'org.nz', 'azurecr.io', 'pkg.dev', 'duckdns.org'), (one, other, suffix) => {
    fc.pre(one !== other)
    expect(judgeRealm(new URL(`https://${one}.${suffix}`), `https://${other}.${suffix}/token`)).toHaveProperty('why')
  }))
})

test.each([
  ['Bearer realm="https://a/token",service="a",scope="repository:x/y:pull,push"', [{ scheme: 'bearer', params: { realm: 'https://a/token', service: 'a', scope: 'repository:x/y:pull,push' } }]],
  ['bearer Realm=https://a/token', [{ scheme: 'bearer', params: { realm: 'https://a/token' } }]],
  ['Basic realm="x", Bearer realm="https://a/token"', [{ scheme: 'basic', params: { realm: 'x' } }, { scheme: 'bearer', params: { realm: 'https://a/token' } }]],
  ['Negotiate, Basic realm="a \\"b\\" c"', [{ scheme: 'negotiate', params: {} }, { scheme: 'basic', params: { realm: 'a "b" c' } }]],
  ['Bearer realm="https://a/",realm="https://evil/"', [{ scheme: 'bearer', params: { realm: 'https://a/' } }]],
  ['Bearer __proto__="x",realm="y"', [{ scheme: 'bearer', params: { ['__proto__']: 'x', realm: 'y' } }]],
  ['', []],
])('the challenge %j is read as it is meant', (header, wanted) => {
  expect(parseChallenges(header).map((it) => [it.scheme, Object.entries(it.params)])).toEqual(wanted.map((it) => [it.scheme, Object.entries(it.params)]))
})

test('no header makes the parser hang, throw or touch what all objects share', () => {
  fc.assert(fc.property(fc.string({ maxLength: 400, unit: fc.constantFrom('a', '=', '"', ',', ' ', '\\', '_') }), (header) => {
    expect(Array.isArray(parseChallenges(header))).toBe(true)
  }))
  const started = performance.now()
  for (const piece of ['"', '=', ',', ' ', '\\', 'a="', 'a=,']) parseChallenges(`Bearer ${piece.repeat(1_000_000)}`)
  expect(performance.now() - started).toBeLessThan(500)
})
