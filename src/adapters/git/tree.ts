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

const mostLinks = 20

/**
 * The entry that a path leads to, links of the tree followed (of folders as well); undefined when nothing is there or the
 * way leaves the tree.
 */
export const findInTree = async (
  byPath: ReadonlyMap<string, TreeEntry>,
  path: string,
  readLink: (it: TreeEntry) => Promise<string>,
): Promise<TreeEntry | undefined> => {
  let rest = posix.normalize(path)
  for (let links = 0; links < mostLinks; links++) {
    if (rest.startsWith('../') || rest === '..' || rest.startsWith('/')) return undefined
    const names = rest.split('/')
    const at = names.findIndex((_, index) => {
      const entry = byPath.get(names.slice(0, index + 1).join('/'))
      return entry !== undefined && isLink(entry)
    })
    if (at < 0) return byPath.get(rest)
    const link = byPath.get(names.slice(0, at + 1).join('/'))
    if (!link) return undefined
    const target = await readLink(link)
    if (target.startsWith('/')) return undefined
    rest = posix.normalize([...names.slice(0, at), target, ...names.slice(at + 1)].join('/'))
  }
  return undefined
}
