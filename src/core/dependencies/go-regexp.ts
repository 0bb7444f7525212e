// Regular expressions of Go (RE2 syntax) → those of JavaScript. Everything is parsed and written anew, so that nothing means one thing
// there and another here: names of groups, flags in the middle, POSIX classes, ASCII-only \s and \w. What Go itself refuses is refused.
import { literal, readClass, readEscape, readSet } from './go-class.js'
import { Scan } from './go-scan.js'

interface Flags {
  readonly ignoreCase: boolean
  readonly dotAll: boolean
  /** Repetitions are lazy unless they say `?`. */
  readonly swapGreed: boolean
  readonly multiline: boolean
}

const noFlags: Flags = { ignoreCase: false, dotAll: false, swapGreed: false, multiline: false }
const flagNames: Readonly<Record<string, keyof Flags>> = { i: 'ignoreCase', s: 'dotAll', U: 'swapGreed', m: 'multiline' }

/** Go's own limits; a longer pattern is no pattern that a person wrote. */
const longest = 2000
const deepest = 50
const mostRepeats = 1000

export type Translated = { readonly regexp: RegExp } | { readonly fault: string }

export const translateGo = (source: string): Translated => {
  if (source.length > longest) return { fault: `it has more than ${longest} characters` }
  const scan = new Scan(source)
  const text = alternatives(scan, noFlags, 0)
  if (scan.fault === undefined && !scan.isAtEnd()) scan.stop('an unexpected )')
  if (scan.fault !== undefined) return { fault: scan.fault }
  try {
    return { regexp: new RegExp(text, 'v') }
  } catch (failure) {
    return { fault: failure instanceof Error ? failure.message : String(failure) }
  }
}

/** Up to the end, or to the `)` that ends the group. */
const alternatives = (scan: Scan, given: Flags, depth: number): string => {
  if (depth > deepest) scan.stop(`groups more than ${deepest} deep`)
  let flags = given
  let text = ''
  while (!scan.isAtEnd() && scan.peek() !== ')') {
    if (scan.take('|')) {
      text += '|'
      continue
    }
    const set = flagGroup(scan, flags)
    if (set) flags = set
    else text += repeated(scan, atom(scan, flags, depth), flags)
  }
  return text
}

/** `(?i)`: from here to the end of the group. */
const flagGroup = (scan: Scan, flags: Flags): Flags | undefined => {
  const found = scan.match(/\(\?([imsU]*)(?:-([imsU]+))?\)/y)
  if (!found) return undefined
  mustNotRepeat(scan, found[0])
  return withFlags(flags, found[1] ?? '', found[2] ?? '')
}

const withFlags = (flags: Flags, on: string, off: string): Flags => {
  const set = (names: string, value: boolean): readonly (readonly [string, boolean])[] => [...names].map((it) => [flagNames[it] ?? '', value] as const)
  return { ...flags, ...Object.fromEntries([...set(on, true), ...set(off, false)]) }
}

const atom = (scan: Scan, flags: Flags, depth: number): string => {
  const folded = (text: string): string => (flags.ignoreCase ? `(?i:${text})` : text)
  if (scan.peek() === '(') return group(scan, flags, depth)
  if (scan.peek() === '[') return folded(readClass(scan))
  const sign = signs(flags)[scan.peek()]
  if (sign !== undefined) {
    scan.next()
    return sign
  }
  if (scan.peek() !== '\\') {
    const bad = scan.match(/[*+?]/y)
    return bad ? scan.stop(`the repetition ${bad[0]} with nothing before it`) : folded(literal(scan.next()))
  }
  const quoted = scan.match(/\\Q([^]*?)(?:\\E|$)/y)
  // Only its last character is repeated, as in Go.
  if (quoted) return [...(quoted[1] ?? '')].map((it) => folded(literal(it))).join('')
  const edge = scan.match(/\\([AzbB])/y)?.[1]
  if (edge !== undefined) return edge === 'A' ? '(?:^)' : edge === 'z' ? '(?:$)' : `(?:\\${edge})`
  const set = readSet(scan)
  return folded(set ?? literal(readEscape(scan)))
}

/** Edges stand in groups, as Go lets them be repeated. */
const signs = ({ dotAll, multiline }: Flags): Readonly<Record<string, string>> => ({
  '.': dotAll ? '[\\s\\S]' : '[^\\n]',
  '^': multiline ? '(?:(?m:^))' : '(?:^)',
  $: multiline ? '(?:(?m:$))' : '(?:$)',
})

/** Names of groups are of no use here, and Go allows some that JavaScript does not. */
const group = (scan: Scan, flags: Flags, depth: number): string => {
  const look = scan.match(/\(\?(?:=|!|<=|<!)/y)
  if (look) return scan.stop(`the look-around ${look[0]}…), which Go has not`)
  const opened = scan.match(/\((?:\?P?<[A-Za-z0-9_]+>|\?:|(?!\?))/y)
  const flagged = opened ? undefined : scan.match(/\(\?([imsU]*)(?:-([imsU]+))?:/y)
  if (!opened && !flagged) return scan.stop(`the group ${scan.rest(4)}…, which Go has not`)
  const text = alternatives(scan, flagged ? withFlags(flags, flagged[1] ?? '', flagged[2] ?? '') : flags, depth + 1)
  return scan.take(')') ? `(?:${text})` : scan.stop('a missing )')
}

const repetition = /[*+?]|\{([0-9]+)(?:(,)([0-9]*))?\}/y

const repeated = (scan: Scan, text: string, flags: Flags): string => {
  const found = scan.match(repetition)
  if (!found) return text
  const [all, least, comma, most] = found
  const counts = [least, most].filter((it) => it !== undefined && it !== '').map(Number)
  if (counts.some((it) => it > mostRepeats) || (comma !== undefined && counts.length === 2 && (counts[0] ?? 0) > (counts[1] ?? 0))) return scan.stop(`the repetition ${all}`)
  const isLazy = scan.take('?') !== flags.swapGreed
  mustNotRepeat(scan, all)
  return `${text}${all}${isLazy ? '?' : ''}`
}

const mustNotRepeat = (scan: Scan, before: string): void => {
  const again = scan.match(repetition)
  if (again) scan.stop(`the repetition ${before}${again[0]}`)
}
