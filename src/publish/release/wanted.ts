// Which assets a release shall have, and how what it has differs from that. Names are checked here, where the artifacts are
// known and nothing is written yet.
import type { Artifact } from '../../core/artifact.js'
import { byName, checksumsName, renderChecksums } from '../../core/checksums.js'
import { digestOf, shortDigest, type Digest } from '../../core/digest.js'
import type { AdoptedAsset } from '../../core/marker.js'
import { recordName } from '../../core/record.js'
import { failAll, problem, type Problem } from '../../errors/release-error.js'
import type { Asset } from '../../ports/github.js'
import { isMeant } from '../build-entries.js'
import { fileKinds, type ReleaseTask } from './entry.js'
import { notesName, type Notes } from './notes.js'

export interface Wanted {
  readonly name: string
  readonly digest: Digest
  readonly size: number
  readonly mediaType: string
  /** Absent when the bytes are frozen in the release and not on this disk. */
  readonly path?: string
  /** What was made here instead of built. */
  readonly bytes?: Uint8Array
}

const allowed = /^[A-Za-z0-9_+-](?:[A-Za-z0-9._+-]*[A-Za-z0-9_+-])?$/
/** GitHub: "each file must be under 2 GiB", up to 1000 of them. */
const tooLarge = 2 * 1024 ** 3
const mostAssets = 1000

/** The files that the config attaches, sorted by name. */
export const attached = (task: ReleaseTask, inputs: readonly Artifact[]): readonly Artifact[] => {
  const { assets } = task
  return inputs.filter((it) => fileKinds.includes(it.kind) && (assets === null || isMeant(assets, it)))
}

/** All assets but the record, which says what they are and so comes after them. */
export const wantedAssets = (task: ReleaseTask, inputs: readonly Artifact[], notes: Notes): readonly Wanted[] => {
  const artifacts = attached(task, inputs)
  failAll([...nameProblems(artifacts), ...limitProblems(artifacts)])
  const files = artifacts.map((it): Wanted => ({
    name: it.fileName, digest: it.digest, size: it.size, mediaType: it.mediaType, ...(it.path === undefined ? {} : { path: it.path }),
  }))
  const text = notes.whole === undefined ? [] : [made(notesName, notes.whole, 'text/markdown; charset=utf-8')]
  const summed = [...files, ...text].sort(byName)
  // GitHub takes no empty asset, and a list of nothing is one.
  return summed.length === 0 ? [] : [...summed, made(checksumsName, renderChecksums(summed), 'text/plain; charset=utf-8')]
}

export const made = (name: string, text: string, mediaType: string): Wanted => {
  const bytes = Buffer.from(text)
  return { name, digest: digestOf(bytes), size: bytes.byteLength, mediaType, bytes }
}

const nameProblems = (artifacts: readonly Artifact[]): readonly Problem[] => {
  // Some file systems take two names that differ in case for one: whoever downloads both would lose one.
  const owners = new Map<string, string>([checksumsName, recordName, notesName].map((it) => [it.toLowerCase(), 'Slipway']))
  return artifacts.flatMap((it) => {
    const problems: Problem[] = []
    if (!allowed.test(it.fileName)) problems.push(problem('ASSET_NAME', { name: it.fileName, allowed: 'letters, digits and . _ + - (no . at either end)' }))
    const first = owners.get(it.fileName.toLowerCase())
    if (first !== undefined) problems.push(problem('ASSET_COLLISION', { name: it.fileName, first, second: it.name }))
    owners.set(it.fileName.toLowerCase(), it.name)
    return problems
  })
}

const limitProblems = (artifacts: readonly Artifact[]): readonly Problem[] => {
  const large = artifacts.filter((it) => it.size >= tooLarge).map((it) => problem('ASSET_LIMIT', { what: `The asset ${it.fileName} has ${it.size} bytes`, limit: 'less than 2 GiB for one asset' }))
  const empty = artifacts.filter((it) => it.size === 0).map((it) => problem('ASSET_LIMIT', { what: `The asset ${it.fileName} is empty`, limit: 'only assets of at least one byte' }))
  const count = artifacts.length + 3
  const many = count > mostAssets ? [problem('ASSET_LIMIT', { what: `The release would have ${count} assets`, limit: `${mostAssets} assets for one release` })] : []
  return [...large, ...empty, ...many]
}

export interface Held {
  readonly asset: Asset
  readonly digest: string
}

export interface Comparison {
  /** There, with the right bytes. */
  readonly right: readonly Held[]
  readonly missing: readonly Wanted[]
  /** There under the name, with other bytes. */
  readonly wrong: readonly { readonly wanted: Wanted; readonly held: Held }[]
  /** Uploads of ours under a temporary name, by a run that was cut off. */
  readonly temporary: readonly Held[]
  /** Not ours. */
  readonly unknown: readonly Asset[]
  /** Not of this release, and there when it was taken over: it stays. */
  readonly kept: readonly Asset[]
}

/** While an asset of a draft is replaced, the new bytes wait under this name until the old ones are gone. */
export const temporaryName = (wanted: Wanted): string => `${wanted.name}.slipway-${shortDigest(wanted.digest)}`
const isTemporary = (name: string, wanted: readonly Wanted[]): boolean => wanted.some((it) => name.startsWith(`${it.name}.slipway-`) && /^[0-9a-f]{12}$/.test(name.slice(it.name.length + 9)))

export const isAdopted = ({ asset, digest }: Held, adopted: readonly AdoptedAsset[]): boolean => adopted.some((it) => it.name === asset.name && it.digest === digest)

/** An upload that broke off (`starter`) is as good as none: the next one under the name removes it. */
export const compare = (wanted: readonly Wanted[], held: readonly Held[], adopted: readonly AdoptedAsset[] = []): Comparison => {
  const named = new Map(held.filter((it) => it.asset.state === 'uploaded').map((it) => [it.asset.name, it]))
  const wantedNames = new Set([...wanted.map((it) => it.name), recordName])
  const there = wanted.flatMap((it) => {
    const at = named.get(it.name)
    return at ? [{ wanted: it, held: at }] : []
  })
  const others = held.filter((it) => !wantedNames.has(it.asset.name))
  const strange = others.filter((it) => !isAdopted(it, adopted))
  return {
    right: there.filter((it) => it.held.digest === it.wanted.digest).map((it) => it.held),
    missing: wanted.filter((it) => !named.has(it.name)),
    wrong: there.filter((it) => it.held.digest !== it.wanted.digest),
    temporary: strange.filter((it) => isTemporary(it.asset.name, wanted)),
    unknown: strange.filter((it) => !isTemporary(it.asset.name, wanted)).map((it) => it.asset),
    kept: others.filter((it) => isAdopted(it, adopted)).map((it) => it.asset),
  }
}
