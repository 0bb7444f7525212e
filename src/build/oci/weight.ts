// What an image weighs: every byte that a registry keeps of it. A blob that two platforms share counts once.
import type { Digest } from '../../core/digest.js'
import { contentsOf, type Described } from '../../core/oci.js'
import { blobPath, type Layout } from './layout.js'

export const weightOf = async (layout: Layout, root: Described): Promise<number> => {
  const sizes = new Map<Digest, number>()
  const add = async (it: Described): Promise<void> => {
    if (sizes.has(it.digest)) return
    sizes.set(it.digest, it.size)
    const contents = contentsOf(await layout.files.readBytes(blobPath(layout, it.digest)))
    for (const blob of contents?.blobs ?? []) sizes.set(blob.digest, blob.size)
    for (const child of contents?.manifests ?? []) await add(child)
  }
  await add(root)
  return [...sizes.values()].reduce((sum, size) => sum + size, 0)
}
