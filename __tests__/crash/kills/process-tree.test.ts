// What SIGKILL of a machine is: nothing that the process started lives on, whatever group it is in.
import { expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { killTree, workingIn } from './process-tree.js'

test('children in groups of their own, and theirs, are gone with it; and none of them lives long enough to notice', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tree-'))
  // A child that leads its own group, whose shell writes when the sleep below it ends early.
  const program = `
    const { spawn } = require('node:child_process')
    spawn('bash', ['-c', 'sleep 600; echo noticed > noticed'], { detached: true, stdio: 'ignore' })
    setTimeout(() => require('node:fs').writeFileSync('ready', ''), 300)
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['-e', program], { cwd: folder, stdio: 'ignore' })
  while (!existsSync(join(folder, 'ready'))) await sleep(25)
  expect(workingIn(folder)).toHaveLength(3)
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('close', (_, signal) => resolve(signal)))
  killTree(child.pid)
  expect(await ended).toBe('SIGKILL')
  for (let tries = 0; tries < 40 && workingIn(folder).length > 0; tries++) await sleep(25)
  expect([workingIn(folder), existsSync(join(folder, 'noticed')), readFileSync(join(folder, 'ready'), 'utf8')]).toEqual([[], false, ''])
})

test('of a process that is gone already there is nothing to kill, and nothing is', async () => {
  const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' })
  await new Promise((resolve) => child.on('close', resolve))
  expect(() => killTree(child.pid)).not.toThrow()
})

test.each([undefined, -1, 0, 1, 1.5, Number.NaN])('%p is refused: it would mean a group, or everybody', (pid) => {
  expect(() => killTree(pid)).toThrow('no process of ours')
})
