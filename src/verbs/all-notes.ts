// The notes of every release of a line at once. The history is read once, however many tags there are: each change stands at the lowest
// version that has it.
import { renderGroups } from '../core/changelog/groups.js'
import type { LineConfig } from '../core/config.js'
import { linePath, repositoryPage } from '../core/facts.js'
import { commitReader, groupsOf, type CommitItem } from '../core/notes/commit-groups.js'
import { releaseForm } from '../core/notes/gather-notes.js'
import { tagName } from '../core/tag-pattern.js'
import { earlierVersions } from '../plan/survey.js'
import type { Ports } from '../ports/ports.js'

export interface NotesSection {
  readonly tag: string
  readonly text: string
}

/** What is kept of a commit: its whole text is not. */
interface Listed {
  readonly commit: string
  readonly time: number
  readonly parent: string | undefined
  readonly item: CommitItem
}

/** Highest version first. */
export const allSections = async (line: LineConfig, tags: readonly string[], { git, server, repository }: Pick<Ports, 'git' | 'server' | 'repository'>): Promise<readonly NotesSection[]> => {
  const names = earlierVersions(tags, line, '').map((it) => tagName(line.tag, it))
  const shown = { base: repositoryPage(server, repository) }
  const read = commitReader(shown)
  const listing = git.mainline({ tips: names.map((it) => `refs/tags/${it}`), path: linePath(line.effective) }, (it): Listed => ({ commit: it.commit, time: it.time, parent: it.parent, item: read(it) }))
  // A tag that is none of a commit has a code of its own, which tells more than that git could not list it.
  listing.catch(() => undefined)
  const commits = await Promise.all(names.map(async (it) => (await git.resolveTag(it)).commit))
  const mainline = await listing
  const places = new Map(mainline.map((it, at) => [it.commit, at]))
  const owned = ownersOf(mainline, commits, places)
  return names.map((tag, at): NotesSection => {
    const time = mainline[places.get(commits[at] ?? '') ?? -1]?.time
    const body = renderGroups(groupsOf((owned[at] ?? []).map((it) => it.item), shown), releaseForm)
    return { tag, text: [`## ${tag}${time === undefined ? '' : ` (${new Date(time * 1000).toISOString().slice(0, 10)})`}`, body || 'No changes.'].join('\n\n') }
  })
}

/** For each tag what no lower one has, newest first. Places instead of ids: there may be a hundred thousand of them. */
const ownersOf = (mainline: readonly Listed[], commits: readonly string[], places: ReadonlyMap<string, number>): readonly (readonly Listed[])[] => {
  const owner = new Int32Array(mainline.length).fill(-1)
  for (let tag = commits.length - 1; tag >= 0; tag--) {
    let at = places.get(commits[tag] ?? '')
    while (at !== undefined && owner[at] === -1) {
      owner[at] = tag
      const parent = mainline[at]?.parent
      // Most often it is the next one.
      at = parent === undefined ? undefined : mainline[at + 1]?.commit === parent ? at + 1 : places.get(parent)
    }
  }
  const owned = commits.map((): Listed[] => [])
  for (const [at, it] of mainline.entries()) owned[owner[at] ?? -1]?.push(it)
  return owned
}
