// Where the words about a release come from, as the config says it, and as a task of the plan has it.
import { z } from 'zod'
import { notesSources, type NotesSource } from './notes-source.js'

const path = z.string().regex(/^(?!\/)(?!-)(?!.*(?:^|\/)\.\.(?:\/|$)).+$/, 'a path within the repository, such as CHANGELOG.md')
const words = z.string().min(1).max(100).regex(/^[^\n\r`<>]+$/, 'words on one line')

const section = z.strictObject({
  title: words.describe('Words above the list.'),
  labels: z.array(z.string().min(1)).optional().describe('Of `pulls`: labels that put an issue or a pull request here. The first section that has one of them wins.'),
  types: z.array(z.string().regex(/^[A-Za-z]+$/, 'the type of a commit, such as feat')).optional().describe('Of `commits`: types of Conventional Commits that are listed here.'),
})

const detailed = z
  .strictObject({
    from: z.enum(notesSources).describe('commits: what came to the branch, by type where the commits have one; pulls: merged pull requests and closed issues by their labels, as github_changelog_generator groups them; github: the notes that GitHub generates; tag: the message of an annotated tag; file: a file of the tagged commit; changelog: the section of the changelog.'),
    file: path.optional().describe('Of `file`: its path in the tagged commit. Of `changelog`: default CHANGELOG.md, or the file of the line\'s `changelog`.'),
    issues: z.boolean().optional().describe('Of `pulls`: closed issues as well. Default: true.'),
    sections: z.array(section).min(1).optional().describe('Instead of the usual ones.'),
    exclude: z.array(z.string().min(1)).optional().describe('Of `pulls`: labels that leave an issue or a pull request out, instead of duplicate, question, invalid and wontfix.'),
  })
  .refine((it) => (it.from === 'file') === (it.file !== undefined) || it.from === 'changelog', { message: '`file` names the file of `from: file`', path: ['file'] })

/** One word, or a mapping with more. */
export const notesSchema = z.union([z.enum(notesSources).exclude(['file']), detailed])

export type NotesSetting = z.output<typeof notesSchema>

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
