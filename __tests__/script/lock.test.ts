// Two set-ups at once: one works, the other waits, and a dead one holds nobody up.
import { expect, test } from '@jest/globals'
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { withLock } from '../../script/provision/lock.mjs'
import { scratch, start } from './scratch.js'

const module = join(import.meta.dirname, '../../script/provision/lock.mjs')
const program = (cache: string, work: string) => `
  import { withLock } from ${JSON.stringify(module)}
  import { appendFileSync, readFileSync } from 'node:fs'
  import { setTimeout as wait } from 'node:timers/promises'
  const log = ${JSON.stringify(join(cache, 'log'))}
  await withLock(${JSON.stringify(cache)}, async () => { ${work} }, { poll: 5 })`
const spawnWith = (cache: string, work: string) => start(process.execPath, ['--input-type=module', '-e', program(cache, work)])
const lockOf = (cache: string, owner: string) => {
  mkdirSync(join(cache, 'lock'))
  writeFileSync(join(cache, 'lock/owner'), owner)
}

test('processes that want the lock at the same time never overlap', async () => {
  const cache = scratch()
  const work = "appendFileSync(log, 'in '); await wait(40); appendFileSync(log, 'out\\n')"
  const ended = await Promise.all([1, 2, 3, 4].map(() => spawnWith(cache, work)))
  expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([1, 2, 3, 4].map(() => [0, '']))
  expect(readFileSync(join(cache, 'log'), 'utf8')).toBe('in out\n'.repeat(4))
  expect(readdirSync(cache)).toEqual(['log'])
})

test('the lock of a process that was killed is taken over at once', async () => {
  const cache = scratch()
  await spawnWith(cache, "process.kill(process.pid, 'SIGKILL')")
  expect(existsSync(join(cache, 'lock/owner'))).toBe(true)
  const said: string[] = []
  await withLock(cache, async () => said.push('worked'), { say: (line: string) => said.push(line), poll: 5 })
  expect(said).toEqual(['worked'])
})

test('many that find the lock of a dead process still work one after the other', async () => {
  const cache = scratch()
  await spawnWith(cache, "process.kill(process.pid, 'SIGKILL')")
  const work = "appendFileSync(log, 'in '); await wait(20); appendFileSync(log, 'out\\n')"
  await Promise.all([1, 2, 3, 4].map(() => spawnWith(cache, work)))
  expect(readFileSync(join(cache, 'log'), 'utf8')).toBe('in out\n'.repeat(4))
})

test('the lock of another machine is believed while it gives signs of life, and taken over when they stop', async () => {
  const cache = scratch()
  lockOf(cache, `another-${hostname()}:1:some-id`)
  const log = join(cache, 'log')
  const waiting = withLock(cache, async () => appendFileSync(log, 'worked'), { poll: 5, staleAfter: 10_000 })
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(existsSync(log)).toBe(false)
  const longAgo = new Date(Date.now() - 20_000)
  utimesSync(join(cache, 'lock'), longAgo, longAgo)
  await waiting
  expect(readFileSync(log, 'utf8')).toBe('worked')
})

test('who waits is told for whom, once', async () => {
  const cache = scratch()
  const said: string[] = []
  let release = () => {}
  const first = withLock(cache, () => new Promise<void>((resolve) => { release = resolve }), { poll: 5 })
  const second = withLock(cache, async () => {}, { poll: 5, say: (line: string) => said.push(line) })
  await new Promise((resolve) => setTimeout(resolve, 60))
  release()
  await Promise.all([first, second])
  expect(said).toEqual([`waiting for another set-up (process ${process.pid})`])
})

test('work that fails gives the lock back', async () => {
  const cache = scratch()
  await expect(withLock(cache, async () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(readdirSync(cache)).toEqual([])
})
