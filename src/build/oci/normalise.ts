// Whatever an engine gives → one OCI layout, whose digest is known before anything is pushed. `docker save` of old and new
// engines is read by its manifest.json; an OCI layout without one keeps its own manifests, so that its digest stays.
import { z } from 'zod'
import { isDigest, type Digest } from '../../core/digest.js'
import type { Json } from '../../core/json.js'
import { contentsOf, isIndexType, mediaTypes, type Described } from '../../core/oci.js'
import { fail } from '../../errors/release-error.js'
import { addBlob, addDocument, blobPath, closeLayout, hasBlob, type Layout } from './layout.js'
import { addLayer, contentDigest } from './layer.js'
import type { ImageSource } from './image-source.js'
import { shareLayer, type SharedLayers } from './shared-layers.js'

export interface NormalImage {
  /** The manifest, or the index of several platforms. */
  readonly root: Described
  /** `linux/amd64`; undefined for an index. */
  readonly platform?: string
  /** Digest of the config: the id of the image for docker. */
  readonly config?: Digest
}

const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value))
const savedList = z.array(z.object({ Config: z.string(), Layers: z.array(z.string()).nullish() }))
const imageConfig = z.object({ architecture: z.string().optional(), os: z.string().optional(), variant: z.string().optional(), rootfs: z.object({ diff_ids: z.array(digest).nullish() }) })
const layoutIndex = z.object({ manifests: z.array(z.object({ mediaType: z.string(), digest, size: z.number() })) })

const broken = (source: ImageSource, reason: string): never => fail('IMAGE_UNREADABLE', { archive: source.name, reason })

const parsed = <T>(source: ImageSource, part: string, text: string, schema: z.ZodType<T>): T => {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    return fail('IMAGE_UNREADABLE', { archive: source.name, reason: `its ${part} is not as it should be` }, { cause })
  }
}

const platformOf = (config: z.output<typeof imageConfig>): string => [config.os ?? 'linux', config.architecture ?? 'unknown', ...(config.variant ? [config.variant] : [])].join('/')

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

/** The way of `docker save`: manifest.json names config and layers, in their order. */
const fromSaved = async (layout: Layout, source: ImageSource, shared: SharedLayers): Promise<NormalImage> => {
  const [image, ...more] = parsed(source, 'manifest.json', await source.text('manifest.json'), savedList)
  if (!image || more.length > 0) return broken(source, `it holds ${more.length + (image ? 1 : 0)} images, and one was to be saved`)
  const text = await source.text(image.Config)
  const config = parsed(source, 'config', text, imageConfig)
  const [layers, diffIds] = [image.Layers ?? [], config.rootfs.diff_ids ?? []]
  if (layers.length !== diffIds.length) return broken(source, `it has ${layers.length} layers, and its config names ${diffIds.length}`)
  const described = await addLayers(layout, diffIds, shared, async (index, diffId) => addLayer(layout, source, layers[index] ?? '', diffId))
  const added = await addBlob(layout, once(text))
  const manifest = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config: { mediaType: mediaTypes.ociConfig, ...added }, layers: described as unknown as Json }
  const { digest: own, size } = await addDocument(layout, manifest)
  return { root: { mediaType: mediaTypes.ociManifest, digest: own, size }, platform: platformOf(config), config: added.digest }
}

/** One after the other: each is compressed on all threads, and the memory of one is enough. Equal layers are done once. */
const addLayers = async (layout: Layout, diffIds: readonly Digest[], shared: SharedLayers, make: (index: number, diffId: Digest) => Promise<Described>): Promise<readonly Described[]> => {
  const all: Described[] = []
  for (const [index, diffId] of diffIds.entries()) all.push(await shareLayer(shared, layout, diffId, async () => make(index, diffId)))
  return all
}

const partOf = (it: Digest): string => `blobs/sha256/${it.slice('sha256:'.length)}`

/** A blob of a layout as it is; bytes that do not have the digest of their name are refused. */
const keepBlob = async (layout: Layout, source: ImageSource, it: Described): Promise<void> => {
  if (await hasBlob(layout, it.digest)) return
  const added = await addBlob(layout, await source.stream(partOf(it.digest)))
  if (added.digest !== it.digest || added.size !== it.size) broken(source, `the bytes of ${partOf(it.digest)} have the digest ${added.digest}`)
}

const keepManifest = async (layout: Layout, source: ImageSource, it: Described, depth = 0): Promise<NormalImage> => {
  if (depth > 2) return broken(source, 'its indexes are nested more than two deep')
  await keepBlob(layout, source, it)
  const contents = contentsOf(await layout.files.readBytes(blobPath(layout, it.digest))) ?? broken(source, `${partOf(it.digest)} is no manifest`)
  for (const child of contents.manifests) await keepManifest(layout, source, child, depth + 1)
  for (const blob of contents.blobs) await keepBlob(layout, source, blob)
  if (isIndexType(it.mediaType)) return { root: it }
  const [config, ...layers] = contents.blobs
  if (!config) return broken(source, `${partOf(it.digest)} names no config`)
  // Attestations are manifests without a file system: their config has nothing to hold the layers against.
  const known = imageConfig.safeParse(jsonOf(await layout.files.readText(blobPath(layout, config.digest))))
  if (!known.success || layers.some((layer) => !/tar(\+gzip|\+zstd|\.gzip)?$/.test(layer.mediaType))) return { root: it }
  await checkLayers(layout, source, layers, known.data.rootfs.diff_ids ?? [])
  return { root: it, platform: platformOf(known.data), config: config.digest }
}

/** Undefined for what is no JSON: the config of an artifact that is no image may be anything. */
const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const checkLayers = async (layout: Layout, source: ImageSource, layers: readonly Described[], diffIds: readonly Digest[]): Promise<void> => {
  if (layers.length !== diffIds.length) broken(source, `it has ${layers.length} layers, and its config names ${diffIds.length}`)
  for (const [index, layer] of layers.entries()) {
    const packing = /zstd$/.test(layer.mediaType) ? 'zstd' : /gzip$/.test(layer.mediaType) ? 'gzip' : undefined
    const found = packing ? await contentDigest(layout, layer.digest, packing, source.name) : layer.digest
    const wanted = diffIds[index] ?? layer.digest
    if (found !== wanted) fail('IMAGE_LAYER_DIFFERS', { archive: source.name, found, wanted })
  }
}

const fromLayout = async (layout: Layout, source: ImageSource): Promise<NormalImage> => {
  const { manifests } = parsed(source, 'index.json', await source.text('index.json'), layoutIndex)
  const [root, ...more] = manifests
  if (!root || more.length > 0) return broken(source, `its index.json names ${manifests.length} images, and one was expected`)
  return keepManifest(layout, source, root)
}

/** `shared` are the layers that other images of the run have made. */
export const normaliseImage = async (layout: Layout, source: ImageSource, shared: SharedLayers = new Map()): Promise<NormalImage> => {
  const image = (await source.has('manifest.json'))
    ? await fromSaved(layout, source, shared)
    : (await source.has('index.json'))
      ? await fromLayout(layout, source)
      : broken(source, 'it has neither a manifest.json nor an index.json')
  await closeLayout(layout, image.root)
  return image
}
