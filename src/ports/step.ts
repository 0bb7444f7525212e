// A step: a kind of work. The engine knows steps by this interface only; looping over entries, skipping, timing, retry,
// step names in errors and redaction live in the engine, never in a step.
import type { z } from 'zod'
import type { Artifact, ArtifactKind } from '../core/artifact.js'
import type { Facts } from '../core/facts.js'
import type { Cost } from '../core/github-limits.js'
import type { Holding } from '../core/holding.js'
import type { Json } from '../core/json.js'
import type { Phase, StepName } from '../core/plan.js'
import type { Finding, Outcome, Probe } from '../core/result.js'
import type { ReadWorld, World } from './world.js'

/**
 * What a step would do for one entry: a task, or a reason not to. A skip is a value, never an error. `from` narrows the
 * inputs to artifacts of the named build entries; by default a task is given every artifact of the kinds it takes.
 * `unasked`: the config does not ask for it, so a report that named it as left out would read like a fault.
 */
export type Planned<Task extends Json> =
  | { readonly title: string; readonly task: Task; readonly from?: readonly string[] }
  | { readonly skip: string; readonly unasked?: true }

/** The slot of the config that a step reads: `build.wheel`, `publish.image`, `version`. */
export type Slot = string

/** One entry of a slot, after its schema; every entry has a name, by default the last word of its slot. */
export interface NamedEntry {
  readonly name: string
}

/** A part of what a build gives, which a machine of its own may make. */
export interface BuildPart {
  /** `linux/arm64` */
  readonly platform: string
  /** Label of a runner in a workflow: one word, or several that it must all have. */
  readonly runner: string | readonly string[]
  /** The runner is of another kind, and needs emulation (QEMU) for what the build runs. */
  readonly emulated: boolean
}

/** Of a build whose parts may come from several machines. */
export interface InParts<Task extends Json> {
  of(task: Task): readonly BuildPart[]
  /** The same task for one part; what it gives is a part. */
  only(task: Task, platform: string): Task
  /** All parts as one. Runs nothing of the project. Parts that cannot be joined are refused. */
  join(task: Task, parts: readonly Artifact[], world: World): Promise<readonly Artifact[]>
}

export interface Step<Entry extends NamedEntry = NamedEntry, Task extends Json = Json> {
  readonly name: StepName
  readonly phase: Phase
  readonly slot: Slot
  readonly takes: readonly ArtifactKind[]
  readonly gives: readonly ArtifactKind[]
  /** Edges that artifacts do not show. */
  readonly needs?: readonly StepName[]
  /**
   * A task of the whole line, which no entry of the config asks for and no selection leaves out: it is there when the plan has a task of
   * one of the steps `with`, and none of the steps `without`. Its slot is `line`.
   */
  readonly wholeLine?: { readonly with: readonly StepName[]; readonly without: readonly StepName[] }
  /** Of several steps that share a slot: is this entry one of its own? Default: all are. */
  isFor?(entry: Entry): boolean
  /** Of `follow`: carried out also when the run has to wait for others. What it writes says how far the release is. */
  readonly evenIfOthersWait?: true
  /** It runs code of the project, or of what the project depends on: always, or for such a task. */
  readonly runsProject?: true | ((task: Task) => boolean)
  /** Of a build whose parts may come from several machines. */
  readonly parts?: InParts<Task>
  /** Strict; one entry of its slot, with defaults. */
  readonly schema: z.ZodType<Entry>
  /** Paths (in the tagged commit) whose text `plan` wants to see in `facts.texts`. */
  reads?(entry: Entry, paths: readonly string[]): readonly string[]
  /** Pure: the same facts give the same task, byte for byte. All decisions fall here. */
  plan(facts: Facts, entry: Entry): Planned<Task>
  /** Pure: about what carrying it out asks of GitHub, with so many artifacts. Without it: nothing. */
  cost?(task: Task, artifacts: number): Cost
  /** Reads only; all findings of all steps are shown together before anything is built. */
  preflight(task: Task, world: ReadWorld): Promise<readonly Finding[]>
  /** Reads only. Is it there, and is it ours (same digest)? */
  probe(task: Task, inputs: readonly Artifact[], world: ReadWorld): Promise<Probe>
  /**
   * Reads only. What is there, as it is, part by part, for people; `inputs` are undefined when nothing is frozen that it could be compared
   * with. Where a step has none, its probe says it.
   */
  look?(task: Task, inputs: readonly Artifact[] | undefined, world: ReadWorld): Promise<readonly Holding[]>
  /** Writes, and is the only one that must be there to. Must finish a partial state. A build step returns its artifacts here. */
  apply(task: Task, inputs: readonly Artifact[], world: World): Promise<Outcome | void>
  /** Writes, before every other write of the run: takes back the record that `world.voided` names, so that nothing is frozen any more. */
  takeBack?(task: Task, world: World): Promise<void>
  /** Writes, when the task was done before and this run wrote elsewhere: drops what an earlier run left on its way. Never needed. */
  tidy?(task: Task, inputs: readonly Artifact[], world: World): Promise<void>
}

// The engine holds steps of all kinds in one list; a step's own types are checked where it is defined.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyStep = Step<any, any>
export const defineStep = <Entry extends NamedEntry, Task extends Json>(step: Step<Entry, Task>): AnyStep => step
