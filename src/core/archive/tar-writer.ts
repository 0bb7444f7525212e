// Writing tar: the same members give the same bytes. Owner 0/0, no names of users, whole seconds; names that a plain header
// cannot hold go into a pax header, which GNU tar, bsdtar, Python and Go read. Opens no file: bytes come from the caller.
import { blockSize, checksumOf, fields, paddingOf, typeLetters, type TarEntry } from './tar-entry.js'

const largestOctal = 0o77777777777

const put = (block: Buffer, field: readonly [number, number], text: string): void => {
  block.write(text, field[0], field[1], 'utf8')
}

const octal = (value: number, length: number): string => value.toString(8).padStart(length - 1, '0')

const plainBlock = (it: TarEntry & { readonly letter: string }): Buffer => {
  const block = Buffer.alloc(blockSize)
  put(block, fields.name, it.name)
  put(block, fields.mode, octal(it.mode, 8))
  put(block, fields.uid, octal(0, 8))
  put(block, fields.gid, octal(0, 8))
  put(block, fields.size, octal(it.size, 12))
  put(block, fields.mtime, octal(it.mtime, 12))
  put(block, fields.type, it.letter)
  put(block, fields.linkName, it.linkName)
  put(block, fields.magic, 'ustar\u000000')
  put(block, fields.deviceMajor, octal(0, 8))
  put(block, fields.deviceMinor, octal(0, 8))
  put(block, fields.checksum, `${octal(checksumOf(block), 7)}\0 `)
  return block
}

/** `LENGTH key=value\n`, where the length counts its own digits. */
const record = (key: string, value: string): string => {
  const rest = Buffer.byteLength(` ${key}=${value}\n`)
  let length = rest + String(rest).length
  if (rest + String(length).length !== length) length = rest + String(length).length
  return `${length} ${key}=${value}\n`
}

const fits = (text: string): boolean => Buffer.byteLength(text) <= 100 && /^[\u0001-\u007f]*$/.test(text)

/** A name for readers that know no pax: ASCII and short. */
const plain = (text: string): string => Buffer.from(text.replace(/[^\u0020-\u007e]/g, '_')).subarray(0, 100).toString('latin1')

/** The header of a member, with a pax header before it where one is needed. The content and its padding follow. */
export const tarHeader = (it: TarEntry): Buffer => {
  const name = it.type === 'folder' ? `${it.name}/` : it.name
  const records: string[] = []
  if (!fits(name)) records.push(record('path', name))
  if (!fits(it.linkName)) records.push(record('linkpath', it.linkName))
  if (it.size > largestOctal) records.push(record('size', String(it.size)))
  const own = plainBlock({
    ...it,
    letter: typeLetters[it.type],
    name: fits(name) ? name : plain(name),
    linkName: fits(it.linkName) ? it.linkName : plain(it.linkName),
    size: it.size > largestOctal ? 0 : it.size,
  })
  if (records.length === 0) return own
  const body = Buffer.from(records.join(''))
  const pax = plainBlock({ ...it, letter: 'x', name: plain(`PaxHeaders/${it.name.slice(it.name.lastIndexOf('/') + 1)}`), size: body.length, mode: 0o644, linkName: '' })
  return Buffer.concat([pax, body, Buffer.alloc(paddingOf(body.length)), own])
}

export const tarPadding = (size: number): Buffer => Buffer.alloc(paddingOf(size))

/** Two blocks of zeros end an archive; filled up to the usual record of 10 KiB that some readers insist on. */
export const tarEnd = (written: number): Buffer => {
  const least = written + 2 * blockSize
  return Buffer.alloc(Math.ceil(least / 10_240) * 10_240 - written)
}

export interface TarMemberSource extends TarEntry {
  /** Exactly `size` bytes; not asked for when the size is 0. */
  content(): AsyncIterable<Uint8Array>
}

/** A whole archive as a stream of parts. A content that turns out longer or shorter than announced is an error. */
export async function* writeTar(members: Iterable<TarMemberSource> | AsyncIterable<TarMemberSource>): AsyncGenerator<Uint8Array> {
  let written = 0
  for await (const it of members) {
    const header = tarHeader(it)
    yield header
    written += header.length
    if (it.size === 0) continue
    let size = 0
    for await (const part of it.content()) {
      size += part.length
      yield part
    }
    if (size !== it.size) throw new Error(`${it.name} has ${size} bytes where ${it.size} were announced: it changed while it was packed`)
    yield tarPadding(size)
    written += size + paddingOf(size)
  }
  yield tarEnd(written)
}
