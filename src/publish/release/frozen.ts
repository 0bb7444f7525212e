// What an earlier run of the same release has frozen: the record in the published release, or in our draft.
import { digestOf } from '../../core/digest.js'
import { repositoryText, type Repository } from '../../core/facts.js'
import type { PinnedTag } from '../../core/plan.js'
import { parseRecord, recordName, type ReleaseRecord } from '../../core/record.js'
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { Asset, GitHubReader, Release } from '../../ports/github.js'
import { largestRecord, readRecordText, type RecordFile } from '../record-file.js'
import { markedOf } from './entry.js'
import { sortOut } from './situation.js'

/** Where a record may lie: a repository, and whether what others began under the tag is taken over. */
export interface Target {
  readonly repository: Repository
  readonly adopt?: boolean
}

/** Our releases and drafts in a repository, the one to go on with first. */
export const findOurs = async (github: GitHubReader, { repository, adopt }: Target, tag: PinnedTag): Promise<readonly Release[]> => {
  const { ours, twins } = sortOut(await github.releasesByTag(repository, tag.name), markedOf(repositoryText(repository), tag), { adopt: adopt === true })
  return ours ? [ours, ...twins] : twins
}

/** Undefined when nothing is frozen. A release that was published by other means freezes nothing; preflight reports it. */
export const findFrozen = async (github: GitHubReader, target: Target, tag: PinnedTag): Promise<RecordFile | undefined> => {
  for (const release of await findOurs(github, target, tag)) {
    const file = await readRecordFile(github, target.repository, { release, tag })
    if (file) return file
  }
  return undefined
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
  return readRecordText(await download(github, repository, { asset, where }), { where, tag })
}

/** Of whichever tag object it is; undefined when there is none that can be read. */
export const readAnyRecord = async (github: GitHubReader, repository: Repository, release: Release): Promise<ReleaseRecord | undefined> => {
  const asset = await recordAsset(github, repository, release)
  const parsed = asset && parseRecord(new TextDecoder().decode(await download(github, repository, { asset, where: placeOf(release) })))
  return parsed && 'record' in parsed ? parsed.record : undefined
}

const mostDownloads = 4

/** A download is read as it comes, so that one that breaks off, or the page of a proxy, is seen only here; then it is begun again. */
const download = async (github: GitHubReader, repository: Repository, it: { readonly asset: Asset; readonly where: string }): Promise<Uint8Array> => {
  for (let downloads = 1; ; downloads++) {
    try {
      const bytes = await readWhole(github, repository, it)
      const found = digestOf(bytes)
      if (it.asset.digest === null || found === it.asset.digest) return bytes
      if (downloads === mostDownloads) return fail('RECORD_BROKEN', { where: it.where, what: `GitHub says that it is ${it.asset.digest}, and gives ${found}` })
    } catch (failure) {
      if (!(failure instanceof ReleaseError) || failure.code !== 'HTTP_BROKEN' || downloads === mostDownloads) throw failure
    }
  }
}

const readWhole = async (github: GitHubReader, repository: Repository, { asset, where }: { readonly asset: Asset; readonly where: string }): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of github.asset(repository, asset)) {
    size += part.byteLength
    if (size > largestRecord) return fail('RECORD_BROKEN', { where, what: `it has more than ${largestRecord} bytes` })
    parts.push(part)
  }
  return Buffer.concat(parts)
}
