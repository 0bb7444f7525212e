// The files port over the local disk. A write is never half there under its name, and no operation follows a link out of
// the folder it was given.
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { chmod, lutimes, mkdir, open, readFile, rename, rm, statfs } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { diskFull } from '../../core/disk-full.js'
import { ReleaseError } from '../../errors/release-error.js'
import type { Files, FileStat } from '../../ports/files.js'
import { copyTree } from './copy-tree.js'

/** Fewer, larger reads: with 64 KiB the digest of a large file takes half as long again. */
const chunk = 1024 * 1024

type Summed = { digest: `sha256:${string}`; size: number }

/** Up to this size a file is read at once: four trips to the thread pool cost ten times the reading itself. */
const small = 128 * 1024

/**
 * Undefined when there is nothing; any other trouble (permission, disk) is not "nothing" and is thrown. At once as well: it
 * takes 3 µs, by way of the thread pool 60, and archives of thousands of files ask for each.
 */
const stat = async (path: string): Promise<FileStat | undefined> => {
  try {
    const it = lstatSync(path)
    return { kind: it.isSymbolicLink() ? 'link' : it.isDirectory() ? 'folder' : 'file', size: it.size, mode: it.mode & 0o7777 }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}

/** Writes beside the name, to the disk, then renames. A file that is replaced keeps its mode. */
const writeBeside = async (path: string, fill: (write: (part: Uint8Array) => Promise<void>) => Promise<void>): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  const before = await stat(path)
  const beside = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomBytes(6).toString('hex')}.part`)
  const handle = await open(beside, 'wx', 0o644)
  try {
    try {
      await fill(async (part) => {
        for (let done = 0; done < part.length; ) done += (await handle.write(part, done)).bytesWritten
      })
      await handle.chmod(before?.kind === 'file' ? before.mode : 0o644)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

/** Whatever writes: a disk without room is told by its code, with the path that was written. */
const roomFor = async <T>(path: string, write: () => Promise<T>): Promise<T> => {
  try {
    return await write()
  } catch (failure) {
    const full = diskFull(failure, path)
    throw full ? new ReleaseError([full], { cause: failure }) : failure
  }
}

const writeStream = async (path: string, parts: AsyncIterable<Uint8Array>): Promise<Summed> => {
  const hash = createHash('sha256')
  let size = 0
  await writeBeside(path, async (write) => {
    for await (const part of parts) {
      hash.update(part)
      size += part.length
      await write(part)
    }
  })
  return { digest: `sha256:${hash.digest('hex')}`, size }
}

const stream = (path: string, range?: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array> =>
  createReadStream(path, { highWaterMark: chunk, ...range })

const digest = async (path: string): Promise<Summed> => {
  const hash = createHash('sha256')
  let size = 0
  for await (const part of stream(path)) {
    hash.update(part)
    size += part.length
  }
  return { digest: `sha256:${hash.digest('hex')}`, size }
}

export const createFiles = (): Files => ({
  exists: async (path) => (await stat(path)) !== undefined,
  readText: async (path) => readFile(path, 'utf8'),
  readBytes: async (path) => ((await stat(path))?.size ?? 0) <= small ? readFileSync(path) : readFile(path),
  stat,
  // Default order of sort(): by code unit, the same on every machine.
  list: async (folder) => readdirSync(folder).sort(),
  readLink: async (path) => readlinkSync(path),
  stream,
  digest,
  freeSpace: async (folder) => {
    const it = await statfs(folder)
    return it.bavail * it.bsize
  },
  makeFolder: async (path) => roomFor(path, async () => void (await mkdir(path, { recursive: true }))),
  writeFile: async (path, bytes) => roomFor(path, () => writeBeside(path, async (write) => write(typeof bytes === 'string' ? Buffer.from(bytes) : bytes))),
  writeStream: async (path, parts) => roomFor(path, () => writeStream(path, parts)),
  copy: async (from, to) => roomFor(to, () => copyTree(from, to)),
  rename: async (from, to) => roomFor(to, async () => {
    await mkdir(dirname(to), { recursive: true })
    await rename(from, to)
  }),
  remove: async (path) => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  touch: async (path, time) => lutimes(path, time, time),
  setMode: async (path, mode) => {
    // chmod follows links, and a link has no mode of its own on Linux.
    if ((await stat(path))?.kind !== 'link') await chmod(path, mode)
  },
})
