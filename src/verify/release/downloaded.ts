// The assets of a release in an empty folder, as a user gets them, each compared with what was built, with what GitHub says of it, and
// with the list of checksums that users are given. Nothing is read beyond the size that is known of it.
import { join } from 'node:path'
import type { Artifact } from '../../core/artifact.js'
import { checksumsName, parseChecksums } from '../../core/checksums.js'
import type { Repository } from '../../core/facts.js'
import { recordName } from '../../core/record.js'
import { sideBySide } from '../../core/side-by-side.js'
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { Asset, Release } from '../../ports/github.js'
import type { World } from '../../ports/world.js'

const width = 4
const mostDownloads = 4

export interface Wanted {
  readonly repository: Repository
  readonly release: Release
  readonly inputs: readonly Artifact[]
  /** Private repositories have no addresses that anybody may read. */
  readonly anonymous: boolean
}

/** A server that sends on and on would fill the disk before any digest is compared. */
async function* upTo(most: number, bytes: AsyncIterable<Uint8Array>, tooMany: () => never): AsyncIterable<Uint8Array> {
  let size = 0
  for await (const part of bytes) {
    size += part.length
    if (size > most) tooMany()
    yield part
  }
}

/** A download that breaks off is seen only by whoever reads it, and is begun again. */
const fetchOne = async (asset: Asset, path: string, { repository, release, inputs, anonymous }: Wanted, { github, files }: World): Promise<string> => {
  const built = inputs.find((it) => it.fileName === asset.name)
  const most = built?.size ?? asset.size
  const tooMany = (): never => fail('VALIDATION_ASSET', { url: release.url, name: asset.name, found: `more than ${most} bytes`, wanted: built?.digest ?? asset.digest ?? `${most} bytes` })
  for (let downloads = 1; ; downloads++) {
    try {
      const bytes = anonymous ? github.download(repository, { tag: release.tag, name: asset.name }) : github.asset(repository, asset)
      return (await files.writeStream(path, upTo(most, bytes, tooMany))).digest
    } catch (failure) {
      if (!(failure instanceof ReleaseError) || failure.code !== 'HTTP_BROKEN' || downloads === mostDownloads) throw failure
    }
  }
}

/** Names of what is there. */
export const download = async (folder: string, wanted: Wanted, world: World): Promise<readonly string[]> => {
  const { repository, release, inputs } = wanted
  const assets = (await world.github.assets(repository, release.id)).filter((it) => it.state === 'uploaded')
  const built = new Map<string, string>(inputs.map((it) => [it.fileName, it.digest]))
  const found = new Map<string, string>()
  await sideBySide(assets, width, async (asset) => {
    world.signal.throwIfAborted()
    // GitHub lets no separator into a name; a server that does would write elsewhere.
    if (/[/\\]|^\.\.?$/.test(asset.name)) return fail('VALIDATION_ASSET', { url: release.url, name: asset.name, found: 'a name with a folder', wanted: 'a plain name' })
    const digest = await fetchOne(asset, join(folder, asset.name), wanted, world)
    const other = [built.get(asset.name), asset.digest ?? undefined].find((it) => it !== undefined && it !== digest)
    if (other !== undefined) return fail('VALIDATION_ASSET', { url: release.url, name: asset.name, found: digest, wanted: other })
    found.set(asset.name, digest)
  })
  await compareWithList(folder, { found, url: release.url }, world)
  if (!found.has(recordName)) return fail('VALIDATION_ASSET', { url: release.url, name: recordName, found: 'nothing', wanted: 'the record of the release' })
  return [...found.keys()].sort()
}

const compareWithList = async (folder: string, { found, url }: { readonly found: ReadonlyMap<string, string>; readonly url: string }, { files }: World): Promise<void> => {
  if (!found.has(checksumsName)) return
  for (const { name, digest } of parseChecksums(await files.readText(join(folder, checksumsName)))) {
    if (found.get(name) !== digest) fail('VALIDATION_ASSET', { url, name, found: found.get(name) ?? 'nothing', wanted: digest })
  }
}
