// Regular expressions of Go (RE2 syntax), read as Go reads them: names of groups, flags in the middle, POSIX classes, ASCII-only \s and \w.
// What Go itself refuses is refused. Only sets of characters become something of JavaScript's.
import { literal, readClass, readEscape, readSet } from './go-class.js'
import { GoRegexp, mostEffort, type Effort, type Node } from './go-match.js'
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

export type Translated = { readonly regexp: GoRegexp } | { readonly fault: string }

/** `effort`: what this pattern and others may take in all. */
export const translateGo = (source: string, effort: Effort = { left: mostEffort }): Translated => {
  if (source.length > longest) return { fault: `it has more than ${longest} characters` }
  const scan = new Scan(source)
  const node = alternatives(scan, noFlags, 0)
  if (scan.fault === undefined && !scan.isAtEnd()) scan.stop('an unexpected )')
  if (scan.fault !== undefined) return { fault: scan.fault }
  const regexp = GoRegexp.of(source, node, effort)
  return regexp ? { regexp } : { fault: 'repetitions within repetitions, which make it too large' }
}

const setNode = (set: string, { ignoreCase }: Flags): Node => {
  // Compiled once it is known that nothing is wrong with the pattern.
  let one: RegExp | undefined
  return { kind: 'set', has: (character) => (one ??= new RegExp(`^${set}$`, ignoreCase ? 'vi' : 'v')).test(character) }
}

const plainNode = (character: string, flags: Flags): Node =>
  flags.ignoreCase ? setNode(literal(character), flags) : { kind: 'set', has: (it) => it === character, literal: character }

/** Up to the end, or to the `)` that ends the group. */
const alternatives = (scan: Scan, given: Flags, depth: number): Node => {
  if (depth > deepest) scan.stop(`groups more than ${deepest} deep`)
  let flags = given
  const ways: Node[][] = [[]]
  while (!scan.isAtEnd() && scan.peek() !== ')') {
    if (scan.take('|')) {
      ways.push([])
      continue
    }
    const set = flagGroup(scan, flags)
    if (set) flags = set
    else ways.at(-1)?.push(...repeated(scan, atom(scan, flags, depth), flags))
  }
  const all = ways.map((parts): Node => ({ kind: 'all', parts }))
  const [only] = all
  return only && all.length === 1 ? only : { kind: 'any', ways: all }
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

/** One thing, or what \\Q…\\E quotes. */
const atom = (scan: Scan, flags: Flags, depth: number): readonly Node[] => {
  if (scan.peek() === '(') return group(scan, flags, depth)
  if (scan.peek() === '[') return [setNode(readClass(scan), flags)]
  const sign = signs(flags)[scan.peek()]
  if (sign !== undefined) {
    scan.next()
    return [sign]
  }
  if (scan.peek() !== '\\') {
    const bad = scan.match(/[*+?]/y)
    if (bad) return stopped(scan, `the repetition ${bad[0]} with nothing before it`)
    return [plainNode(scan.next(), flags)]
  }
  const quoted = scan.match(/\\Q([^]*?)(?:\\E|$)/y)
  // Only its last character is repeated, as in Go.
  if (quoted) return [...(quoted[1] ?? '')].map((it) => plainNode(it, flags))
  const edge = scan.match(/\\([AzbB])/y)?.[1]
  if (edge !== undefined) return [{ kind: 'edge', holds: edges[edge] ?? (() => false) }]
  const set = readSet(scan)
  return [set === undefined ? plainNode(readEscape(scan), flags) : setNode(set, flags)]
}

const stopped = (scan: Scan, what: string): readonly Node[] => {
  scan.stop(what)
  return []
}

type Holds = Extract<Node, { kind: 'edge' }>['holds']

const isWord = (character: string | undefined): boolean => character !== undefined && /^[0-9A-Za-z_]$/.test(character)
const isBoundary: Holds = (characters, at) => isWord(characters[at - 1]) !== isWord(characters[at])
const edges: Readonly<Record<string, Holds>> = {
  A: (_, at) => at === 0, z: (characters, at) => at === characters.length, b: isBoundary, B: (characters, at) => !isBoundary(characters, at),
}
const lineStart: Holds = (characters, at) => at === 0 || characters[at - 1] === '\n'
const lineEnd: Holds = (characters, at) => at === characters.length || characters[at] === '\n'

const signs = ({ dotAll, multiline }: Flags): Readonly<Record<string, Node>> => ({
  '.': { kind: 'set', has: (character) => dotAll || character !== '\n' },
  '^': { kind: 'edge', holds: multiline ? lineStart : (_, at) => at === 0 },
  $: { kind: 'edge', holds: multiline ? lineEnd : (characters, at) => at === characters.length },
})

/** Names of groups are of no use here, and Go allows some that JavaScript does not. */
const group = (scan: Scan, flags: Flags, depth: number): readonly Node[] => {
  const look = scan.match(/\(\?(?:=|!|<=|<!)/y)
  if (look) return stopped(scan, `the look-around ${look[0]}…), which Go has not`)
  const opened = scan.match(/\((?:\?P?<[A-Za-z0-9_]+>|\?:|(?!\?))/y)
  const flagged = opened ? undefined : scan.match(/\(\?([imsU]*)(?:-([imsU]+))?:/y)
  if (!opened && !flagged) return stopped(scan, `the group ${scan.rest(4)}…, which Go has not`)
  const node = alternatives(scan, flagged ? withFlags(flags, flagged[1] ?? '', flagged[2] ?? '') : flags, depth + 1)
  return scan.take(')') ? [node] : stopped(scan, 'a missing )')
}

const repetition = /[*+?]|\{([0-9]+)(?:(,)([0-9]*))?\}/y

/** Of several characters only the last one is repeated. */
const repeated = (scan: Scan, nodes: readonly Node[], flags: Flags): readonly Node[] => {
  const found = scan.match(repetition)
  const last = nodes.at(-1)
  if (!found || !last) return nodes
  const [all, least, comma, most] = found
  const counts = [least, most].filter((it) => it !== undefined && it !== '').map(Number)
  if (counts.some((it) => it > mostRepeats) || (comma !== undefined && counts.length === 2 && (counts[0] ?? 0) > (counts[1] ?? 0))) return stopped(scan, `the repetition ${all}`)
  const isLazy = scan.take('?') !== flags.swapGreed
  mustNotRepeat(scan, all)
  return [...nodes.slice(0, -1), { kind: 'repeat', of: last, lazy: isLazy, ...timesOf(all, least, comma === undefined ? least : most) }]
}

const timesOf = (all: string, least: string | undefined, most: string | undefined): { readonly least: number; readonly most: number } => {
  if (least === undefined) return { least: all === '+' ? 1 : 0, most: all === '?' ? 1 : Infinity }
  return { least: Number(least), most: most === undefined || most === '' ? Infinity : Number(most) }
}

const mustNotRepeat = (scan: Scan, before: string): void => {
  const again = scan.match(repetition)
  if (again) scan.stop(`the repetition ${before}${again[0]}`)
}
