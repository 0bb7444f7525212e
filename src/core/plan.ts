// The plan: what this run will do, decided once, printed, and carried out unchanged.
import type { ConfigCommit } from './config.js'
import type { Digest } from './digest.js'
import type { Json } from './json.js'

export const phases = ['build', 'stage', 'publish', 'promote', 'verify', 'point', 'follow'] as const
/** What is carried out together, each task as soon as what it comes after is done: what is promoted and verified may be needed by what is published. */
export const passes: readonly (readonly Phase[])[] = [['build'], ['stage'], ['publish', 'promote', 'verify'], ['point'], ['follow']]
export type Phase = (typeof phases)[number]
export type StepName = `${Phase}:${string}`
/** `build:wheel/wheel`: the step and the name of the entry. */
export type TaskId = `${StepName}/${string}`

export interface PlannedTask {
  readonly id: TaskId
  readonly step: StepName
  readonly phase: Phase
  readonly entry: string
  /** For people: `Upload demo 1.2.0 to PyPI`. */
  readonly title: string
  readonly task: Json
  /** Task ids that must be done before (within this plan). */
  readonly after: readonly TaskId[]
  /** Task ids whose artifacts this one is given. */
  readonly inputs: readonly TaskId[]
}

export interface SkippedTask {
  readonly id: TaskId
  readonly skip: string
}

/** What is released, and from where. */
export interface PinnedTag {
  readonly name: string
  /** Object id of the ref's target: the tag object if annotated, else the commit. */
  readonly object: string
  readonly commit: string
  /** `none`: no tag started this run, and the source has none that could be moved; the name is given by the config, or by whoever asked. */
  readonly kind: 'lightweight' | 'annotated' | 'signed' | 'none'
}

export interface Plan {
  readonly schema: 1
  readonly line: string
  readonly version: string
  readonly tag: PinnedTag
  readonly configDigest: Digest
  /** Only when the config is not the tagged commit's. */
  readonly configFrom?: ConfigCommit
  /** A release (or draft) of the tag that was begun by other means is taken over. */
  readonly adopt?: true
  /** Of the image tags of this release, where they have one. */
  readonly revision?: number
  readonly tasks: readonly PlannedTask[]
  readonly skipped: readonly SkippedTask[]
}
