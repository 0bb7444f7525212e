// Replicas that are behind: for so many reads after a write, answers show the repository as it was before. Writes themselves,
// and what they check, are never behind.
import type { Forge } from './forge.js'
import type { RepositoryState } from './state.js'
import { keyOf } from './state.js'

export interface Lag {
  /** Stale answers after each write, to questions for one thing. */
  readonly gets: number
  /** To questions for lists. */
  readonly lists: number
}

export const noLag: Lag = { gets: 0, lists: 0 }

/** The repository as this read sees it. Asking counts. */
export const seenBy = (forge: Forge, repo: RepositoryState, kind: 'gets' | 'lists'): RepositoryState => {
  const { lag } = forge.settings
  const rule = kind === 'gets' ? 'W-LAG-01' : 'W-LAG-02'
  const key = keyOf(repo.owner, repo.name)
  const past = forge.state.past.get(key) ?? []
  if (past.length === 0 || !forge.rules.has(rule)) return repo
  const stale = past.find((it) => it[kind] < lag[kind])
  const next = past.map((it) => ({ ...it, [kind]: it[kind] + 1 })).filter((it) => it.gets < lag.gets || it.lists < lag.lists)
  forge.state.past.note(key, next)
  return stale?.before ?? repo
}
