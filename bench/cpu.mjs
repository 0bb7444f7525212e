// CPU seconds of a stretch of work: what the whole machine used, and what is this measurement's own: the processes it started
// and waited for, the world, and the engine with all that it started. The rest is other people's.
import { existsSync, readFileSync, readdirSync } from 'node:fs'

const ticks = 100

/** utime, stime and those of children that were waited for. */
const ofProcess = (pid, { own = true } = {}) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')
  const [user, system, childUser, childSystem] = fields.slice(11, 15).map(Number)
  return ((own ? user + system : 0) + childUser + childSystem) / ticks
}

const nameOf = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return ''
  }
}

const engines = () => readdirSync('/proc').filter((it) => /^\d+$/.test(it) && ['dockerd', 'containerd'].includes(nameOf(it)))

/** Containers of the old builder are nobody's children; those of BuildKit are the engine's, and in no folder of this name. */
const containers = () => {
  const v1 = '/sys/fs/cgroup/cpuacct/docker/cpuacct.usage'
  return existsSync(v1) ? Number(readFileSync(v1, 'utf8')) / 1e9 : 0
}

const machine = () => {
  const [user, nice, system] = readFileSync('/proc/stat', 'utf8').split('\n')[0].trim().split(/\s+/).slice(1).map(Number)
  return (user + nice + system) / ticks
}

const reading = (world) => ({
  machine: machine(),
  own: ofProcess(process.pid, { own: false }) + ofProcess(world) + engines().reduce((sum, pid) => sum + ofProcess(pid), 0) + containers(),
})

/** Resolves what `work` gave, its wall time and both CPU times. `world` is the pid of the world's process. */
export const cpuOf = async (world, work) => {
  const before = reading(world)
  const began = process.hrtime.bigint()
  const value = await work()
  const seconds = Number(process.hrtime.bigint() - began) / 1e9
  const after = reading(world)
  return { value, seconds, machine: after.machine - before.machine, own: Math.min(after.own - before.own, after.machine - before.machine) }
}
