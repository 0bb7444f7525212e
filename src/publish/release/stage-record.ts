// stage:record: `slipway.json` as the last asset of the draft. It is the commit point: once it is there the bytes are frozen,
// and every later run publishes them and builds nothing. What it does not name (an earlier run left it out) is frozen in a ref.
import { artifactKinds, type Artifact } from '../../core/artifact.js'
import { makeRecord, recordName, renderRecord } from '../../core/record.js'
import { repositoryText } from '../../core/facts.js'
import type { Probe } from '../../core/result.js'
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { Release } from '../../ports/github.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { mustBePinned } from '../pin.js'
import { isVoid, judgeRecord, unnamed, type RecordFile } from '../record-file.js'
import { readRecordRef, takeBackRecordRef, writeRecordRef } from '../record-ref.js'
import { makeTask, releaseEntry, targetOf, type ReleaseEntry, type ReleaseTask } from './entry.js'
import { placeOf, readRecordFile, recordAsset } from './frozen.js'
import { lookRecord } from './look.js'
import { notesOf } from './notes.js'
import { holdings, situationOf } from './situation.js'
import { upload } from './stage-release.js'
import { compare, made, wantedAssets, type Wanted } from './wanted.js'

export const stageRecord = defineStep<ReleaseEntry, ReleaseTask>({
  name: 'stage:record',
  phase: 'stage',
  slot: 'publish.release',
  takes: artifactKinds,
  gives: [],
  needs: ['stage:release', 'stage:image', 'stage:chart'],
  schema: releaseEntry,
  cost: () => ({ requests: 11, creates: 1 }),
  plan: (facts, entry) => ({ title: `Freeze the bytes of ${facts.tag.name} in ${recordName}`, task: makeTask(facts, entry) }),
  preflight: async () => [],
  probe: async (task, inputs, world) => {
    const { ours } = await situationOf(task, world)
    if (!ours) return { state: 'absent' }
    const file = await readRecordFile(world.github, targetOf(task), { release: ours, tag: world.tag })
    return file ? judge(file, inputs, { ours, world }) : { state: 'partial', missing: [recordName] }
  },
  look: lookRecord,
  apply: async (task, inputs, world) => {
    const { ours } = await situationOf(task, world)
    if (!ours) return fail('BUG', { what: 'the record was to be staged before its draft' })
    const wanted = wantedRecord(task, inputs, world)
    const file = await readRecordFile(world.github, targetOf(task), { release: ours, tag: world.tag })
    if (!file) return freeze(wanted, ours, { task, inputs, world })
    if (unnamed(file, inputs).length > 0) await writeRecordRef(Buffer.from(wanted.bytes ?? []).toString('utf8'), world)
  },
  takeBack: async (task, world) => {
    await takeBackRecordRef(world)
    const { ours } = await situationOf(task, world)
    const file = ours && (await readRecordFile(world.github, targetOf(task), { release: ours, tag: world.tag }))
    if (!file) return
    // Looked at by its number: a list may not know yet that another run has published it.
    const now = await world.github.release(targetOf(task), ours.id)
    if (!isVoid(file, world) || now?.draft === false) return fail('RECORD_APPEARED', { where: placeOf(now ?? ours) })
    const asset = await recordAsset(world.github, targetOf(task), ours)
    world.signal.throwIfAborted()
    world.log.info(`Taking back the record in ${file.where}: what it names is gone, and nothing of it is public.`)
    if (asset) await world.github.deleteAsset(targetOf(task), asset.id)
  },
})

export const wantedRecord = (task: ReleaseTask, inputs: readonly Artifact[], world: ReadWorld): Wanted => {
  const record = makeRecord({ slipway: task.slipway, repository: repositoryText(world.repository), plan: world.plan, artifacts: inputs })
  return made(recordName, renderRecord(record), 'application/json')
}

const freeze = async (wanted: Wanted, draft: Release, { task, inputs, world }: { task: ReleaseTask; inputs: readonly Artifact[]; world: World }): Promise<void> => {
  const { missing, wrong } = compare(wantedAssets(task, inputs, await notesOf(task, world)), await holdings(world.github, targetOf(task), draft))
  const names = [...missing, ...wrong.map((it) => it.wanted)].map((it) => it.name)
  // A record of bytes that are not there would stop every later run.
  if (names.length > 0) return fail('DRAFT_BUSY', { tag: draft.tag, url: draft.url, names: names.join(', ') })
  await mustBePinned(world)
  try {
    await upload(wanted, draft, { task, world })
  } catch (failure) {
    if (!(failure instanceof ReleaseError) || failure.code !== 'ASSET_EXISTS') throw failure
    fail('RECORD_APPEARED', { where: placeOf(draft) }, { cause: failure })
  }
}

/** The record is never written again: what a run with --without left out of it is frozen beside it. */
const judge = async (file: RecordFile, inputs: readonly Artifact[], { ours, world }: { ours: Release; world: ReadWorld }): Promise<Probe> => {
  const own = judgeRecord(file, inputs, { world, outcome: { where: recordName, url: ours.url } })
  const left = unnamed(file, inputs)
  if (own.state !== 'done' || left.length === 0) return own
  const names = left.map((it) => it.fileName).join(', ')
  const beside = await readRecordRef(world.github, world.repository, world.tag)
  if (!beside) return { state: 'partial', missing: [`a record of ${names}`] }
  const other = judgeRecord(beside, left, { world, outcome: {} })
  return other.state === 'done' ? { ...own, outcome: { ...own.outcome, note: `made before ${names}, which ${beside.where} names` } } : other
}
