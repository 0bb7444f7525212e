// Images of one platform each → one image of all of them: an index that names their manifests, sorted by platform, and nothing that
// differs from one machine or day to the next. Each part is held against the platform that it is said to be of.
import { z } from 'zod'
import { contentsOf, indexOf, isIndexType, type Described } from '../../core/oci.js'
import { normalPlatform } from '../../core/platform.js'
import { fail } from '../../errors/release-error.js'
import { addDocument, blobPath, closeLayout, hasBlob, type Layout } from './layout.js'

export interface PlatformImage {
  readonly platform: string
  /** Folder of its layout. */
  readonly folder: string
  readonly root: Described
}

const imageConfig = z.object({ architecture: z.string(), os: z.string().default('linux'), variant: z.string().optional() })

/** The platform that the config of an image names; undefined when it is none. */
export const platformIn = async (layout: Layout, root: Described): Promise<string | undefined> => {
  const [config] = isIndexType(root.mediaType) ? [] : (contentsOf(await layout.files.readBytes(blobPath(layout, root.digest)))?.blobs ?? [])
  if (!config) return undefined
  try {
    const { os, architecture, variant } = imageConfig.parse(JSON.parse(await layout.files.readText(blobPath(layout, config.digest))))
    return normalPlatform([os, architecture, ...(variant ? [variant] : [])].join('/'))
  } catch {
    // Whatever it is, it is no image of a platform; the caller says so.
    return undefined
  }
}

export const mustBeOfPlatform = async (layout: Layout, root: Described, { name, platform }: { readonly name: string; readonly platform: string }): Promise<void> => {
  const found = await platformIn(layout, root)
  if (found !== normalPlatform(platform)) fail('IMAGE_PLATFORM', { name, found: found ?? 'no single platform', wanted: platform })
}

/** Writes the whole into `layout`, which is empty, and gives the index. */
export const joinPlatforms = async (layout: Layout, name: string, parts: readonly PlatformImage[]): Promise<Described> => {
  for (const { platform, folder, root } of parts) {
    const from = { ...layout, folder }
    await mustBeOfPlatform(from, root, { name, platform })
    const contents = contentsOf(await layout.files.readBytes(blobPath(from, root.digest)))
    for (const { digest } of [root, ...(contents?.blobs ?? [])]) {
      if (!(await hasBlob(layout, digest))) await layout.files.copy(blobPath(from, digest), blobPath(layout, digest))
    }
  }
  const index = indexOf(parts.map(({ platform, root }) => ({ ...root, platform })))
  const { digest, size } = await addDocument(layout, index)
  const root = { mediaType: index.mediaType, digest, size }
  await closeLayout(layout, root)
  return root
}
