// Tokens, scopes and who is asked for them.
import { afterEach, expect, test } from '@jest/globals'
import type { Login } from '../../../src/adapters/registry/credentials.js'
import type { Account, RegistrySettings } from '../../../src/rehearsal/registry/settings.js'
import { startEmbedded } from '../../rehearsal/registry/subjects.js'
import { codeOf, failureOf } from '../codes.js'
import { localServer } from '../http/local-server.js'
import { clientOf, localBlob, pushImage, type ClientOptions } from './client.js'

const name = { host: 'docker.io', repository: 'accanto/driver' }
const other = { host: 'docker.io', repository: 'somebody/else' }
const account: Account = { username: 'accanto', password: 'pa:ss word', identityToken: 'identity-1', pull: [], push: ['accanto/*'] }
const login: Login = { username: account.username, password: account.password }

const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
})

const bench = async (settings: Partial<RegistrySettings> = {}, options: ClientOptions = {}) => {
  const subject = await startEmbedded({ auth: 'token', accounts: [account], ...settings })
  const client = clientOf({ 'docker.io': subject.origin }, options)
  running.push({ stop: async () => (client.close(), subject.stop()) })
  const asked = (purpose: string): number => subject.registry.journal.calls.filter((it) => it.purpose === purpose).length
  const tokens = (): number => subject.registry.journal.calls.filter((it) => it.path.startsWith('/token')).length
  return { subject, ...client, asked, tokens }
}

test.each(['token', 'basic'] as const)('with %s authentication an image is pushed and read', async (auth) => {
  const { registry } = await bench({ auth }, { login })
  const manifest = await pushImage(registry, name, { tag: '1.0.0' })
  expect((await registry.manifest(name, '1.0.0'))?.digest).toBe(manifest.digest)
})

test('an identity token is exchanged for tokens', async () => {
  const { registry } = await bench({}, { login: { identityToken: 'identity-1' } })
  await pushImage(registry, name)
})

test('anybody may pull what is public, and is told who may not push', async () => {
  const { registry } = await bench()
  expect(await registry.tags(name)).toEqual([])
  const blob = await localBlob('x')
  const failure = await failureOf(registry.putBlob(name, blob))
  expect(failure.code).toBe('REGISTRY_DENIED')
  expect(failure.message).toContain('does not allow pull,push on accanto/driver to an anonymous user')
  expect(failure.problems[0].hint).toContain('SLIPWAY_REGISTRY_DOCKER_IO_USERNAME')
})

test('a right that is missing is found without writing, and named', async () => {
  const { registry, subject } = await bench({}, { login })
  expect((await registry.canPush(name)).allowed).toBe(true)
  const verdict = await registry.canPush(other)
  expect(verdict).toMatchObject({ allowed: false, scope: 'repository:somebody/else:pull,push' })
  expect(verdict.reason).toContain('to the user accanto')
  expect(subject.registry.journal.writes).toEqual([])
})

test.each(['token', 'basic'] as const)('a wrong password with %s authentication is a denial, and not "there is none"', async (auth) => {
  const { registry } = await bench({ auth, anonymousPull: false }, { login: { username: 'accanto', password: 'wrong' } })
  expect(await codeOf(registry.manifest(name, '1.0.0'))).toBe('REGISTRY_DENIED')
  expect(await codeOf(registry.tags(name))).toBe('REGISTRY_DENIED')
  expect(await codeOf(registry.hasBlob(name, `sha256:${'0'.repeat(64)}`))).toBe('REGISTRY_DENIED')
})

test('a token is asked for once for each scope, also by calls side by side', async () => {
  const { registry, tokens } = await bench({}, { login })
  const blobs = await Promise.all(Array.from({ length: 12 }, () => localBlob(10)))
  await Promise.all(blobs.map((it) => registry.putBlob(name, it)))
  expect(tokens()).toBe(2) // to look, and to push
  await registry.tags(name)
  expect(tokens()).toBe(2)
  await registry.tags(other)
  expect(tokens()).toBe(3)
})

test('a token that expires in the middle is renewed once, and the call goes on', async () => {
  const { registry, subject, tokens } = await bench({ tokenLifetime: 60 }, { login })
  await pushImage(registry, name)
  const before = tokens()
  subject.time += 61_000
  await Promise.all([registry.tags(name), registry.hasBlob(name, `sha256:${'0'.repeat(64)}`)])
  expect(tokens()).toBe(before + 1)
})

test('a registry that accepts no token at all is asked twice and not for ever', async () => {
  const { registry, subject, asked } = await bench({ tokenLifetime: -1 }, { login })
  expect(await codeOf(registry.tags(name))).toBe('REGISTRY_DENIED')
  expect(asked('list tags')).toBe(2)
  expect(subject.registry.journal.writes).toEqual([])
})

test('passwords and tokens are known to the log as secrets, and stand in no line', async () => {
  const { registry, log } = await bench({}, { login })
  await pushImage(registry, name)
  await codeOf(registry.putBlob(other, await localBlob('x')))
  const token = log.secrets.find((it) => it.length > 60) ?? 'none'
  expect(token).not.toBe('none')
  expect(log.lines.join('\n')).not.toContain(token)
  expect(log.lines.join('\n')).not.toContain(account.password)
})

test('a registry that sends us elsewhere for a token gets an error, and the elsewhere gets nothing', async () => {
  const evil = await localServer((_, response) => response.end('{"token":"x"}'))
  const subject = await startEmbedded({ auth: 'token', accounts: [account] })
  // As a registry on the network would: its address has a name, only the answers come from here.
  const client = clientOf({ 'docker.io': 'https://registry.example.com' }, {
    login,
    through: (transport) => async (hop) => {
      const answer = await transport({ ...hop, url: new URL(hop.url.pathname, hop.url.hostname === 'registry.example.com' ? subject.origin : evil.origin) })
      const challenge = answer.headers['www-authenticate']?.replace(subject.origin, 'https://evil.example.net')
      return { ...answer, headers: { ...answer.headers, ...(challenge === undefined ? {} : { 'www-authenticate': challenge }) } }
    },
  })
  running.push({ stop: async () => (client.close(), subject.stop()) })
  expect(await codeOf(client.registry.tags(name))).toBe('REGISTRY_REALM')
  expect(evil.seen).toEqual([])
})

test('the password goes to the token service, and only the token to the registry', async () => {
  const seen: { path: string; authorization: string }[] = []
  const { registry } = await bench({}, {
    login,
    through: (transport) => (hop) => {
      seen.push({ path: hop.url.pathname, authorization: hop.headers['authorization'] ?? '' })
      return transport(hop)
    },
  })
  await pushImage(registry, name)
  const toToken = seen.filter((it) => it.path === '/token')
  expect(toToken.every((it) => it.authorization.startsWith('Basic '))).toBe(true)
  expect(seen.filter((it) => it.path !== '/token').some((it) => it.authorization.startsWith('Basic '))).toBe(false)
})
