// Layers that another image of the same run has compressed already. The base image is most of every image, and two images that
// are built side by side would compress it twice at the same time.
import type { Digest } from '../../core/digest.js'
import type { Described } from '../../core/oci.js'
import { blobPath, hasBlob, type Layout } from './layout.js'

interface Made {
  readonly layer: Described
  readonly layout: Layout
}

export type SharedLayers = Map<Digest, Promise<Made>>

const ofRuns = new WeakMap<object, SharedLayers>()

/** One collection per run; it goes when the run's workspace goes. */
export const sharedLayersOf = (run: object): SharedLayers => {
  const layers = ofRuns.get(run) ?? (new Map() as SharedLayers)
  ofRuns.set(run, layers)
  return layers
}

/** Makes the layer, or waits for whoever makes it and takes a copy. What failed there, or is gone since, is made here. */
export const shareLayer = async (shared: SharedLayers, layout: Layout, diffId: Digest, make: () => Promise<Described>): Promise<Described> => {
  const made = await shared.get(diffId)?.catch(() => undefined)
  if (made && (await hasBlob(made.layout, made.layer.digest))) {
    const { digest } = made.layer
    if (!(await hasBlob(layout, digest))) await layout.files.copy(blobPath(made.layout, digest), blobPath(layout, digest))
    return made.layer
  }
  const coming = make().then((layer): Made => ({ layer, layout }))
  shared.set(diffId, coming)
  coming.catch(() => shared.delete(diffId))
  return (await coming).layer
}
