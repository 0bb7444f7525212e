// Files that Git LFS keeps: the commit holds a pointer of three lines only. Their content is taken from the clone's own LFS
// store when it is there; a pointer is never left to be packed.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, lstat, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { problem, type Problem } from '../../errors/release-error.js'
import { inExport } from './checkout.js'
import type { GitRunner } from './git-runner.js'

const pointer = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:ext-.*\n)*oid sha256:([0-9a-f]{64})\nsize (\d+)\n/

/** The object that a pointer names; undefined when the file is content. */
const pointedTo = async (file: string): Promise<string | undefined> => {
  const it = await lstat(file)
  if (!it.isFile() || it.size > 1024) return undefined
  return pointer.exec(await readFile(file, 'utf8'))?.[1]
}

const holds = async (path: string, hex: string): Promise<boolean> => {
  try {
    if (!(await stat(path)).isFile()) return false
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
  const hash = createHash('sha256')
  for await (const part of createReadStream(path)) hash.update(part as Buffer)
  return hash.digest('hex') === hex
}

/** Paths to which .gitattributes gives `filter=lfs`. */
const kept = async (runner: GitRunner, folder: string): Promise<readonly string[]> => {
  const listed = await runner.text('list the exported files', ['ls-files', '-z'], inExport(folder))
  if (!/(^|[\0/])\.gitattributes\0/.test(listed)) return []
  const fields = (await runner.text('read .gitattributes', ['check-attr', '-z', '--stdin', 'filter'], { ...inExport(folder), stdin: listed })).split('\0')
  return fields.filter((_, index) => index % 3 === 0 && fields[index + 2] === 'lfs')
}

/** Puts the contents in place; what is missing comes back as problems. `prefix` is the folder's place in the whole export. */
export const fillLargeFiles = async (runner: GitRunner, folder: string, gitFolder: string, prefix: string): Promise<readonly Problem[]> => {
  const problems: Problem[] = []
  const filled: string[] = []
  for (const path of await kept(runner, folder)) {
    const hex = await pointedTo(join(folder, path))
    if (hex === undefined) continue
    const source = join(gitFolder, 'lfs', 'objects', hex.slice(0, 2), hex.slice(2, 4), hex)
    if (await holds(source, hex)) {
      await copyFile(source, join(folder, path))
      filled.push(path)
    } else problems.push(problem('LFS_POINTER', { path: prefix + path, object: `sha256:${hex}` }, { file: prefix + path }))
  }
  // Without the filter git takes the content for a change, and `describe --dirty` would put that into versions.
  if (filled.length > 0) {
    await runner.text('mark large files', ['update-index', '--assume-unchanged', '-z', '--stdin'], { ...inExport(folder), stdin: `${filled.join('\0')}\0` })
  }
  return problems
}
