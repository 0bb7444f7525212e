// What GitHub knows of a commit, a tag and a person, for the gates. Reads only; nothing here is believed of a clone.
import type { Repository } from '../core/facts.js'

export interface PersonRights {
  readonly login: string
  readonly isBot: boolean
  /** In the old words, which every role has one of. */
  readonly permission: 'admin' | 'write' | 'read' | 'none'
  /** `maintain`, `triage`, or a name that an organisation gave. */
  readonly role: string
}

/** One name that was reported for a commit, by a check run or by a status: the newest of it. */
export interface CheckReport {
  readonly name: string
  readonly state: 'green' | 'running' | 'red'
  /** In GitHub's word: `failure`, `timed_out`, `queued`. */
  readonly said: string
  /** Number of the app that reported it; a status does not say it. */
  readonly app?: number
  readonly url?: string
}

export interface RequiredCheck {
  readonly name: string
  /** Only what this app reports counts. */
  readonly app?: number
}

export interface TagObjectInfo {
  /** As the object says it, whatever the ref is called. */
  readonly name: string
  readonly target: string
  readonly type: string
  readonly isSigned: boolean
  /** GitHub's own judgement: `valid`, `unknown_key`, `expired_key`. */
  readonly verified: boolean
  readonly reason: string
  /** Bytes of the object, when the answer holds enough to put them together again; their id has to be compared. */
  readonly candidates: readonly Uint8Array[]
}

export interface RightsReader {
  /** Undefined when GitHub knows nobody of this name. */
  rightsOf(repository: Repository, login: string): Promise<PersonRights | undefined>
  /** Whose token this is; undefined for one that belongs to a workflow or an app, or when nobody is logged in. */
  self(): Promise<{ readonly login: string; readonly isBot: boolean } | undefined>
  /** How a commit stands to another one: `behind` and `identical` mean that `base` contains `head`. */
  compare(repository: Repository, base: string, head: string): Promise<'ahead' | 'behind' | 'diverged' | 'identical' | 'unrelated'>
  checks(repository: Repository, commit: string): Promise<readonly CheckReport[]>
  /** By branch protection and by rulesets, each name once. */
  requiredChecks(repository: Repository, branch: string): Promise<readonly RequiredCheck[]>
  tagObject(repository: Repository, object: string): Promise<TagObjectInfo>
}
