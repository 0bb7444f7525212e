import { mkdir, readFile } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Artifact } from '../../../src/core/artifact.js'
import { digestOf, hexOf, type Digest } from '../../../src/core/digest.js'
import type { JsonObject } from '../../../src/core/json.js'
import { documentBytes, mediaTypes } from '../../../src/core/oci.js'
import { verifyProduction } from '../../../src/verify/production/verify-production.js'
import { benches, codeOf, factsOf, play, stagingRoot, taskOf, type PromoteBench } from '../../promote/bench.js'
import { SmallSigstore } from './sigstore.js'

const open = benches()
const production = 'registry.example.com/dra'

const image = (bench: PromoteBench, place = `${stagingRoot}/driver`, salt = ''): Promise<Artifact> => bench.push('image', place, { tags: ['v0.2.0'], salt })
const verify = (bench: PromoteBench, inputs: readonly Artifact[], entry: JsonObject = {}, line: 'image' | 'chart' = 'image') =>
  play(verifyProduction, taskOf(verifyProduction, factsOf(bench, line, { alone: true }), entry), { inputs, world: bench.run() })

const name = { host: 'registry.example.com', repository: 'dra/driver' }

test('what is there with its digest and its platforms is done', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await image(bench, `${production}/driver`)
  const { before } = await verify(bench, [artifact], { platforms: ['linux/amd64', 'linux/arm64'] })
  expect(before).toMatchObject({ state: 'done', outcome: { where: `${production}/driver:v0.2.0`, digest: artifact.digest, commands: [`docker pull ${production}/driver@${artifact.digest}`] } })
})

test('what is not there yet is waited for a while, and then the run ends as waiting', async () => {
  const bench = await open()
  const { before, after } = await verify(bench, [await image(bench)], { patience: '2m' })
  expect(before.state).toBe('absent')
  expect(after).toMatchObject({ state: 'waiting', for: `${production}/driver:v0.2.0 to be there` })
  const slept = bench.clock.slept.reduce((sum, it) => sum + it, 0)
  expect([slept > 60_000, slept <= 120_000]).toEqual([true, true])
})

test('what comes in the meantime is found', async () => {
  const bench = await open()
  const artifact = await image(bench)
  let asked = 0
  bench.fail((_call, { url }) => (url.host === 'registry.example.com' && ++asked === 3 ? { kind: 'meanwhile', act: async () => {
    bench.fail(undefined)
    await image(bench, `${production}/driver`)
  } } : undefined))
  expect((await verify(bench, [artifact])).after.state).toBe('done')
})

test('another digest under the tag is a conflict', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await image(bench, `${production}/driver`, 'other')
  expect((await verify(bench, [artifact])).before).toMatchObject({ state: 'conflict', wanted: `${production}/driver:v0.2.0 ${artifact.digest}` })
})

test('a platform that the image must have and has not is missing, and told', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await image(bench, `${production}/driver`)
  expect((await verify(bench, [artifact], { platforms: ['linux/ppc64le'], patience: '10s' })).after).toMatchObject({ state: 'waiting', for: `${production}/driver:v0.2.0 for linux/ppc64le to be there` })
})

test.each<[string, readonly string[], string | undefined]>([
  ['is not there for others', ['linux/amd64', 'linux/arm64'], 'linux/arm64'],
  ['is there for its own', ['linux/amd64'], undefined],
  ['is there for its own, however that is spelled', ['linux/amd64/v1'], undefined],
])('an image of one platform, promoted instead of its index, %s', async (_rule, platforms, missing) => {
  const bench = await open()
  await image(bench, `${production}/driver`)
  const { registry } = bench.run()
  const index = JSON.parse(Buffer.from((await registry.manifest(name, 'v0.2.0'))?.bytes ?? '').toString('utf8')) as { manifests: { digest: Digest }[] }
  const single = await registry.manifest(name, index.manifests[0]?.digest ?? '')
  if (!single) throw new Error('there is no image of one platform')
  await registry.putManifest(name, single, 'v0.2.0')
  const artifact: Artifact = { kind: 'image', name: 'image', fileName: 'image', digest: single.digest, size: 1, mediaType: single.mediaType }
  const { after } = await verify(bench, [artifact], { platforms, patience: '10s' })
  expect(after).toMatchObject(missing === undefined ? { state: 'done' } : { state: 'waiting', for: `${production}/driver:v0.2.0 for ${missing} to be there` })
})

test('an index whose images were not copied is not there yet', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await image(bench, `${production}/driver`)
  const { registry } = bench.run()
  const index = JSON.parse(Buffer.from((await registry.manifest(name, 'v0.2.0'))?.bytes ?? '').toString('utf8')) as { manifests: { digest: Digest; platform: { architecture: string } }[] }
  const gone = index.manifests.find((it) => it.platform.architecture === 'arm64')?.digest ?? ''
  bench.fail((_call, { url }) => (url.host === 'registry.example.com' && url.pathname.endsWith(gone) ? { kind: 'answer', carriedOut: false, status: 404, body: '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}', headers: { 'content-type': 'application/json' } } : undefined))
  expect((await verify(bench, [artifact], { patience: '10s' })).after).toMatchObject({ state: 'waiting', for: `${production}/driver:v0.2.0 for linux/arm64 to be there` })
})

/** A chart that helm would take, with these values. */
const chartBytes = (values: string): Buffer => {
  const folder = mkdtempSync(join(tmpdir(), 'chart-'))
  mkdirSync(join(folder, 'driver'))
  writeFileSync(join(folder, 'driver/Chart.yaml'), 'apiVersion: v2\nname: driver\nversion: 0.2.0\nappVersion: "v0.2.0"\n')
  writeFileSync(join(folder, 'driver/values.yaml'), values)
  execFileSync('tar', ['-C', folder, '-czf', join(folder, 'chart.tgz'), 'driver'])
  return readFileSync(join(folder, 'chart.tgz'))
}

const pushChart = async (bench: PromoteBench, bytes: Buffer): Promise<Artifact> => {
  const { registry, files, workspace } = bench.run()
  const place = { host: 'registry.example.com', repository: 'dra/charts/driver' }
  const blob = async (it: Buffer) => {
    const made = { digest: digestOf(it), size: it.length }
    await files.writeFile(join(workspace.temp, 'blob'), it)
    await registry.putBlob(place, { ...made, path: join(workspace.temp, 'blob') })
    return made
  }
  const chart = await blob(bytes)
  const config = await blob(Buffer.from('{}'))
  const manifest = documentBytes({ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config: { mediaType: mediaTypes.helmConfig, ...config }, layers: [{ mediaType: mediaTypes.helmChart, ...chart }] })
  await registry.putManifest(place, { ...manifest, mediaType: mediaTypes.ociManifest }, '0.2.0')
  return { kind: 'chart', name: 'chart', fileName: 'driver-0.2.0.tgz', digest: chart.digest, size: chart.size, mediaType: 'application/gzip', about: { name: 'driver', version: '0.2.0' } }
}

test('the image that a chart installs must be there', async () => {
  const bench = await open()
  const artifact = await pushChart(bench, chartBytes(`image:\n  repository: ${production}/driver\n  tag: ""\n`))
  expect((await verify(bench, [artifact], { patience: '10s' }, 'chart')).after).toMatchObject({ state: 'waiting', for: `${production}/driver:v0.2.0, which the chart ${production}/charts/driver:0.2.0 installs to be there` })
  await image(bench, `${production}/driver`)
  expect((await verify(bench, [artifact], {}, 'chart')).before).toMatchObject({ state: 'done', outcome: { commands: [`helm pull oci://${production}/charts/driver --version 0.2.0`] } })
})

test('another chart under the version is a conflict', async () => {
  const bench = await open()
  const artifact = await pushChart(bench, chartBytes('a: 1\n'))
  await pushChart(bench, chartBytes('a: 2\n'))
  expect((await verify(bench, [artifact], {}, 'chart')).before.state).toBe('conflict')
})

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString()

/** As `cosign sign` leaves it. */
const signImage = async (bench: PromoteBench, digest: Digest, { key = keys.privateKey, of = digest, certificate, log }: { key?: KeyObject; of?: Digest; certificate?: string; log?: SmallSigstore } = {}): Promise<void> => {
  const { registry, files, workspace } = bench.run()
  const payload = Buffer.from(JSON.stringify({ critical: { identity: { 'docker-reference': `${production}/driver` }, image: { 'docker-manifest-digest': of }, type: 'cosign container image signature' }, optional: null }))
  const blob = async (bytes: Buffer) => {
    await files.writeFile(join(workspace.temp, 'blob'), bytes)
    await registry.putBlob(name, { digest: digestOf(bytes), size: bytes.length, path: join(workspace.temp, 'blob') })
    return { digest: digestOf(bytes), size: bytes.length }
  }
  const signature = sign('sha256', payload, key).toString('base64')
  const annotations: JsonObject = {
    'dev.cosignproject.cosign/signature': signature,
    ...(certificate === undefined ? {} : { 'dev.sigstore.cosign/certificate': certificate, 'dev.sigstore.cosign/bundle': log?.enter(payload, signature, { certificate, time: Math.floor(Date.now() / 1000) + 60 }) ?? '' }),
  }
  const manifest = documentBytes({
    schemaVersion: 2, mediaType: mediaTypes.ociManifest, config: { mediaType: mediaTypes.ociConfig, ...(await blob(Buffer.from('{}'))) },
    layers: [{ mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json', ...(await blob(payload)), annotations }],
  })
  await registry.putManifest(name, { ...manifest, mediaType: mediaTypes.ociManifest }, `sha256-${hexOf(digest)}.sig`)
}

const withKey: JsonObject = { identity: { key: pem(keys.publicKey) }, patience: '10s' }

test('a signature by the key of the config counts; until it is there it is waited for', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await image(bench, `${production}/driver`)
  expect((await verify(bench, [artifact], withKey)).after).toMatchObject({ state: 'waiting', for: `the signature of ${production}/driver:v0.2.0 to be there` })
  await signImage(bench, artifact.digest)
  expect((await verify(bench, [artifact], withKey)).before).toMatchObject({ state: 'done', outcome: { note: 'signed with the key of the config' } })
})

test.each<[string, (digest: Digest) => Parameters<typeof signImage>[2]]>([
  ['another key', () => ({ key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey })],
  ['another image', () => ({ of: `sha256:${'0'.repeat(64)}` })],
])('a signature with %s is refused', async (_what, how) => {
  const bench = await open()
  const artifact = await image(bench)
  await image(bench, `${production}/driver`)
  await signImage(bench, artifact.digest, how(artifact.digest))
  expect(await codeOf(verify(bench, [artifact], withKey))).toBe('SIGNATURE_INVALID')
})

test('a signature with a certificate counts when the authority and the log of the config stand for it', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await image(bench, `${production}/driver`)
  const sigstore = new SmallSigstore()
  try {
    await signImage(bench, artifact.digest, { ...sigstore.certify({ name: 'email:krel-trust@example.com', issuer: 'https://accounts.google.com' }), log: sigstore })
    const { authority, log } = sigstore
    const by = (identity: JsonObject) => verify(bench, [artifact], { identity, patience: '10s' })
    expect((await by({ certificate: 'krel-trust@example.com', issuer: 'https://accounts.google.com', authority, log })).before).toMatchObject({ state: 'done', outcome: { note: expect.stringContaining('signed by krel-trust@example.com') } })
    expect(await codeOf(by({ certificate: 'somebody@example.com', authority, log }))).toBe('SIGNATURE_INVALID')
    expect(await codeOf(by({ certificate: 'krel-trust@example.com', issuer: 'https://accounts.google.com' }))).toBe('SIGNATURE_INVALID')
  } finally {
    sigstore.stop()
  }
})

test('commands are run on what is in production, and not again once the release is published', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await image(bench, `${production}/driver`)
  const world = bench.run()
  const ran: string[][] = []
  const counting = (code: number) => ({ ...world, workspace: { ...world.workspace }, git: { ...world.git, exportTo: async () => undefined }, exec: { ...world.exec, run: async (it: { tool: string; args: readonly string[]; env?: Readonly<Record<string, string>> }) => {
    ran.push([it.tool, ...it.args, it.env?.['SLIPWAY_IMAGE'] ?? ''])
    return { code, stdout: '', stderr: '', took: 0 }
  } } })
  const task = taskOf(verifyProduction, factsOf(bench, 'image', { alone: true }), { run: ['kubectl apply --dry-run=server'] })
  expect(await codeOf(play(verifyProduction, task, { inputs: [artifact], world: counting(1) }))).toBe('VERIFY_FAILED')
  expect((await play(verifyProduction, task, { inputs: [artifact], world: counting(0) })).after.state).toBe('done')
  expect(ran.at(-1)).toEqual(['kubectl', 'apply', '--dry-run=server', `${production}/driver@${artifact.digest}`])
  expect((await verifyProduction.probe(task, [artifact], counting(0))).state).toBe('absent')
  await bench.world.as('member', 'sigs', 'driver').release({ tag: 'v0.2.0', draft: false })
  expect((await verifyProduction.probe(task, [artifact], counting(0))).state).toBe('done')
})

test('commands see no token', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await image(bench, `${production}/driver`)
  const own = bench.run({ environment: { SLIPWAY_CHAT_TOKEN: 'xoxb-test' } })
  const world = { ...own, git: { ...own.git, exportTo: async (folder: string) => void (await mkdir(folder, { recursive: true })) } }
  await play(verifyProduction, taskOf(verifyProduction, factsOf(bench, 'image', { alone: true }), { run: [['sh', '-c', 'env > ../environment']] }), { inputs: [artifact], world })
  const environment = await readFile(join(world.workspace.temp, 'environment'), 'utf8')
  expect(environment).toContain(`SLIPWAY_IMAGE=${production}/driver@${artifact.digest}\n`)
  expect(environment).not.toMatch(/TOKEN|ghp_|xoxb/)
})

test('a line that is used where it is published is looked at there', async () => {
  const bench = await open()
  const artifact = await image(bench)
  const facts = factsOf(bench, 'image', { alone: true, config: { promote: {} } })
  expect(await verifyProduction.probe(taskOf(verifyProduction, facts, {}), [artifact], bench.run())).toMatchObject({ state: 'done', outcome: { where: `${stagingRoot}/driver:v0.2.0` } })
})

test('commands need a release that keeps that they passed', async () => {
  const bench = await open()
  expect(await codeOf((async () => taskOf(verifyProduction, factsOf(bench, 'chart'), { run: ['true'] }))())).toBe('CONFIG_INVALID')
})
