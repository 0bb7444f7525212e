// Bad input, from a config that is no YAML to a tag that others took: each with its code, its place, what to do, its exit code, and
// not one write. The real code in this process, against a served world.
import { afterEach, describe, expect, test } from '@jest/globals'
import type { Place } from '../../src/errors/entry.js'
import type { Problem } from '../../src/errors/release-error.js'
import { arrange, carryOutIn, runIn, type Arranged, type Ended, type Files } from './bad-scene.js'
import { mayOnlyPull, otherImage, otherRelease, protectedBranch, protectedClassically, replaceAsset, rights, shallowCheckout } from './bad-worlds.js'
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

const chart = 'helm/os-vim-driver/Chart.yaml'
const pkgInfo = 'osvimdriver/pkg_info.json'
const twoNames = 'image: [{ context: docker, wheels: docker/whls }, { context: docker }]'

const configRows: readonly Row[] = [
  ['malformed YAML is told with its line', { files: (it) => it.config('      wheel: {}', '      wheel: {') }, 2,
    [{ code: 'CONFIG_MALFORMED', place: at(14, 7), says: ['.slipway.yaml', 'Mend the line'] }]],
  ['a key that stands twice is told with its line', { files: (it) => it.config('      wheel: {}', '      wheel: {}\n      wheel: {}') }, 2,
    [{ code: 'CONFIG_MALFORMED', place: at(14, 7), says: ['unique'] }]],
  ['every unknown key is told, with the one that was meant', { files: (it) => it.config('wheels: docker/whls', 'wheel-dir: docker/whls, contxt: docker') }, 2,
    [{ code: 'CONFIG_UNKNOWN_KEY', place: at(16, 33), says: ['`wheel-dir`', 'extra-wheels'] }, { code: 'CONFIG_UNKNOWN_KEY', place: at(16, 57), says: ['Did you mean `context`?'] }]],
  ['a value that is none of those that are possible is told with them', { files: (it) => it.config('scheme: pep440', 'scheme: pep') }, 2,
    [{ code: 'CONFIG_INVALID', place: at(5, 13), says: ['lines.driver.scheme', '`pep440`'] }]],
  ['a tag pattern without a place for the version', { files: (it) => it.config('tag: "{version}"', 'tag: release') }, 2,
    [{ code: 'TAG_PATTERN', place: at(4, 10), says: ['`release`', '`v{version}`'] }]],
  ['a word that no template knows', { files: (it) => it.config('os-vim-driver-{version}-docs', 'os-vim-driver-{versoin}-docs') }, 2,
    [{ code: 'TEMPLATE_WORD', place: at(14, 33), says: ['Did you mean `{version}`?'] }]],
  ['a destination that is no image name, though its task is left out', { files: (it) => it.config('docker.io/accanto/os-vim-driver', 'docker.io/Accanto/os-vim-driver') }, 2,
    [{ code: 'IMAGE_NAME_INVALID', place: at(19, 20), says: ['upper-case', 'Accanto'] }]],
  ['two entries of one slot that have the same name', { files: (it) => it.config('image: { context: docker, wheels: docker/whls, env: [BASE_IMAGE] }', twoNames) }, 2,
    [{ code: 'CONFIG_NAME_TWICE', place: at(16, 57), says: ['`build.image`', '`image`'] }]],
  ['an asset that nothing builds is told with the entry that names it', { files: (it) => it.config('[docs, chart, wheel]', '[doc, chart, wheel]') }, 2,
    [{ code: 'CONFIG_UNKNOWN_NAME', place: at(21, 16), says: ['`doc`', 'docs'] }]],
  ['an image that nothing builds is told with the entry that names it', { files: (it) => it.config('{ to: docker.io', '{ image: driver, to: docker.io'), request: { without: [] } }, 2,
    [{ code: 'CONFIG_UNKNOWN_NAME', place: at(19, 14), says: ['`driver`', 'image'] }]],
  ['all that is wrong with a config is told together, in the order of the file', { files: (it) => it.config('scheme: pep440', 'shceme: pep440').config('tag: "{version}"', 'tag: release').config('{ from: docs', '{ form: docs') }, 2,
    [{ code: 'TAG_PATTERN', place: at(4, 10) }, { code: 'CONFIG_UNKNOWN_KEY', place: at(5, 5), says: ['`scheme`'] }, { code: 'CONFIG_UNKNOWN_KEY', place: at(14, 15), says: ['`from`'] }]],
]

const sourceRows: readonly Row[] = [
  ['a version that is none', { request: { version: '1.x' } }, 2, [{ code: 'VERSION_INVALID', says: ['`1.x`', 'pep440', '1.2.0'] }]],
  ['a tag that the files disagree with: every place', { files: (it) => it.replace(pkgInfo, '1.0.0', '0.9.0').replace(chart, 'appVersion: 1.0.0', 'appVersion: 0.9.0') }, 20,
    [{ code: 'REFERENCE_DISAGREES', place: at(2, 14, pkgInfo), says: ['0.9.0', '`slipway set-version 1.0.0`'] }, { code: 'REFERENCE_DISAGREES', place: at(3, 13, chart), says: ['/appVersion'] }]],
  ['a file with a reference that is not there', { files: (it) => it.config('osvimdriver/pkg_info.json', 'osvimdriver/pkg_inf.json') }, 20,
    [{ code: 'REFERENCE_FILE_MISSING', place: at(7, 7), says: ['Did you mean osvimdriver/pkg_info.json?'] }]],
  ['a docs folder that is missing', { files: (it) => it.remove('docs') }, 3, [{ code: 'DOCS_MISSING', place: at(14, 13), says: ['docs', '`build.docs.from`'] }]],
  ['links that lead out of the docs folder: each of them', { files: (it) => it.link('docs/passwd', '/etc/passwd').link('docs/up.md', '../README.md') }, 3,
    [{ code: 'LINK_ESCAPES', place: { file: 'docs/passwd' }, says: ['/etc/passwd'] }, { code: 'LINK_ESCAPES', place: { file: 'docs/up.md' }, says: ['../README.md'] }]],
  ['a chart version that Helm would refuse', { files: (it) => it.config(', at: [/version, /appVersion], spelling', ', at: /appVersion, spelling').replace(chart, 'version: 1.0.0', 'version: 1.0') }, 3,
    [{ code: 'CHART_VERSION', place: at(2, 10, chart), says: ['1.0 ', 'SemVer'] }]],
  ['a tag that cannot be spelled for Helm', { version: '1.0.0.post1' }, 3, [{ code: 'CHART_VERSION', place: at(2, 10, chart), says: ['1.0.0.post1', 'SemVer'] }]],
  ['a wheel that carries another version', { files: (it) => it.replace('setup.py', '_pkg_info["version"],', '"0.9.0",') }, 3,
    [{ code: 'WHEEL_VERSION', says: ['os_vim_driver-0.9.0-py3-none-any.whl', '1.0.0', '`slipway set-version 1.0.0`'] }]],
  ['what is wrong with several products is told together', { files: (it) => it.remove('docs').remove('setup.py').remove(chart).config(`        - { file: ${chart}, at: [/version, /appVersion], spelling: semver }\n`, '') }, 3,
    [{ code: 'WHEEL_SOURCE_MISSING', place: at(12, 14) }, { code: 'DOCS_MISSING', place: at(13, 13) }, { code: 'CHART_MISSING', place: at(16, 14), says: [chart] }]],
  ['a shallow clone', { checkout: shallowCheckout }, 3, [{ code: 'SHALLOW_CLONE', says: ['`fetch-depth: 0`', '--unshallow'] }]],
]

const nobodyPushes = { code: 'PUSH_DENIED', says: ['repository:accanto/os-vim-driver:pull,push', 'rehearsal', 'packages: write'] }
const noDocker = { code: 'DOCKER_NOT_ANSWERING', says: ['tcp://127.0.0.1:9', 'DOCKER_HOST', '--without image'] }
const mayNotWrite = [{ code: 'RIGHT_MISSING', says: ['`contents: write`', 'make the release'] }, { code: 'RIGHT_MISSING', says: ['`contents: write`', 'CHANGELOG.md'] }, { code: 'RIGHT_MISSING', says: ['`contents: write`', 'next version'] }]
const deaf = { request: { without: [] }, environment: { DOCKER_HOST: 'tcp://127.0.0.1:9' } }

const worldRows: readonly Row[] = [
  ['a Docker that does not answer', deaf, 3, [noDocker]],
  ['a registry that refuses the push: the scope that is missing', { world: mayOnlyPull, request: { without: [] } }, 3, [nobodyPushes]],
  ['a token that may not write', { world: rights({ metadata: 'read', contents: 'read' }) }, 3, mayNotWrite],
  ['a token that may not open the pull request that a protected branch needs', { seed: protectedBranch, world: rights({ metadata: 'read', contents: 'write' }) }, 3,
    [{ code: 'RIGHT_MISSING', says: ['`pull-requests: write`', 'CHANGELOG.md'] }, { code: 'RIGHT_MISSING', says: ['`pull-requests: write`', 'main'] }]],
  ['a token that GitHub does not know', { world: ({ world }) => world.github.change({ tokens: [] }) }, 3, [{ code: 'GITHUB_TOKEN_REFUSED', says: ['Bad credentials'] }]],
  ['a release that somebody else made', { world: otherRelease }, 30, [{ code: 'RELEASE_FOREIGN', says: ['1.0.0', '/releases/tag/1.0.0'] }]],
  ['a tag in the registry with other bytes, whose digest is told', { world: otherImage, request: { without: [] } }, 30, [{ code: 'DESTINATION_CONFLICT', says: ['docker.io/accanto/os-vim-driver:1.0.0', 'sha256:'] }]],
  ['what is in the way of several steps is told together', { ...deaf, files: (it) => it.link('docs/passwd', '/etc/passwd'), world: (it) => { mayOnlyPull(it); rights({ metadata: 'read', contents: 'read' })(it) } }, 3,
    [{ code: 'LINK_ESCAPES', place: { file: 'docs/passwd' } }, noDocker, nobodyPushes, ...mayNotWrite]],
  ['a branch protected by a ruleset, when a version is to be prepared on it', { seed: protectedBranch, request: { version: '2.0.0' } }, 3, [{ code: 'BRANCH_PROTECTED', says: ['main', 'pull_request'] }]],
  ['a branch protected the old way, when a version is to be prepared on it', { seed: protectedClassically, request: { version: '2.0.0' } }, 3, [{ code: 'BRANCH_PROTECTED', says: ['main'] }]],
]

describe('A config is refused before anything is asked of the network:', () => {
  test.each(configRows)('%s', async (...row) => check(row), 400_000)
})

describe('A source is refused:', () => {
  test.each(sourceRows)('%s', async (...row) => check(row), 400_000)
})

describe('A run is refused:', () => {
  test.each(worldRows)('%s', async (...row) => check(row), 400_000)
})

/** Without wheel and image: nothing takes long. */
const small = (it: Files): Files => it.config('      wheel: {}\n', '').config('      image: { context: docker, wheels: docker/whls, env: [BASE_IMAGE] }\n', '').config('      image: { to: docker.io/accanto/os-vim-driver }\n', '').config(', wheel], notes: changelog }', '] }').config('      index: { to: pypi } # by trusted publishing: no secret\n', '').config('    changelog: { file: CHANGELOG.md, from: pulls, when: after }\n', '')

test('a release of ours in which somebody replaced an asset stops the next run, with both digests and no write', async () => {
  const it: Arranged = { files: small, request: { without: [] } }
  const first = await end(it)
  expect(first.report.outcome).toBe('released')
  const found = replaceAsset(first.scene, 'os-vim-driver-1.0.0.tgz')
  const { report, writes } = await runIn(first.scene, await first.scene.checkout('1.0.0'), it)
  expect([report.outcome, report.exitCode, writes]).toEqual(['conflict', 30, first.writes])
  expect(report.problems.map((one) => [one.code, one.task])).toEqual([['DESTINATION_CONFLICT', 'stage:release/release'], ['DESTINATION_CONFLICT', 'publish:release/release']])
  expect(report.problems[0]?.message).toMatch(new RegExp(`os-vim-driver-1.0.0.tgz ${found}.*os-vim-driver-1.0.0.tgz sha256:[0-9a-f]{64}`))
}, 400_000)

test.each([
  ['by a ruleset', protectedBranch],
  ['the old way', protectedClassically],
])('a branch protected %s is no failure: the next version goes by pull request, and the release is complete', async (_, seed) => {
  const { report } = await end({ files: small, seed, request: { without: [] } })
  expect([report.problems, report.outcome, report.exitCode]).toEqual([[], 'released', 0])
  const repository = scene?.world.github.repository('accanto', 'os-vim-driver')
  expect([...(repository?.releases.values() ?? [])].map((it) => it.draft)).toEqual([false])
  const pulls = [...(repository?.issues.values() ?? [])]
  expect(pulls.map((it) => [it.title, it.pull?.base.branch])).toEqual([['Set next development version 1.1.0.dev0', 'main']])
}, 400_000)
