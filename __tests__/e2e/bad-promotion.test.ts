// Bad input between a proposal and a promotion: each row with its code, its place, what to do, its exit code, and not one write of the run
// that refuses: neither in git nor on GitHub, in a registry or in the chat. Where earlier runs or other people have written (an image is
// staged, say), that stays as it was.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { digestOf } from '../../src/core/digest.js'
import type { Place } from '../../src/errors/entry.js'
import { openPlay, project, pushAnother, stagingHost, type BadPlay, type Files } from './bad-play.js'

let play: BadPlay | undefined
afterEach(async () => {
  await play?.close()
  play = undefined
})

interface Told {
  readonly code: string
  /** Of an issue its number. */
  readonly place?: Place | string
  /** What message and hint must say. */
  readonly says: readonly string[]
}

interface Row {
  /** The project, before anything was done. */
  readonly files?: Files
  /** What was done before the run that is looked at. */
  readonly before?: (it: BadPlay) => Promise<unknown>
  /** Default: the release of v0.5.0. */
  readonly command?: string
  readonly as?: string
  readonly exit: number
  readonly told: readonly Told[]
}

const config = '.slipway.yaml'
const list = 'registry.k8s.io/images/k8s-staging-dra-example-driver/images.yaml'
const image = 'k8s-staging-images/dra-example-driver/dra-example-driver'

const inConfig = (from: string, to: string): Files => ({ [config]: (text) => text.replace(from, () => to) })
const propose = (it: BadPlay): Promise<unknown> => it.slipway('propose 0.5.0 --line image', 'klueska')
const approve = (...who: readonly string[]) => (it: BadPlay): Promise<unknown> => it.act(...who.map((as) => ({ as, comment: '/lgtm' })))
const tag = (it: BadPlay): Promise<unknown> => it.act({ as: 'klueska', tag: 'v0.5.0', message: 'Release v0.5.0' })
const inTurn = (...all: readonly ((it: BadPlay) => Promise<unknown>)[]) => async (it: BadPlay): Promise<void> => {
  for (const one of all) await one(it)
}
/** All that the gates ask for. */
const ready = inTurn(propose, approve('elezar', 'bart0sh'), tag)

const stray = async (it: BadPlay): Promise<void> => {
  const commit = await it.person('klueska').commit('experiment', { 'cmd/new.txt': 'not looked at\n' }, 'An experiment')
  await it.person('klueska').tag('v0.5.0', commit, 'Release v0.5.0')
}

const red = async (it: BadPlay): Promise<void> => void it.person('ci').check(it.tip(), 'unit', 'failure')

const owners = (change: (text: string) => string) => async (it: BadPlay): Promise<void> => void (await it.person('klueska').commit('main', { OWNERS: change(it.text('OWNERS')) }, 'Owners'))

/** The token may write in the project alone, and nobody's account is behind it that could have a fork. */
const noFork = async ({ stage: { world } }: BadPlay): Promise<void> =>
  world.github.change({ tokens: world.github.settings.tokens.map((it) => (it.kind === 'actions' ? { ...it, repositories: [`${project.owner}/${project.name}`] } : it)) })

const otherList = (text: (list: string) => string | undefined) => async ({ stage: { world } }: BadPlay): Promise<void> => {
  const before = readFileSync(join(import.meta.dirname, '../../examples/dra/rehearsal/k8s.io', list), 'utf8')
  await world.github.as('k8s-infra-approver', 'kubernetes', 'k8s.io').commit('main', { 'README.md': 'What the registry holds\n', [list]: text(before) }, 'Another list')
}

/** The canary stops it when the image is pushed and not yet proposed. */
const staged = async (it: BadPlay): Promise<void> => {
  const { report } = await it.slipway('release --tag v0.5.0')
  expect(report.problems.map((one) => one.code)).toEqual(['CANARY_FAILED'])
}
const pushedAgain = async (it: BadPlay): Promise<void> => void pushAnother(it, image, 'v0.5.0')

const readyChart = inTurn((it) => it.slipway('propose 0.5.0 --line chart', 'klueska'), approve('elezar', 'bart0sh'), (it) => it.act({ as: 'klueska', tag: 'chart/0.5.0', message: 'Release chart/0.5.0' }))

const built = async (it: BadPlay): Promise<void> => {
  const { report } = await it.slipway(`build --tag chart/0.5.0 --out ${it.folder}/artifacts`)
  expect([report.exitCode, report.problems]).toEqual([0, []])
}
const changed = async (it: BadPlay): Promise<void> => {
  const files = join(it.folder, 'artifacts/files')
  for (const name of readdirSync(files)) writeFileSync(join(files, name), readFileSync(join(files, name)).fill(0))
}

const filled = (command: string, { folder }: BadPlay): string =>
  command.replace('ARTIFACTS', join(folder, 'artifacts')).replace('OTHER', `sha256:${'0'.repeat(64)}`).replace('LISTED', () => digestOf(readFileSync(join(folder, 'artifacts/slipway-artifacts.json'))))

const rows: readonly (readonly [rule: string, row: Row])[] = [
  ['a release that no issue tracks', { before: tag, exit: 20, told: [{ code: 'APPROVALS_NO_ISSUE', says: ['v0.5.0 needs approvals', '`slipway propose 0.5.0 --line image`'] }] }],
  ['too few approvals: who has approved, who may still, and why a comment did not count', { before: inTurn(propose, approve('elezar', 'klueska', 'passer-by'), tag), exit: 20,
    told: [{ code: 'APPROVALS_TOO_FEW', place: 'issues/1', says: ['1 of 2 approvals', ': elezar. Not', 'klueska: who proposes', 'passer-by: not an approver', 'May still approve: bart0sh, nojnhuh'] }] }],
  ['an alias in OWNERS that nobody has defined', { before: inTurn(ready, owners((text) => `${text}  - dra-release-approvers\n`)), exit: 20,
    told: [{ code: 'OWNERS_ALIAS_UNKNOWN', place: { file: 'OWNERS', line: 7, column: 5 }, says: ['OWNERS names `dra-release-approvers`', 'add the alias'] }] }],
  ['a tag without a signature where one is demanded', { files: inConfig('tag: annotated', 'tag: signed'), before: ready, exit: 20, told: [{ code: 'TAG_TOO_WEAK', says: ['v0.5.0 is annotated', 'signed', '`git tag -s VERSION`'] }] }],
  ['a tag on a branch that releases do not come from', { before: inTurn(propose, approve('elezar', 'bart0sh'), stray), exit: 20,
    told: [{ code: 'BRANCH_STRAY', says: ['main, releases/**', 'Merge it first'] }, { code: 'APPROVALS_OTHER_COMMIT', place: 'issues/1', says: ['cmd/new.txt'] }] }],
  ['a check that is red', { files: inConfig('    tag: annotated\n', '    tag: annotated\n    checks: [unit]\n'), before: inTurn(red, ready), exit: 20, told: [{ code: 'CHECKS_RED', says: ['unit (failure)', 'tag the commit that passes'] }] }],
  ['a list where the token may not push, of somebody who can have no fork', { before: inTurn(ready, noFork), exit: 3, told: [{ code: 'FORK_MISSING', says: ['kubernetes/k8s.io, and no fork of it', 'SLIPWAY_TARGET_TOKEN'] }] }],
  ['a fork that the config names and that is not there', { files: inConfig('      project: dra', '      fork: somebody/k8s.io\n      project: dra'), before: ready, exit: 3, told: [{ code: 'FORK_MISSING', says: ['the fork somebody/k8s.io', 'there is none'] }] }],
  ['`latest`, which moves, among what is promoted', { files: { [config]: (text) => text.replace('    approvals: { count: 2, plain: true }\n', '').replace('tags: ["v{version}"]', 'tags: ["v{version}", latest]') }, before: tag, exit: 2,
    told: [{ code: 'PROMOTE_MOVING_TAG', place: { file: config, line: 10, column: 7 }, says: ['dra-example-driver:latest', '`pointers:`'] }] }],
  ['… which is not even proposed', { files: inConfig('tags: ["v{version}"]', 'tags: ["v{version}", latest]'), command: 'propose 0.5.0 --line image', as: 'klueska', exit: 2,
    told: [{ code: 'PROMOTE_MOVING_TAG', place: { file: config, line: 11, column: 7 }, says: ['dra-example-driver:latest'] }] }],
  ['a tag of ours in the staging registry that somebody pushed again before it was proposed', {
    files: inConfig('  verify:\n', '  verify:\n    staged: { run: ["false"] }\n'), before: inTurn(ready, staged, pushedAgain), exit: 30,
    told: [{ code: 'DESTINATION_CONFLICT', says: [`${image}:v0.5.0 sha256:`] }, { code: 'DESTINATION_CONFLICT', says: ['Propose dra-example-driver v0.5.0 in kubernetes/k8s.io', `${image}:v0.5.0 sha256:`] }],
  }],
  ['an image list that is none, with its line and column', { before: inTurn(ready, otherList((text) => text.replace('["v0.4.0"]', 'v0.4.0'))), exit: 3,
    told: [{ code: 'IMAGE_LIST', place: { file: list, line: 6, column: 80 }, says: ['a list of tags is expected, and the text "v0.4.0" stands there'] }] }],
  ['an image list that is not even YAML', { before: inTurn(ready, otherList((text) => text.replace('["v0.4.0"]', '["v0.4.0"'))), exit: 3, told: [{ code: 'IMAGE_LIST', place: { file: list, line: 7, column: 1 }, says: ['not well-formed YAML'] }] }],
  ['an image list that is not there', { before: inTurn(ready, otherList(() => undefined)), exit: 3, told: [{ code: 'PROMOTE_FILE_MISSING', says: [list, 'kubernetes/k8s.io'] }] }],
  ['a tag that is promoted already with another digest', { before: inTurn(ready, otherList((text) => text.replace('["v0.4.0"]', '["v0.5.0"]'))), exit: 30,
    told: [{ code: 'IMAGE_LIST_CONFLICT', says: ['dra-example-driver:v0.5.0', 'new version'] }] }],
  ['artifacts that are not those whose digest the job gave', { before: inTurn(readyChart, built), command: 'release --tag chart/0.5.0 --artifacts ARTIFACTS --artifacts-digest OTHER', exit: 30,
    told: [{ code: 'ARTIFACTS_DIGEST', says: ['sha256:000'] }] }],
  ['an artifact that was changed after its job had listed it', { before: inTurn(readyChart, built, changed), command: 'release --tag chart/0.5.0 --artifacts ARTIFACTS --artifacts-digest LISTED', exit: 30,
    told: [{ code: 'ARTIFACTS_DIGEST', says: ['dra-example-driver-0.5.0.tgz'] }] }],
]

const shown = (place: Place | undefined): Told['place'] => (place && 'url' in place ? /issues\/\d+$/.exec(place.url)?.[0] : place)

describe('A release is refused, and writes nothing:', () => {
  test.each(rows)('%s', async (_rule, { files, before, command = 'release --tag v0.5.0', as, exit, told }) => {
    play = await openPlay(files)
    await before?.(play)
    const { report, writes } = await play.slipway(filled(command, play), as)
    expect(report.problems.map((it, index) => ({ code: it.code, ...(it.place ? { place: shown(it.place) } : {}), says: (told[index]?.says ?? []).filter((text) => `${it.message}\n${it.hint}`.includes(text)) }))).toEqual(told)
    expect([report.exitCode, writes]).toEqual([exit, []])
    for (const it of report.problems) expect(it.hint.length).toBeGreaterThan(20)
  }, 120_000)
})

test('a release that nothing is wrong with is seen to write to each of the services', async () => {
  play = await openPlay()
  expect(new Set((await play.playAll()).map((it) => it.split(':')[0]))).toEqual(new Set(['github', stagingHost, 'chat']))
}, 180_000)
