// Finds the spot of a value in plain text: by a pattern, which is the text around it as it stands in the file with one place held
// open, or as all that a file (such as VERSION) holds. Patterns are literal, so that nobody has to escape a dot or write a slow one.
import { fail } from '../../errors/release-error.js'
import { ambiguous, missing, notText, type Sought, type Spot } from './spot.js'

export const holes = ['version', 'image', 'value'] as const
export type Hole = (typeof holes)[number]

/** Bounded runs: each place of a text is looked at a fixed number of times, whatever the text is. */
const shapes: Readonly<Record<Hole, string>> = {
  version: '\\$\\{[A-Za-z_][A-Za-z0-9_]{0,63}\\}|[0-9A-Za-z](?:[0-9A-Za-z._+!-]{0,126}[0-9A-Za-z])?',
  image: '[0-9A-Za-z][0-9A-Za-z._/:@-]{0,254}',
  value: '[^\\s"\'`]{1,128}',
}
const revision = '[0-9]{1,9}'

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/\r?\n/g, '\\r?\\n')

/** What is wrong with a pattern; undefined if nothing is. */
export const patternFault = (pattern: string, hole: Hole): string | undefined => {
  const count = pattern.split(`{${hole}}`).length - 1
  if (pattern.length > 500) return 'it has more than 500 characters'
  if (count !== 1) return count === 0 ? `it has no {${hole}}` : `it has more than one {${hole}}`
  return undefined
}

const check = (pattern: string, hole: Hole): void => {
  const what = patternFault(pattern, hole)
  if (what !== undefined) fail('REFERENCE_PATTERN', { pattern: pattern.slice(0, 120), what })
}

const sourceOf = (pattern: string, hole: Hole): string => {
  const [before = '', after = ''] = pattern.split(`{${hole}}`)
  const literal = (text: string): string => text.split('{revision}').map(escaped).join(revision)
  return `${literal(before)}(${shapes[hole]})${literal(after)}`
}

/** `version = "{version}"` is not found in `target-version = "py39"`, nor does 1.2.3 end within 1.2.30. */
const withEdges = (pattern: string, hole: Hole): string => {
  const before = /^(?:\{|[0-9A-Za-z_])/.test(pattern) ? '(?<![0-9A-Za-z_.+!-])' : ''
  const after = /(?:\}|[0-9A-Za-z_])$/.test(pattern) ? '(?![0-9A-Za-z_]|[.+!-][0-9A-Za-z])' : ''
  return `${before}${sourceOf(pattern, hole)}${after}`
}

/** The only place in a text that the pattern fits. */
export const locatePattern = (sought: Sought, pattern: string, hole: Hole): Spot => {
  check(pattern, hole)
  if (pattern.replace(`{${hole}}`, '').trim() === '') return fail('REFERENCE_PATTERN', { pattern, what: `there must be some text around {${hole}}` })
  const found = [...sought.text.matchAll(new RegExp(withEdges(pattern, hole), 'gd'))].flatMap((it) => (it.indices?.[1] ? [it.indices[1]] : []))
  const [first] = found
  if (!first) return missing(sought, 'the pattern fits nowhere', 0)
  if (found.length > 1) return ambiguous(sought, found.map(([start]) => start))
  const [start, end] = first
  return { start, end, value: sought.text.slice(start, end), quoted: false, encode: (value) => value }
}

/** The part of a value that the pattern holds open, when the whole value fits; undefined when it does not. */
export const fitValue = (value: string, pattern: string, hole: Hole): { readonly start: number; readonly end: number } | undefined => {
  check(pattern, hole)
  const indices = new RegExp(`^${sourceOf(pattern, hole)}$`, 'd').exec(value)?.indices?.[1]
  return indices ? { start: indices[0], end: indices[1] } : undefined
}

/** All that stands in the file, without the white space around it. */
export const locateWhole = (sought: Sought): Spot => {
  const value = sought.text.trim()
  const start = sought.text.length - sought.text.trimStart().length
  if (value === '') return notText(sought, 'nothing', 0)
  if (value.includes('\n')) return notText(sought, 'several lines', start)
  return { start, end: start + value.length, value, quoted: false, encode: (text) => text }
}
