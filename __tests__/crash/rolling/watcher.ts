// What must hold at every instant while a name rolls: one of its two releases is public and whole, but between two calls in a row; the old one
// is there until the new one is public; and nothing leads to the new one before it is.
import { Watcher, type Watched } from '../invariants/watcher.js'
import { assetsOf, imagesOf, withoutWaiting, type EndState, type ReleaseState } from '../simulation/end-state.js'
import type { TracedCall } from '../simulation/simulation.js'
import { releaseWrites, type Universe } from '../simulation/universe.js'
import { images, target } from './project.js'
import { headOf, named, tagOf, targetOf } from './whole.js'

type Say = (what: string) => void

/** What is out before the run. */
export interface Out {
  readonly id: number
  readonly assets: Readonly<Record<string, string>>
  readonly tag: string
  readonly head: string
  readonly commit: string
}

export const outOf = (universe: Universe, commit: string): Out => {
  const [release] = named(universe)
  return { id: release?.id ?? 0, assets: assetsOf(targetOf(universe), release?.id ?? 0), tag: tagOf(universe), head: headOf(universe), commit }
}

/** Of an end that is whole. */
const assetsIn = (whole: EndState): Readonly<Record<string, string>> => (JSON.parse(whole.told[`${target.owner}/${target.name} releases`] ?? '[]') as readonly ReleaseState[])[0]?.assets ?? {}

interface Gap {
  /** Undefined: it was there when the watch began. */
  readonly actor: string | undefined
  /** The call that opened it was answered, so that nothing stood in the way of the next one. */
  readonly isAnswered: boolean
  readonly writes: number
  calls: number
}

const isFlip = ({ method, url }: TracedCall): boolean => method === 'PATCH' && /\/driver-releases\/releases\/\d+$/.test(url)
const isClean = ({ played }: TracedCall): boolean => 'answer' in played && played.answer.status === 200 && played.answer.broken === undefined && played.answer.headers['content-type']?.includes('json') === true

export class RollingWatcher extends Watcher {
  private gap: Gap | undefined
  private hasLooked = false

  constructor(watched: Watched, private readonly old: Out, private readonly commit: string) {
    super(watched)
  }

  override begin(universe: Universe): this {
    this.hasLooked = true
    if (!named(universe).some((it) => !it.draft)) this.gap = { actor: undefined, isAnswered: false, writes: releaseWrites(universe), calls: 0 }
    return super.begin(universe)
  }

  override look(call: TracedCall, universe: Universe): void {
    this.lookAtGap(call, universe, (what) => void this.broken.push(`after call ${call.number} (${call.key}): ${what}`))
    super.look(call, universe)
  }

  private lookAtGap(call: TracedCall, universe: Universe, say: Say): void {
    const isFirst = !this.hasLooked
    this.hasLooked = true
    if (named(universe).some((it) => !it.draft)) return void (this.gap = undefined)
    const writes = releaseWrites(universe)
    if (!this.gap) {
      if (!isFirst && !isFlip(call)) say('nothing is public under the name any more')
      this.gap = { actor: isFirst ? undefined : call.actor, isAnswered: isClean(call), writes, calls: 0 }
      return
    }
    // Whoever waits for the lock may look meanwhile.
    if (this.gap.actor !== undefined && this.gap.actor !== call.actor) return
    this.gap.calls++
    if (this.gap.isAnswered && this.gap.calls === 1 && !isFlip(call)) say('a call came between the two of the swap')
    if (writes !== this.gap.writes) say('something was written while nothing was public under the name')
  }

  protected override instant(universe: Universe, say: Say): void {
    const there = withoutWaiting(imagesOf(universe))
    this.digestsStay(there, say)
    this.imagesAreWhole(universe, say)
    this.nameStands(universe, say)
    this.pointersLast(universe, there, say)
  }

  /** One complete release at most is public, and as long as that is not the new one, the old one is there with all of its files. */
  private nameStands(universe: Universe, say: Say): void {
    const repo = targetOf(universe)
    const open = named(universe).filter((it) => !it.draft)
    if (open.length > 1) say(`${open.length} releases are public under the name`)
    const isNew = open.some((it) => it.id !== this.old.id)
    const whole = [this.old.assets, ...this.watched.whole.map(assetsIn)].map((it) => JSON.stringify(it))
    for (const { id } of open) {
      const assets = JSON.stringify(assetsOf(repo, id))
      if (!(id === this.old.id ? whole.slice(0, 1) : whole.slice(1)).includes(assets)) say(`the release ${id} is public with ${assets}`)
    }
    if (this.wasPublic && !isNew) say('the new release was public, and is not any more')
    this.wasPublic ||= isNew
    const oldAssets = JSON.stringify(assetsOf(repo, this.old.id))
    if (!isNew && (!repo.releases.has(this.old.id) || oldAssets !== whole[0])) say(`the new release is not public, and the old one is ${repo.releases.has(this.old.id) ? `there with ${oldAssets}` : 'gone'}`)
    this.besideIt(universe, isNew, say)
  }

  /** The tag moves before the new one is public; of the new one there is one draft. */
  private besideIt(universe: Universe, isNew: boolean, say: Say): void {
    const tag = tagOf(universe)
    if (tag !== this.old.head && (isNew || tag !== this.old.tag)) say(`the tag stands at ${tag}`)
    const drafts = named(universe).filter((it) => it.draft && it.id !== this.old.id)
    if (this.watched.isAlone === true && drafts.length > 1) say(`there are ${drafts.length} drafts of the new one`)
  }

  /** The image is there under every name before anything points to it, and the release is public before that. */
  private pointersLast(universe: Universe, there: Readonly<Record<string, string>>, say: Say): void {
    const fresh = new Set(this.watched.whole.map((it) => it.images[`docker.io/${images[0]}:${this.commit}`]))
    const moved = [...images.filter((it) => fresh.has(there[`docker.io/${it}:latest`])).map((it) => `${it}:latest`), ...(headOf(universe) === this.old.head ? [] : ['the file'])]
    const lacking = images.filter((it) => !fresh.has(there[`docker.io/${it}:${this.commit}`]))
    if (moved.length > 0 && lacking.length > 0) say(`${moved.join(' and ')} point to the new commit, and ${lacking.join(', ')} has no image of it`)
    if (moved.length > 0 && !this.wasPublic) say(`${moved.join(' and ')} point to a release that is not public`)
    if (this.wasPublic && lacking.length > 0) say(`the release is public, and ${lacking.join(', ')} has no image of it`)
  }
}

/** A run for a newer commit, after one that was broken off: what it finds may be the one or the other, and something whole is always there. */
export class OvertakingWatcher extends RollingWatcher {
  protected override instant(universe: Universe, say: Say): void {
    this.digestsStay(withoutWaiting(imagesOf(universe)), say)
    this.imagesAreWhole(universe, say)
    const isWhole = (id: number): boolean => {
      const assets = assetsOf(targetOf(universe), id)
      return ['SHA256SUMS', 'kontain.tar.gz', 'runenv-python.tar.gz', 'slipway.json'].every((it) => assets[it]?.startsWith('sha256:') === true)
    }
    const [all, open] = [named(universe), named(universe).filter((it) => !it.draft)]
    if (open.length > 1) say(`${open.length} releases are public under the name`)
    for (const { id } of open) if (!isWhole(id)) say(`the release ${id} is public, and not whole`)
    if (!all.some(({ id }) => isWhole(id))) say('no whole release of the name is there, not even as a draft')
  }
}
