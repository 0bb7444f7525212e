// What is wrong with a world before the run begins: rights that are missing, names that others took, branches that are protected.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Digest } from '../../src/core/digest.js'
import { newRepository } from '../../src/rehearsal/registry/state.js'
import type { RehearsalOptions } from '../../src/rehearsal/rehearsal.js'
import type { Scene } from './scene.js'

type Permissions = NonNullable<Scene['world']['github']['settings']['tokens'][number]['permissions']>
type Seed = NonNullable<RehearsalOptions['seed']>

export const rights = (permissions: Permissions) => ({ world }: Scene): void =>
  world.github.change({ tokens: world.github.settings.tokens.map((it) => ({ ...it, permissions })) })

/** The account of the run may pull from the registries, and not push. */
export const mayOnlyPull = ({ world }: Scene): void => {
  for (const it of world.registries.values()) it.settings = { ...it.settings, accounts: it.settings.accounts.map((one) => ({ ...one, push: [] })) }
}

export const otherRelease = async ({ world }: Scene): Promise<void> => {
  await world.github.as('maintainer', 'accanto', 'os-vim-driver').release({ tag: '1.0.0', draft: false })
}

/** Somebody took an asset of a release away and put another file under its name; the digest of that one. */
export const replaceAsset = ({ world }: Scene, name: string): string => {
  const { assets } = world.github.repository('accanto', 'os-vim-driver')
  const asset = [...assets.values()].find((it) => it.name === name)
  if (!asset) throw new Error(`no release has an asset ${name}`)
  const digest = `sha256:${'d'.repeat(64)}`
  assets.set(asset.id, { ...asset, digest })
  return digest
}

/** The version's tag in the registry names an image that is not of this release. */
export const otherImage = ({ world }: Scene): void => {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [] }))
  const digest: Digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  const repository = newRepository()
  repository.manifests.set(digest, { mediaType: 'application/vnd.oci.image.index.v1+json', bytes })
  repository.tags.set('1.0.0', { digest, lag: 0 })
  world.registries.get('docker.io')?.state.repositories.set('accanto/os-vim-driver', repository)
}

export const protectedBranch: Seed = {
  rulesets: [{ id: 1, name: 'reviewed', target: 'branch', enforcement: 'active', include: ['~DEFAULT_BRANCH'], rules: [{ type: 'pull_request' }] }],
}

/** Classic protection, which no token of a workflow may read. */
export const protectedClassically: Seed = { protections: { main: { pullRequest: true, checks: [] } } }

export const shallowCheckout = async ({ folder, world }: Scene): Promise<string> => {
  const to = join(folder, 'shallow')
  await promisify(execFile)('git', ['clone', '-q', '--depth', '1', '--branch', '1.0.0', `${world.endpoints.server}/accanto/os-vim-driver.git`, to])
  return to
}
