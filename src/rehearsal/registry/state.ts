// What one registry remembers. Values are replaced and never changed in place, so a copy costs nothing; the bytes of blobs lie
// outside, by digest, and are shared by all copies.
import type { Digest } from '../../core/digest.js'
import { Table } from '../git/table.js'

export interface StoredManifest {
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly subject?: Digest
}

export interface Tag {
  readonly digest: Digest
  /** What reads still show (undefined: nothing) because a replica lags behind, and for how many of them. */
  readonly before?: Digest
  readonly lag: number
}

export interface RepositoryState {
  /** Digest → size: a blob of another repository is not this one's. */
  readonly blobs: Table<Digest, number>
  readonly manifests: Table<Digest, StoredManifest>
  readonly tags: Table<string, Tag>
}

export interface Upload {
  readonly repository: string
  /** Digests of the pieces that have come, in their order. */
  readonly pieces: readonly string[]
  readonly size: number
}

export interface RegistryState {
  nextUpload: number
  readonly repositories: Table<string, RepositoryState>
  readonly uploads: Table<string, Upload>
}

export const newRepository = (): RepositoryState => ({ blobs: new Table(), manifests: new Table(), tags: new Table() })
export const newState = (): RegistryState => ({ nextUpload: 1, repositories: new Table(), uploads: new Table() })

const copyRepository = (it: RepositoryState): RepositoryState => ({ blobs: it.blobs.copy(), manifests: it.manifests.copy(), tags: it.tags.copy() })

export const copyState = (it: RegistryState): RegistryState => ({
  nextUpload: it.nextUpload,
  repositories: new Table([...it.repositories].map(([name, repository]) => [name, copyRepository(repository)] as const)),
  uploads: it.uploads.copy(),
})
