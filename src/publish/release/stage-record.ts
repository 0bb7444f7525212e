// stage:record: `slipway.json` as the last asset of the draft. It is the commit point: once it is there the bytes are frozen,
// and every later run publishes them and builds nothing.
import { artifactKinds, type Artifact } from '../../core/artifact.js'
import { artifactsOf, makeRecord, recordName, renderRecord } from '../../core/record.js'
import { repositoryText } from '../../core/facts.js'
import type { Probe } from '../../core/result.js'
import { fail } from '../../errors/release-error.js'
import type { Release } from '../../ports/github.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld } from '../../ports/world.js'
import { makeTask, releaseEntry, targetOf, type ReleaseEntry, type ReleaseTask } from './entry.js'
import { readRecordFile, type RecordFile } from './frozen.js'
import { situationOf } from './situation.js'
import { upload } from './stage-release.js'
import { made, type Wanted } from './wanted.js'

export const stageRecord = defineStep<ReleaseEntry, ReleaseTask>({
  name: 'stage:record',
  phase: 'stage',
  slot: 'publish.release',
  takes: artifactKinds,
  gives: [],
  needs: ['stage:release', 'stage:image', 'stage:chart'],
  schema: releaseEntry,
  plan: (facts, entry) => ({ title: `Freeze the bytes of ${facts.tag.name} in ${recordName}`, task: makeTask(facts, entry) }),
  preflight: async () => [],
  probe: async (task, inputs, world) => {
    const { ours } = await situationOf(task, world)
    if (!ours) return { state: 'absent' }
    const file = await readRecordFile(world.github, targetOf(task), { release: ours, tag: world.tag })
    return file ? judge(file, inputs, ours) : { state: 'partial', missing: [recordName] }
  },
  apply: async (task, inputs, world) => {
    const { ours } = await situationOf(task, world)
    if (!ours) return fail('BUG', { what: 'the record was to be staged before its draft' })
    await upload(wantedRecord(task, inputs, world), ours, { task, world })
  },
})

export const wantedRecord = (task: ReleaseTask, inputs: readonly Artifact[], world: ReadWorld): Wanted => {
  const record = makeRecord({ slipway: task.slipway, repository: repositoryText(world.repository), plan: world.plan, artifacts: inputs })
  return made(recordName, renderRecord(record), 'application/json')
}

/**
 * Every artifact of this run that the record names must be the one it names. The record is never written again, so what a
 * run with --without left out stays out of it.
 */
const judge = (file: RecordFile, inputs: readonly Artifact[], release: Release): Probe => {
  const frozen = artifactsOf(file.record)
  const recorded = (it: Artifact): Artifact | undefined => frozen.find((other) => other.kind === it.kind && other.name === it.name && other.fileName === it.fileName)
  const other = inputs.find((it) => (recorded(it)?.digest ?? it.digest) !== it.digest)
  if (other) return { state: 'conflict', found: `${other.fileName} ${recorded(other)?.digest ?? ''} in the record`, wanted: `${other.fileName} ${other.digest}` }
  const left = inputs.filter((it) => !recorded(it)).map((it) => it.fileName)
  return { state: 'done', outcome: { where: recordName, url: release.url, digest: file.digest, size: file.size, ...(left.length > 0 ? { note: `made before ${left.join(', ')}, which it does not name` } : {}) } }
}
