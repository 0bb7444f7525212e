// What killed runs leave on the disk: removed by a later run when their owner is surely dead, and never while it may live.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@jest/globals'
import { makeRunFolders } from '../../src/adapters/workspace.js'
import { root, sourceOf } from '../action/runner.js'

const temp = (): string => mkdtempSync(join(tmpdir(), 'leftovers-'))

/** Another process that makes its folders, fills them, and waits to be killed. */
const other = async (folder: string): Promise<{ readonly left: string; readonly kill: () => Promise<void> }> => {
  const [, loader = ''] = sourceOf('')
  const code = `
    import { makeRunFolders } from ${JSON.stringify(pathToFileURL(join(root, 'src/adapters/workspace.ts')).href)}
    const run = await makeRunFolders(${JSON.stringify(folder)})
    await run.makeWorkspace()
    console.log(run.root)
    setInterval(() => undefined, 1000)
  `
  const child = spawn(process.execPath, ['--import', loader, '--input-type=module', '--eval', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  const left = await new Promise<string>((resolve) => child.stdout.once('data', (part: Buffer) => resolve(part.toString().trim())))
  return { left, kill: () => new Promise((resolve) => child.once('close', () => resolve()).kill('SIGKILL')) }
}

const gone = async (path: string): Promise<boolean> => {
  for (let tries = 0; tries < 100; tries++) {
    if (!existsSync(path)) return true
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return false
}

/** Long enough for a removal that should not be. */
const settle = async (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300))

test('a run removes the folders of one that was killed, and lets a live one be', async () => {
  const folder = temp()
  const [dead, alive] = [await other(folder), await other(folder)]
  await dead.kill()
  expect(existsSync(dead.left)).toBe(true)
  const own = await makeRunFolders(folder)
  expect(await gone(dead.left)).toBe(true)
  expect(readdirSync(folder).sort()).toEqual([basename(alive.left), basename(own.root)].sort())
  await own.dispose()
  await alive.kill()
  expect(readdirSync(folder)).toEqual([basename(alive.left)])
})

test('a number that another process has by now is told by its start', async () => {
  const folder = temp()
  const own = await makeRunFolders(folder)
  const reused = join(folder, basename(own.root).replace(/-(\d+)-([A-Za-z0-9]{6})$/, (_, start: string) => `-${Number(start) - 1}-abcdef`))
  mkdirSync(reused)
  const next = await makeRunFolders(folder)
  expect(await gone(reused)).toBe(true)
  expect(existsSync(own.root)).toBe(true)
  await Promise.all([own.dispose(), next.dispose()])
})

test('what may belong to a living process of another machine or container, or is not named like ours, stays', async () => {
  const folder = temp()
  const dead = await other(folder)
  await dead.kill()
  const [, , here = '', pid = '', start = ''] = /^(slipway)-([0-9a-f]{12})-(\d+)-(\d*)-/.exec(basename(dead.left)) ?? []
  const elsewhere = join(folder, `slipway-${here.replace(/^./, (it) => (it === '0' ? '1' : '0'))}-${pid}-${start}-abcdef`)
  renameSync(dead.left, elsewhere)
  const others = ['slipway-notes', `slipway-${here}-${pid}`, `my-slipway-${here}-${pid}-${start}-abcdef`].map((it) => join(folder, it))
  for (const it of others) mkdirSync(it)
  // A link is not followed, and a file is no folder of ours.
  const target = temp()
  writeFileSync(join(target, 'precious'), '')
  symlinkSync(target, join(folder, `slipway-${here}-${pid}-${start}-linked`))
  writeFileSync(join(folder, `slipway-${here}-${pid}-${start}-afiles`), '')
  const own = await makeRunFolders(folder)
  await settle()
  expect([elsewhere, ...others, join(target, 'precious'), join(folder, `slipway-${here}-${pid}-${start}-linked`)].filter((it) => !existsSync(it))).toEqual([])
  await own.dispose()
})
