// Everything that an image refers to, in a repository: pushed from this disk, or brought there from another repository of the same image.
import { join } from 'node:path'
import type { Artifact } from '../../core/artifact.js'
import { hexOf, type Digest } from '../../core/digest.js'
import { contentsOf, type Described } from '../../core/oci.js'
import { fail } from '../../errors/release-error.js'
import type { ImageName, Manifest } from '../../ports/registry.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { parsePlace } from '../place.js'
import { placesOf, type ImageTask } from './entry.js'
import { pushReferred, readManifest } from './layout.js'

/** Of an index, what it names and the registry does not have: registries collect what has no tag, and not all spare what an index names. */
export const missingManifests = async (name: ImageName, index: Manifest, { registry }: ReadWorld): Promise<readonly Digest[]> => {
  const named = (contentsOf(index.bytes)?.manifests ?? []).map((it) => it.digest)
  const there = await Promise.all(named.map(async (it) => (await registry.manifest(name, it)) !== undefined))
  return named.filter((_, at) => !there[at])
}

/** Undefined unless all of it is there. */
const whole = async (place: string, digest: Digest, world: ReadWorld): Promise<Manifest | undefined> => {
  const name = parsePlace(place)
  const there = await world.registry.manifest(name, digest)
  return there && (await missingManifests(name, there, world)).length === 0 ? there : undefined
}

/** The first of the image's repositories, this one left out, that has all of it. */
export const wholeElsewhere = async (place: string, { task, digest, world }: { readonly task: ImageTask; readonly digest: Digest; readonly world: ReadWorld }): Promise<string | undefined> => {
  for (const other of placesOf(task)) if (other !== place && (await whole(other, digest, world))) return other
  return undefined
}

interface Pushing {
  readonly task: ImageTask
  readonly image: Artifact
  readonly world: World
}

/** The registry's own copy; or, when nobody pushed it yet (or the registry has lost it since), what is on this disk or under another name. */
export const pushed = async (place: string, { task, image, world }: Pushing): Promise<Manifest> => {
  const there = await whole(place, image.digest, world)
  if (there) return there
  const name = parsePlace(place)
  if (image.path === undefined) return brought(place, { task, image, world })
  const manifest = await readManifest(image.path, image, world)
  // The same registry may have it under another name already: then nothing is sent twice.
  const near = placesOf(task).map(parsePlace).find((it) => it.host === name.host && it.repository !== name.repository)
  await pushReferred(name, manifest, { layout: image.path, world, ...(near ? { from: near } : {}) })
  return manifest
}

const brought = async (place: string, { task, image, world }: Pushing): Promise<Manifest> => {
  const from = await wholeElsewhere(place, { task, digest: image.digest, world })
  const manifest = from === undefined ? undefined : await world.registry.manifest(parsePlace(from), image.digest)
  if (from === undefined || !manifest) return fail('FROZEN_VANISHED', { name: image.fileName, digest: image.digest, where: `in ${place}` })
  const folder = join(world.workspace.temp, 'alias', hexOf(image.digest))
  await copyReferred(manifest, { from: parsePlace(from), to: parsePlace(place), folder, world })
  await world.files.remove(folder)
  return manifest
}

interface Copying {
  readonly from: ImageName
  readonly to: ImageName
  readonly folder: string
  readonly world: World
}

const copyReferred = async (manifest: Manifest, copying: Copying): Promise<void> => {
  const { from, to, world: { registry, signal } } = copying
  const contents = contentsOf(manifest.bytes) ?? fail('IMAGE_LAYOUT', { path: `${from.host}/${from.repository}`, what: `${manifest.digest} is no manifest` })
  for (const child of contents.manifests) {
    const inner = (await registry.manifest(from, child.digest)) ?? fail('FROZEN_VANISHED', { name: child.digest, digest: child.digest, where: `in ${from.host}/${from.repository}` })
    await copyReferred(inner, copying)
    await registry.putManifest(to, inner)
  }
  for (const blob of contents.blobs) {
    signal.throwIfAborted()
    await copyBlob(blob, copying)
  }
}

const copyBlob = async ({ digest, size }: Described, { from, to, folder, world: { registry, files } }: Copying): Promise<void> => {
  if (await registry.hasBlob(to, digest)) return
  await files.makeFolder(folder)
  const path = join(folder, hexOf(digest))
  const written = await files.writeStream(path, registry.blob(from, digest))
  if (written.digest !== digest) return fail('IMAGE_LAYOUT', { path: `${from.host}/${from.repository}`, what: `the blob ${digest} holds other bytes` })
  await registry.putBlob(to, { digest, size, path }, from.host === to.host ? from : undefined)
  await files.remove(path)
}
