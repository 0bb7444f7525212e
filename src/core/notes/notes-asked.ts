// Where the words about a release come from, as the config says it, and as a task of the plan has it.
import { z } from 'zod'
import { releaseSources, sectionSources, type NotesSource } from './notes-source.js'

const path = z.string().regex(/^(?!\/)(?!-)(?!.*(?:^|\/)\.\.(?:\/|$)).+$/, 'a path within the repository, such as CHANGELOG.md')
const words = z.string().min(1).max(100).regex(/^[^\n\r`<>]+$/, 'words on one line')

const section = z.strictObject({
  title: words.describe('Words above the list.'),
  labels: z.array(z.string().min(1)).optional().describe('Of `pulls`: labels that put an issue or a pull request here. The first section that has one of them wins.'),
  types: z.array(z.string().regex(/^[A-Za-z]+$/, 'the type of a commit, such as feat')).optional().describe('Of `commits`: types of Conventional Commits that are listed here.'),
})

const meant: Readonly<Record<NotesSource, string>> = {
  unreleased: 'what stands under Unreleased in the changelog, moved as it is',
  commits: 'what came to the branch, by type where the commits have one',
  pulls: 'merged pull requests and closed issues by their labels, as github_changelog_generator groups them',
  github: 'the notes that GitHub generates',
  tag: 'the message of an annotated tag',
  file: 'a file of the tagged commit',
  changelog: 'the section of the changelog',
  changes: 'what came to the branch, as one list',
  none: 'no text',
}

/** Of words, those of which each setting is made: what is listed is what is taken. */
const detailed = <const Source extends NotesSource>(sources: readonly Source[]) => z
  .strictObject({
    from: z.enum(sources).describe(`${sources.map((it) => `${it}: ${meant[it]}`).join('; ')}.`),
    file: path.optional().describe((sources as readonly NotesSource[]).includes('changelog') ? 'Of `file`: its path in the tagged commit. Of `changelog`: default CHANGELOG.md, or the file of the line\'s `changelog`.' : 'Of `file`: its path in the tagged commit.'),
    issues: z.boolean().optional().describe('Of `pulls`: closed issues as well. Default: true.'),
    sections: z.array(section).min(1).optional().describe('Instead of the usual ones.'),
    exclude: z.array(z.string().min(1)).optional().describe('Of `pulls`: labels that leave an issue or a pull request out, instead of duplicate, question, invalid and wontfix.'),
  })
  .refine((it) => (it.from === 'file') === (it.file !== undefined) || it.from === 'changelog', { message: '`file` names the file of `from: file`', path: ['file'] })

/** One word, or a mapping with more: a file has to be named. */
const settingOf = <const Source extends NotesSource>(sources: readonly Source[]) => z.union([z.enum(sources.filter((it) => it !== 'file')), detailed(sources)])

export const notesSchema = settingOf(releaseSources)
export const sectionSchema = settingOf(sectionSources)

export type NotesSetting = z.output<typeof notesSchema> | z.output<typeof sectionSchema>

/** JSON, for a plan. */
export type NotesAsked = {
  readonly from: NotesSource
  readonly file?: string
  readonly issues?: boolean
  readonly sections?: readonly { readonly title: string; readonly labels?: readonly string[]; readonly types?: readonly string[] }[]
  readonly exclude?: readonly string[]
}

/** Without keys that are undefined. */
export const notesAsked = (it: NotesSetting): NotesAsked => (typeof it === 'string' ? { from: it } : (JSON.parse(JSON.stringify(it)) as NotesAsked))
