// Versions as they stand in lines of text: v4.5.1-0 is a `v`, the version and a revision. Pure.
import { asVersion, type Scheme } from '../version.js'

export interface Written {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly prefix: string
  /** Undefined when no version stands in it. */
  readonly version?: string
  readonly revision?: string
}

export const forms = ['{version}', 'v{version}', '{version}-{revision}', 'v{version}-{revision}'] as const
export type Form = (typeof forms)[number]

const looksLikeVersion = /^[0-9]+(?:\.[0-9]+)+/
const isVersion = (text: string, scheme: Scheme): boolean => looksLikeVersion.test(text) && asVersion(text, scheme) !== undefined

/** Digits after the last hyphen are a revision, and never a pre-release. */
export const readWritten = (text: string, scheme: Scheme, start = 0): Written => {
  const prefix = text.startsWith('v') ? 'v' : ''
  const bare = text.slice(prefix.length)
  const word = { start, end: start + text.length, text, prefix }
  const [, before, revision] = /^(.*[^-])-([0-9]{1,9})$/.exec(bare) ?? []
  if (before !== undefined && revision !== undefined && isVersion(before, scheme)) return { ...word, version: before, revision }
  return isVersion(bare, scheme) ? { ...word, version: bare } : word
}

/** The words of a line, without the dots and hyphens at their ends. */
export const wordsOfLine = (line: string, scheme: Scheme): readonly Written[] =>
  [...line.matchAll(/[0-9A-Za-z._+-]+/g)].flatMap((found) => {
    const lead = found[0].length - found[0].replace(/^[._+-]+/, '').length
    const text = found[0].slice(lead).replace(/[._+-]+$/, '')
    return text === '' ? [] : [readWritten(text, scheme, found.index + lead)]
  })

export const formOf = ({ prefix, revision }: Written): Form => (prefix === 'v' ? (revision === undefined ? 'v{version}' : 'v{version}-{revision}') : revision === undefined ? '{version}' : '{version}-{revision}')

export const renderForm = (form: Form, version: string, revision: number | string): string => form.replace('{version}', version).replace('{revision}', String(revision))

/** Does a word say the value? 1.2.1 is said by v1.2.1-0 and by no 1.2.10; with a `v` or a revision of its own the value must stand there whole. */
export const says = (word: Written, value: Written): boolean => {
  if (word.text === value.text) return true
  if (value.version === undefined || value.revision !== undefined || word.version !== value.version) return false
  return value.prefix === '' || word.prefix === value.prefix
}
