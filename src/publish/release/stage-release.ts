// stage:release: a draft of ours with every asset in it, each digest read back. Nobody sees a draft, so everything here can be
// done again; what other people put there is never touched.
import { sideBySide } from '../../core/side-by-side.js'
import type { Artifact } from '../../core/artifact.js'
import { shortDigest, type Digest } from '../../core/digest.js'
import { isMarked, type AdoptedAsset } from '../../core/marker.js'
import { recordName } from '../../core/record.js'
import type { Finding, Gone, Probe } from '../../core/result.js'
import { fail, failAll, problem, type Problem } from '../../errors/release-error.js'
import type { Release } from '../../ports/github.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { isVoid } from '../record-file.js'
import { adoptedBody, adoptionFindings, heldBy, takeOver, type Taken } from './adopt.js'
import { emptyFindings, isElsewhere } from './elsewhere.js'
import { fileKinds, makeTask, markerOf, releaseEntry, targetOf, wantedEntries, type ReleaseEntry, type ReleaseTask } from './entry.js'
import { placeOf, recordAsset } from './frozen.js'
import { lookDraft } from './look.js'
import { bodyOf, notesOf, tryWords } from './notes.js'
import { rollingFindings } from './rolling.js'
import { holdings, situationOf, whoseDraft, type Situation } from './situation.js'
import { wordFiles } from './words.js'
import { compare, isAdopted, temporaryName, wantedAssets, type Comparison, type Held, type Wanted } from './wanted.js'

/** Uploads side by side; GitHub asks for restraint with requests that create. */
const width = 4

export const stageRelease = defineStep<ReleaseEntry, ReleaseTask>({
  name: 'stage:release',
  phase: 'stage',
  slot: 'publish.release',
  takes: fileKinds,
  gives: [],
  schema: releaseEntry,
  reads: (entry, paths) => wordFiles(entry.notes, paths),
  // The draft, each file and their checksums; the looks before and after, which grow by a page with each hundred of files.
  cost: (_task, artifacts) => ({ requests: 19 + artifacts + 5 * Math.floor(artifacts / 100), creates: artifacts + 2 }),
  plan: (facts, entry) => {
    const task = makeTask(facts, entry)
    return { title: `Draft release ${facts.tag.name} in ${task.repository} with its assets`, task, ...wantedEntries(facts, entry) }
  },
  preflight: (task, world) => preflight(task, world),
  probe: (task, inputs, world) => probe(task, inputs, world),
  look: lookDraft,
  apply: async (task, inputs, world) => {
    const wanted = wantedAssets(task, inputs, await notesOf(task, world))
    await fill(await ownDraft(task, wanted, world), wanted, { task, world })
  },
})

const preflight = async (task: ReleaseTask, world: ReadWorld): Promise<readonly Finding[]> => {
  const situation = await situationOf(task, world)
  const { ours, foreign, foreignDrafts, isAdopting, adopted } = situation
  const common = { tag: world.tag.name, repository: task.repository }
  const adoption = adoptionFindings(situation, { task, world })
  if (adoption.some((it) => it.severity === 'error')) return adoption
  if (foreign) return [{ severity: 'error', problem: takenProblem(foreign, common) }]
  const rolling = await rollingFindings(situation, { task, world })
  const drafts: Finding[] = [...adoption, ...rolling, ...foreignDrafts.map((it): Finding => ({ severity: 'warning', problem: problem('DRAFT_FOREIGN', { ...common, url: it.url, whose: whoseDraft(it) }) }))]
  // What is public needs no right any more, unless it was public before it was whole.
  if (ours && !ours.draft && !isAdopting && !adopted) return drafts
  if (!ours) await tryWords(task, world)
  const [access, empty] = await Promise.all([world.github.can(targetOf(task), 'contents:write'), emptyFindings(task, world)])
  drafts.push(...empty)
  const said = access.reason ?? ''
  if (access.state === 'denied') return [...drafts, { severity: 'error', problem: problem('RIGHT_MISSING', { scope: 'contents:write', repository: task.repository, why: 'make the release and its assets', said, ...(isElsewhere(task, world) ? { elsewhere: true } : {}) }) }]
  if (access.state === 'unproven') return [...drafts, { severity: 'unproven', problem: problem('RIGHT_UNPROVEN', { scope: 'contents:write', where: task.repository, said }) }]
  return drafts
}

/** Slipway made it, of another commit; or somebody else did. */
const takenProblem = (foreign: Release, common: { readonly tag: string; readonly repository: string }): Problem =>
  isMarked(foreign.body) ? problem('RELEASE_TAKEN', { ...common, url: foreign.url }) : problem('RELEASE_FOREIGN', { ...common, url: foreign.url })

const probe = async (task: ReleaseTask, inputs: readonly Artifact[], world: ReadWorld): Promise<Probe> => {
  const wanted = wantedAssets(task, inputs, await notesOf(task, world))
  const situation = await situationOf(task, world)
  if (situation.foreign) return foreignConflict(situation.foreign, wanted, { task, world })
  const { ours } = situation
  if (!ours) return { state: 'absent', ...goneOf(wanted, task, world) }
  const held = await holdings(world.github, targetOf(task), ours)
  const adopted = situation.isAdopting ? heldBy(held) : (situation.adopted ?? [])
  const comparison = compare(wanted, held, adopted)
  if (situation.isAdopting) adoptedBody(ours, held, { task, world })
  const isFrozen = !ours.draft || held.some((it) => it.asset.name === recordName && it.asset.state === 'uploaded' && !isVoid({ digest: it.digest as Digest }, world))
  const probed = judge(ours, { situation, comparison, isFrozen, adopted })
  return probed.state === 'partial' ? { ...probed, ...goneOf([...comparison.missing, ...comparison.wrong.map((it) => it.wanted)], task, world) } : probed
}

/** Frozen bytes lie in the draft only. */
const goneOf = (missing: readonly Wanted[], task: ReleaseTask, world: ReadWorld): { readonly gone?: readonly Gone[] } => {
  const gone = missing.filter((it) => it.path === undefined && it.bytes === undefined)
  const where = `in the release ${world.tag.name} of ${task.repository}`
  return gone.length > 0 ? { gone: gone.map(({ name, digest }) => ({ name, digest, where })) } : {}
}

interface Judged {
  readonly situation: Situation
  readonly comparison: Comparison
  /** The record is there: these bytes are the release, and nothing replaces them. */
  readonly isFrozen: boolean
  /** What it held when it was taken over, which nothing replaces either. */
  readonly adopted: readonly AdoptedAsset[]
}

const judge = (ours: Release, { situation, comparison, isFrozen, adopted }: Judged): Probe => {
  const { missing, wrong, temporary, unknown, kept } = comparison
  const first = wrong.find((it) => isFrozen || isAdopted(it.held, adopted))
  if (first) return { state: 'conflict', found: `${first.wanted.name} ${first.held.digest}`, wanted: `${first.wanted.name} ${first.wanted.digest}` }
  // In a public release others may add files; in a draft nobody should, and publishing would publish them in our name.
  if (ours.draft && unknown.length > 0) return fail('DRAFT_CHANGED', { tag: ours.tag, url: ours.url, names: unknown.map((it) => it.name).join(', ') })
  if (ours.immutable && missing.length > 0) return { state: 'conflict', found: `an immutable release without ${missing.map((it) => it.name).join(', ')} (${ours.url})`, wanted: missing.map((it) => `${it.name} ${it.digest}`).join(', ') }
  const needless = [...temporary.map((it) => `removal of ${it.asset.name}`), ...emptyTwins(situation).map((it) => `removal of the empty draft ${it.id}`)]
  const lacks = [...(situation.isAdopting ? ['the mark of Slipway, as it was begun by other means'] : []), ...missing.map((it) => it.name), ...wrong.map((it) => it.wanted.name), ...(ours.draft ? needless : [])]
  if (lacks.length > 0) return { state: 'partial', missing: lacks }
  const notes = [noteOf('taken over with it, and not of this release', kept), noteOf('further assets that are not of this release', unknown)].filter((it) => it !== '')
  return { state: 'done', outcome: { where: `${ours.draft ? 'draft ' : ''}${ours.tag}`, url: ours.url, ...(notes.length > 0 ? { note: notes.join('; ') } : {}) } }
}

const noteOf = (what: string, assets: readonly { readonly name: string }[]): string => (assets.length > 0 ? `${what}: ${assets.map((it) => it.name).join(', ')}` : '')

const foreignConflict = async (foreign: Release, wanted: readonly Wanted[], { task, world }: { task: ReleaseTask; world: ReadWorld }): Promise<Probe> => {
  const { wrong, right } = compare(wanted, await holdings(world.github, targetOf(task), foreign))
  const [first] = wrong
  if (first) return { state: 'conflict', found: `${first.wanted.name} ${first.held.digest} in ${foreign.url}`, wanted: `${first.wanted.name} ${first.wanted.digest}` }
  return { state: 'conflict', found: `a release that Slipway did not make, with ${right.length} of the ${wanted.length} assets (${foreign.url})`, wanted: `a release made from ${world.tag.object}` }
}

const emptyTwins = ({ twins }: Situation): readonly Release[] => twins.filter((it) => it.draft && it.assets.length === 0)

/** Our draft, found or made. Two runs may both make one; both then see both, choose the same, and remove the empty other. */
const ownDraft = async (task: ReleaseTask, wanted: readonly Wanted[], world: World): Promise<Taken> => {
  const { github } = world
  const repository = targetOf(task)
  const before = await situationOf(task, world)
  if (before.ours && before.isAdopting) return takeOver(before.ours, wanted, { task, world })
  failAll(adoptionFindings(before, { task, world }).filter((it) => it.severity === 'error').map((it) => it.problem))
  failAll(before.foreign ? [takenProblem(before.foreign, { tag: world.tag.name, repository: task.repository })] : [])
  const made = before.ours ?? (await github.createRelease(repository, {
    tag: world.tag.name, name: task.title, body: await bodyOf(task, world), draft: true, prerelease: task.prerelease, makeLatest: false,
  }))
  const after = before.ours ? before : await situationOf(task, world)
  for (const twin of emptyTwins(after)) await removeIfEmpty(twin, { task, world })
  return { release: after.ours ?? made, adopted: after.adopted ?? [] }
}

/** Looked at again right before: another run may have begun to fill it. */
const removeIfEmpty = async (twin: Release, { task, world }: { task: ReleaseTask; world: World }): Promise<void> => {
  const repository = targetOf(task)
  const now = await world.github.release(repository, twin.id)
  if (!now?.draft || (await world.github.assets(repository, twin.id)).length > 0) return
  world.log.info(`Removing the empty draft ${twin.id} of ${twin.tag}: ${markerOf(task, world)} is in an older one.`)
  await world.github.deleteRelease(repository, twin.id)
}

const fill = async ({ release: draft, adopted }: Taken, wanted: readonly Wanted[], { task, world }: { task: ReleaseTask; world: World }): Promise<void> => {
  const repository = targetOf(task)
  const held = await holdings(world.github, repository, draft)
  const { missing, wrong, temporary } = compare(wanted, held, adopted)
  const theirs = wrong.filter((it) => isAdopted(it.held, adopted)).map((it) => `${it.wanted.name} with other bytes (${it.held.digest} instead of ${it.wanted.digest})`)
  if (theirs.length > 0) return fail('DRAFT_CHANGED', { tag: draft.tag, url: draft.url, names: theirs.join(', ') })
  const ready = (it: Wanted): Held | undefined => temporary.find((other) => other.asset.name === temporaryName(it) && other.digest === it.digest)
  const used = new Set<number>()
  const waiting = async (it: Wanted): Promise<number> => {
    const there = ready(it) ?? { asset: await upload({ ...it, name: temporaryName(it) }, draft, { task, world }) }
    used.add(there.asset.id)
    return there.asset.id
  }
  await sideBySide(missing, width, async (it) => {
    if (!ready(it)) return void (await upload(it, draft, { task, world }))
    await world.github.renameAsset(repository, await waiting(it), it.name)
  })
  if (wrong.length > 0) await mustBeUnfrozen(draft, { task, world })
  for (const { wanted: it, held: old } of wrong) {
    // At every instant there is one whole asset: the new one is up and checked before the old one goes.
    const id = await waiting(it)
    await world.github.deleteAsset(repository, old.asset.id)
    await world.github.renameAsset(repository, id, it.name)
  }
  for (const it of temporary) if (!used.has(it.asset.id)) await world.github.deleteAsset(repository, it.asset.id)
}

/** Pauses between looks; as long in all as GitHub's lists are known to lag. */
const pauses = [1000, 2000, 4000, 8000, 15_000] as const

/**
 * Bytes are replaced only while no record names them. A list may be older than the record of a run that was just killed, so the
 * record is looked for with patience; replacing happens only when a build gave other bytes after a run was cut off.
 */
const mustBeUnfrozen = async (draft: Release, { task, world }: { task: ReleaseTask; world: World }): Promise<void> => {
  for (const pause of [0, ...pauses]) {
    if (pause > 0) await world.clock.sleep(pause, world.signal)
    if (await recordAsset(world.github, targetOf(task), draft)) return fail('RECORD_APPEARED', { where: placeOf(draft) })
  }
}

export const upload = async (it: Wanted, draft: Release, { task, world }: { task: ReleaseTask; world: World }): ReturnType<World['github']['uploadAsset']> => {
  world.signal.throwIfAborted()
  const path = it.path ?? (await written(it, world)) ?? fail('FROZEN_VANISHED', { name: it.name, digest: it.digest, where: `in the draft ${draft.tag}` })
  const { name, size, mediaType, digest } = it
  return world.github.uploadAsset(targetOf(task), draft, { name, path, size, mediaType, digest })
}

const written = async (it: Wanted, world: World): Promise<string | undefined> => {
  if (!it.bytes) return undefined
  const path = `${world.workspace.temp}/${shortDigest(it.digest)}-${it.name}`
  await world.files.writeFile(path, it.bytes)
  return path
}
