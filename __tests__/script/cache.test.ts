// The cache of script/setup: what has its name is complete, whatever was killed meanwhile.
import { expect, test } from '@jest/globals'
import { existsSync, mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, keep, sweep } from '../../script/provision/cache.mjs'
import { scratch, start } from './scratch.js'

const makeTool = async (folder: string) => {
  mkdirSync(join(folder, 'made'))
  writeFileSync(join(folder, 'made/tool'), 'whole')
  return join(folder, 'made')
}

test('an entry appears under its name only when it is complete', async () => {
  const cache = scratch()
  const seen: string[][] = []
  await keep(cache, 'tool', async (folder: string) => {
    const made = await makeTool(folder)
    seen.push(readdirSync(cache).filter((name) => name === 'tool'))
    return made
  })
  expect(seen).toEqual([[]])
  expect(readFileSync(join(cache, 'tool/tool'), 'utf8')).toBe('whole')
  expect(readdirSync(cache)).toEqual(['tool'])
})

test('making that fails leaves nothing behind and does not touch the entry that was there', async () => {
  const cache = scratch()
  await keep(cache, 'tool', makeTool)
  await expect(keep(cache, 'tool', async () => Promise.reject(new Error('no network')))).rejects.toThrow('no network')
  expect(readdirSync(cache)).toEqual(['tool'])
  expect(readFileSync(join(cache, 'tool/tool'), 'utf8')).toBe('whole')
})

test('a process killed half-way leaves no entry, and the next one makes it', async () => {
  const cache = scratch()
  const module = join(import.meta.dirname, '../../script/provision/cache.mjs')
  const program = `import { keep } from ${JSON.stringify(module)}
    import { writeFileSync } from 'node:fs'
    await keep(${JSON.stringify(cache)}, 'tool', async (folder) => { writeFileSync(folder + '/half', 'ha'); process.kill(process.pid, 'SIGKILL') })`
  const { code } = await start(process.execPath, ['--input-type=module', '-e', program])
  expect(code).toBeNull()
  expect(existsSync(join(cache, 'tool'))).toBe(false)
  expect(readdirSync(cache)).toHaveLength(1)
  await keep(cache, 'tool', makeTool)
  expect(readFileSync(join(cache, 'tool/tool'), 'utf8')).toBe('whole')
})

test('what a killed run left is swept after a day; entries and the work of others stay', () => {
  const cache = scratch()
  for (const name of ['making-old', 'lock.was-old', 'making-new', 'node-24']) mkdirSync(join(cache, name))
  const longAgo = new Date(Date.now() - 25 * 3600_000)
  for (const name of ['making-old', 'lock.was-old', 'node-24']) utimesSync(join(cache, name), longAgo, longAgo)
  sweep(cache)
  expect(readdirSync(cache).sort()).toEqual(['making-new', 'node-24'])
  expect(() => sweep(join(cache, 'absent'))).not.toThrow()
})

test.each([
  [{ SLIPWAY_CACHE: '/a', XDG_CACHE_HOME: '/b', HOME: '/c' }, '/a'],
  [{ SLIPWAY_CACHE: '', XDG_CACHE_HOME: '/b', HOME: '/c' }, '/b/slipway'],
  [{ HOME: '/c' }, '/c/.cache/slipway'],
])('the cache folder of %j is %s', (env, folder) => {
  expect(cacheFolder(env)).toBe(folder)
})
