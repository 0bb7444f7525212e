// The tree of a commit as a list, and the way of links within it. Pure but for the one listing.
import { posix } from 'node:path'
import type { GitRunner } from './git-runner.js'

export interface TreeEntry {
  readonly mode: string
  readonly id: string
  readonly path: string
}

export const isLink = (it: TreeEntry): boolean => it.mode === '120000'
export const isSubmodule = (it: TreeEntry): boolean => it.mode === '160000'

/** Zero-terminated, because a path may hold any other byte. */
export const parseTree = (listing: string): readonly TreeEntry[] =>
  listing.split('\0').flatMap((row) => {
    const found = /^(\d{6}) \w+ ([0-9a-f]+)\t([\s\S]+)$/.exec(row)
    return found?.[1] && found[2] && found[3] ? [{ mode: found[1], id: found[2], path: found[3] }] : []
  })

export const readTree = async (runner: GitRunner, commit: string, env: Readonly<Record<string, string>> = {}): Promise<readonly TreeEntry[]> =>
  parseTree(await runner.text(`list the files of ${commit}`, ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit], { env }))

const isFolder = (it: TreeEntry): boolean => it.mode === '40000'

const mostLinks = 20

export interface TreeReader {
  /** The entries of a tree by their names; without an entry, of the top. */
  below(folder?: TreeEntry): Promise<ReadonlyMap<string, TreeEntry>>
  readLink(it: TreeEntry): Promise<string>
}

/** What lies at a path, or the link on the way to it. */
const walk = async (tree: TreeReader, names: readonly string[]): Promise<{ readonly entry: TreeEntry; readonly at: number } | undefined> => {
  let folder: TreeEntry | undefined
  for (const [at, name] of names.entries()) {
    const entry = (await tree.below(folder)).get(name)
    if (entry === undefined) return undefined
    if (isLink(entry) || at === names.length - 1) return { entry, at }
    if (!isFolder(entry)) return undefined
    folder = entry
  }
  return undefined
}

/**
 * The file that a path leads to, links of the tree followed (of folders as well); undefined when nothing is there or the
 * way leaves the tree. Reads the trees on its way alone: a list of a hundred thousand files is no price for one of them.
 */
export const findInTree = async (tree: TreeReader, path: string): Promise<TreeEntry | undefined> => {
  let rest = posix.normalize(path)
  for (let links = 0; links < mostLinks; links++) {
    if (rest.startsWith('../') || rest === '..' || rest.startsWith('/')) return undefined
    const names = rest.split('/')
    const found = await walk(tree, names)
    if (!found) return undefined
    const { entry, at } = found
    if (!isLink(entry)) return isFolder(entry) ? undefined : entry
    const target = await tree.readLink(entry)
    if (target.startsWith('/')) return undefined
    rest = posix.normalize([...names.slice(0, at), target, ...names.slice(at + 1)].join('/'))
  }
  return undefined
}
