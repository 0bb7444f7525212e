// The parts of an image as an engine hands them over: an archive on disk, or a folder. Names are looked up, never unpacked to a
// disk; links within an archive (docker saves equal layers as links) are followed within it.
import { join, posix } from 'node:path'
import { readTar } from '../../core/archive/tar-reader.js'
import { fail } from '../../errors/release-error.js'
import type { FilesReader } from '../../ports/files.js'

export interface ImageSource {
  /** For messages. */
  readonly name: string
  has(part: string): Promise<boolean>
  stream(part: string): Promise<AsyncIterable<Uint8Array>>
  /** Small documents; larger ones are refused. */
  text(part: string): Promise<string>
}

/** Manifests and configs: the largest real ones have some hundred kilobytes. */
const largestDocument = 8 * 1024 * 1024

const missing = (name: string, part: string): never => fail('IMAGE_UNREADABLE', { archive: name, reason: `it names ${part}, and does not have it` })

const joined = async (name: string, part: string, parts: AsyncIterable<Uint8Array>): Promise<string> => {
  const all: Uint8Array[] = []
  let size = 0
  for await (const it of parts) {
    size += it.length
    if (size > largestDocument) return fail('IMAGE_UNREADABLE', { archive: name, reason: `${part} has more than ${largestDocument} bytes` })
    all.push(it)
  }
  return Buffer.concat(all).toString('utf8')
}

type Spot = { readonly start: number; readonly size: number } | { readonly leadsTo: string }

const spotsOf = async (files: FilesReader, path: string, name: string): Promise<ReadonlyMap<string, Spot>> => {
  const spots = new Map<string, Spot>()
  for await (const it of readTar(files.stream(path), name)) {
    const own = posix.normalize(it.name)
    if (it.type === 'file') spots.set(own, { start: it.start, size: it.size })
    else if (it.type === 'link') spots.set(own, { leadsTo: posix.normalize(posix.join(posix.dirname(own), it.linkName)) })
    else if (it.type === 'hardlink') spots.set(own, { leadsTo: posix.normalize(it.linkName) })
  }
  return spots
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

export const openImageArchive = async (files: FilesReader, path: string, name: string): Promise<ImageSource> => {
  const spots = await spotsOf(files, path, name)
  const find = (part: string, hops = 0): { start: number; size: number } | undefined => {
    const spot = spots.get(posix.normalize(part))
    if (!spot || !('leadsTo' in spot)) return spot
    return hops < 10 ? find(spot.leadsTo, hops + 1) : undefined
  }
  const stream = async (part: string): Promise<AsyncIterable<Uint8Array>> => {
    const { start, size } = find(part) ?? missing(name, part)
    return size === 0 ? nothing() : files.stream(path, { start, end: start + size - 1 })
  }
  return { name, has: async (part) => find(part) !== undefined, stream, text: async (part) => joined(name, part, await stream(part)) }
}

/** An image layout on disk. Only plain files count: a link could lead to any file of this machine. */
export const openImageFolder = (files: FilesReader, folder: string, name: string): ImageSource => {
  const pathOf = (part: string): string => {
    const normal = posix.normalize(part)
    return normal.startsWith('..') || normal.startsWith('/') ? missing(name, part) : join(folder, normal)
  }
  const has = async (part: string): Promise<boolean> => (await files.stat(pathOf(part)))?.kind === 'file'
  const stream = async (part: string): Promise<AsyncIterable<Uint8Array>> => ((await has(part)) ? files.stream(pathOf(part)) : missing(name, part))
  return { name, has, stream, text: async (part) => joined(name, part, await stream(part)) }
}
