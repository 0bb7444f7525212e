// A record as it was found: read strictly, and held against what this run has. Where it lies is the affair of whoever keeps it.
import type { Artifact } from '../core/artifact.js'
import { digestOf, type Digest } from '../core/digest.js'
import type { PinnedTag } from '../core/plan.js'
import { artifactsOf, parseRecord, sameArtifacts, type ReleaseRecord } from '../core/record.js'
import type { Outcome, Probe } from '../core/result.js'
import { fail } from '../errors/release-error.js'
import type { ReadWorld } from '../ports/world.js'

/** Far above any real record, far below what would hurt. */
export const largestRecord = 16 * 1024 * 1024

export interface RecordFile {
  readonly record: ReleaseRecord
  readonly digest: Digest
  readonly size: number
  /** For people: `the draft 1.0.0 (https://…)`. */
  readonly where: string
}

/** A record that is none, or of another tag object, stops: it says which bytes are frozen. */
export const readRecordText = (bytes: Uint8Array, { where, tag }: { readonly where: string; readonly tag: PinnedTag }): RecordFile => {
  const parsed = parseRecord(new TextDecoder().decode(bytes))
  if ('broken' in parsed) return fail('RECORD_BROKEN', { where, what: parsed.broken })
  const { record } = parsed
  if (record.tag.name !== tag.name || record.tag.object !== tag.object) {
    return fail('RECORD_BROKEN', { where, what: `it is of the tag ${record.tag.name} at ${record.tag.object}, and this tag is at ${tag.object}` })
  }
  return { record, digest: digestOf(bytes), size: bytes.byteLength, where }
}

const key = ({ kind, name, fileName }: Pick<Artifact, 'kind' | 'name' | 'fileName'>): string => `${kind} ${name} ${fileName}`

/** What the record does not name, because it was made by a run with --only or --without. */
export const unnamed = (file: RecordFile, inputs: readonly Artifact[]): readonly Artifact[] => {
  const frozen = new Set(artifactsOf(file.record).map(key))
  return inputs.filter((it) => !frozen.has(key(it)))
}

/** It names bytes that are gone, and others were built in their place: it is taken back and written anew. */
export const isVoid = (file: Pick<RecordFile, 'digest'>, world: Pick<ReadWorld, 'voided'>): boolean => world.voided?.includes(file.digest) === true

/** Every artifact of this run that the record names must be the one it names. */
export const judgeRecord = (file: RecordFile, inputs: readonly Artifact[], { world, outcome }: { readonly world: ReadWorld; readonly outcome: Outcome }): Probe => {
  // What was built again and came out the same is frozen as before.
  if (isVoid(file, world) && !sameArtifacts(file.record, inputs)) return { state: 'partial', missing: ['a record of what was built again'] }
  const frozen = new Map(artifactsOf(file.record).map((it) => [key(it), it]))
  const other = inputs.find((it) => (frozen.get(key(it))?.digest ?? it.digest) !== it.digest)
  if (other) return { state: 'conflict', found: `${other.fileName} ${frozen.get(key(other))?.digest ?? ''} in the record (${file.where})`, wanted: `${other.fileName} ${other.digest}` }
  return { state: 'done', outcome: { ...outcome, digest: file.digest, size: file.size } }
}
