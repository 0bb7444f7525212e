// Assets of a release. Their identity is the digest, never name or size. An upload that broke off leaves an asset in the state
// `starter` under the name; it is removed by its number, and nothing that holds other bytes is ever removed here.
import { createHash } from 'node:crypto'
import type { components } from '@octokit/openapi-types'
import { repositoryText, type Repository } from '../../core/facts.js'
import { fail } from '../../errors/release-error.js'
import type { Asset, AssetFile, Release } from '../../ports/github.js'
import { encodePath, type Answer, type Api } from './api.js'
import { isLost, quick, readSettled, sendOnce } from './look.js'
import type { OwnWrites } from './own-writes.js'
import { detailsOf, refuse } from './refusal.js'
import { readAsset } from './releases.js'
import { Fields } from './shape.js'

interface Upload {
  readonly repository: Repository
  readonly release: Release
  readonly file: AssetFile
}

const mostUploads = 4

const createdIn = (value: unknown, what: string): readonly { readonly id: number; readonly at: number }[] => {
  const it = new Fields<components['schemas']['release-asset']>(value, what)
  const at = Date.parse(it.textOr('created_at', ''))
  return Number.isNaN(at) ? [] : [{ id: it.number('id'), at }]
}

export class Assets {
  constructor(private readonly api: Api, private readonly own: OwnWrites) {}

  async list(repository: Repository, release: number): Promise<readonly Asset[]> {
    const what = `list the assets of release number ${release} of ${repositoryText(repository)}`
    const path = `${this.base(repository)}/releases/${release}/assets`
    const read = async (): Promise<readonly Asset[] | undefined> => {
      const values = await this.api.findAll(path, what)
      if (values) this.api.created(values.flatMap((it) => createdIn(it, what)))
      return values?.map((it) => readAsset(it, what))
    }
    // Whoever asks has seen the release, so a "not found" is old; a release that was deleted since stays so.
    const found = await readSettled(read, (all) => all !== undefined && this.own.areFreshAssets(release, all), this.api.settings)
    return found ?? fail('GITHUB_NOT_FOUND', { what, url: path })
  }

  async *bytes(repository: Repository, asset: Asset): AsyncIterable<Uint8Array> {
    const what = `download the asset ${asset.name} of ${repositoryText(repository)}`
    // Not the URL out of the answer: the token goes to addresses that are made here.
    const path = `${this.base(repository)}/releases/assets/${asset.id}`
    const found = await readSettled(() => this.api.findStream(path, 'application/octet-stream', what), (it) => it !== undefined, this.api.settings)
    yield* found ?? fail('GITHUB_NOT_FOUND', { what, url: path })
  }

  async *download(repository: Repository, { tag, name }: { readonly tag: string; readonly name: string }): AsyncIterable<Uint8Array> {
    const what = `download ${name} of the release ${tag} of ${repositoryText(repository)}, as anybody would`
    const path = `/${repositoryText(repository)}/releases/download/${encodeURIComponent(tag)}/${encodeURIComponent(name)}`
    const found = await readSettled(() => this.api.findPublic(path, what), (it) => it !== undefined, this.api.settings)
    yield* found ?? fail('GITHUB_NOT_FOUND', { what, url: `${this.api.settings.endpoints.server}${path}` })
  }

  async upload(repository: Repository, release: Release, file: AssetFile): Promise<Asset> {
    for (let uploads = 1; ; uploads++) {
      const sent = await this.send(release, file)
      if ('asset' in sent) return this.confirm({ repository, release, file }, sent.asset, 'made')
      const there = (await this.list(repository, release.id)).find((it) => it.name === file.name)
      if (there?.state === 'uploaded') return this.confirm({ repository, release, file }, there, 'found')
      if (uploads === mostUploads) return sent.giveUp()
      if (there) await this.remove(repository, there.id)
    }
  }

  private async send(release: Release, file: AssetFile): Promise<{ asset: Asset } | { giveUp: () => never }> {
    const what = `upload ${file.name} to the release ${release.tag}`
    const call = {
      method: 'POST', path: `${release.uploadUrl}?name=${encodeURIComponent(file.name)}`, what,
      file: { body: { path: file.path, size: file.size }, mediaType: file.mediaType },
    } as const
    let answer: Answer
    try {
      answer = await this.api.ask(call)
    } catch (failure) {
      if (!isLost(failure)) throw failure
      return { giveUp: () => { throw failure } }
    }
    if (answer.status === 201) {
      const asset = readAsset(answer.value, what)
      this.api.createdHere(asset.id)
      return { asset }
    }
    const isTaken = answer.status === 422 && detailsOf(answer.value).some((it) => it.code === 'already_exists')
    return isTaken ? { giveUp: () => refuse(answer, call) } : refuse(answer, call)
  }

  /** `made`: it came out of our own upload, and may be removed when it is not what was sent. */
  private async confirm({ repository, release, file }: Upload, asset: Asset, origin: 'made' | 'found'): Promise<Asset> {
    const found = asset.digest ?? (await this.digestOf(repository, asset))
    if (asset.name === file.name && asset.state === 'uploaded' && found === file.digest) {
      this.own.wroteAsset(release.id, asset)
      return asset
    }
    if (origin === 'found') return fail('ASSET_EXISTS', { name: file.name, release: release.tag, found, wanted: file.digest }, { place: { url: release.url } })
    await this.remove(repository, asset.id)
    if (asset.name !== file.name) return fail('ASSET_RENAMED', { asked: file.name, got: asset.name })
    return fail('ASSET_DIGEST', { name: file.name, found, wanted: file.digest }, { place: { url: release.url } })
  }

  private async digestOf(repository: Repository, asset: Asset): Promise<string> {
    const hash = createHash('sha256')
    for await (const part of this.bytes(repository, asset)) hash.update(part)
    return `sha256:${hash.digest('hex')}`
  }

  async rename(repository: Repository, id: number, name: string): Promise<Asset> {
    const what = `rename the asset number ${id} of ${repositoryText(repository)} to ${name}`
    const path = `${this.base(repository)}/releases/assets/${id}`
    const asset = await sendOnce(
      async () => readAsset((await this.api.must({ method: 'PATCH', path, json: { name }, what })).value, what),
      async () => {
        const value = await this.api.find(path, what)
        const now = value === undefined ? undefined : readAsset(value, what)
        return now?.name === name ? now : undefined
      },
      { ...this.api.settings, pauses: quick },
    )
    if (asset.name !== name) return fail('ASSET_RENAMED', { asked: name, got: asset.name })
    this.own.renamedAsset(asset)
    return asset
  }

  async remove(repository: Repository, id: number): Promise<void> {
    const call = { method: 'DELETE', path: `${this.base(repository)}/releases/assets/${id}`, what: `delete the asset number ${id} of ${repositoryText(repository)}`, idempotent: true } as const
    const answer = await this.api.ask(call)
    if (answer.status !== 404 && answer.status !== 204) refuse(answer, call)
    this.own.removedAsset(id)
  }

  private base(repository: Repository): string {
    return `/repos/${encodePath(repositoryText(repository))}`
  }
}
