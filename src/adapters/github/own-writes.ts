// What this process has written to GitHub. Lists lag behind writes; an answer that does not know of our own write yet is too
// old to conclude anything from. Kept in memory only: it makes reads patient, and never says what there is.
import type { Asset, Release } from '../../ports/github.js'

interface OwnRelease {
  readonly repository: string
  readonly tag: string
  readonly draft: boolean
}

export class OwnWrites {
  private readonly releases = new Map<number, OwnRelease>()
  private readonly goneReleases = new Set<number>()
  private readonly assets = new Map<number, Map<number, string>>()
  private readonly goneAssets = new Set<number>()
  private readonly oldHeads = new Set<string>()
  private readonly commits = new Set<string>()
  private readonly refs = new Map<string, string>()
  private readonly pulls = new Set<string>()

  wroteRelease(repository: string, release: Release): void {
    this.releases.set(release.id, { repository, tag: release.tag, draft: release.draft })
  }

  removedRelease(id: number): void {
    this.releases.delete(id)
    this.goneReleases.add(id)
  }

  /** Numbers of our releases under a tag that the list does not show as we left them. */
  unseenReleases(repository: string, tag: string, listed: readonly Release[]): readonly number[] {
    const ours = [...this.releases].filter(([, it]) => it.repository === repository && it.tag === tag)
    return ours.filter(([id, it]) => listed.find((release) => release.id === id)?.draft !== it.draft).map(([id]) => id)
  }

  isFreshRelease(release: Release): boolean {
    const own = this.releases.get(release.id)
    return !this.goneReleases.has(release.id) && (own === undefined || own.draft === release.draft)
  }

  wroteAsset(release: number, asset: Asset): void {
    const known = this.assets.get(release) ?? new Map<number, string>()
    this.assets.set(release, known.set(asset.id, asset.name))
  }

  renamedAsset(asset: Asset): void {
    for (const known of this.assets.values()) if (known.has(asset.id)) known.set(asset.id, asset.name)
  }

  removedAsset(id: number): void {
    for (const known of this.assets.values()) known.delete(id)
    this.goneAssets.add(id)
  }

  areFreshAssets(release: number, listed: readonly Asset[]): boolean {
    const known = this.assets.get(release) ?? new Map<number, string>()
    const shown = new Map(listed.map((it) => [it.id, it.name]))
    return [...known].every(([id, name]) => shown.get(id) === name) && listed.every((it) => !this.goneAssets.has(it.id))
  }

  committed(repository: string, branch: string, it: { readonly before: string; readonly commit: string }): void {
    this.oldHeads.add(`${repository} ${branch} ${it.before}`)
    this.commits.add(it.commit)
  }

  isOwnCommit(commit: string): boolean {
    return this.commits.has(commit)
  }

  wroteRef(repository: string, ref: string, object: string): void {
    this.refs.set(`${repository} ${ref}`, object)
  }

  forgetRef(repository: string, ref: string): void {
    this.refs.delete(`${repository} ${ref}`)
  }

  isFreshRef(repository: string, ref: string, object: string | undefined): boolean {
    const own = this.refs.get(`${repository} ${ref}`)
    return own === undefined || own === object
  }

  openedPull(repository: string, head: string): void {
    this.pulls.add(`${repository} ${head}`)
  }

  opened(repository: string, head: string): boolean {
    return this.pulls.has(`${repository} ${head}`)
  }

  isFreshHead(repository: string, branch: string, head: string | undefined): boolean {
    return head === undefined || !this.oldHeads.has(`${repository} ${branch} ${head}`)
  }
}
