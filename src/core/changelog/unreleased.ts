// What stands under `## [Unreleased]` in a changelog that is kept by hand, and the same file once a release has taken it: the heading
// stays, empty; its link compares with the release from then on. What came under it after the tag stays there.
import { compareVersions, type Version } from '../version.js'
import { definitionsOf, type Changelog } from './changelog.js'
import { isBlank, linesOf, type Heading } from './headings.js'
import { readSectionName, type TagsOfLine } from './section-name.js'

export interface Unreleased {
  readonly heading: Heading
  /** Where the next section begins, or what stands at the foot. */
  readonly end: number
  /** Its lines from the first to the last that is not blank, as they stand in the file. */
  readonly words: string
  /** Where those end. */
  readonly wordsEnd: number
}

const named = /^\[?unreleased\]?(?![\w-])/i
const isHeading = (text: string): boolean => /^ {0,3}#{1,6}(?:\s|$)/.test(text)

export const unreleasedOf = ({ text, headings, sections, foot }: Changelog): Unreleased | undefined => {
  const heading = headings.find((it) => it.level <= 3 && named.test(it.words))
  if (!heading) return undefined
  const starts = new Map(sections.map((it) => [it.heading.start, it.start]))
  const next = headings.find((it) => it.start > heading.start && (it.level <= heading.level || starts.has(it.start)))
  const end = Math.max(heading.end, Math.min(foot, next ? (starts.get(next.start) ?? next.start) : text.length))
  const lines = linesOf(text.slice(heading.end, end)).filter((it) => !isBlank(it))
  const [first, last] = [lines[0], lines.at(-1)]
  const wordsEnd = heading.end + (last?.end ?? 0)
  return { heading, end, wordsEnd, words: text.slice(heading.end + (first?.start ?? 0), wordsEnd).replaceAll('\r\n', '\n').trimEnd() }
}

/** A comparison that a generator puts above the rest. */
const compareWithHead = /^([^\n]{0,200}?)https?:\/\/[^\s()]{1,400}\/compare\/[^\s()]{1,400}?\.{2,3}HEAD(?=[\s)]|$)/

/** Of headings of groups alone (`### Added`), of a comparison and of comments, nobody has anything. */
export const saysNothing = (words: string): boolean => words.replaceAll(/<!--[\s\S]*?-->/g, '').split('\n').every((it) => it.trim() === '' || isHeading(it) || compareWithHead.test(it))

/** The words as those of a release: what compared with HEAD compares with it, or it would show what comes later. */
export const wordsOfRelease = (words: string, compared: string | undefined): string => (compared === undefined ? words : words.replace(compareWithHead, (_, before: string) => `${before}${compared}`))

/** The lines that were not taken, below the headings of their groups. */
const remaining = (there: string, taken: string): string => {
  const counts = new Map<string, number>()
  const eachLine = (text: string, visit: (line: string, key: string) => void): void => {
    let group = ''
    for (const line of text.split('\n')) {
      if (isHeading(line)) group = line.trim()
      visit(line, `${group}\n${line}`)
    }
  }
  eachLine(taken, (_, key) => counts.set(key, (counts.get(key) ?? 0) + 1))
  const kept: string[] = []
  // The heading of a group comes back when something new stands below it.
  let heading: string | undefined
  let isAfterTaken = false
  const isBlankBefore = (): boolean => (kept.at(-1) ?? '').trim() === ''
  eachLine(there, (line, key) => {
    const left = counts.get(key) ?? 0
    if (line.trim() === '') {
      if (heading === undefined && !(isAfterTaken && isBlankBefore())) kept.push(line)
      return
    }
    if (left > 0) {
      counts.set(key, left - 1)
      if (isHeading(line)) heading = line
      else isAfterTaken = true
      return
    }
    if (heading !== undefined && !isHeading(line)) kept.push(...(isBlankBefore() ? [] : ['']), heading, '')
    heading = undefined
    isAfterTaken = false
    kept.push(line)
  })
  return kept.join('\n').replace(/^\n+/, '').trimEnd()
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly part: string
}

/** `…/compare/1.0.0...HEAD` in the link of the heading, from the release on. A back-port compares nothing with what is higher. */
const comparedFrom = (url: string, at: number, { version, tag, line }: Release): readonly Edit[] => {
  const [, before = '', from] = /^(.*?\/compare\/)(.+?)\.{2,3}[^.].*$/.exec(url) ?? []
  const known = from === undefined ? undefined : readSectionName(from.replaceAll('%2F', '/'), line)?.version
  if (from === undefined || !known || compareVersions(known, version) >= 0) return []
  const start = at + before.length
  return [{ start, end: start + from.length, part: encodeURIComponent(tag) }]
}

interface Release {
  readonly version: Version
  readonly tag: string
  readonly line: TagsOfLine
}

const linkEdits = (changelog: Changelog, { heading }: Unreleased, release: Release): readonly Edit[] => {
  const own = changelog.text.slice(heading.start, heading.end)
  const inline = /\]\(([^()\s]+)\)/.exec(own)
  const inHeading = inline?.[1] === undefined ? [] : comparedFrom(inline[1], heading.start + inline.index + 2, release)
  const defined = definitionsOf(changelog).filter((it) => /^unreleased$/i.test(it.label))
  return [...inHeading, ...defined.flatMap((it) => comparedFrom(it.url, it.start + it.text.indexOf(it.url, it.text.indexOf(']:')), release))]
}

/** The file without these words under Unreleased. */
export const withoutTaken = (changelog: Changelog, taken: string, release: Release): string => {
  const found = unreleasedOf(changelog)
  if (!found) return changelog.text
  const rest = found.words === taken ? '' : remaining(found.words, taken)
  const first = linesOf(changelog.text.slice(found.heading.end, found.end)).find((it) => !isBlank(it))?.start ?? 0
  const ending = changelog.text.slice(found.heading.end, found.wordsEnd).endsWith('\n') ? '\n' : ''
  const part = rest === '' ? '' : `${rest}${ending}`.replaceAll('\n', changelog.eol)
  const cut: readonly Edit[] = found.words === '' ? [] : [{ start: found.heading.end + (rest === '' ? 0 : first), end: found.wordsEnd, part }]
  return [...cut, ...linkEdits(changelog, found, release)]
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, part: put }) => `${text.slice(0, start)}${put}${text.slice(end)}`, changelog.text)
}
