// The documents of a registry: media types, and what a manifest refers to. Pure. Foreign `urls` in descriptors are not read: a
// manifest may not send us anywhere.
import { digestOf, isDigest, type Digest } from './digest.js'
import { canonicalJson, type Json, type JsonObject } from './json.js'
import { ociPlatform } from './platform.js'

export const mediaTypes = {
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociConfig: 'application/vnd.oci.image.config.v1+json',
  ociLayer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  ociEmpty: 'application/vnd.oci.empty.v1+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerConfig: 'application/vnd.docker.container.image.v1+json',
  dockerLayer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  helmConfig: 'application/vnd.cncf.helm.config.v1+json',
  helmChart: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
} as const

/** All four, always: a registry answers 404 for a manifest whose type was not asked for. */
export const manifestTypes: readonly string[] = [mediaTypes.ociManifest, mediaTypes.ociIndex, mediaTypes.dockerManifest, mediaTypes.dockerIndex]
export const manifestAccept = manifestTypes.join(', ')

export const isIndexType = (mediaType: string): boolean => mediaType === mediaTypes.ociIndex || mediaType === mediaTypes.dockerIndex

export interface DocumentBytes {
  readonly bytes: Uint8Array
  readonly digest: Digest
  readonly size: number
}

/** A document of our own making as bytes: the same value gives the same digest everywhere. */
export const documentBytes = (value: Json): DocumentBytes => {
  const bytes = new TextEncoder().encode(canonicalJson(value))
  return { bytes, digest: digestOf(bytes), size: bytes.byteLength }
}

export interface Described {
  readonly mediaType: string
  readonly digest: Digest
  readonly size: number
}

/** What a manifest names: blobs (config first), and for an index further manifests. */
export interface Contents {
  readonly mediaType?: string
  readonly blobs: readonly Described[]
  readonly manifests: readonly Described[]
  readonly subject?: Described
}

const fieldOf = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined)

const describedOf = (value: unknown): Described | undefined => {
  const [mediaType, digest, size] = [fieldOf(value, 'mediaType'), fieldOf(value, 'digest'), fieldOf(value, 'size')]
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isDigest(digest)) return undefined
  return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? { mediaType, digest, size } : undefined
}

const allDescribed = (value: unknown): readonly Described[] | undefined => {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) return undefined
  const found = value.map(describedOf)
  return found.every((it) => it !== undefined) ? found : undefined
}

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  } catch {
    // The caller hears "no manifest"; why JSON.parse thinks so helps nobody.
    return undefined
  }
}

/** Undefined when the bytes are no manifest or index that can be followed (schema 1 is none). */
export const contentsOf = (bytes: Uint8Array): Contents | undefined => {
  const json = parse(bytes)
  if (fieldOf(json, 'schemaVersion') !== 2) return undefined
  const config = fieldOf(json, 'config')
  const configs = config === undefined ? [] : allDescribed([config])
  const layers = allDescribed(fieldOf(json, 'layers'))
  const manifests = allDescribed(fieldOf(json, 'manifests'))
  if (!configs || !layers || !manifests || (config === undefined && fieldOf(json, 'manifests') === undefined)) return undefined
  const mediaType = fieldOf(json, 'mediaType')
  const subject = describedOf(fieldOf(json, 'subject'))
  return { blobs: [...configs, ...layers], manifests, ...(typeof mediaType === 'string' ? { mediaType } : {}), ...(subject ? { subject } : {}) }
}

export interface PlatformManifest extends Described {
  readonly platform: string
}

/** An index over one manifest for each platform, sorted by platform: the same parts give the same bytes. */
export const indexOf = (parts: readonly PlatformManifest[]): { readonly schemaVersion: 2; readonly mediaType: string; readonly manifests: readonly JsonObject[] } => {
  const sorted = [...parts].sort((a, b) => (a.platform < b.platform ? -1 : 1))
  const manifests = sorted.map(({ mediaType, digest, size, platform }): JsonObject => ({ mediaType, digest, size, platform: { ...ociPlatform(platform) } }))
  return { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests }
}

/** The chart inside a manifest, which is another one with every push of Helm's; undefined when it holds no chart. */
export const chartIn = (manifest: { readonly bytes: Uint8Array }): Digest | undefined =>
  contentsOf(manifest.bytes)?.blobs.find((it) => it.mediaType === mediaTypes.helmChart)?.digest
