// Why a run exists, and for what.

/** A run that no tag starts. */
export interface RunTrigger {
  readonly kind: 'run'
  /** `hand`: whoever asks says the name, and no rule is needed for it. */
  readonly why: 'push' | 'schedule' | 'dispatch' | 'hand'
  readonly branch?: string
  /** Commit (or, by hand, revision) that is released. */
  readonly commit?: string
  /** As it was given; else the config says it. */
  readonly name?: string
  /** Why it releases nothing, when no line has a rule for it. */
  readonly reason: string
}

/** What became of it: which run it was, and whether the config or a person named it. */
export interface Run extends Pick<RunTrigger, 'why' | 'branch'> {
  readonly named: 'config' | 'given'
}

export type Trigger =
  /** A tag that exists: pushed, or named on the command line. `commit` and `object` are what the event said, to be compared. */
  | { readonly kind: 'tag'; readonly tag: string; readonly commit?: string; readonly object?: string }
  /** A version that is to be prepared (references, commit, tag) and then released in the same run. */
  | { readonly kind: 'version'; readonly version: string; readonly branch?: string }
  | RunTrigger
  /** Nothing that could be released: a deleted tag, a branch without a line, a foreign event. */
  | { readonly kind: 'none'; readonly reason: string }
