// The commits of the mainline between two releases: merges as one change each, as people saw them come.
import type { Change } from '../../core/changes.js'
import type { ChangesAsked, MainlineCommit } from '../../ports/git.js'
import type { GitRunner } from './git-runner.js'

/** Into a pipe git would write each commit by itself, which takes longer than to find it. */
const unflushed = { GIT_FLUSH: '0' }

/** `commits` are ids, so that none of them can be an option; paths are taken literally by every git of ours. */
export const readChanges = async (runner: GitRunner, { from, to, path, limit }: ChangesAsked, env: Readonly<Record<string, string>>): Promise<readonly Change[]> => {
  const range = ['--end-of-options', to, ...(from === undefined ? [] : [`^${from}`]), '--', ...(path === undefined ? [] : [path])]
  const listed = await runner.text('list the changes', ['log', '--first-parent', '-z', `--max-count=${limit}`, '--format=%H%n%B', ...range], { env: { ...env, ...unflushed } })
  return listed.split('\0').flatMap((it) => {
    const end = it.indexOf('\n')
    return end < 0 ? [] : [{ commit: it.slice(0, end), message: it.slice(end + 1).trim() }]
  })
}

/** Tips go in by standard input: there may be thousands. With a path, git leads parents past what does not touch it. */
export const readMainline = async <T>(runner: GitRunner, { tips, path, take }: { readonly tips: readonly string[]; readonly path: string; readonly take: (it: MainlineCommit) => T }, env: Readonly<Record<string, string>>): Promise<readonly T[]> => {
  if (tips.length === 0) return []
  const stdin = `${tips.join('\n')}\n${path === '' ? '' : `--\n${path}\n`}`
  const found: T[] = []
  const args = ['log', '--first-parent', ...(path === '' ? [] : ['--parents']), '-z', '--format=%H %ct %P%n%B', '--stdin']
  await runner.records('list the history', args, (it) => found.push(take(commitIn(it))), { env: { ...env, ...unflushed }, stdin })
  return found
}

const commitIn = (record: string): MainlineCommit => {
  const line = record.indexOf('\n')
  const [commit = '', time = '', parent] = record.slice(0, line).split(' ', 3)
  return { commit, time: Number(time), message: record.slice(line + 1).trimEnd(), ...(parent ? { parent } : {}) }
}
