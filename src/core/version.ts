// One parsed version, many spellings: SemVer for charts, PEP 440 for wheels, an OCI tag for images, free text for names
// that are neither. Order and equality are by meaning: 3.10.0-rc1 and 3.10.0rc1 are one version.
import { fail } from '../errors/release-error.js'
import { withoutControls } from './plain-text.js'
import { compareNames, isFreeName, isPlainlyFinal } from './version/free-name.js'
import { compareMeanings, isPrerelease, type Meaning } from './version/meaning.js'
import { readPep440, writePep440 } from './version/pep440-spelling.js'
import { readSemver, writeSemver } from './version/semver-spelling.js'

export const schemes = ['semver', 'pep440', 'free'] as const
export type Scheme = (typeof schemes)[number]
export const spellings = ['plain', 'semver', 'pep440', 'oci'] as const
export type Spelling = (typeof spellings)[number]

export interface Version {
  /** As written in the tag, without the affixes of the line's tag pattern. */
  readonly text: string
  readonly scheme: Scheme
  /** The numbers before any pre-release: [1, 2, 0]. Empty for a free name. */
  readonly release: readonly number[]
  readonly isPrerelease: boolean
  /** Absent when SemVer cannot say it. */
  readonly semver?: string
  /** Normalised; absent when PEP 440 cannot say it. */
  readonly pep440?: string
}

/** Longer ones are refused before any pattern looks at them; an OCI tag has no more. */
const longest = 128

const read = { semver: readSemver, pep440: readPep440 } as const
const write = { semver: writeSemver, pep440: writePep440 } as const
const allowed = {
  semver: 'three numbers, then perhaps a pre-release and build metadata: 1.2.0, 1.2.0-rc1, 1.2.0-dev.0',
  pep440: 'numbers, then perhaps a, b or rc, .post, .dev and a local part: 1.2.0, 1.2.0rc1, 1.2.0.dev0',
  free: 'letters, digits and . _ + - (at most 128, beginning with a letter or a digit)',
} as const

const isPlausible = (text: string): boolean => text.length <= longest && /^[\x21-\x7e]+$/.test(text)

/** What a text says in a scheme; undefined if it says nothing there. A free name says nothing beyond itself. */
const meaningIn = (text: string, scheme: 'semver' | 'pep440'): Meaning | undefined => (isPlausible(text) ? read[scheme](text) : undefined)

/** A spelling counts only if it reads back as the same version: what cannot be said in a grammar has no spelling there. */
const spelled = (meaning: Meaning, text: string, scheme: 'semver' | 'pep440'): string | undefined => {
  const isSame = (other: Meaning | undefined): boolean => other !== undefined && compareMeanings(other, meaning) === 0
  // A tag that is SemVer already is the chart's version as it stands; a wheel's version is always normalised.
  if (scheme === 'semver' && isSame(meaningIn(text, 'semver'))) return text
  const written = write[scheme](meaning)
  return written !== undefined && isSame(meaningIn(written, scheme)) ? written : undefined
}

const makeVersion = (text: string, scheme: 'semver' | 'pep440', meaning: Meaning): Version => {
  const [semver, pep440] = [spelled(meaning, text, 'semver'), spelled(meaning, text, 'pep440')]
  return {
    text, scheme, release: meaning.release, isPrerelease: isPrerelease(meaning),
    ...(semver === undefined ? {} : { semver }), ...(pep440 === undefined ? {} : { pep440 }),
  }
}

/** A name that happens to be a version of a grammar has that spelling; its order is by name all the same. */
const freeVersion = (text: string): Version => {
  const meaning = meaningIn(text, 'pep440')
  const pep440 = meaning && writePep440(meaning)
  return {
    text, scheme: 'free', release: [], isPrerelease: !isPlainlyFinal(text),
    ...(meaningIn(text, 'semver') ? { semver: text } : {}), ...(pep440 === undefined ? {} : { pep440 }),
  }
}

/** Of a line with thousands of tags each is looked at several times in a run, and its spellings cost more than everything else about it. */
const known = new Map<string, Version>()
const mostKnown = 10_000

/** The version that a text is in a scheme; undefined if it is none. */
export const asVersion = (text: string, scheme: Scheme): Version | undefined => {
  if (scheme === 'free') return isFreeName(text) ? freeVersion(text) : undefined
  const key = `${scheme} ${text}`
  const before = known.get(key)
  if (before) return before
  const meaning = meaningIn(text, scheme)
  const version = meaning && makeVersion(text, scheme, meaning)
  if (version) {
    if (known.size >= mostKnown) known.clear()
    meanings.set(version, meaning)
    known.set(key, version)
  }
  return version
}

export const parseVersion = (text: string, scheme: Scheme): Version => {
  const version = asVersion(text, scheme)
  if (version) return version
  const suggestion = suggestVersion(text, scheme)
  return fail('VERSION_INVALID', { text: shown(text), scheme, allowed: allowed[scheme], ...(suggestion === undefined ? {} : { suggestion }) })
}

const shown = (text: string): string => withoutControls(text.slice(0, 80)).replace(/[\t\n]/g, ' ')

/** The nearest version: without a `v`, with the missing numbers, in the other spelling, or with a name as its local part. */
const suggestVersion = (text: string, scheme: Scheme): string | undefined => {
  const bare = text.slice(0, longest).trim().replace(/^[vV=]+\s*/, '')
  if (scheme === 'free') return [bare.replace(/[^A-Za-z0-9._+-]+/g, '-').replace(/^[^A-Za-z0-9_]+|[.-]+$/g, '')].find(isFreeName)
  const local = bare.replace(/\.([A-Za-z][A-Za-z0-9]*)$/, '+$1')
  for (const candidate of [bare, local]) {
    const meaning = meaningIn(candidate, scheme) ?? meaningIn(candidate, 'pep440') ?? meaningIn(candidate, 'semver')
    const written = meaning && spelled(meaning, candidate, scheme)
    if (written !== undefined) return meaningIn(candidate, scheme) ? candidate : written
  }
  return undefined
}

/** The spelling, or undefined where there is none. */
export const spellingOf = (version: Version, spelling: Spelling): string | undefined => {
  if (spelling === 'plain') return version.text
  if (spelling !== 'oci') return version[spelling]
  const tag = version.text.replaceAll('+', '_')
  return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag) ? tag : undefined
}

export const spell = (version: Version, spelling: Spelling): string =>
  spellingOf(version, spelling) ?? fail('VERSION_NO_SPELLING', { version: version.text, spelling: names[spelling] })

const names: Readonly<Record<Spelling, string>> = { plain: 'plain', semver: 'SemVer', pep440: 'PEP 440', oci: 'OCI tag' }

/** Kept beside the value, not in it: a version stays plain, and thousands of tags are sorted without reading each one anew. */
const meanings = new WeakMap<Version, Meaning>()

export const meaningOf = (version: Version): Meaning | undefined => {
  if (version.scheme === 'free') return undefined
  const meaning = meanings.get(version) ?? meaningIn(version.text, version.scheme)
  if (meaning) meanings.set(version, meaning)
  return meaning
}

/** Negative, 0 or positive. By meaning: dev < a < b < rc < final < post, numbers as numbers; free names by name. */
export const compareVersions = (a: Version, b: Version): number => {
  const [left, right] = [meaningOf(a), meaningOf(b)]
  return left && right ? compareMeanings(left, right) : compareNames(a.text, b.text)
}

export const isDevelopment = (version: Version): boolean => meaningOf(version)?.dev !== undefined

/** Does a text found somewhere name this version, in whichever spelling? */
export const namesVersion = (text: string, version: Version): boolean => {
  if (text === version.text || [version.semver, version.pep440, spellingOf(version, 'oci')].includes(text)) return true
  const meaning = meaningOf(version)
  const isSame = (scheme: 'semver' | 'pep440'): boolean => {
    const other = meaningIn(text, scheme)
    return meaning !== undefined && other !== undefined && compareMeanings(other, meaning) === 0
  }
  // In its own scheme first: `1.0.0-1` is a pre-release in SemVer and a post release in PEP 440.
  return version.scheme !== 'free' && (meaningIn(text, version.scheme) ? isSame(version.scheme) : isSame('semver') || isSame('pep440'))
}

/** A version with this meaning, in the spelling of the scheme; undefined if the scheme cannot say it. */
export const versionOf = (meaning: Meaning, scheme: 'semver' | 'pep440'): Version | undefined => {
  const text = write[scheme](meaning)
  return text === undefined ? undefined : asVersion(text, scheme)
}
