// What GitHub holds under the tag: our release or draft, twins of it, and what other people made. Ours is told by the marker,
// which is bound to the tag object: a draft for the tag as it was before somebody moved it is not ours any more.
import { createHash } from 'node:crypto'
import { isMarked, markedTag, readMarker, type AdoptedAsset, type Marked } from '../../core/marker.js'
import { recordName } from '../../core/record.js'
import type { GitHubReader, Release } from '../../ports/github.js'
import { sideBySide } from '../../core/side-by-side.js'
import type { Repository } from '../../core/facts.js'
import type { ReadWorld } from '../../ports/world.js'
import { markedOf, targetOf, type ReleaseTask } from './entry.js'
import type { Held } from './wanted.js'

export interface Situation {
  /** Our release, or else our draft: the one to go on with. With --adopt also the one of other means that is to be taken over. */
  readonly ours?: Release
  /** What ours held when it was taken over, by an earlier run. */
  readonly adopted?: readonly AdoptedAsset[]
  /** Ours is still to be taken over: our marker is not in it yet. */
  readonly isAdopting?: boolean
  /** Further drafts of ours, left by runs that did not see one another. */
  readonly twins: readonly Release[]
  /** Published under the tag by other means. */
  readonly foreign?: Release
  readonly foreignDrafts: readonly Release[]
  /** Of a name that rolls: the public release whose place this one takes, whoever made it. */
  readonly before?: Release
  /** Of a name that rolls: drafts of Slipway for other commits. They were public before, or never came to it. */
  readonly behind: readonly Release[]
}

interface Looked {
  readonly adopt: boolean
  readonly rolling: boolean
}

const hasRecord = (release: Release): boolean => release.assets.some((it) => it.name === recordName && it.state === 'uploaded')

const onlyOf = (drafts: readonly Release[]): Release | undefined => (drafts.length === 1 ? drafts[0] : undefined)

/** Of a name that rolls, nothing that is public is in the way, and no draft of Slipway is anybody's. */
const othersOf = (others: readonly Release[], rolling: string | undefined): Pick<Situation, 'foreign' | 'foreignDrafts' | 'before' | 'behind'> => {
  const open = others.find((it) => !it.draft)
  const drafts = others.filter((it) => it.draft)
  if (rolling === undefined) return { ...(open ? { foreign: open } : {}), foreignDrafts: drafts, behind: [] }
  const isBehind = (it: Release): boolean => markedTag(it.body) === rolling
  return { ...(open ? { before: open } : {}), foreignDrafts: drafts.filter((it) => !isBehind(it)), behind: drafts.filter(isBehind) }
}

/** What is public counts most; then the draft whose bytes are frozen; then the oldest, which is what every run chooses. */
export const sortOut = (releases: readonly Release[], marked: Marked, { adopt = false, rolling = false }: Partial<Looked> = {}): Situation => {
  const ours = releases.filter((it) => readMarker(it.body, marked)).sort((a, b) => a.id - b.id)
  const { foreign, foreignDrafts, ...rolls } = othersOf(releases.filter((it) => !ours.includes(it)), rolling ? marked.tag : undefined)
  const wanted = adopt ? (foreign ?? onlyOf(ours.length === 0 ? foreignDrafts : [])) : undefined
  if (wanted) return { ours: wanted, isAdopting: true, twins: ours, foreignDrafts: foreignDrafts.filter((it) => it !== wanted), ...rolls }
  const chosen = ours.find((it) => !it.draft) ?? ours.find(hasRecord) ?? ours[0]
  const adopted = chosen && readMarker(chosen.body, marked)?.adopted
  return {
    ...(chosen ? { ours: chosen } : {}),
    ...(adopted ? { adopted } : {}),
    twins: ours.filter((it) => it !== chosen),
    ...(foreign ? { foreign } : {}),
    ...rolls,
    foreignDrafts,
  }
}

export const situationOf = async (task: ReleaseTask, world: ReadWorld): Promise<Situation> =>
  sortOut(await world.github.releasesByTag(targetOf(task), world.tag.name), markedOf(task.repository, world.tag), {
    adopt: world.plan.adopt === true, rolling: task.rolling === true,
  })

export const whoseDraft = (draft: Release): string => (isMarked(draft.body) ? 'one of Slipway for this tag at another object' : 'not of Slipway')

/** All assets with their digests. Servers that tell none have the bytes read back. */
export const holdings = async (github: GitHubReader, repository: Repository, release: Release): Promise<readonly Held[]> => {
  const assets = await github.assets(repository, release.id)
  return sideBySide(assets, 4, async (asset): Promise<Held> => {
    if (asset.state !== 'uploaded') return { asset, digest: 'nothing' }
    if (asset.digest !== null) return { asset, digest: asset.digest }
    const hash = createHash('sha256')
    for await (const part of github.asset(repository, asset)) hash.update(part)
    return { asset, digest: `sha256:${hash.digest('hex')}` }
  })
}
