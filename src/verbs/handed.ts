// Folders of artifacts that other jobs have built, read as what they are: files from outside. Links are not followed, sizes are looked
// at before bytes are, and every byte is held against its digest before anything is written anywhere.
import { join } from 'node:path'
import { shortDigest, digestOf, hexOf, type Digest } from '../core/digest.js'
import { handedName, largestFile, largestHanded, parseHanded, placeOf, type Handed, type HandedArtifact } from '../core/handed-over.js'
import { contentsOf, manifestTypes, type Described } from '../core/oci.js'
import { fail } from '../errors/release-error.js'
import type { FilesReader } from '../ports/files.js'

export interface HandedFolder {
  readonly folder: string
  readonly digest: Digest
  readonly handed: Handed
}

const unreadable = (place: string, what: string): never => fail('ARTIFACTS_UNREADABLE', { place, what })

/** The size; anything but a plain file is refused. */
const plainFile = async (files: FilesReader, path: string, most: number): Promise<number> => {
  const it = await files.stat(path)
  if (!it) return unreadable(path, 'it is not there')
  if (it.kind !== 'file') return unreadable(path, it.kind === 'link' ? 'it is a symbolic link' : 'it is a folder')
  return it.size <= most ? it.size : unreadable(path, `it has ${it.size} bytes, and ${most} are the most that could be`)
}

const plainFolder = async (files: FilesReader, path: string): Promise<void> => {
  const it = await files.stat(path)
  if (it?.kind !== 'folder') unreadable(path, !it ? 'it is not there' : it.kind === 'link' ? 'it is a symbolic link' : 'it is no folder')
}

/** The folder itself, or those right below it, as a workflow downloads them. */
const foldersOf = async (files: FilesReader, folder: string): Promise<readonly string[]> => {
  const missing = (): never => fail('ARTIFACTS_NOT_FOUND', { folder, file: handedName })
  if (!(await files.stat(folder))) return missing()
  await plainFolder(files, folder)
  if (await files.exists(join(folder, handedName))) return [folder]
  const below: string[] = []
  for (const name of await files.list(folder)) {
    const path = join(folder, name)
    if ((await files.stat(path))?.kind === 'folder' && (await files.exists(join(path, handedName)))) below.push(path)
  }
  return below.length > 0 ? below : missing()
}

const readFolder = async (files: FilesReader, folder: string): Promise<HandedFolder> => {
  const path = join(folder, handedName)
  await plainFile(files, path, largestHanded)
  const bytes = await files.readBytes(path)
  const parsed = parseHanded(new TextDecoder().decode(bytes))
  return 'broken' in parsed ? unreadable(path, parsed.broken) : { folder, digest: digestOf(bytes), handed: parsed.handed }
}

export interface HandedRequest {
  readonly folders: readonly string[]
  /** What the jobs that built them said; none when nobody was asked. */
  readonly digests: readonly string[]
}

/** All folders; each must have one of the digests, and each digest a folder. */
export const readHanded = async (files: FilesReader, { folders, digests }: HandedRequest): Promise<readonly HandedFolder[]> => {
  const found = (await Promise.all(folders.map(async (it) => foldersOf(files, it)))).flat()
  const all = await Promise.all([...new Set(found)].map(async (it) => readFolder(files, it)))
  if (digests.length === 0) return all
  for (const it of all) if (!digests.includes(it.digest)) fail('ARTIFACTS_DIGEST', { place: join(it.folder, handedName), found: it.digest, wanted: digests.join(' or ') })
  const lacking = digests.find((it) => !all.some((one) => one.digest === it))
  if (lacking !== undefined) fail('ARTIFACTS_NOT_HANDED', { digest: lacking, found: all.map((it) => it.digest).join(', ') })
  return all
}

/** The artifact with its path, once all of its bytes are what the list says. */
export const checkBytes = async (files: FilesReader, folder: string, it: HandedArtifact): Promise<HandedArtifact & { readonly path: string }> => {
  const [group = '', name = ''] = placeOf(it).split('/')
  await plainFolder(files, join(folder, group))
  const path = join(folder, group, name)
  if (it.kind === 'image') return { ...it, path, about: { ...it.about, bytes: String(await checkLayout(files, path, it)) } }
  const size = await plainFile(files, path, largestFile)
  if (size !== it.size) return unreadable(path, `it has ${size} bytes, and ${handedName} says ${it.size}`)
  const { digest } = await files.digest(path)
  return digest === it.digest ? { ...it, path } : fail('ARTIFACTS_DIGEST', { place: path, found: digest, wanted: it.digest })
}

/** Manifests and configs: the largest real ones have some hundred kilobytes. */
const largestDocument = 8 * 1024 * 1024
const mostBlobs = 2000
const deepest = 2

/** Every blob that the root names, and what all of them weigh. Nothing else in the folder is ever looked at. */
const checkLayout = async (files: FilesReader, folder: string, root: Described): Promise<number> => {
  for (const path of [folder, join(folder, 'blobs'), join(folder, 'blobs', 'sha256')]) await plainFolder(files, path)
  const sizes = new Map<Digest, number>()
  const check = async (it: Described, most: number): Promise<string> => {
    const path = join(folder, 'blobs', 'sha256', hexOf(it.digest))
    if (sizes.size > mostBlobs) return unreadable(folder, `it names more than ${mostBlobs} blobs`)
    const size = await plainFile(files, path, most)
    if (size !== it.size) return unreadable(path, `it has ${size} bytes, and its manifest says ${it.size}`)
    const { digest } = sizes.has(it.digest) ? it : await files.digest(path)
    if (digest !== it.digest) return fail('ARTIFACTS_DIGEST', { place: path, found: digest, wanted: it.digest })
    sizes.set(it.digest, size)
    return path
  }
  let followed = 0
  const follow = async (it: Described, depth: number): Promise<void> => {
    if (depth > deepest || !manifestTypes.includes(it.mediaType)) unreadable(folder, depth > deepest ? 'its indexes are nested too deep' : `${it.mediaType} is no type of a manifest`)
    // One manifest named over and over, by an index that is named so itself, would be read, and pushed, without end.
    if (++followed > mostBlobs) return unreadable(folder, `it names manifests more than ${mostBlobs} times`)
    const contents = contentsOf(await files.readBytes(await check(it, largestDocument))) ?? unreadable(folder, `${shortDigest(it.digest)} is no manifest`)
    for (const child of contents.manifests) await follow(child, depth + 1)
    for (const blob of contents.blobs) await check(blob, Number.MAX_SAFE_INTEGER)
  }
  await follow(root, 0)
  return [...sizes.values()].reduce((sum, it) => sum + it, 0)
}
