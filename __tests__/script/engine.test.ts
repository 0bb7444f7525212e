// Starting an engine, and finding a Python: on a machine of fake tools, so that every kind of refusal can be had.
import { expect, test } from '@jest/globals'
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dependencies } from '../../script/provision/dependencies.mjs'
import { dropStalePid, engine, startOwn } from '../../script/provision/engine.mjs'
import { wheelBuilder } from '../../script/provision/python.mjs'
import { scratch, tool, withTools } from './scratch.js'

const ground = (env: NodeJS.ProcessEnv) => ({ cache: scratch(), env, allow: async () => {} })
/** A kernel that knows these processes, and an engine's folder of its own: nothing here may touch the real ones. */
function machine(processes: Record<number, string> = {}, state = 'S') {
  const [proc, runtime] = [scratch(), scratch()]
  for (const [pid, name] of Object.entries(processes)) {
    mkdirSync(join(proc, pid))
    writeFileSync(join(proc, pid, 'stat'), `${pid} (${name}) ${state} 1 1 1 0 -1\n`)
  }
  return { proc, runtime }
}

/** A docker whose engine answers when `up` exists, and a dockerd that goes up on the condition given. */
function engineThat(condition: string) {
  const bin = scratch()
  const up = join(bin, 'up')
  tool(bin, 'docker', `[ -e '${up}' ] && echo '28.2.2 20.10.24' || { echo 'Cannot connect to the Docker daemon' >&2; exit 1; }`)
  tool(bin, 'dockerd', `echo "started with: $*"; if ${condition}; then : > '${up}'; sleep 3; else echo 'failed to create NAT chain' >&2; exit 1; fi`)
  return { bin, up, env: withTools(bin) }
}

test('an engine is started in the background, with its log and process id in the cache', async () => {
  const place = ground(engineThat('true').env)
  const found = await startOwn(place, machine()) as { note: string }
  const pid = readFileSync(join(place.cache, 'engine/dockerd.pid'), 'utf8').trim()
  expect(found.note).toContain(`engine 20.10.24, client 28.2.2; started here, process ${pid}`)
  expect(readFileSync(join(place.cache, 'engine/dockerd.log'), 'utf8')).toContain('started with: \n')
})

test('an engine that cannot make its network is started without one', async () => {
  const place = ground(engineThat('[ "$1" = --bridge=none ]').env)
  expect(await startOwn(place, machine())).toMatchObject({ note: expect.stringContaining('engine 20.10.24') })
  expect(readFileSync(join(place.cache, 'engine/dockerd.log'), 'utf8')).toMatch(/started with: \n[^]*started with: --bridge=none/)
})

test('an engine that will not start ends with the last words of its log', async () => {
  await expect(startOwn(ground(engineThat('false').env), machine())).rejects.toThrow(/dockerd\.log\n[^]*failed to create NAT chain/)
})

test('beside an engine that is slow to answer no second one is started, for it would take its socket', async () => {
  const { up, env } = engineThat('true')
  const place = ground(env)
  setTimeout(() => writeFileSync(up, ''), 600)
  expect(await startOwn(place, machine({ 812: 'dockerd' }))).toMatchObject({ note: 'engine 20.10.24, client 28.2.2' })
  expect(existsSync(join(place.cache, 'engine/dockerd.log'))).toBe(false)
})

test('an engine that was killed and that nobody has collected does not count as one', async () => {
  expect(await startOwn(ground(engineThat('true').env), machine({ 812: 'dockerd' }, 'Z'))).toMatchObject({ note: expect.stringContaining('started here') })
})

test('an engine named by DOCKER_HOST that does not answer is never replaced by one of our own', async () => {
  const { up, bin } = engineThat('true')
  const place = ground(withTools(bin, { DOCKER_HOST: 'tcp://127.0.0.1:1' }))
  await expect(engine.make(place)).rejects.toThrow(/DOCKER_HOST=tcp:\/\/127\.0\.0\.1:1[^]*unset DOCKER_HOST/)
  expect(existsSync(up)).toBe(false)
  expect(await engine.packages(place)).toBeUndefined()
})

test('an engine that refuses this user is not started a second time', async () => {
  const bin = scratch()
  tool(bin, 'docker', "echo 'permission denied while trying to connect' >&2; exit 1")
  await expect(engine.make(ground(withTools(bin)))).rejects.toThrow('usermod -aG docker')
})

test.each([
  ['of a process that is gone', {}, false],
  ['whose number belongs to another program now', { 77: 'postgres' }, false],
  ['of a dockerd that lives', { 77: 'dockerd' }, true],
])('a process id file %s', (_, processes, stays) => {
  const place = machine(processes)
  const file = join(place.runtime, 'docker.pid')
  writeFileSync(file, '77')
  dropStalePid(file, place)
  expect(existsSync(file)).toBe(stays)
  dropStalePid(join(place.runtime, 'absent.pid'), place)
})

test('the first Python that can build a wheel is taken, not the first Python', async () => {
  const bin = scratch()
  tool(bin, 'python3', "echo \"No module named 'wheel'\" >&2; exit 1")
  tool(bin, 'python', 'echo /opt/py with space/bin/python 3.12.1')
  expect(await wheelBuilder(withTools(bin, { SLIPWAY_PYTHON: '' }))).toMatchObject({ executable: '/opt/py with space/bin/python', version: '3.12.1' })
  const chosen = tool(scratch(), 'my-python', 'echo /mine 3.13.0')
  expect(await wheelBuilder(withTools(bin, { SLIPWAY_PYTHON: chosen }))).toMatchObject({ executable: '/mine' })
})

test('dependencies count as installed only when npm finished after the lock file was written', async () => {
  const root = scratch()
  const at = (path: string, seconds: number) => {
    mkdirSync(join(root, 'node_modules'), { recursive: true })
    writeFileSync(join(root, path), '{}')
    utimesSync(join(root, path), seconds, seconds)
  }
  at('package-lock.json', 1000)
  expect(await dependencies.find({ root })).toBeUndefined()
  at('node_modules/.package-lock.json', 900)
  expect(await dependencies.find({ root })).toBeUndefined()
  at('node_modules/.package-lock.json', 1000)
  expect(await dependencies.find({ root })).toBeDefined()
})
