// Where the version that stands in the source is tagged already, and the commit at hand is beyond that tag: the next release has no
// version yet, and nobody is to take the old one for it.
import type { LineConfig } from '../core/config.js'
import { linePath } from '../core/facts.js'
import { tagName } from '../core/tag-pattern.js'
import type { Version } from '../core/version.js'
import type { GitReader } from '../ports/git.js'

export interface BeyondTag {
  readonly tag: string
  readonly tagged: string
  /** Commits on the mainline since, as far as they touch the line; a merge is one. */
  readonly count: number
  readonly isMore: boolean
}

/** Further ones make no difference to what is said. */
const most = 1000

export const beyondTag = async (line: LineConfig, { version, commit }: { readonly version: Version; readonly commit: string }, git: Pick<GitReader, 'tags' | 'resolveTag' | 'changes'>): Promise<BeyondTag | undefined> => {
  const tag = tagName(line.tag, version)
  if (!(await git.tags()).includes(tag)) return undefined
  const { commit: tagged } = await git.resolveTag(tag)
  if (tagged === commit) return undefined
  const path = linePath(line.effective)
  const { length } = await git.changes({ from: tagged, to: commit, limit: most + 1, ...(path === '' ? {} : { path }) })
  return length === 0 ? undefined : { tag, tagged, count: Math.min(length, most), isMore: length > most }
}
