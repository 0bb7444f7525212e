// The tag that a release is compared with, by the tags of its line and by what its changelog tells of.
import { changelogOf } from '../core/changelog/changelog-entry.js'
import { readChangelog, sectionOf, type Changelog } from '../core/changelog/changelog.js'
import type { LineConfig } from '../core/config.js'
import { usualChangelog } from '../core/notes/gather-notes.js'
import type { Version } from '../core/version.js'
import { previousVersion } from '../core/version/previous-version.js'
import type { GitReader } from '../ports/git.js'

/** As it is at that commit; without sections where there is none. */
export const changelogAt = async (git: Pick<GitReader, 'holds' | 'show'>, line: LineConfig, commit: string): Promise<Changelog> => {
  const file = changelogOf(line)?.file ?? usualChangelog
  const bytes = (await git.holds(commit, file)) ? await git.show(commit, file) : undefined
  return readChangelog(new TextDecoder().decode(bytes), line)
}

/** A changelog without sections of the line tells of nothing: then there is none to ask. */
export const previousIn = (changelog: Changelog, earlier: readonly Version[], { version, rolls }: { readonly version: Version; readonly rolls: boolean }): Version | undefined =>
  previousVersion(earlier, version, { rolls, isTold: changelog.sections.length === 0 ? undefined : (it) => sectionOf(changelog, it) !== undefined })
