// `changelog` of a line: the file that people keep, and when a release gets its section there.
import { z } from 'zod'
import { notesAsked, sectionSchema, type NotesAsked } from '../notes/notes-asked.js'
import { usualChangelog } from '../notes/gather-notes.js'
import { readChangelog } from './changelog.js'
import type { TagsOfLine } from './section-name.js'
import { saysNothing, unreleasedOf } from './unreleased.js'

export const changelogEntry = z.strictObject({
  name: z.string().min(1).default('changelog'),
  file: z.string().regex(/^(?!\/)(?!-)(?!.*(?:^|\/)\.\.(?:\/|$)).+\.(?:md|markdown)$/i, 'a Markdown file of the repository, such as CHANGELOG.md').default(usualChangelog).describe('One section is put in for a release, as its neighbours are written; every other byte stays.'),
  from: sectionSchema.optional().describe('What the section says: unreleased, commits, pulls, github or changes; or a mapping with more, as `{ from: file, file: docs/news.md }`. Default: unreleased where the file has text under such a heading at the tag, else pulls.'),
  when: z.enum(['tag', 'after']).default('after').describe('tag: `slipway prepare` puts it into the commit that is tagged. after: committed to the default branch when the release is public; by a pull request where the branch takes no commits.'),
  prereleases: z.boolean().default(false).describe('Do pre-releases get a section?'),
})

export type ChangelogEntry = z.output<typeof changelogEntry>

/** By what the file says at the tag: what people have written there is what the release brought. */
export const askedOf = ({ from, file }: Pick<ChangelogEntry, 'from' | 'file'>, text: string, line: TagsOfLine): NotesAsked => {
  const asked = from === undefined ? undefined : notesAsked(from)
  if (asked && asked.from !== 'unreleased') return asked
  return asked || !saysNothing(unreleasedOf(readChangelog(text, line))?.words ?? '') ? { ...asked, from: 'unreleased', file } : { from: 'pulls' }
}

/** Of a line's slots, after its schema. */
export const changelogOf = (line: { readonly slots: Readonly<Record<string, readonly object[]>> }): ChangelogEntry | undefined => line.slots['changelog']?.[0] as ChangelogEntry | undefined
