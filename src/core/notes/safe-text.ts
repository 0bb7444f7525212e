// Text of strangers (titles, messages, names) as it may stand in a public page: it calls nobody, hides nothing, and turns nothing around.
import { withoutControls } from '../plain-text.js'

/**
 * What is escaped, a code span, an address in angle brackets, or anything else up to one of them. A span that would go on in the next
 * line, or over the bar of a table, is none for GitHub in a list or a table: to take it for one would let it call somebody.
 */
const parts = /\\[^@]|(`+)(?!`)[^|]*?[^`|]\1(?!`)|<https?:\/\/[^\s<>]+>|[^`<\\]+|`+|[<\\]/g

/** Marks that are not seen, and of which one can spell two names that look the same. Joiners of emoji stay. */
const unseen = /[\u061c\u180e\u200b\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu

/** GitHub looks for names in what is shown: a sign that is written as an entity counts as well, and so may letters of the name. */
const writtenOut = /&(?:#0{0,5}64|#[xX]0{0,4}40|commat);/g
/** GitHub tells whoever is named so, and whole teams. Behind a sign of no width nobody is: it looks the same. */
const calling = /(^|[^A-Za-z0-9])@(?=[A-Za-z0-9]|&(?!#8203;|lt;))/g
/** Within an address it would lead elsewhere; what is an address calls nobody. */
const addresses = /((?:https?:\/\/|www\.)\S+)/
const inAddress = /(^|[^A-Za-z0-9/])@(?=[A-Za-z0-9]|&(?!#8203;|lt;))/g

const uncalling = (text: string): string =>
  text.replace(writtenOut, '@').split(addresses).map((it, at) => it.replace(at % 2 === 1 ? inAddress : calling, '$1@&#8203;')).join('')

/** Outside of code nobody is called and nothing is HTML. */
const safePart = (part: string): string => {
  if (part === '<') return '&lt;'
  if (part.startsWith('`') || part.startsWith('<')) return part
  return uncalling(part)
}

/** Only without indentation: within a list a block of code ends with its item, whatever its marks say. */
const opening = /^(?:(`{3,})[^`]*|(~{3,}).*)$/
const closes = (line: string, mark: string): boolean => {
  const found = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1]
  return found !== undefined && found[0] === mark[0] && found.length >= mark.length
}

/** Marks of code that find no others in their line. */
const isLoose = (part: string): boolean => /^`+$/.test(part)

/** `isOpen`: a mark of a line above may be closed by one of this line, so that no span of it is code for certain. */
const safeLine = (line: string, isOpen = false): string =>
  (line.match(parts) ?? []).map((it) => (isOpen && it.startsWith('`') ? uncalling(it.replaceAll('<', '&lt;')) : safePart(it))).join('')

/** Markdown that somebody wrote as such: its marks stay. Twice is the same as once. */
export const safeMarkdown = (text: string): string => {
  let mark: string | undefined
  let isOpen = false
  const lines = withoutControls(text.replaceAll('\r\n', '\n')).replace(unseen, '').split('\n')
  return lines.map((line) => {
    if (mark !== undefined) {
      if (closes(line, mark)) mark = undefined
      return line
    }
    const [, ticks, tildes] = opening.exec(line) ?? []
    mark = ticks ?? tildes
    if (mark !== undefined || line.trim() === '') isOpen = false
    if (mark !== undefined) return line
    const safe = safeLine(line, isOpen)
    isOpen ||= (line.match(parts) ?? []).some(isLoose)
    return safe
  }).join('\n')
}

const longestTitle = 300

/** No sign that could mean anything: most headlines are such. */
const isHarmless = (text: string): boolean => text.length <= longestTitle && /^[!-;=?A-Z^-~]+(?: [!-;=?A-Z^-~]+)*$/.test(text) && !/[`&]/.test(text)

/** One line, and no end within a sign that takes two places. */
const oneLine = (text: string): string => {
  const line = withoutControls(text).replace(unseen, '').replace(/\s+/g, ' ').trim()
  return line.length <= longestTitle ? line : `${line.slice(0, longestTitle).replace(/[\ud800-\udbff]$/, '')}…`
}

/** A title as text: no link, no picture, no emphasis, as github_changelog_generator has it. Code stays code. */
export const safeTitle = (text: string): string =>
  (oneLine(text).match(/(`+)(?!`)[^]*?[^`]\1(?!`)|[^`]+|`+/g) ?? [])
    .map((it) => (it.startsWith('`') ? it : uncalling(it.replace(writtenOut, '@').replace(/[\\<>*_()[\]#]/g, (sign) => `\\${sign}`))))
    .join('')

/** At the start of an item `[1.2.0]: https://…` would say where the heading of that version leads. */
const noDefinition = (text: string): string =>
  (text.match(parts) ?? []).map((it) => (it.startsWith('`') ? it : it.replaceAll(']:', ']\\:'))).join('')

/** The same for the headline of a commit, whose signs are mostly meant as they stand: only links, pictures and HTML are undone. */
export const safeHeadline = (text: string): string =>
  isHarmless(text) ? text : safeMarkdown(noDefinition(oneLine(text).replace(/\]\(/g, ']\\(').replace(/!\[/g, '!\\[')))
