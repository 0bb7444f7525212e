// What earlier runs of the same release have frozen, by the task that built it: these bytes are published, never built again. The
// records lie in the releases that the config names, wherever they are, and in a ref of Slipway's own.
import type { Artifact, ArtifactKind } from '../core/artifact.js'
import type { LineConfig } from '../core/config.js'
import { repositoryText, type Repository } from '../core/facts.js'
import type { Plan, PlannedTask, TaskId } from '../core/plan.js'
import { artifactsOf } from '../core/record.js'
import { fail } from '../errors/release-error.js'
import type { Ports } from '../ports/ports.js'
import type { AnyStep } from '../ports/step.js'
import type { RecordFile } from '../publish/record-file.js'
import { readRecordRef } from '../publish/record-ref.js'
import { findFrozen, type Target } from '../publish/release/frozen.js'

export interface Frozen {
  readonly artifacts: ReadonlyMap<TaskId, readonly Artifact[]>
  readonly records: readonly RecordFile[]
}

export const nothingFrozen: Frozen = { artifacts: new Map(), records: [] }

export interface Line {
  readonly plan: Plan
  readonly line: LineConfig
  readonly steps: readonly AnyStep[]
}

export const findFrozenArtifacts = async (of: Line, { github, repository }: Pick<Ports, 'github' | 'repository'>): Promise<Frozen> => {
  const { tag, tasks } = of.plan
  const builds = tasks.filter((it) => it.phase === 'build')
  const released = (await Promise.all(releaseTargets(of, repository).map((it) => findFrozen(github, it, tag)))).filter((it) => it !== undefined)
  const named = agreed(released)
  // A record of a release names everything, unless its run left something out; only then there is more to look for.
  if (builds.every((it) => madeBy(it, named, of.steps).length > 0)) return { artifacts: byTask(builds, named, of.steps), records: released }
  const beside = await readRecordRef(github, repository, tag)
  const records = beside ? [...released, beside] : released
  return { artifacts: byTask(builds, agreed(records), of.steps), records }
}

/** Repositories in which the line makes releases. What this run leaves out may have been begun by an earlier one. */
export const releaseRepositories = (line: LineConfig, own: Repository): readonly Repository[] => {
  const names = (line.slots['publish.release'] ?? []).map((it) => (typeof it['repository'] === 'string' ? it['repository'] : repositoryText(own)))
  return [...new Set(names)].map((it) => ({ owner: it.slice(0, it.indexOf('/')), name: it.slice(it.indexOf('/') + 1) }))
}

export const releaseTargets = ({ line, plan }: Pick<Line, 'line' | 'plan'>, own: Repository): readonly Target[] =>
  releaseRepositories(line, own).map((repository) => ({ repository, ...(plan.adopt ? { adopt: true } : {}) }))

/** All that the records name. Two that name other bytes under one name cannot both be the release. */
const agreed = (records: readonly RecordFile[]): readonly Artifact[] => {
  const all = new Map<string, { readonly artifact: Artifact; readonly where: string }>()
  for (const file of records) {
    for (const artifact of artifactsOf(file.record)) {
      const key = `${artifact.kind} ${artifact.name} ${artifact.fileName}`
      const other = all.get(key)
      if (other && other.artifact.digest !== artifact.digest) {
        return fail('RECORDS_DIFFER', { name: artifact.fileName, one: `${other.artifact.digest} in ${other.where}`, other: `${artifact.digest} in ${file.where}` })
      }
      all.set(key, { artifact, where: file.where })
    }
  }
  return [...all.values()].map((it) => it.artifact)
}

const madeBy = (task: PlannedTask, artifacts: readonly Artifact[], steps: readonly AnyStep[]): readonly Artifact[] => {
  const gives = new Set<ArtifactKind>(steps.find((it) => it.name === task.step)?.gives)
  return artifacts.filter((it) => it.name === task.entry && gives.has(it.kind))
}

const byTask = (builds: readonly PlannedTask[], artifacts: readonly Artifact[], steps: readonly AnyStep[]): Frozen['artifacts'] =>
  new Map(builds.map((it) => [it.id, madeBy(it, artifacts, steps)] as const).filter(([, made]) => made.length > 0))
