// `changelog` of a line: the file that people keep, and when a release gets its section there.
import { z } from 'zod'
import { notesAsked, notesSchema, type NotesAsked } from '../notes/notes-asked.js'
import { usualChangelog } from '../notes/gather-notes.js'

export const changelogEntry = z.strictObject({
  name: z.string().min(1).default('changelog'),
  file: z.string().regex(/^(?!\/)(?!-)(?!.*(?:^|\/)\.\.(?:\/|$)).+\.(?:md|markdown)$/i, 'a Markdown file of the repository, such as CHANGELOG.md').default(usualChangelog).describe('One section is put in for a release, as its neighbours are written; every other byte stays.'),
  from: notesSchema.refine((it) => !['changelog', 'none', 'tag'].includes(notesAsked(it).from), 'commits, pulls, github, changes or file').default('pulls').describe('What the section says: commits, pulls, github, changes or file; or a mapping with more.'),
  when: z.enum(['tag', 'after']).default('after').describe('tag: `slipway prepare` puts it into the commit that is tagged. after: committed to the default branch when the release is public; by a pull request where the branch takes no commits.'),
  prereleases: z.boolean().default(false).describe('Do pre-releases get a section?'),
})

export type ChangelogEntry = z.output<typeof changelogEntry>

export const askedOf = (entry: Pick<ChangelogEntry, 'from'>): NotesAsked => notesAsked(entry.from)

/** Of a line's slots, after its schema. */
export const changelogOf = (line: { readonly slots: Readonly<Record<string, readonly object[]>> }): ChangelogEntry | undefined => line.slots['changelog']?.[0] as ChangelogEntry | undefined
