// What of a release is in the staging registry, and whether it is what the release pushed. Reads only.
import type { Artifact } from '../../core/artifact.js'
import type { Digest } from '../../core/digest.js'
import { printImageName } from '../../core/image-name.js'
import { chartIn } from '../../core/oci.js'
import { stagedOf, type Source, type Staged } from '../../core/promotion.js'
import type { Manifest } from '../../ports/registry.js'
import type { ReadWorld } from '../../ports/world.js'

export interface Resolved {
  readonly staged: Staged
  readonly tag: string
  /** `registry/path:tag` in the staging registry. */
  readonly where: string
  /** Of what this release pushed, or is about to; undefined for a chart that is not pushed yet. */
  readonly digest: Digest | undefined
  readonly isStaged: boolean
  /** The staging registry has other bytes under the tag. */
  readonly moved?: { readonly found: string; readonly wanted: string }
}

/** What others have staged is known by its tag only. What a run has seen first it means to its end: what is tried and what is proposed is the same. */
const firstSeen = new WeakMap<ReadWorld['workspace'], Map<string, Digest>>()

const meantBy = (where: string, found: Digest | undefined, { workspace }: ReadWorld): Digest | undefined => {
  const known = firstSeen.get(workspace) ?? new Map<string, Digest>()
  firstSeen.set(workspace, known)
  if (found !== undefined && !known.has(where)) known.set(where, found)
  return known.get(where)
}

const ofOthers = (staged: Staged, there: Manifest | undefined, { tag, where, world }: { tag: string; where: string; world: ReadWorld }): Resolved => {
  const meant = meantBy(where, there?.digest, world)
  const isMoved = there !== undefined && meant !== undefined && there.digest !== meant
  return { staged, tag, where, digest: there && meant, isStaged: there !== undefined, ...(isMoved ? { moved: { found: there.digest, wanted: meant } } : {}) }
}

const resolve = async (staged: Staged, tag: string, world: ReadWorld): Promise<Resolved> => {
  const there = await world.registry.manifest(staged.staging, tag)
  const where = printImageName({ ...staged.staging, tag })
  const { artifact, kind } = staged
  if (!artifact) return ofOthers(staged, there, { tag, where, world })
  const found = there && (kind === 'chart' ? (chartIn(there) ?? there.digest) : there.digest)
  const isMoved = found !== undefined && found !== artifact.digest
  return {
    staged, tag, where, isStaged: there !== undefined, digest: kind === 'chart' ? (isMoved ? undefined : there?.digest) : artifact.digest,
    ...(isMoved ? { moved: { found, wanted: artifact.digest } } : {}),
  }
}

/** Asked anew each time. */
export const resolveAll = async (sources: readonly Source[], inputs: readonly Artifact[], world: ReadWorld): Promise<readonly Resolved[]> =>
  (await Promise.all(sources.map((source) => {
    const staged = stagedOf(source, inputs)
    return Promise.all(staged.tags.map((tag) => resolve(staged, tag, world)))
  }))).flat()
