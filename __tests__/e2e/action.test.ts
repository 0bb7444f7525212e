// dist/index.js, started as the runner starts it, against a served world: events, outputs, summary, annotations, writes.
import { execFileSync } from 'node:child_process'
import { afterEach, expect, test } from '@jest/globals'
import { actionFile, runAction, type ActionEnd, type ActionRun } from '../action/runner.js'
import { git, makeScene, tagRelease, type Scene } from './scene.js'

let scene: Scene | undefined
afterEach(async () => scene?.close())

const open = async (prepare: (folder: string) => void): Promise<Scene> => (scene = await makeScene(prepare))

const run = (it: Scene, workspace: string, event: ActionRun['event'], inputs: Readonly<Record<string, string>> = {}): Promise<ActionEnd> =>
  runAction({
    workspace, event, inputs, repository: 'accanto/os-vim-driver', token: it.world.token,
    env: { ...it.world.environment, BASE_IMAGE: process.env['BASE_IMAGE'] ?? '', SLIPWAY_PYTHON: process.env['SLIPWAY_PYTHON'] ?? '' },
  })

const pushOf = (folder: string, tag: string): ActionRun['event'] => ({
  name: 'push', ref: `refs/tags/${tag}`, sha: git(folder, 'rev-parse', `${tag}^{commit}`),
  payload: { ref: `refs/tags/${tag}`, before: '0'.repeat(40), after: git(folder, 'rev-parse', tag), created: true, deleted: false },
})

const writes = (it: Scene): number => it.world.github.writes().length + [...it.world.registries.values()].reduce((sum, registry) => sum + registry.journal.writes.length, 0)

test('a pushed tag becomes a finished release; the second run of it writes nothing', async () => {
  const it = await open((folder) => tagRelease(folder, '1.0.0'))
  const first = await run(it, await it.checkout('1.0.0'), pushOf(it.origin, '1.0.0'))
  expect([first.code, first.outputs['outcome'], first.log]).toEqual([0, 'released', expect.any(String)])
  expect(Object.keys(first.outputs).sort()).toEqual(Object.keys(actionFile.outputs).sort())
  expect(first.outputs).toMatchObject({ version: '1.0.0', tag: '1.0.0', 'release-url': `${it.world.endpoints.server}/accanto/os-vim-driver/releases/tag/1.0.0` })
  const images = JSON.parse(first.outputs['images'] ?? '') as { name: string; digest: string }[]
  expect(images).toMatchObject([{ name: 'docker.io/accanto/os-vim-driver:1.0.0', digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) }])
  expect(JSON.parse(first.outputs['wheel'] ?? '')).toMatchObject({ name: 'os_vim_driver-1.0.0-py3-none-any.whl', digest: expect.stringMatching(/^sha256:/) })
  expect(first.summary).toMatch(/^# .*Released/)
  expect(first.summary).toContain(images[0]?.digest)
  // The runner takes the masks out of the log; nothing else may name a secret.
  expect(first.log.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(it.world.token)
  expect(first.log.match(/^::add-mask::ghs_/gm)).toHaveLength(1)

  const before = writes(it)
  const second = await run(it, await it.checkout('1.0.0'), pushOf(it.origin, '1.0.0'))
  expect([second.code, second.outputs['outcome']]).toEqual([0, 'already-released'])
  expect(writes(it)).toBe(before)
  expect(second.outputs['images']).toBe(first.outputs['images'])
}, 300_000)

test('a dispatch with a version makes the commit and the tag, and releases them in the same run', async () => {
  const it = await open(() => undefined)
  const workspace = await it.checkout('main')
  const end = await run(it, workspace, { name: 'workflow_dispatch', ref: 'refs/heads/main', sha: git(workspace, 'rev-parse', 'HEAD'), payload: { inputs: { version: '1.0.0' }, ref: 'refs/heads/main' } }, { version: '1.0.0', without: 'image' })
  expect([end.code, end.outputs['outcome'], end.outputs['tag']]).toEqual([10, 'incomplete', '1.0.0'])
  const fresh = await it.checkout('main')
  expect(git(fresh, 'log', '--format=%s', '-4').split('\n')).toEqual(['Set next development version', 'Update CHANGELOG.md for 1.0.0', 'Set version numbers for release', 'A driver, ready to be released with Slipway'])
  expect(git(fresh, 'cat-file', '-t', '1.0.0')).toBe('tag')
  expect(git(fresh, 'show', '1.0.0:osvimdriver/pkg_info.json')).toContain('"1.0.0"')
  expect(git(fresh, 'show', 'main:osvimdriver/pkg_info.json')).toContain('"1.1.0.dev0"')
  // The workspace of the job is not touched: it stands where it stood.
  expect(git(workspace, 'status', '--porcelain')).toBe('')
}, 300_000)

test('a tag that is no release ends with nothing to do, and asks nothing of GitHub', async () => {
  const it = await open((folder) => git(folder, 'tag', 'nightly'))
  const calls = it.world.github.calls.length
  const workspace = await it.checkout('main')
  const cloned = it.world.github.calls.length
  const end = await run(it, workspace, pushOf(it.origin, 'nightly'))
  expect([end.code, end.outputs['outcome']]).toEqual([0, 'nothing-to-do'])
  expect(end.log).toContain('no line of .slipway.yaml claims the tag nightly')
  expect([calls, it.world.github.calls.length]).toEqual([0, cloned])
}, 400_000)

test('a tag that the files disagree with is blocked: every place is annotated, and nothing is written', async () => {
  const it = await open((folder) => git(folder, 'tag', '2.0.0'))
  const end = await run(it, await it.checkout('2.0.0'), pushOf(it.origin, '2.0.0'))
  expect([end.code, end.outputs['outcome']]).toEqual([20, 'blocked'])
  const annotations = end.log.split('\n').filter((line) => line.startsWith('::error '))
  expect(annotations).toHaveLength(4)
  expect(annotations[0]).toMatch(/^::error file=osvimdriver\/pkg_info\.json,line=2,title=REFERENCE_DISAGREES::/)
  expect(end.summary).toContain('REFERENCE_DISAGREES')
  expect(writes(it)).toBe(0)
}, 400_000)

test('an event that strangers can cause ends before anything is read', async () => {
  const it = await open((folder) => tagRelease(folder, '1.0.0'))
  const end = await run(it, it.origin, { name: 'pull_request_target', ref: 'refs/heads/main', sha: 'a'.repeat(40), payload: {} })
  expect([end.code, end.outputs['outcome'], it.world.github.calls.length]).toEqual([20, 'blocked', 0])
}, 400_000)

test('an input that makes no sense fails the job with a code, not with a stack', async () => {
  const it = await open(() => undefined)
  const end = await run(it, it.origin, pushOf(it.origin, 'main'), { command: 'relase' })
  expect(end.code).toBe(2)
  expect(end.log).toMatch(/::error title=USAGE::.*Did you mean release/)
  expect(end.log).not.toContain('    at ')
}, 400_000)

test('the bundle that is tested is the one that action.yml names, on the Node that it names', () => {
  expect(actionFile.runs).toMatchObject({ using: 'node24', main: 'dist/index.js' })
  expect(execFileSync(process.execPath, ['--version'], { encoding: 'utf8' })).toMatch(/^v24\./)
})
