// What came of a task, and of a run.
import type { Problem } from '../errors/release-error.js'
import type { Artifact } from './artifact.js'
import type { Digest } from './digest.js'
import type { TaskId } from './plan.js'

/** What is public (or built, or staged) once a task is done. Everything is optional: a step says what it has. */
export interface Outcome {
  /** Where a person finds it: `docker.io/accanto/os-vim-driver:1.0.0`, the URL of a release or of a commit. */
  readonly where?: string
  readonly url?: string
  readonly digest?: Digest
  readonly size?: number
  /** Commands with which a user takes it: `docker pull NAME@sha256:…`. */
  readonly commands?: readonly string[]
  /** Artifacts that later tasks are given. */
  readonly artifacts?: readonly Artifact[]
  readonly note?: string
}

/** Frozen bytes that a destination should get (or have), and that are neither there nor on this disk. */
export interface Gone {
  readonly name: string
  readonly digest: Digest
  /** Where they should be: `in the draft 1.0.0 of accanto/os-vim-driver`. */
  readonly where: string
}

/** All that Slipway can do is done, and somebody else has to act: people who merge, a system that copies. */
export interface Wait {
  readonly state: 'waiting'
  /** `https://github.com/kubernetes/k8s.io/pull/7871 to be merged`: goes after "waits for". */
  readonly for: string
  readonly url?: string
  /** Where it will be, for the table. */
  readonly where?: string
}

/** Asking a destination what it holds. A conflict is never overwritten; what is `gone` cannot be put there by anybody. */
export type Probe =
  | { readonly state: 'absent'; readonly gone?: readonly Gone[] }
  | { readonly state: 'partial'; readonly missing: readonly string[]; readonly gone?: readonly Gone[] }
  | { readonly state: 'done'; readonly outcome: Outcome }
  | { readonly state: 'conflict'; readonly found: string; readonly wanted: string }
  | Wait

/** Something that preflight found. `unproven` is what could not be asked in advance; it does not stop the run. */
export interface Finding {
  readonly severity: 'error' | 'warning' | 'unproven'
  readonly problem: Problem
}

export type TaskState = 'done' | 'already' | 'would' | 'waiting' | 'failed' | 'not-reached'

export interface TaskResult {
  readonly id: TaskId
  readonly title: string
  readonly state: TaskState
  readonly outcome?: Outcome
  readonly problem?: Problem
  /** Milliseconds spent on it. */
  readonly took: number
}

export type RunOutcome =
  | 'released' | 'already-released' | 'resumed' | 'pruned' | 'nothing-to-do' | 'waiting' | 'incomplete' | 'blocked' | 'conflict' | 'failed'
