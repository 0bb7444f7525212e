// The one form in which an image goes on: an OCI image layout (oci-layout, index.json, blobs/sha256/…) with one root.
import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Digest } from '../../core/digest.js'
import { hexOf } from '../../core/digest.js'
import { canonicalJson, type Json } from '../../core/json.js'
import { documentBytes, mediaTypes, type Described, type DocumentBytes } from '../../core/oci.js'
import type { Files } from '../../ports/files.js'
import { untilAborted } from '../until-aborted.js'

export interface Layout {
  readonly folder: string
  readonly files: Files
  readonly signal: AbortSignal
}

export const blobPath = ({ folder }: Pick<Layout, 'folder'>, digest: Digest): string => join(folder, 'blobs', 'sha256', hexOf(digest))

export const hasBlob = async (layout: Layout, digest: Digest): Promise<boolean> => layout.files.exists(blobPath(layout, digest))

/** Streams into the layout; the name is the digest, which is known at the end. */
export const addBlob = async (layout: Layout, parts: AsyncIterable<Uint8Array>): Promise<{ digest: Digest; size: number }> => {
  const coming = join(layout.folder, 'blobs', `coming-${randomUUID()}`)
  const written = await layout.files.writeStream(coming, untilAborted(parts, layout.signal))
  await layout.files.rename(coming, blobPath(layout, written.digest))
  return written
}

export const addDocument = async (layout: Layout, value: Json): Promise<DocumentBytes> => {
  const document = documentBytes(value)
  await layout.files.writeFile(blobPath(layout, document.digest), document.bytes)
  return document
}

/** Written last: with these two files it is a layout. */
export const closeLayout = async (layout: Layout, root: Described): Promise<void> => {
  const { mediaType, digest, size } = root
  const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [{ mediaType, digest, size }] }
  await layout.files.writeFile(join(layout.folder, 'index.json'), canonicalJson(index))
  await layout.files.writeFile(join(layout.folder, 'oci-layout'), canonicalJson({ imageLayoutVersion: '1.0.0' }))
}

/** Passes the parts on and tells their digest once they are through. */
export const hashing = (parts: AsyncIterable<Uint8Array>): { readonly parts: AsyncIterable<Uint8Array>; digest(): Digest } => {
  const hash = createHash('sha256')
  async function* through(): AsyncGenerator<Uint8Array> {
    for await (const part of parts) {
      hash.update(part)
      yield part
    }
  }
  return { parts: through(), digest: () => `sha256:${hash.digest('hex')}` }
}
