// Changes of other repositories, proposed by pull request: from a branch there, or from a fork where we may not push. As the token for
// other repositories sees them, which may be another one than that of the project.
import type { Repository } from '../core/facts.js'
import type { Access, FileChange, Scope } from './github.js'

export interface TargetRepository {
  readonly defaultBranch: string
  readonly url: string
  /** Of a fork: what it was forked from, and where that began. */
  readonly ancestors: readonly Repository[]
}

/** Where a change lies: a branch of the repository itself, or of a fork of it. */
export interface ChangeBranch {
  readonly repository: Repository
  readonly branch: string
}

export interface ProposedPull {
  readonly number: number
  readonly url: string
  readonly title: string
  readonly body: string
  /** Branch that it goes into. */
  readonly base: string
  readonly state: 'open' | 'closed'
  readonly merged: boolean
  /** When it was: milliseconds since 1970, by GitHub's clock. */
  readonly mergedAt?: number
}

/** What a branch has beyond the point where it left the base. */
export interface BranchChanges {
  readonly mergeBase: string
  readonly commits: number
  /** Paths; the first three hundred. */
  readonly files: readonly string[]
}

export interface PullsReader {
  repository(repository: Repository): Promise<TargetRepository>
  can(repository: Repository, scope: Scope): Promise<Access>
  /** Where a branch stands; undefined if there is none. */
  head(repository: Repository, branch: string): Promise<string | undefined>
  file(repository: Repository, path: string, commit: string): Promise<Uint8Array | undefined>
  changes(repository: Repository, base: string, from: ChangeBranch): Promise<BranchChanges | undefined>
  /** Who the token belongs to; undefined for that of a workflow or an app. */
  login(): Promise<string | undefined>
  /** The fork that `login` has; undefined when there is none. */
  ownFork(repository: Repository): Promise<Repository | undefined>
  /** All that came from that branch, the newest first. */
  from(repository: Repository, from: ChangeBranch): Promise<readonly ProposedPull[]>
}

export interface Pulls extends PullsReader {
  /** The fork that `login` has, or a new one, when it has its branches. Fails with FORK_MISSING. */
  makeFork(repository: Repository): Promise<Repository>
  /** There already at the same commit is as good; at another one it fails with REF_EXISTS. */
  createBranch(it: ChangeBranch, commit: string): Promise<void>
  /** One commit on top of `expectedHead`; fails with BRANCH_MOVED when the branch has gone on. Never forced. */
  commit(it: ChangeBranch, commit: { expectedHead: string; headline: string; body: string; changes: readonly FileChange[] }): Promise<{ id: string; url: string }>
  /** Compares and moves in one call: false when the branch stands elsewhere. Without `to` it is deleted. */
  moveBranch(it: ChangeBranch, move: { readonly from: string; readonly to?: string }): Promise<boolean>
  /** The body must end with a marker. One that is open for the same branch and base is returned instead of a second one. */
  open(repository: Repository, pull: { from: ChangeBranch; base: string; title: string; body: string }): Promise<ProposedPull>
  update(repository: Repository, number: number, pull: { title: string; body: string }): Promise<ProposedPull>
  askForReview(repository: Repository, number: number, logins: readonly string[]): Promise<void>
}
