// Watches a world while runs are played on it: what must hold at every instant, and over the whole history. Each broken rule is
// a line for people.
import { repositoryOf, assetsOf, imagesOf, withoutWaiting, type EndState } from '../simulation/end-state.js'
import { allWrites, origins, type Universe } from '../simulation/universe.js'
import { secrets, tagName } from '../simulation/project.js'
import type { TracedCall } from '../simulation/simulation.js'

export interface Watched {
  /** Ends that are whole: the release of the one build, of the other. */
  readonly whole: readonly EndState[]
  /** Runs come one after the other, so that none has a reason to make anything that another has made. */
  readonly isInTurn?: boolean
  /** One run alone has no reason to make a second draft, not even for a moment. */
  readonly isAlone?: boolean
  /** It was public before, and somebody has taken it back. */
  readonly wasPublic?: boolean
  /** What other people have put there while the runs went on: names of images, of assets, of files on a package index, ids of releases. */
  readonly foreign?: { readonly files?: Readonly<Record<string, string>>; readonly images?: Readonly<Record<string, string>>; readonly assets?: Readonly<Record<string, string>>; readonly releases?: readonly number[] }
}

/** Name → digest. */
type Images = Readonly<Record<string, string>>

const pointer = /:latest$/
const tagRef = `refs/tags/${tagName}`
/** Calls that may lie between the last look at the tag and the writes that it allowed, of all tasks side by side. */
const inFlight = 8

export class Watcher {
  readonly broken: string[] = []
  protected readonly published = new Map<string, string>()
  private call = 0
  private readonly theirs = new Map<number, string>()
  private writes = -1
  /** The call after which the tag was no longer where it was pinned. */
  private movedAt: number | undefined
  /** Once it was: then somebody else has taken it back. */
  wasPublic: boolean

  constructor(protected readonly watched: Watched) {
    this.wasPublic = watched.wasPublic ?? false
  }

  /** What is there before the first call. */
  begin(universe: Universe): this {
    this.instant(universe, (what) => void this.broken.push(`to begin with: ${what}`))
    return this
  }

  look(call: TracedCall, universe: Universe): void {
    this.credentials(call)
    const isPinned = repositoryOf(universe).refs.get(tagRef) === this.watched.whole[0]?.refs[tagRef]
    this.movedAt = isPinned ? undefined : (this.movedAt ?? call.number)
    const writes = allWrites(universe)
    if (writes === this.writes) return
    this.writes = writes
    this.call = call.number
    const say = (what: string): void => void this.broken.push(`after call ${call.number} (${call.key}): ${what}`)
    this.instant(universe, say)
  }

  protected instant(universe: Universe, say: (what: string) => void): void {
    const images = withoutWaiting(imagesOf(universe))
    const before = this.published.size
    this.digestsStay(images, say)
    this.imagesAreWhole(universe, say)
    this.releaseIsWhole(universe, images, say)
    if (this.published.size > before && this.movedAt !== undefined && this.call > this.movedAt + inFlight) say(`something was published ${this.call - this.movedAt} calls after the tag had moved`)
    if (this.watched.isAlone) this.oneDraft(universe, say)
    this.foreignStays(universe, images, say)
  }

  private oneDraft(universe: Universe, say: (what: string) => void): void {
    const ours = [...repositoryOf(universe).releases.values()].filter((it) => it.draft && (it.body ?? '').trimEnd().endsWith('-->') && it.author === 'github-actions[bot]')
    if (ours.length > 1) say(`there are ${ours.length} drafts of ours`)
  }

  /** What is published never changes and never goes. */
  protected digestsStay(images: Images, say: (what: string) => void): void {
    for (const [name, digest] of Object.entries(images)) {
      if (pointer.test(name) || this.watched.foreign?.images?.[name] === digest) continue
      const before = this.published.get(name)
      if (before !== undefined && before !== digest) say(`${name} was ${before} and is ${digest}`)
      this.published.set(name, digest)
    }
    for (const name of this.published.keys()) if (!name.startsWith('asset ') && !(name in images)) say(`${name} was published and is gone`)
  }

  /** A tag leads to a manifest and to all of its blobs. */
  protected imagesAreWhole(universe: Universe, say: (what: string) => void): void {
    for (const registry of Object.values(universe.registries)) {
      for (const [name, it] of registry.state.repositories) {
        for (const [tag, { digest }] of it.tags) {
          const manifest = it.manifests.get(digest)
          if (!manifest) {
            say(`${registry.host}/${name}:${tag} leads to no manifest`)
            continue
          }
          const document = JSON.parse(Buffer.from(manifest.bytes).toString('utf8')) as { config?: { digest: `sha256:${string}` }; layers?: readonly { digest: `sha256:${string}` }[] }
          for (const blob of [document.config, ...(document.layers ?? [])]) if (blob && !it.blobs.has(blob.digest)) say(`${registry.host}/${name}:${tag} lacks the blob ${blob.digest}`)
        }
      }
    }
  }

  /** A release that people can see has all of its assets, and all that it speaks of; there is one; the pointers come last. */
  private releaseIsWhole(universe: Universe, images: Images, say: (what: string) => void): void {
    const repo = repositoryOf(universe)
    const { foreign = {} } = this.watched
    const visible = [...repo.releases.values()].filter((it) => !it.draft && it.tag === tagName && !foreign.releases?.includes(it.id))
    this.wasPublic ||= visible.length > 0
    if (visible.length > 1) say(`there are ${visible.length} public releases`)
    for (const release of visible) {
      const assets = Object.fromEntries(Object.entries(assetsOf(repo, release.id)).filter(([name]) => !(name in (foreign.assets ?? {}))))
      this.assetsStay(assets, say)
      const whole = this.watched.whole.find((it) => JSON.stringify(it.releases[0]?.assets) === JSON.stringify(assets))
      if (!whole) say(`the release is public with ${JSON.stringify(assets)}`)
      for (const [name, digest] of Object.entries(withoutWaiting(whole?.images ?? {}))) if (!pointer.test(name) && images[name] !== digest) say(`the release is public, and ${name} is ${images[name] ?? 'missing'}`)
    }
    const early = Object.entries(images).filter(([name, digest]) => pointer.test(name) && !this.wasPublic && this.watched.whole.some((it) => it.images[name] === digest))
    for (const [name] of early) say(`${name} points to a release that is not public`)
  }

  private assetsStay(assets: Images, say: (what: string) => void): void {
    for (const [name, digest] of Object.entries(assets)) {
      const before = this.published.get(`asset ${name}`)
      if (before !== undefined && before !== digest) say(`the public asset ${name} was ${before} and is ${digest}`)
      this.published.set(`asset ${name}`, digest)
    }
  }

  private foreignStays(universe: Universe, images: Images, say: (what: string) => void): void {
    const { foreign } = this.watched
    if (!foreign) return
    const repo = repositoryOf(universe)
    for (const [name, digest] of Object.entries(foreign.images ?? {})) if (images[name] !== digest) say(`${name} of other people was ${digest} and is ${images[name] ?? 'gone'}`)
    for (const id of foreign.releases ?? []) {
      const release = repo.releases.get(id)
      const now = release === undefined ? 'gone' : JSON.stringify([release.name, release.body, release.draft, assetsOf(repo, id)])
      const then = this.theirs.get(id) ?? now
      this.theirs.set(id, then)
      if (now !== then || now === 'gone') say(`the release ${id} of other people was ${then} and is ${now}`)
    }
    const inOurName = [...repo.assets.values()].filter((it) => it.name in (foreign.assets ?? {}) && repo.releases.get(it.release)?.draft === false)
    for (const it of inOurName) say(`the file ${it.name} of somebody else was published in our name`)
    for (const [name, digest] of Object.entries(foreign.assets ?? {})) if (![...repo.assets.values()].some((it) => it.name === name && it.digest === digest)) say(`the asset ${name} of other people is gone`)
  }

  /** Each credential goes to its own origin and nowhere else. */
  private credentials(call: TracedCall): void {
    const { authorization } = call
    if (authorization === undefined) return
    const { origin, pathname } = new URL(call.url)
    const plain = /^basic /i.test(authorization) ? Buffer.from(authorization.slice(6), 'base64').toString('utf8') : authorization
    const at: Readonly<Partial<Record<keyof typeof secrets, boolean>>> = { robot: origin === origins.github && !pathname.startsWith('/-/storage'), chat: origin === origins.chat, index: origin === origins.index }
    for (const [name, isRight] of Object.entries(at)) if (plain.includes(secrets[name as keyof typeof secrets]) && !isRight) this.broken.push(`call ${call.number} took the secret ${name} to ${origin}${pathname}`)
    if (plain.includes(secrets.token) && (origin !== origins.github || pathname.startsWith('/-/storage'))) this.broken.push(`call ${call.number} took the token to ${origin}${pathname}`)
    if (plain.includes(secrets.password) && (origin === origins.github || origin === origins.chat)) this.broken.push(`call ${call.number} took the password of a registry to ${origin}`)
  }
}

/** Nothing that was written for people holds a secret. */
export const leaks = (texts: readonly string[]): readonly string[] =>
  Object.entries(secrets).flatMap(([name, value]) => texts.filter((it) => it.includes(value)).map((it) => `the ${name} stands in: ${it.slice(0, 120).replaceAll(value, '***')}`))
