// The lock of a release: a ref that is there while a run works on the tag, and the text that it leads to. Pure: what it says, and
// when it counts no more. How it is taken and held is engine/lock.
import type { Repository } from './facts.js'
import { repositoryText } from './facts.js'
import { canonicalJson } from './json.js'

/** Who holds it. `id` is by chance, and tells two jobs of one workflow run apart. */
export type Holder = WorkflowHolder | MachineHolder

export interface WorkflowHolder {
  readonly run: number
  readonly attempt: number
  readonly url: string
  readonly id: string
}

export interface MachineHolder {
  readonly host: string
  readonly id: string
}

export interface Lock {
  /** `owner/name`. A mirror carries refs along: a run that is named there is none of this repository. */
  readonly repository: string
  readonly tag: string
  readonly holder: Holder
  /** Milliseconds since 1970, by GitHub's clock. */
  readonly expires: number
}

/** What a lock that a run holds leads to, for whoever has to drop it after that run. */
export interface HeldLock {
  readonly repository: Repository
  readonly ref: string
  /** The object that it led to when it was last looked at, and the one that it was about to be moved to. */
  readonly objects: readonly string[]
}

/** How long it holds without being renewed: a run that was killed keeps others waiting for so long at most. */
export const leaseMs = 180_000
/** Two renewals may fail before the lease is over. */
export const renewMs = 60_000
/** Before its end the holder begins no write that might take effect after it. */
export const marginMs = 20_000
/** After its end the others wait a little longer: GitHub's times are whole seconds, and answers take their time. */
export const graceMs = 5_000

export const lockRef = (tag: string): string => `refs/slipway/lock/${tag}`

/** The name within the tag object: it is no name of a tag. */
export const lockTagName = (tag: string): string => `slipway-lock-${tag}`

export const renderLock = ({ repository, tag, holder, expires }: Lock): string =>
  canonicalJson({ slipway: 'lock', repository, tag, holder: { ...holder }, expires: new Date(expires).toISOString() })

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0

const holderOf = (value: unknown): Holder | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  const { run, attempt, url, host, id } = value as Readonly<Record<string, unknown>>
  if (!isText(id)) return undefined
  if (isCount(run) && isCount(attempt) && isText(url)) return { run, attempt, url, id }
  return isText(host) ? { host, id } : undefined
}

/** Undefined for every other text: anybody who may write to the repository can make that ref. */
export const parseLock = (text: string, tag: string): Lock | undefined => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const it = value as Readonly<Record<string, unknown>>
  const holder = holderOf(it['holder'])
  const expires = isText(it['expires']) ? Date.parse(it['expires']) : NaN
  if (it['slipway'] !== 'lock' || it['tag'] !== tag || !isText(it['repository']) || !holder || !Number.isFinite(expires)) return undefined
  return { repository: it['repository'], tag, holder, expires }
}

export const hasExpired = (lock: Lock, now: number): boolean => now > lock.expires + graceMs

/** A workflow run is attempted again only when all jobs of the attempt before have ended. */
export const isEarlierAttempt = (theirs: Holder, ours: Holder): boolean =>
  'run' in theirs && 'run' in ours && theirs.run === ours.run && theirs.attempt < ours.attempt

export const holderText = (holder: Holder): string =>
  'run' in holder ? `workflow run ${holder.run}, attempt ${holder.attempt} (${holder.url})` : `a run on ${holder.host}`

/** A piece of an address that needs no quotes in any shell. */
const plainPiece = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`)

/** How a person breaks it. */
export const breakCommand = (repository: Repository, ref: string): string =>
  `gh api -X DELETE repos/${repositoryText(repository)}/git/${ref.split('/').map(plainPiece).join('/')}`
