// stage:freeze: the commit point of a line that makes no GitHub release (or of a run that leaves it out). Images and charts wait in
// their registries; which bytes they are is said by a record in a ref of Slipway's own, before the first version tag is pushed.
import { z } from 'zod'
import { artifactKinds, type Artifact } from '../../core/artifact.js'
import { repositoryText } from '../../core/facts.js'
import { makeRecord, renderRecord } from '../../core/record.js'
import type { Finding } from '../../core/result.js'
import { problem } from '../../errors/release-error.js'
import { defineStep, type NamedEntry } from '../../ports/step.js'
import type { ReadWorld } from '../../ports/world.js'
import { judgeRecord, unnamed } from '../record-file.js'
import { readRecordRef, recordRef, takeBackRecordRef, writeRecordRef } from '../record-ref.js'

/** JSON: it goes into the plan and the record. */
type FreezeTask = {
  readonly slipway: string
  readonly ref: string
}

export const stageFreeze = defineStep<NamedEntry, FreezeTask>({
  name: 'stage:freeze',
  phase: 'stage',
  slot: 'line',
  wholeLine: { with: ['publish:image', 'publish:chart', 'publish:index'], without: ['stage:record'] },
  takes: artifactKinds,
  gives: [],
  needs: ['stage:image', 'stage:chart'],
  schema: z.strictObject({ name: z.string() }),
  cost: () => ({ requests: 6, creates: 0 }),
  plan: (facts) => ({ title: `Freeze the bytes of ${facts.tag.name} in a record`, task: { slipway: facts.slipway, ref: recordRef(facts.tag) } }),
  preflight: (_task, world) => preflight(world),
  probe: async (task, inputs, world) => {
    const file = await readRecordRef(world.github, world.repository, world.tag)
    if (!file) return { state: 'absent' }
    const left = unnamed(file, inputs).map((it) => it.fileName)
    return judgeRecord(file, inputs, { world, outcome: { where: task.ref, ...(left.length > 0 ? { note: `made before ${left.join(', ')}, which it does not name` } : {}) } })
  },
  look: async (task, _inputs, world) => {
    const file = await readRecordRef(world.github, world.repository, world.tag)
    return [file ? { where: task.ref, mark: 'there', digest: file.digest, size: file.size } : { where: task.ref, mark: 'none' }]
  },
  apply: (task, inputs, world) => writeRecordRef(textOf(task, inputs, world), world),
  takeBack: (_task, world) => takeBackRecordRef(world),
})

const textOf = (task: FreezeTask, inputs: readonly Artifact[], world: ReadWorld): string =>
  renderRecord(makeRecord({ slipway: task.slipway, repository: repositoryText(world.repository), plan: world.plan, artifacts: inputs }))

const preflight = async ({ github, repository }: ReadWorld): Promise<readonly Finding[]> => {
  const scope = 'contents:write'
  const { state, reason = '' } = await github.can(repository, scope)
  if (state === 'granted') return []
  const where = repositoryText(repository)
  return state === 'denied'
    ? [{ severity: 'error', problem: problem('RIGHT_MISSING', { scope, repository: where, why: 'freeze what was built before its version tags are pushed', said: reason }) }]
    : [{ severity: 'unproven', problem: problem('RIGHT_UNPROVEN', { scope, where, said: reason }) }]
}
