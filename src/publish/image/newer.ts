// Has a higher version been pushed since this run was planned? The run of an older tag may be late (queued, or run again), and a
// pointer that it moves would move backward.
import { matchTag, tagName } from '../../core/tag-pattern.js'
import { compareVersions, parseVersion, type Version } from '../../core/version.js'
import type { ReadWorld } from '../../ports/world.js'
import { parsePlace } from '../place.js'
import type { ImageTask } from './entry.js'

/** Only a tag that stands in git as well counts: `2024` in a registry is a date more often than a version. */
export const newerVersion = async (task: ImageTask, world: ReadWorld): Promise<string | undefined> => {
  const own = matchTag(task.pattern, task.scheme, world.tag.name)
  if (!own) return undefined
  const self = parseVersion(own.text, task.scheme)
  for (const version of await finalVersions(task, world)) {
    if (compareVersions(version, self) <= 0) return undefined
    if (await world.github.ref(world.repository, `refs/tags/${tagName(task.pattern, version)}`)) return version.text
  }
  return undefined
}

/** Highest first. */
const finalVersions = async (task: ImageTask, world: ReadWorld): Promise<readonly Version[]> => {
  const tags = await world.registry.tags(parsePlace(task.name))
  const templates = task.templates.filter((it) => /^[^{}]*\{version\}[^{}]*$/.test(it))
  const found = templates.flatMap((template) => tags.flatMap((tag) => {
    const match = matchTag(template, task.scheme, tag)
    return match ? [parseVersion(match.text, task.scheme)] : []
  }))
  return found.filter((it) => !it.isPrerelease).sort((a, b) => compareVersions(b, a))
}
