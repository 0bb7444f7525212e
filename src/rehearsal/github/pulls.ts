// Pull requests: opening one, and merging it file by file.
import type { Commit } from '../git/git-object.js'
import type { CommitAt, Entry } from '../git/git-repository.js'
import { mergeBase, walkHistory } from '../git/history.js'
import { diffTrees } from '../git/tree-diff.js'
import type { Where } from './access.js'
import { addCommit, committedByGitHub, personFor } from './commits.js'
import type { Forge } from './forge.js'
import { addIssue } from './issues.js'
import { invalid, refuse } from './refusal.js'
import { carryOut, forbids } from './ref-moves.js'
import { sayForbidden } from './say-forbidden.js'
import type { Issue, Pull, PullPart, RepositoryState } from './state.js'
import { keyOf } from './state.js'

export interface PullFields {
  readonly title: string
  readonly body: string | null
  /** `branch`, or `owner:branch` of a fork. */
  readonly head: string
  readonly base: string
  readonly draft: boolean
}

const partOf = (forge: Forge, repo: RepositoryState, name: string): PullPart | undefined => {
  const [, owner, branch = ''] = /^(?:([^:]+):)?(.+)$/.exec(name) ?? []
  const from = owner === undefined || owner.toLowerCase() === repo.owner.toLowerCase()
    ? repo
    : [...forge.state.repositories.values()].find((it) => it.network === repo.network && it.owner.toLowerCase() === owner.toLowerCase())
  const commit = from?.refs.get(`refs/heads/${branch}`)
  return from && commit !== undefined ? { repository: keyOf(from.owner, from.name), branch, commit } : undefined
}

const samePart = (a: PullPart, b: PullPart): boolean => a.repository === b.repository && a.branch === b.branch

const isThere = ({ repo }: Where, head: PullPart, base: PullPart): boolean =>
  [...repo.issues.values()].some((it) => it.state === 'open' && it.pull && samePart(it.pull.head, head) && samePart(it.pull.base, base))

const brings = async ({ forge, repo }: Where, head: PullPart, base: PullPart): Promise<boolean> => {
  for await (const commit of walkHistory(forge.git(repo), [head.commit], [base.commit])) if (commit.id !== '') return true
  return false
}

export const openPull = async (where: Where, fields: PullFields): Promise<Issue> => {
  const { forge, repo } = where
  const [head, base] = [partOf(forge, repo, fields.head), partOf(forge, repo, fields.base)]
  if (!head || !base) {
    if (!forge.rules.has('W-PUL-03')) return refuse(404, 'Not Found')
    return invalid(...[head ? [] : ['head'], base ? [] : ['base']].flat().map((field) => ({ resource: 'PullRequest', field, code: 'invalid' })))
  }
  const label = `${(forge.state.repositories.get(head.repository) ?? repo).owner}:${head.branch}`
  if (forge.rules.has('W-PUL-01') && isThere(where, head, base)) return invalid({ resource: 'PullRequest', code: 'custom', message: `A pull request already exists for ${label}.` })
  if (forge.rules.has('W-PUL-02') && !(await brings(where, head, base))) return invalid({ resource: 'PullRequest', code: 'custom', message: `No commits between ${base.branch} and ${head.branch}` })
  const pull: Pull = { head, base, draft: fields.draft, mergedAt: null, mergedBy: null, mergeCommit: null }
  return addIssue(forge, repo, { title: fields.title, body: fields.body, user: where.actor.login ?? 'ghost', labels: [], assignees: [], pull })
}

/** What the head changed since the two met, laid onto the base; undefined when both changed the same file. */
export const mergedTree = async ({ forge, repo }: Where, pull: Pull): Promise<string | undefined> => {
  const git = forge.git(repo)
  const [base, head] = [await git.commit(pull.base.commit), await git.commit(pull.head.commit)]
  const met = await mergeBase(git, base.id, head.id)
  const old = met === undefined ? undefined : (await git.commit(met)).tree
  const changes = new Map<string, Entry | undefined>()
  for await (const change of diffTrees(git, old, head.tree)) {
    const here = await git.entry(base.tree, change.path)
    if (here?.id !== change.before?.id && here?.id !== change.after?.id) return undefined
    changes.set(change.path, change.after)
  }
  return git.treeWith(base.tree, changes)
}

export type MergeMethod = 'merge' | 'squash' | 'rebase'

/** One by one, as `rebase` does: the commits of the head on top of the base. */
const rebased = async (where: Where, pull: Pull): Promise<string> => {
  const { forge, repo } = where
  const git = forge.git(repo)
  const commits: CommitAt[] = []
  for await (const commit of walkHistory(git, [pull.head.commit], [pull.base.commit])) commits.unshift(commit)
  let on = pull.base.commit
  for (const commit of commits) {
    const tree = await mergedTree(where, { ...pull, base: { ...pull.base, commit: on }, head: { ...pull.head, commit: commit.id } })
    if (tree === undefined) return refuse(405, 'This branch can\'t be rebased')
    on = await addCommit(forge, repo, { ...plain(commit), tree, parents: [on], committer: committedByGitHub(forge) }, false)
  }
  return on
}

const plain = ({ tree, parents, author, committer, message }: CommitAt): Omit<Commit, 'signature'> => ({ tree, parents, author, committer, message })

export interface MergeAsked {
  readonly method: MergeMethod
  readonly sha: string | undefined
  readonly title: string | undefined
  readonly message: string | undefined
}

const mergeMessage = (repo: RepositoryState, issue: Issue, pull: Pull, { method, title, message }: MergeAsked): string => {
  const own = method === 'squash' ? [`${issue.title} (#${issue.number})`, ''] : [`Merge pull request #${issue.number} from ${repo.owner}/${pull.head.branch}`, issue.title]
  return [title ?? own[0], message ?? own[1]].filter((it) => it !== '').join('\n\n')
}

export const mergePull = async (where: Where, issue: Issue, asked: MergeAsked): Promise<Issue> => {
  const { forge, repo, actor } = where
  const { pull } = issue
  if (!pull || issue.state !== 'open' || pull.draft) return refuse(405, 'Pull Request is not mergeable')
  if (asked.sha !== undefined && asked.sha !== pull.head.commit && forge.rules.has('W-PUL-07')) return refuse(409, 'Head branch was modified. Review and try the merge again.')
  const tree = await mergedTree(where, pull)
  if (tree === undefined && forge.rules.has('W-PUL-08')) return refuse(405, 'Pull Request is not mergeable')
  const login = actor.login ?? 'ghost'
  const by = { author: personFor(forge, login), committer: committedByGitHub(forge) }
  const parents = asked.method === 'squash' ? [pull.base.commit] : [pull.base.commit, pull.head.commit]
  const ours = tree ?? (await forge.git(repo).commit(pull.base.commit)).tree
  const message = mergeMessage(repo, issue, pull, asked)
  const commit = asked.method === 'rebase' ? await rebased(where, pull) : await addCommit(forge, repo, { tree: ours, parents, message, ...by }, true)
  const move = { ref: `refs/heads/${pull.base.branch}`, from: pull.base.commit, to: commit }
  const forbidden = await forbids(forge, repo, move, { actor, isMerge: true })
  if (forbidden) return sayForbidden(forbidden)
  const now = forge.now()
  const merged: Issue = { ...issue, state: 'closed', closedAt: now, updatedAt: now, closedBy: login, pull: { ...pull, mergedAt: now, mergedBy: login, mergeCommit: commit } }
  repo.issues.set(issue.number, merged)
  if (forge.rules.has('W-PUL-06')) await carryOut(forge, repo, move)
  return merged
}
