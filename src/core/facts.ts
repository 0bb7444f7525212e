// All that was read about the repository before planning. Plain, frozen, printable.
import type { ConfigCommit } from './config.js'
import type { JsonObject } from './json.js'
import type { Digest } from './digest.js'
import type { PinnedTag } from './plan.js'
import type { Run } from './trigger.js'
import type { Version } from './version.js'

export interface Repository {
  readonly owner: string
  readonly name: string
}

export const repositoryText = (it: Repository): string => `${it.owner}/${it.name}`

/** Of a clone that belongs to none yet: what asks nothing of GitHub works there as well. */
export const noRepository: Repository = { owner: '', name: '' }
export const isRepository = (it: Repository): boolean => it.owner !== ''

/** Where links lead; empty when nobody knows. */
export const repositoryPage = (server: string, it: Repository): string => (isRepository(it) ? `${server}/${repositoryText(it)}` : '')

/** Folder that a line is about, as git names it; empty for the whole repository. */
export const linePath = (config: JsonObject): string =>
  (typeof config['path'] === 'string' ? config['path'] : '').replace(/^(?:\.\/)+|\/+$/g, '').replace(/^\.$/, '')

/** A line of the same config that this run does not release. */
export interface OtherLine {
  readonly name: string
  /** Its slice of the effective config. */
  readonly config: JsonObject
  /** Its tags, highest version first. */
  readonly tags: readonly string[]
  /** The one that is to be released together with ours, by the tracking issue; it may not be there yet. */
  readonly named?: string
}

export interface Facts {
  readonly slipway: string
  readonly repository: Repository
  /** Base URL for links: https://github.com */
  readonly server: string
  readonly defaultBranch: string
  readonly line: string
  readonly tag: PinnedTag
  readonly version: Version
  /** Committer time of the tagged commit, seconds since 1970: the one time that goes into artifacts. */
  readonly commitTime: number
  /** Values of the template words: version, pep440, semver, major, minor, patch, tag, sha, date, line, revision. */
  readonly words: Readonly<Record<string, string>>
  /** The versions of this line that have a tag already, without this one; order by meaning, highest first. */
  readonly earlier: readonly string[]
  /** The tag of this line that this version is compared with (core/version/previous-version.ts); undefined for the first. */
  readonly previous?: string
  /** The other lines of the config. */
  readonly others?: readonly OtherLine[]
  /** Is this the highest final version of its line? Pointers move only then. */
  readonly isHighest: boolean
  /** Paths of the tagged commit's tree (files, `/` between folders). */
  readonly paths: readonly string[]
  /** The line's slice of the effective config. */
  readonly config: JsonObject
  readonly configDigest: Digest
  readonly configFrom?: ConfigCommit
  /** Text of files that steps asked to have read (Chart.yaml, values.yaml …), by path, as in the tagged commit. */
  readonly texts: Readonly<Record<string, string>>
  /** Entry names that the caller left out with --without (or kept with --only). */
  readonly leftOut: readonly string[]
  /** A release (or draft) of the tag that was begun by other means is taken over. */
  readonly adopt?: boolean
  /** Only of a run that no tag started. */
  readonly run?: Run
}
