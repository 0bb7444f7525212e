// Has a higher version been pushed since this run was planned? The run of an older tag may be late (queued, or run again), and a
// pointer that it moves would move backward.
import { matchTag, tagName } from '../../core/tag-pattern.js'
import { compareVersions, parseVersion, type Scheme, type Version } from '../../core/version.js'
import type { ReadWorld } from '../../ports/world.js'
import { newerTag } from '../newest.js'
import { parsePlace } from '../place.js'
import type { ImageTask } from './entry.js'

/** Only a tag that stands in git as well counts: `2024` in a registry is a date more often than a version. */
export const newerVersion = async (task: ImageTask, world: ReadWorld): Promise<string | undefined> => {
  if (task.always) return newerTag(task, world)
  const own = matchTag(task.pattern, task.scheme, world.tag.name)
  if (!own) return undefined
  const self = parseVersion(own.text, task.scheme)
  for (const version of await finalVersions(task, world)) {
    if (compareVersions(version, self) <= 0) return undefined
    if (await world.github.ref(world.repository, `refs/tags/${tagName(task.pattern, version)}`)) return version.text
  }
  return undefined
}

/** With {version} in it, and perhaps {revision} behind it; of other templates nothing is known. */
const versionIn = (tag: string, template: string, scheme: Scheme): Version | undefined => {
  const [, before, between, after] = /^([^{}]*)\{version\}([^{}]*)(?:\{revision\}([^{}]*))?$/.exec(template) ?? []
  if (before === undefined || between === undefined) return undefined
  const bare = after === undefined ? tag : tag.endsWith(after) ? tag.slice(0, tag.length - after.length).replace(/[0-9]{1,9}$/, '') : undefined
  const match = bare === undefined ? undefined : matchTag(`${before}{version}${between}`, scheme, bare)
  return match && parseVersion(match.text, scheme)
}

/** Highest first. */
const finalVersions = async (task: ImageTask, world: ReadWorld): Promise<readonly Version[]> => {
  const tags = await world.registry.tags(parsePlace(task.name))
  const found = task.templates.flatMap((template) => tags.flatMap((tag) => versionIn(tag, template, task.scheme) ?? []))
  return found.filter((it) => !it.isPrerelease).sort((a, b) => compareVersions(b, a))
}
