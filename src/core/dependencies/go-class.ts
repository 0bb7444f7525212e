// Classes and escapes of Go's regular expressions, as sets of JavaScript with the flag `v`, where sets may stand in sets.
import type { Scan } from './go-scan.js'

/** A character as nothing but itself, inside of sets and outside. */
export const literal = (character: string): string => (/^[0-9A-Za-z]$/.test(character) ? character : [...character].map((it) => `\\u{${(it.codePointAt(0) ?? 0).toString(16)}}`).join(''))

/** ASCII only, as in Go. */
const perl: Readonly<Record<string, string>> = { d: '0-9', s: '\\t\\n\\f\\r ', w: '0-9A-Za-z_' }

const posix: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z', alpha: 'A-Za-z', ascii: '\\x00-\\x7f', blank: '\\t ', cntrl: '\\x00-\\x1f\\x7f', digit: '0-9', graph: '\\x21-\\x7e', lower: 'a-z',
  print: '\\x20-\\x7e', punct: '\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e', space: '\\t\\n\\v\\f\\r ', upper: 'A-Z', word: '0-9A-Za-z_', xdigit: '0-9A-Fa-f',
}

const setOf = (content: string, isNegated: boolean): string => `[${isNegated ? '^' : ''}${content}]`

/** \d, \W, \pL, \p{Greek}; undefined when it is no set that comes next. */
export const readSet = (scan: Scan): string | undefined => {
  const known = scan.match(/\\([dswDSW])/y)?.[1]
  if (known !== undefined) return setOf(perl[known.toLowerCase()] ?? '', known !== known.toLowerCase())
  const property = scan.match(/\\([pP])(?:\{(\^?)([A-Za-z_]+)\}|([A-Z]))/y)
  if (!property) return undefined
  const [, letter, not = '', name, short] = property
  const isNegated = (letter === 'P') !== (not === '^')
  const text = name ?? short ?? ''
  const found = [text, `Script=${text}`].find((it) => isProperty(it))
  return found === undefined ? scan.stop(`the class ${property[0]}`) : `\\${isNegated ? 'P' : 'p'}{${found}}`
}

const isProperty = (text: string): boolean => {
  try {
    return new RegExp(`\\p{${text}}`, 'v').source !== ''
  } catch {
    return false
  }
}

const controls: Readonly<Record<string, string>> = { a: '\u0007', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** One character, after a backslash. */
export const readEscape = (scan: Scan): string => {
  const hex = scan.match(/\\x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})/y)
  if (hex) return character(scan, parseInt(hex[1] ?? hex[2] ?? '', 16), hex[0])
  const octal = scan.match(/\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/y)
  if (octal) return character(scan, parseInt(octal[1] ?? '', 8), octal[0])
  const control = scan.match(/\\([afnrtv])/y)?.[1]
  if (control !== undefined) return controls[control] ?? ''
  const mark = scan.match(/\\([\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f])/y)?.[1]  
  if (mark !== undefined) return mark
  return scan.stop(/^\\[1-9]/.test(scan.rest(2)) ? `the back reference ${scan.rest(2)}, which Go has not` : `the escape ${scan.rest(2)}, which Go has not`)
}

const character = (scan: Scan, code: number, text: string): string => (code <= 0x10ffff ? String.fromCodePoint(code) : scan.stop(`the escape ${text}`))

export const readClass = (scan: Scan): string => {
  scan.take('[')
  const isNegated = scan.take('^')
  let content = ''
  for (let isFirst = true; isFirst || scan.peek() !== ']'; isFirst = false) {
    if (scan.isAtEnd()) return scan.stop('a missing ]')
    content += member(scan)
  }
  scan.take(']')
  return setOf(content, isNegated)
}

const member = (scan: Scan): string => {
  const named = scan.match(/\[:(\^?)([a-z]+):\]/y)
  if (named) {
    const [all, not = '', name = ''] = named
    const content = posix[name]
    return content === undefined ? scan.stop(`the class ${all}`) : setOf(content, not === '^')
  }
  const set = readSet(scan)
  if (set !== undefined) return set
  const low = one(scan)
  if (scan.peek() !== '-' || scan.rest(2) === '-]' || scan.rest(2) === '-') return literal(low)
  scan.take('-')
  const high = one(scan)
  return (low.codePointAt(0) ?? 0) <= (high.codePointAt(0) ?? 0) ? `${literal(low)}-${literal(high)}` : scan.stop(`the range ${low}-${high}`)
}

const one = (scan: Scan): string => (scan.peek() === '\\' ? readEscape(scan) : scan.next())
