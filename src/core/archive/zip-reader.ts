// Reading single members of a zip (a wheel) through its central directory, without unpacking it. Sizes are limited before
// anything is inflated. Zip64 is refused: no wheel that an index takes is that large.
import { inflateRawSync } from 'node:zlib'
import { fail } from '../../errors/release-error.js'

export interface ZipSource {
  readonly name: string
  readonly size: number
  /** Bytes from `start` up to, not including, `end`. */
  read(start: number, end: number): Promise<Uint8Array>
}

export interface ZipEntry {
  readonly name: string
  readonly size: number
  readonly compressedSize: number
  readonly method: number
  readonly offset: number
}

const endMark = 0x06054b50
const centralMark = 0x02014b50
const localMark = 0x04034b50
const largestComment = 65_535

const broken = (source: ZipSource, reason: string): never => fail('ARCHIVE_UNREADABLE', { archive: source.name, reason })

const bytes = async (source: ZipSource, start: number, end: number): Promise<Buffer> => {
  if (start < 0 || end > source.size || end < start) return broken(source, 'it points outside of itself')
  return Buffer.from(await source.read(start, end))
}

/** The end record lies within the last 64 KiB, before a comment; searched from behind. */
const endRecord = async (source: ZipSource): Promise<Buffer> => {
  const tail = await bytes(source, Math.max(0, source.size - largestComment - 22), source.size)
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) === endMark && at + 22 + tail.readUInt16LE(at + 20) === tail.length) return tail.subarray(at)
  }
  return broken(source, 'it has no central directory, so it is no zip or not whole')
}

export const readZip = async (source: ZipSource): Promise<readonly ZipEntry[]> => {
  const end = await endRecord(source)
  const [count, length, start] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)]
  if (count === 0xffff || start === 0xffffffff) return broken(source, 'it is in the Zip64 format')
  const directory = await bytes(source, start, start + length)
  const entries: ZipEntry[] = []
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== centralMark) return broken(source, 'its central directory is damaged')
    const [nameLength, extra, comment] = [directory.readUInt16LE(at + 28), directory.readUInt16LE(at + 30), directory.readUInt16LE(at + 32)]
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      compressedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + extra + comment
  }
  return entries
}

/** Content of one member; a member that says or turns out to be larger than `limit` is refused. */
export const readZipMember = async (source: ZipSource, entry: ZipEntry, limit = 16 * 1024 * 1024): Promise<Buffer> => {
  if (entry.size > limit) return broken(source, `${entry.name} says that it has ${entry.size} bytes`)
  const local = await bytes(source, entry.offset, entry.offset + 30)
  if (local.readUInt32LE(0) !== localMark) return broken(source, `${entry.name} is not where the central directory says`)
  const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  const content = await bytes(source, start, start + entry.compressedSize)
  if (entry.method === 0) return content
  if (entry.method !== 8) return broken(source, `${entry.name} is compressed by a method (${entry.method}) that is not known`)
  try {
    return inflateRawSync(content, { maxOutputLength: limit })
  } catch (error) {
    return fail('ARCHIVE_UNREADABLE', { archive: source.name, reason: `${entry.name} cannot be inflated: ${(error as Error).message}` }, { cause: error })
  }
}
