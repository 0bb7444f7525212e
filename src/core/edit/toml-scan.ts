// Reads TOML just far enough to know where each value stands and under which keys. One pass; what a value means beyond being a
// text is nobody's business here.
import { linesEnd, quotedEnd, skip } from './characters.js'

export interface TomlValue {
  /** Keys from the top; entries of lists and of [[tables]] by their index. */
  readonly path: readonly string[]
  readonly start: number
  readonly end: number
  readonly kind: 'basic' | 'literal' | 'lines' | 'list' | 'table' | 'other'
}

interface Scan {
  readonly text: string
  readonly visit: (value: TomlValue) => void
  /** Stops the scan. */
  readonly fault: (what: string, offset: number) => never
  at: number
}

const deepest = 100
const bareKey = /[A-Za-z0-9_-]+/y
const escape = /["\\befnrt]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y
/** Numbers, dates, times, true and false. */
const other = /(?:true|false|[+-]?(?:inf|nan))(?![A-Za-z0-9_-])|[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9:.]+(?:[Zz]|[+-][0-9:]+)?|[+-]?[0-9][0-9A-Za-z_.:+-]*/y

const match = (scan: Scan, pattern: RegExp): string | undefined => {
  pattern.lastIndex = scan.at
  const found = pattern.exec(scan.text)?.[0]
  if (found !== undefined) scan.at += found.length
  return found
}

/** The text up to `end`, if there is one. */
const take = (scan: Scan, end: number | undefined): string | undefined => {
  if (end === undefined) return undefined
  const text = scan.text.slice(scan.at, end)
  scan.at = end
  return text
}

const takeBasic = (scan: Scan): string | undefined => take(scan, quotedEnd(scan.text, scan.at, '"', escape))
const takeLiteral = (scan: Scan): string | undefined => take(scan, quotedEnd(scan.text, scan.at, "'"))
const takeLines = (scan: Scan): string | undefined => take(scan, linesEnd(scan.text, scan.at, '"') ?? linesEnd(scan.text, scan.at, "'"))

const skipBlank = (scan: Scan): void => {
  scan.at = skip(scan.text, scan.at, ' \t')
}

const skipComment = (scan: Scan): void => {
  if (scan.text[scan.at] !== '#') return
  const end = scan.text.indexOf('\n', scan.at)
  scan.at = end < 0 ? scan.text.length : end
}

const skipBlankLines = (scan: Scan): void => {
  let before: number
  do {
    before = scan.at
    scan.at = skip(scan.text, scan.at, ' \t\r\n')
    skipComment(scan)
  } while (scan.at > before)
}

const isLineEnd = (scan: Scan): boolean => {
  skipBlank(scan)
  skipComment(scan)
  return scan.at >= scan.text.length || /^\r?\n/.test(scan.text.slice(scan.at, scan.at + 2))
}

const isNext = (scan: Scan, text: string): boolean => {
  if (!scan.text.startsWith(text, scan.at)) return false
  scan.at += text.length
  return true
}

export const decodeBasic = (text: string): string =>
  text.slice(1, -1).replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|.)/g, (escaped: string, ...groups: readonly unknown[]) => {
    const hex = groups.slice(0, 3).find((it) => typeof it === 'string')
    if (typeof hex !== 'string') return letters.get(escaped.slice(1)) ?? escaped.slice(1)
    const code = parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
  })
const letters: ReadonlyMap<string, string> = new Map([['b', '\b'], ['e', '\u001b'], ['f', '\f'], ['n', '\n'], ['r', '\r'], ['t', '\t']])

const readKey = (scan: Scan): readonly string[] => {
  const keys: string[] = []
  do {
    skipBlank(scan)
    const start = scan.at
    const quoted = takeBasic(scan)
    const key = quoted === undefined ? (takeLiteral(scan)?.slice(1, -1) ?? match(scan, bareKey)) : decodeBasic(quoted)
    keys.push(key ?? scan.fault('a key is expected here', start))
    skipBlank(scan)
  } while (isNext(scan, '.'))
  return keys
}

/** `key = value`, below the keys of its table. */
const readPair = (scan: Scan, above: readonly string[], depth: number): void => {
  const path = [...above, ...readKey(scan)]
  if (!isNext(scan, '=')) scan.fault('an = is expected after the key', scan.at)
  skipBlank(scan)
  readValue(scan, path, depth)
}

const readValue = (scan: Scan, path: readonly string[], depth: number): void => {
  const start = scan.at
  if (depth > deepest) scan.fault(`it is nested more than ${deepest} deep`, start)
  const found = (kind: TomlValue['kind']): void => scan.visit({ path, start, end: scan.at, kind })
  if (isNext(scan, '[')) {
    readEntries(scan, ']', (index) => readValue(scan, [...path, String(index)], depth + 1))
    return found('list')
  }
  if (isNext(scan, '{')) {
    readEntries(scan, '}', () => readPair(scan, path, depth + 1))
    return found('table')
  }
  if (takeLines(scan) !== undefined) return found('lines')
  if (takeBasic(scan) !== undefined) return found('basic')
  if (takeLiteral(scan) !== undefined) return found('literal')
  if (match(scan, other) !== undefined) return found('other')
  scan.fault('a value is expected here', start)
}

/** Entries between commas; line breaks and comments are allowed in inline tables too, as TOML 1.1 has it. */
const readEntries = (scan: Scan, end: string, read: (index: number) => void): void => {
  for (let index = 0; ; index++) {
    skipBlankLines(scan)
    if (isNext(scan, end)) return
    read(index)
    skipBlankLines(scan)
    if (isNext(scan, end)) return
    if (!isNext(scan, ',')) scan.fault(`a comma or ${end} is missing`, scan.at)
  }
}

/** Keys of a header, with the index of the newest entry after each list of tables on the way. */
const headerPath = (keys: readonly string[], isList: boolean, lists: Map<string, number>): readonly string[] => {
  const path: string[] = []
  keys.forEach((key, at) => {
    path.push(key)
    const id = JSON.stringify(path)
    const isNew = isList && at === keys.length - 1
    if (isNew) lists.set(id, (lists.get(id) ?? 0) + 1)
    const count = lists.get(id)
    if (count !== undefined) path.push(String(count - 1))
  })
  return path
}

export const scanToml = (text: string, visit: Scan['visit'], fault: Scan['fault']): void => {
  const scan: Scan = { text, visit, fault, at: text.startsWith('\ufeff') ? 1 : 0 }
  const lists = new Map<string, number>()
  const tables = new Set<string>()
  let table: readonly string[] = []
  for (skipBlankLines(scan); scan.at < text.length; skipBlankLines(scan)) {
    const start = scan.at
    if (isNext(scan, '[')) {
      const isList = isNext(scan, '[')
      table = headerPath(readKey(scan), isList, lists)
      if (!isNext(scan, isList ? ']]' : ']')) fault(`${isList ? ']]' : ']'} is missing after the name of the table`, scan.at)
      const id = JSON.stringify(table)
      if (tables.has(id)) fault('this table stands twice', start)
      tables.add(id)
    } else {
      readPair(scan, table, 0)
    }
    if (!isLineEnd(scan)) fault('the line goes on after its end', scan.at)
  }
}
