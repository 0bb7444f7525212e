// All processes below one, as /proc tells them: a child that leads a group of its own is out of reach of a signal to the group of its
// parent, and would go on building and writing after the machine is said to be gone.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** `pid (name) state parent …`, and a name may hold brackets and spaces. */
const statOf = (pid: number): { readonly state: string; readonly parent: number } | undefined => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state = '', parent = ''] = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state, parent: Number(parent) }
  } catch {
    return undefined
  }
}

const everyPid = (): readonly number[] => readdirSync('/proc').map(Number).filter((it) => Number.isInteger(it) && it > 0)

const below = (root: number): readonly number[] => {
  const parents = new Map(everyPid().map((pid) => [pid, statOf(pid)?.parent]))
  const found = [root]
  for (const one of found) for (const [pid, parent] of parents) if (parent === one) found.push(pid)
  return found
}

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name)
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'ESRCH') throw failure
  }
}

/** As when the power goes: all at one instant, so that no parent sees its child die and none is born meanwhile. */
export const killTree = (root: number | undefined): void => {
  // Zero and less would mean groups, or everybody.
  if (root === undefined || !Number.isInteger(root) || root <= 1) throw new Error(`${root} is no process of ours`)
  killAll(() => below(root))
}

/** Everything that this process has started. */
export const killOwn = (): void => killAll(() => below(process.pid).slice(1))

const killAll = (list: () => readonly number[]): void => {
  const held = new Set<number>()
  for (;;) {
    const more = list().filter((it) => !held.has(it))
    if (more.length === 0) break
    for (const pid of more) {
      held.add(pid)
      signal(pid, 'SIGSTOP')
    }
  }
  for (const pid of held) signal(pid, 'SIGKILL')
}

/** Processes that work in a folder; dead ones that nobody has collected do not count. */
export const workingIn = (folder: string): readonly string[] =>
  everyPid().flatMap((pid) => {
    try {
      if (/^[ZX]/.test(statOf(pid)?.state ?? 'X')) return []
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      const isThere = `${readlinkSync(`/proc/${pid}/cwd`)}/`.startsWith(`${folder}/`) || command.includes(`${folder}/`)
      return isThere ? [`${pid} ${command.slice(0, 120)}`] : []
    } catch {
      return []
    }
  })
