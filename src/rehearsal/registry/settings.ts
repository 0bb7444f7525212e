// How one registry is set up: who may what, and how it behaves where registries differ.

export interface Account {
  readonly username: string
  readonly password: string
  /** Also taken for the account, in exchange for tokens (`identitytoken` of docker's config). */
  readonly identityToken?: string
  /** Repositories: `accanto/driver`, `accanto/*`, `*`. */
  readonly pull: readonly string[]
  readonly push: readonly string[]
}

export interface RegistrySettings {
  /** `token` as Docker Hub and ghcr.io do, `basic` as small ones do, `none` as docker-registry does by itself. */
  readonly auth: 'none' | 'basic' | 'token'
  readonly accounts: readonly Account[]
  readonly anonymousPull: boolean
  /** Seconds that a token lives. */
  readonly tokenLifetime: number
  readonly deletes: boolean
  /** Docker-registry 2.8 does not delete tags; the specification allows it. */
  readonly tagDeletes: boolean
  readonly referrers: boolean
  /** How many reads of a tag still show what it was before. */
  readonly tagLag: number
  /** Bytes in one request, as a proxy in front may bound them; 413 beyond. */
  readonly largestRequest: number
}

export const openRegistry: RegistrySettings = {
  auth: 'none', accounts: [], anonymousPull: true, tokenLifetime: 300, deletes: true, tagDeletes: true, referrers: false, tagLag: 0, largestRequest: Infinity,
}
