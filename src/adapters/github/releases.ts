// Releases. Drafts are invisible by tag and may exist several times, so they are found by listing; what was created is known
// by its number from then on; a PATCH that leaves a field out makes GitHub rename the draft's tag, so all are always sent.
import type { components } from '@octokit/openapi-types'
import { hasMarker, isMarked, markedTag } from '../../core/marker.js'
import { repositoryText, type Repository } from '../../core/facts.js'
import type { JsonObject } from '../../core/json.js'
import { fail } from '../../errors/release-error.js'
import { points } from '../../core/github-limits.js'
import type { Asset, Release, ReleaseFields, Swap } from '../../ports/github.js'
import { encodePath, type Api, type Call } from './api.js'
import { quick, readSettled, sendOnce } from './look.js'
import type { OwnWrites } from './own-writes.js'
import { refuse } from './refusal.js'
import { Fields } from './shape.js'

type ReleaseShape = components['schemas']['release']
type AssetShape = components['schemas']['release-asset']

export const readAsset = (value: unknown, what: string): Asset => {
  const it = new Fields<AssetShape>(value, what)
  return {
    id: it.number('id'), name: it.text('name'), size: it.number('size'), state: it.text('state'), digest: it.textOrNull('digest'),
    url: it.text('url'), downloadUrl: it.text('browser_download_url'),
  }
}

const publishedIn = (it: Fields<ReleaseShape>): Pick<Release, 'publishedAt'> => {
  const publishedAt = it.textOrNull('published_at')
  return publishedAt === null ? {} : { publishedAt }
}

const readRelease = (value: unknown, what: string): Release => {
  const it = new Fields<ReleaseShape>(value, what)
  return {
    id: it.number('id'), tag: it.text('tag_name'), name: it.textOr('name', ''), body: it.textOr('body', ''),
    draft: it.flag('draft'), prerelease: it.flag('prerelease'), immutable: it.flagOr('immutable', false),
    target: it.text('target_commitish'), url: it.text('html_url'), uploadUrl: it.text('upload_url').replace(/\{[^}]*\}$/, ''),
    createdAt: it.text('created_at'), ...publishedIn(it), assets: it.list('assets').map((asset) => readAsset(asset, what)),
  }
}

/** GitHub calls a draft `untagged-…` when its tag is deleted, also when the tag is made again; the marker knows better. */
const isOf = (release: Release, tag: string): boolean => release.tag === tag || (release.draft && markedTag(release.body) === tag)

const lastLine = (body: string): string => body.trimEnd().split('\n').at(-1)?.trim() ?? ''

export class Releases {
  private readonly looks = new Map<string, Promise<readonly Release[]>>()

  constructor(private readonly api: Api, private readonly own: OwnWrites) {}

  /** Several steps look at the same moment; they share one look, which may be many pages. */
  async byTag(repository: Repository, tag: string): Promise<readonly Release[]> {
    const key = `${repositoryText(repository)} ${tag}`
    const look = this.looks.get(key) ?? this.settledByTag(repository, tag).finally(() => this.looks.delete(key))
    this.looks.set(key, look)
    return look
  }

  private async settledByTag(repository: Repository, tag: string): Promise<readonly Release[]> {
    const name = repositoryText(repository)
    const found = await readSettled(
      () => this.lookByTag(repository, tag),
      (all) => all.every((it) => this.own.isFreshRelease(it)) && this.own.unseenReleases(name, tag, all).length === 0,
      this.api.settings,
    )
    return [...found].sort((a, b) => a.id - b.id)
  }

  /** The list has the drafts, the look-up by tag has what is published and perhaps not listed yet; ours are known by number. */
  private async lookByTag(repository: Repository, tag: string): Promise<readonly Release[]> {
    const name = repositoryText(repository)
    const what = `list the releases of ${name}`
    const [listed, published] = await Promise.all([
      this.api.all(`${this.base(repository)}/releases`, what),
      this.api.find(`${this.base(repository)}/releases/tags/${encodePath(tag)}`, `read the release ${tag} of ${name}`),
    ])
    const found = new Map<number, Release>()
    for (const it of [...listed, ...(published === undefined ? [] : [published])].map((value) => readRelease(value, what))) if (isOf(it, tag)) found.set(it.id, it)
    for (const id of this.own.unseenReleases(name, tag, [...found.values()])) {
      const it = await this.byId(repository, id)
      if (it && isOf(it, tag)) found.set(id, it)
    }
    return [...found.values()]
  }

  async all(repository: Repository): Promise<readonly Release[]> {
    const what = `list the releases of ${repositoryText(repository)}`
    return (await this.api.all(`${this.base(repository)}/releases`, what)).map((it) => readRelease(it, what))
  }

  async byId(repository: Repository, id: number): Promise<Release | undefined> {
    const what = `read the release number ${id} of ${repositoryText(repository)}`
    const value = await this.api.find(`${this.base(repository)}/releases/${id}`, what)
    return value === undefined ? undefined : readRelease(value, what)
  }

  async latest(repository: Repository): Promise<Release | undefined> {
    const what = `read the latest release of ${repositoryText(repository)}`
    const value = await this.api.find(`${this.base(repository)}/releases/latest`, what)
    return value === undefined ? undefined : readRelease(value, what)
  }

  async create(repository: Repository, fields: ReleaseFields): Promise<Release> {
    if (!isMarked(fields.body)) return fail('BUG', { what: 'a release was to be created without a marker, so that a lost answer could not be looked up' })
    const name = repositoryText(repository)
    const what = `create a ${fields.draft ? 'draft ' : ''}release ${fields.tag} of ${name}`
    const marker = lastLine(fields.body)
    const release = await sendOnce(
      async () => {
        const answer = await this.api.must({ method: 'POST', path: `${this.base(repository)}/releases`, json: bodyOf(fields), what, repository: name, tag: fields.tag })
        return readRelease(answer.value, what)
      },
      async () => (await this.byTag(repository, fields.tag)).find((it) => it.draft === fields.draft && hasMarker(it.body, marker)),
      this.api.settings,
    )
    this.own.wroteRelease(name, release)
    return release
  }

  async update(repository: Repository, id: number, fields: ReleaseFields, how: Pick<Call, 'points' | 'signal'> = {}): Promise<Release> {
    const name = repositoryText(repository)
    const what = `${fields.draft ? 'change the draft' : 'publish the release'} ${fields.tag} of ${name}`
    const release = await sendOnce(
      async () => {
        const answer = await this.api.must({ method: 'PATCH', path: `${this.base(repository)}/releases/${id}`, json: bodyOf(fields), what, repository: name, tag: fields.tag, ...how })
        return readRelease(answer.value, what)
      },
      async () => {
        const now = await this.byId(repository, id)
        return now && now.draft === fields.draft && now.tag === fields.tag && now.name === fields.name && now.body === fields.body ? now : undefined
      },
      { ...this.api.settings, pauses: quick },
    )
    this.own.wroteRelease(name, release)
    return release
  }

  /** What the second one costs is paid with the first, so that no limit of ours comes between them. */
  async swap(repository: Repository, { old, fresh }: Swap): Promise<Release> {
    this.api.settings.signal?.throwIfAborted()
    // Once the first one is sent, a stop of the run would leave the tag without a release: both are sent, and then it stops.
    const { signal } = new AbortController()
    const first = { points: 2 * points.write, signal }
    const then = { points: 0, signal }
    const { tag, name, body, prerelease } = old.release
    try {
      await this.update(repository, old.release.id, old.fields, first)
      return await this.update(repository, fresh.id, fresh.fields, then)
    } catch (failure) {
      // Where the new one is public after all, GitHub refuses this: a tag has one public release.
      await this.update(repository, old.release.id, { tag, name, body, prerelease, draft: false, makeLatest: old.fields.makeLatest }, then).catch(() => undefined)
      throw failure
    }
  }

  /** Administrators are told; everybody else is told nothing, in one way or another. */
  async areImmutable(repository: Repository): Promise<boolean | undefined> {
    const what = `read whether releases of ${repositoryText(repository)} are immutable`
    const answer = await this.api.ask({ method: 'GET', path: `${this.base(repository)}/immutable-releases`, what })
    return answer.status === 200 ? new Fields<{ enabled: boolean }>(answer.value, what).flag('enabled') : undefined
  }

  async remove(repository: Repository, id: number): Promise<void> {
    const what = `delete the draft number ${id} of ${repositoryText(repository)}`
    const call = { method: 'DELETE', path: `${this.base(repository)}/releases/${id}`, what, idempotent: true } as const
    const answer = await this.api.ask(call)
    if (answer.status !== 404 && answer.status !== 204) refuse(answer, call)
    this.own.removedRelease(id)
  }

  private base(repository: Repository): string {
    return `/repos/${encodePath(repositoryText(repository))}`
  }
}

/** Drafts and pre-releases cannot be the latest; the flag is text for GitHub. */
const bodyOf = (fields: ReleaseFields): JsonObject => ({
  tag_name: fields.tag,
  name: fields.name,
  body: fields.body,
  draft: fields.draft,
  prerelease: fields.prerelease,
  make_latest: fields.makeLatest && !fields.draft && !fields.prerelease ? 'true' : 'false',
})
