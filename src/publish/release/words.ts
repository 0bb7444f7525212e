// Where the text of a release comes from, as its task has it: decided when it is planned, and read when it is needed.
import { askedOf, changelogEntry } from '../../core/changelog/changelog-entry.js'
import { readChangelog, sectionOf, sectionText } from '../../core/changelog/changelog.js'
import { renderGroups } from '../../core/changelog/groups.js'
import { insertSection } from '../../core/changelog/insert-section.js'
import { decodeFile } from '../../core/edit/reference-text.js'
import { linePath, repositoryText, type Facts } from '../../core/facts.js'
import { askedOnce } from '../../core/notes/asked-once.js'
import { gatherNotes, releaseForm, usualChangelog } from '../../core/notes/gather-notes.js'
import { notesAsked, type NotesAsked, type NotesSetting } from '../../core/notes/notes-asked.js'
import { parseVersion, type Scheme } from '../../core/version.js'
import { fail } from '../../errors/release-error.js'
import type { ReadWorld } from '../../ports/world.js'

/** JSON: it goes into the plan. */
export type Words = {
  readonly asked: NotesAsked
  /** https://github.com/owner/name */
  readonly base: string
  readonly version: string
  readonly date: string
  /** The changelog that gets this section when the release is out: the text is what will stand there. */
  readonly willBeIn?: string
}

export interface WordsTask {
  readonly since?: string
  readonly path?: string
  readonly words?: Words
  readonly pattern: string
  readonly scheme: Scheme
}

/** What stands in the text of the tagged commit was read before planning, for files that are named here. */
export const wordFiles = (setting: NotesSetting, paths: readonly string[]): readonly string[] => {
  const { from, file = usualChangelog } = notesAsked(setting)
  return from === 'changelog' ? paths.filter((it) => it === file || /(?:^|\/)change-?log\.md$/i.test(it)) : []
}

export const wordsOf = (facts: Facts, setting: NotesSetting): Pick<WordsTask, 'since' | 'path' | 'words'> => {
  const given = notesAsked(setting)
  const common = { since: facts.previous ?? '', path: linePath(facts.config) }
  if (given.from === 'tag' || given.from === 'none') return {}
  if (given.from === 'changes') return common
  if (given.file !== undefined && given.from === 'file' && !facts.paths.includes(given.file)) return fail('NOTES_FILE_MISSING', { file: given.file, tag: facts.tag.name }, { place: { file: given.file } })
  const base = `${facts.server}/${repositoryText(facts.repository)}`
  const words = { base, version: facts.version.text, date: facts.words['date'] ?? '' }
  return { ...common, words: given.from === 'changelog' ? { ...words, ...sectionAsked(facts, given) } : { ...words, asked: given } }
}

/** The section that is there; else what it will be made of, where it comes after the tag. */
const sectionAsked = (facts: Facts, asked: NotesAsked): Pick<Words, 'asked' | 'willBeIn'> => {
  const kept = changelogEntry.safeParse(facts.config['changelog'])
  const file = asked.file ?? (kept.success ? kept.data.file : usualChangelog)
  const text = facts.texts[file] ?? ''
  const line = { tag: typeof facts.config['tag'] === 'string' ? facts.config['tag'] : '{version}', scheme: facts.version.scheme }
  const changelog = readChangelog(text, line)
  if (sectionOf(changelog, facts.version)) return { asked: { ...asked, file } }
  if (!kept.success || kept.data.when !== 'after' || kept.data.file !== file) return fail('CHANGELOG_NO_SECTION', { file, version: facts.version.text, tag: facts.tag.name }, { place: { file } })
  return { asked: askedOf(kept.data, text, line), willBeIn: file }
}

/** May the same question get another answer later? Then nothing may be made of it that has to stay the same. */
export const isLive = ({ words }: Pick<WordsTask, 'words'>): boolean => words?.asked.from === 'pulls' || words?.asked.from === 'github'

/** By the plan of the run: what a service answers is asked once. */
const asked = new WeakMap<object, Map<string, Promise<string>>>()

export const wordsText = (task: WordsTask & { readonly words: Words }, world: ReadWorld): Promise<string> => {
  const known = asked.get(world.plan) ?? new Map<string, Promise<string>>()
  asked.set(world.plan, known)
  const key = JSON.stringify(task.words)
  const text = known.get(key) ?? readWords(task, world)
  known.set(key, text)
  text.catch(() => known.delete(key))
  return text
}

const readWords = async ({ since = '', path = '', pattern, scheme, words }: WordsTask & { readonly words: Words }, world: ReadWorld): Promise<string> => {
  const { tag, repository, git, github, plan } = world
  const line = { tag: pattern, scheme }
  const version = parseVersion(words.version, scheme)
  const previous = since === '' ? {} : { previous: since }
  const found = await gatherNotes({ asked: words.asked, repository, base: words.base, tag: tag.name, isTagged: true, commit: tag.commit, version, path, line, ...previous }, { git, github: askedOnce(plan, github) })
  // What is moved is the text as it is, and says what its links are.
  if (words.willBeIn === undefined || words.asked.from === 'unreleased') return typeof found === 'string' ? found : renderGroups(found, releaseForm)
  const bytes = await git.show(tag.commit, words.willBeIn)
  const done = insertSection(bytes ? decodeFile(bytes, words.willBeIn) : '', { version, tag: tag.name, date: words.date, base: words.base, body: found, ...previous }, line)
  if ('why' in done) return fail('CHANGELOG_NO_PLACE', { file: words.willBeIn, why: done.why }, { place: { file: words.willBeIn } })
  const changelog = readChangelog(done.text, line)
  const section = sectionOf(changelog, version)
  return section ? sectionText(changelog, section) : ''
}
