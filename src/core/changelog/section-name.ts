// What a heading of a section says: the version in whichever form, a link, a date. Read into parts, so that the heading of another
// version is written in the same form.
import { matchTag } from '../tag-pattern.js'
import { asVersion, type Scheme, type Version } from '../version.js'
import { readDate, writeDate, type DateForm } from './date-form.js'

/** Tags of the line: a heading may name the tag instead of the version. */
export interface TagsOfLine {
  readonly tag: string
  readonly scheme: Scheme
}

export interface SectionName {
  readonly version: Version
  /** `Version `, `Release `, or nothing. */
  readonly lead: string
  readonly isBracketed: boolean
  /** What stands around the version in the name: `v`, `chart/`. */
  readonly before: string
  readonly after: string
  readonly url?: string
  /** Undefined when it says more than a date, so that it is no model for others. */
  readonly tail?: { readonly before: string; readonly after: string; readonly date?: DateForm }
}

const form = /^((?:version|release)[ \t]+)?(\[)?([^\s()[\]]+?)([:,]?)(\])?(?:\(([^()\s]*)\))?((?:[ \t:,(–—-].*)?)$/i

const versionIn = (name: string, { tag, scheme }: TagsOfLine): Version | undefined => {
  const texts = [matchTag(tag, scheme, name)?.text, name, ...(/^v\d/i.test(name) ? [name.slice(1)] : [])]
  // Any word is a free name; those of releases have a number somewhere.
  const known = texts.find((it) => it !== undefined && (scheme !== 'free' || /\d/.test(it)) && asVersion(it, scheme) !== undefined)
  return known === undefined ? undefined : asVersion(known, scheme)
}

const tailOf = (text: string): SectionName['tail'] => {
  const date = readDate(text)
  const [before, after] = date ? [text.slice(0, date.start), text.slice(date.end)] : [text, '']
  const isPlain = /^[\s()/:,|_*–—-]*$/.test(`${before}${after}`)
  return isPlain ? { before, after, ...(date ? { date: date.form } : {}) } : undefined
}

export const readSectionName = (words: string, line: TagsOfLine): SectionName | undefined => {
  const [, lead = '', open, name = '', colon = '', close, url, rest = ''] = form.exec(words) ?? []
  const version = name === '' || (open === undefined) !== (close === undefined) ? undefined : versionIn(name, line)
  if (!version || (url !== undefined && open === undefined)) return undefined
  const at = name.lastIndexOf(version.text)
  const tail = tailOf(`${colon}${rest}`)
  return { version, lead, isBracketed: open !== undefined, before: name.slice(0, at), after: name.slice(at + version.text.length), ...(url === undefined ? {} : { url }), ...(tail ? { tail } : {}) }
}

/** The name of another version in the form of this one. */
export const writeSectionName = (model: SectionName, { version, url, date }: { readonly version: Version; readonly url: string; readonly date: string }): string => {
  const name = `${model.before}${version.text}${model.after}`
  const linked = model.isBracketed ? `[${name}]${model.url === undefined ? '' : `(${url})`}` : name
  const { before = '', after = '', date: dateForm } = model.tail ?? {}
  return `${model.lead}${linked}${dateForm ? `${before}${writeDate(date, dateForm)}${after}` : ''}`.trimEnd()
}
