// Assets of releases: what may be uploaded, under which name it then stands, and what is left when an upload breaks off.
import type { Ask } from './ask.js'
import { TooLarge } from './content-store.js'
import { invalid, refuse, type Detail } from './refusal.js'
import { releaseById } from './releases.js'
import type { Asset, Release } from './state.js'

const wrong = (field: string, message: string): Detail => ({ resource: 'ReleaseAsset', code: 'custom', field, message })

export const immutable = (what: string): never => refuse(422, `${what} an immutable release.`)

/** GitHub's file names: what is special becomes a dot, dots do not stand side by side, at the beginning or at the end. */
export const cleanName = (name: string): string => {
  const clean = name.replace(/[^A-Za-z0-9._+-]+/g, '.').replace(/\.{2,}/g, '.').replace(/\.$/, '')
  return clean === '' || clean.startsWith('.') ? `default${clean}` : clean
}

const assetsOf = (ask: Ask, release: number): readonly Asset[] => [...ask.repo.assets.values()].filter((it) => it.release === release)

const isTaken = (ask: Ask, release: number, name: string): boolean =>
  assetsOf(ask, release).some((it) => it.name === name && (it.state === 'uploaded' || ask.forge.rules.has('W-AST-03')))

/** As the client announces it. GitHub takes no body of unknown length. */
const announcedSize = (ask: Ask): number => {
  const text = ask.request.headers['content-length']
  if (text !== undefined && /^\d+$/.test(text)) return Number(text)
  return ask.forge.rules.has('W-AST-13') ? refuse(400, 'Bad Content-Length: ') : 1
}

const mustFit = (ask: Ask, release: Release, size: number): void => {
  const { rules, settings } = ask.forge
  if (release.immutable && rules.has('W-IMM-02')) immutable('Cannot upload assets to')
  if (size < 1 && rules.has('W-AST-12')) return invalid(wrong('size', 'size must be greater than or equal to 1'))
  if (size > settings.largestAsset && rules.has('W-AST-06')) return invalid(wrong('size', `size must be less than or equal to ${settings.largestAsset}`))
  const count = assetsOf(ask, release.id).length
  if (count >= settings.mostAssets && rules.has('W-AST-07')) return invalid(wrong('file_count', `file_count limited to ${settings.mostAssets} assets`))
}

/** The place under the name is taken before the first byte comes. */
export const beginUpload = (ask: Ask): Asset => {
  const release = releaseById(ask, ask.number('release_id'))
  const asked = ask.query('name') ?? ''
  if (asked === '') return invalid({ resource: 'ReleaseAsset', code: 'missing_field', field: 'name' })
  mustFit(ask, release, announcedSize(ask))
  const name = ask.forge.rules.has('W-AST-05') ? cleanName(asked) : asked
  if (isTaken(ask, release.id, name) && ask.forge.rules.has('W-AST-01')) return invalid({ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' })
  const asset: Asset = {
    id: ask.forge.nextId(), release: release.id, name, label: ask.query('label') ?? '', mediaType: ask.request.headers['content-type'] ?? 'application/octet-stream',
    size: 0, digest: null, state: 'starter', uploader: ask.login, createdAt: ask.now, updatedAt: ask.now,
  }
  ask.repo.assets.set(asset.id, asset)
  return asset
}

export type Received = { readonly digest: string; readonly size: number } | { readonly failed: unknown }

async function* nothing(): AsyncIterable<Uint8Array> {}

export const receive = async (ask: Ask): Promise<Received> => {
  try {
    const limit = ask.forge.rules.has('W-AST-06') ? ask.forge.settings.largestAsset : Infinity
    return await ask.forge.host.contents.put(ask.request.body ?? nothing(), limit)
  } catch (failed) {
    return { failed }
  }
}

export const endUpload = (ask: Ask, begun: Asset, received: Received): Asset => {
  const { repo, forge } = ask
  if ('failed' in received) {
    if (!forge.rules.has('W-AST-02')) repo.assets.delete(begun.id)
    throw received.failed instanceof TooLarge ? new Error('more bytes than announced') : received.failed
  }
  const now = repo.assets.get(begun.id)
  // Somebody deleted it meanwhile.
  if (!now) return refuse(404, 'Not Found')
  const asset: Asset = { ...now, state: 'uploaded', size: received.size, digest: received.digest, updatedAt: ask.now }
  repo.assets.set(asset.id, asset)
  return asset
}

export const renameAsset = (ask: Ask, asset: Asset, sent: { name: string | undefined; label: string | undefined }): Asset => {
  const release = releaseById(ask, asset.release)
  if (release.immutable && ask.forge.rules.has('W-IMM-03')) immutable('Cannot update assets of')
  const name = sent.name === undefined ? asset.name : ask.forge.rules.has('W-AST-05') ? cleanName(sent.name) : sent.name
  const others = assetsOf(ask, asset.release).filter((it) => it.id !== asset.id)
  if (others.some((it) => it.name === name) && ask.forge.rules.has('W-AST-11')) return invalid({ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' })
  const next: Asset = { ...asset, name, label: sent.label ?? asset.label, updatedAt: ask.now }
  ask.repo.assets.set(asset.id, next)
  return next
}

export const deleteAsset = (ask: Ask, asset: Asset): void => {
  const release = releaseById(ask, asset.release)
  if (release.immutable && ask.forge.rules.has('W-IMM-03')) immutable('Cannot delete assets of')
  ask.repo.assets.delete(asset.id)
}
