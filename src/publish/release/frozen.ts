// What an earlier run of the same release has frozen: the record in the published release, or in our draft.
import { repositoryText, type Repository } from '../../core/facts.js'
import { digestOf, type Digest } from '../../core/digest.js'
import { makeMarker } from '../../core/marker.js'
import type { PinnedTag } from '../../core/plan.js'
import { parseRecord, recordName, type ReleaseRecord } from '../../core/record.js'
import { fail } from '../../errors/release-error.js'
import type { GitHubReader, Release } from '../../ports/github.js'
import { sortOut } from './situation.js'

/** Far above any real record, far below what would hurt. */
const largestRecord = 16 * 1024 * 1024

/** Undefined when nothing is frozen. A release that was published by other means freezes nothing; preflight reports it. */
export const findFrozen = async (github: GitHubReader, repository: Repository, tag: PinnedTag): Promise<ReleaseRecord | undefined> => {
  const marker = makeMarker({ kind: 'release', repository: repositoryText(repository), tag: tag.name, object: tag.object })
  const { ours } = sortOut(await github.releasesByTag(repository, tag.name), marker)
  return ours ? readRecord(github, repository, { release: ours, tag }) : undefined
}

interface Pinned {
  readonly release: Release
  readonly tag: PinnedTag
}

export interface RecordFile {
  readonly record: ReleaseRecord
  readonly digest: Digest
  readonly size: number
}

export const readRecord = async (github: GitHubReader, repository: Repository, of: Pinned): Promise<ReleaseRecord | undefined> =>
  (await readRecordFile(github, repository, of))?.record

/** Undefined when the release has no record yet; a record that is none, or of another tag object, stops. */
export const readRecordFile = async (github: GitHubReader, repository: Repository, { release, tag }: Pinned): Promise<RecordFile | undefined> => {
  const asset = (await github.assets(repository, release.id)).find((it) => it.name === recordName && it.state === 'uploaded')
  if (!asset) return undefined
  const where = `${release.draft ? 'the draft' : 'the release'} ${release.tag} (${release.url})`
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of github.asset(repository, asset)) {
    size += part.byteLength
    if (size > largestRecord) return fail('RECORD_BROKEN', { where, what: `it has more than ${largestRecord} bytes` })
    parts.push(part)
  }
  const bytes = Buffer.concat(parts)
  const parsed = parseRecord(bytes.toString('utf8'))
  if ('broken' in parsed) return fail('RECORD_BROKEN', { where, what: parsed.broken })
  const { record } = parsed
  if (record.tag.name !== tag.name || record.tag.object !== tag.object) {
    return fail('RECORD_BROKEN', { where, what: `it is of the tag ${record.tag.name} at ${record.tag.object}, and this tag is at ${tag.object}` })
  }
  return { record, digest: digestOf(bytes), size }
}
