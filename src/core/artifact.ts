// What a release is made of: files, images and charts, each with its digest.
import type { Digest } from './digest.js'

export const artifactKinds = ['wheel', 'sdist', 'docs', 'image', 'image-archive', 'chart', 'file'] as const
export type ArtifactKind = (typeof artifactKinds)[number]

/**
 * One product of a build. For files, `digest` and `size` are those of the file; for an image they are those of its
 * manifest (or index), `about.bytes` is what all that it refers to weighs, and `path` is the folder of an OCI image layout
 * (`oci-layout`, `index.json`, `blobs/sha256/…`).
 */
export interface Artifact {
  readonly kind: ArtifactKind
  /** Name of the entry in the config that made it: `wheel`, `docs`, `image`, or the name that the entry has. */
  readonly name: string
  /** File name as users will see it; for an image the name of the entry. */
  readonly fileName: string
  readonly digest: Digest
  /** Bytes. */
  readonly size: number
  readonly mediaType: string
  /** Absolute local path; absent when the bytes are frozen elsewhere and not on this disk. */
  readonly path?: string
  /** What a reader may want to know further: distribution and version of a wheel, name and version of a chart, platform. */
  readonly about?: Readonly<Record<string, string>>
}

/** What a user takes, in bytes: for an image all layers, of which its manifest is only the list. */
export const wholeSize = ({ size, about }: Pick<Artifact, 'size' | 'about'>): number => {
  const bytes = about?.['bytes'] ?? ''
  return /^[1-9]\d{0,14}$/.test(bytes) ? Number(bytes) : size
}
