// Releases and assets as the API shows them.
import type { Ask } from '../ask.js'
import { inPath } from '../addresses.js'
import type { Asset, Release } from '../state.js'
import { nodeId, timeOrNull, timeText, userShape, type Schemas } from './identity.js'

/** In addresses a draft has a name of its own, whatever its tag. */
const nameInUrl = (ask: Ask, release: Release): string => inPath(release.draft && ask.forge.rules.has('W-REL-14') ? release.untagged : release.tag)

export const assetShape = (ask: Ask, asset: Asset): Schemas['release-asset'] => {
  const release = ask.repo.releases.get(asset.release)
  const under = release ? nameInUrl(ask, release) : ''
  return {
    id: asset.id, node_id: nodeId('ReleaseAsset', asset.id), name: asset.name, label: asset.label, content_type: asset.mediaType, size: asset.size,
    digest: ask.forge.rules.has('W-AST-04') ? asset.digest : null,
    // The description knows `uploaded` and `open` only; `starter` is what its own text says of a broken upload.
    state: asset.state as 'uploaded', url: ask.url(`/releases/assets/${asset.id}`), browser_download_url: ask.page(`/releases/download/${under}/${inPath(asset.name)}`),
    download_count: 0, uploader: userShape(ask.forge.user(asset.uploader), ask.addresses), created_at: timeText(asset.createdAt), updated_at: timeText(asset.updatedAt),
  }
}

export const assetsOf = (ask: Ask, release: Release): readonly Asset[] => [...ask.repo.assets.values()].filter((it) => it.release === release.id)

export const releaseShape = (ask: Ask, it: Release): Schemas['release'] => {
  const url = ask.url(`/releases/${it.id}`)
  return {
    id: it.id, node_id: nodeId('Release', it.id), url, assets_url: `${url}/assets`, upload_url: `${ask.addresses.uploads}/repos/${ask.repo.owner}/${ask.repo.name}/releases/${it.id}/assets{?name,label}`,
    html_url: ask.page(`/releases/tag/${nameInUrl(ask, it)}`), author: userShape(ask.forge.user(it.author), ask.addresses),
    tag_name: it.tag, target_commitish: it.target, name: it.name, body: it.body, draft: it.draft, prerelease: it.prerelease, immutable: it.immutable,
    created_at: timeText(it.createdAt), updated_at: timeText(it.updatedAt), published_at: timeOrNull(it.publishedAt),
    assets: assetsOf(ask, it).slice(0, 1000).map((asset) => assetShape(ask, asset)),
    tarball_url: it.draft ? null : ask.url(`/tarball/${inPath(it.tag)}`), zipball_url: it.draft ? null : ask.url(`/zipball/${inPath(it.tag)}`),
  }
}
