// dependencies.yaml as zeitgeist has it, read as it is: versions are texts (1.30 is not 1.3), a list may be nothing at all, a `match` may
// be missing, and keys that newer versions know are let pass. Paths lead into the repository and nowhere else.
import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type YAMLMap } from 'yaml'
import type { Place } from '../../errors/entry.js'
import { fail, failAll, problem, type Problem } from '../../errors/release-error.js'
import { placeAt } from '../edit/spot.js'
import { composeYaml } from '../edit/yaml-spot.js'
import { isFilePath } from '../file-path.js'
import { mostEffort, type Effort, type GoRegexp } from './go-match.js'
import { translateGo } from './go-regexp.js'

export interface RefPath {
  readonly path: string
  /** Lines that it is about; all of them when there is none. */
  readonly match?: GoRegexp
  /** Where it stands in dependencies.yaml. */
  readonly place: Place
}

export interface Dependency {
  readonly name: string
  readonly version: string
  /** Of the version. */
  readonly place: Place
  /** JSON pointer of the version. */
  readonly at: string
  readonly refPaths: readonly RefPath[]
}

interface Reading {
  readonly text: string
  readonly file: string
  readonly document: Document
  readonly problems: Problem[]
  /** Of all its patterns, whatever they are tried on. */
  readonly effort: Effort
}

/** Far above any real file, and what is compared with each of them costs time. */
const mostEntries = 1000

/** All that is wrong with the file is told together. */
export const readDependencies = (text: string, file: string): readonly Dependency[] => {
  const problems: Problem[] = []
  const reading: Reading = { text, file, problems, effort: { left: mostEffort }, document: composeYaml({ text, file, where: 'dependencies' }) }
  const top = resolved(reading.document.contents, reading)
  if (top === null) return []
  if (!isMap(top)) return fail('DEPENDENCIES_MALFORMED', { file, what: 'at its top there are no keys' }, { place: at(top, reading) })
  const entries = listAt(top, 'dependencies', reading)
  if (entries.length > mostEntries) return fail('DEPENDENCIES_MALFORMED', { file, what: `it has more than ${mostEntries} entries` }, { place: at(top, reading) })
  const read = entries.flatMap((it, index) => dependencyOf(it, index, reading) ?? [])
  failAll(problems)
  return read
}

const at = (node: Node | null, { text, file }: Reading): Place => placeAt(text, file, node?.range?.[0] ?? 0)

const resolved = (node: Node | null, { document }: Reading): Node | null => (isAlias(node) ? (node.resolve(document) ?? null) : node)

const child = (map: YAMLMap, key: string, reading: Reading): Node | null => {
  const value = resolved((map.get(key, true) ?? null), reading)
  return isScalar(value) && value.value === null ? null : value
}

const wrong = (what: string, node: Node | null, reading: Reading): undefined => {
  reading.problems.push(problem('DEPENDENCIES_MALFORMED', { file: reading.file, what }, at(node, reading)))
  return undefined
}

/** Nothing at all is an empty list, as it is for Go. */
const listAt = (map: YAMLMap, key: string, reading: Reading): readonly (Node | null)[] => {
  const list = child(map, key, reading)
  if (list === null) return []
  if (isSeq(list)) return list.items as (Node | null)[]
  wrong(`\`${key}\` is no list`, list, reading)
  return []
}

/** As it is written: Go takes 1.30 for a text, where YAML would see a number. */
const textAt = (map: YAMLMap, key: string, reading: Reading): string | undefined => {
  const value = child(map, key, reading)
  if (value === null) return undefined
  if (!isScalar(value)) return wrong(`\`${key}\` is no text`, value, reading)
  return value.type === 'PLAIN' ? (value.source ?? '') : String(value.value)
}

/** The one that must be there. */
const neededText = (map: YAMLMap, key: string, absent: string, reading: Reading): string | undefined =>
  child(map, key, reading) === null ? wrong(absent, map, reading) : textAt(map, key, reading)

const dependencyOf = (node: Node | null, index: number, reading: Reading): Dependency | undefined => {
  const map = resolved(node, reading)
  if (!isMap(map)) return wrong(`entry ${index} is no mapping`, map, reading)
  const name = neededText(map, 'name', `entry ${index} has no name`, reading)
  if (name === undefined) return undefined
  const version = neededText(map, 'version', `"${name}" has no version`, reading)
  const refPaths = listAt(map, 'refPaths', reading).flatMap((it) => refPathOf(it, name, reading) ?? [])
  return version === undefined ? undefined : { name, version, place: at(child(map, 'version', reading), reading), at: `/dependencies/${index}/version`, refPaths }
}

const refPathOf = (node: Node | null, name: string, reading: Reading): RefPath | undefined => {
  const map = resolved(node, reading)
  if (!isMap(map)) return wrong(`a path of "${name}" is no mapping`, map, reading)
  const path = neededText(map, 'path', `"${name}" names a file without a path`, reading)?.replace(/^(?:\.\/)+/, '')
  if (path === undefined) return undefined
  if (!isFilePath(path)) return wrong(`"${name}" names the file ${JSON.stringify(path.slice(0, 120))}, which is no path below the root of the repository`, child(map, 'path', reading), reading)
  const place = at(map, reading)
  const match = textAt(map, 'match', reading) ?? ''
  if (match === '') return { path, place }
  const translated = translateGo(match, reading.effort)
  if ('regexp' in translated) return { path, match: translated.regexp, place }
  reading.problems.push(problem('DEPENDENCIES_REGEXP', { file: reading.file, name, pattern: match.slice(0, 120), what: translated.fault }, at(child(map, 'match', reading), reading)))
  return undefined
}
