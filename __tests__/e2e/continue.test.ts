// The example's scheduled workflow, as its file says it, job by job, with dist/index.js: a tag whose push was lost becomes a release, built
// where there are no rights, and a schedule that finds everything finished only reads.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { runAction, type ActionEnd } from '../action/runner.js'
import { actAsJob, git, makeScene, root, tagRelease, type JobRights, type Scene } from './scene.js'

const workflow = parse(readFileSync(join(root, 'examples/driver/.github/workflows/continue.yml'), 'utf8')) as {
  readonly on: { readonly schedule: readonly { readonly cron: string }[] }
  readonly jobs: Readonly<Record<'continue' | 'build' | 'release', { readonly permissions: JobRights; readonly steps: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, string | boolean>> }[] }>>
}
const { jobs } = workflow
const [schedule] = workflow.on.schedule
/** What a job says to Slipway; where GitHub would fill an expression, what it would come to. */
const inputsOf = (job: keyof typeof jobs, filled: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries({ ...jobs[job].steps.find((it) => it.uses?.includes('/slipway@'))?.with }).map(([name, value]) => [name, filled[name] ?? String(value)]))

let scene: Scene | undefined
afterEach(async () => scene?.close())

/** The example without its image, which nothing here is about. */
const prepare = (folder: string): void => {
  const config = join(folder, '.slipway.yaml')
  writeFileSync(config, readFileSync(config, 'utf8').split('\n').filter((line) => !/^ +image: |BASE_IMAGE/.test(line)).join('\n'))
  git(folder, 'commit', '-qam', 'No image')
  tagRelease(folder, '1.0.0')
}

const scheduled = async (it: Scene, job: keyof typeof jobs, filled: Readonly<Record<string, string>> = {}): Promise<ActionEnd> => {
  const workspace = await it.checkout('main')
  const event = { name: 'schedule', ref: 'refs/heads/main', sha: git(workspace, 'rev-parse', 'HEAD'), payload: { schedule: schedule?.cron } }
  return runAction({ workspace, event, inputs: inputsOf(job, filled), repository: 'accanto/os-vim-driver', token: it.world.token, env: { ...actAsJob(it, jobs[job].permissions), SLIPWAY_PYTHON: process.env['SLIPWAY_PYTHON'] ?? '' } })
}

const writes = ({ world }: Scene): number => world.github.writes().length + [...world.registries.values()].reduce((sum, one) => sum + one.journal.writes.length, 0)

test('the schedule builds a tag whose push was lost in one job and releases it in another; the next one finds all finished and writes nothing', async () => {
  const it = await makeScene(prepare)
  scene = it
  const first = await scheduled(it, 'continue')
  expect([first.code, first.outputs['outcome'], first.outputs['unbuilt'], writes(it), first.log]).toEqual([0, 'nothing-to-do', '["1.0.0"]', 0, expect.any(String)])

  const out = join(it.folder, 'artifacts')
  const built = await scheduled(it, 'build', { tag: '1.0.0', out })
  expect([built.code, writes(it), built.log]).toEqual([0, 0, expect.any(String)])

  const released = await scheduled(it, 'release', { tag: '1.0.0', artifacts: out, 'artifacts-digest': built.outputs['artifacts-digest'] ?? '' })
  expect([released.code, released.outputs['outcome'], released.log]).toEqual([0, 'released', expect.any(String)])
  const { releases } = it.world.github.repository('accanto', 'os-vim-driver')
  expect([...releases.values()].map((one) => [one.tag, one.draft])).toEqual([['1.0.0', false]])

  const before = writes(it)
  const second = await scheduled(it, 'continue')
  expect([second.code, second.outputs['outcome'], second.outputs['unbuilt'], writes(it) - before]).toEqual([0, 'nothing-to-do', '[]', 0])
}, 240_000)
