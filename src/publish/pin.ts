// The tag is pinned at the start of a run, and read again before each step that cannot be taken back.
import { repositoryText } from '../core/facts.js'
import { fail } from '../errors/release-error.js'
import type { ReadWorld } from '../ports/world.js'

export interface Moved {
  readonly tag: string
  readonly repository: string
  readonly pinned: string
  readonly now: string
}

/** Undefined while the tag is where it was. */
export const movedTag = async ({ github, repository, tag }: ReadWorld): Promise<Moved | undefined> => {
  const now = await github.ref(repository, `refs/tags/${tag.name}`)
  return now?.object === tag.object ? undefined : { tag: tag.name, repository: repositoryText(repository), pinned: tag.object, now: now?.object ?? 'nothing: it was deleted' }
}

export const mustBePinned = async (world: ReadWorld): Promise<void> => {
  const moved = await movedTag(world)
  if (moved) fail('TAG_MOVED', moved)
}
