// What `slipway continue` found of one tag, and what came of it.
import type { RunOutcome } from './result.js'
import type { Report } from './report.js'

export interface ContinuedRelease {
  readonly tag: string
  readonly line: string
  /** `left-alone`: not to be released by itself. `not-reached`: this run ended before. */
  readonly outcome: RunOutcome | 'left-alone' | 'not-reached'
  /** One sentence: what happened, or why nothing did. */
  readonly summary: string
  /** How a person goes on with this one; absent when there is nothing to do. */
  readonly command?: string
  /** It is left alone because nothing of it is built, and this run builds nothing. */
  readonly unbuilt?: true
  /** Of the release, when it was gone into. */
  readonly report?: Report
}
