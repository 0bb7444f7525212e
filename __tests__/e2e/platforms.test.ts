// An image for two platforms by four jobs: one that plans the matrix, one that builds the wheel, one for each platform, each on a disk of
// its own; and the one that releases, which puts the parts together. Real processes, the real engine, the embedded world.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from '@jest/globals'
import { digestOf } from '../../src/core/digest.js'
import { runAction, sourceOf, type ActionEnd } from '../action/runner.js'
import { git, makeScene, tagRelease, type Scene } from './scene.js'

let scene: Scene | undefined
afterEach(async () => scene?.close())
const built = new Set<string>()
afterAll(() => {
  for (const id of built) execFileSync('docker', ['rmi', '--force', id], { stdio: 'ignore' })
})

const prepare = (folder: string): void => {
  tagRelease(folder, '1.0.0')
  const config = join(folder, '.slipway.yaml')
  const text = readFileSync(config, 'utf8').split('\n').filter((line) => !/BASE_IMAGE'?, when/.test(line)).join('\n')
  writeFileSync(config, text.replace(/^( +image: )\{ context.*$/m, '$1{ context: docker, wheels: docker/whls, platforms: [linux/amd64, linux/arm64] }'))
  writeFileSync(join(folder, 'docker/Dockerfile'), 'FROM scratch\nCOPY whls/*.whl /whls/\n')
  git(folder, 'add', '.')
  git(folder, 'commit', '-qm', 'Two platforms')
  git(folder, 'tag', '-f', '-a', '1.0.0', '-m', 'Release 1.0.0')
}

/** A job: a runner of its own, with a checkout of its own. */
const job = async (it: Scene, inputs: Readonly<Record<string, string>>): Promise<ActionEnd> => {
  const workspace = await it.checkout('1.0.0')
  const event = { name: 'push', ref: 'refs/tags/1.0.0', sha: git(workspace, 'rev-parse', 'HEAD'), payload: { ref: 'refs/tags/1.0.0', before: '0'.repeat(40), after: git(it.origin, 'rev-parse', '1.0.0'), created: true, deleted: false } }
  return runAction({ workspace, event, inputs, repository: 'accanto/os-vim-driver', token: it.world.token, program: sourceOf('src/action.ts'), env: { ...it.world.environment, SLIPWAY_PYTHON: process.env['SLIPWAY_PYTHON'] ?? '' } })
}

const said = (end: ActionEnd, output: string): string => end.outputs[output] ?? ''

interface Row { readonly name: string; readonly task: string; readonly platform: string; readonly runner: string; readonly emulated: boolean }
interface Made { readonly kind: string; readonly digest: string; readonly fileName: string; readonly platform?: string }

test('each part is built by itself with the wheel of another job, and the release is of one image with that wheel', async () => {
  const it = await makeScene(prepare)
  scene = it
  const writes = (): number => it.world.github.writes().length + [...it.world.registries.values()].reduce((sum, one) => sum + one.journal.writes.length, 0)
  const planned = await job(it, { command: 'plan', matrix: 'true', token: '' })
  expect([planned.code, planned.log]).toEqual([0, expect.any(String)])
  const { include } = JSON.parse(said(planned, 'matrix')) as { include: readonly Row[] }
  expect(include).toEqual([
    { name: 'image-linux-amd64', task: 'build:image/image', platform: 'linux/amd64', runner: 'ubuntu-latest', emulated: false },
    { name: 'image-linux-arm64', task: 'build:image/image', platform: 'linux/arm64', runner: 'ubuntu-24.04-arm', emulated: false },
  ])

  const all = join(it.folder, 'artifacts')
  mkdirSync(all)
  const rest = await job(it, { command: 'build', without: 'image', out: join(all, 'rest'), token: '' })
  expect([rest.code, rest.log]).toEqual([0, expect.any(String)])
  const digests = [said(rest, 'artifacts-digest')]
  const parts: Made[] = []
  for (const { name, task, platform } of include) {
    // Only what that job needs is there, under whatever name.
    const given = join(it.folder, `given-${name}`)
    cpSync(join(all, 'rest'), given, { recursive: true })
    const end = await job(it, { command: 'build', only: task, platform, artifacts: given, 'artifacts-digest': digests[0] ?? '', out: join(all, name), token: '' })
    expect([end.code, end.log]).toEqual([0, expect.not.stringContaining('bdist_wheel')])
    const made = JSON.parse(said(end, 'artifacts')) as readonly Made[]
    expect(made.map((one) => [one.kind, one.platform])).toEqual([['image', platform]])
    parts.push(...made)
    digests.push(said(end, 'artifacts-digest'))
  }
  expect(writes()).toBe(0)

  // A part that was not handed over, and one with another wheel in it, are refused.
  const two = join(it.folder, 'two')
  for (const name of ['rest', 'image-linux-amd64']) cpSync(join(all, name), join(two, name), { recursive: true })
  const lacking = await job(it, { artifacts: two, 'artifacts-digest': digests.slice(0, 2).join(' ') })
  expect([lacking.code, lacking.log, writes()]).toEqual([3, expect.stringContaining('slipway build --tag 1.0.0 --only build:image/image --platform linux/arm64 --out DIR'), 0])
  const odd = join(it.folder, 'odd')
  cpSync(all, odd, { recursive: true })
  const list = join(odd, 'image-linux-arm64/slipway-artifacts.json')
  writeFileSync(list, readFileSync(list, 'utf8').replace(/("inputs": \[\s*")sha256:[0-9a-f]{64}/, `$1${digestOf('another wheel')}`))
  const other = await job(it, { artifacts: odd, 'artifacts-digest': [...digests.slice(0, 2), digestOf(readFileSync(list))].join(' ') })
  expect([other.code, other.log, writes()]).toEqual([30, expect.stringContaining('ARTIFACT_INPUT_DIFFERS'), 0])

  const released = await job(it, { artifacts: all, 'artifacts-digest': digests.join(' ') })
  expect([released.code, released.outputs['outcome'], released.log]).toEqual([0, 'released', expect.not.stringContaining('bdist_wheel')])
  const [image] = JSON.parse(said(released, 'images')) as readonly { digest: string }[]
  const repository = it.world.registries.get('docker.io')?.state.repositories.get('accanto/os-vim-driver')
  expect([...(repository?.tags.keys() ?? [])].map((tag) => [tag, repository?.tags.get(tag)?.digest])).toEqual([['1.0.0', image?.digest]])
  const place = `docker://127.0.0.1:${new URL(it.world.endpoints.registries['docker.io'] ?? '').port}/accanto/os-vim-driver`
  const raw = await inspect('--raw', `${place}@${image?.digest ?? ''}`)
  const { manifests } = JSON.parse(raw) as { manifests: readonly { digest: string; platform: { architecture: string } }[] }
  expect(manifests.map((one) => [one.platform.architecture, one.digest])).toEqual(parts.map((one) => [one.platform?.split('/')[1], one.digest]))
  for (const { digest } of manifests) built.add((JSON.parse(await inspect('--raw', `${place}@${digest}`)) as { config: { digest: string } }).config.digest)

  const again = await job(it, { artifacts: all, 'artifacts-digest': digests.join(' ') })
  expect([again.code, again.outputs['outcome']]).toEqual([0, 'already-released'])
}, 290_000)

/** Not synchronously: the registry that answers lives in this process. */
const inspect = async (...args: readonly string[]): Promise<string> => {
  const { execFile } = await import('node:child_process')
  const { promisify } = await import('node:util')
  return (await promisify(execFile)('skopeo', ['inspect', '--tls-verify=false', ...args], { encoding: 'utf8' })).stdout
}
