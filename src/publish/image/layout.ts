// An OCI image layout on disk → a registry, by digest. An index takes its manifests along, each before it is named.
import { sideBySide } from '../../core/side-by-side.js'
import { digestOf, hexOf } from '../../core/digest.js'
import { contentsOf, type Described } from '../../core/oci.js'
import { fail } from '../../errors/release-error.js'
import type { ImageName, Manifest } from '../../ports/registry.js'
import type { World } from '../../ports/world.js'

/** Blobs under way at a time. */
const width = 4

const blobPath = (layout: string, it: Described): string => `${layout}/blobs/sha256/${hexOf(it.digest)}`

export const readManifest = async (layout: string, it: Described, world: World): Promise<Manifest> => {
  const bytes = await world.files.readBytes(blobPath(layout, it))
  if (digestOf(bytes) !== it.digest) return fail('IMAGE_LAYOUT', { path: layout, what: `the blob ${it.digest} holds other bytes` })
  return { mediaType: it.mediaType, digest: it.digest, size: it.size, bytes }
}

/** Pushes everything that the manifest refers to, but not the manifest itself: nothing is there under a name yet. */
export const pushReferred = async (name: ImageName, manifest: Manifest, { layout, world, from }: { readonly layout: string; readonly world: World; readonly from?: ImageName }): Promise<void> => {
  const contents = contentsOf(manifest.bytes) ?? fail('IMAGE_LAYOUT', { path: layout, what: `${manifest.digest} is no manifest` })
  for (const child of contents.manifests) {
    const inner = await readManifest(layout, child, world)
    await pushReferred(name, inner, { layout, world, ...(from ? { from } : {}) })
    await world.registry.putManifest(name, inner)
  }
  const unique = [...new Map(contents.blobs.map((it) => [it.digest, it])).values()]
  await sideBySide(unique, width, async (it) => {
    world.signal.throwIfAborted()
    await world.registry.putBlob(name, { digest: it.digest, size: it.size, path: blobPath(layout, it) }, from)
  })
}
