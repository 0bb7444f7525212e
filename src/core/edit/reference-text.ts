// Reads and edits one value of a file, whatever the file's format is. An edit changes the characters of that value and no others.
import { fail } from '../../errors/release-error.js'
import { locateJson } from './json-spot.js'
import { parsePointer } from './pointer.js'
import { checkSize, isOneLine, missing, placeAt, replaceSpot, type Sought, type Spot } from './spot.js'
import { fitValue, locatePattern, locateWhole, type Hole } from './text-pattern.js'
import { locateToml } from './toml-spot.js'
import { locateYaml, type Asked } from './yaml-spot.js'

/**
 * With `at` the value under a pointer; with `pattern` the place in the text that fits; with both the part of that value, which must
 * fit as a whole; with neither all that the file holds.
 */
export interface Where {
  readonly at?: string
  readonly pattern?: string
  /** Of a YAML file with several documents the one that is meant, counted from 1. */
  readonly document?: number | undefined
  /** Name of the place that a pattern holds open; `version` by default. */
  readonly hole?: Hole
}

export interface Found {
  readonly value: string
  readonly line: number
  readonly column: number
  readonly quoted: boolean
}

const largest = 16 * 1024 * 1024

export const whereText = ({ at, pattern, document }: Where): string => [document === undefined ? at : `${at ?? ''} of document ${document}`, pattern === undefined ? undefined : `the pattern ${JSON.stringify(pattern)}`].filter((it) => it !== undefined).join(', ')

const locateValue = (sought: Sought, at: string, asked: Asked): Spot => {
  const keys = parsePointer(at)
  const name = sought.file.toLowerCase()
  if (name.endsWith('.json')) return locateJson(sought, keys)
  if (/\.ya?ml$/.test(name)) return locateYaml(sought, keys, asked)
  return name.endsWith('.toml') ? locateToml(sought, keys) : fail('REFERENCE_FORMAT', { file: sought.file }, { place: { file: sought.file } })
}

/** The spot of a part: what the pattern holds open is replaced, and the value written anew in its own style. */
const partOf = (spot: Spot, pattern: string, sought: Sought, hole: Hole): Spot => {
  const part = fitValue(spot.value, pattern, hole)
  if (!part) return missing(sought, `${JSON.stringify(spot.value.slice(0, 80))} stands there`, spot.start)
  const [before, after] = [spot.value.slice(0, part.start), spot.value.slice(part.end)]
  return { ...spot, value: spot.value.slice(part.start, part.end), encode: (value) => spot.encode(`${before}${value}${after}`) }
}

const locate = (text: string, file: string, where: Where, forEdit: boolean): Spot => {
  const sought: Sought = { text, file, where: whereText(where) || 'its whole text' }
  const { at, pattern, hole = 'version', document } = where
  checkSize(sought, largest)
  if (at === undefined) return pattern === undefined ? locateWhole(sought) : locatePattern(sought, pattern, hole)
  const spot = locateValue(sought, at, { forEdit, document })
  return pattern === undefined ? spot : partOf(spot, pattern, sought, hole)
}

export const readReference = (text: string, file: string, where: Where): Found => {
  const spot = locate(text, file, where, false)
  const { line = 1, column = 1 } = placeAt(text, file, spot.start)
  return { value: spot.value, line, column, quoted: spot.quoted }
}

/** The same text when the value is there already, even in another style of quotes. */
export const editReference = (text: string, file: string, where: Where, value: string): string => {
  if (!isOneLine(value)) return fail('REFERENCE_VALUE', { file, where: whereText(where), value: JSON.stringify(value.slice(0, 80)) }, { place: { file } })
  // Decoded with losses somewhere before: writing it back would change bytes that nobody named.
  if (text.includes('\ufffd')) return fail('FILE_NOT_UTF8', { file }, { place: { file } })
  const spot = locate(text, file, where, true)
  return spot.value === value ? text : replaceSpot(text, spot, value)
}

/** Bytes of a file as a text that can be edited and written back; fails with FILE_NOT_UTF8 when that would lose any. */
export const decodeFile = (bytes: Uint8Array, file: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    return fail('FILE_NOT_UTF8', { file }, { place: { file }, cause })
  }
}
