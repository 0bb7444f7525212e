// An OCI image layout on disk → a registry, by digest. An index takes its manifests along, each before it is named.
import { sideBySide } from '../../core/side-by-side.js'
import { digestOf, hexOf, isDigest, type Digest } from '../../core/digest.js'
import { fail } from '../../errors/release-error.js'
import type { ImageName, Manifest } from '../../ports/registry.js'
import type { World } from '../../ports/world.js'

const width = 4

interface Described {
  readonly digest: Digest
  readonly size: number
  readonly mediaType: string
}

interface ManifestJson {
  readonly mediaType?: unknown
  readonly config?: unknown
  readonly layers?: unknown
  readonly manifests?: unknown
}

const described = (value: unknown, path: string): Described => {
  const it = value as { digest?: unknown; size?: unknown; mediaType?: unknown } | null
  if (typeof it?.digest !== 'string' || !isDigest(it.digest) || typeof it.size !== 'number' || typeof it.mediaType !== 'string') {
    return fail('IMAGE_LAYOUT', { path, what: 'a descriptor has no digest, size or media type' })
  }
  return { digest: it.digest, size: it.size, mediaType: it.mediaType }
}

const listAt = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : [])

export const readManifest = async (layout: string, it: Described, world: World): Promise<Manifest> => {
  const bytes = await world.files.readBytes(`${layout}/blobs/sha256/${hexOf(it.digest)}`)
  if (digestOf(bytes) !== it.digest) return fail('IMAGE_LAYOUT', { path: layout, what: `the blob ${it.digest} holds other bytes` })
  return { ...it, bytes }
}

/** Pushes everything that the manifest refers to, but not the manifest itself: nothing is there under a name yet. */
export const pushReferred = async (name: ImageName, manifest: Manifest, { layout, world }: { layout: string; world: World }): Promise<void> => {
  const json = JSON.parse(Buffer.from(manifest.bytes).toString('utf8')) as ManifestJson
  for (const child of listAt(json.manifests).map((it) => described(it, layout))) {
    const inner = await readManifest(layout, child, world)
    await pushReferred(name, inner, { layout, world })
    await world.registry.putManifest(name, inner)
  }
  const blobs = [...(json.config === undefined ? [] : [json.config]), ...listAt(json.layers)].map((it) => described(it, layout))
  const unique = [...new Map(blobs.map((it) => [it.digest, it])).values()]
  await sideBySide(unique, width, async ({ digest, size }) => {
    world.signal.throwIfAborted()
    await world.registry.putBlob(name, { digest, size, path: `${layout}/blobs/sha256/${hexOf(digest)}` })
  })
}
