// Which tag of a line is the newest, by the time that it was made: for pointers that go by time, as their versions say nothing of order.
import { matchTag } from '../core/tag-pattern.js'
import { releaseTime } from '../core/release-time.js'
import type { Scheme } from '../core/version.js'
import type { ReadWorld } from '../ports/world.js'

/** A tag of the line that was made later, and stands on GitHub as well. Its own release moves the pointers. */
export const newerTag = async ({ pattern, scheme }: { readonly pattern: string; readonly scheme: Scheme }, world: ReadWorld): Promise<string | undefined> => {
  const { git, github, repository, tag } = world
  const tags = await git.tags()
  const own = await releaseTime(tag, git)
  const others = tags.filter((it) => it !== tag.name && matchTag(pattern, scheme, it))
  const timed = await Promise.all(others.map(async (name) => ({ name, time: await git.tagTime(name) })))
  const later = timed.filter((it) => it.time > own).sort((a, b) => b.time - a.time)
  for (const { name } of later) if (await github.ref(repository, `refs/tags/${name}`)) return name
  return undefined
}
