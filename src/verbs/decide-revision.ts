// Which revision the image tags of a release have: the one that an earlier run has frozen, the one that is given by the command or by the
// tagged commit, or the next free one. A re-run never takes a new one: the record says it, and where the very bytes of the record lie in the
// registry already, their tag does.
import { writtenRevisions } from '../core/dependencies/written-revision.js'
import type { Digest } from '../core/digest.js'
import { parseDestination, printImageName } from '../core/image-name.js'
import { imagesOf } from '../core/line-images.js'
import { artifactsOf } from '../core/record.js'
import type { Edits } from '../core/set-references.js'
import { firstRevision, isRevised, revisedTag, revisionsIn, tagWith, type RevisedTag } from '../core/revision.js'
import { wordsOf } from '../core/template.js'
import { fail, ReleaseError } from '../errors/release-error.js'
import type { Ports } from '../ports/ports.js'
import type { ImageName } from '../ports/registry.js'
import type { RecordFile } from '../publish/record-file.js'
import { readRecordRef } from '../publish/record-ref.js'
import { findFrozen } from '../publish/release/frozen.js'
import type { Start } from './find-start.js'
import { releaseRepositories } from './frozen-artifacts.js'
import type { ReleaseWork } from './plan-release.js'
import { commitTexts, versionEntryOf } from './work-tree.js'

interface Place extends RevisedTag {
  readonly name: ImageName
  readonly tags: readonly string[]
}

interface Deciding {
  /** Files as they will be in the commit that is tagged. */
  readonly edited?: ReadonlyMap<string, string> | undefined
  /** A record that cannot be read is told later, and names no revision. */
  readonly onlyLooks?: true | undefined
}

/** Undefined for a line whose image tags have no revision. */
export const decideRevision = async (start: Start, { request, ports }: Pick<ReleaseWork, 'request' | 'ports'>, { edited, onlyLooks }: Deciding = {}): Promise<number | undefined> => {
  const places = await placesOf(start, ports)
  const given = request.revision
  if (places.length === 0) return given === undefined ? undefined : fail('REVISION_UNUSED', { line: start.line.name, revision: given })
  const records = await recordsOf(start, ports).catch((failure: unknown) => {
    if (onlyLooks && failure instanceof ReleaseError && failure.kind === 'conflict') return []
    throw failure
  })
  const frozen = await publishedRevision(records, places, ports)
  if (frozen !== undefined && given !== undefined && given !== frozen) return fail('REVISION_FROZEN', { tag: start.tag.name, frozen, given })
  const recorded = records.map(({ record }) => (record.plan as { readonly revision?: unknown } | null)?.revision).find((it) => typeof it === 'number')
  return frozen ?? given ?? recorded ?? (await writtenOrFree(start, places, { edited, ports }))
}

/** What `prepare` writes where the files do not say the version yet. */
export const revisionToWrite = async (start: Start, work: Pick<ReleaseWork, 'request' | 'ports'>): Promise<NonNullable<Edits['revision']>> => ({
  given: work.request.revision, from: (await decideRevision(start, work)) ?? firstRevision(start.line.effective),
})

/** The one revision that the files of a commit say with this version. */
export const revisionInFiles = async ({ line, version, tag }: Start, ports: Pick<Ports, 'git'>, edited?: Deciding['edited']): Promise<number | undefined> => {
  const texts = { ...(await commitTexts(line, tag.commit, ports)), ...Object.fromEntries(edited ?? []) }
  const written = writtenRevisions({ references: versionEntryOf(line)['written-in'], texts, version, images: imagesOf(line) }).map((it) => it.revision)
  return written.every((it) => it === written[0]) ? written[0] : undefined
}

/** The files say what the image is called, as long as none of that revision or a later one is there. */
const writtenOrFree = async (start: Start, places: readonly Place[], { edited, ports }: { readonly edited: Deciding['edited']; readonly ports: Ports }): Promise<number> => {
  const said = await revisionInFiles(start, ports, edited)
  return said !== undefined && places.every((it) => revisionsIn(it.tags, it).every((used) => used < said)) ? said : nextFree(start, places)
}

const placesOf = async ({ line, version, tag }: Start, { registry }: Ports): Promise<readonly Place[]> => {
  const words = wordsOf(version, { tag: tag.name, sha: tag.commit, line: line.name })
  const revised = (line.slots['publish.image'] ?? []).flatMap((entry) => {
    const { to, tags } = entry
    const templates = Array.isArray(tags) ? tags.filter((it): it is string => typeof it === 'string') : []
    return typeof to === 'string' ? templates.filter(isRevised).map((template) => ({ name: parseDestination(to), ...revisedTag(template, words) })) : []
  })
  const names = [...new Map(revised.map((it) => [printImageName(it.name), it.name]))]
  const tags = new Map(await Promise.all(names.map(async ([text, name]) => [text, await registry.tags(name)] as const)))
  return revised.map((it) => ({ ...it, tags: tags.get(printImageName(it.name)) ?? [] }))
}

const recordsOf = async ({ line, tag }: Start, { github, repository }: Ports): Promise<readonly RecordFile[]> => {
  const released = await Promise.all(releaseRepositories(line, repository).map((it) => findFrozen(github, { repository: it }, tag)))
  return [...released, await readRecordRef(github, repository, tag)].filter((it) => it !== undefined)
}

/** Far more than a version ever had. */
const mostAsked = 20

/** The revision under which frozen bytes are out. */
const publishedRevision = async (records: readonly RecordFile[], places: readonly Place[], { registry }: Ports): Promise<number | undefined> => {
  const digests = new Set<Digest>(records.flatMap((it) => artifactsOf(it.record)).filter((it) => it.kind === 'image').map((it) => it.digest))
  if (digests.size === 0) return undefined
  for (const place of places) {
    for (const revision of revisionsIn(place.tags, place).slice(0, mostAsked)) {
      const there = await registry.manifest(place.name, tagWith(place, revision))
      if (there && digests.has(there.digest)) return revision
    }
  }
  return undefined
}

/** One for all places: a release has one revision. What is not built here was pushed by others, and the highest of theirs is meant. */
const nextFree = ({ line }: Start, places: readonly Place[]): number => {
  const isBuilt = (line.slots['build.image'] ?? []).length > 0
  const used = places.flatMap((it) => revisionsIn(it.tags, it))
  const first = firstRevision(line.effective)
  return used.length === 0 ? first : Math.max(first, ...used.map((it) => (isBuilt ? it + 1 : it)))
}
