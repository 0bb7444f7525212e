// The marks of a tracking issue: which lines, versions and commits it speaks of. They stand in its text, around the part of each line, and
// as the last line of comments: a comment that was changed says so, and a text of an issue, which is changed all the time, does not. What
// approvals hold for is therefore read from comments only.
import { canonicalJson, type JsonObject } from './json.js'

/** One line of a release that is tracked. */
export interface Proposal {
  /** `owner/name` */
  readonly repository: string
  /** The word of the lines that share the issue. */
  readonly issue: string
  readonly line: string
  readonly version: string
  readonly tag: string
  readonly commit: string
  /** Login of who proposed it, when a bot wrote the comment. */
  readonly by?: string
}

/** `part`: opens the part of a line in the text. `named`, `done`: last line of a comment that names a commit, or says that a line is out. */
export type Mark = 'part' | 'named' | 'done'

const opening = '<!-- slipway: '
const closing = ' -->'
const texts = ['repository', 'issue', 'line', 'version', 'tag', 'commit'] as const

/** A version may hold `-->`, which would end the comment and show the rest of it. */
const commented = (fields: JsonObject): string => `${opening}${canonicalJson(fields).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')}${closing}`

export const markOf = (mark: Mark, it: Proposal, more: JsonObject = {}): string =>
  commented({ ...more, mark, repository: it.repository, issue: it.issue, line: it.line, version: it.version, tag: it.tag, commit: it.commit, ...(it.by === undefined ? {} : { by: it.by }) })

/** The last line of the part of a line. */
export const endOf = (line: string): string => commented({ end: line })

export interface ReadMark {
  readonly mark: Mark
  readonly proposal: Proposal
  readonly fields: Readonly<Record<string, unknown>>
}

export const readMark = (line: string): ReadMark | undefined => {
  const fields = fieldsOf(line.trim())
  if (!fields) return undefined
  const { mark, by } = fields
  if (mark !== 'part' && mark !== 'named' && mark !== 'done') return undefined
  if (texts.some((it) => typeof fields[it] !== 'string')) return undefined
  const [repository, issue, name, version, tag, commit] = texts.map((it) => fields[it]) as [string, string, string, string, string, string]
  // A commit, and nothing that could be another one tomorrow.
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return undefined
  return { mark, fields, proposal: { repository, issue, line: name, version, tag, commit, ...(typeof by === 'string' ? { by } : {}) } }
}

/** Undefined when the line ends no part. */
export const readEnd = (line: string): string | undefined => {
  const end = fieldsOf(line.trim())?.['end']
  return typeof end === 'string' ? end : undefined
}

const fieldsOf = (line: string): Readonly<Record<string, unknown>> | undefined => {
  if (!line.startsWith(opening) || !line.endsWith(closing)) return undefined
  try {
    const fields: unknown = JSON.parse(line.slice(opening.length, -closing.length))
    return typeof fields === 'object' && fields !== null ? (fields as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined
  }
}

/** The first line of a comment that names a commit. */
export const namingLine = ({ tag, line, version, commit }: Proposal): string => `Proposed as \`${tag}\` (line \`${line}\`, version ${version}): ${commit}`

/** Of what stands before the commit only the version could be anything: `<!--` would hide the rest of the line. */
const isShown = ({ version }: Proposal): boolean => /^[\w.+!-]+$/.test(version)

/**
 * The mark of a comment: its last line. What stands before may be anybody's text; but a commit is named only by a comment whose first line
 * says it to people too. A mark cannot be seen, and owners would approve what somebody has hidden under a friendly word.
 */
export const markOfComment = (body: string, mark: 'named' | 'done'): Proposal | undefined => {
  const lines = body.trimEnd().split(/\r?\n/)
  const found = readMark(lines.at(-1) ?? '')
  if (found?.mark !== mark) return undefined
  return mark === 'done' || (lines[0] === namingLine(found.proposal) && isShown(found.proposal)) ? found.proposal : undefined
}

/** The lines that the text of an issue speaks of. */
export const partsIn = (body: string): readonly Proposal[] =>
  body.split('\n').flatMap((line) => {
    const found = readMark(line)
    return found?.mark === 'part' ? [found.proposal] : []
  })

type Key = Pick<Proposal, 'repository' | 'line' | 'tag'>

export const isSame = (a: Key, b: Key): boolean => a.repository.toLowerCase() === b.repository.toLowerCase() && a.line === b.line && a.tag === b.tag

/** The issue of a tag among those that speak of it, newest first: the first one that was opened and is open, else the newest. */
export const issueOf = <Found extends { readonly state: 'open' | 'closed'; readonly isDropped: boolean; readonly author: Writer | undefined }>(found: readonly Found[]): Found | undefined => {
  const counting = found.filter((it) => mayOpen(it.author) && !it.isDropped)
  return counting.filter((it) => it.state === 'open').at(-1) ?? counting[0]
}

/** Is it the issue of this tag? */
export const tracks = (body: string, key: Key): boolean => partsIn(body).some((it) => isSame(it, key))

interface Writer {
  readonly login: string
  readonly isBot: boolean
  readonly isMember: boolean
}

/** Anybody may open issues and write comments. What counts is written by whoever opened the issue, if they belong to the project, or by its people. */
export const isTrusted = (author: Writer | undefined, opener: Writer | undefined): boolean =>
  author !== undefined && ((author.isMember && !author.isBot) || (author.login === opener?.login && mayOpen(opener)))

/** An App was let in by the project. */
export const mayOpen = (opener: Writer | undefined): boolean => opener !== undefined && (opener.isBot || opener.isMember)

interface Written {
  readonly author: Writer | undefined
  readonly body: string
  readonly isEdited: boolean
}

/**
 * What each comment names, at its place. One that was changed names nothing: it could have named something else when people read it.
 * Neither does one by a stranger. That a line is done is also said by a workflow or an App, on an issue that a person has opened: it
 * grants nothing.
 */
export const marksIn = (comments: readonly Written[], opener: Writer | undefined, mark: 'named' | 'done'): readonly (Proposal | undefined)[] =>
  comments.map((it) => (it.isEdited || !(isTrusted(it.author, opener) || (mark === 'done' && it.author?.isBot === true)) ? undefined : markOfComment(it.body, mark)))

/** What is named last of each line. */
export const namedLines = (comments: readonly Written[], opener: Writer | undefined): readonly Proposal[] =>
  [...new Map(marksIn(comments, opener, 'named').flatMap((it) => (it ? [[it.line, it] as const] : []))).values()]
