// Grows an image list: the same text with some digests and tags more, and not one other byte changed. Images stand by name, digests by
// their smallest tag, both in plain order of text, as kpromo writes them; in a list that is sorted otherwise a new one goes after the last
// that is smaller, so that whoever reviews the change sees the new lines only. Pure.
import type { Digest } from '../../core/digest.js'
import { fail } from '../../errors/release-error.js'
import { readImageList, type ImageList, type ListedDigest, type ListedImage } from './read-list.js'

/** One tag of one image that is to be promoted. */
export interface Promotion {
  /** As in the list: `charts/dra-example-driver`. */
  readonly image: string
  readonly digest: Digest
  readonly tag: string
}

/** Tags that move; the promoter's registries are for what never does. */
const movingTags = new Set(['latest'])

/** Fails with IMAGE_LIST, IMAGE_LIST_CONFLICT or PROMOTE_MOVING_TAG. The very same text when all of it is there. */
export const growImageList = (text: string, file: string, promotions: readonly Promotion[]): string => {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : ''
  let grown = text.slice(mark.length)
  for (const it of promotions) {
    if (movingTags.has(it.tag)) return fail('PROMOTE_MOVING_TAG', it)
    grown = checked(growBy(grown, file, it), { before: grown, file, it })
  }
  return mark + grown
}

/** Read again: whatever the file looks like, what it says now is what it said before and this one more. */
const checked = (grown: string, { before, file, it }: { before: string; file: string; it: Promotion }): string => {
  const said = (text: string): readonly string[] => promotionsIn(readImageList(text, file)).map(({ image, digest, tag }) => `${image} ${digest} ${tag}`)
  const wanted = new Set([...said(before), `${it.image} ${it.digest} ${it.tag}`])
  const found = said(grown)
  return found.length === wanted.size && found.every((one) => wanted.has(one)) ? grown : fail('IMAGE_LIST', { file, what: `there is no line to be found after which ${it.image}:${it.tag} could go` })
}

/** The digest under which a tag is listed. */
export const promotedDigest = (list: ImageList, image: string, tag: string): Digest | undefined =>
  list.images.find((it) => it.name === image)?.digests.find((it) => it.tags.some((listed) => listed.tag === tag))?.digest

export const promotionsIn = (list: ImageList): readonly Promotion[] =>
  list.images.flatMap((image) => image.digests.flatMap(({ digest, tags }) => tags.map(({ tag }) => ({ image: image.name, digest, tag }))))

const growBy = (text: string, file: string, it: Promotion): string => {
  const list = readImageList(text, file)
  const found = promotedDigest(list, it.image, it.tag)
  if (found === it.digest) return text
  if (found !== undefined) return fail('IMAGE_LIST_CONFLICT', { file, image: it.image, tag: it.tag, found, wanted: it.digest })
  const image = list.images.find((other) => other.name === it.image)
  if (!image) return withImage(list, it)
  const digest = image.digests.find((other) => other.digest === it.digest)
  return digest ? withTag(list, { image, digest }, it.tag) : withDigest(list, image, it)
}

const lineEnd = (text: string): string => (/\r\n/.test(text) ? '\r\n' : '\n')

const startOfLine = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1

/** After the end of the line, or the end of the text. */
const afterLine = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end + 1
}

/** Lines put in at the start of a line; a last line that did not end ends before them, and the new last one does not. */
const withLines = (text: string, at: number, lines: readonly string[]): string => {
  const nl = lineEnd(text)
  const block = lines.join(nl)
  const isOpenEnd = at === text.length && at > 0 && !text.endsWith('\n')
  return isOpenEnd ? `${text}${nl}${block}` : `${text.slice(0, at)}${block}${nl}${text.slice(at)}`
}

const digestLine = ({ digest, tag }: Pick<Promotion, 'digest' | 'tag'>): string => `"${digest}": ["${tag}"]`

/** Characters of white space before the first one of a line, or before a key after a hyphen. */
const columnOf = (text: string, offset: number): number => offset - startOfLine(text, offset)

const smallest = ({ tags }: ListedDigest): string => tags.map((it) => it.tag).reduce((a, b) => (b < a ? b : a), '\uffff')

const lastBefore = <T>(all: readonly T[], isSmaller: (it: T) => boolean): T | undefined => all.filter(isSmaller).at(-1)

const withDigest = (list: ImageList, image: ListedImage, it: Promotion): string => {
  const { text } = list
  const [first] = image.digests
  // Below the key by as much as the lines of this list are anyway.
  const indent = ' '.repeat(first ? columnOf(text, first.start) : columnOf(text, image.dmap.key) + 2)
  if (!first) {
    const rest = text.slice(image.dmap.start, image.dmap.end)
    const emptied = rest === '{}' ? `${text.slice(0, image.dmap.start).replace(/ +$/, '')}${text.slice(image.dmap.end)}` : text
    return withLines(emptied, afterLine(emptied, image.dmap.key), [indent + digestLine(it)])
  }
  const before = lastBefore(image.digests, (other) => smallest(other) < it.tag)
  return withLines(text, before ? afterLine(text, before.end) : startOfLine(text, first.start), [indent + digestLine(it)])
}

const withImage = (list: ImageList, it: Promotion): string => {
  const { text, images, empty } = list
  const lines = [`- name: ${it.image}`, '  dmap:', `    ${digestLine(it)}`]
  if (empty) return withLines(`${text.slice(0, empty.start)}${text.slice(afterLine(text, empty.end))}`, empty.start, lines)
  const [first] = images
  if (!first) return withLines(withoutNote(text), withoutNote(text).length, lines)
  const indent = ' '.repeat(columnOf(text, text.lastIndexOf('-', first.start - 1)))
  const before = lastBefore(images, (other) => other.name < it.image)
  return withLines(text, before ? afterLine(text, before.end) : aboveFirst(text, first), lines.map((line) => indent + line))
}

/** What a new project's file says as long as it is true. */
const withoutNote = (text: string): string => text.replace(/^#[ \t]*no images yet\.?[ \t]*(?:\r?\n|$)/im, '')

/** Comments right above the first image belong to it, unless they are the head of the file. */
const aboveFirst = (text: string, first: ListedImage): number => {
  const own = startOfLine(text, first.start)
  let at = own
  while (at > 0) {
    const above = startOfLine(text, at - 1)
    if (!/^[ \t]*#/.test(text.slice(above, at))) return at
    at = above
  }
  return own
}

const withTag = (list: ImageList, { image, digest }: { image: ListedImage; digest: ListedDigest }, tag: string): string => {
  const grown = digest.flow ? inBrackets(list.text, digest, tag) : belowOthers(list.text, digest, tag)
  const isSorted = image.digests.every((it, index) => index === 0 || smallest(image.digests[index - 1] ?? it) <= smallest(it))
  if (!digest.flow || !isSorted || tag > smallest(digest)) return grown
  return moved(grown, list, { image, digest, tag })
}

const inBrackets = (text: string, { tags, value, end }: ListedDigest, tag: string): string => {
  const put = (at: number, what: string): string => text.slice(0, at) + what + text.slice(at)
  const [first, second] = tags
  if (!first) return `${text.slice(0, value)}["${tag}"]${text.slice(end)}`
  const comma = second ? text.slice(first.end, second.start) : ','
  const between = /^\s*,[ \t]*$/.test(comma) ? comma : ','
  const before = lastBefore(tags, (it) => it.tag < tag)
  return before ? put(before.end, `${between}"${tag}"`) : put(first.start, `"${tag}"${between}`)
}

const belowOthers = (text: string, { tags }: ListedDigest, tag: string): string => {
  const [first] = tags
  if (!first) return fail('BUG', { what: 'a list of tags over several lines has no tag' })
  const before = lastBefore(tags, (it) => it.tag < tag)
  const indent = text.slice(startOfLine(text, first.start), first.start)
  return withLines(text, before ? afterLine(text, before.end) : startOfLine(text, first.start), [`${indent}"${tag}"`])
}

/** In a list that is in order, a digest whose smallest tag has become a smaller one goes up to where it belongs. */
const moved = (grown: string, { text }: ImageList, { image, digest, tag }: { image: ListedImage; digest: ListedDigest; tag: string }): string => {
  const next = image.digests.find((it) => it !== digest && smallest(it) > tag)
  const start = startOfLine(text, digest.start)
  if (!next || next.start > digest.start) return grown
  const line = grown.slice(start, afterLine(text, digest.end) + (grown.length - text.length))
  const rest = grown.slice(0, start) + grown.slice(start + line.length)
  const to = startOfLine(text, next.start)
  const ended = line.endsWith('\n') ? line : line + lineEnd(text)
  const back = rest.slice(0, to) + ended + rest.slice(to)
  return line.endsWith('\n') ? back : back.slice(0, -lineEnd(text).length)
}
