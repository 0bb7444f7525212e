// The commits of the mainline between two releases: merges as one change each, as people saw them come.
import type { Change } from '../../core/changes.js'
import type { ChangesAsked } from '../../ports/git.js'
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
