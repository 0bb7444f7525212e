// An OCI registry. References carry the public name (`docker.io/accanto/os-vim-driver`); an adapter knows where that is.
import type { Digest } from '../core/digest.js'

export interface ImageName {
  /** `docker.io`, `ghcr.io`, `127.0.0.1:5000` */
  readonly host: string
  /** `accanto/os-vim-driver` */
  readonly repository: string
}

export interface Descriptor {
  readonly mediaType: string
  readonly digest: Digest
  readonly size: number
  readonly annotations?: Readonly<Record<string, string>>
  readonly platform?: Readonly<Record<string, string>>
}

export interface Manifest extends Descriptor {
  readonly bytes: Uint8Array
}

export interface RegistryReader {
  /** By tag or digest; undefined when the registry says that there is none. */
  manifest(name: ImageName, reference: string): Promise<Manifest | undefined>
  hasBlob(name: ImageName, digest: Digest): Promise<boolean>
  blob(name: ImageName, digest: Digest): AsyncIterable<Uint8Array>
  /** All tags; empty when there are none or the repository does not exist. */
  tags(name: ImageName): Promise<readonly string[]>
  /** May we push there? Asked with an upload that is opened and cancelled, which changes nothing that is visible. */
  canPush(name: ImageName): Promise<{ readonly allowed: boolean; readonly reason?: string; readonly scope: string }>
}

export interface Registry extends RegistryReader {
  /** Uploads the blob unless it is there, mounted from `from` when the registry can. */
  putBlob(name: ImageName, blob: { digest: Digest; size: number; path: string }, from?: ImageName): Promise<void>
  /** By digest when `tag` is not given. The registry's digest must be ours, else REGISTRY_DIGEST. */
  putManifest(name: ImageName, manifest: Manifest, tag?: string): Promise<void>
  deleteTag(name: ImageName, tag: string): Promise<boolean>
}
