// What patterns match below a folder. Links are not followed: neither a folder nor a file is taken by one, as it may lead to anything of
// this machine; a link that matches is told.
import { join } from 'node:path'
import { beginningOf, isGlob, matchesGlob } from '../../core/glob.js'
import { fail } from '../../errors/release-error.js'
import type { FilesReader } from '../../ports/files.js'

export interface Match {
  /** Relative to the folder. */
  readonly path: string
  readonly fileName: string
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The folder in which all lies that the pattern matches: nothing beside it is walked. */
const rootOf = (pattern: string): string => {
  const before = isGlob(pattern) ? beginningOf(pattern) : pattern
  return before.slice(0, Math.max(0, before.lastIndexOf('/')))
}

/** Is every folder on the way a folder, and none of them a link? */
const isPlainWay = async (files: FilesReader, folder: string, way: string): Promise<boolean> => {
  let at = folder
  for (const name of way === '' ? [] : way.split('/')) {
    at = join(at, name)
    if ((await files.stat(at))?.kind !== 'folder') return false
  }
  return true
}

async function* walk(files: FilesReader, folder: string, below: string): AsyncGenerator<{ readonly path: string; readonly kind: 'file' | 'link' }> {
  for (const name of await files.list(join(folder, below))) {
    const path = below === '' ? name : `${below}/${name}`
    const kind = (await files.stat(join(folder, path)))?.kind
    if (kind === 'folder' && name !== '.git') yield* walk(files, folder, path)
    else if (kind === 'file' || kind === 'link') yield { path, kind }
  }
}

const matchOne = async (files: FilesReader, folder: string, pattern: string): Promise<readonly string[]> => {
  const root = rootOf(pattern)
  if (!(await isPlainWay(files, folder, root))) return []
  const found: string[] = []
  for await (const { path, kind } of walk(files, folder, root)) {
    if (!matchesGlob(pattern, path)) continue
    if (kind === 'link') return fail('FILES_LINK', { path, target: await files.readLink(join(folder, path)) })
    found.push(path)
  }
  return found
}

/** All that the patterns match, in the order of their names. A pattern without a match, and a name that two files have, are errors. */
export const matchAll = async (files: FilesReader, folder: string, { name, take, path: at }: { readonly name: string; readonly take: readonly string[]; readonly path: string }): Promise<readonly Match[]> => {
  const paths = new Set<string>()
  for (const pattern of take) {
    const found = await matchOne(files, folder, pattern)
    if (found.length === 0) return fail('FILES_NO_MATCH', { entry: name, pattern, folder: at })
    found.forEach((it) => paths.add(it))
  }
  const byName = new Map<string, string>()
  for (const path of [...paths].sort()) {
    const fileName = lastOf(path)
    const other = byName.get(fileName)
    if (other !== undefined) return fail('FILES_NAME_TWICE', { name: fileName, one: other, other: path })
    byName.set(fileName, path)
  }
  return [...byName].map(([fileName, path]) => ({ fileName, path })).sort((a, b) => (a.fileName < b.fileName ? -1 : 1))
}
