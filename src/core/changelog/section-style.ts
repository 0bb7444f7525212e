// How the sections of a file are written: their headings, the line with the comparison, blank lines, and lists. Taken from the nearest
// section that shows it, so that the new one looks like its neighbours; where no section shows it, as github_changelog_generator writes.
import type { Version } from '../version.js'
import type { Changelog, Section } from './changelog.js'
import { isBlank, linesOf, type Heading, type Line } from './headings.js'
import { writeSectionName, type SectionName } from './section-name.js'
import { unreleasedOf } from './unreleased.js'

export interface CompareForm {
  readonly before: string
  readonly after: string
  /** Blank lines above it. */
  readonly above: number
}

export interface BodyForm {
  /** Around the words of a group. */
  readonly before: string
  readonly after: string
  /** Blank lines between those and the list. */
  readonly blanks: number
  readonly bullet: string
}

export interface SectionStyle {
  readonly heading: (it: { readonly version: Version; readonly date: string; readonly url: (like: string) => string }) => string
  readonly compare?: CompareForm
  /** Blank lines above what comes first after the heading and the comparison. */
  readonly above: number
  readonly body: BodyForm
  /** Blank lines between sections. */
  readonly gap: number
}

const defaultName = (version: Version): SectionName => ({
  version, lead: '', isBracketed: true, before: '', after: '', url: '/tree/', tail: { before: ' (', after: ')', date: { kind: 'numbers', mark: '-', isShort: false } },
})
/** As Keep a Changelog has it: what has such a heading, and no section yet, is kept so. */
const besideUnreleased = (version: Version, { words }: Heading): SectionName => ({
  version, lead: '', isBracketed: words.startsWith('['), before: '', after: '', tail: { before: ' - ', after: '', date: { kind: 'numbers', mark: '-', isShort: false } },
})
/** Where the sections are headings of the third level, or as a generator makes them, groups are bold. */
const usualGroup = (level: number, compare: CompareForm | undefined): Omit<BodyForm, 'bullet'> =>
  level >= 3 || compare ? { before: '**', after: ':**', blanks: 1 } : { before: '### ', after: '', blanks: 1 }
/** Names that say more than a date are no model; what stands around their versions is. */
const nameWithout = ([nearest]: readonly Section[], version: Version, unreleased: Heading | undefined): SectionName => {
  if (unreleased) return besideUnreleased(version, unreleased)
  const usual = defaultName(version)
  return nearest ? { ...nearest.name, version, ...(usual.tail ? { tail: usual.tail } : {}) } : usual
}
const defaultCompare: CompareForm = { before: '[Full Changelog](', after: ')', above: 1 }

/** Its lines without the heading, and the blank ones at its end counted apart. */
const bodyLines = ({ text }: Changelog, { heading, end }: Section): { readonly lines: readonly Line[]; readonly trailing: number } => {
  const all = linesOf(text.slice(heading.end, end))
  const last = all.findLastIndex((it) => !isBlank(it))
  return { lines: all.slice(0, last + 1), trailing: all.length - last - 1 }
}

const comparePattern = /^(.*?)https?:\/\/\S*?\/compare\/[^\s()]+(.*)$/

const compareIn = (lines: readonly Line[]): { readonly form: CompareForm; readonly index: number } | undefined => {
  const index = lines.findIndex((it) => !isBlank(it))
  const { text = '' } = lines[index] ?? {}
  // No line of a comparison is as long; where many addresses stand in one, each would be tried to its end.
  const [, before, after] = text.length > 2000 ? [] : (comparePattern.exec(text) ?? [])
  if (before === undefined || after === undefined || !/change|compare|diff/i.test(before + after)) return undefined
  return { form: { before, after, above: index }, index }
}

const aboveIn = (lines: readonly Line[]): number | undefined => {
  const from = (compareIn(lines)?.index ?? -1) + 1
  const first = lines.findIndex((it, index) => index >= from && !isBlank(it))
  return first < 0 ? undefined : first - from
}

const groupIn = (lines: readonly Line[]): Omit<BodyForm, 'bullet'> | undefined => {
  for (const [index, line] of lines.entries()) {
    const [, before, after] = /^(\*\*|__|#{2,6} )[^*_]*?[^:*_](:?(?:\*\*|__)?:?)$/.exec(line.text) ?? []
    if (before === undefined || after === undefined) continue
    const first = lines.findIndex((it, at) => at > index && !isBlank(it))
    // An empty group shows no list.
    if (first > 0 && /^[-*+] /.test(lines[first]?.text ?? '')) return { before, after, blanks: first - index - 1 }
  }
  return undefined
}

const bulletIn = (lines: readonly Line[]): string | undefined => lines.flatMap((it) => /^ {0,3}[-*+] +/.exec(it.text)?.[0] ?? [])[0]

const blanksBefore = ({ text }: Changelog, { start }: Section): number | undefined => {
  const above = linesOf(text.slice(0, start))
  const last = above.findLastIndex((it) => !isBlank(it))
  return last < 0 ? undefined : above.length - last - 1
}

const gapOf = (changelog: Changelog, model: Section | undefined): number => {
  if (!model) return 1
  const isLast = changelog.sections.at(-1) === model
  return (isLast ? undefined : bodyLines(changelog, model).trailing) ?? blanksBefore(changelog, model) ?? 1
}

/** `models`: sections of the file, the nearest first. */
export const styleOf = (changelog: Changelog, models: readonly Section[]): SectionStyle => {
  const bodies = models.map((it) => bodyLines(changelog, it).lines)
  const first = <Value>(look: (lines: readonly Line[]) => Value | undefined): Value | undefined => {
    for (const it of bodies) {
      const found = look(it)
      if (found !== undefined) return found
    }
    return undefined
  }
  const unreleased = models.length === 0 ? unreleasedOf(changelog)?.heading : undefined
  const compare = unreleased ? undefined : models.length === 0 ? defaultCompare : first((it) => compareIn(it)?.form)
  const model = models.find((it) => it.name.tail !== undefined)
  const { level = 2, underline } = model?.heading ?? unreleased ?? {}
  return {
    heading: ({ version, date, url }) => {
      const name = model?.name ?? nameWithout(models, version, unreleased)
      const words = writeSectionName(name, { version, date, url: url(name.url ?? '') })
      const own = model?.anchor === undefined ? '' : `${model.anchor.replace(model.name.version.text, () => version.text)}\n`
      return underline ? `${own}${words}\n${underline.repeat(words.length)}` : `${own}${'#'.repeat(level)} ${words}`
    },
    ...(compare ? { compare } : {}),
    above: first(aboveIn) ?? 1,
    body: { ...(first(groupIn) ?? usualGroup(level, compare)), bullet: first(bulletIn) ?? '- ' },
    gap: gapOf(changelog, models[0]),
  }
}
