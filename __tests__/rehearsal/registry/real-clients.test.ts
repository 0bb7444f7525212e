// Clients that we did not write take the embedded registry for a registry: docker, skopeo and helm, with and without accounts.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Digest } from '../../../src/core/digest.js'
import { contentsOf } from '../../../src/core/oci.js'
import { clientOf, localBlob } from '../../adapters/registry/client.js'
import { startEmbedded, type EmbeddedSubject } from './subjects.js'

const start = promisify(execFile)
const account = { username: 'accanto', password: 'pa:ss', pull: [], push: ['accanto/*'] }
const login = ['--username', account.username, '--password-stdin']
let home = ''
const imported: string[] = []

/** Runs a tool in a home of its own; a tool that is missing fails the test. */
const run = async (tool: string, args: readonly string[], stdin = ''): Promise<string> => {
  const env = { PATH: process.env['PATH'], HOME: home, DOCKER_CONFIG: join(home, 'docker'), HELM_CACHE_HOME: join(home, 'helm'), HELM_CONFIG_HOME: join(home, 'helm'), HELM_DATA_HOME: join(home, 'helm') }
  const running = start(tool, args, { env, cwd: home })
  // Most tools end without having read any of it.
  running.child.stdin?.on('error', () => undefined).end(stdin)
  const { stdout, stderr } = await running
  return `${stdout}${stderr}`
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'slipway-clients-'))
  await mkdir(join(home, 'root'))
  await writeFile(join(home, 'root', 'hello.txt'), `hello of ${process.pid}\n`)
  await run('tar', ['-cf', 'root.tar', '-C', 'root', '.'])
})

afterAll(async () => {
  if (imported.length > 0) await run('docker', ['rmi', '--force', ...new Set(imported)])
  await rm(home, { recursive: true, force: true })
})

const digestIn = (text: string): Digest => {
  const found = /sha256:[0-9a-f]{64}/.exec(text)?.[0]
  if (found === undefined) throw new Error(`no digest in ${text}`)
  return found as Digest
}

/** An image of one small layer, pushed by docker; its digest as docker tells it. */
const dockerPush = async (place: string): Promise<Digest> => {
  imported.push((await run('docker', ['import', 'root.tar', place])).trim())
  return digestIn(await run('docker', ['push', place]))
}

describe.each(['none', 'token', 'basic'] as const)('with authentication %s', (auth) => {
  let subject: EmbeddedSubject
  let place = ''
  beforeAll(async () => {
    subject = await startEmbedded({ auth, accounts: [account], anonymousPull: auth !== 'basic' })
    place = subject.origin.replace('http://', '')
    if (auth !== 'none') await run('docker', ['login', ...login, place], account.password)
  })
  afterAll(() => subject.stop())
  const creds = (side: string): string[] => (auth === 'none' ? [] : [`--${side}creds`, `${account.username}:${account.password}`])

  test('docker pushes, and pulls by digest what it pushed', async () => {
    const digest = await dockerPush(`${place}/accanto/driver:1.0.0`)
    await run('docker', ['rmi', '--force', ...imported.splice(0)])
    const pulled = `${place}/accanto/driver@${digest}`
    await run('docker', ['pull', pulled])
    imported.push((await run('docker', ['inspect', '--format', '{{.Id}}', pulled])).trim())
    expect(subject.registry.state.repositories.get('accanto/driver')?.tags.get('1.0.0')?.digest).toBe(digest)
  })

  test('skopeo inspects, copies within the registry with mounts, and reads back the same digest', async () => {
    const digest = await dockerPush(`${place}/accanto/driver:1.0.0`)
    const from = `docker://${place}/accanto/driver:1.0.0`
    const inspected = JSON.parse(await run('skopeo', ['inspect', '--tls-verify=false', ...creds(''), from])) as { Digest: string; RepoTags: string[] }
    expect([inspected.Digest, inspected.RepoTags]).toEqual([digest, ['1.0.0']])
    await run('skopeo', ['copy', '--preserve-digests', '--src-tls-verify=false', '--dest-tls-verify=false', ...creds('src-'), ...creds('dest-'), from, `docker://${place}/accanto/copy:2`])
    expect(subject.registry.state.repositories.get('accanto/copy')?.tags.get('2')?.digest).toBe(digest)
  })

  test('skopeo pushes an OCI image, which our client reads and copies, and docker pulls the copy', async () => {
    await dockerPush(`${place}/accanto/driver:1.0.0`)
    const both = ['--src-tls-verify=false', '--dest-tls-verify=false', ...creds('src-'), ...creds('dest-')]
    await run('skopeo', ['copy', '--format', 'oci', ...both, `docker://${place}/accanto/driver:1.0.0`, `docker://${place}/accanto/oci:1`])
    const client = clientOf({ 'docker.io': subject.origin }, auth === 'none' ? {} : { login: account })
    const [from, to] = [{ host: 'docker.io', repository: 'accanto/oci' }, { host: 'docker.io', repository: 'accanto/ours' }]
    const manifest = await client.registry.manifest(from, '1')
    if (!manifest) throw new Error('the manifest is not there')
    for (const { digest } of contentsOf(manifest.bytes)?.blobs ?? []) {
      const parts: Uint8Array[] = []
      for await (const part of client.registry.blob(from, digest)) parts.push(part)
      await client.registry.putBlob(to, await localBlob(Buffer.concat(parts)))
    }
    await client.registry.putManifest(to, manifest)
    client.close()
    await run('docker', ['pull', `${place}/accanto/ours@${manifest.digest}`])
    imported.push(`${place}/accanto/ours@${manifest.digest}`)
  })

  test('helm pushes a chart, shows it, and pulls the same bytes', async () => {
    if (auth !== 'none') await run('helm', ['registry', 'login', '--plain-http', ...login, place], account.password)
    const name = `demo-${auth}`
    await run('helm', ['create', name])
    await run('helm', ['package', name])
    const pushed = digestIn(await run('helm', ['push', '--plain-http', `${name}-0.1.0.tgz`, `oci://${place}/accanto`]))
    expect(subject.registry.state.repositories.get(`accanto/${name}`)?.tags.get('0.1.0')?.digest).toBe(pushed)
    expect(await run('helm', ['show', 'chart', '--plain-http', `oci://${place}/accanto/${name}`, '--version', '0.1.0'])).toContain('version: 0.1.0')
    await mkdir(join(home, `pulled-${auth}`))
    await run('helm', ['pull', '--plain-http', '--destination', `pulled-${auth}`, `oci://${place}/accanto/${name}`, '--version', '0.1.0'])
    expect(await readdir(join(home, `pulled-${auth}`))).toEqual([`${name}-0.1.0.tgz`])
    await run('cmp', [`${name}-0.1.0.tgz`, `pulled-${auth}/${name}-0.1.0.tgz`])
  })
})

test('docker is told that it may not push where it may not', async () => {
  const subject = await startEmbedded({ auth: 'token', accounts: [account] })
  const place = subject.origin.replace('http://', '')
  await run('docker', ['login', ...login, place], account.password)
  await expect(dockerPush(`${place}/somebody/else:1`)).rejects.toThrow(/denied|unauthorized|authentication required/i)
  expect(subject.registry.journal.writes).toEqual([])
  await expect(run('docker', ['login', ...login, place], 'wrong')).rejects.toThrow(/unauthorized|incorrect|401/i)
  await subject.stop()
})
