// Copying a file or a folder as it is: links stay links with their text untouched, modes and times are kept.
import { constants } from 'node:fs'
import { chmod, copyFile, lstat, lutimes, mkdir, readdir, readlink, rm, symlink, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Runs jobs side by side, at most this many: the thread pool of Node has four. */
const width = 8

const inParallel = async (jobs: readonly (() => Promise<void>)[]): Promise<void> => {
  let next = 0
  const worker = async (): Promise<void> => {
    for (let job = jobs[next++]; job; job = jobs[next++]) await job()
  }
  await Promise.all(Array.from({ length: Math.min(width, jobs.length) }, worker))
}

const copyLeaf = async (from: string, to: string): Promise<void> => {
  const it = await lstat(from)
  // A link at the target would be written through.
  await rm(to, { force: true })
  if (it.isSymbolicLink()) {
    await symlink(await readlink(from), to)
    await lutimes(to, it.atime, it.mtime)
    return
  }
  if (!it.isFile()) return // sockets, pipes and devices are no content
  // When it fails on its way, what was copied until then is removed with it (libuv does that).
  await copyFile(from, to, constants.COPYFILE_FICLONE)
  await chmod(to, it.mode & 0o777)
  await utimes(to, it.atime, it.mtime)
}

const copyFolder = async (from: string, to: string): Promise<void> => {
  await mkdir(to, { recursive: true })
  const entries = await readdir(from, { withFileTypes: true })
  await inParallel(entries.filter((it) => !it.isDirectory()).map((it) => async () => copyLeaf(join(from, it.name), join(to, it.name))))
  for (const it of entries) if (it.isDirectory()) await copyFolder(join(from, it.name), join(to, it.name))
  const { mode, atime, mtime } = await lstat(from)
  await chmod(to, mode & 0o777)
  await utimes(to, atime, mtime)
}

export const copyTree = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true })
  if ((await lstat(from)).isDirectory()) return copyFolder(from, to)
  return copyLeaf(from, to)
}
