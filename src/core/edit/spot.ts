// A spot: the characters of a file that hold one value, and how another value is written there. Everything around a spot is
// kept byte for byte. Files are texts decoded with their byte order mark, so that nothing is lost on the way back.
import type { Place } from '../../errors/entry.js'
import { fail } from '../../errors/release-error.js'

export interface Spot {
  /** Offsets into the text, quotes included. */
  readonly start: number
  readonly end: number
  /** What the file's readers see: without quotes and escapes. */
  readonly value: string
  readonly quoted: boolean
  /** Another value in the style of this spot, with quotes where it needs them. */
  readonly encode: (value: string) => string
}

/** What is being looked for, and where: for messages. */
export interface Sought {
  readonly text: string
  readonly file: string
  /** The pointer or pattern as the config has it. */
  readonly where: string
}

/** Line and column count from 1, as editors do; a byte order mark takes no column. */
export const placeAt = (text: string, file: string, offset: number): Place => {
  const before = text.slice(0, offset)
  const start = before.lastIndexOf('\n') + 1
  const mark = start === 0 && text.startsWith('\ufeff') ? 1 : 0
  let line = 1
  for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) line++
  return { file, line, column: Math.max(1, offset - start - mark + 1) }
}

export const replaceSpot = (text: string, spot: Spot, value: string): string => text.slice(0, spot.start) + spot.encode(value) + text.slice(spot.end)

/** One line without control characters: anything else could change the structure of the file, or how it is shown. */
export const isOneLine = (value: string): boolean => value.length > 0 && value.length <= 1024 && /^[^\p{Cc}\u2028\u2029\ufeff\ufffd]+$/u.test(value)

export const checkSize = (it: Sought, limit: number): void => {
  if (it.text.length > limit) fail('FILE_TOO_LARGE', { file: it.file, size: it.text.length, limit }, { place: { file: it.file } })
}

export const notText = (it: Sought, found: string, offset: number): never =>
  fail('REFERENCE_NOT_TEXT', { file: it.file, where: it.where, found }, { place: placeAt(it.text, it.file, offset) })

/** Keys that are there instead, the first of them, to see a slip by. */
export const missing = (it: Sought, keys: readonly string[] | string, offset: number): never => {
  const nearest = typeof keys === 'string' ? keys : keys.length === 0 ? '' : `keys there: ${keys.slice(0, 12).join(', ')}${keys.length > 12 ? ', …' : ''}`
  return fail('REFERENCE_MISSING', { file: it.file, where: it.where, nearest }, { place: placeAt(it.text, it.file, offset) })
}

export const ambiguous = (it: Sought, offsets: readonly number[]): never => {
  const lines = offsets.slice(0, 10).map((offset) => placeAt(it.text, it.file, offset).line)
  return fail('REFERENCE_AMBIGUOUS', { file: it.file, where: it.where, found: `lines ${lines.join(', ')}` }, { place: placeAt(it.text, it.file, offsets[1] ?? 0) })
}

export const malformed = (it: Sought, format: string, fault: { readonly what: string; readonly offset: number }): never =>
  fail('FILE_MALFORMED', { file: it.file, format, what: fault.what }, { place: placeAt(it.text, it.file, fault.offset) })
