// The pattern of a line's tags: plain text with one place for the version. A tag belongs to the line only if what stands in that
// place is a version of its scheme; anything else is somebody else's tag, and no error.
import { fail } from '../errors/release-error.js'
import { withoutControls } from './plain-text.js'
import { asVersion, type Scheme, type Version } from './version.js'

interface Affixes {
  readonly before: string
  readonly after: string
}

const place = /\{version\}|\*/g

/** Why git, GitHub or a command line could misread the name; undefined when none of them can. */
const flawOf = (tag: string): string | undefined => {
  if (tag.length === 0 || tag.length > 255) return 'a tag has 1 to 255 characters'
  if (!/^[A-Za-z0-9._+!@/-]+$/.test(tag)) return 'it has a character that is not allowed'
  if (tag.startsWith('-')) return 'it begins with a hyphen, and tools would take it for an option'
  if (tag === '@' || tag === 'HEAD' || tag.startsWith('refs/')) return 'git means something else by it'
  if (tag.includes('..') || tag.endsWith('.')) return 'two dots, or a dot at the end, are not allowed'
  const isBad = (part: string): boolean => part === '' || part.startsWith('.') || part.endsWith('.lock')
  return tag.split('/').some(isBad) ? 'a part between slashes is empty, begins with a dot or ends with .lock' : undefined
}

export const isSafeTag = (tag: string): boolean => flawOf(tag) === undefined

const checkTag = (tag: string): string => {
  const what = flawOf(tag)
  return what === undefined ? tag : fail('TAG_UNSAFE', { tag: withoutControls(tag.slice(0, 80)), what })
}

/** A config has a few patterns, and thousands of tags are held against each. */
const known = new Map<string, Affixes>()

const affixesOf = (pattern: string): Affixes => {
  const before = known.get(pattern)
  if (before) return before
  const affixes = readAffixes(pattern)
  if (known.size >= 1000) known.clear()
  known.set(pattern, affixes)
  return affixes
}

const readAffixes = (pattern: string): Affixes => {
  const holes = [...pattern.matchAll(place)]
  const [hole] = holes
  const wrong = (what: string): never => fail('TAG_PATTERN', { pattern: withoutControls(pattern.slice(0, 80)), what })
  if (!hole) return wrong('it has no place for the version')
  if (holes.length > 1) return wrong('it has more than one place for the version')
  const [before, after] = [pattern.slice(0, hole.index), pattern.slice(hole.index + hole[0].length)]
  const what = flawOf(`${before}0${after}`)
  return what === undefined ? { before, after } : wrong(what)
}

/** Fails with TAG_PATTERN for a pattern that could never match a tag rightly. */
export const checkTagPattern = (pattern: string): void => void affixesOf(pattern)

/** What stands in the place of the version, when the tag is one of this pattern and scheme. */
export const matchTag = (pattern: string, scheme: Scheme, tag: string): { readonly text: string } | undefined => {
  const { before, after } = affixesOf(pattern)
  if (!tag.startsWith(before) || !tag.endsWith(after) || !isSafeTag(tag)) return undefined
  const text = tag.slice(before.length, tag.length - after.length)
  return tag.length >= before.length + after.length && asVersion(text, scheme) ? { text } : undefined
}

export const tagName = (pattern: string, version: Version): string => {
  const { before, after } = affixesOf(pattern)
  return checkTag(`${before}${version.text}${after}`)
}
