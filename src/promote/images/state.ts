// How far a promotion is: what is staged, what the list says, and what is proposed. Reads only.
import type { Artifact } from '../../core/artifact.js'
import type { Digest } from '../../core/digest.js'
import { printImageName } from '../../core/image-name.js'
import { contentsOf, mediaTypes } from '../../core/oci.js'
import { productionOf, stagedOf, type Staged } from '../../core/promotion.js'
import type { Probe } from '../../core/result.js'
import type { Manifest } from '../../ports/registry.js'
import type { ReadWorld } from '../../ports/world.js'
import { isDone, judge } from '../proposal/judge.js'
import { look, readBase } from '../proposal/look.js'
import { markerOf, targetOf } from '../proposal/proposal.js'
import { hasMarker } from '../../core/marker.js'
import type { ImagesTask } from './entry.js'
import { promotedDigest, type Promotion } from './grow-list.js'
import { listChange } from './list-change.js'
import { readImageList } from './read-list.js'

export interface Resolved {
  readonly staged: Staged
  readonly tag: string
  /** `registry/path:tag` in the staging registry. */
  readonly where: string
  /** Of what this release pushed, or is about to; undefined for a chart that is not pushed yet. */
  readonly digest: Digest | undefined
  readonly isStaged: boolean
  /** The staging registry has other bytes under the tag. */
  readonly moved?: { readonly found: string; readonly wanted: string }
}

/** The chart inside: its manifest is another one with every push of Helm's. */
const chartIn = (manifest: Manifest): Digest | undefined => contentsOf(manifest.bytes)?.blobs.find((it) => it.mediaType === mediaTypes.helmChart)?.digest

const resolve = async (staged: Staged, tag: string, { registry }: ReadWorld): Promise<Resolved> => {
  const there = await registry.manifest(staged.staging, tag)
  const where = printImageName({ ...staged.staging, tag })
  const { artifact, kind } = staged
  if (!artifact) return { staged, tag, where, digest: there?.digest, isStaged: there !== undefined }
  const found = there && (kind === 'chart' ? (chartIn(there) ?? there.digest) : there.digest)
  const isMoved = found !== undefined && found !== artifact.digest
  return {
    staged, tag, where, isStaged: there !== undefined, digest: kind === 'chart' ? (isMoved ? undefined : there?.digest) : artifact.digest,
    ...(isMoved ? { moved: { found, wanted: artifact.digest } } : {}),
  }
}

/** Asked anew each time. */
export const resolveAll = async (task: ImagesTask, inputs: readonly Artifact[], world: ReadWorld): Promise<readonly Resolved[]> =>
  (await Promise.all(task.sources.map((source) => {
    const staged = stagedOf(source, inputs)
    return Promise.all(staged.tags.map((tag) => resolve(staged, tag, world)))
  }))).flat()

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
  const found = await resolveAll(task, inputs, world)
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
  return judge(proposal, change, await look(proposal, world))
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
