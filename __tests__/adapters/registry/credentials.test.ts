// Who we are at a registry: the order of the places that are looked at, and that each counts for one host only.
import { expect, test } from '@jest/globals'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createExec } from '../../../src/adapters/exec/node-exec.js'
import { createCredentials } from '../../../src/adapters/registry/credentials.js'
import { codeOf, failureOf } from '../codes.js'
import { rememberingLog, tempFolder } from '../temp.js'

const basic = (text: string): string => Buffer.from(text).toString('base64')
const hub = { host: 'docker.io', repository: 'accanto/driver' }
const ghcr = { host: 'ghcr.io', repository: 'accanto/driver' }

interface Given {
  readonly env?: Record<string, string>
  readonly config?: unknown
  readonly helpers?: Record<string, string>
  readonly token?: string
}

/** A home with docker's config in it, and helpers (shell scripts) on PATH. */
const bench = async ({ env = {}, config, helpers = {}, token }: Given) => {
  const home = await tempFolder()
  await mkdir(join(home, '.docker'))
  await mkdir(join(home, 'bin'))
  if (config !== undefined) await writeFile(join(home, '.docker', 'config.json'), typeof config === 'string' ? config : JSON.stringify(config))
  for (const [name, script] of Object.entries(helpers)) {
    const path = join(home, 'bin', `docker-credential-${name}`)
    await writeFile(path, `#!/bin/sh\n${script}\n`)
    await chmod(path, 0o755)
  }
  const environment = { HOME: home, PATH: `${join(home, 'bin')}:/usr/bin:/bin`, ...env }
  const secrets: string[] = []
  const log = { ...rememberingLog(), secret: (value: string) => void secrets.push(value) }
  const exec = createExec({ log, environment, signal: new AbortController().signal })
  return { credentials: createCredentials({ environment, exec, log, owner: 'Accanto', ...(token === undefined ? {} : { token }) }), secrets, lines: log.lines, home }
}

const fileLogin = { auths: { 'https://index.docker.io/v1/': { auth: basic('filer:from:file') }, 'ghcr.io': { auth: basic('g:h') } } }

test('the environment goes before docker\'s config, which goes before the token, which goes before nobody', async () => {
  const env = { SLIPWAY_REGISTRY_GHCR_IO_USERNAME: 'env', SLIPWAY_REGISTRY_GHCR_IO_PASSWORD: 'of env' }
  const all = await bench({ env, config: fileLogin, token: 'gh-token' })
  expect(await all.credentials.of(ghcr)).toEqual({ username: 'env', password: 'of env' })
  const file = await bench({ config: fileLogin, token: 'gh-token' })
  expect(await file.credentials.of(ghcr)).toEqual({ username: 'g', password: 'h' })
  const token = await bench({ token: 'gh-token' })
  expect(await token.credentials.of(ghcr)).toEqual({ username: 'Accanto', password: 'gh-token' })
  const nobody = await bench({})
  expect(await nobody.credentials.of(ghcr)).toBeUndefined()
})

test('each password belongs to one host: no other host is given it, however similar its name', async () => {
  const { credentials } = await bench({
    env: { SLIPWAY_REGISTRY_DOCKER_IO_USERNAME: 'u', SLIPWAY_REGISTRY_DOCKER_IO_PASSWORD: 'p' },
    config: { auths: { 'ghcr.io': { auth: basic('a:b') }, 'registry.example.com:5000': { auth: basic('c:d') } } },
    token: 'gh-token',
  })
  for (const host of ['quay.io', 'ghcr.io.evil.example', 'xghcr.io', 'registry.example.com', 'registry.example.com:5001', 'example.com', 'index.docker.io.evil.example']) {
    expect([host, await credentials.of({ host, repository: 'accanto/driver' })]).toEqual([host, undefined])
  }
  expect(await credentials.of({ host: 'registry.example.com:5000', repository: 'x' })).toEqual({ username: 'c', password: 'd' })
})

test('the token is for packages of the owner on ghcr.io alone', async () => {
  const { credentials } = await bench({ token: 'gh-token', env: { GITHUB_ACTOR: 'someone' } })
  expect(await credentials.of(ghcr)).toEqual({ username: 'someone', password: 'gh-token' })
  expect(await credentials.of({ host: 'ghcr.io', repository: 'accanto-evil/driver' })).toBeUndefined()
  expect(await credentials.of({ host: 'ghcr.io', repository: 'another/driver' })).toBeUndefined()
  expect(await credentials.of(hub)).toBeUndefined()
})

test.each(['https://index.docker.io/v1/', 'index.docker.io', 'docker.io', 'https://registry-1.docker.io/v2/', 'http://docker.io'])(
  'Docker Hub is found under %s', async (key) => {
    const { credentials } = await bench({ config: { auths: { [key]: { auth: basic('u:p:with:colons') } } } })
    expect(await credentials.of(hub)).toEqual({ username: 'u', password: 'p:with:colons' })
  },
)

test.each([
  ['padded with NUL', { auth: basic('u:p\0\0') }, { username: 'u', password: 'p' }],
  ['in the clear', { username: 'u', password: 'p' }, { username: 'u', password: 'p' }],
  ['an identity token', { auth: basic('u:'), identitytoken: 'id' }, { identityToken: 'id' }],
  ['empty, as a store leaves it', {}, undefined],
])('an entry of the file that is %s', async (_, entry, wanted) => {
  const { credentials } = await bench({ config: { auths: { 'ghcr.io': entry } } })
  expect(await credentials.of(ghcr)).toEqual(wanted)
})

const answering = 'read host; echo "$host" >> "$HOME/asked"; echo "{\\"ServerURL\\":\\"$host\\",\\"Username\\":\\"helped\\",\\"Secret\\":\\"by helper\\"}"'

test('a helper of the registry goes before the store, and the store before the file', async () => {
  const helpers = { one: answering, all: answering.replace('helped', 'stored') }
  const { credentials } = await bench({ config: { ...fileLogin, credHelpers: { 'ghcr.io': 'one' }, credsStore: 'all' }, helpers })
  expect(await credentials.of(ghcr)).toEqual({ username: 'helped', password: 'by helper' })
  expect(await credentials.of(hub)).toEqual({ username: 'stored', password: 'by helper' })
})

test('a helper is asked for Docker Hub by its legacy key, and for others by their host', async () => {
  const { credentials, home } = await bench({ config: { credsStore: 'all' }, helpers: { all: answering } })
  await credentials.of(hub)
  await credentials.of(ghcr)
  expect(await readFile(join(home, 'asked'), 'utf8')).toBe('https://index.docker.io/v1/\nghcr.io\n')
})

test('a helper that has nothing is no error, and the next place is looked at', async () => {
  const { credentials } = await bench({ config: { credsStore: 'all' }, helpers: { all: 'echo "credentials not found in native keychain"; exit 1' }, token: 'gh-token' })
  expect(await credentials.of(ghcr)).toEqual({ username: 'Accanto', password: 'gh-token' })
})

test('a helper may hold an identity token', async () => {
  const { credentials } = await bench({ config: { credsStore: 'all' }, helpers: { all: 'echo "{\\"Username\\":\\"<token>\\",\\"Secret\\":\\"id\\"}"' } })
  expect(await credentials.of(ghcr)).toEqual({ identityToken: 'id' })
})

test.each<[string, Given]>([
  ['a password without a user', { env: { SLIPWAY_REGISTRY_GHCR_IO_PASSWORD: 'p' } }],
  ['a user without a password', { env: { SLIPWAY_REGISTRY_GHCR_IO_USERNAME: 'u', SLIPWAY_REGISTRY_GHCR_IO_PASSWORD: '' } }],
  ['a file that is no JSON', { config: '{"auths": hunter2' }],
  ['a file that is no mapping', { config: '"hunter2"' }],
  ['an auth that is not base64 of two parts', { config: { auths: { 'ghcr.io': { auth: basic('hunter2') } } } }],
  ['a helper that is not installed', { config: { credsStore: 'missing' } }],
  ['a helper that is no program', { config: { credsStore: '../../bin/sh' } }],
  ['a helper that fails', { config: { credsStore: 'all' }, helpers: { all: 'echo hunter2 >&2; exit 3' } }],
  ['a helper that does not speak JSON', { config: { credsStore: 'all' }, helpers: { all: 'echo hunter2' } }],
])('%s stops with what is wrong where, instead of going on as somebody else', async (_, given) => {
  const { credentials, lines } = await bench({ ...given, token: 'gh-token' })
  const failure = await failureOf(credentials.of(ghcr))
  expect(failure.code).toBe('REGISTRY_CREDENTIALS')
  expect(`${failure.message} ${lines.join(' ')}`).not.toContain('hunter2')
})

test('DOCKER_CONFIG names another folder, and a folder without a file is no error', async () => {
  const folder = await tempFolder()
  const { credentials } = await bench({ env: { DOCKER_CONFIG: folder }, config: fileLogin })
  expect(await credentials.of(hub)).toBeUndefined()
  await writeFile(join(folder, 'config.json'), JSON.stringify({ auths: { 'quay.io': { auth: basic('q:r') } } }))
  expect(await credentials.of({ host: 'quay.io', repository: 'x' })).toEqual({ username: 'q', password: 'r' })
})

test('what is found is known to the log as a secret, also as a header carries it', async () => {
  const { credentials, secrets, lines } = await bench({ config: { credsStore: 'all' }, helpers: { all: answering } })
  await credentials.of(ghcr)
  expect(secrets).toEqual(expect.arrayContaining(['by helper', basic('helped:by helper')]))
  expect(lines.join('\n')).not.toContain('by helper')
})

test('a host is looked up once', async () => {
  const { credentials, home } = await bench({ config: { credsStore: 'all' }, helpers: { all: answering } })
  await Promise.all([credentials.of(ghcr), credentials.of(ghcr), credentials.of({ ...ghcr, repository: 'other/x' })])
  expect(await readFile(join(home, 'asked'), 'utf8')).toBe('ghcr.io\n')
  expect(await codeOf((await bench({ config: 'x' })).credentials.of(ghcr))).toBe('REGISTRY_CREDENTIALS')
})
