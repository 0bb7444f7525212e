// Which pull requests brought a commit: the merged one; for a commit that is not in the default branch, the open ones too.
import { isAncestor, walkHistory } from '../git/history.js'
import type { Forge } from './forge.js'
import type { Issue, Pull, RepositoryState } from './state.js'

export type WithPull = Issue & { readonly pull: Pull }

/** Newest first. */
export const pullsIn = (repo: RepositoryState): readonly WithPull[] => [...repo.issues.values()].filter((it): it is WithPull => it.pull !== undefined).sort((a, b) => b.number - a.number)

/** By the pull request as it is: a record that changes is another one. */
const brought = new WeakMap<Pull, Promise<ReadonlySet<string>>>()

const commitsOf = (forge: Forge, repo: RepositoryState, pull: Pull): Promise<ReadonlySet<string>> => {
  const known = brought.get(pull) ?? readCommits(forge, repo, pull)
  brought.set(pull, known)
  return known
}

const readCommits = async (forge: Forge, repo: RepositoryState, { head, base, mergeCommit }: Pull): Promise<ReadonlySet<string>> => {
  const git = forge.git(repo)
  const before = mergeCommit === null ? base.commit : (await git.commit(mergeCommit)).parents[0]
  const found = new Set<string>(mergeCommit === null ? [] : [mergeCommit])
  for await (const commit of walkHistory(git, [head.commit], before === undefined ? [] : [before])) found.add(commit.id)
  return found
}

export const pullsOfCommit = async (forge: Forge, repo: RepositoryState, sha: string): Promise<readonly WithPull[]> => {
  const found: WithPull[] = []
  for (const it of pullsIn(repo)) if ((await commitsOf(forge, repo, it.pull)).has(sha)) found.push(it)
  if (!found.some((it) => it.pull.mergedAt === null) || !forge.rules.has('W-COM-15')) return found
  const tip = repo.refs.get(`refs/heads/${repo.settings.defaultBranch}`)
  const isInDefault = tip !== undefined && (await isAncestor(forge.git(repo), sha, tip))
  return found.filter((it) => it.pull.mergedAt !== null || !isInDefault)
}
