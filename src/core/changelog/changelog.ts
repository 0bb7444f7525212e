// A changelog that people keep by hand, with the places of its sections. Nothing of it is ever written anew: what is added is put
// between bytes that stay.
import { namesVersion, type Version } from '../version.js'
import { headingsOf, isBlank, linesOf, type Heading, type Line } from './headings.js'
import { readSectionName, type SectionName, type TagsOfLine } from './section-name.js'

export interface Section {
  readonly heading: Heading
  readonly name: SectionName
  /** The line right above the heading that gives it a name for links, as `<a name="1.0.0"></a>`. */
  readonly anchor?: string
  /** From its anchor, or its heading, to the next one (or what stands at the foot), blank lines between them included. */
  readonly start: number
  readonly end: number
}

export interface Changelog {
  readonly text: string
  readonly eol: '\n' | '\r\n'
  readonly headings: readonly Heading[]
  /** Those of the line's versions, in the order of the file. */
  readonly sections: readonly Section[]
  /** Where the foot begins: definitions of links, the words of a generator. Else the end of the text. */
  readonly foot: number
}

const footLine = /^ {0,3}(?:\[[^\]]+\]:\s*\S|\\?\*\s*[*_]?this change ?log was (?:automatically )?generated|<!--.*-->\s*$|(?:-{3,}|\*{3,}|_{3,})\s*$)/i

/** From the end upwards, as long as each line is one of a foot, or blank. */
const footOf = (text: string, from: number): number => {
  const lines = linesOf(text).filter((it) => it.start >= from)
  let foot = text.length
  for (const line of lines.reverse()) {
    if (footLine.test(line.text)) foot = line.start
    else if (!isBlank(line)) break
  }
  return foot
}

interface Candidate {
  readonly heading: Heading
  readonly name: SectionName
}

/** A year, or the count of something, as likely as a version. */
const isBare = ({ name }: Candidate): boolean => name.before === '' && /^\d+$/.test(name.version.text)

/** Among versions with points a number alone is one where it stands as they do. */
const withoutNumbers = (all: readonly Candidate[]): readonly Candidate[] => {
  const sure = all.find((it) => !isBare(it))
  return sure ? all.filter((it) => !isBare(it) || (it.name.tail !== undefined && it.heading.level === sure.heading.level)) : all
}

/** On the level of the first one; others count when they say nothing but a version and a date, as `### [1.0.1] (2020-01-01)` does. */
const candidatesOf = (headings: readonly Heading[], line: TagsOfLine): readonly Candidate[] => {
  const all = withoutNumbers(headings.flatMap((heading): readonly Candidate[] => {
    const name = heading.level <= 3 ? readSectionName(heading.words, line) : undefined
    return name ? [{ heading, name }] : []
  }))
  const level = (all.find((it) => it.name.tail !== undefined) ?? all[0])?.heading.level
  return all.filter((it) => it.heading.level === level || (it.name.tail?.date !== undefined && it.name.isBracketed))
}

/** Where each section ends: at the next heading of its level or above, or at the next section. From the end, as a file may have very many. */
const endsOf = (headings: readonly Heading[], starts: ReadonlySet<number>, foot: number): ReadonlyMap<number, number> => {
  const ends = new Map<number, number>()
  const next = new Map<number, number>()
  for (const { start, level } of [...headings].reverse()) {
    if (starts.has(start)) ends.set(start, Math.min(foot, ...[...next].flatMap(([of, at]) => (of <= level ? [at] : []))))
    next.set(starts.has(start) ? 0 : level, start)
  }
  return ends
}

const anchorLine = /^ {0,3}<a (?:name|id)=(?:"[^"]*"|'[^']*')>\s*<\/a>[ \t]*$/

/** The anchors right above headings, by where those headings begin. */
const anchorsOf = (text: string, starts: ReadonlySet<number>): ReadonlyMap<number, Line> =>
  new Map(linesOf(text).flatMap((it) => (starts.has(it.end) && anchorLine.test(it.text) ? [[it.end, it] as const] : [])))

export const readChangelog = (text: string, line: TagsOfLine): Changelog => {
  const headings = headingsOf(text)
  const candidates = candidatesOf(headings, line)
  const foot = footOf(text, headings.at(-1)?.end ?? 0)
  const starts = new Set(candidates.map((it) => it.heading.start))
  const ends = endsOf(headings, starts, foot)
  const anchors = anchorsOf(text, starts)
  const begin = (at: number): number => anchors.get(at)?.start ?? at
  const sections = candidates.map(({ heading, name }): Section => {
    const anchor = anchors.get(heading.start)?.text
    return { heading, name, start: begin(heading.start), end: begin(ends.get(heading.start) ?? foot), ...(anchor === undefined ? {} : { anchor }) }
  })
  const crlf = text.match(/\r\n/g)?.length ?? 0
  const eol = crlf * 2 > (text.match(/\n/g)?.length ?? 0) ? '\r\n' : '\n'
  return { text, eol, headings, sections, foot }
}

export const sectionOf = ({ sections }: Changelog, version: Version): Section | undefined =>
  sections.find((it) => it.name.version.text === version.text) ?? sections.find((it) => namesVersion(it.name.version.text, version))

/** What a section says, without its heading, and with what its links are defined as elsewhere in the file. */
export const sectionText = (changelog: Changelog, section: Section): string => {
  const own = changelog.text.slice(section.heading.end, section.end).replaceAll('\r\n', '\n').replace(/^(?:[ \t]*\n)+/, '').trimEnd()
  return withDefinitions(own, changelog)
}

/** Words of the file, with those definitions that stand elsewhere in it. */
export const withDefinitions = (own: string, changelog: Changelog): string => {
  const used = definitionsOf(changelog).filter((it) => !own.split('\n').includes(it.text) && own.toLowerCase().includes(`[${it.label.toLowerCase()}]`))
  return used.length === 0 ? own : `${own}\n\n${used.map((it) => it.text).join('\n')}`
}

export interface Definition {
  readonly label: string
  readonly url: string
  readonly text: string
  readonly start: number
}

/** `[1.0.0]: https://…` */
export const definitionsOf = ({ text }: Changelog): readonly Definition[] =>
  linesOf(text).flatMap((line): readonly Definition[] => {
    const [, label, url] = /^ {0,3}\[([^\]]+)\]:\s*<?(\S+?)>?(?:\s.*)?$/.exec(line.text) ?? []
    return label === undefined || url === undefined ? [] : [{ label, url, text: line.text, start: line.start }]
  })
