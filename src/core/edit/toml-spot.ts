// Finds the spot of a value in TOML.
import { ambiguous, malformed, missing, notText, type Sought, type Spot } from './spot.js'
import { decodeBasic, scanToml, type TomlValue } from './toml-scan.js'

const isUnder = (path: readonly string[], above: readonly string[]): boolean => above.every((key, at) => path[at] === key)

export const locateToml = (sought: Sought, keys: readonly string[]): Spot => {
  const found: TomlValue[] = []
  const beside = new Set<string>()
  let under: TomlValue | undefined
  const visit = (value: TomlValue): void => {
    if (value.path.length === keys.length && isUnder(value.path, keys)) found.push(value)
    else if (value.path.length > keys.length && isUnder(value.path, keys)) under ??= value
    const key = value.path[keys.length - 1]
    if (key !== undefined && isUnder(value.path, keys.slice(0, -1))) beside.add(key)
  }
  scanToml(sought.text, visit, (what, offset) => malformed(sought, 'TOML', { what, offset }))
  const [value] = found
  if (!value) return under ? notText(sought, 'a table', under.start) : missing(sought, [...beside], 0)
  return found.length > 1 ? ambiguous(sought, found.map((it) => it.start)) : spotOf(value, sought)
}

const kinds = { lines: 'a text of several lines', list: 'a list', table: 'a table', other: 'a value without quotes' } as const

const basicText = (value: string): string => JSON.stringify(value)

const spotOf = ({ start, end, kind }: TomlValue, sought: Sought): Spot => {
  const source = sought.text.slice(start, end)
  if (kind === 'basic') return { start, end, value: decodeBasic(source), quoted: true, encode: basicText }
  // A literal text has no escapes, so not every value can stand in one.
  if (kind === 'literal') return { start, end, value: source.slice(1, -1), quoted: true, encode: (value) => (value.includes("'") ? basicText(value) : `'${value}'`) }
  return notText(sought, kinds[kind], start)
}
