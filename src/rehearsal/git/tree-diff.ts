// What differs between two trees, file by file, with the number of lines. Renames are not looked for: an added and a removed
// file it is.
import type { GitRepository } from './git-repository.js'
import type { TreeEntry } from './git-object.js'

export interface Change {
  readonly path: string
  readonly status: 'added' | 'removed' | 'modified'
  readonly before?: TreeEntry
  readonly after?: TreeEntry
}

const byName = async (git: GitRepository, tree: string | undefined): Promise<Map<string, TreeEntry>> =>
  new Map((tree === undefined ? [] : await git.tree(tree)).map((it) => [it.name, it] as const))

const folderOf = (it: TreeEntry | undefined): string | undefined => (it?.mode === '40000' ? it.id : undefined)
const fileOf = (it: TreeEntry | undefined): TreeEntry | undefined => (it?.mode === '40000' ? undefined : it)

export async function* diffTrees(git: GitRepository, before: string | undefined, after: string | undefined, under = ''): AsyncIterable<Change> {
  if (before === after) return
  const [old, now] = [await byName(git, before), await byName(git, after)]
  for (const name of [...new Set([...old.keys(), ...now.keys()])].sort()) {
    const [was, is] = [old.get(name), now.get(name)]
    if (was?.id === is?.id && was?.mode === is?.mode) continue
    const path = under + name
    yield* diffTrees(git, folderOf(was), folderOf(is), `${path}/`)
    const [wasFile, isFile] = [fileOf(was), fileOf(is)]
    if (wasFile && isFile) yield { path, status: 'modified', before: wasFile, after: isFile }
    else if (wasFile) yield { path, status: 'removed', before: wasFile }
    else if (isFile) yield { path, status: 'added', after: isFile }
  }
}

const linesOf = (bytes: Buffer | undefined): readonly string[] => {
  if (!bytes || bytes.length === 0 || bytes.includes(0)) return []
  const lines = bytes.toString('latin1').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** Above this many pairs of lines every line counts as changed. */
const mostPairs = 4_000_000

export const countLines = (before: Buffer | undefined, after: Buffer | undefined): { additions: number; deletions: number } => {
  const [a, b] = [linesOf(before), linesOf(after)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const [old, now] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  const common = old.length * now.length > mostPairs ? 0 : longestCommon(old, now)
  return { additions: now.length - common, deletions: old.length - common }
}

const longestCommon = (a: readonly string[], b: readonly string[]): number => {
  let row = new Uint32Array(b.length + 1)
  for (const line of a) {
    const next = new Uint32Array(b.length + 1)
    for (let j = 1; j <= b.length; j++) next[j] = line === b[j - 1] ? (row[j - 1] ?? 0) + 1 : Math.max(row[j] ?? 0, next[j - 1] ?? 0)
    row = next
  }
  return row[b.length] ?? 0
}
