// The folders of one run, under the system's temporary folder (the runner's, where there is one). A run that is killed leaves them
// behind; their name says whose they are, and a later run removes those whose owner is surely dead.
import { createHash } from 'node:crypto'
import { lstatSync, readFileSync, readlinkSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Workspace } from '../ports/world.js'

export interface RunFolders {
  readonly root: string
  makeWorkspace(): Promise<Workspace>
  dispose(): Promise<void>
}

const text = (read: () => string): string => {
  try {
    return read()
  } catch {
    return ''
  }
}

/** Processes are told apart by number only where they see one another: in one container, since one boot of one machine. */
const neighbourhood = (): string => {
  const parts = [hostname(), text(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')), text(() => readlinkSync('/proc/self/ns/pid'))]
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12)
}

/** When a process began, in ticks since the boot; empty where the system does not tell. A number is given to another one later. */
const startOf = (pid: number): string => text(() => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[19] ?? '')

/** A process that may not be asked (EPERM) is one that lives. */
const isThere = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

const isSurelyDead = (pid: number, start: string): boolean => !isThere(pid) || (start !== '' && startOf(pid) !== '' && startOf(pid) !== start)

const named = /^slipway-([0-9a-f]{12})-(\d+)-(\d*)-[A-Za-z0-9]{6}$/

const isOurs = (path: string): boolean => {
  const it = lstatSync(path)
  return it.isDirectory() && it.uid === (process.getuid?.() ?? it.uid)
}

/** Tidying only: what cannot be removed stays, and no run fails for it. */
const removeLeftovers = async (temp: string, here: string): Promise<void> => {
  for (const name of await readdir(temp).catch(() => [])) {
    const [, where, pid = '', start = ''] = named.exec(name) ?? []
    if (where !== here || !isSurelyDead(Number(pid), start)) continue
    const path = join(temp, name)
    try {
      if (isOurs(path)) await rm(path, { recursive: true, force: true })
    } catch {
      // Another run may be removing it as well.
    }
  }
}

export const makeRunFolders = async (temp: string | undefined): Promise<RunFolders> => {
  const parent = temp ?? tmpdir()
  const here = neighbourhood()
  void removeLeftovers(parent, here)
  const root = await mkdtemp(join(parent, `slipway-${here}-${process.pid}-${startOf(process.pid)}-`))
  let count = 0
  return {
    root,
    makeWorkspace: async () => {
      const folder = join(root, `run-${++count}`)
      const workspace = { source: join(folder, 'source'), out: join(folder, 'out'), temp: join(folder, 'temp') }
      await Promise.all([mkdir(workspace.out, { recursive: true }), mkdir(workspace.temp, { recursive: true })])
      return workspace
    },
    dispose: () => rm(root, { recursive: true, force: true, maxRetries: 3 }),
  }
}
