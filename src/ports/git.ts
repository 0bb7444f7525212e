// The local clone. It is only ever read: what is built comes from an export of the tagged commit in a directory of its own.
import type { Change } from '../core/changes.js'
import type { PinnedTag } from '../core/plan.js'

export interface ChangesAsked {
  /** Commit id of the release before; all of the history without one. */
  readonly from?: string
  readonly to: string
  /** Only what touched this folder or file. */
  readonly path?: string
  readonly limit: number
}

export interface MainlineCommit extends Change {
  /** Its first one, as far as it is listed. */
  readonly parent?: string
  /** Committer time, seconds since 1970. */
  readonly time: number
}

export interface GitReader {
  /** Fails with TAG_NOT_FOUND when neither the clone nor its remote has it. */
  resolveTag(name: string): Promise<PinnedTag>
  /** Message of an annotated tag, signature cut off; undefined for a lightweight one. */
  tagMessage(name: string): Promise<string | undefined>
  /** When the tag was made: of a lightweight one, its commit. Seconds since 1970. */
  tagTime(name: string): Promise<number>
  /** Names of all tags. */
  tags(): Promise<readonly string[]>
  /** Bytes of a tag object by its id, as far as the clone (or what was brought) has it. */
  tagBytes(object: string): Promise<Uint8Array | undefined>
  /** Full commit id of a revision, or undefined. */
  commit(revision: string): Promise<string | undefined>
  /** Committer time, seconds since 1970. */
  commitTime(commit: string): Promise<number>
  /** All file paths of a commit's tree. */
  paths(commit: string): Promise<readonly string[]>
  /** Is there a file (or a link) under exactly this path? Answered without reading the tree. */
  holds(commit: string, path: string): Promise<boolean>
  /** Bytes of a file at a commit, links within the tree followed; undefined if there is none. */
  show(commit: string, path: string): Promise<Uint8Array | undefined>
  /** What lies under each path of a commit's tree, submodules too: mode and object id. Two that are equal hold the same bytes. */
  entries(commit: string): Promise<ReadonlyMap<string, string>>
  /** The symbolic links of a commit's tree: path → target as written. */
  links(commit: string): Promise<Readonly<Record<string, string>>>
  /** What came to the mainline, newest first; a merge is one change. */
  changes(asked: ChangesAsked): Promise<readonly Change[]>
  /** All that the mainlines of these hold (ids, or whole names of refs), newest first, each once, as `take` takes it while others still come. `path` as above; empty for everything. */
  mainline<T>(asked: { readonly tips: readonly string[]; readonly path: string }, take: (it: MainlineCommit) => T): Promise<readonly T[]>
  isShallow(): Promise<boolean>
  /** Does the work tree differ from HEAD? */
  isDirty(): Promise<boolean>
  currentBranch(): Promise<string | undefined>
  /** URL of the remote `origin`, without credentials; undefined if there is none. */
  remoteUrl(): Promise<string | undefined>
}

export interface Git extends GitReader {
  /**
   * A detached checkout of the commit in `folder`: with history and submodules, without remotes, hooks, foreign config or
   * credentials; every time set to the commit's. The user's clone stays as it is.
   */
  exportTo(folder: string, commit: string): Promise<void>
}
