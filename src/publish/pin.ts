// The tag is pinned at the start of a run, and read again before each step that cannot be taken back.
import { movedFrom, type Moved } from '../core/pin.js'
import { fail } from '../errors/release-error.js'
import type { ReadWorld } from '../ports/world.js'

/** Undefined while the tag is where it was. Where no tag started the run there is none to be moved: the commit is what is pinned. */
export const movedTag = async ({ github, repository, tag }: ReadWorld): Promise<Moved | undefined> =>
  tag.kind === 'none' ? undefined : movedFrom(tag, await github.ref(repository, `refs/tags/${tag.name}`), repository)

export const mustBePinned = async (world: ReadWorld): Promise<void> => {
  const moved = await movedTag(world)
  if (moved) fail('TAG_MOVED', moved)
}
