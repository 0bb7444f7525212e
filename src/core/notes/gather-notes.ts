// What there is to say about a release, from the source that was asked for. It reads through what it is given, and writes nothing.
import { mostChanges, renderChanges, type Change } from '../changes.js'
import { readChangelog, sectionOf, sectionText, withDefinitions, type Changelog } from '../changelog/changelog.js'
import { decodeFile } from '../edit/reference-text.js'
import type { Group } from '../changelog/groups.js'
import type { TagsOfLine } from '../changelog/section-name.js'
import { compareOf } from '../changelog/insert-section.js'
import { saysNothing, unreleasedOf, wordsOfRelease } from '../changelog/unreleased.js'
import type { BodyForm } from '../changelog/section-style.js'
import type { Repository } from '../facts.js'
import type { Version } from '../version.js'
import { fail } from '../../errors/release-error.js'
import { commitGroups, type CommitSection } from './commit-groups.js'
import { issuesOf, labelGroups, type LabelSection, type NotedIssue, type NotedPull } from './label-groups.js'
import type { NotesAsked } from './notes-asked.js'
import { safeMarkdown } from './safe-text.js'

/** The clone, as far as notes are made of it. */
export interface HistoryReader {
  resolveTag(name: string): Promise<{ readonly commit: string }>
  tagMessage(name: string): Promise<string | undefined>
  tagTime(name: string): Promise<number>
  tags(): Promise<readonly string[]>
  changes(asked: { readonly from?: string; readonly to: string; readonly path?: string; readonly limit: number }): Promise<readonly Change[]>
  show(commit: string, path: string): Promise<Uint8Array | undefined>
}

/** GitHub, as far as notes are made of it. */
export interface NotesReader {
  /** The merged pull requests that brought these commits, in the order of the commits, each once. */
  pullsOf(repository: Repository, commits: readonly string[]): Promise<readonly NotedPull[]>
  /** Issues that were closed, or changed after they were, since that time (milliseconds); the one that was closed last first. */
  closedIssues(repository: Repository, since: number): Promise<readonly NotedIssue[]>
  /** What GitHub would write; it keeps nothing of it. */
  generatedNotes(repository: Repository, of: { readonly tag: string; readonly commit: string; readonly previous?: string }): Promise<string>
}

export interface NotesOf {
  readonly asked: NotesAsked
  readonly repository: Repository
  /** https://github.com/owner/name */
  readonly base: string
  readonly tag: string
  /** Is the tag there already? */
  readonly isTagged: boolean
  readonly commit: string
  readonly version: Version
  /** Tag of the version before; undefined for the first. */
  readonly previous?: string
  /** Folder that the line is about; empty for all of it. */
  readonly path: string
  readonly line: TagsOfLine
}

export type Gathered = readonly Group[] | string

interface Readers {
  readonly git: HistoryReader
  readonly github: NotesReader
}

/** Far more than a release has; beyond it the list is said to be cut. */
export const mostCommits = 10_000

const changesIn = async ({ previous, commit, path }: NotesOf, git: HistoryReader, limit: number): Promise<readonly Change[]> => {
  const from = previous === undefined ? undefined : (await git.resolveTag(previous)).commit
  return git.changes({ to: commit, limit, ...(from === undefined ? {} : { from }), ...(path === '' ? {} : { path }) })
}

const fromCommits = async (it: NotesOf, { git }: Readers): Promise<Gathered> => {
  const changes = await changesIn(it, git, mostCommits)
  const sections = it.asked.sections?.flatMap(({ title, types }): readonly CommitSection[] => (types ? [{ title, types }] : []))
  return commitGroups(changes, { base: it.base, ...(sections && sections.length > 0 ? { sections } : {}) })
}

const fromPulls = async (it: NotesOf, { git, github }: Readers): Promise<Gathered> => {
  const { asked, repository, previous } = it
  const commits = (await changesIn(it, git, mostCommits)).map((change) => change.commit)
  const pulls = await github.pullsOf(repository, commits)
  // Nobody says to which folder an issue belongs.
  const wantsIssues = (asked.issues ?? true) && it.path === ''
  const issues = wantsIssues ? await issuesIn(it, { git, github }, previous) : []
  const sections = asked.sections?.flatMap(({ title, labels }): readonly LabelSection[] => (labels ? [{ title, labels }] : []))
  return labelGroups({ issues, pulls }, { ...(sections && sections.length > 0 ? { sections } : {}), exclude: asked.exclude })
}

const issuesIn = async (it: NotesOf, { git, github }: Readers, previous: string | undefined): Promise<readonly NotedIssue[]> => {
  const since = previous === undefined ? 0 : (await git.tagTime(previous)) * 1000
  const until = it.isTagged ? (await git.tagTime(it.tag)) * 1000 : Number.POSITIVE_INFINITY
  const names = new Set([...(await git.tags()), it.tag, it.version.text])
  return issuesOf(await github.closedIssues(it.repository, since), { since, until, names, own: new Set([it.tag, it.version.text]) })
}

const textOf = async (it: NotesOf, file: string, { git }: Readers): Promise<string | undefined> => {
  const bytes = await git.show(it.commit, file)
  return bytes && decodeFile(bytes, file).replace(/^\ufeff/, '')
}

const fromFile = async (it: NotesOf, readers: Readers): Promise<Gathered> => {
  const file = it.asked.file ?? ''
  return safeMarkdown((await textOf(it, file, readers)) ?? fail('NOTES_FILE_MISSING', { file, tag: it.tag }))
}

const fromChangelog = async (it: NotesOf, readers: Readers): Promise<Gathered> => {
  const file = it.asked.file ?? usualChangelog
  const changelog = readChangelog((await textOf(it, file, readers)) ?? '', it.line)
  const section = sectionOf(changelog, it.version) ?? fail('CHANGELOG_NO_SECTION', { file, version: it.version.text, tag: it.tag })
  return safeMarkdown(sectionText(changelog, section))
}

/** As it stands there, for the section; undefined where nothing does. */
const unreleasedWords = async (it: NotesOf, readers: Readers): Promise<{ readonly changelog: Changelog; readonly words: string } | undefined> => {
  const changelog = readChangelog((await textOf(it, it.asked.file ?? usualChangelog, readers)) ?? '', it.line)
  const found = unreleasedOf(changelog)
  return found && !saysNothing(found.words) ? { changelog, words: found.words } : undefined
}

const fromUnreleased = async (it: NotesOf, readers: Readers): Promise<Gathered> => {
  const found = await unreleasedWords(it, readers)
  return found ? safeMarkdown(withDefinitions(wordsOfRelease(found.words, compareOf(it)), found.changelog)) : ''
}

/** What goes into the changelog. What people wrote there is not made safe: it was there before, byte by byte. */
export const gatherSection = async (it: NotesOf, readers: Readers): Promise<{ readonly body: Gathered; readonly isMoved?: true }> => {
  const found = it.asked.from === 'unreleased' ? ((await unreleasedWords(it, readers))?.words ?? '') : undefined
  return found === undefined ? { body: await gatherNotes(it, readers) } : { body: found, ...(found === '' ? {} : { isMoved: true }) }
}

export const usualChangelog = 'CHANGELOG.md'

/** In the text of a release. */
export const releaseForm: BodyForm = { before: '### ', after: '', blanks: 1, bullet: '- ' }

export const gatherNotes = async (it: NotesOf, readers: Readers): Promise<Gathered> => {
  switch (it.asked.from) {
    case 'none': return ''
    case 'tag': return it.isTagged ? safeMarkdown((await readers.git.tagMessage(it.tag)) ?? '') : ''
    case 'changes': return renderChanges(await changesIn(it, readers.git, mostChanges + 1), it.path === '' ? undefined : it.path)
    case 'commits': return fromCommits(it, readers)
    case 'pulls': return fromPulls(it, readers)
    case 'github': return safeMarkdown(await readers.github.generatedNotes(it.repository, { tag: it.tag, commit: it.commit, ...(it.previous === undefined ? {} : { previous: it.previous }) }))
    case 'file': return fromFile(it, readers)
    case 'changelog': return fromChangelog(it, readers)
    case 'unreleased': return fromUnreleased(it, readers)
  }
}
