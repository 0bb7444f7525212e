// The Action's post step as a process: it drops the lock that a killed main step has left, and nothing else; it never fails the job.
import { afterEach, describe, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { actionFile, root, sourceOf } from '../action/runner.js'
import { asAction, smallScene, until } from '../e2e/stop/stoppable.js'
import type { Scene } from '../e2e/scene.js'

let scene: Scene | undefined
afterEach(async () => scene?.close())

const ref = 'refs/slipway/lock/1.0.0'
const heldAt = (it: Scene): string | undefined => it.world.github.repository('accanto', 'os-vim-driver').refs.get(ref)

interface PostEnd {
  readonly code: number
  readonly log: string
}

const post = (state: string | undefined, env: Readonly<Record<string, string>> = {}): Promise<PostEnd> => {
  const child = spawn(process.execPath, [...sourceOf('src/post.ts')], { env: { PATH: process.env['PATH'] ?? '', ...(state === undefined ? {} : { STATE_lock: state }), ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const parts: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code: code ?? -1, log: parts.join('') })))
}

const inWorld = (it: Scene): Readonly<Record<string, string>> => ({ ...it.world.environment, INPUT_TOKEN: it.world.token })

/** The main step, killed while an asset goes up; the state that it left, as the runner reads it: the last value counts. */
const killed = async (it: Scene): Promise<string> => {
  let isThere = false
  it.world.github.intercept = (_, request) => {
    if (request.method !== 'POST' || !request.url.pathname.endsWith('/assets')) return undefined
    isThere = true
    return { kind: 'stall', carriedOut: false }
  }
  const action = await asAction(it)
  await until(() => isThere, action)
  action.child.kill('SIGKILL')
  const { state } = await action.ended
  it.world.github.intercept = undefined
  return state['lock'] ?? ''
}

describe('after a main step that was killed', () => {
  test('the lock is dropped, and only that', async () => {
    const it = (scene = await smallScene())
    const state = await killed(it)
    expect(heldAt(it)).toBeDefined()
    const before = it.world.github.writes('release').length
    const end = await post(state, inWorld(it))
    expect([end.code, heldAt(it), it.world.github.writes('release').length - before]).toEqual([0, undefined, 0])
    expect(end.log).toContain(`Dropped the lock ${ref} of accanto/os-vim-driver`)
  }, 400_000)

  test('a lock that another run holds by then is left alone', async () => {
    const it = (scene = await smallScene())
    const state = await killed(it)
    const repo = it.world.github.repository('accanto', 'os-vim-driver')
    const theirs = repo.refs.get('refs/heads/main')
    await it.world.github.as('mallory', 'accanto', 'os-vim-driver').moveRef(ref, theirs)
    const end = await post(state, inWorld(it))
    expect([end.code, heldAt(it), end.log]).toEqual([0, theirs, expect.stringContaining('belongs to another run by now')])
  }, 400_000)

  test('a GitHub that does not answer, or a token that has ended, does not fail the job', async () => {
    const it = (scene = await smallScene())
    const state = await killed(it)
    const end = await post(state, { ...inWorld(it), INPUT_TOKEN: 'ghs_ended' })
    expect([end.code, end.log]).toEqual([0, expect.stringContaining('it ends by itself within three minutes')])
    const gone = await post(state, { ...inWorld(it), GITHUB_API_URL: 'http://127.0.0.1:9/api', GITHUB_GRAPHQL_URL: 'http://127.0.0.1:9/graphql' })
    expect([gone.code, gone.log]).toEqual([0, expect.stringContaining('GitHub did not answer in time')])
    expect(heldAt(it)).toBeDefined()
  }, 400_000)
})

describe('after any other main step', () => {
  test('that dropped its lock itself, there is nothing left', async () => {
    const it = (scene = await smallScene())
    const { code, state } = await (await asAction(it)).ended
    expect([code, heldAt(it), state['lock']]).toEqual([0, undefined, ''])
  }, 400_000)

  test.each([['no state', undefined], ['an empty state', ''], ['no JSON', 'x'], ['no lock', '{}']])('%s: nothing is asked, and nothing said', async (_, state) => {
    expect(await post(state, { GITHUB_API_URL: 'http://127.0.0.1:9/' })).toEqual({ code: 0, log: '' })
  })

  test('a state that names something else than a lock deletes nothing', async () => {
    const it = (scene = await smallScene())
    const repo = it.world.github.repository('accanto', 'os-vim-driver')
    const main = repo.refs.get('refs/heads/main') ?? ''
    const of = (name: string): string => JSON.stringify({ repository: { owner: 'accanto', name: 'os-vim-driver' }, ref: name, objects: [main] })
    for (const name of ['refs/heads/main', 'refs/slipway/record/1.0.0', 'refs/slipway/lock/']) await post(of(name), inWorld(it))
    expect([repo.refs.get('refs/heads/main'), it.world.github.calls.filter((call) => call.write)]).toEqual([main, []])
  }, 400_000)
})

test('action.yml runs it always, after the main step', () => {
  expect(actionFile.runs).toMatchObject({ main: 'dist/index.js', post: 'dist/post/index.js', 'post-if': 'always()' })
  expect(readFileSync(join(root, 'script/bundle.mjs'), 'utf8')).toContain("pack('out/post.js', join(fresh, 'post'))")
})
