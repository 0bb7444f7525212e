// Finds the spot of a value in YAML. The document is composed, so that the grammar is the library's, but never turned into values:
// 1.30 stays 1.30 and aliases are not expanded, so that a small file cannot become a huge one.
import { isAlias, isMap, isScalar, isSeq, Lexer, parseAllDocuments, parseDocument, type Alias, type Document, type Node, type Pair, type Scalar } from 'yaml'
import { fail } from '../../errors/release-error.js'
import { indexOf } from './pointer.js'
import { ambiguous, checkSize, malformed, missing, notText, placeAt, type Sought, type Spot } from './spot.js'

/** The library takes up to some seconds for a hostile megabyte. */
const largest = 512 * 1024
const deepest = 100

const options = { uniqueKeys: false, prettyErrors: false, merge: false } as const

export interface Asked {
  readonly forEdit: boolean
  /** Of a file with several documents the one that is meant, counted from 1. */
  readonly document?: number | undefined
}

interface Walk extends Sought {
  readonly document: Document
  readonly forEdit: boolean
}

/** The document, not turned into values; fails for what could cost too much, or is none. */
export const composeYaml = (sought: Sought): Document => {
  checkSize(sought, largest)
  checkNesting(sought)
  const document = parseDocument(sought.text, options)
  const [error] = document.errors
  if (error?.code === 'MULTIPLE_DOCS') return malformed(sought, 'YAML', { what: 'it has several documents, and a pointer means one (`document` of `promote.edit` says which)', offset: error.pos[0] })
  if (error) return malformed(sought, 'YAML', { what: error.message, offset: error.pos[0] })
  return document
}

/** One of several, each of which has to be well-formed. Offsets are those of the whole text. */
const composeOne = (sought: Sought, number: number): Document => {
  checkSize(sought, largest)
  checkNesting(sought)
  const all = parseAllDocuments(sought.text, options)
  const documents = Array.isArray(all) ? all : []
  const [error] = documents.flatMap((it) => it.errors)
  if (error) return malformed(sought, 'YAML', { what: error.message, offset: error.pos[0] })
  return documents[number - 1] ?? missing(sought, `the file has ${documents.length === 1 ? 'one document' : `${documents.length} documents`}`, 0)
}

export const locateYaml = (sought: Sought, keys: readonly string[], { forEdit, document: number }: Asked): Spot => {
  const document = number === undefined ? composeYaml(sought) : composeOne(sought, number)
  const walk: Walk = { ...sought, document, forEdit }
  let node: Node | null = document.contents
  let inFlow = false
  for (const key of keys) {
    const at = offsetOf(node)
    const collection = resolved(node, walk)
    if ((isMap(collection) || isSeq(collection)) && collection.flow === true) inFlow = true
    node = childOf(collection, { key, at }, walk)
  }
  return spotOf(node, inFlow, walk)
}

/** Flow collections nest by single characters; a composer that calls itself would run out of stack. */
const checkNesting = (sought: Sought): void => {
  let [depth, offset] = [0, 0]
  for (const lexeme of new Lexer().lex(sought.text)) {
    if (lexeme === '[' || lexeme === '{') depth++
    else if (lexeme === ']' || lexeme === '}') depth--
    if (depth > deepest) malformed(sought, 'YAML', { what: `it is nested more than ${deepest} deep`, offset })
    offset += isMark(lexeme) ? 0 : lexeme.length
  }
}

/** The lexer's own marks between the parts of the source: document, flow end and scalar. */
const isMark = (lexeme: string): boolean => lexeme === '\u0002' || lexeme === '\u0018' || lexeme === '\u001f'

const offsetOf = (node: Node | null): number => node?.range?.[0] ?? 0

/** Who only reads may read through an alias: what counts is what the file's readers see. */
const resolved = (node: Node | null, walk: Walk): Node | null => {
  if (!isAlias(node)) return node
  if (walk.forEdit) return throughAlias(node, walk)
  return node.resolve(walk.document) ?? malformed(walk, 'YAML', { what: `the alias *${node.source} has no anchor before it`, offset: offsetOf(node) })
}

const throughAlias = (node: Alias, walk: Walk): never =>
  fail('REFERENCE_ALIAS', { file: walk.file, where: walk.where, anchor: node.source }, { place: placeAt(walk.text, walk.file, offsetOf(node)) })

const childOf = (node: Node | null, { key, at }: { key: string; at: number }, walk: Walk): Node | null => {
  if (isMap(node)) {
    const pairs = (node.items as Pair<Node, Node | null>[]).filter((it) => isScalar(it.key) && keyText(it.key) === key)
    const [pair] = pairs
    if (!pair) return missing(walk, node.items.flatMap((it) => (isScalar(it.key) ? [keyText(it.key)] : [])), at)
    return pairs.length > 1 ? ambiguous(walk, pairs.map((it) => offsetOf(it.key))) : pair.value
  }
  if (isSeq(node)) {
    const index = indexOf(key)
    const item = index === undefined ? undefined : (node.items as (Node | null)[])[index]
    return item === undefined ? missing(walk, `the list has ${node.items.length} entries, counted from 0`, at) : item
  }
  return missing(walk, `there are no keys above ${key}`, at)
}

/** As written: the key 1.10 is not the key 1.1. */
const keyText = (key: Scalar): string => (typeof key.value === 'string' ? key.value : (key.source ?? String(key.value)))

const spotOf = (node: Node | null, inFlow: boolean, walk: Walk): Spot => {
  if (isAlias(node)) {
    const [start, end] = node.range ?? [0, 0]
    return { ...spotOf(resolved(node, walk), inFlow, walk), start, end }
  }
  if (!isScalar(node) || !node.range) return notText(walk, isMap(node) ? 'a mapping' : isSeq(node) ? 'a list' : 'nothing', offsetOf(node))
  const [start, end] = node.range
  if (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL') return notText(walk, 'a block of text', start)
  if (node.type !== 'PLAIN') return { start, end, value: String(node.value), quoted: true, encode: node.type === 'QUOTE_SINGLE' ? singleQuoted : doubleQuoted }
  if (node.value === null) return notText(walk, 'nothing', start)
  return { start, end, value: node.source ?? '', quoted: false, encode: (value) => (isPlainText(value, inFlow) ? value : doubleQuoted(value)) }
}

const doubleQuoted = (value: string): string => JSON.stringify(value)
const singleQuoted = (value: string): string => `'${value.replaceAll("'", "''")}'`

/** Would it be read as this very text without quotes, by readers of YAML 1.2 and 1.1 alike? 1.30 would be the number 1.3. */
const isPlainText = (value: string, inFlow: boolean): boolean =>
  (['1.2', '1.1'] as const).every((version) => {
    const document = parseDocument(inFlow ? `{k: ${value}}` : `k: ${value}`, { version, prettyErrors: false })
    const node = document.errors.length + document.warnings.length === 0 ? document.get('k', true) : undefined
    return isScalar(node) && node.type === 'PLAIN' && node.value === value && !node.comment
  })
