// What a step may reach. `ReadWorld` has no member that writes: a dry run is safe by type.
import type { Digest } from '../core/digest.js'
import type { PinnedTag, Plan } from '../core/plan.js'
import type { Repository } from '../core/facts.js'
import type { TaskResult } from '../core/result.js'
import type { Chat, ChatReader } from './chat.js'
import type { Clock } from './clock.js'
import type { Exec } from './exec.js'
import type { Files, FilesReader } from './files.js'
import type { Git, GitReader } from './git.js'
import type { GitHub, GitHubReader } from './github.js'
import type { Issues, IssuesReader } from './issues.js'
import type { Log } from './log.js'
import type { PackageIndex, PackageIndexReader } from './package-index.js'
import type { Pulls, PullsReader } from './pull-requests.js'
import type { Registry, RegistryReader } from './registry.js'

/** The folders of one run, all outside the user's clone. */
export interface Workspace {
  /** Clean export of the tagged commit; build steps that write into it take a copy of what they need. */
  readonly source: string
  /** Built artifacts: one folder per task below it. */
  readonly out: string
  /** Scratch. */
  readonly temp: string
}

interface Shared {
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
  readonly workspace: Workspace
  readonly repository: Repository
  readonly tag: PinnedTag
  /** The plan that is being carried out; it goes into the record. */
  readonly plan: Plan
  /** Records (by digest) that name bytes which are gone while nothing of them is public: they freeze nothing, and are taken back. */
  readonly voided?: readonly Digest[]
  /** What is known of every task of the plan by now. */
  results(): readonly TaskResult[]
}

export interface ReadWorld extends Shared {
  readonly git: GitReader
  readonly github: GitHubReader
  readonly issues: IssuesReader
  readonly pulls: PullsReader
  readonly chat: ChatReader
  readonly registry: RegistryReader
  readonly index: PackageIndexReader
  readonly files: FilesReader
  /** Running a tool to ask for its version or state, or what it makes of a text; nothing that writes. */
  readonly exec: Exec
}

export interface World extends Shared {
  readonly git: Git
  readonly github: GitHub
  readonly issues: Issues
  readonly pulls: Pulls
  readonly chat: Chat
  readonly registry: Registry
  readonly index: PackageIndex
  readonly files: Files
  readonly exec: Exec
}
