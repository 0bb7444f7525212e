// Bad input, from a config that is no YAML to a tag that others took: each with its code, its place, what to do, its exit code, and
// not one write. The real code in this process, against a served world.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { Place } from '../../src/errors/entry.js'
import type { Problem } from '../../src/errors/release-error.js'
import { arrange, carryOutIn, type Arranged, type Ended } from './bad-scene.js'
import type { Scene } from './scene.js'

let scene: Scene | undefined
afterEach(async () => {
  await scene?.close()
  scene = undefined
})

const end = async (it: Arranged): Promise<Ended> => carryOutIn((scene = await arrange(it)), it)

interface Told {
  readonly code: string
  readonly place?: Place
  /** What the message or the hint must say. */
  readonly says?: readonly string[]
}

type Row = readonly [rule: string, arranged: Arranged, exit: number, told: readonly Told[]]

const toldOf = (problems: readonly Problem[], wanted: readonly Told[]): readonly Told[] =>
  problems.map((it, index) => ({
    code: it.code,
    ...(it.place ? { place: it.place } : {}),
    ...(wanted[index]?.says ? { says: wanted[index].says.filter((text) => `${it.message}\n${it.hint}`.includes(text)) } : {}),
  }))

const check = async ([, arranged, exit, told]: Row): Promise<void> => {
  const { report, writes } = await end(arranged)
  expect(toldOf(report.problems, told)).toEqual(told)
  expect([report.exitCode, writes]).toEqual([exit, []])
  for (const it of report.problems) expect(it.hint.length).toBeGreaterThan(20)
  expect(scene?.world.unimplemented()).toEqual([])
}

const config = '.slipway.yaml'
const at = (line: number, column: number, file = config): Place => ({ file, line, column })

const configRows: readonly Row[] = [
  ['malformed YAML is told with its line', { files: (it) => it.config('      wheel: {}', '      wheel: {') }, 2, []],
  ['an unknown key is told with the key that was meant', { files: (it) => it.config('wheels: docker/whls', 'wheel-dir: docker/whls, contxt: docker') }, 2, []],
  ['a tag pattern without a place for the version is told where it stands', { files: (it) => it.config('tag: "{version}"', 'tag: release') }, 2, []],
  ['a word that no template knows is told where it stands', { files: (it) => it.config('os-vim-driver-{version}-docs', 'os-vim-driver-{versoin}-docs') }, 2, []],
  ['a destination that is no image name is told where it stands', { files: (it) => it.config('docker.io/accanto/os-vim-driver', 'docker.io/Accanto/os-vim-driver') }, 2, []],
  ['two entries of one slot with the same name are told', { files: (it) => it.config('wheel: {}', 'wheel: [{ path: . }, { path: other }]') }, 2, []],
  ['an asset that nothing builds is told with its entry', { files: (it) => it.config('[docs, chart, wheel]', '[doc, chart, wheel]') }, 2, []],
  ['all that is wrong with a config is told together', { files: (it) => it.config('scheme: pep440', 'shceme: pep440').config('tag: "{version}"', 'tag: release').config('{ from: docs', '{ form: docs') }, 2, []],
]

const sourceRows: readonly Row[] = [
  ['a version that is none', { request: { version: '1.x' } }, 2, []],
  ['a tag that the files disagree with: every place', { files: (it) => it.replace('osvimdriver/pkg_info.json', '1.0.0', '0.9.0').replace('helm/os-vim-driver/Chart.yaml', 'appVersion: 1.0.0', 'appVersion: 0.9.0') }, 20, []],
  ['a docs folder that is missing', { files: (it) => it.remove('docs') }, 3, []],
  ['links that lead out of the docs folder: each of them', { files: (it) => it.link('docs/passwd', '/etc/passwd').link('docs/up.md', '../README.md') }, 3, []],
  ['a chart version that Helm would refuse', { files: (it) => it.config(', at: [/version, /appVersion], spelling', ', at: /appVersion, spelling').replace('helm/os-vim-driver/Chart.yaml', 'version: 1.0.0', 'version: 1.0') }, 3, []],
  ['a tag that cannot be spelled for Helm', { files: (it) => it.config('version: 1', 'version: 1') }, 3, []],
  ['a wheel that carries another version', { files: (it) => it.replace('setup.py', '_pkg_info["version"],', '"0.9.0",') }, 3, []],
  ['what is wrong with several products is told together', { files: (it) => it.remove('docs').remove('setup.py').remove('helm/os-vim-driver/Chart.yaml').config('        - { file: helm/os-vim-driver/Chart.yaml, at: [/version, /appVersion], spelling: semver }\n', '') }, 3, []],
  ['a shallow clone', { checkout: async (it) => {
    const to = join(it.folder, 'shallow')
    await promisify(execFile)('git', ['clone', '-q', '--depth', '1', '--branch', '1.0.0', `${it.world.endpoints.server}/accanto/os-vim-driver.git`, to])
    return to
  } }, 3, []],
]

const rights = (permissions: Readonly<Record<string, 'read' | 'write'>>) => ({ world }: Scene): void =>
  world.github.change({ tokens: world.github.settings.tokens.map((it) => ({ ...it, permissions })) })

const mayOnlyPull = ({ world }: Scene): void => {
  for (const it of world.registries.values()) it.settings = { ...it.settings, accounts: it.settings.accounts.map((one) => ({ ...one, push: [] })) }
}

const worldRows: readonly Row[] = [
  ['a Docker that does not answer', { request: { without: [] }, environment: { DOCKER_HOST: 'tcp://127.0.0.1:9' } }, 3, []],
  ['a registry that refuses the push: the right that is missing', { world: mayOnlyPull, request: { without: [] } }, 3, []],
  ['a token that may not write', { world: rights({ metadata: 'read', contents: 'read' }) }, 3, []],
  ['a token that may not open the pull request that a protected branch needs', { world: (it) => { rights({ metadata: 'read', contents: 'write' })(it); protect(it) } }, 3, []],
  ['a token that GitHub does not know', { world: ({ world }) => world.github.change({ tokens: [] }) }, 3, []],
  ['a release that somebody else made', { world: async ({ world }) => void (await world.github.as('maintainer', 'accanto', 'os-vim-driver').release({ tag: '1.0.0', draft: false })) }, 30, []],
  ['everything that is in the way of several steps is told together', { files: (it) => it.link('docs/passwd', '/etc/passwd'), world: (it) => { mayOnlyPull(it); rights({ metadata: 'read', contents: 'read' })(it) }, request: { without: [] }, environment: { DOCKER_HOST: 'tcp://127.0.0.1:9' } }, 3, []],
  ['a protected branch, when a version is to be prepared on it', { world: (it) => protect(it), request: { version: '2.0.0' } }, 3, []],
]

const protect = ({ world }: Scene): void =>
  world.github.configure('accanto', 'os-vim-driver', { rulesets: [{ id: 1, name: 'reviewed', target: 'branch', enforcement: 'active', include: ['~DEFAULT_BRANCH'], rules: [{ type: 'pull_request' } as never] }] })

describe('a config', () => {
  test.each(configRows)('%s', async (...row) => check(row), 60_000)
})

describe('a source', () => {
  test.each(sourceRows)('%s', async (...row) => check(row), 60_000)
})

describe('a world', () => {
  test.each(worldRows)('%s', async (...row) => check(row), 60_000)
})
