// Moving refs: the one place, for the API, for git and for merges. What forbids a move is found here; how it is said is the
// caller's, as the API and git have words of their own. What follows from a move (pull requests, releases) is done here too.
import { isAncestor, walkHistory } from '../git/history.js'
import { diffTrees } from '../git/tree-diff.js'
import { can, type Actor } from './access.js'
import type { Forge } from './forge.js'
import { brokenProtection, brokenRules, type RefMove } from './ruleset.js'
import type { RepositoryState } from './state.js'
import { keyOf } from './state.js'

export interface Move {
  readonly ref: string
  readonly from: string | undefined
  readonly to: string | undefined
}

export type Forbidden =
  | { readonly by: 'rules' | 'protection'; readonly lines: readonly string[] }
  | { readonly by: 'workflow'; readonly path: string }
  | { readonly by: 'default-branch' }
  | { readonly by: 'hidden' }

export interface Mover {
  readonly actor: Actor
  readonly isMerge?: boolean
  /** GitHub looks into the commits for changed workflows when they are pushed. */
  readonly isPush?: boolean
}

const unsignedOf = async (forge: Forge, repo: RepositoryState, move: Move): Promise<RefMove['unsigned']> => {
  const git = forge.git(repo)
  const to = move.to === undefined ? undefined : await git.peel(move.to)
  if (to === undefined) return []
  const known = [...repo.refs.values()]
  const hidden = (await Promise.all(known.map((id) => git.peel(id)))).filter((id) => id !== undefined && id !== to)
  const unsigned: RefMove['unsigned'][number][] = []
  for await (const commit of walkHistory(git, [to], hidden as string[])) if (!repo.signed.has(commit.id) || !forge.rules.has('W-COM-05')) unsigned.push(commit)
  return unsigned
}

const isForced = async (forge: Forge, repo: RepositoryState, move: Move): Promise<boolean> => {
  if (move.from === undefined || move.to === undefined) return false
  const git = forge.git(repo)
  const [from, to] = [await git.peel(move.from), await git.peel(move.to)]
  return from === undefined || to === undefined || !(await isAncestor(git, from, to))
}

/** An immutable release holds its tag, and keeps its name when it is gone. */
const immutableLines = (forge: Forge, repo: RepositoryState, move: Move): readonly string[] => {
  if (!move.ref.startsWith('refs/tags/')) return []
  const tag = move.ref.slice('refs/tags/'.length)
  const isHeld = [...repo.releases.values()].some((it) => it.immutable && !it.draft && it.tag === tag) || (repo.burned.has(tag) && !forge.rules.has('W-IMM-08'))
  if (isHeld && move.from !== undefined && forge.rules.has('W-IMM-04')) return [move.to === undefined ? 'Cannot delete this tag' : 'Cannot update this tag']
  return move.from === undefined && repo.burned.has(tag) && forge.rules.has('W-IMM-06') ? ['Cannot create ref due to creations being restricted.'] : []
}

/** The first workflow file in which two commits differ. */
export const changedWorkflow = async (forge: Forge, repo: RepositoryState, from: string | undefined, to: string): Promise<string | undefined> => {
  const git = forge.git(repo)
  const folder = async (id: string | undefined): Promise<string | undefined> => {
    const commit = id === undefined ? undefined : await git.peel(id)
    const entry = commit === undefined ? undefined : await git.entry((await git.commit(commit)).tree, '.github/workflows')
    return entry?.mode === '40000' ? entry.id : undefined
  }
  for await (const change of diffTrees(git, await folder(from), await folder(to))) if (change.status !== 'removed') return `.github/workflows/${change.path}`
  return undefined
}

const defaultRef = (repo: RepositoryState): string => `refs/heads/${repo.settings.defaultBranch}`

const pushesWorkflow = async (forge: Forge, repo: RepositoryState, move: Move, actor: Actor): Promise<Forbidden | undefined> => {
  if (move.to === undefined || can({ forge, repo, actor }, 'workflows', 'write') || !forge.rules.has('W-GIT-08')) return undefined
  const path = await changedWorkflow(forge, repo, move.from ?? repo.refs.get(defaultRef(repo)), move.to)
  return path === undefined ? undefined : { by: 'workflow', path }
}

export const forbids = async (forge: Forge, repo: RepositoryState, move: Move, mover: Mover): Promise<Forbidden | undefined> => {
  if (move.ref.startsWith('refs/pull/') && forge.rules.has('W-GIT-10')) return { by: 'hidden' }
  if (move.to === undefined && move.ref === defaultRef(repo) && forge.rules.has('W-GIT-09')) return { by: 'default-branch' }
  const asked: RefMove = {
    ...move, isForced: await isForced(forge, repo, move), isMerge: mover.isMerge ?? false,
    unsigned: repo.settings.rulesets.length === 0 ? [] : await unsignedOf(forge, repo, move),
  }
  const lines = [...immutableLines(forge, repo, move), ...brokenRules(repo, asked, forge.rules)]
  if (lines.length > 0) return { by: 'rules', lines }
  const protects = forge.rules.has('W-RUL-12') ? brokenProtection(repo, asked) : []
  if (protects.length > 0) return { by: 'protection', lines: protects }
  return mover.isPush ? pushesWorkflow(forge, repo, move, mover.actor) : undefined
}

/** The move, and what follows from it. */
export const carryOut = async (forge: Forge, repo: RepositoryState, move: Move): Promise<void> => {
  if (move.to === undefined) repo.refs.delete(move.ref)
  else if (repo.refs.get(move.ref) !== move.to) repo.refs.set(move.ref, move.to)
  if (move.ref.startsWith('refs/heads/')) await followBranch(forge, repo, move.ref.slice('refs/heads/'.length), move.to)
  const isGone = move.to === undefined || !(forge.rules.has('W-REL-28') || move.from === undefined)
  if (move.ref.startsWith('refs/tags/') && isGone) releaseWithoutTag(forge, repo, move.ref.slice('refs/tags/'.length))
}

/** Pull requests from a branch show where it is, and end with it. */
const followBranch = async (forge: Forge, repo: RepositoryState, branch: string, to: string | undefined): Promise<void> => {
  const key = keyOf(repo.owner, repo.name)
  for (const target of forge.state.repositories.values()) {
    for (const issue of target.issues.values()) {
      const { pull } = issue
      if (!pull || issue.state !== 'open') continue
      if (pull.head.repository === key && pull.head.branch === branch) {
        const closed = { ...issue, state: 'closed', closedAt: forge.now(), updatedAt: forge.now() } as const
        if (to === undefined && forge.rules.has('W-PUL-10')) target.issues.set(issue.number, closed)
        if (to === undefined || !forge.rules.has('W-PUL-09')) continue
        // What it brings is in the base already: GitHub does not wait for anything more.
        const isEmpty = forge.rules.has('W-PUL-11') && (await isAncestor(forge.git(repo), to, pull.base.commit))
        target.issues.set(issue.number, isEmpty ? closed : { ...issue, updatedAt: forge.now(), pull: { ...pull, head: { ...pull.head, commit: to } } })
      } else if (target === repo && pull.base.branch === branch && to !== undefined) {
        target.issues.set(issue.number, { ...issue, pull: { ...pull, base: { ...pull.base, commit: to } } })
      }
    }
  }
}

const releaseWithoutTag = (forge: Forge, repo: RepositoryState, tag: string): void => {
  for (const release of repo.releases.values()) {
    if (release.tag !== tag) continue
    if (release.draft && forge.rules.has('W-REL-24')) repo.releases.set(release.id, { ...release, tag: release.untagged, updatedAt: forge.now() })
    if (!release.draft && forge.rules.has('W-REL-20')) repo.releases.set(release.id, { ...release, draft: true, publishedAt: null, updatedAt: forge.now() })
  }
}
