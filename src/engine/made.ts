// The artifacts of a run: what its tasks have built or found frozen, and what is handed to the tasks that take it.
import type { Artifact } from '../core/artifact.js'
import type { Plan, PlannedTask, TaskId } from '../core/plan.js'
import type { Gone, Outcome } from '../core/result.js'
import { ReleaseError, type Problem } from '../errors/release-error.js'
import type { AnyStep } from '../ports/step.js'
import { goneProblem, isElsewhere } from './gone.js'

export interface Making {
  readonly plan: Plan
  /** Gets frozen bytes of an artifact from wherever they lie onto this disk; undefined when they lie nowhere. */
  readonly bring?: (artifact: Artifact) => Promise<Artifact | undefined>
  /** What tasks that build again must give, to the byte, because some of it is public; and what is said when they give something else. */
  readonly expected?: { readonly artifacts: ReadonlyMap<TaskId, readonly Artifact[]>; readonly orElse: Problem }
}

export class Made {
  private readonly made = new Map<TaskId, readonly Artifact[]>()

  constructor(private readonly work: Making, private readonly stepOf: (task: PlannedTask) => AnyStep) {}

  set(task: TaskId, artifacts: readonly Artifact[]): void {
    this.made.set(task, artifacts)
  }

  get all(): readonly Artifact[] {
    return [...this.made.values()].flat()
  }

  inputsOf(task: PlannedTask): readonly Artifact[] {
    const takes = new Set(this.stepOf(task).takes)
    return task.inputs.flatMap((id) => this.made.get(id) ?? []).filter((it) => takes.has(it.kind))
  }

  /** Only what is named, or all of it. True when something came. */
  async bringInputs(task: PlannedTask, only?: readonly Gone[]): Promise<boolean> {
    const { bring } = this.work
    const isWanted = (it: Artifact): boolean => isElsewhere(it) && (only?.some((gone) => gone.digest === it.digest) ?? true)
    let came = false
    for (const id of bring ? task.inputs : []) {
      const before = this.made.get(id) ?? []
      const artifacts = await Promise.all(before.map(async (it) => (isWanted(it) ? ((await bring?.(it)) ?? it) : it)))
      came ||= artifacts.some((it, at) => it !== before[at])
      if (before.length > 0) this.made.set(id, artifacts)
    }
    return came
  }

  /** Inputs of a task whose bytes are not on this disk; `mustBeHere` stops with them. */
  mustBeHere(task: PlannedTask, gone: Gone[]): void {
    const lacking = this.inputsOf(task).filter(isElsewhere).map((it): Gone => ({ name: it.fileName, digest: it.digest, where: `on this disk (to ${task.title.replace(/^./, (first) => first.toLowerCase())})` }))
    gone.push(...lacking)
    if (lacking.length > 0) throw new ReleaseError([goneProblem(lacking)])
  }

  mustBeExpected(task: PlannedTask, built: readonly Artifact[]): void {
    const { expected } = this.work
    const other = expected?.artifacts.get(task.id)?.find((it) => !built.some((one) => one.kind === it.kind && one.fileName === it.fileName && one.digest === it.digest))
    if (expected && other) throw new ReleaseError([expected.orElse])
  }
}

export const frozenOutcome = (artifacts: readonly Artifact[]): Outcome => ({ artifacts, note: 'frozen by an earlier run' })
