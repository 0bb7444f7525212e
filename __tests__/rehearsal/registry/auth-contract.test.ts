// Tokens, held against docker-registry with a token service of our own, and each rule seen to fail when it is taken out.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { createPrivateKey, sign, X509Certificate, type KeyObject } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RegistryRule } from '../../../src/rehearsal/registry/rules.js'
import { absent, asking, openUpload, pushManifest, read, type Ask, type Got } from './bench.js'
import { startDockerRegistry, startEmbedded, type Subject } from './subjects.js'

const account = { username: 'accanto', password: 'pass', identityToken: 'identity-1', pull: [], push: ['accanto/*'] }
const inAnHour = 3600

interface Issuer extends Subject {
  /** A token that grants this (`accanto/driver:pull,push`), for so many seconds from now; below zero it is over. */
  token(scope: string, seconds: number): Promise<string>
}

const embedded = async (without: readonly RegistryRule[] = []): Promise<Issuer> => {
  const subject = await startEmbedded({ auth: 'token', accounts: [account] }, without)
  const token = async (scope: string, seconds: number): Promise<string> => {
    subject.registry.settings = { ...subject.registry.settings, tokenLifetime: seconds }
    const basic = `Basic ${Buffer.from('accanto:pass').toString('base64')}`
    const { text } = await asking(subject.origin, basic)('GET', `/token?service=docker.io&scope=repository:${scope}`)
    return (JSON.parse(text) as { token: string }).token
  }
  return { origin: subject.origin, stop: () => subject.stop(), token }
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** As the token service of Docker Hub makes them: a JWT, signed with a key whose certificate the registry knows. */
const jwt = (scope: string, seconds: number, { key, cert }: { key: KeyObject; cert: X509Certificate }): string => {
  const [, name, actions] = /^(.+):([a-z,]+)$/.exec(scope) ?? []
  const now = Math.floor(Date.now() / 1000)
  const header = encoded({ typ: 'JWT', alg: 'ES256', x5c: [cert.raw.toString('base64')] })
  // 2.8 allows clocks that are a minute apart, so what is over must be over for longer.
  const [from, until] = seconds < 0 ? [now - 7200, now - 3600] : [now - 60, now + seconds]
  const body = encoded({ iss: 'contract', sub: 'accanto', aud: 'docker.io', nbf: from, iat: from, exp: until, jti: '1', access: [{ type: 'repository', name, actions: actions?.split(',') }] })
  const signature = sign('sha256', Buffer.from(`${header}.${body}`), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  return `${header}.${body}.${signature}`
}

const dockerRegistry = async (): Promise<Issuer> => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-issuer-'))
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile, '-out', certFile, '-subj', '/CN=contract', '-days', '2'], { stdio: 'ignore' })
  const signer = { key: createPrivateKey(await readFile(keyFile)), cert: new X509Certificate(await readFile(certFile)) }
  const subject = await startDockerRegistry(`auth: { token: { realm: 'http://127.0.0.1:1/token', service: docker.io, issuer: contract, rootcertbundle: '${certFile}' } }\n`)
  const stop = async (): Promise<void> => {
    await subject.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { origin: subject.origin, stop, token: async (scope, seconds) => jwt(scope, seconds, signer) }
}

const withToken = async (issuer: Issuer, scope: string, seconds = inAnHour): Promise<Ask> => asking(issuer.origin, `Bearer ${await issuer.token(scope, seconds)}`)

/** docker-registry keeps the actions of a scope in a Go map, so it names them in any order, and each order says the same. */
const challengeOf = (got: Got): string => (got.headers.get('www-authenticate') ?? 'no challenge')
  .replace(/realm="[^"]+"/, 'realm="R"')
  .replace(/(scope="[^"]*:)([a-z,]+)"/, (_, before: string, actions: string) => `${before}${actions.split(',').sort().join(',')}"`)

interface AuthContract {
  readonly rule: RegistryRule
  readonly says: string
  readonly check: (issuer: Issuer, name: string) => Promise<void>
}

const contracts: readonly AuthContract[] = [
  { rule: 'R-AUT-01', says: 'who brings no token is told where one is given, for which service and scope', check: async (issuer, name) => {
    const ask = asking(issuer.origin)
    const hello = await ask('GET', '/v2/')
    expect([hello.status, hello.code, challengeOf(hello)]).toEqual([401, 'UNAUTHORIZED', 'Bearer realm="R",service="docker.io"'])
    const scope = (actions: string): string => `Bearer realm="R",service="docker.io",scope="repository:${name}:${actions}"`
    const reading = await read(ask, name, 't')
    expect([reading.status, reading.code, challengeOf(reading)]).toEqual([401, 'UNAUTHORIZED', scope('pull')])
    const pushing = await ask('POST', `/v2/${name}/blobs/uploads/`)
    expect([pushing.status, challengeOf(pushing)]).toEqual([401, scope('pull,push')])
    const deleting = await ask('DELETE', `/v2/${name}/manifests/${absent}`)
    expect([deleting.status, challengeOf(deleting)]).toEqual([401, scope('delete')])
    const wrong = await asking(issuer.origin, 'Bearer nonsense')('GET', '/v2/')
    expect(wrong.status).toBe(401)
  } },
  { rule: 'R-AUT-03', says: 'a token is good for its repository and actions, and no other', check: async (issuer, name) => {
    const pusher = await withToken(issuer, `${name}:pull,push`)
    await pushManifest(pusher, name, { tag: 't' })
    const puller = await withToken(issuer, `${name}:pull`)
    expect((await read(puller, name, 't')).status).toBe(200)
    const pushing = await puller('POST', `/v2/${name}/blobs/uploads/`)
    expect([pushing.status, challengeOf(pushing)]).toEqual([401, `Bearer realm="R",service="docker.io",scope="repository:${name}:pull,push",error="insufficient_scope"`])
    expect((await read(puller, `${name}-other`, 't')).status).toBe(401)
    expect((await pusher('DELETE', `/v2/${name}/manifests/${absent}`)).status).toBe(401)
  } },
  { rule: 'R-AUT-04', says: 'a token whose time is over is none', check: async (issuer, name) => {
    const late = await withToken(issuer, `${name}:pull`, -1)
    const answer = await read(late, name, 't')
    expect([answer.status, answer.code]).toEqual([401, 'UNAUTHORIZED'])
    expect(challengeOf(answer)).toContain('error="invalid_token"')
  } },
]

describe.each([['the embedded registry', () => embedded()], ['docker-registry 2.8', dockerRegistry]] as const)('%s', (_, start) => {
  let issuer: Issuer
  beforeAll(async () => {
    issuer = await start()
  })
  afterAll(() => issuer.stop())
  test.each(contracts)('$rule: $says', ({ rule, check }) => check(issuer, `accanto/${rule.toLowerCase()}`))
})

const running: Issuer[] = []
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
})
const started = async (without: readonly RegistryRule[] = []): Promise<Issuer> => {
  const issuer = await embedded(without)
  running.push(issuer)
  return issuer
}

/** What is the token service's own, and can be held against no registry of this machine. */
const own: readonly AuthContract[] = [
  { rule: 'R-AUT-02', says: 'a token grants what was asked for as far as the account may', check: async (issuer) => {
    await openUpload(await withToken(issuer, 'accanto/driver:pull,push'), 'accanto/driver')
    expect((await (await withToken(issuer, 'somebody/else:pull,push'))('POST', '/v2/somebody/else/blobs/uploads/')).status).toBe(401)
  } },
  { rule: 'R-AUT-05', says: 'what is public may be pulled by a token that nobody asked for by name', check: async (issuer) => {
    const { text } = await asking(issuer.origin)('GET', '/token?service=docker.io&scope=repository:somebody/else:pull')
    const ask = asking(issuer.origin, `Bearer ${(JSON.parse(text) as { token: string }).token}`)
    expect((await read(ask, 'somebody/else', 't')).status).toBe(404)
    expect((await ask('POST', '/v2/somebody/else/blobs/uploads/')).status).toBe(401)
  } },
  { rule: 'R-AUT-06', says: 'a wrong password gets no token, not even for what is public', check: async (issuer) => {
    const wrong = asking(issuer.origin, `Basic ${Buffer.from('accanto:wrong').toString('base64')}`)
    expect((await wrong('GET', '/token?service=docker.io&scope=repository:a/b:pull')).status).toBe(401)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await asking(issuer.origin)('POST', '/token', { headers: form, body: 'grant_type=refresh_token&refresh_token=wrong&service=docker.io' })).status).toBe(401)
    expect((await asking(issuer.origin)('POST', '/token', { headers: form, body: 'grant_type=refresh_token&refresh_token=identity-1&service=docker.io' })).status).toBe(200)
  } },
]
test.each(own)('$rule: $says', async ({ check }) => check(await started(), 'accanto/own'))

test.each([...contracts, ...own])('the contract of $rule fails when the rule is taken out', async ({ rule, check }) => {
  await expect(check(await started([rule]), 'accanto/without')).rejects.toThrow()
})
