// One layer into the layout: compressed if it is not, and its content held against the digest in the image's config.
import { Readable, type Transform } from 'node:stream'
// As a namespace: older Node has no zstd, and a missing name would keep the whole program from starting.
import * as zlib from 'node:zlib'
import { gzip } from '../../core/archive/gzip.js'
import type { Digest } from '../../core/digest.js'
import { mediaTypes, type Described } from '../../core/oci.js'
import { fail } from '../../errors/release-error.js'
import type { ImageSource } from './image-source.js'
import { addBlob, blobPath, hashing, type Layout } from './layout.js'

const zstdLayer = 'application/vnd.oci.image.layer.v1.tar+zstd'

type Packing = 'none' | 'gzip' | 'zstd'

/** By the first bytes, and not by what a manifest says: engines have called gzip layers plain. */
const packingOf = async (source: ImageSource, part: string): Promise<Packing> => {
  for await (const first of await source.stream(part)) {
    if (first[0] === 0x1f && first[1] === 0x8b) return 'gzip'
    return first[0] === 0x28 && first[1] === 0xb5 && first[2] === 0x2f && first[3] === 0xfd ? 'zstd' : 'none'
  }
  return 'none'
}

/** Node 20 has no zstd; a name that is not there must not keep the whole program from starting. */
const unpackerOf = (packing: 'gzip' | 'zstd', name: string): Transform => {
  if (packing === 'gzip') return zlib.createGunzip()
  if (!('createZstdDecompress' in zlib)) return fail('IMAGE_UNREADABLE', { archive: name, reason: 'a layer is compressed with zstd, which this Node cannot read (24 can)' })
  return zlib.createZstdDecompress()
}

/** Digest of the content of a compressed blob. */
export const contentDigest = async (layout: Layout, digest: Digest, packing: 'gzip' | 'zstd', name: string): Promise<Digest> => {
  const unpack = unpackerOf(packing, name)
  const source = Readable.from(layout.files.stream(blobPath(layout, digest)))
  source.once('error', (error) => unpack.destroy(error))
  const hashed = hashing(source.pipe(unpack))
  const it = hashed.parts[Symbol.asyncIterator]()
  try {
    while (!(await it.next()).done);
  } catch (cause) {
    return fail('IMAGE_UNREADABLE', { archive: name, reason: `a layer cannot be unpacked: ${(cause as Error).message}` }, { cause })
  }
  return hashed.digest()
}

const mustBe = (found: Digest, wanted: Digest, name: string): void => {
  if (found !== wanted) fail('IMAGE_LAYER_DIFFERS', { archive: name, found, wanted })
}

export const addLayer = async (layout: Layout, source: ImageSource, part: string, diffId: Digest): Promise<Described> => {
  const packing = await packingOf(source, part)
  const hashed = hashing(await source.stream(part))
  if (packing === 'none') {
    const { digest, size } = await addBlob(layout, gzip(hashed.parts))
    mustBe(hashed.digest(), diffId, source.name)
    return { mediaType: mediaTypes.ociLayer, digest, size }
  }
  // Compressed by the engine already: these bytes are kept, for another compressor would give another digest.
  const { digest, size } = await addBlob(layout, hashed.parts)
  mustBe(await contentDigest(layout, digest, packing, source.name), diffId, source.name)
  return { mediaType: packing === 'gzip' ? mediaTypes.ociLayer : zstdLayer, digest, size }
}
