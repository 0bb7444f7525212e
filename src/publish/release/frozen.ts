// What an earlier run of the same release has frozen: the record in the published release, or in our draft.
import { repositoryText, type Repository } from '../../core/facts.js'
import { makeMarker } from '../../core/marker.js'
import type { PinnedTag } from '../../core/plan.js'
import { recordName } from '../../core/record.js'
import { fail } from '../../errors/release-error.js'
import type { Asset, GitHubReader, Release } from '../../ports/github.js'
import { largestRecord, readRecordText, type RecordFile } from '../record-file.js'
import { sortOut } from './situation.js'

/** Our release or draft in a repository. */
export const findOurs = async (github: GitHubReader, repository: Repository, tag: PinnedTag): Promise<Release | undefined> => {
  const marker = makeMarker({ kind: 'release', repository: repositoryText(repository), tag: tag.name, object: tag.object })
  return sortOut(await github.releasesByTag(repository, tag.name), marker).ours
}

/** Undefined when nothing is frozen. A release that was published by other means freezes nothing; preflight reports it. */
export const findFrozen = async (github: GitHubReader, repository: Repository, tag: PinnedTag): Promise<RecordFile | undefined> => {
  const ours = await findOurs(github, repository, tag)
  return ours ? readRecordFile(github, repository, { release: ours, tag }) : undefined
}

interface Pinned {
  readonly release: Release
  readonly tag: PinnedTag
}

export const recordAsset = async (github: GitHubReader, repository: Repository, release: Release): Promise<Asset | undefined> =>
  (await github.assets(repository, release.id)).find((it) => it.name === recordName && it.state === 'uploaded')

export const placeOf = (release: Release): string => `${release.draft ? 'the draft' : 'the release'} ${release.tag} (${release.url})`

/** Undefined when the release has no record yet; a record that is none, or of another tag object, stops. */
export const readRecordFile = async (github: GitHubReader, repository: Repository, { release, tag }: Pinned): Promise<RecordFile | undefined> => {
  const asset = await recordAsset(github, repository, release)
  if (!asset) return undefined
  const where = placeOf(release)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of github.asset(repository, asset)) {
    size += part.byteLength
    if (size > largestRecord) return fail('RECORD_BROKEN', { where, what: `it has more than ${largestRecord} bytes` })
    parts.push(part)
  }
  return readRecordText(Buffer.concat(parts), { where, tag })
}
