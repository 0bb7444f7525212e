// What Slipway asks of GitHub. Reading and writing apart; every created object carries a hidden marker.
import type { Digest } from '../core/digest.js'
import type { Repository } from '../core/facts.js'
import type { NotesReader } from '../core/notes/gather-notes.js'
import type { RightsReader } from './rights.js'

export interface Asset {
  readonly id: number
  readonly name: string
  readonly size: number
  readonly state: string
  /** `sha256:<hex>`; GitHub gives null for old assets. */
  readonly digest: string | null
  readonly url: string
  readonly downloadUrl: string
}

export interface Release {
  readonly id: number
  readonly tag: string
  readonly name: string
  readonly body: string
  readonly draft: boolean
  readonly prerelease: boolean
  readonly immutable: boolean
  readonly target: string
  readonly url: string
  readonly uploadUrl: string
  readonly createdAt: string
  /** Since when it is public. */
  readonly publishedAt?: string
  readonly assets: readonly Asset[]
}

export interface ReleaseFields {
  readonly tag: string
  readonly name: string
  readonly body: string
  readonly draft: boolean
  readonly prerelease: boolean
  readonly makeLatest: boolean
}

/** Two releases of one tag change places. */
export interface Swap {
  /** The public one, and what it is as a draft. */
  readonly old: { readonly release: Release; readonly fields: ReleaseFields }
  /** The draft, and what it is once it is public. */
  readonly fresh: { readonly id: number; readonly fields: ReleaseFields }
}

export interface RefTarget {
  readonly object: string
  readonly type: 'commit' | 'tag'
}

export interface RepositoryInfo {
  readonly defaultBranch: string
  readonly isPrivate: boolean
  readonly url: string
}

/** A permission by the names of a workflow's `permissions:`. */
export type Scope = 'contents:write' | 'pull-requests:write' | 'issues:write' | 'packages:write'
export interface Access {
  readonly state: 'granted' | 'denied' | 'unproven'
  /** What GitHub answered, for people. */
  readonly reason?: string
}

/** A run of a workflow, as far as this token may see it. */
export interface WorkflowRun {
  readonly state: 'running' | 'ended' | 'unknown'
  /** The newest one; that one is what `state` speaks of. */
  readonly attempt: number
}

export interface PullRequest {
  readonly number: number
  readonly url: string
  readonly title: string
  readonly body: string
  readonly head: string
  readonly state: 'open' | 'closed'
  readonly merged: boolean
}

export interface BranchRules {
  /** Undefined if the branch does not exist. */
  readonly head?: string
  /** May this token commit to it directly? False when rules or protection demand a pull request. */
  readonly takesCommits: boolean
  readonly reason?: string
}

export interface AssetFile {
  readonly name: string
  readonly path: string
  readonly size: number
  readonly mediaType: string
  /** Of the local bytes: what GitHub says that it holds must be this. */
  readonly digest: Digest
}

export interface FileChange {
  readonly path: string
  readonly bytes: Uint8Array
}

export interface GitHubReader extends RightsReader, NotesReader {
  repository(repository: Repository): Promise<RepositoryInfo>
  /** Published or draft, by tag name; drafts are found by listing. All of them, as GitHub allows several drafts. */
  releasesByTag(repository: Repository, tag: string): Promise<readonly Release[]>
  /** Every release and every draft that this token may see. A list may be older than what was just written. */
  releases(repository: Repository): Promise<readonly Release[]>
  /** By its number; undefined if it is gone. */
  release(repository: Repository, id: number): Promise<Release | undefined>
  /** All assets of a release. `Release.assets` is what came with the release, and may be cut. */
  assets(repository: Repository, release: number): Promise<readonly Asset[]>
  /** The one with the "Latest" badge; undefined if there is none. */
  latestRelease(repository: Repository): Promise<Release | undefined>
  /** Is what is published there immutable? Undefined when this token may not know: only administrators are told. */
  immutableReleases(repository: Repository): Promise<boolean | undefined>
  asset(repository: Repository, asset: Asset): AsyncIterable<Uint8Array>
  /** As anybody gets it: from the public address, without a token. */
  download(repository: Repository, asset: { readonly tag: string; readonly name: string }): AsyncIterable<Uint8Array>
  ref(repository: Repository, ref: string): Promise<RefTarget | undefined>
  /** Names of all refs that begin so: `refs/slipway/`. A list may be older than what was just written. */
  refs(repository: Repository, beginning: string): Promise<readonly string[]>
  /** Follows tag objects down to the commit. */
  commitOf(repository: Repository, target: RefTarget): Promise<string>
  /** Message of a tag object, by its id. A ref names it, so an answer that there is none is old. */
  tagText(repository: Repository, object: string): Promise<string>
  file(repository: Repository, path: string, ref: string): Promise<Uint8Array | undefined>
  branch(repository: Repository, branch: string): Promise<BranchRules>
  pullRequest(repository: Repository, head: string): Promise<PullRequest | undefined>
  can(repository: Repository, scope: Scope): Promise<Access>
  /** `unknown` when it is not there, or when the token lacks `actions: read` where that is needed. */
  workflowRun(repository: Repository, id: number): Promise<WorkflowRun>
  /** GitHub's own time, as its last answer told it and as long ago as that was: machines whose clocks differ agree on it. */
  time(): number
}

export interface GitHub extends GitHubReader {
  /** The body must end with a marker (core/marker): after a lost answer the release is found by it, never created twice. */
  createRelease(repository: Repository, fields: ReleaseFields): Promise<Release>
  /** Always resends every field: GitHub renames a draft's tag when `tag_name` is left out. */
  updateRelease(repository: Repository, id: number, fields: ReleaseFields): Promise<Release>
  deleteRelease(repository: Repository, id: number): Promise<void>
  /**
   * The public release becomes a draft and the draft becomes public: two calls in a row, as GitHub has not one for it, with nothing
   * between them, not even a stop of the run. When the second one fails the old release is made public again.
   */
  swapReleases(repository: Repository, swap: Swap): Promise<Release>
  /**
   * Fails with ASSET_EXISTS when the name is taken by other bytes, with ASSET_DIGEST when the server holds others than were sent.
   * An aborted upload under the name (state `starter`) is removed first.
   */
  uploadAsset(repository: Repository, release: Release, file: AssetFile): Promise<Asset>
  renameAsset(repository: Repository, id: number, name: string): Promise<Asset>
  /** Gone already is as good. */
  deleteAsset(repository: Repository, id: number): Promise<void>
  /** There already at the same object is as good; at another object it fails with REF_EXISTS. */
  createRef(repository: Repository, ref: string, object: string): Promise<void>
  /**
   * Moves a ref that stands at `from`, forward or not; without `to` it is deleted. One call that compares and moves. False when it
   * stands elsewhere, true when it is where it was to go, whoever brought it there.
   */
  moveRef(repository: Repository, ref: string, move: { readonly from: string; readonly to?: string }, signal?: AbortSignal): Promise<boolean>
  /** An annotated tag object (not yet a ref); its id. */
  createTag(repository: Repository, tag: { name: string; message: string; commit: string }): Promise<string>
  /**
   * One commit on top of `expectedHead`; fails with BRANCH_MOVED when the branch has gone on, with BRANCH_PROTECTED when it takes
   * no commits from this token. Never forced.
   */
  commit(repository: Repository, branch: string, commit: { expectedHead: string; headline: string; body: string; changes: readonly FileChange[] }): Promise<{ id: string; url: string }>
  /** The body must end with a marker. One that is open for the same head and base is returned instead of a second one. */
  createPullRequest(repository: Repository, pull: { head: string; base: string; title: string; body: string }): Promise<PullRequest>
}
