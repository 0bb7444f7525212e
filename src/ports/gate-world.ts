// What a gate may ask: reads only. A gate that needs one more port adds it here.
import type { ConfigCommit } from '../core/config.js'
import type { Actor } from '../core/request.js'
import type { TrustedLine } from '../core/trusted-line.js'
import type { Clock } from './clock.js'
import type { GitReader } from './git.js'
import type { GitHubReader } from './github.js'
import type { IssuesReader } from './issues.js'
import type { Log } from './log.js'
import type { Ports } from './ports.js'

export interface GateWorld extends Pick<Ports, 'repository' | 'signal' | 'bring' | 'signatures'> {
  readonly clock: Clock
  readonly log: Log
  readonly git: GitReader
  readonly github: GitHubReader
  readonly issues: IssuesReader
  /** The head of the default branch as GitHub has it: what a gate reads of the project's files (OWNERS, signers), it reads there. */
  readonly trusted: ConfigCommit
  /** The lines of the config there; none without one. */
  readonly lines: readonly TrustedLine[]
  /** Undefined where no runner says it. */
  readonly actor?: Actor
  /** Files as the commit that is about to be made will have them; undefined when the tag is there, and its commit with it. */
  readonly edited?: ReadonlyMap<string, string>
  /** Bytes of a tag signed as the one that is about to be made will be. */
  readonly trial?: Uint8Array
}
