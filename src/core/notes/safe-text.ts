// Text of strangers (titles, messages, names) as it may stand in a public page: it calls nobody, hides nothing, and turns nothing around.
import { withoutControls } from '../plain-text.js'

/**
 * What is escaped, a code span, an address in angle brackets, or anything else up to one of them. A span that would go on in the next
 * line, or over the bar of a table, is none for GitHub in a list or a table: to take it for one would let it call somebody.
 */
const parts = /\\[^]|(`+)(?!`)[^|]*?[^`|]\1(?!`)|<https?:\/\/[^\s<>]+>|[^`<\\]+|`+|[<\\]/g

/** Marks that are not seen, and of which one can spell two names that look the same. Joiners of emoji stay. */
const unseen = /[\u061c\u180e\u200b\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu

/** GitHub tells whoever is named so, and whole teams. Behind a sign of no width nobody is: it looks the same. */
const calling = /(^|[^A-Za-z0-9/])@(?=[A-Za-z0-9])/g

/** Outside of code nobody is called and nothing is HTML. */
const safePart = (part: string): string => {
  if (part === '<') return '&lt;'
  if (part.startsWith('`') || part.startsWith('<')) return part
  return part.replace(calling, '$1@&#8203;')
}

/** Only without indentation: within a list a block of code ends with its item, whatever its marks say. */
const opening = /^(?:(`{3,})[^`]*|(~{3,}).*)$/
const closes = (line: string, mark: string): boolean => {
  const found = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1]
  return found !== undefined && found[0] === mark[0] && found.length >= mark.length
}

const safeLine = (line: string): string => (line.match(parts) ?? []).map(safePart).join('')

/** Markdown that somebody wrote as such: its marks stay. Twice is the same as once. */
export const safeMarkdown = (text: string): string => {
  let mark: string | undefined
  const lines = withoutControls(text.replaceAll('\r\n', '\n')).replace(unseen, '').split('\n')
  return lines.map((line) => {
    if (mark !== undefined) {
      if (closes(line, mark)) mark = undefined
      return line
    }
    const [, ticks, tildes] = opening.exec(line) ?? []
    mark = ticks ?? tildes
    return mark === undefined ? safeLine(line) : line
  }).join('\n')
}

const longestTitle = 300

/** No sign that could mean anything: most headlines are such. */
const isHarmless = (text: string): boolean => text.length <= longestTitle && /^[!-;=?A-Z^-~]+(?: [!-;=?A-Z^-~]+)*$/.test(text) && !text.includes('`')

/** One line, and no end within a sign that takes two places. */
const oneLine = (text: string): string => {
  const line = withoutControls(text).replace(unseen, '').replace(/\s+/g, ' ').trim()
  return line.length <= longestTitle ? line : `${line.slice(0, longestTitle).replace(/[\ud800-\udbff]$/, '')}…`
}

/** A title as text: no link, no picture, no emphasis, as github_changelog_generator has it. Code stays code. */
export const safeTitle = (text: string): string =>
  (oneLine(text).match(/(`+)(?!`)[^]*?[^`]\1(?!`)|[^`]+|`+/g) ?? [])
    .map((it) => (it.startsWith('`') ? it : it.replace(/[\\<>*_()[\]#]/g, (sign) => `\\${sign}`).replace(calling, '$1@&#8203;')))
    .join('')

/** The same for the headline of a commit, whose signs are mostly meant as they stand: only links, pictures and HTML are undone. */
export const safeHeadline = (text: string): string =>
  isHarmless(text) ? text : safeMarkdown(oneLine(text).replace(/\]\(/g, ']\\(').replace(/!\[/g, '!\\['))
