// What GitHub holds of a release: the draft or the release with its assets, what other people made under the tag, the record. For
// people; nothing is decided by it.
import type { Artifact } from '../../core/artifact.js'
import type { HeldItem, Holding, Mark } from '../../core/holding.js'
import { recordName } from '../../core/record.js'
import type { Asset, Release } from '../../ports/github.js'
import type { ReadWorld } from '../../ports/world.js'
import { targetOf, type ReleaseTask } from './entry.js'
import { readRecordFile } from './frozen.js'
import { notesOf } from './notes.js'
import { situationOf, whoseDraft, type Situation } from './situation.js'
import { wantedAssets, type Wanted } from './wanted.js'

type Inputs = readonly Artifact[] | undefined

const byMeansOf = (situation: Situation): readonly string[] => [
  ...situation.twins.map((it) => `another draft of this release: ${it.url}`),
  ...situation.foreignDrafts.map((it) => `a draft that is ${whoseDraft(it)}: ${it.url}`),
]

/** Everything that waits or stands under the tag, whoever made it. */
export const lookDraft = async (task: ReleaseTask, inputs: Inputs, world: ReadWorld): Promise<readonly Holding[]> => {
  const situation = await situationOf(task, world)
  const release = situation.ours ?? situation.foreign
  const where = `${task.repository} ${world.tag.name}`
  const others = byMeansOf(situation)
  if (!release) return [{ where, mark: 'none', ...(others.length > 0 ? { note: others.join('; ') } : {}) }]
  const wanted = inputs ? wantedAssets(task, inputs, await notesOf(task, world)) : undefined
  const assets = await world.github.assets(targetOf(task), release.id)
  const missing = (wanted ?? []).filter((it) => !assets.some((asset) => asset.name === it.name && asset.state === 'uploaded'))
  const items = [...assets.map((it) => itemOf(it, wanted)), ...missing.map((it): HeldItem => ({ name: it.name, mark: 'none', digest: it.digest, size: it.size }))]
  const isWhole = items.every((it) => it.mark === 'there' || !wanted?.some((one) => one.name === it.name))
  const mark: Mark = situation.foreign ? 'other' : !wanted ? 'unjudged' : items.some((it) => it.mark === 'other') ? 'other' : isWhole ? 'there' : 'part'
  const count = assets.length === 1 ? 'one asset' : `${assets.length} assets`
  return [{ where, mark, url: release.url, items, note: [`${release.draft ? 'a draft with ' : ''}${count}${situation.adopted ? ', taken over from other means' : ''}`, ...others].join('; ') }]
}

const itemOf = ({ name, digest, size, state }: Asset, wanted: readonly Wanted[] | undefined): HeldItem => ({ name, size, mark: markOf({ name, digest, state }, wanted), ...(digest === null ? {} : { digest }) })

/** A file that is not of this release is no fault of it. */
const markOf = ({ name, digest, state }: Pick<Asset, 'name' | 'digest' | 'state'>, wanted: readonly Wanted[] | undefined): Mark => {
  if (state !== 'uploaded') return 'part'
  const own = wanted?.find((it) => it.name === name)
  if (!own || digest === null) return name === recordName ? 'there' : 'unjudged'
  return own.digest === digest ? 'there' : 'other'
}

export const lookPublished = async (task: ReleaseTask, inputs: Inputs, world: ReadWorld): Promise<readonly Holding[]> => {
  const { ours, foreign, before } = await situationOf(task, world)
  const where = `${task.repository} ${world.tag.name}`
  if (foreign) return [{ where, mark: 'other', url: foreign.url, note: 'published by other means', adoptable: true }]
  if (before) return [{ where, mark: 'none', url: before.url, note: 'another release of this name is out, whose place this one takes' }]
  if (!ours || ours.draft) return [{ where, mark: 'none' }]
  return [{ where, mark: inputs ? 'there' : 'unjudged', url: ours.url, ...noteOf(await remarks(task, ours, world)) }]
}

const noteOf = (remarks: readonly string[]): { readonly note?: string } => (remarks.length > 0 ? { note: remarks.join(', ') } : {})

const remarks = async (task: ReleaseTask, release: Release, { github }: ReadWorld): Promise<readonly string[]> => {
  const latest = await github.latestRelease(targetOf(task))
  return [...(latest?.id === release.id ? ['the latest'] : []), ...(release.prerelease ? ['a pre-release'] : []), ...(release.immutable ? ['immutable'] : [])]
}

export const lookRecord = async (task: ReleaseTask, _inputs: Inputs, world: ReadWorld): Promise<readonly Holding[]> => {
  const { ours } = await situationOf(task, world)
  const file = ours && (await readRecordFile(world.github, targetOf(task), { release: ours, tag: world.tag }))
  if (!ours || !file) return [{ where: recordName, mark: 'none' }]
  return [{ where: recordName, mark: 'there', digest: file.digest, size: file.size, note: `in the ${ours.draft ? 'draft' : 'release'}` }]
}
