// OWNERS_ALIASES: a word for several people. One level, as in Prow: a name in an alias is a person, never another alias.
import { isMap, isScalar } from 'yaml'
import { childOf, namesIn, pairsOf, readTop, wrong, type Named, type Source } from './yaml-names.js'

export const aliasesFile = 'OWNERS_ALIASES'

export type Aliases = ReadonlyMap<string, readonly Named[]>

export const readAliases = (source: Source): Aliases => {
  const { top, reading } = readTop(source)
  const map = top && childOf(top, 'aliases', reading)
  if (!map) return new Map()
  if (!isMap(map)) return wrong(map, reading, '`aliases` is a mapping of words to lists of names')
  const aliases = new Map<string, readonly Named[]>()
  for (const { key, node, at } of pairsOf(map, reading)) {
    const word = key.toLowerCase()
    if (aliases.has(word)) wrong(at, reading, `the alias \`${key}\` stands twice`)
    aliases.set(word, node === null || (isScalar(node) && node.value === null) ? [] : namesIn(node, key, reading))
  }
  return aliases
}
