// A disk without room, for real. Where this machine lets us mount (root), a tmpfs of a few kilobytes: ENOSPC. Everywhere, a limit on
// the size of files that a process may write: EFBIG, which is told in the same way.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  readonly folder: string
  /** How the disk is kept small, for the names of tests and their failures. */
  readonly by: 'tmpfs' | 'file-size limit'
  /** Words before a command that is to feel it. */
  readonly prefix: readonly string[]
  close(): void
}

/** A process under it may write no file larger than this. */
export const limited = (kibibytes: number): readonly string[] => ['/bin/sh', '-c', `ulimit -f ${kibibytes * 2}; exec "$@"`, 'limited']

export const smallDisk = (kibibytes: number, largestFile = kibibytes): SmallDisk => {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', folder], { stdio: 'ignore' })
    return { folder, by: 'tmpfs', prefix: [], close: () => void execFileSync('umount', ['-l', folder], { stdio: 'ignore' }) }
  } catch {
    return { folder, by: 'file-size limit', prefix: limited(largestFile), close: () => undefined }
  }
}

export interface Ran {
  readonly code: number
  readonly out: string
}

export const runIn = async (words: readonly string[], options: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly stdout?: number }): Promise<Ran> => {
  const [file = '', ...args] = words
  const child = spawn(file, args, { cwd: options.cwd, env: { ...options.env }, stdio: ['ignore', options.stdout ?? 'pipe', 'pipe'] })
  const parts: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => parts.push(part.toString()))
  const code = await new Promise<number>((resolve) => child.on('close', (it) => resolve(it ?? -1)))
  return { code, out: parts.join('') }
}
