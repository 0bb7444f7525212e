// How far a promotion is: what is staged, what the list says, and what is proposed. Reads only.
import type { Artifact } from '../../core/artifact.js'
import type { Digest } from '../../core/digest.js'
import { printImageName } from '../../core/image-name.js'
import { productionOf } from '../../core/promotion.js'
import type { Probe } from '../../core/result.js'
import type { ReadWorld } from '../../ports/world.js'
import { hasBegun, isDone, judge } from '../proposal/judge.js'
import { look, readBase } from '../proposal/look.js'
import { markerOf, targetOf } from '../proposal/proposal.js'
import { hasMarker } from '../../core/marker.js'
import { chartIn } from '../../core/oci.js'
import type { ImagesTask } from './entry.js'
import { promotedDigest, type Promotion } from './grow-list.js'
import { listChange } from './list-change.js'
import { readImageList } from './read-list.js'
import { isReleased } from './released.js'
import { resolveAll, type Resolved } from '../staged/resolve.js'

export const promotionsOf = (all: readonly Resolved[]): readonly Promotion[] =>
  all.flatMap((it) => (it.digest === undefined ? [] : [{ image: it.staged.name, digest: it.digest, tag: it.tag }]))

const doneOf = (task: ImagesTask, all: readonly Resolved[], url?: string): Probe => {
  const [first] = all
  const name = (it: Resolved): string => (task.production === null ? it.staged.name : printImageName(productionOf(task.production, it.staged)))
  const where = all.map((it) => `${name(it)}:${it.tag}`).join(', ')
  const commands = task.production === null ? [] : all.map((it) => (it.staged.kind === 'chart' ? `helm pull oci://${name(it)} --version ${it.tag}` : `docker pull ${name(it)}:${it.tag}`))
  return { state: 'done', outcome: { where, ...(first?.digest ? { digest: first.digest } : {}), ...(url === undefined ? {} : { url }), ...(commands.length > 0 ? { commands } : {}) } }
}

/** A staging registry forgets. What it has no tag for any more may be listed, and be in production, with this very content. */
const remembered = async (it: Resolved, listed: Digest | undefined, { task, world }: { task: ImagesTask; world: ReadWorld }): Promise<Resolved> => {
  if (it.digest !== undefined || listed === undefined || task.production === null || !it.staged.artifact) return it
  const there = await world.registry.manifest(productionOf(task.production, it.staged), listed)
  return there && chartIn(there) === it.staged.artifact.digest ? { ...it, digest: listed } : it
}

export const probeImages = async (task: ImagesTask, inputs: readonly Artifact[], world: ReadWorld): Promise<Probe> => {
  const found = await resolveAll(task.sources, inputs, world)
  const moved = found.find((it) => it.moved)
  if (moved?.moved) return { state: 'conflict', found: `${moved.where} ${moved.moved.found}`, wanted: `${moved.where} ${moved.moved.wanted}` }
  const { proposal, project } = task
  const base = await readBase(proposal, world)
  const list = readImageList(base.text.replace(/^\ufeff/, ''), proposal.file)
  const all = await Promise.all(found.map((it) => remembered(it, promotedDigest(list, it.staged.name, it.tag), { task, world })))
  const change = listChange(proposal.file, project, promotionsOf(all))
  // Fails here when a tag is listed with another digest: before anything is staged, and before any pull request.
  if (isDone(change, { base }) && all.every((it) => it.digest !== undefined)) return doneOf(task, all, await urlOf(task, world))
  if (all.some((it) => !it.isStaged)) return { state: 'absent' }
  const situation = await look(proposal, world)
  // Who takes an entry out of the list long after has not reverted the promotion.
  if (situation.pull?.merged === true && all.every((it) => it.digest !== undefined) && (await isReleased(world))) return doneOf(task, all, situation.pull.url)
  return judge(proposal, change, situation)
}

/** Are these very digests listed, or proposed? */
export const hasBegunImages = async ({ sources, proposal, project, production }: ImagesTask, inputs: readonly Artifact[], world: ReadWorld): Promise<boolean> => {
  const { state } = await probeImages({ sources, proposal, project, production }, inputs, world)
  if (state === 'done' || state === 'waiting') return true
  const all = await resolveAll(sources, inputs, world)
  if (all.some((it) => it.moved !== undefined || it.digest === undefined)) return false
  return hasBegun(listChange(proposal.file, project, promotionsOf(all)), await look(proposal, world))
}

/** The pull request by which it came, where it can still be found. */
const urlOf = async ({ proposal }: ImagesTask, world: ReadWorld): Promise<string | undefined> => {
  try {
    const repository = proposal.fork === null ? await world.pulls.ownFork(targetOf(proposal)) : undefined
    const places = proposal.fork === null ? [targetOf(proposal), ...(repository ? [repository] : [])] : [{ owner: proposal.fork.split('/')[0] ?? '', name: proposal.fork.split('/')[1] ?? '' }]
    const pulls = await Promise.all(places.map((place) => world.pulls.from(targetOf(proposal), { repository: place, branch: proposal.branch })))
    return pulls.flat().find((it) => it.merged && hasMarker(it.body, markerOf(proposal, world)))?.url
  } catch (failure) {
    world.log.debug(`The pull request of ${proposal.branch} is not found: ${failure instanceof Error ? failure.message : ''}`)
    return undefined
  }
}
