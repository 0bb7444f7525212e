// The version after this one, by the rule that the config names, and the release that a development version leads to.
import { fail } from '../../errors/release-error.js'
import { meaningOf, versionOf, type Version } from '../version.js'
import type { Meaning } from './meaning.js'

export const nextRules = ['major', 'minor', 'patch', 'major.dev0', 'minor.dev0', 'patch.dev0'] as const
export type NextRule = (typeof nextRules)[number]

type Level = 'major' | 'minor' | 'patch'
const levels: Readonly<Record<Level, number>> = { major: 0, minor: 1, patch: 2 }

/** 1.2.3 → 2.0.0, 1.3.0 or 1.2.4; as many numbers as before, or as the level needs. */
const raise = (release: readonly number[], level: number): readonly number[] =>
  Array.from({ length: Math.max(release.length, level + 1) }, (_, at) => (at < level ? (release[at] ?? 0) : at === level ? (release[at] ?? 0) + 1 : 0))

/** Is this pre-release one of the release that the rule would make? 2.0.0rc1 is on the way to a major, 1.2.0rc1 to a minor. */
const leadsTo = (release: readonly number[], level: number): boolean => release.slice(level + 1).every((value) => value === 0)

/**
 * Always higher than the version itself. A development version of what comes next: after 1.0.0rc1 that is 1.0.0rc2.dev0, because
 * 1.0.0 is not out yet (so 1.1.0 would skip it) and 1.0.0.dev0 would come before the candidate that was just released.
 */
const nextMeaning = (it: Meaning, level: number, toDevelopment: boolean): Meaning | undefined => {
  const isOpen = it.pre !== undefined || it.identifiers !== undefined || (it.dev !== undefined && it.post === undefined)
  const base = { epoch: it.epoch, local: [] }
  if (!toDevelopment) return { ...base, release: isOpen && leadsTo(it.release, level) ? it.release : raise(it.release, level) }
  if (it.dev !== undefined) return { ...withoutLocal(it), dev: it.dev + 1 }
  if (it.pre) return { ...base, release: it.release, pre: { ...it.pre, number: it.pre.number + 1 }, dev: 0 }
  return it.identifiers ? undefined : { ...base, release: raise(it.release, level), dev: 0 }
}

const withoutLocal = (it: Meaning): Meaning => ({ ...it, local: [] })

export const nextVersion = (version: Version, rule: NextRule): Version => {
  const [level = 'minor', development] = rule.split('.') as [Level?, string?]
  const meaning = meaningOf(version)
  const next = meaning && nextMeaning(meaning, levels[level], development !== undefined)
  const made = next && version.scheme !== 'free' ? versionOf(next, version.scheme) : undefined
  return made ?? fail('VERSION_NO_NEXT', { version: version.text, rule })
}

/** 1.0.0.dev0 → 1.0.0, 1.0.0rc2.dev0 → 1.0.0rc2; any other version is its own release. */
export const releaseVersionOf = (version: Version): Version => {
  const meaning = meaningOf(version)
  if (meaning?.dev === undefined || version.scheme === 'free') return version
  const { epoch, release, pre, post } = meaning
  return versionOf({ epoch, release, ...(pre ? { pre } : {}), ...(post === undefined ? {} : { post }), local: [] }, version.scheme) ?? version
}

/** 1.0.0rc1 → 1.0.0, 1.0.0.dev0 → 1.0.0; any other version is final already. */
export const finalOf = (version: Version): Version => {
  const meaning = version.isPrerelease && version.scheme !== 'free' ? meaningOf(version) : undefined
  return (meaning && versionOf({ epoch: meaning.epoch, release: meaning.release, local: [] }, version.scheme as 'semver' | 'pep440')) ?? version
}
