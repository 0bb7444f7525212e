// Which source a proof was about: its digest says whether it is still the same, without asking git, which in a shallow clone does
// not know the commit of then. Git is asked only for what people read.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow } from './dist.mjs'

/** Names and bytes of all files below src/; undefined where there is none. */
export function sourceDigest(root) {
  const folder = join(root, 'src')
  if (!existsSync(folder)) return undefined
  const hash = createHash('sha256')
  for (const name of filesBelow(folder)) {
    const bytes = readFileSync(join(folder, name))
    hash.update(`${name.replaceAll('\\', '/')}\0${bytes.length}\0`).update(bytes)
  }
  return `sha256:${hash.digest('hex')}`
}

const git = (root, ...args) => {
  try {
    return execFileSync('git', ['-C', root, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return undefined
  }
}

/** Undefined where there is no git. */
export const headCommit = (root) => git(root, 'rev-parse', 'HEAD')

/** Is src/ other than in the commit that is checked out? */
export const hasOwnChanges = (root) => (git(root, 'status', '--porcelain', '--', 'src') ?? '') !== ''

/** How many commits have touched src/ since; undefined where git does not know that commit. */
export function commitsSince(root, commit) {
  if (!/^[0-9a-f]{40,64}$/.test(commit ?? '')) return undefined
  const count = git(root, 'rev-list', '--count', `${commit}..HEAD`, '--', 'src')
  return count === undefined ? undefined : Number(count)
}
