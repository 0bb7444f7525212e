// The stop of a tag that a person named and no line claims. (What an event brings and no line claims is simply no release.)
import type { Config } from '../core/config.js'
import { claimedSpelling } from '../core/suggest-tag.js'
import { fail, ReleaseError } from '../errors/release-error.js'
import type { GitReader } from '../ports/git.js'

export const failNotClaimed = async (tag: string, config: Config, git: Pick<GitReader, 'tags'>): Promise<never> => {
  const there = await tagsOrNone(git)
  const suggestion = claimedSpelling(tag, config.lines, there)
  return fail('TAG_NOT_CLAIMED', { tag, patterns: config.lines.map((it) => it.tag).join(', '), ...(suggestion === undefined ? {} : { suggestion, isThere: there.includes(suggestion) }) })
}

/** A shallow clone knows no list of them. */
const tagsOrNone = async (git: Pick<GitReader, 'tags'>): Promise<readonly string[]> => {
  try {
    return await git.tags()
  } catch (failure) {
    if (failure instanceof ReleaseError) return []
    throw failure
  }
}
