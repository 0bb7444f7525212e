// The section that goes into the commit which is tagged: made once, and put in wherever the branch is then.
import { askedOf, changelogOf } from '../core/changelog/changelog-entry.js'
import { insertSection } from '../core/changelog/insert-section.js'
import { decodeFile } from '../core/edit/reference-text.js'
import { linePath, repositoryText } from '../core/facts.js'
import { gatherSection } from '../core/notes/gather-notes.js'
import { tagName } from '../core/tag-pattern.js'
import { fail } from '../errors/release-error.js'
import { changelogAt, previousIn } from '../plan/previous.js'
import { earlierReleases } from '../plan/survey.js'
import type { Ports } from '../ports/ports.js'
import type { ChangelogEdit } from '../prepare/prepare.js'
import type { Start } from './find-start.js'

/** Undefined where the line has none that comes with its tag. */
export const changelogEdit = async ({ line, version, tag }: Start, { git, github, repository, server, clock }: Ports): Promise<ChangelogEdit | undefined> => {
  const entry = changelogOf(line)
  if (entry?.when !== 'tag' || (version.isPrerelease && !entry.prereleases)) return undefined
  const before = previousIn(await changelogAt(git, line, tag.commit), earlierReleases(await git.tags(), line, tag.name), { version, rolls: false })
  const previous = before ? { previous: tagName(line.tag, before) } : {}
  const base = `${server}/${repositoryText(repository)}`
  const bytes = await git.show(tag.commit, entry.file)
  const asked = askedOf(entry, bytes ? decodeFile(bytes, entry.file) : '', line)
  const body = await gatherSection({ asked, repository, base, tag: tag.name, isTagged: false, commit: tag.commit, version, path: linePath(line.effective), line, ...previous }, { git, github })
  const section = { version, tag: tag.name, date: new Date(clock.now()).toISOString().slice(0, 10), base, ...body, ...previous }
  return {
    file: entry.file,
    insert: (text) => {
      const done = insertSection(text, section, line)
      return 'why' in done ? fail('CHANGELOG_NO_PLACE', { file: entry.file, why: done.why }, { place: { file: entry.file } }) : done.text
    },
  }
}
