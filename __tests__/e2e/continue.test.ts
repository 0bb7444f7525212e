// The example's scheduled workflow, as its file says it, with dist/index.js: a tag whose push was lost becomes a release, and a schedule that
// finds everything finished only reads.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { runAction, type ActionEnd } from '../action/runner.js'
import { git, makeScene, root, tagRelease, type Scene } from './scene.js'

const workflow = parse(readFileSync(join(root, 'examples/driver/.github/workflows/continue.yml'), 'utf8')) as {
  readonly on: { readonly schedule: readonly { readonly cron: string }[] }
  readonly jobs: { readonly continue: { readonly permissions: Scene['world']['github']['settings']['tokens'][number]['permissions']; readonly steps: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, string>> }[] } }
}
const { permissions, steps } = workflow.jobs.continue
const inputs = steps.find((it) => it.uses?.includes('/slipway@'))?.with ?? {}
const [schedule] = workflow.on.schedule

let scene: Scene | undefined
afterEach(async () => scene?.close())

/** The example without its image, which nothing here is about. */
const prepare = (folder: string): void => {
  const config = join(folder, '.slipway.yaml')
  writeFileSync(config, readFileSync(config, 'utf8').split('\n').filter((line) => !/^ +image: |BASE_IMAGE/.test(line)).join('\n'))
  git(folder, 'commit', '-qam', 'No image')
  tagRelease(folder, '1.0.0')
}

const scheduled = async (it: Scene): Promise<ActionEnd> => {
  const workspace = await it.checkout('main')
  const event = { name: 'schedule', ref: 'refs/heads/main', sha: git(workspace, 'rev-parse', 'HEAD'), payload: { schedule: schedule?.cron } }
  return runAction({ workspace, event, inputs, repository: 'accanto/os-vim-driver', token: it.world.token, env: { ...it.world.environment, SLIPWAY_PYTHON: process.env['SLIPWAY_PYTHON'] ?? '' } })
}

const writes = ({ world }: Scene): number => world.github.writes().length + [...world.registries.values()].reduce((sum, one) => sum + one.journal.writes.length, 0)

test('the schedule releases a tag whose push was lost; the next one finds all finished and writes nothing', async () => {
  const it = await makeScene(prepare)
  scene = it
  it.world.github.change({ tokens: it.world.github.settings.tokens.map((token) => ({ ...token, permissions: { metadata: 'read', ...permissions } })) })
  const first = await scheduled(it)
  expect([first.code, first.outputs['outcome'], first.log]).toEqual([0, 'released', expect.any(String)])
  const { releases } = it.world.github.repository('accanto', 'os-vim-driver')
  expect([...releases.values()].map((one) => [one.tag, one.draft])).toEqual([['1.0.0', false]])
  const before = writes(it)
  const second = await scheduled(it)
  expect([second.code, second.outputs['outcome'], writes(it) - before]).toEqual([0, 'nothing-to-do', 0])
}, 240_000)
