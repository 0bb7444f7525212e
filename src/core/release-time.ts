// When a release was asked for: when its tag was made; of a run that no tag started (or whose tag the clone lacks), the time of its commit.
import type { PinnedTag } from './plan.js'

interface Times {
  tags(): Promise<readonly string[]>
  tagTime(name: string): Promise<number>
  commitTime(commit: string): Promise<number>
}

/** Seconds since 1970. Where no tag started the run, a tag of its name is that of the release before. */
export const releaseTime = async ({ kind, name, commit }: PinnedTag, git: Times): Promise<number> =>
  kind !== 'none' && (await git.tags()).includes(name) ? git.tagTime(name) : git.commitTime(commit)
