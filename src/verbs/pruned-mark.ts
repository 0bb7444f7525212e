// The mark of a tag whose release was removed on purpose: a ref in the source that leads where the tag leads. `continue` leaves such a tag
// alone; whoever releases it by its name is not stopped, and a tag that was made anew is another one.
import { repositoryText, type Repository } from '../core/facts.js'
import { prunedRef, pruningRef } from '../core/prune.js'
import type { GitHub, GitHubReader } from '../ports/github.js'
import type { Log } from '../ports/log.js'

interface Marking {
  readonly github: GitHub
  readonly log: Log
  /** Where tags are, and the releases that are to be gone on with are found by them. */
  readonly source: Repository
}

/** `tagStays`: in the source. Without it a mark would speak of nothing. */
export const markPruned = async (tag: string, tagStays: boolean, { github, log, source }: Marking): Promise<void> => {
  const ref = prunedRef(tag)
  const [before, now] = await Promise.all([github.ref(source, ref), github.ref(source, `refs/tags/${tag}`)])
  const wanted = tagStays ? now?.object : undefined
  if (before?.object === wanted) return
  if ((await github.can(source, 'contents:write')).state === 'denied') {
    if (wanted !== undefined) log.warn(`this token may not write to ${repositoryText(source)}, so nothing there says that the release of ${tag} was removed: \`slipway continue\` may release it again while its tag is there`)
    return
  }
  if (before) await github.moveRef(source, ref, { from: before.object, ...(wanted === undefined ? {} : { to: wanted }) })
  else if (wanted !== undefined) await github.createRef(source, ref, wanted)
}

/** Why a tag without a release is not to be released by itself. `refs`: names of all below refs/slipway. */
export const whyPruned = async (tag: string, refs: readonly string[], { github, repository }: { readonly github: GitHubReader; readonly repository: Repository }): Promise<string | undefined> => {
  const [ref] = [prunedRef(tag), pruningRef(tag)].filter((it) => refs.includes(it))
  if (ref === undefined) return undefined
  const [mark, now] = await Promise.all([github.ref(repository, ref), github.ref(repository, `refs/tags/${tag}`)])
  if (!mark || mark.object !== now?.object) return undefined
  return ref === prunedRef(tag) ? '`slipway prune` has removed its release' : '`slipway prune` has removed its release, and was stopped before its tag: the next one goes on there'
}
