// Is something out that a pointer should rather lead to? Asked at the time of the write: another run may have published it meanwhile.
import { matchTag } from '../../core/tag-pattern.js'
import { compareVersions, parseVersion, type Version } from '../../core/version.js'
import type { ReadWorld } from '../../ports/world.js'
import { newerTag } from '../newest.js'
import { repositoryOf, type PointerTask } from './entry.js'

const versionIn = ({ pattern, scheme }: PointerTask, tag: string): Version | undefined => {
  const match = matchTag(pattern, scheme, tag)
  return match && parseVersion(match.text, scheme)
}

/** Only what is public counts: a tag whose release failed is nothing to point to. */
export const newerRelease = async (task: PointerTask, world: ReadWorld): Promise<string | undefined> => {
  if (task.always) return newerTag(task, world)
  const own = versionIn(task, world.tag.name)
  if (!own || task.release === null) return undefined
  const all = (await world.github.releases(repositoryOf(task.release))).filter((it) => !it.draft && !it.prerelease)
  const higher = all.flatMap((it) => versionIn(task, it.tag) ?? []).filter((it) => !it.isPrerelease && compareVersions(it, own) > 0)
  return higher.sort((a, b) => compareVersions(b, a))[0]?.text
}
