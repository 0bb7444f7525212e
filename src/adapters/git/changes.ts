// The commits of the mainline between two releases: merges as one change each, as people saw them come.
import type { Change } from '../../core/changes.js'
import type { ChangesAsked, MainlineCommit } from '../../ports/git.js'
import type { GitRunner } from './git-runner.js'

/** `commits` are ids, so that none of them can be an option; paths are taken literally by every git of ours. */
export const readChanges = async (runner: GitRunner, { from, to, path, limit }: ChangesAsked, env: Readonly<Record<string, string>>): Promise<readonly Change[]> => {
  const range = ['--end-of-options', to, ...(from === undefined ? [] : [`^${from}`]), '--', ...(path === undefined ? [] : [path])]
  const listed = await runner.text('list the changes', ['log', '--first-parent', '-z', `--max-count=${limit}`, '--format=%H%n%B', ...range], { env })
  return listed.split('\0').flatMap((it) => {
    const end = it.indexOf('\n')
    return end < 0 ? [] : [{ commit: it.slice(0, end), message: it.slice(end + 1).trim() }]
  })
}

/** Tips go in by standard input: there may be thousands. With a path, git leads parents past what does not touch it. */
export const readMainline = async (runner: GitRunner, { tips, path }: { readonly tips: readonly string[]; readonly path: string }, env: Readonly<Record<string, string>>): Promise<readonly MainlineCommit[]> => {
  if (tips.length === 0) return []
  const stdin = `${tips.join('\n')}\n${path === '' ? '' : `--\n${path}\n`}`
  const listed = await runner.text('list the history', ['log', '--first-parent', ...(path === '' ? [] : ['--parents']), '-z', '--format=%H %ct %P%n%B', '--stdin'], { env, stdin })
  const found: MainlineCommit[] = []
  for (let start = 0; start < listed.length; ) {
    const end = listed.indexOf('\0', start)
    const stop = end < 0 ? listed.length : end
    const line = listed.indexOf('\n', start)
    const [commit = '', time = '', parent] = listed.slice(start, line).split(' ', 3)
    found.push({ commit, time: Number(time), message: listed.slice(line + 1, stop).trimEnd(), ...(parent ? { parent } : {}) })
    start = stop + 1
  }
  return found
}
