// Finds the spot of a value in JSON. A scanner of our own, as JSON.parse tells neither where a value stands nor that a key stands
// twice, and forgets everything else about the bytes. The whole file is read, in one pass: half a file is no file.
import { quotedEnd, skip } from './characters.js'
import { indexOf } from './pointer.js'
import { ambiguous, malformed, missing, notText, type Sought, type Spot } from './spot.js'

interface Scan extends Sought {
  at: number
}
/** Keys from here to the value that is sought; undefined for a value that is beside the way. */
type Way = readonly string[] | undefined

/** Deeper than any file that people write, and shallower than the stack. */
const deepest = 200
const plain = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y
const escape = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y

const skipSpace = (scan: Scan): void => {
  scan.at = skip(scan.text, scan.at, ' \t\r\n')
}

/** The text up to `end`, if there is one. */
const take = (scan: Scan, end: number | undefined): string | undefined => {
  if (end === undefined) return undefined
  const text = scan.text.slice(scan.at, end)
  scan.at = end
  return text
}

/** JSON allows no tab in a text, which the scanner of TOML and JSON together lets pass. */
const takeString = (scan: Scan): string | undefined => {
  const start = scan.at
  const text = take(scan, quotedEnd(scan.text, start, '"', escape))
  return text?.includes('\t') === true ? malformed(scan, 'JSON', { what: 'a tab in a text is written \\t', offset: start + text.indexOf('\t') }) : text
}

const takePlain = (scan: Scan): string | undefined => {
  plain.lastIndex = scan.at
  return take(scan, plain.exec(scan.text) === null ? undefined : plain.lastIndex)
}

const wrong = (scan: Scan, what: string): never => malformed(scan, 'JSON', { what, offset: Math.min(scan.at, scan.text.length) })

const isNext = (scan: Scan, character: string): boolean => {
  skipSpace(scan)
  if (scan.text[scan.at] !== character) return false
  scan.at++
  return true
}

export const locateJson = (sought: Sought, keys: readonly string[]): Spot => {
  const scan: Scan = { ...sought, at: sought.text.startsWith('\ufeff') ? 1 : 0 }
  const spot = readValue(scan, keys, 0)
  skipSpace(scan)
  if (scan.at < scan.text.length) return wrong(scan, 'there is more after the end of the value')
  return spot ?? missing(sought, [], 0)
}

const readValue = (scan: Scan, way: Way, depth: number): Spot | undefined => {
  skipSpace(scan)
  const start = scan.at
  if (depth > deepest) return wrong(scan, `it is nested more than ${deepest} deep`)
  const character = scan.text[start]
  if (character !== '{' && character !== '[') return readScalar(scan, way, start)
  scan.at++
  const spot = character === '{' ? readObject(scan, way, { start, depth }) : readList(scan, way, { start, depth })
  return way?.length === 0 ? notText(scan, character === '{' ? 'an object' : 'a list', start) : spot
}

const readScalar = (scan: Scan, way: Way, start: number): Spot | undefined => {
  const isText = scan.text[start] === '"'
  const text = isText ? takeString(scan) : takePlain(scan)
  if (text === undefined) return wrong(scan, isText ? 'a text does not end, or has an escape that is none' : start >= scan.text.length ? 'it ends too early' : 'a value is expected here')
  if (way === undefined) return undefined
  if (way.length > 0) return missing(scan, `${text.slice(0, 40)} has no keys`, start)
  return isText ? textSpot(start, text) : notText(scan, `${text.slice(0, 40)} without quotes`, start)
}

const textSpot = (start: number, text: string): Spot =>
  ({ start, end: start + text.length, value: JSON.parse(text) as string, quoted: true, encode: (value) => JSON.stringify(value) })

interface Member {
  readonly key: string
  readonly offset: number
  readonly spot: Spot | undefined
}

const readMember = (scan: Scan, way: Way, depth: number): Member => {
  skipSpace(scan)
  const offset = scan.at
  const text = takeString(scan) ?? wrong(scan, 'a key in double quotes is expected here')
  if (!isNext(scan, ':')) return wrong(scan, 'a colon is expected after the key')
  // Keys beside the way are nobody's business, and there may be many.
  const key = way === undefined ? '' : (JSON.parse(text) as string)
  const isWanted = way !== undefined && key === way[0]
  return { key, offset, spot: readValue(scan, isWanted ? way.slice(1) : undefined, depth + 1) }
}

const readObject = (scan: Scan, way: Way, { start, depth }: { start: number; depth: number }): Spot | undefined => {
  const members: Member[] = []
  if (!isNext(scan, '}')) {
    do {
      const member = readMember(scan, way, depth)
      if (way !== undefined) members.push(member)
    } while (isNext(scan, ','))
    if (!isNext(scan, '}')) return wrong(scan, 'a comma or } is missing')
  }
  const wanted = way?.[0]
  if (wanted === undefined) return undefined
  const found = members.filter((it) => it.key === wanted)
  if (found.length > 1) return ambiguous(scan, found.map((it) => it.offset))
  return found.length === 0 ? missing(scan, members.map((it) => it.key), start) : found[0]?.spot
}

const readList = (scan: Scan, way: Way, { start, depth }: { start: number; depth: number }): Spot | undefined => {
  const wanted = way?.[0] === undefined ? undefined : indexOf(way[0])
  let [spot, count]: [Spot | undefined, number] = [undefined, 0]
  if (!isNext(scan, ']')) {
    do {
      const found = readValue(scan, count === wanted ? way?.slice(1) : undefined, depth + 1)
      if (count === wanted) spot = found
      count++
    } while (isNext(scan, ','))
    if (!isNext(scan, ']')) return wrong(scan, 'a comma or ] is missing')
  }
  const isMissing = way !== undefined && way.length > 0 && (wanted === undefined || wanted >= count)
  return isMissing ? missing(scan, `the list has ${count} entries, counted from 0`, start) : spot
}
