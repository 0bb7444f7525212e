// The rights that the example's workflow gives its token: all of them are needed (one only to wait no longer than necessary), and no
// other is.
import { afterEach, expect, test } from '@jest/globals'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { runAction, type ActionEnd } from '../action/runner.js'
import { git, makeScene, root, tagRelease, type Scene } from './scene.js'

type Rights = NonNullable<Scene['world']['github']['settings']['tokens'][number]['permissions']>

const workflow = parse(readFileSync(join(root, 'examples/driver/.github/workflows/release.yml'), 'utf8')) as {
  readonly permissions: Rights
  readonly jobs: { readonly release: { readonly permissions: Rights } }
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
}

/** A workflow's token has what `permissions` gives it, and may always read what is public. */
const runWith = async (permissions: Rights, { prepare, version }: Case = {}): Promise<{ readonly end: ActionEnd; readonly it: Scene }> => {
  const it = await makeScene((folder) => {
    withoutImage(folder)
    prepare?.(folder)
  })
  scene = it
  it.world.github.change({ tokens: it.world.github.settings.tokens.map((token) => ({ ...token, permissions: { metadata: 'read', ...permissions } })) })
  const workspace = await it.checkout(version === undefined ? '1.0.0' : 'main')
  const sha = git(workspace, 'rev-parse', 'HEAD')
  const event = version === undefined
    ? { name: 'push', ref: 'refs/tags/1.0.0', sha, payload: { ref: 'refs/tags/1.0.0', before: '0'.repeat(40), after: git(it.origin, 'rev-parse', '1.0.0'), created: true, deleted: false } }
    : { name: 'workflow_dispatch', ref: 'refs/heads/main', sha, payload: { ref: 'refs/heads/main', inputs: { version } } }
  const end = await runAction({
    workspace, event, inputs: version === undefined ? {} : { version }, repository: 'accanto/os-vim-driver', token: it.world.token,
    env: { ...it.world.environment, SLIPWAY_PYTHON: process.env['SLIPWAY_PYTHON'] ?? '' },
  })
  return { end, it }
}

const tagged: Case = { prepare: (folder) => tagRelease(folder, '1.0.0') }
const cases: readonly (readonly [string, Case])[] = [['a pushed tag', tagged], ['a dispatch with a version', { version: '1.0.0' }]]

test('the workflow gives nothing beyond its job', () => {
  expect([workflow.permissions, Object.keys(given)]).toEqual([{}, expect.arrayContaining(['contents'])])
})

test.each(cases)('with these rights and no other, %s becomes a finished release', async (_, it) => {
  const { end } = await runWith(given, it)
  expect([end.code, end.outputs['outcome'], end.log]).toEqual([0, 'released', expect.any(String)])
  expect(JSON.parse(end.outputs['record'] ?? '')).toMatchObject({ name: 'slipway.json', digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) })
}, 400_000)

interface Less {
  readonly event: string
  readonly instead: string
  readonly permissions: Rights
  readonly it: Case
}

const without = (right: string): Rights => Object.fromEntries(Object.entries(given).filter(([name]) => name !== right))
/** Shows whether the run that holds a lock has ended; nothing else needs it. */
const helpful = 'actions'
const less: readonly Less[] = Object.entries(given).filter(([right]) => right !== helpful).flatMap(([right, level]) => cases.flatMap(([event, it]) => [
  ...(level === 'write' ? [{ event, it, instead: `${right}: read`, permissions: { ...given, [right]: 'read' } }] : []),
  { event, it, instead: `no ${right}`, permissions: without(right) },
]))

test.each(less)('with $instead, the preflight of $event stops by its code, and nothing is written', async ({ permissions, it }) => {
  const { end, it: { world } } = await runWith(permissions, it)
  expect([end.code, end.outputs['outcome'], end.log]).toEqual([3, 'failed', expect.stringMatching(/^RIGHT_MISSING \(stage:release\/release\)/m)])
  expect([world.github.writes().length, [...world.registries.values()].reduce((sum, one) => sum + one.journal.writes.length, 0)]).toEqual([0, 0])
}, 400_000)

test(`without \`${helpful}: read\` the release is finished all the same: it only shows earlier that another run has ended`, async () => {
  expect(given).toHaveProperty(helpful, 'read')
  const { end } = await runWith(without(helpful), tagged)
  expect([end.code, end.outputs['outcome'], end.log]).toEqual([0, 'released', expect.any(String)])
}, 400_000)
