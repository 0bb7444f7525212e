// An OWNERS file: who approves and who reviews, for everything below its folder or for the paths that a filter's regular expression
// finds. Keys that say nothing of that (labels, required_reviewers …) are let pass, as Prow does.
import { isMap, isScalar, type Node, type YAMLMap } from 'yaml'
import type { GoRegexp } from '../../core/dependencies/go-match.js'
import { translateGo } from '../../core/dependencies/go-regexp.js'
import { childOf, namesAt, pairsOf, readTop, wrong, type Named, type Reading, type Source } from './yaml-names.js'

export interface Rule {
  /** Paths that it is about, relative to the folder of the file; undefined: all. */
  readonly filter?: GoRegexp
  readonly approvers: readonly Named[]
  readonly reviewers: readonly Named[]
  /** Named in thanks; they have no say any more. */
  readonly emeritus: readonly Named[]
}

export interface OwnersFile {
  readonly file: string
  readonly rules: readonly Rule[]
  /** The files of the folders above have no say here. */
  readonly noParents: boolean
}

const lists = ['approvers', 'reviewers', 'emeritus_approvers', 'required_reviewers', 'labels']

export const readOwners = (source: Source): OwnersFile => {
  const { file } = source
  const { top, reading } = readTop(source)
  if (!top) return { file, rules: [], noParents: false }
  const noParents = readNoParents(top, reading)
  const filters = childOf(top, 'filters', reading)
  if (filters === null) return { file, rules: [ruleOf(top, reading)], noParents }
  const beside = pairsOf(top, reading).find((it) => lists.includes(it.key))
  if (beside) wrong(beside.at, reading, `it has \`${beside.key}\` beside \`filters\`, and Prow takes one or the other`)
  if (!isMap(filters)) return wrong(filters, reading, '`filters` is a mapping of regular expressions')
  return { file, rules: pairsOf(filters, reading).map((it) => filtered(it, reading)), noParents }
}

const ruleOf = (map: YAMLMap, reading: Reading): Rule => ({
  approvers: namesAt(map, 'approvers', reading),
  reviewers: namesAt(map, 'reviewers', reading),
  emeritus: namesAt(map, 'emeritus_approvers', reading),
})

const filtered = ({ key, node, at }: { readonly key: string; readonly node: Node | null; readonly at: Node | null }, reading: Reading): Rule => {
  const translated = translateGo(key)
  if ('fault' in translated) return wrong(at, reading, `the filter \`${key}\` is no regular expression: ${translated.fault}`)
  if (!isMap(node)) return wrong(node ?? at, reading, `the filter \`${key}\` has no lists of names below it`)
  return { filter: translated.regexp, ...ruleOf(node, reading) }
}

const readNoParents = (top: YAMLMap, reading: Reading): boolean => {
  const options = childOf(top, 'options', reading)
  if (options === null) return false
  if (!isMap(options)) return wrong(options, reading, '`options` is a mapping')
  const value = childOf(options, 'no_parent_owners', reading)
  if (value === null) return false
  // Whatever is not plainly true or false could open the gate to more people than were meant.
  return isScalar(value) && typeof value.value === 'boolean' ? value.value : wrong(value, reading, '`no_parent_owners` is true or false')
}
