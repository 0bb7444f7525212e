// What an earlier run of the same release has frozen, by the task that built it: these bytes are published, never built again.
import type { Artifact, ArtifactKind } from '../core/artifact.js'
import type { Plan, PlannedTask, TaskId } from '../core/plan.js'
import type { Ports } from '../ports/ports.js'
import type { AnyStep } from '../ports/step.js'
import { findFrozen } from '../publish/release/frozen.js'

export const frozenArtifacts = async (plan: Plan, steps: readonly AnyStep[], { github, repository }: Pick<Ports, 'github' | 'repository'>): Promise<ReadonlyMap<TaskId, readonly Artifact[]>> => {
  const record = await findFrozen(github, repository, plan.tag)
  if (!record) return new Map()
  const gives = new Map(steps.map((step) => [step.name, new Set<ArtifactKind>(step.gives)]))
  const madeBy = (task: PlannedTask): readonly Artifact[] => (record.artifacts as readonly Artifact[]).filter((it) => it.name === task.entry && gives.get(task.step)?.has(it.kind))
  const builds = plan.tasks.filter((it) => it.phase === 'build').map((it) => [it.id, madeBy(it)] as const)
  return new Map(builds.filter(([, artifacts]) => artifacts.length > 0))
}
