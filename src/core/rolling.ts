// Names that are released again and again (`v0.1-test`, `v0.1-daily`): which ones a line calls so. Pure. A final version is never among
// them, whatever a pattern takes: who depends on 1.2.0 depends on its bytes.
import type { LineConfig } from './config.js'
import { matchesGlob } from './glob.js'
import { matchTag, tagName } from './tag-pattern.js'
import { asVersion, type Scheme, type Version } from './version.js'

export const isRolling = (patterns: readonly string[], tag: string, version: Pick<Version, 'isPrerelease'>): boolean =>
  version.isPrerelease && patterns.some((it) => matchesGlob(it, tag))

const samples = ['1.2.3', '0.10.0', '2.0'] as const

/** Patterns that would take final versions as well, or nothing else: more was meant, or less. */
export const tooWide = (patterns: readonly string[], { tag, scheme }: Pick<LineConfig, 'tag' | 'scheme'>): readonly string[] => {
  const finals = samples.flatMap((it) => asVersion(it, scheme) ?? []).map((it) => tagName(tag, it))
  const isFinal = (pattern: string): boolean => finalIn(pattern, tag, scheme)
  return patterns.filter((it) => isFinal(it) || finals.some((name) => matchesGlob(it, name)))
}

const finalIn = (name: string, tag: string, scheme: Scheme): boolean => {
  const match = matchTag(tag, scheme, name)
  const version = match && asVersion(match.text, scheme)
  return version !== undefined && !version.isPrerelease
}

const patternsOf = (entry: { readonly [key: string]: unknown }): readonly string[] => {
  const { replace } = entry
  return Array.isArray(replace) ? replace.filter((it): it is string => typeof it === 'string') : []
}

/** Does any release of the line take the place of the one before under this name? */
export const rollsIn = (line: Pick<LineConfig, 'slots'>, tag: string, version: Pick<Version, 'isPrerelease'>): boolean =>
  isRolling((line.slots['publish.release'] ?? []).flatMap(patternsOf), tag, version)
