// The notes of every release of a line at once. The history is read once, however many tags there are: each change stands at the lowest
// version that has it.
import { renderGroups } from '../core/changelog/groups.js'
import type { LineConfig } from '../core/config.js'
import { linePath, repositoryText } from '../core/facts.js'
import { commitGroups } from '../core/notes/commit-groups.js'
import { releaseForm } from '../core/notes/gather-notes.js'
import { tagName } from '../core/tag-pattern.js'
import { earlierVersions } from '../plan/survey.js'
import type { MainlineCommit } from '../ports/git.js'
import type { Ports } from '../ports/ports.js'

export interface NotesSection {
  readonly tag: string
  readonly text: string
}

/** Highest version first. */
export const allSections = async (line: LineConfig, tags: readonly string[], { git, server, repository }: Pick<Ports, 'git' | 'server' | 'repository'>): Promise<readonly NotesSection[]> => {
  const names = earlierVersions(tags, line, '').map((it) => tagName(line.tag, it))
  const commits = await Promise.all(names.map(async (it) => (await git.resolveTag(it)).commit))
  const mainline = await git.mainline({ tips: [...new Set(commits)], path: linePath(line.effective) })
  const owned = ownersOf(mainline, commits)
  const base = `${server}/${repositoryText(repository)}`
  const dates = new Map(mainline.map((it) => [it.commit, new Date(it.time * 1000).toISOString().slice(0, 10)]))
  return names.map((tag, at): NotesSection => {
    const date = dates.get(commits[at] ?? '')
    const body = renderGroups(commitGroups(owned[at] ?? [], { base }), releaseForm)
    return { tag, text: [`## ${tag}${date === undefined ? '' : ` (${date})`}`, body || 'No changes.'].join('\n\n') }
  })
}

/** For each tag what no lower one has, newest first. */
const ownersOf = (mainline: readonly MainlineCommit[], commits: readonly string[]): readonly (readonly MainlineCommit[])[] => {
  const parents = new Map(mainline.map((it) => [it.commit, it.parent]))
  const owner = new Map<string, number>()
  for (let at = commits.length - 1; at >= 0; at--) {
    for (let id = commits[at]; id !== undefined && !owner.has(id) && parents.has(id); id = parents.get(id)) owner.set(id, at)
  }
  const owned = commits.map((): MainlineCommit[] => [])
  for (const it of mainline) owned[owner.get(it.commit) ?? -1]?.push(it)
  return owned
}
