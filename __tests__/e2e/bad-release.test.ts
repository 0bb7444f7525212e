// Bad input of what is released elsewhere, rolls, goes to a package index or keeps a changelog: each row with its code, its place, what to
// do, its exit code, and not one write of the run that refuses: neither in git nor on GitHub, in a registry, on the index or in the chat.
// Where the refusal comes after something is staged, the row says what was written, and that nobody sees it.
import { afterEach, describe, expect, test } from '@jest/globals'
import { digestOf } from '../../src/core/digest.js'
import type { Place } from '../../src/errors/entry.js'
import { openElsewhere, releases, source, uploads, type Arranged, type BadElsewhere, type Files } from './bad-elsewhere.js'

let it: BadElsewhere | undefined
afterEach(async () => {
  await it?.close()
  it = undefined
})

interface Told {
  readonly code: string
  readonly place?: Place
  /** What message and hint must say. */
  readonly says: readonly string[]
}

interface Row extends Arranged {
  /** What was done before the run that is looked at. */
  readonly before?: (it: BadElsewhere) => Promise<unknown> | void
  readonly command: string
  /** Arguments of `git clone`. */
  readonly clone?: readonly string[]
  readonly exit: number
  readonly told: readonly Told[]
}

const inFile = (path: string, from: string, to: string): Files => ({ [path]: (text) => text.replace(from, () => to) })
const inTurn = (...all: readonly ((it: BadElsewhere) => Promise<unknown> | void)[]) => async (at: BadElsewhere): Promise<void> => {
  for (const one of all) await one(at)
}

const released = (command: string) => async (at: BadElsewhere): Promise<void> => {
  const { report } = await at.slipway(command)
  expect([report.outcome, report.problems]).toEqual(['released', []])
}
const byHand = (tag: string) => (at: BadElsewhere): Promise<unknown> => at.person('kontainapp', releases).release({ tag, name: tag, body: 'Made by hand.', draft: false })
const nextCommit = (at: BadElsewhere): Promise<unknown> => at.person('kontainapp').commit('main', { 'README.md': 'Another one\n' }, 'feat: another one')

/** What only administrators are told. */
const administrator = ({ world }: BadElsewhere): void =>
  world.github.change({ tokens: world.github.settings.tokens.map((one) => (one.permissions ? { ...one, permissions: { ...one.permissions, administration: 'read' } } : one)) })

const index = ({ world }: BadElsewhere): NonNullable<ReturnType<typeof world.indexes.get>> => {
  const found = world.indexes.get(uploads)
  if (!found) throw new Error('there is no index')
  return found
}
const wheel = 'kontain_sdk-1.0.0-py3-none-any.whl'
const others = Buffer.from('what somebody else uploaded')
const uploaded = (fileName: string, version: string) => (at: BadElsewhere): void => index(at).put('kontain-sdk', { fileName, version, type: 'bdist_wheel', bytes: others, digest: digestOf(others) })
const nobodyPublishes = (at: BadElsewhere): void => {
  index(at).settings = { ...index(at).settings, anyOf: 'somebody/else' }
}

const demo = 'v0.9-demo'
const rows: readonly (readonly [rule: string, row: Row])[] = [
  ['a release of a name that does not roll, made from another commit', { before: inTurn(released('release --name v0.2-demo'), nextCommit), command: 'release --name v0.2-demo', exit: 30,
    told: [{ code: 'RELEASE_TAKEN', says: ['kontainapp/km-releases has a published release v0.2-demo', '`publish.release.replace`'] }] }],
  ['a release of a name that does not roll, made by hand', { before: byHand(demo), command: `release --tag ${demo}`, exit: 30, told: [{ code: 'RELEASE_FOREIGN', says: ['that Slipway did not make', '`--adopt`'] }] }],
  ['a name that does not roll and is a tag of the sources at another commit', { before: nextCommit, command: `release --name ${demo}`, exit: 30, told: [{ code: 'TAG_TAKEN', says: ['kontainapp/km has a tag v0.9-demo', '`publish.release.replace`'] }] }],
  ['a name that rolls, where the setting says that releases are immutable', { elsewhere: { immutableReleases: true }, before: administrator, command: 'release --name v0.1-daily', exit: 3,
    told: [{ code: 'ROLLING_IMMUTABLE', says: ['v0.1-daily is to roll', 'its setting says so', 'used by an immutable release', '`publish.release.repository`'] }] }],
  ['… where nobody tells the setting, and the newest release shows it', { elsewhere: { immutableReleases: true }, before: byHand('v0.8'), command: 'release --name v0.1-daily', exit: 3,
    told: [{ code: 'ROLLING_IMMUTABLE', says: ['releases/tag/v0.8, is'] }] }],
  ['… which a plan says as well', { elsewhere: { immutableReleases: true }, before: byHand('v0.8'), command: 'plan --name v0.1-daily', exit: 3, told: [{ code: 'ROLLING_IMMUTABLE', says: ['releases/tag/v0.8, is'] }] }],
  ['a pattern of assets that nothing matches', { files: inFile('.slipway.yaml', 'build/*.tar.gz', 'build/*.tgz'), command: `release --tag ${demo}`, exit: 3,
    told: [{ code: 'FILES_NO_MATCH', says: ['build.files (kontain)', 'build/*.tgz', 'Nothing was written', '`take` is relative to `path`'] }] }],
  ['a file that is on the index with another hash', { before: uploaded(wheel, '1.0.0'), command: 'release --tag sdk/1.0.0', exit: 30,
    told: [{ code: 'DESTINATION_CONFLICT', says: [`${wheel} ${digestOf(others)} on PyPI`] }] }],
  ['a project without a trusted publisher, in the words of the index', { before: inTurn(uploaded('kontain_sdk-0.9.0-py3-none-any.whl', '0.9.0'), nobodyPublishes), command: 'release --tag sdk/1.0.0', exit: 3,
    told: [{ code: 'INDEX_NO_PUBLISHER', says: ['invalid-publisher', 'valid token, but no corresponding publisher (Publisher with matching claims was not found)', 'repository kontainapp/km, workflow release.yml', 'Add a trusted publisher'] }] }],
  ['… which only its build says the name of', { files: { 'pyproject.toml': (text) => text.slice(0, text.indexOf('[project]')), 'setup.py': () => 'from setuptools import setup\nsetup(name="kontain-sdk", version="1.0.0", packages=["kontain"])\n' }, before: inTurn(uploaded('kontain_sdk-0.9.0-py3-none-any.whl', '0.9.0'), nobodyPublishes), command: 'release --tag sdk/1.0.0', exit: 3,
    told: [{ code: 'INDEX_NO_PUBLISHER', says: ['valid token, but no corresponding publisher'] }] }],
  ['a changelog without a place for a section', { files: { 'CHANGELOG.md': () => 'What came when is told on the mailing list.\n' }, command: 'release --tag sdk/1.0.0', exit: 3,
    told: [{ code: 'CHANGELOG_NO_PLACE', place: { file: 'CHANGELOG.md' }, says: ['no place in CHANGELOG.md', '`# Changelog`'] }] }],
  ['… when the section is to come with the tag', { files: { ...inFile('.slipway.yaml', 'when: after', 'when: tag, from: commits'), 'CHANGELOG.md': () => 'What came when is told on the mailing list.\n' }, command: 'prepare 1.0.1 --line sdk', exit: 3,
    told: [{ code: 'CHANGELOG_NO_PLACE', place: { file: 'CHANGELOG.md' }, says: ['no place in CHANGELOG.md', '`# Changelog`'] }] }],
  ['a shallow clone, without the tags that the notes need', { clone: ['--depth', '1', '--branch', 'sdk/1.0.0'], command: 'release --tag sdk/1.0.0', exit: 3, told: [{ code: 'SHALLOW_CLONE', says: ['`fetch-depth: 0`', '--unshallow --tags'] }] }],
  ['… when only the notes are asked for', { clone: ['--depth', '1', '--branch', 'sdk/1.0.0'], command: 'notes sdk/1.0.0', exit: 3, told: [{ code: 'SHALLOW_CLONE', says: ['`fetch-depth: 0`'] }] }],
  ['… and for a name that rolls', { clone: ['--depth', '1'], command: 'release --name v0.1-daily', exit: 3, told: [{ code: 'SHALLOW_CLONE', says: ['`fetch-depth: 0`'] }] }],
]

describe('A release is refused, and writes nothing:', () => {
  test.each(rows)('%s', async (_rule, { before, command, clone = [], exit, told, ...arranged }) => {
    it = await openElsewhere(arranged)
    await before?.(it)
    const { report, writes } = await it.slipway(command, ...clone)
    expect(report.problems.map((one, at) => ({ code: one.code, ...(one.place ? { place: one.place } : {}), says: (told[at]?.says ?? []).filter((text) => `${one.message}\n${one.hint}`.includes(text)) }))).toEqual(told)
    expect([report.exitCode, writes]).toEqual([exit, []])
    for (const one of report.problems) expect(one.hint.length).toBeGreaterThan(20)
  }, 120_000)
})

test('what fails its validation stays a draft, and says so; nobody sees anything of it', async () => {
  it = await openElsewhere({ files: inFile('tools/validate.sh', 'set -eu', 'exit 7') })
  const { report, writes } = await it.slipway(`release --tag ${demo}`)
  expect([report.exitCode, report.problems.map((one) => one.code)]).toEqual([3, ['VALIDATION_OF_DRAFT']])
  expect(report.problems[0]?.message).toMatch(/`sh tools\/validate.sh` ended with exit code 7\. The release stays a draft, which nobody sees: https?:\/\//)
  // The lock, which is taken and given back; a draft with its assets and the record. No tag, nothing in the index, a registry or the chat.
  expect(writes).toEqual(['github: git/create-tag', 'github: git/create-ref', 'github: repos/create-release', ...Array<string>(3).fill('github: repos/upload-release-asset'), 'github: graphql'])
  const { owner, name } = releases
  expect([...it.world.github.repository(owner, name).releases.values()].map((one) => [one.tag, one.draft])).toEqual([[demo, true]])
}, 120_000)

test('that a project which the index does not know yet has no publisher shows with its first file: by then a draft is there, and nothing is public', async () => {
  it = await openElsewhere()
  nobodyPublishes(it)
  const { report, writes } = await it.slipway('release --tag sdk/1.0.0')
  // To ask before would make the project, where a publisher is pending.
  expect(report.findings.map((one) => [one.severity, one.problem.code])).toContainEqual(['unproven', 'INDEX_RIGHT_UNPROVEN'])
  expect([report.exitCode, report.problems.map((one) => one.code)]).toEqual([3, ['INDEX_NO_PUBLISHER']])
  expect(report.problems[0]?.message).toContain('valid token, but no corresponding publisher (Publisher with matching claims was not found)')
  const { owner, name } = source
  expect([...it.world.github.repository(owner, name).releases.values()].map((one) => [one.tag, one.draft])).toEqual([['sdk/1.0.0', true]])
  expect([...(it.world.registries.get('docker.io')?.state.repositories.get('kontainapp/charts/kontain')?.tags.keys() ?? [])]).toEqual([expect.stringMatching(/^slipway-/)])
  expect(writes.filter((one) => one.startsWith('chat:') || one.startsWith(`${uploads}:`))).toEqual([])
}, 120_000)

test('a release that nothing is wrong with is seen to write to each of the services', async () => {
  it = await openElsewhere()
  const payloads = await it.slipway(`release --tag ${demo}`)
  const sdk = await it.slipway('release --tag sdk/1.0.0')
  expect([payloads.report.problems, sdk.report.problems]).toEqual([[], []])
  expect(new Set([...payloads.writes, ...sdk.writes].map((one) => one.split(':')[0]))).toEqual(new Set(['github', 'git', 'docker.io', uploads, 'chat']))
}, 120_000)
