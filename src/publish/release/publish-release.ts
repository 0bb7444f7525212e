// publish:release: the draft becomes public, as one call, after everything that it speaks of. Right before it, the tag and every
// digest are read again: between staging and this moment somebody may have moved the one or exchanged the others.
import type { Artifact } from '../../core/artifact.js'
import { recordName } from '../../core/record.js'
import type { Finding, Outcome, Probe } from '../../core/result.js'
import { fail, problem, ReleaseError } from '../../errors/release-error.js'
import type { Release } from '../../ports/github.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { movedTag, mustBePinned } from '../pin.js'
import { fileKinds, isHigher, makeTask, releaseEntry, targetOf, wantedEntries, type ReleaseEntry, type ReleaseTask } from './entry.js'
import { lookPublished } from './look.js'
import { notesOf, upToDate } from './notes.js'
import { leftBehind, placeTag, removeBehind, takePlaceOf } from './replace.js'
import { mustBeNewer } from './rolling.js'
import { holdings, situationOf, type Situation } from './situation.js'
import { attached, compare, wantedAssets, type Comparison, type Held, type Wanted } from './wanted.js'

export const publishRelease = defineStep<ReleaseEntry, ReleaseTask>({
  name: 'publish:release',
  phase: 'publish',
  slot: 'publish.release',
  takes: fileKinds,
  gives: [],
  needs: ['stage:record', 'publish:image', 'publish:chart', 'publish:index', 'verify:staged', 'promote:images', 'promote:edit', 'verify:production', 'verify:release'],
  schema: releaseEntry,
  // Of a name that rolls also the look at what is out, the move of the tag, and the other release.
  cost: (task) => ({ requests: task.rolling === true ? 24 : 8, creates: 0 }),
  plan: (facts, entry) => {
    const task = makeTask(facts, entry)
    return { title: `Publish the release ${facts.tag.name} of ${task.repository}`, task, ...wantedEntries(facts, entry) }
  },
  preflight: async (task, world) => {
    const moved = await movedTag(world)
    return [...titleFindings(task), ...(moved ? [{ severity: 'error', problem: problem('TAG_MOVED', moved) } satisfies Finding] : [])]
  },
  probe: (task, inputs, world) => probe(task, inputs, world),
  look: lookPublished,
  apply: async (task, inputs, world) => {
    const wanted = wantedAssets(task, inputs, await notesOf(task, world))
    const situation = await situationOf(task, world)
    if (situation.ours?.draft !== false) await flip(wanted, situation, { task, world })
    await removeTwins(wanted, { task, world })
    await removeBehind(wanted, { task, world })
  },
})

/** GitHub: "name is too long (maximum is 256 characters)", and says it after everything is staged. */
const longestTitle = 256

const titleFindings = ({ title }: ReleaseTask): readonly Finding[] =>
  title.length <= longestTitle ? [] : [{ severity: 'error', problem: problem('TITLE_TOO_LONG', { title: `${title.slice(0, 40)} …`, length: title.length, limit: longestTitle }) }]

const probe = async (task: ReleaseTask, inputs: readonly Artifact[], world: ReadWorld): Promise<Probe> => {
  const wanted = wantedAssets(task, inputs, await notesOf(task, world))
  const situation = await situationOf(task, world)
  const { ours, foreign, twins, isAdopting } = situation
  if (foreign) return { state: 'conflict', found: `a release that Slipway did not make (${foreign.url})`, wanted: `a release made from ${world.tag.object}` }
  if (!ours || ours.draft) return { state: 'absent' }
  const held = await holdings(world.github, targetOf(task), ours)
  const { missing, wrong } = compare(wanted, held)
  const [first] = wrong
  if (first) return { state: 'conflict', found: `${first.wanted.name} ${first.held.digest}`, wanted: `${first.wanted.name} ${first.wanted.digest}` }
  const behind = await leftBehind(situation, wanted, { task, world })
  const lacks = [...behind.map((it) => `removal of the draft ${it.id}, which was there before`), ...(isAdopting ? ['the mark of Slipway'] : []), ...missing.map((it) => it.name), ...(hasRecord(held) ? [] : [recordName]), ...(await needless(twins, wanted, { task, world })).map((it) => `removal of the draft ${it.id}`)]
  return lacks.length > 0 ? { state: 'partial', missing: lacks } : { state: 'done', outcome: outcomeOf(ours, attached(task, inputs), held) }
}

const hasRecord = (held: readonly Held[]): boolean => held.some((it) => it.asset.name === recordName && it.asset.state === 'uploaded')

const outcomeOf = (release: Release, artifacts: readonly Artifact[], held: readonly Held[]): Outcome => {
  const urlOf = (it: Artifact): string => held.find((other) => other.asset.name === it.fileName)?.asset.downloadUrl ?? ''
  const commands = artifacts.flatMap((it) => (it.kind === 'wheel' ? [`pip install ${urlOf(it)}`] : it.kind === 'chart' ? [`helm pull ${urlOf(it)}`] : []))
  return { where: `release ${release.tag}`, url: release.url, commands, ...(release.immutable ? { note: 'immutable' } : {}) }
}

const flip = async (wanted: readonly Wanted[], { ours, foreign, before, adopted, isAdopting }: Situation, { task, world }: { task: ReleaseTask; world: World }): Promise<void> => {
  const { github, tag } = world
  const repository = targetOf(task)
  if (foreign) return fail('RELEASE_FOREIGN', { tag: tag.name, repository: task.repository, url: foreign.url })
  if (!ours) return fail('BUG', { what: 'a release was to be published before its draft was made' })
  if (isAdopting) return fail('DRAFT_CHANGED', { tag: ours.tag, url: ours.url, names: 'a text without the mark of Slipway' })
  const latest = await github.latestRelease(repository)
  await mustBePinned(world)
  if (before) await mustBeNewer(before, { task, world })
  await placeTag(task, world)
  // The last look before everybody sees it: what somebody put in there meanwhile would be published in our name.
  const held = await holdings(github, repository, ours)
  checkDraft(ours, compare(wanted, held, adopted), held)
  world.signal.throwIfAborted()
  // The body as it stands in the draft: a person may have put it right there. Whose draft was taken over keeps his title too.
  const name = adopted && ours.name !== '' ? ours.name : task.title
  const fields = { tag: tag.name, name, body: await upToDate(ours.body, task, world), draft: false, prerelease: task.prerelease }
  const makeLatest = task.latest && !task.prerelease && !(latest && isHigher(task, latest.tag, world))
  try {
    if (before) await takePlaceOf(before, { id: ours.id, fields: { ...fields, makeLatest } }, { task, world })
    else await github.updateRelease(repository, ours.id, { ...fields, makeLatest })
  } catch (failure) {
    // Another run of this release may have published its twin in this very moment: then it is done, and by us.
    if (!(failure instanceof ReleaseError) || failure.code !== 'RELEASE_EXISTS') throw failure
    if ((await situationOf(task, world)).ours?.draft !== false) throw failure
  }
}

/** Nothing that is wrong, missing or not ours goes public. */
const checkDraft = (draft: Release, { missing, wrong, temporary, unknown }: Comparison, held: readonly Held[]): void => {
  const names = [
    ...wrong.map((it) => `${it.wanted.name} with other bytes (${it.held.digest} instead of ${it.wanted.digest})`),
    ...[...unknown, ...temporary.map((it) => it.asset)].map((it) => it.name),
    ...missing.map((it) => `no ${it.name}`),
    ...(hasRecord(held) ? [] : [`no ${recordName}`]),
  ]
  if (names.length > 0) fail('DRAFT_CHANGED', { tag: draft.tag, url: draft.url, names: names.join(', ') })
}

/** Drafts of ours that hold nothing of other people. One that does is left for a person. */
const needless = async (twins: readonly Release[], wanted: readonly Wanted[], { task, world }: { task: ReleaseTask; world: ReadWorld }): Promise<readonly Release[]> => {
  const found = await Promise.all(twins.map(async (twin) => {
    const { unknown } = compare(wanted, await holdings(world.github, targetOf(task), twin))
    return twin.draft && unknown.length === 0 ? [twin] : []
  }))
  return found.flat()
}

const removeTwins = async (wanted: readonly Wanted[], { task, world }: { task: ReleaseTask; world: World }): Promise<void> => {
  const { twins } = await situationOf(task, world)
  const removed = await needless(twins, wanted, { task, world })
  for (const twin of removed) await world.github.deleteRelease(targetOf(task), twin.id)
  for (const twin of twins.filter((it) => !removed.includes(it))) world.log.warn(`A second draft of this release holds other assets and is left alone: ${twin.url}`)
}
