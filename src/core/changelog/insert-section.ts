// Puts the section of a release into a changelog, where its version belongs and as its neighbours are written. Every byte that was
// there stays, in its order, but for what is moved from under Unreleased. A section that is there already is somebody's text, and stays as it is.
import { compareVersions, type Version } from '../version.js'
import { definitionsOf, readChangelog, sectionOf, type Changelog, type Section } from './changelog.js'
import { renderGroups, type Group } from './groups.js'
import { linesOf } from './headings.js'
import { readSectionName, type TagsOfLine } from './section-name.js'
import { styleOf, type SectionStyle } from './section-style.js'
import { unreleasedOf, withoutTaken, wordsOfRelease } from './unreleased.js'

export interface NewSection {
  readonly version: Version
  readonly tag: string
  /** YYYY-MM-DD */
  readonly date: string
  /** Tag of the version before; undefined for the first. */
  readonly previous?: string
  /** https://github.com/owner/name */
  readonly base: string
  readonly body: readonly Group[] | string
  /** The body stands under Unreleased, and is moved from there as it is. */
  readonly isMoved?: boolean
}

/** `why` there is no place for a section: the file is kept in another way, and a guess would spoil it. */
export type Inserted = { readonly text: string } | { readonly why: string }

const link = (base: string, path: string, tag: string): string => `${base}/${path}/${encodeURIComponent(tag)}`

export const compareOf = ({ base, previous, tag }: Pick<NewSection, 'base' | 'previous' | 'tag'>): string | undefined =>
  previous === undefined ? undefined : `${link(base, 'compare', previous)}...${encodeURIComponent(tag)}`

/** A link of the same kind as that of another section. */
const urlLike = (it: NewSection) => (like: string): string => {
  if (like.includes('/compare/')) return compareOf(it) ?? link(it.base, 'tree', it.tag)
  return like.includes('/releases/') ? link(it.base, 'releases/tag', it.tag) : link(it.base, 'tree', it.tag)
}

interface Position {
  readonly at: number
  /** The sections between which it comes. */
  readonly above?: Section
  readonly below?: Section
}

/** Most files begin with the newest version, some end with it. */
const positionOf = ({ sections, foot }: Changelog, version: Version): Position => {
  const [first, last] = [sections[0], sections.at(-1)]
  const rises = first !== undefined && last !== undefined && compareVersions(first.name.version, last.name.version) < 0
  const isBelow = (it: Section): boolean => (rises ? compareVersions(it.name.version, version) > 0 : compareVersions(it.name.version, version) < 0)
  const index = sections.findIndex(isBelow)
  const [above, below] = index < 0 ? [last, undefined] : [sections[index - 1], sections[index]]
  return { at: below?.start ?? above?.end ?? foot, ...(above ? { above } : {}), ...(below ? { below } : {}) }
}

/** With `\n` for every end of line; without one at its own end. */
const renderSection = (it: NewSection, { heading, compare, above, body }: SectionStyle): string => {
  const compared = compareOf(it)
  const words = typeof it.body === 'string' ? it.body.replaceAll('\r\n', '\n').replace(/^(?:[ \t]*\n)+/, '').trimEnd() : renderGroups(it.body, body)
  const text = it.isMoved === true ? wordsOfRelease(words, compared) : words
  const line = compare && compared !== undefined && !text.includes(compared) ? `\n${'\n'.repeat(compare.above)}${compare.before}${compared}${compare.after}` : ''
  return `${heading({ version: it.version, date: it.date, url: urlLike(it) })}${line}${text === '' ? '' : `\n${'\n'.repeat(above)}${text}`}`
}

/** `**1.0.0** (2023-01-02)`, `- 1.0.0`, `<summary>1.0.0</summary>`: a version that is no heading. */
const isVersionAlone = (text: string, line: TagsOfLine): boolean => {
  if (text.length > 200 || !/\d\.\d/.test(text)) return false
  const name = readSectionName(text.replace(/<[^<>]*>|\*\*|__/g, '').replace(/^\s*[-*+]\s+/, '').trim(), line)
  return name?.tail !== undefined
}

/** Why the file cannot be told to be a changelog of versions; undefined when it can. */
const whyNot = (changelog: Changelog, line: TagsOfLine): string | undefined => {
  const { text, headings, sections } = changelog
  if (sections.length > 0 || text.trim() === '') return undefined
  // A section would go to the end, below all the older ones.
  const otherwise = linesOf(text).find((it) => isVersionAlone(it.text, line))
  if (otherwise) return `its versions (${JSON.stringify(otherwise.text.trim().slice(0, 60))} is one) are no headings`
  const [title, ...others] = headings
  const unreleased = unreleasedOf(changelog)?.heading
  if (title?.level !== 1 && !unreleased) return 'it has text, and neither a title nor the section of any version'
  // Below Unreleased stand its groups.
  const foreign = others.find((it) => it !== unreleased && it.level <= (unreleased?.level ?? 6))
  return foreign ? `its sections (${JSON.stringify(foreign.words.slice(0, 60))} is one) are none of versions` : undefined
}

const nearest = ({ sections }: Changelog, { above, below }: Position): readonly Section[] => {
  const near = [below, above].flatMap((it) => it ?? [])
  return [...near, ...sections.filter((it) => !near.includes(it))]
}

/** What has to stand around a section at that place, so that it is apart from what is above and below. */
const framed = ({ text }: Changelog, { at }: Position, section: string, gap: number): string => {
  const [before, after] = [text.slice(0, at), text.slice(at)]
  const lines = '\n'.repeat(gap)
  if (after.trim() !== '') return `${/(?:^\ufeff?|\n)$/.test(before) ? '' : '\n'}${/(?:^\ufeff?|\n)[ \t\r]*\n$|^\ufeff?$/.test(before) ? '' : '\n'}${section}\n${lines}`
  if (before.trim() === '') return `${section}\n`
  const ended = before.endsWith('\n')
  return `${ended ? '' : '\n'}${/\n[ \t\r]*\n$/.test(before) ? '' : lines}${section}${ended ? '\n' : ''}`
}

/** Of the first release of a file whose Unreleased has such a line. */
const besideUnreleased = (changelog: Changelog, it: NewSection): { readonly at: number; readonly line: string } | undefined => {
  const there = definitionsOf(changelog).find((other) => /^unreleased$/i.test(other.label))
  if (!there || unreleasedOf(changelog)?.heading.words.startsWith('[') !== true) return undefined
  const line = `[${it.version.text}]: ${compareOf(it) ?? link(it.base, 'releases/tag', it.tag)}`
  const end = changelog.text.indexOf('\n', there.start)
  return end < 0 ? { at: changelog.text.length, line: `\n${line}` } : { at: end + 1, line: `${line}\n` }
}

/** The line that defines the link of `[1.0.0]`, beside that of a neighbour; undefined where links are not defined so. */
const definition = (changelog: Changelog, it: NewSection, models: readonly Section[], isAbove: boolean): { readonly at: number; readonly line: string } | undefined => {
  const model = models[0]
  if (!model) return besideUnreleased(changelog, it)
  if (!model.name.isBracketed || model.name.url !== undefined) return undefined
  const label = (version: Version): string => `${model.name.before}${version.text}${model.name.after}`
  const there = definitionsOf(changelog).find((other) => other.label === label(model.name.version))
  if (!there) return undefined
  const line = `[${label(it.version)}]: ${urlLike(it)(there.url)}`
  const end = changelog.text.indexOf('\n', there.start)
  if (isAbove) return { at: there.start, line: `${line}\n` }
  return end < 0 ? { at: changelog.text.length, line: `\n${line}` } : { at: end + 1, line: `${line}\n` }
}

export const insertSection = (given: string, it: NewSection, line: TagsOfLine): Inserted => {
  const there = readChangelog(given, line)
  if (sectionOf(there, it.version)) return { text: given }
  const why = whyNot(there, line)
  if (why !== undefined) return { why }
  const text = it.isMoved === true && typeof it.body === 'string' ? withoutTaken(there, it.body, { version: it.version, tag: it.tag, line }) : given
  const changelog = readChangelog(text, line)
  const position = positionOf(changelog, it.version)
  const models = nearest(changelog, position)
  const style = styleOf(changelog, models)
  const inEol = (part: string): string => (changelog.eol === '\n' ? part : part.replaceAll('\n', changelog.eol))
  const title = text.trim() === '' ? '# Changelog\n\n' : ''
  const piece = inEol(framed(changelog, position, `${title}${renderSection(it, style)}`, style.gap))
  const defined = definition(changelog, it, models, position.below !== undefined)
  const additions = [{ at: position.at, part: piece }, ...(defined ? [{ at: defined.at, part: inEol(defined.line) }] : [])]
  return { text: withAdditions(text, additions) }
}

/** From the end, so that the places before stay right. */
const withAdditions = (text: string, additions: readonly { readonly at: number; readonly part: string }[]): string =>
  [...additions].sort((a, b) => b.at - a.at).reduce((so, { at, part }) => `${so.slice(0, at)}${part}${so.slice(at)}`, text)
