// Which build entries of the line an entry of `publish` speaks of. Pure; the config is a plain value here.
import { artifactKinds, type ArtifactKind } from '../core/artifact.js'
import type { Facts } from '../core/facts.js'
import type { Json, JsonObject } from '../core/json.js'
import { buildNoun } from '../core/record.js'
import { fail } from '../errors/release-error.js'

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
const isKind = (word: string): word is ArtifactKind => (artifactKinds as readonly string[]).includes(word)

type Configured = Pick<Facts, 'config'>

const entriesOf = (facts: Configured, section: string, noun: string): readonly JsonObject[] => {
  const all = facts.config[section]
  return listOf(isObject(all) ? all[noun] : undefined)
}

/** The entries of `build.<noun>`. */
export const buildEntries = (facts: Facts, noun: string): readonly JsonObject[] => entriesOf(facts, 'build', noun)

/** The entries of `publish.<noun>`. */
export const publishEntries = (facts: Configured, noun: string): readonly JsonObject[] => entriesOf(facts, 'publish', noun)

/** A slot takes one mapping or a list of them. */
const listOf = (slot: Json | undefined): readonly JsonObject[] => (Array.isArray(slot) ? (slot as readonly Json[]).filter(isObject) : isObject(slot) ? [slot] : [])

export const entryName = (entry: JsonObject): string => (typeof entry['name'] === 'string' ? entry['name'] : '')
const namesOf = (facts: Facts, noun: string): readonly string[] => buildEntries(facts, noun).map(entryName)

const allNames = (facts: Facts): readonly string[] => ['wheel', 'docs', 'image', 'chart', 'files'].flatMap((noun) => namesOf(facts, noun))

/** One entry of `build.<noun>`: the one that is named, else the one with the same name, else the only one. */
export const oneEntry = (facts: Facts, noun: string, asked: { readonly path: string; readonly name: string; readonly wanted?: string }): string => {
  const names = namesOf(facts, noun)
  const found = names.find((it) => it === (asked.wanted ?? asked.name)) ?? (asked.wanted === undefined && names.length === 1 ? names[0] : undefined)
  return found ?? fail('CONFIG_UNKNOWN_NAME', { path: asked.path, name: asked.wanted ?? asked.name, known: names.join(', ') || 'none' })
}

/** Entries meant by a list of kinds (`wheel`) and names; a kind means all entries that give it. What is left out is not meant. */
export const meantEntries = (facts: Facts, words: readonly string[], path: string): readonly string[] => {
  const known = allNames(facts)
  const meant = words.flatMap((word) => {
    const names = isKind(word) ? namesOf(facts, buildNoun(word)) : known.filter((it) => it === word)
    return names.length > 0 ? names : fail('CONFIG_UNKNOWN_NAME', { path, name: word, known: [...new Set(known)].join(', ') || 'none' })
  })
  return [...new Set(meant)].filter((it) => !facts.leftOut.includes(it))
}

/** Is an artifact meant by one of the words? Kinds go before names: `wheel` is not the sdist of the entry `wheel`. */
export const isMeant = (words: readonly string[], it: { readonly kind: ArtifactKind; readonly name: string }): boolean =>
  words.some((word) => (isKind(word) ? it.kind === word : it.name === word))
