// The cache folder. An entry is made beside its place and renamed: what has its name is complete, whatever was killed meanwhile.
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const DAY = 24 * 3600_000

export function cacheFolder(env = process.env) {
  return env.SLIPWAY_CACHE || join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'slipway')
}

/** Calls make(scratch folder); what it returns is the path inside the scratch folder that becomes the entry. */
export async function keep(cache, name, make) {
  mkdirSync(cache, { recursive: true })
  const scratch = mkdtempSync(join(cache, 'making-'))
  const place = join(cache, name)
  try {
    const made = await make(scratch)
    rmSync(place, { recursive: true, force: true })
    renameSync(made, place)
    return place
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** Scratch folders of runs that were killed; a day is longer than any set-up. */
export function sweep(cache, now = Date.now()) {
  let names = []
  try {
    names = readdirSync(cache)
  } catch (cause) {
    if (cause.code !== 'ENOENT') throw cause
  }
  for (const name of names.filter((name) => /^(making|lock\.was)-/.test(name))) {
    const path = join(cache, name)
    if (now - statSync(path).mtimeMs > DAY) rmSync(path, { recursive: true, force: true })
  }
}
