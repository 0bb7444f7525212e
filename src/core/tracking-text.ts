// The text of a tracking issue: a part for each line, with a check box for each task. Pure. People write in the issue as they like: of what
// is there only lines with a mark of ours are changed, and the list of changes as long as nobody has touched it.
import { digestOf, hexOf } from './digest.js'
import { endOf, isSame, markOf, readEnd, readMark, type Proposal } from './tracking.js'

export interface Box {
  /** The task's id. */
  readonly id: string
  readonly title: string
}

export interface Part {
  readonly proposal: Proposal
  /** `https://github.com/owner/name` */
  readonly page: string
  /** Tag of the release before. */
  readonly since?: string
  /** Markdown. Undefined when nobody has looked. */
  readonly changes?: string
  readonly boxes: readonly Box[]
}

export interface Tick {
  readonly isDone: boolean
  /** Markdown behind the box; what stands there stays without one. */
  readonly link?: string
}

const commitEnd = '<!-- slipway-commit -->'
const changesFrom = '<!-- slipway-changes -->'
const changesTo = '<!-- slipway-changes-end -->'
/** GitHub takes 65,536 characters; what people add must find room, and so must the part of another line. */
const mostOfChanges = 20_000

/** An id stands in an HTML comment, and is a text of the config. */
const safeId = (id: string): string => id.replaceAll(/[%<>\s]/g, encodeURIComponent)

/** Text of others in Markdown: no HTML, and nobody is called. */
export const quietly = (text: string): string => text.replaceAll('<', '&lt;').replaceAll(/@(?=[\w-])/g, '@\u2060')

const boxLine = ({ id, title }: Box): string => `- [ ] ${quietly(title)} <!-- slipway-task: ${safeId(id)} -->`
const boxPattern = /^(\s*[-*] \[)([ xX])(\] .*?<!-- slipway-task: (\S+) -->)(.*)$/

const commitLine = ({ proposal: { tag, commit }, page }: Part): string => `Tag \`${tag}\`, commit ${page}/commit/${commit} ${commitEnd}`

const fitted = (changes: string): string => {
  if (changes.length <= mostOfChanges) return changes
  const cut = changes.slice(0, mostOfChanges)
  return `${cut.slice(0, cut.lastIndexOf('\n'))}\n- … and more`
}

const changesOf = (part: Part): readonly string[] => (part.changes === undefined ? [] : fitted(part.changes).replaceAll(/@(?=[\w-])/g, '@\u2060').split('\n'))
const digestOfLines = (lines: readonly string[]): string => hexOf(digestOf(lines.map((it) => it.trimEnd()).join('\n'))).slice(0, 12)

const openingOf = (part: Part, changes: string): string => markOf('part', part.proposal, { changes })

/** The whole part, as it is written first. */
const rendered = (part: Part): readonly string[] => {
  const { proposal: { line, version, tag, commit }, since, page } = part
  const changes = changesOf(part)
  const compare = since === undefined ? [] : ['', `All of it: ${page}/compare/${encodeURIComponent(since)}...${commit}`]
  const notable = part.changes === undefined ? [] : [`### Notable changes${since === undefined ? '' : ` since ${since}`}`, '', changesFrom, ...changes, changesTo, ...compare, '']
  return [openingOf(part, digestOfLines(changes)), `## ${tag}`, '', `Line \`${line}\`, version ${version}.`, commitLine(part), '', ...notable, '### Steps', '', ...part.boxes.map(boxLine), endOf(line)]
}

/** A text for a new issue. */
export const newText = (parts: readonly Part[], head: string, cc: string): string => [head, ...parts.map((it) => rendered(it).join('\n')), cc].filter((it) => it !== '').join('\n\n')

export const titleOf = (tags: readonly string[]): string => `Release ${tags.length <= 1 ? (tags[0] ?? '') : `${tags.slice(0, -1).join(', ')} and ${tags.at(-1) ?? ''}`}`

interface Span {
  readonly from: number
  /** Behind the last line of it. */
  readonly to: number
}

type Key = Pick<Proposal, 'repository' | 'line' | 'tag'>

const spanOf = (lines: readonly string[], key: Key): Span | undefined => {
  const from = lines.findIndex((it) => {
    const found = readMark(it)
    return found?.mark === 'part' && isSame(found.proposal, key)
  })
  if (from < 0) return undefined
  // Somebody may have removed the end.
  const length = lines.slice(from + 1).findIndex((it) => readEnd(it) === key.line || readMark(it)?.mark === 'part')
  if (length < 0) return { from, to: lines.length }
  const at = from + 1 + length
  return { from, to: readEnd(lines[at] ?? '') === undefined ? at : at + 1 }
}

const linesOf = (body: string): readonly string[] => body.split(/\r?\n/)

/** The text with the part as it is now: put in behind the others, or where it stands brought up to date. The same text when nothing is to be changed. */
export const withPart = (body: string, part: Part): string => {
  const lines = linesOf(body)
  const span = spanOf(lines, part.proposal)
  const next = span ? [...lines.slice(0, span.from), ...updated(lines.slice(span.from, span.to), part), ...lines.slice(span.to)] : inserted(lines, rendered(part))
  return next.join('\n') === lines.join('\n') ? body : next.join('\n')
}

const inserted = (lines: readonly string[], part: readonly string[]): readonly string[] => {
  const last = lines.findLastIndex((it) => readEnd(it) !== undefined)
  return last < 0 ? [...lines, '', ...part] : [...lines.slice(0, last + 1), '', ...part, ...lines.slice(last + 1)]
}

const updated = (lines: readonly string[], part: Part): readonly string[] => {
  const [opening = '', ...rest] = lines
  const { text, digest } = withChanges(rest, part, readMark(opening)?.fields['changes'])
  return [openingOf(part, digest), ...withBoxes(text.map((it) => (it.trimEnd().endsWith(commitEnd) ? commitLine(part) : it)), part.boxes)]
}

/** Replaced only while it is what we wrote. */
const withChanges = (lines: readonly string[], part: Part, known: unknown): { readonly text: readonly string[]; readonly digest: string } => {
  const kept = { text: lines, digest: typeof known === 'string' ? known : '' }
  const [from, to] = [lines.indexOf(changesFrom), lines.indexOf(changesTo)]
  if (part.changes === undefined || from < 0 || to < from || digestOfLines(lines.slice(from + 1, to)) !== known) return kept
  const changes = changesOf(part)
  return { text: [...lines.slice(0, from + 1), ...changes, ...lines.slice(to)], digest: digestOfLines(changes) }
}

const boxIn = (line: string): { readonly id: string; readonly isDone: boolean } | undefined => {
  const found = boxPattern.exec(line)
  return found?.[4] === undefined ? undefined : { id: found[4], isDone: found[2] !== ' ' }
}

/** A box for every task: those that are there stay as they are; one that nobody has ticked goes when its task is planned no more. */
const withBoxes = (lines: readonly string[], boxes: readonly Box[]): readonly string[] => {
  if (boxes.length === 0) return lines
  const ids = new Set(boxes.map((it) => safeId(it.id)))
  const kept = lines.filter((it) => {
    const box = boxIn(it)
    return box === undefined || box.isDone || ids.has(box.id)
  })
  const there = new Set(kept.flatMap((it) => boxIn(it)?.id ?? []))
  const missing = boxes.filter((it) => !there.has(safeId(it.id))).map(boxLine)
  if (missing.length === 0) return kept
  const last = kept.findLastIndex((it) => boxIn(it) !== undefined)
  const end = kept.findLastIndex((it) => readEnd(it) !== undefined)
  const at = last >= 0 ? last + 1 : end >= 0 ? end : kept.length
  return [...kept.slice(0, at), ...missing, ...kept.slice(at)]
}

/** Boxes ticked, and links filled in. A box that is ticked stays so, as a person may have done it, and a link that it has is not another one in the next run. */
export const withTicks = (body: string, key: Key, ticks: ReadonlyMap<string, Tick>): string => {
  const byId = new Map([...ticks].map(([id, tick]) => [safeId(id), tick]))
  return withLines(body, key, (line) => ticked(line, byId))
}

/** Every box of a line that is out: what its own run had ticked may have been written over by the run of another line. */
export const withAllTicked = (body: string, key: Key): string => withLines(body, key, (line) => line.replace(boxPattern, '$1x$3$5').replace(waitText, ''))

/** What an open box waited for; the link is filled in by its own run. */
const waitText = /(?<=<!-- slipway-task: \S+ -->) \[?waits for .*$/

const withLines = (body: string, key: Key, change: (line: string) => string): string => {
  const lines = linesOf(body)
  const span = spanOf(lines, key)
  if (!span) return body
  const next = lines.map((line, index) => (index > span.from && index < span.to ? change(line) : line))
  return next.join('\n') === lines.join('\n') ? body : next.join('\n')
}

const ticked = (line: string, ticks: ReadonlyMap<string, Tick>): string => {
  const [, before = '', box = '', text = '', id = '', behind = ''] = boxPattern.exec(line) ?? []
  const tick = ticks.get(id)
  if (!tick) return line
  if (box !== ' ' && behind.trim() !== '') return line
  return `${before}${tick.isDone ? 'x' : box}${text}${tick.link === undefined ? behind : ` ${tick.link}`}`
}
