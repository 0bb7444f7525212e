// Is a tag where it was pinned? By its object: an annotated tag that is made anew at the same commit is another tag, with another
// message and another signer, and what was gated was the old one.
import { repositoryText, type Repository } from './facts.js'
import type { PinnedTag } from './plan.js'

export interface Moved {
  readonly tag: string
  readonly repository: string
  readonly pinned: string
  readonly now: string
}

/** Undefined while it is. `now` is the target of its ref. */
export const movedFrom = (tag: PinnedTag, now: { readonly object: string; readonly type: 'commit' | 'tag' } | undefined, repository: Repository): Moved | undefined => {
  // No tag started the run, so there is none that could be moved: the commit is what is pinned.
  if (tag.kind === 'none' || now?.object === tag.object) return undefined
  const found = now === undefined ? 'nothing: it was deleted' : now.object === tag.commit ? `${now.object}, the same commit without its tag object` : now.object
  return { tag: tag.name, repository: repositoryText(repository), pinned: tag.object, now: found }
}
