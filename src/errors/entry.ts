// What an entry of the catalogue is. An error is given named facts only, never a config or a context, so that nothing
// secret can ride along into a message.

/** Decides the exit code of a run and whether a retry makes sense. `remote` is the only kind that is ever retried. */
export type Kind = 'config' | 'precondition' | 'gate' | 'conflict' | 'remote' | 'bug'

/** Where a problem lies. `file` is relative to the repository, `line` and `column` count from 1. */
export interface Place {
  readonly file?: string
  readonly line?: number
  readonly column?: number
  readonly url?: string
}

export interface Entry<Facts> {
  readonly kind: Kind
  /** What happened and where, in sentences. */
  readonly message: (facts: Facts) => string
  /** What to do now. */
  readonly hint: (facts: Facts) => string
  /** What programs that read the report are told besides the message. */
  readonly facts?: (facts: Facts) => Readonly<Record<string, string | number>>
  /** Facts with which docs/errors.md and the tests render the entry. */
  readonly sample: Facts
}

export const entry = <Facts>(it: Entry<Facts>): Entry<Facts> => it
