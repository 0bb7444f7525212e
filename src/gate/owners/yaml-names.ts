// Lists of names in the YAML of Kubernetes projects: who is meant is compared without case and without a leading @, as Prow does; where a
// name stands is kept, so that a mistake is told at its line.
import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type YAMLMap } from 'yaml'
import { placeAt } from '../../core/edit/spot.js'
import { composeYaml } from '../../core/edit/yaml-spot.js'
import type { Place } from '../../errors/entry.js'
import { fail } from '../../errors/release-error.js'

export interface Named {
  /** In lower case, without @. */
  readonly name: string
  readonly place: Place
}

export interface Source {
  readonly text: string
  readonly file: string
}

export interface Reading extends Source {
  readonly document: Document
}

/** Far above any real list; whoever is named may be asked for. */
const mostNames = 1000

/** The mapping at the top; undefined when the file says nothing. */
export const readTop = (source: Source): { readonly top: YAMLMap | undefined; readonly reading: Reading } => {
  const reading = { ...source, document: composeYaml({ ...source, where: 'its owners' }) }
  const top = resolved(reading.document.contents, reading)
  if (top === null || (isScalar(top) && top.value === null)) return { top: undefined, reading }
  return { top: isMap(top) ? top : wrong(top, reading, 'at its top there are no keys'), reading }
}

export const resolved = (node: Node | null | undefined, { document }: Reading): Node | null => (isAlias(node) ? (node.resolve(document) ?? null) : (node ?? null))

export const placeOf = (node: Node | null, { text, file }: Source): Place => placeAt(text, file, node?.range?.[0] ?? 0)

export const wrong = (node: Node | null, reading: Reading, what: string): never => fail('OWNERS_MALFORMED', { file: reading.file, what }, { place: placeOf(node, reading) })

/** Pairs of a mapping, keys as they are written. A key that stands twice is a mistake: one of the two would not count. */
export const pairsOf = (map: YAMLMap, reading: Reading): readonly { readonly key: string; readonly node: Node | null; readonly at: Node | null }[] => {
  const seen = new Set<string>()
  return map.items.map((pair) => {
    const at = pair.key as Node | null
    const key = isScalar(at) ? String(at.value) : wrong(at, reading, 'a key is no text')
    if (seen.has(key)) wrong(at, reading, `the key \`${key}\` stands twice`)
    seen.add(key)
    return { key, node: resolved(pair.value as Node | null, reading), at }
  })
}

export const childOf = (map: YAMLMap, key: string, reading: Reading): Node | null => {
  const found = pairsOf(map, reading).find((it) => it.key === key)?.node ?? null
  return isScalar(found) && found.value === null ? null : found
}

/** A list of names; no key, or no value, is an empty one. */
export const namesAt = (map: YAMLMap, key: string, reading: Reading): readonly Named[] => {
  const list = childOf(map, key, reading)
  return list === null ? [] : namesIn(list, key, reading)
}

export const namesIn = (list: Node, key: string, reading: Reading): readonly Named[] => {
  if (!isSeq(list)) return wrong(list, reading, `\`${key}\` is a list of names`)
  if (list.items.length > mostNames) return wrong(list, reading, `\`${key}\` has more than ${mostNames} names`)
  return list.items.map((item) => {
    const node = resolved(item as Node | null, reading)
    // A login may look like a number: what is written is the name. As in Prow, an @ before it says nothing.
    const written = isScalar(node) ? (node.source ?? '') : wrong(node, reading, `\`${key}\` holds something that is no name`)
    const name = written.trim().replace(/^@/, '').toLowerCase()
    return name === '' ? wrong(node, reading, `\`${key}\` holds an empty name`) : { name, place: placeOf(node, reading) }
  })
}
