// script/rehearse --keep by the README alone, and then clients that we did not write against the world that stays.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseRecord, type ReleaseRecord } from '../../src/core/record.js'
import { parseAllDocuments } from 'yaml'
import { provided } from '../script/scratch.js'
import { client, digestsIn, keepWorld, processesNaming, sumOf, type KeptWorld } from './rehearsals.js'
import { root } from './scene.js'

const wheel = 'os_vim_driver-1.0.0-py3-none-any.whl'
const docs = 'os-vim-driver-1.0.0-docs.tgz'
const chart = 'os-vim-driver-1.0.0.tgz'
const attached = [docs, chart, wheel, 'SHA256SUMS', 'slipway.json'].sort()

let world: KeptWorld
let record: ReleaseRecord
const folder = mkdtempSync(join(tmpdir(), 'clients-'))
const out = join(folder, 'out')
const assets = join(folder, 'assets')
mkdirSync(assets)

const commandWith = (start: string): string[] => (world.commands.find((it) => it.startsWith(start)) ?? `no command ${start}`).split(' ')
const index = (): string => world.addresses['upload.pypi.org'] ?? ''
const registry = (): string => new URL(world.addresses['docker.io'] ?? '').host
const imageDigest = (): string => record.artifacts.find((it) => it.kind === 'image')?.digest ?? ''

beforeAll(async () => {
  world = await keepWorld(['--out', out])
  for (const name of attached) await client('curl', ['-fsSL', '-o', join(assets, name), `${world.addresses['GitHub']}/releases/download/1.0.0/${name}`])
  const parsed = parseRecord(readFileSync(join(assets, 'slipway.json'), 'utf8'))
  if ('broken' in parsed) throw new Error(parsed.broken)
  record = parsed.record
}, 300_000)

afterAll(async () => {
  await world?.dispose()
  rmSync(folder, { recursive: true, force: true })
}, 400_000)

test('the page shows every destination with digest, size and time, and the commands of this world', () => {
  const rows = (name: string): RegExp => new RegExp(`^ ✓ ${name.replaceAll('.', '\\.')} +[\\d.]+ (B|KiB|MiB) +[\\d.]+ (ms|s)\\n     sha256:[0-9a-f]{64}$`, 'm')
  for (const name of [wheel, docs, chart, 'slipway.json', 'docker.io/accanto/os-vim-driver:1.0.0']) expect(world.page).toMatch(rows(name))
  expect(world.page).toMatch(/^released: driver 1\.0\.0 is released/m)
  expect(world.page.split('\n').filter((it) => it.length > 140)).toEqual([])
  expect(world.page).toMatch(/^ ✓ PyPI os-vim-driver 1\.0\.0 +[\d.]+ KiB +[\d.]+ (ms|s)\n     sha256:[0-9a-f]{64}$/m)
  expect(world.commands).toEqual([
    `pip install --index-url ${index()} os-vim-driver==1.0.0`,
    `docker pull ${registry()}/accanto/os-vim-driver@${imageDigest()}`,
    `pip install ${world.addresses['GitHub']}/releases/download/1.0.0/${wheel}`,
    `helm pull ${world.addresses['GitHub']}/releases/download/1.0.0/${chart}`,
  ])
})

test('every link of the page leads somewhere in this world', async () => {
  // What stands after it is the text of the release, which speaks of pull requests and people: they have no pages here.
  const [own = ''] = world.page.split('Text of the release')
  const links = own.match(/http:\/\/\S+/g) ?? []
  const pages = links.filter((it) => !/\.git$/.test(it) && ![world.addresses['docker.io'], index()].includes(it))
  expect(pages.filter((it) => /\/(releases\/tag|commit)\//.test(it))).toHaveLength(2)
  for (const link of pages) expect((await client('curl', ['-fsSL', link])).length).toBeGreaterThan(0)
}, 400_000)

test('an image is shown with what a pull takes, not with the size of its manifest', async () => {
  const manifest = JSON.parse(await client('skopeo', ['inspect', '--raw', '--tls-verify=false', `docker://${registry()}/accanto/os-vim-driver:1.0.0`])) as { config: { size: number }; layers: { size: number }[] }
  const size = [manifest.config, ...manifest.layers].reduce((sum, it) => sum + it.size, 0)
  const shown = Number(/^ ✓ docker\.io\/accanto\/os-vim-driver:1\.0\.0 +([\d.]+) MiB/m.exec(world.page)?.[1])
  expect(Math.abs(shown - size / 2 ** 20)).toBeLessThan(0.1)
}, 400_000)

test('pip installs the package from the index by the command that is shown, with the digest that was built and no other', async () => {
  const [, ...command] = commandWith('pip install --index-url')
  const requirement = command.pop() ?? ''
  const at = (digest: string): string => {
    const list = join(folder, `requirements-${digest.slice(0, 8)}.txt`)
    writeFileSync(list, `${requirement} --hash=sha256:${digest}\n`)
    return list
  }
  const python = provided('SLIPWAY_PYTHON')
  const target = join(folder, 'from-the-index')
  const install = (digest: string): Promise<string> => client(python, ['-m', 'pip', '--isolated', '--no-cache-dir', ...command, '--no-deps', '--require-hashes', '--target', target, '--requirement', at(digest)])
  await expect(install('0'.repeat(64))).rejects.toThrow(/DO NOT MATCH THE HASHES/)
  expect(existsSync(target)).toBe(false)
  const { [wheel]: built = '' } = digestsIn(out)
  await install(built.replace('sha256:', ''))
  const say = 'import osvimdriver, importlib.metadata as m; print(osvimdriver.__file__, osvimdriver.__version__, m.version("os-vim-driver"))'
  expect((await client(python, ['-c', say], { PYTHONPATH: target })).trim()).toBe(`${join(target, 'osvimdriver/__init__.py')} 1.0.0 1.0.0`)
}, 400_000)

test('pip installs the wheel of the release by the command that is shown', async () => {
  const [, ...command] = commandWith('pip install http')
  const target = join(folder, 'installed')
  const python = provided('SLIPWAY_PYTHON')
  await client(python, ['-m', 'pip', ...command, '--no-deps', '--target', target])
  const say = 'import osvimdriver, importlib.metadata as m; print(osvimdriver.__file__, osvimdriver.__version__, m.version("os-vim-driver"))'
  expect((await client(python, ['-c', say], { PYTHONPATH: target })).trim()).toBe(`${join(target, 'osvimdriver/__init__.py')} 1.0.0 1.0.0`)
}, 400_000)

test('docker pulls the image by digest, and the container imports the package and says its version', async () => {
  const [docker = '', ...command] = commandWith('docker pull')
  const [, name = ''] = command
  expect(name).toMatch(/^127\.0\.0\.1:\d+\/accanto\/os-vim-driver@sha256:[0-9a-f]{64}$/)
  await client(docker, command)
  try {
    const say = 'import osvimdriver, importlib.metadata as m; print(osvimdriver.__version__, m.version("os-vim-driver"))'
    expect((await client('docker', ['run', '--rm', '--network', 'none', name, 'python3', '-c', say])).trim()).toBe('1.0.0 1.0.0')
  } finally {
    await client('docker', ['rmi', name])
  }
}, 400_000)

test('skopeo finds the image under its version, with the digest of the record and the labels of its source', async () => {
  const seen = JSON.parse(await client('skopeo', ['inspect', '--tls-verify=false', `docker://${registry()}/accanto/os-vim-driver:1.0.0`])) as { Digest: string; RepoTags: string[]; Labels: Record<string, string> }
  expect(seen).toMatchObject({
    Digest: imageDigest(), RepoTags: ['1.0.0'],
    Labels: { 'org.opencontainers.image.version': '1.0.0', 'org.opencontainers.image.revision': record.tag.commit, 'org.opencontainers.image.source': 'https://github.com/example/os-vim-driver' },
  })
}, 400_000)

test('helm pulls the chart by the command that is shown, and renders it with this version', async () => {
  const [helm = '', ...command] = commandWith('helm pull')
  const charts = join(folder, 'charts')
  mkdirSync(charts)
  await client(helm, [...command, '--destination', charts])
  expect(readdirSync(charts)).toEqual([chart])
  const rendered = parseAllDocuments(await client('helm', ['template', 'demo', join(charts, chart)])).map((it) => it.toJS() as { kind: string })
  expect(rendered.map((it) => it.kind).sort()).toEqual(['Deployment', 'Service'])
  expect(JSON.stringify(rendered)).toContain('os-vim-driver:1.0.0"')
  expect(await client('helm', ['show', 'chart', join(charts, chart)])).toMatch(/^appVersion: 1\.0\.0$[^]*^version: 1\.0\.0$/m)
}, 400_000)

test('the docs archive has the renamed root, keeps a docs folder within, and its link', async () => {
  expect((await client('tar', ['-tzf', join(assets, docs)])).trim().split('\n')).toEqual([
    '', 'index.md', 'options.md', 'reference/', 'reference/names.md', 'user-guide/', 'user-guide/docs/', 'user-guide/docs/options.md', 'user-guide/index.md',
  ].map((it) => `os-vim-driver-1.0.0-docs/${it}`))
  expect(await client('tar', ['-tvzf', join(assets, docs), 'os-vim-driver-1.0.0-docs/options.md'])).toMatch(/^l.* -> user-guide\/docs\/options\.md$/m)
}, 400_000)

test('sha256sum finds every asset as SHA256SUMS says, and the record names the same digests', async () => {
  const checked = (await client('bash', ['-c', 'cd "$1" && sha256sum -c --strict SHA256SUMS', 'bash', assets])).trim().split('\n')
  expect(checked.sort()).toEqual([docs, chart, wheel].sort().map((it) => `${it}: OK`))
  const held = digestsIn(assets)
  for (const it of record.artifacts.filter((one) => one.kind !== 'image')) expect([it.fileName, held[it.fileName]]).toEqual([it.fileName, it.digest])
  expect(world.page).toContain(`slipway.json`)
  expect(world.page).toContain(sumOf(readFileSync(join(assets, 'slipway.json'))))
  const { [wheel]: own, [docs]: archive, [chart]: packed } = digestsIn(out)
  expect([own, archive, packed]).toEqual([held[wheel], held[docs], held[chart]])
  expect(readdirSync(out).sort()).toEqual(['image', docs, chart, wheel].sort())
}, 400_000)

test('a clone shows the annotated tag of the release, and the next version on the branch', async () => {
  const clone = join(folder, 'clone')
  await client('git', ['clone', '-q', world.addresses['git'] ?? '', clone])
  const git = async (...args: string[]): Promise<string> => (await client('git', ['-C', clone, ...args])).trim()
  expect(await git('cat-file', '-t', '1.0.0')).toBe('tag')
  expect([await git('rev-parse', '1.0.0'), await git('rev-parse', '1.0.0^{commit}')]).toEqual([record.tag.object, record.tag.commit])
  expect((await git('log', '--format=%s', '--first-parent', '-4', 'main')).split('\n')).toEqual(['Set next development version', 'Update CHANGELOG.md for 1.0.0', 'Set version numbers for release', 'A driver, ready to be released with Slipway'])
  expect(await git('show', '1.0.0:osvimdriver/pkg_info.json')).toContain('"version": "1.0.0"')
  expect(await git('show', 'main:osvimdriver/pkg_info.json')).toContain('"version": "1.1.0.dev0"')
  expect(await git('show', 'main:helm/os-vim-driver/Chart.yaml')).toContain('version: 1.1.0-dev.0')
  expect(await git('diff', '--stat', '--format=', '1.0.0', 'main')).toContain('4 files changed')
}, 400_000)

const section = (): string => [
  '## [1.0.0](https://github.com/example/os-vim-driver/tree/1.0.0) (2024-01-02)',
  '[Full Changelog](https://github.com/example/os-vim-driver/compare/0.9.0...1.0.0)',
  '',
  '**Merged pull requests:**',
  `- Tell how things are named [\\#12](${world.addresses['GitHub']}/pull/12) ([jdoe](${new URL(world.addresses['GitHub'] ?? '').origin}/jdoe))`,
  '',
].join('\n')

test('the changelog on the branch has the section of the release as its neighbours are written, and every byte that it had; the tag does not have it', async () => {
  const clone = join(folder, 'changelog')
  await client('git', ['clone', '-q', world.addresses['git'] ?? '', clone])
  const before = readFileSync(join(root, 'examples/driver/CHANGELOG.md'), 'utf8')
  expect(await client('git', ['-C', clone, 'show', '1.0.0:CHANGELOG.md'])).toBe(before)
  const after = await client('git', ['-C', clone, 'show', 'main:CHANGELOG.md'])
  const title = '# Change Log\n\n'
  expect(after).toBe(`${title}${section()}\n${before.slice(title.length)}`)
  expect(after.replace(`${section()}\n`, '')).toBe(before)
}, 400_000)

test('the text of the release is that section without its heading', async () => {
  const page = await client('curl', ['-fsSL', `${world.addresses['GitHub']}/releases/tag/1.0.0`])
  const [, ...body] = section().trim().split('\n')
  for (const line of body) expect(page).toContain(line)
  expect(page).not.toContain('## [1.0.0]')
  expect(page).not.toContain('github_changelog_generator')
}, 400_000)

test('a TERM ends the world within five seconds and with success; no process and no file of it is left', async () => {
  expect(processesNaming(world.temp)).not.toEqual([])
  expect(readdirSync(world.temp)).not.toEqual([])
  const { code, took } = await world.terminate()
  expect(code).toBe(0)
  expect(took).toBeLessThan(5000)
  expect(processesNaming(world.temp)).toEqual([])
  expect(readdirSync(world.temp)).toEqual([])
  await expect(client('curl', ['-fsS', '--max-time', '2', world.addresses['GitHub'] ?? ''])).rejects.toThrow(/curl/)
}, 400_000)
