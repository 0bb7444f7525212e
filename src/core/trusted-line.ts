// A line as the config of the default branch has it: by it, and not by the tagged commit, gates judge.
import { z } from 'zod'
import { versionEntrySchema, type VersionEntry } from './reference.js'
import { firstRevision } from './revision.js'
import { rulesOf, type OnRule } from './runs.js'
import type { JsonObject } from './json.js'
import type { Scheme } from './version.js'

export interface TrustedLine {
  readonly name: string
  readonly tag: string
  readonly scheme: Scheme
  readonly path?: string
  /** Undefined when it has none, or one with settings that this Slipway does not know. */
  readonly version?: VersionEntry
  /** Where its images go. */
  readonly images: readonly string[]
  readonly firstRevision: number
  /** Runs that no tag starts. */
  readonly on: readonly OnRule[]
}

const image = z.looseObject({ to: z.string() })
const publish = z.looseObject({ image: z.union([image, z.array(image)]).optional() })

/** Of a line whose name, tag and scheme were checked; what else is in it may be newer than this Slipway. */
export const trustedLine = (it: Pick<TrustedLine, 'name' | 'tag' | 'scheme'>, raw: JsonObject): TrustedLine => {
  const version = raw['version'] === undefined ? undefined : versionEntrySchema.safeParse(raw['version']).data
  const images = publish.safeParse(raw['publish'] ?? {}).data?.image
  return {
    ...it,
    ...(typeof raw['path'] === 'string' ? { path: raw['path'] } : {}),
    ...(version === undefined ? {} : { version }),
    images: [images ?? []].flat().map((one) => one.to),
    firstRevision: firstRevision(raw),
    on: rulesOf(raw),
  }
}
