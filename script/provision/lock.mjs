// One set-up at a time per cache folder. The lock is a folder that holds its owner; it is renamed into place, so it never exists without one.
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const BEAT = 15_000
const STALE_AFTER = 5 * 60_000
const taken = (cause) => ['ENOTEMPTY', 'EEXIST'].includes(cause.code)

export async function withLock(cache, work, { say = () => {}, staleAfter = STALE_AFTER, poll = 200, pid = process.pid } = {}) {
  mkdirSync(cache, { recursive: true })
  const place = join(cache, 'lock')
  const token = `${hostname()}:${pid}:${randomUUID()}`
  let told = false
  while (!take(cache, place, token)) {
    const holder = holderOf(place)
    if (holder && isGone(holder, staleAfter)) evict(cache, place, holder)
    else {
      if (holder && !told) say(`waiting for another set-up (process ${holder.pid})`)
      told = true
      await wait(poll)
    }
  }
  const beat = setInterval(() => touch(place), BEAT)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    evict(cache, place, { token })
    rmSync(wasOf(cache, token), { recursive: true, force: true })
  }
}

function take(cache, place, token) {
  const prepared = mkdtempSync(join(cache, 'making-'))
  writeFileSync(join(prepared, 'owner'), token)
  try {
    renameSync(prepared, place)
    return true
  } catch (cause) {
    rmSync(prepared, { recursive: true, force: true })
    if (taken(cause)) return false
    throw cause
  }
}

function holderOf(place) {
  try {
    const token = readFileSync(join(place, 'owner'), 'utf8')
    const [host, pid] = token.split(':')
    return { token, host, pid: Number(pid), beat: statSync(place).mtimeMs }
  } catch (cause) {
    if (cause.code === 'ENOENT') return undefined
    throw cause
  }
}

function isGone({ host, pid, beat }, staleAfter) {
  if (Date.now() - beat > staleAfter) return true
  if (host !== hostname()) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (cause) {
    return cause.code === 'ESRCH'
  }
}

const wasOf = (cache, token) => join(cache, `lock.was-${token.split(':')[2]}`)

// Renamed to a name made of the owner's token: a second evictor that comes too late finds that name taken, and leaves the lock of the next owner alone.
function evict(cache, place, { token }) {
  try {
    if (readFileSync(join(place, 'owner'), 'utf8') === token) renameSync(place, wasOf(cache, token))
  } catch (cause) {
    if (cause.code !== 'ENOENT' && !taken(cause)) throw cause
  }
}

function touch(place) {
  const now = new Date()
  try {
    utimesSync(place, now, now)
  } catch (cause) {
    if (cause.code !== 'ENOENT') throw cause
  }
}
