// Questions about ancestry, answered by walking.
import type { CommitAt, GitRepository } from './git-repository.js'

/** Commits reachable from the tips and from none of the hidden ones, newest first, a child before its parents. */
export async function* walkHistory(git: GitRepository, tips: readonly string[], hidden: readonly string[] = []): AsyncIterable<CommitAt> {
  const hide = hidden.length === 0 ? new Set<string>() : await reachable(git, hidden)
  const seen = new Set<string>()
  const waiting: CommitAt[] = []
  const push = async (id: string): Promise<void> => {
    if (seen.has(id) || hide.has(id) || (await git.typeOf(id)) === undefined) return
    seen.add(id)
    const commit = await git.commit(id)
    const at = waiting.findIndex((it) => it.committer.time < commit.committer.time)
    waiting.splice(at < 0 ? waiting.length : at, 0, commit)
  }
  for (const tip of tips) await push(tip)
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    yield next
    for (const parent of next.parents) await push(parent)
  }
}

export const reachable = async (git: GitRepository, tips: readonly string[]): Promise<Set<string>> => {
  const seen = new Set<string>()
  const waiting = [...tips]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    // A shallow store ends before the history does.
    if (seen.has(id) || (await git.typeOf(id)) === undefined) continue
    seen.add(id)
    waiting.push(...(await git.commit(id)).parents)
  }
  return seen
}

export const isAncestor = async (git: GitRepository, ancestor: string, of: string): Promise<boolean> => {
  if (ancestor === of) return true
  for await (const commit of walkHistory(git, [of])) if (commit.id === ancestor) return true
  return false
}

/** The newest commit that both have; undefined for histories that never met. */
export const mergeBase = async (git: GitRepository, one: string, other: string): Promise<string | undefined> => {
  const ours = await reachable(git, [one])
  for await (const commit of walkHistory(git, [other])) if (ours.has(commit.id)) return commit.id
  return undefined
}
