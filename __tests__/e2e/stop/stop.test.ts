// SIGINT, SIGTERM and SIGHUP against real processes in a world that is served: whatever hangs, the process is gone within five
// seconds, nothing begins any more, no child stays, and the last thing that is told is the command that goes on.
import { afterEach, describe, expect, test } from '@jest/globals'
import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scene } from '../scene.js'
import { asAction, asCommand, lives, silentGit, smallScene, stopped, until } from './stoppable.js'

/** The promise itself: GitHub's runner waits 7.5 seconds after SIGINT. */
const promised = 5000

let scene: Scene | undefined
afterEach(async () => scene?.close())
const open = async (setup?: string): Promise<Scene> => (scene = await smallScene(setup))

/** The first request that matches is never answered; `seen` tells that it has come. */
const stallAt = (it: Scene, method: string, path: RegExp): { seen: () => boolean } => {
  let at = 0
  it.world.github.intercept = (call, request) => {
    if (at > 0 || request.method !== method || !path.test(request.url.pathname)) return undefined
    at = call
    return { kind: 'stall', carriedOut: false }
  }
  return { seen: () => at > 0 }
}

describe('a world that does not answer', () => {
  test.each([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const)('%s: the Action is gone in time with %d, and says what is public, what is missing, and how to go on', async (signal, code) => {
    const it = await open()
    const stall = stallAt(it, 'POST', /\/assets$/)
    const action = await asAction(it)
    await until(stall.seen, action)
    // What was sent side by side arrives before we look.
    await new Promise((resolve) => setTimeout(resolve, 300))
    const writes = (): number => it.world.github.writes().filter((call) => call.kind === 'release').length
    const before = writes()
    const { end, took } = await stopped(action, signal)
    expect(took).toBeLessThan(promised)
    expect(end.code).toBe(code)
    expect(end.log).toContain(`${signal}: no new effect is begun`)
    expect(end.log).toContain('slipway release --tag 1.0.0')
    expect(end.log).toContain('or re-run this job')
    expect(end.log).toMatch(/^::notice title=How 1\.0\.0 stands::.*To go on: slipway release --tag 1\.0\.0/m)
    expect(end.log).toMatch(new RegExp(`^::error title=CANCELLED::The run was stopped by ${signal}`, 'm'))
    expect(end.log.match(/^::error /gm)).toHaveLength(1)
    expect(end.outputs).toMatchObject({ outcome: 'failed', tag: '1.0.0', version: '1.0.0' })
    expect(end.summary).toMatch(/^# 🛑 Stopped `1\.0\.0`/)
    expect(end.summary).toContain('`slipway release --tag 1.0.0`, or re-run this job')
    expect(writes()).toBe(before)
  }, 400_000)

  test('the same run, begun again, finishes the release', async () => {
    const it = await open()
    const stall = stallAt(it, 'PATCH', /\/releases\/\d+$/)
    const command = await asCommand(it)
    await until(stall.seen, command)
    const { end, took } = await stopped(command, 'SIGINT')
    expect([end.code, took < promised]).toEqual([130, true])
    expect(end.log).toMatch(/How it stands:\n +Publish the release 1\.0\.0 .*\? not known/)
    expect(end.log).toContain('To go on:\n   slipway release --tag 1.0.0')
    it.world.github.intercept = undefined
    const second = await (await asCommand(it)).ended
    expect([second.code, second.log]).toEqual([0, expect.stringContaining('resumed: driver 1.0.0 is released')])
  }, 400_000)
})

describe('a build step that does not want to end', () => {
  const stubborn = (folder: string): string => `
import os, signal, subprocess, sys, time
if 'bdist_wheel' in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    child = subprocess.Popen([sys.executable, '-c', 'import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)'])
    with open('${folder}/pids.part', 'w') as f: f.write('%d %d' % (os.getpid(), child.pid))
    os.rename('${folder}/pids.part', '${folder}/pids')
    time.sleep(600)
`
  const pidsIn = (folder: string): readonly number[] => readFileSync(join(folder, 'pids'), 'utf8').split(' ').map(Number)

  test('is killed with all that it started, before the first write', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stubborn-'))
    const it = await open(stubborn(folder))
    const temp = mkdtempSync(join(tmpdir(), 'stopped-'))
    const command = await asCommand(it, [], { env: { RUNNER_TEMP: temp } })
    await until(() => existsSync(join(folder, 'pids')), command)
    const { end, took } = await stopped(command, 'SIGTERM')
    expect([end.code, took < promised, end.log]).toEqual([143, true, expect.stringContaining('Nothing of this release is public, and nothing is staged.')])
    expect(pidsIn(folder).filter(lives)).toEqual([])
    expect(it.world.github.writes()).toEqual([])
    // There was time to clear away.
    expect(readdirSync(temp)).toEqual([])
  }, 400_000)

  test('a second signal ends it at once, children too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stubborn-'))
    const it = await open(stubborn(folder))
    const command = await asCommand(it)
    await until(() => existsSync(join(folder, 'pids')), command)
    const { end, took } = await stopped(command, 'SIGINT', 'SIGINT')
    expect(took).toBeLessThan(1500)
    expect([end.code, end.log]).toEqual([130, expect.stringContaining('SIGINT again: ended at once. To go on: slipway release --tag 1.0.0')])
    await until(() => pidsIn(folder).filter(lives).length === 0, undefined, 2000)
  }, 400_000)
})

describe('a hang that hears no signal (a look-up in a git that does not answer)', () => {
  test('is ended by the watchdog, and the Action tells outputs, summary and the command all the same', async () => {
    const it = await open()
    const action = await asAction(it, { env: { PATH: `${silentGit()}:${process.env['PATH'] ?? ''}` } })
    await new Promise((resolve) => setTimeout(resolve, 2500))
    const { end, took } = await stopped(action, 'SIGINT')
    expect(took).toBeGreaterThan(3500)
    expect(took).toBeLessThan(promised)
    expect(end.code).toBe(130)
    expect(end.outputs).toMatchObject({ outcome: 'failed' })
    expect(end.summary).toContain('`slipway release --tag 1.0.0`, or re-run this job')
    expect(end.log.match(/^failed: stopped by a signal/gm)).toHaveLength(1)
  }, 400_000)

  test('and the command line prints JSON that is whole', async () => {
    const it = await open()
    const command = await asCommand(it, ['--json'], { env: { PATH: `${silentGit()}:${process.env['PATH'] ?? ''}` } })
    await new Promise((resolve) => setTimeout(resolve, 2500))
    const { end, took } = await stopped(command, 'SIGTERM')
    expect([end.code, took < promised]).toEqual([143, true])
    const report = JSON.parse(end.log.slice(end.log.indexOf('{'))) as { exitCode: number; resume: string }
    expect(report).toMatchObject({ exitCode: 143, resume: 'slipway release --tag 1.0.0 --json' })
  }, 400_000)
})
