// What a world remembers. Records are replaced, never changed in place, and stand in tables that copy for nothing; a copy of a
// world is a world of its own. Bytes of assets and git objects are named by their digest and lie outside.
import type { GitObject } from '../git/git-object.js'
import { Table } from '../git/table.js'
import type { Ruleset } from './ruleset.js'

export type Level = 'read' | 'write' | 'admin'
export type Role = 'read' | 'triage' | 'write' | 'maintain' | 'admin'

export interface User {
  readonly id: number
  readonly login: string
  readonly type: 'User' | 'Bot' | 'Organization'
  readonly email: string
}

export interface Release {
  readonly id: number
  readonly tag: string
  /** The name that a draft has in its address, whatever its tag. */
  readonly untagged: string
  readonly target: string
  readonly name: string | null
  readonly body: string | null
  readonly draft: boolean
  readonly prerelease: boolean
  readonly immutable: boolean
  readonly author: string
  /** Milliseconds, as all times here. */
  readonly createdAt: number
  readonly updatedAt: number
  readonly publishedAt: number | null
}

export interface Asset {
  readonly id: number
  readonly release: number
  readonly name: string
  readonly label: string | null
  readonly mediaType: string
  readonly size: number
  readonly digest: string | null
  readonly state: 'uploaded' | 'starter'
  readonly uploader: string
  readonly createdAt: number
  readonly updatedAt: number
}

export interface PullPart {
  /** Key of the repository. */
  readonly repository: string
  readonly branch: string
  /** Where the branch is, or was when the pull request was closed. */
  readonly commit: string
}

export interface Pull {
  readonly head: PullPart
  readonly base: PullPart
  readonly draft: boolean
  readonly mergedAt: number | null
  readonly mergedBy: string | null
  readonly mergeCommit: string | null
  /** Who were asked for a review. */
  readonly reviewers?: readonly string[]
}

/** Issues and pull requests share their numbers, comments and labels. */
export interface Issue {
  readonly id: number
  readonly number: number
  readonly title: string
  readonly body: string | null
  readonly user: string
  readonly state: 'open' | 'closed'
  readonly stateReason: 'completed' | 'not_planned' | 'reopened' | null
  readonly closedBy: string | null
  readonly labels: readonly string[]
  readonly assignees: readonly string[]
  readonly createdAt: number
  readonly updatedAt: number
  readonly closedAt: number | null
  readonly pull?: Pull
}

export interface Comment {
  readonly id: number
  readonly issue: number
  readonly body: string
  readonly user: string
  readonly createdAt: number
  readonly updatedAt: number
  /** By whomever; null: never. */
  readonly lastEditedAt: number | null
}

export interface Label {
  readonly id: number
  readonly name: string
  readonly color: string
  readonly description: string | null
}

export interface CheckRun {
  readonly id: number
  readonly commit: string
  readonly name: string
  readonly status: 'queued' | 'in_progress' | 'completed'
  readonly conclusion: 'success' | 'failure' | 'neutral' | 'cancelled' | 'skipped' | 'timed_out' | 'action_required' | null
  /** Number of the app that reported it. */
  readonly app: number
  /** Each push that a workflow runs for has one of its own; running it again stays in it. */
  readonly suite: number
  readonly at: number
}

export interface CommitStatus {
  readonly id: number
  readonly commit: string
  readonly context: string
  readonly state: 'error' | 'failure' | 'pending' | 'success'
  readonly description: string | null
  readonly by: string
  readonly at: number
}

/** Of a workflow: its newest attempt. */
export interface WorkflowRun {
  readonly id: number
  readonly attempt: number
  readonly status: 'queued' | 'in_progress' | 'completed'
  readonly conclusion: 'success' | 'failure' | 'cancelled' | 'timed_out' | null
  readonly commit: string
  readonly actor: string
  readonly at: number
}

/** Classic protection of a branch. */
export interface Protection {
  readonly pullRequest: boolean
  readonly checks: readonly string[]
}

export interface RepositorySettings {
  readonly isPrivate: boolean
  readonly defaultBranch: string
  readonly description: string | null
  readonly immutableReleases: boolean
  readonly rulesets: readonly Ruleset[]
  readonly protections: Readonly<Record<string, Protection>>
  /** "Allow GitHub Actions to create and approve pull requests". */
  readonly actionsMayOpenPulls: boolean
  readonly hasIssues: boolean
  /** Is every signature on a tag by a key that GitHub knows? */
  readonly knowsKeys?: boolean
  /** Key of the repository that it was forked from. */
  readonly forkOf: string | undefined
  /** Of a fork that is being made: the refs that it gets then. */
  readonly filling?: { readonly at: number; readonly refs: readonly (readonly [string, string])[] }
}

export interface RepositoryState {
  readonly id: number
  readonly owner: string
  readonly name: string
  /** Repositories of one network share their git objects. */
  readonly network: string
  readonly createdAt: number
  settings: RepositorySettings
  readonly refs: Table<string, string>
  readonly releases: Table<number, Release>
  /** The one that was made the latest by name; else it is computed. */
  readonly latest: Table<'id', number>
  /** Names of tags that an immutable release has had, for ever. */
  readonly burned: Table<string, true>
  readonly assets: Table<number, Asset>
  readonly issues: Table<number, Issue>
  readonly comments: Table<number, Comment>
  readonly labels: Table<string, Label>
  readonly checks: Table<number, CheckRun>
  readonly statuses: Table<number, CommitStatus>
  readonly runs: Table<number, WorkflowRun>
  readonly roles: Table<string, Role>
  /** Commits that GitHub has signed itself, and tag objects whose keys it knows. */
  readonly signed: Table<string, true>
}

/** What an answer may still show because the replica that gives it is behind. */
export interface Past {
  readonly before: RepositoryState
  readonly gets: number
  readonly lists: number
}

export interface WorldState {
  nextId: number
  readonly users: Table<string, User>
  /** By `owner/name` in lower case. */
  readonly repositories: Table<string, RepositoryState>
  /** Objects made in this world, by network. */
  readonly objects: Table<string, Table<string, GitObject>>
  readonly past: Table<string, readonly Past[]>
  /** By token: what was asked, for the limits. */
  readonly usage: Table<string, readonly Usage[]>
}

export interface Usage {
  readonly at: number
  readonly points: number
  readonly creates: boolean
  /** Whose hour it counts against. */
  readonly resource: Resource
}

export type Resource = 'core' | 'graphql'

export const keyOf = (owner: string, name: string): string => `${owner}/${name}`.toLowerCase()

export const copyRepository = (it: RepositoryState): RepositoryState => ({
  ...it,
  refs: it.refs.copy(), releases: it.releases.copy(), latest: it.latest.copy(), burned: it.burned.copy(), assets: it.assets.copy(), issues: it.issues.copy(),
  comments: it.comments.copy(), labels: it.labels.copy(), checks: it.checks.copy(), statuses: it.statuses.copy(), runs: it.runs.copy(), roles: it.roles.copy(), signed: it.signed.copy(),
})

const copyEach = <Key, Value>(table: Table<Key, Value>, copy: (value: Value) => Value): Table<Key, Value> =>
  new Table([...table].map(([key, value]) => [key, copy(value)] as const))

export const copyState = (it: WorldState): WorldState => ({
  nextId: it.nextId,
  users: it.users.copy(),
  repositories: copyEach(it.repositories, copyRepository),
  objects: copyEach(it.objects, (objects) => objects.copy()),
  past: it.past.copy(),
  usage: it.usage.copy(),
})

export const tableChanges = (it: RepositoryState): number => {
  const { refs, releases, latest, burned, assets, issues, comments, labels, checks, statuses, runs, roles, signed } = it
  return [refs, releases, latest, burned, assets, issues, comments, labels, checks, statuses, runs, roles, signed].reduce((sum, table) => sum + table.changes, 0)
}

/** Objects made so far. One that no ref leads to is seen by nobody, unless they know its id. */
export const objectsOf = (it: WorldState): number => [...it.objects.values()].reduce((sum, objects) => sum + objects.size, 0)

/** Grows with every change that a request could see; reading leaves it as it is. */
export const changesOf = (it: WorldState): number => {
  let changes = it.repositories.changes
  for (const repository of it.repositories.values()) changes += tableChanges(repository)
  return changes
}
