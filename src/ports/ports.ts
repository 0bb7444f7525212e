// Everything a run is given by its door. The same value for the real world and for a rehearsal.
import type { Repository } from '../core/facts.js'
import type { HeldLock, Holder } from '../core/lock.js'
import type { Chat } from './chat.js'
import type { Clock } from './clock.js'
import type { Exec } from './exec.js'
import type { Files } from './files.js'
import type { Git } from './git.js'
import type { GitHub } from './github.js'
import type { Issues } from './issues.js'
import type { Log } from './log.js'
import type { PackageIndex } from './package-index.js'
import type { Pulls } from './pull-requests.js'
import type { Registry } from './registry.js'
import type { Signatures } from './signatures.js'
import type { WaitBudget } from './wait-budget.js'
import type { Workspace } from './world.js'

export interface Ports {
  readonly clock: Clock
  /** How long this run may still wait for others. */
  readonly waits: WaitBudget
  readonly log: Log
  readonly files: Files
  readonly exec: Exec
  readonly git: Git
  readonly github: GitHub
  readonly issues: Issues
  /** Of other repositories, with the token for them. */
  readonly pulls: Pulls
  readonly chat: Chat
  readonly registry: Registry
  readonly index: PackageIndex
  readonly signatures: Signatures
  readonly signal: AbortSignal
  readonly repository: Repository
  /** Base URL for links: https://github.com */
  readonly server: string
  /** Version of Slipway. */
  readonly slipway: string
  /** Absolute path of the work tree that `check` and `set-version` see. */
  readonly folder: string
  /** Gets a ref or a commit that the clone lacks from the project's repository, into a store of this run. Gives its object id. */
  bring(what: string): Promise<string>
  /** Pushes a tag object of these bytes with its ref, which must not be there. Its id. For tags that are signed here. */
  pushTag(name: string, bytes: Uint8Array): Promise<string>
  /** Who this run is, for others that wait for it. */
  readonly holder: Holder
  /** Told which lock this run holds (undefined: none any more), so that what comes after the process can drop it. */
  noteLock(held: HeldLock | undefined): void
  /** Ends the run: aborts `signal` with this reason. */
  stop(reason: unknown): void
  /** Fresh folders for one run; the door removes them at the end. */
  makeWorkspace(): Promise<Workspace>
}
