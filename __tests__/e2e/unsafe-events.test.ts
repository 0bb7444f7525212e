// The Action started as the runner starts it, by events of strangers: it ends before it asks anybody anything, with its code, and no
// secret of its environment has been looked at on the way.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { runAction, sourceOf, type ActionEnd } from '../action/runner.js'
import type { Scene } from './scene.js'
import { smallScene } from './stop/stoppable.js'

let scene: Scene | undefined
afterEach(async () => scene?.close())

/** Loaded before the program: notes which names of the environment are asked for. */
const recorder = (folder: string): string => {
  const path = join(folder, 'recorder.mjs')
  writeFileSync(path, `
    import { appendFileSync } from 'node:fs'
    const env = process.env
    process.env = new Proxy(env, { get: (target, name) => {
      appendFileSync(${JSON.stringify(join(folder, 'read'))}, String(name) + '\\n')
      return target[name]
    } })
  `)
  writeFileSync(join(folder, 'read'), '')
  return path
}

const start = async (it: Scene, event: string): Promise<{ readonly end: ActionEnd; readonly read: readonly string[]; readonly took: number }> => {
  const folder = mkdtempSync(join(tmpdir(), 'recorder-'))
  const began = performance.now()
  const end = await runAction({
    workspace: it.origin, repository: 'accanto/os-vim-driver', token: it.world.token, env: it.world.environment,
    program: ['--import', recorder(folder), ...sourceOf('src/action.ts')],
    inputs: { tag: '1.0.0' },
    event: { name: event, ref: 'refs/heads/main', sha: 'a'.repeat(40), payload: { pull_request: { head: { ref: '1.0.0' } }, repository: { fork: false } } },
  })
  return { end, read: readFileSync(join(folder, 'read'), 'utf8').split('\n').filter(Boolean), took: performance.now() - began }
}

test.each(['pull_request_target', 'pull_request', 'issue_comment', 'workflow_run'])('%s', async (event) => {
  const it = (scene = await smallScene())
  const { end, read } = await start(it, event)
  expect([end.code, end.outputs['outcome'], it.world.github.calls.length]).toEqual([20, 'blocked', 0])
  expect(end.log).toMatch(new RegExp(`^::error title=TRIGGER_UNSAFE::.*${event}`, 'm'))
  expect(end.log).not.toContain('::add-mask::')
  expect(read).toContain('GITHUB_EVENT_NAME')
  expect(read.filter((name) => /TOKEN|PASSWORD|DOCKER|ACTIONS_/.test(name))).toEqual([])
}, 400_000)

test('the recorder sees the token of an event that may release', async () => {
  const it = (scene = await smallScene())
  const { end, read } = await start(it, 'repository_dispatch')
  expect([end.code, end.log]).toEqual([0, expect.stringContaining('released')])
  expect(read).toContain('INPUT_TOKEN')
}, 400_000)
