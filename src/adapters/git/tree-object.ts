// Folders of a commit as git stores them: an entry is its mode, its name and the bytes of its id, and nothing is between them.
import { fail } from '../../errors/release-error.js'
import type { GitObject } from './object-reader.js'
import type { TreeEntry } from './tree.js'

export type Folder = ReadonlyMap<string, TreeEntry>

/** `path` is that of the folder, empty for the top; `idBytes` 20 with SHA-1, 32 with SHA-256. */
const entriesOf = (bytes: Buffer, path: string, idBytes: number): Folder => {
  const found = new Map<string, TreeEntry>()
  for (let at = 0; at < bytes.length; ) {
    const [space, end] = [bytes.indexOf(32, at), bytes.indexOf(0, at)]
    const [mode, name] = [bytes.toString('latin1', at, space), bytes.toString('utf8', space + 1, end)]
    at = end + 1 + idBytes
    found.set(name, { mode, id: bytes.toString('hex', end + 1, at), path: path === '' ? name : `${path}/${name}` })
  }
  return found
}

/** Each is read once. `name` is the id of a tree, or `COMMIT^{tree}`. */
export const createFolderReader = (read: (name: string) => Promise<GitObject | undefined>): ((name: string, path: string) => Promise<Folder>) => {
  const known = new Map<string, Promise<Folder>>()
  const load = async (name: string, path: string): Promise<Folder> => {
    const object = await read(name)
    if (object?.type !== 'tree') return fail('GIT_FAILED', { what: `read the folder ${path || 'at the top'}`, said: `the object ${name} is not in the clone (a partial clone?)` })
    return entriesOf(object.bytes, path, object.id.length / 2)
  }
  return async (name, path) => {
    const key = `${name} ${path}`
    const folder = known.get(key) ?? load(name, path)
    known.set(key, folder)
    return folder
  }
}
