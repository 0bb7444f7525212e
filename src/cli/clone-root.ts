// Whoever stands in a subfolder of a clone means the clone: the config and the paths in it begin at its root.
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The folder that holds `.git` (a folder, or the file of a worktree), at or above this one; the folder itself where there is none. */
export const cloneRoot = (folder: string): string => {
  const begin = resolve(folder)
  for (let at = begin; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at
    if (dirname(at) === at) return begin
  }
}
