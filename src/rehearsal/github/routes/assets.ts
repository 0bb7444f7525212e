// Assets of releases; uploading one has a server of its own (see `uploads` in router.ts).
import { emptyAnswer, jsonAnswer, redirectAnswer } from '../../http/answer.js'
import type { WorldResponse } from '../../http/handler.js'
import { deleteAsset, renameAsset } from '../assets.js'
import type { Ask, Route } from '../ask.js'
import { notFound } from '../refusal.js'
import { mayKnow, releaseById } from '../releases.js'
import { assetShape, assetsOf } from '../shapes/release.js'
import type { Asset } from '../state.js'
import { storageUrl } from '../storage.js'
import { readsContents, writesContents } from './refs.js'

const assetAt = (ask: Ask): Asset => {
  const asset = ask.repo.assets.get(ask.number('asset_id'))
  const release = asset ? ask.repo.releases.get(asset.release) : undefined
  return asset && release && mayKnow(ask, release) ? asset : notFound()
}

const list = (ask: Ask): WorldResponse => ask.list(assetsOf(ask, releaseById(ask, ask.number('release_id'))), (it) => assetShape(ask, it))

const get = (ask: Ask): WorldResponse => {
  const asset = assetAt(ask)
  if (!ask.accepts('application/octet-stream')) return jsonAnswer(200, assetShape(ask, asset))
  const content = asset.digest === null ? notFound() : (ask.forge.host.contents.get(asset.digest) ?? notFound())
  if (ask.forge.rules.has('W-AST-08')) return redirectAnswer(302, storageUrl(ask.addresses, asset))
  return { status: 200, headers: { 'content-type': 'application/octet-stream', 'content-length': String(content.size) }, body: content.read() }
}

const update = (ask: Ask): WorldResponse => {
  const sent = { name: ask.body.textIfSent('name') ?? undefined, label: ask.body.textIfSent('label') ?? undefined }
  return jsonAnswer(200, assetShape(ask, renameAsset(ask, assetAt(ask), sent)))
}

const remove = (ask: Ask): WorldResponse => {
  deleteAsset(ask, assetAt(ask))
  return emptyAnswer(204)
}

export const assetRoutes: readonly Route[] = [
  { method: 'GET', path: '/repos/{owner}/{repo}/releases/{release_id}/assets', operation: 'repos/list-release-assets', needs: readsContents, lists: true, handle: list },
  { method: 'GET', path: '/repos/{owner}/{repo}/releases/assets/{asset_id}', operation: 'repos/get-release-asset', needs: readsContents, handle: get },
  { method: 'PATCH', path: '/repos/{owner}/{repo}/releases/assets/{asset_id}', operation: 'repos/update-release-asset', needs: writesContents, handle: update },
  { method: 'DELETE', path: '/repos/{owner}/{repo}/releases/assets/{asset_id}', operation: 'repos/delete-release-asset', needs: writesContents, handle: remove },
]
