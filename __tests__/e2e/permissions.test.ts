// The rights that the example's workflow gives its token: all of them are needed (one only to wait no longer than necessary), and no
// other is.
import { afterEach, expect, test } from '@jest/globals'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { runAction, type ActionEnd } from '../action/runner.js'
import { actAsJob, git, makeScene, root, tagRelease, type JobRights, type Scene } from './scene.js'

const workflow = parse(readFileSync(join(root, 'examples/driver/.github/workflows/release.yml'), 'utf8')) as {
  readonly permissions: JobRights
  readonly jobs: { readonly release: { readonly permissions: JobRights } }
}
const given = workflow.jobs.release.permissions

let scene: Scene | undefined
afterEach(async () => scene?.close())

/** The example without its image, which no right of GitHub has to do with. */
const withoutImage = (folder: string): void => {
  const config = join(folder, '.slipway.yaml')
  writeFileSync(config, readFileSync(config, 'utf8').split('\n').filter((line) => !/^ +image: |BASE_IMAGE/.test(line)).join('\n'))
  git(folder, 'commit', '-qam', 'No image')
}

interface Case {
  readonly prepare?: (folder: string) => void
  readonly version?: string
  /** Of what is public, everybody reads issues and pull requests. */
  readonly isPrivate?: true
}

/** A workflow's token has what `permissions` gives it, and may always read what is public. */
const runWith = async (permissions: JobRights, { prepare, version, isPrivate }: Case = {}): Promise<{ readonly end: ActionEnd; readonly it: Scene }> => {
  const it = await makeScene((folder) => {
    withoutImage(folder)
    prepare?.(folder)
  })
  scene = it
  const environment = actAsJob(it, permissions)
  const workspace = await it.checkout(version === undefined ? '1.0.0' : 'main')
  const repo = it.world.github.repository('accanto', 'os-vim-driver')
  if (isPrivate) repo.settings = { ...repo.settings, isPrivate }
  const sha = git(workspace, 'rev-parse', 'HEAD')
  const event = version === undefined
    ? { name: 'push', ref: 'refs/tags/1.0.0', sha, payload: { ref: 'refs/tags/1.0.0', before: '0'.repeat(40), after: git(it.origin, 'rev-parse', '1.0.0'), created: true, deleted: false } }
    : { name: 'workflow_dispatch', ref: 'refs/heads/main', sha, payload: { ref: 'refs/heads/main', inputs: { version } } }
  const end = await runAction({
    workspace, event, inputs: version === undefined ? {} : { version }, repository: 'accanto/os-vim-driver', token: it.world.token,
    env: { ...environment, SLIPWAY_PYTHON: process.env['SLIPWAY_PYTHON'] ?? '' },
  })
  return { end, it }
}

const tagged: Case = { prepare: (folder) => tagRelease(folder, '1.0.0') }
const cases: readonly (readonly [string, Case])[] = [['a pushed tag', tagged], ['a dispatch with a version', { version: '1.0.0' }]]
const privately: typeof cases = [['a pushed tag of a private project', { ...tagged, isPrivate: true }]]

test('the workflow gives nothing beyond its job', () => {
  expect([workflow.permissions, Object.keys(given)]).toEqual([{}, expect.arrayContaining(['contents'])])
})

test.each([...cases, ...privately])('with these rights and no other, %s becomes a finished release', async (_, it) => {
  const { end } = await runWith(given, it)
  expect([end.code, end.outputs['outcome'], end.log]).toEqual([0, 'released', expect.any(String)])
  expect(JSON.parse(end.outputs['record'] ?? '')).toMatchObject({ name: 'slipway.json', digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) })
}, 400_000)

interface Less {
  readonly event: string
  readonly right: string
  readonly instead: string
  readonly permissions: JobRights
  readonly it: Case
}

const without = (right: string): JobRights => Object.fromEntries(Object.entries(given).filter(([name]) => name !== right))
/** Shows whether the run that holds a lock has ended; nothing else needs it. */
const helpful = 'actions'
/** Without them the changelog of a private project has nothing to say. A tag that is to be made has no words yet: its own job asks for none. */
const forWords = ['issues', 'pull-requests']
/** What is said where one is missing. */
const said: Readonly<Record<string, RegExp>> = {
  contents: /^RIGHT_MISSING \(stage:release\/release\)/m,
  issues: /^GITHUB_PERMISSION \(\S+, stage:release\/release\)/m,
  'pull-requests': /^GITHUB_PERMISSION \(\S+, stage:release\/release\)/m,
  'id-token': /^INDEX_CREDENTIALS \(publish:index\/index\)/m,
}
const casesFor = (right: string): typeof cases => (forWords.includes(right) ? privately : cases)
const less: readonly Less[] = Object.entries(given).filter(([right]) => right !== helpful).flatMap(([right, level]) => casesFor(right).flatMap(([event, it]) => [
  ...(level === 'write' && right !== 'id-token' ? [{ event, it, right, instead: `${right}: read`, permissions: { ...given, [right]: 'read' as const } }] : []),
  { event, it, right, instead: `no ${right}`, permissions: without(right) },
]))

test.each(less)('with $instead, the preflight of $event stops by its code, and nothing is written', async ({ right, permissions, it }) => {
  const { end, it: { world } } = await runWith(permissions, it)
  expect([end.code, end.outputs['outcome'], end.log]).toEqual([3, 'failed', expect.stringMatching(said[right] ?? 'no words for it')])
  expect([world.github.writes().length, [...world.registries.values()].reduce((sum, one) => sum + one.journal.writes.length, 0)]).toEqual([0, 0])
}, 400_000)

test(`without \`${helpful}: read\` the release is finished all the same: it only shows earlier that another run has ended`, async () => {
  expect(given).toHaveProperty(helpful, 'read')
  const { end } = await runWith(without(helpful), tagged)
  expect([end.code, end.outputs['outcome'], end.log]).toEqual([0, 'released', expect.any(String)])
}, 400_000)
