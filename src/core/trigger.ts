// Why a run exists, and for what.

export type Trigger =
  /** A tag that exists: pushed, or named on the command line. `commit` and `object` are what the event said, to be compared. */
  | { readonly kind: 'tag'; readonly tag: string; readonly commit?: string; readonly object?: string }
  /** A version that is to be prepared (references, commit, tag) and then released in the same run. */
  | { readonly kind: 'version'; readonly version: string; readonly branch?: string }
  /** Nothing that could be released: a deleted tag, a branch without a line, a foreign event. */
  | { readonly kind: 'none'; readonly reason: string }
