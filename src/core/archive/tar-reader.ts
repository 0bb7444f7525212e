// Reading tar as a stream: ustar, pax, GNU long names, base-256 numbers. Nothing is ever written to a disk by what an archive
// says; names are given as they are, and the caller decides what they mean.
import { fail } from '../../errors/release-error.js'
import { blockSize, checksumOf, fields, paddingOf, typeLetters, type TarEntry, type TarType } from './tar-entry.js'

export interface TarMember extends TarEntry {
  /** Where the content begins within the archive, in bytes. */
  readonly start: number
  /** The content; what is not read of it is skipped when the next member is asked for. */
  readonly body: () => AsyncGenerator<Uint8Array>
}

const textOf = (block: Buffer, [start, length]: readonly [number, number]): string => {
  const field = block.subarray(start, start + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? length : end)
}

/** Octal text, or, with the top bit set, a big-endian number: sizes above 8 GiB are written so by GNU tar and by Go. */
const numberOf = (block: Buffer, field: readonly [number, number]): number => {
  const [start, length] = field
  if (((block[start] ?? 0) & 0x80) === 0) return Number.parseInt(textOf(block, field).trim() || '0', 8)
  let value = (block[start] ?? 0) & 0x7f
  for (let index = start + 1; index < start + length; index++) value = value * 256 + (block[index] ?? 0)
  return value
}

/** `LENGTH key=value\n` over and over. */
const paxRecords = (body: Buffer): Record<string, string> => {
  const found: Record<string, string> = {}
  for (let at = 0; at < body.length; ) {
    const gap = body.indexOf(32, at)
    const length = gap < 0 ? 0 : Number.parseInt(body.toString('latin1', at, gap), 10)
    if (!(length > gap - at) || at + length > body.length) break
    const text = body.toString('utf8', gap + 1, at + length - 1)
    const equals = text.indexOf('=')
    found[text.slice(0, equals)] = text.slice(equals + 1)
    at += length
  }
  return found
}

/** Parts of any size in, exactly so many bytes out. */
class Source {
  /** Bytes handed out so far. */
  position = 0
  private rest: Buffer = Buffer.alloc(0)
  private readonly parts: AsyncIterator<Uint8Array>

  constructor(parts: AsyncIterable<Uint8Array>, private readonly archive: string) {
    this.parts = parts[Symbol.asyncIterator]()
  }

  /** The next bytes, at most so many; undefined at the end. */
  async some(most: number): Promise<Buffer | undefined> {
    while (this.rest.length === 0) {
      const next = await this.parts.next()
      if (next.done) return undefined
      this.rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength)
    }
    const part = this.rest.subarray(0, most)
    this.rest = this.rest.subarray(part.length)
    this.position += part.length
    return part
  }

  async exactly(length: number): Promise<Buffer> {
    const first = await this.some(length)
    if (first?.length === length) return first
    const parts = first ? [first] : []
    for (let have = first?.length ?? 0; have < length; ) {
      const part = (await this.some(length - have)) ?? fail('ARCHIVE_UNREADABLE', { archive: this.archive, reason: 'it ends in the middle of a member' })
      parts.push(part)
      have += part.length
    }
    return Buffer.concat(parts)
  }

  /** One header block; undefined at the end of the archive, marked or not. */
  async header(): Promise<Buffer | undefined> {
    const first = await this.some(blockSize)
    if (!first) return undefined
    return first.length === blockSize ? first : Buffer.concat([first, await this.exactly(blockSize - first.length)])
  }

  async end(): Promise<void> {
    await this.parts.return?.()
  }
}

const types = new Map<string, TarType>([...Object.entries(typeLetters).map(([type, letter]) => [letter, type as TarType] as const), ['\0', 'file'], ['7', 'file'], ['', 'file']])
/** Extended headers hold names; one of megabytes is no archive that a tool of ours made. */
const longestExtension = 1024 * 1024

interface Extension {
  readonly name?: string
  readonly linkName?: string
  readonly size?: number
}

const paxExtension = (body: Buffer): Extension => {
  const { path, linkpath, size } = paxRecords(body)
  return { ...(path !== undefined ? { name: path } : {}), ...(linkpath !== undefined ? { linkName: linkpath } : {}), ...(size !== undefined ? { size: Number(size) } : {}) }
}

const longText = (body: Buffer): string => body.toString('utf8').replace(/\0[\s\S]*$/, '')

/** What an extended header adds to the member after it. */
const extensionOf = (letter: string, body: Buffer): Extension => {
  if (letter === 'x') return paxExtension(body)
  if (letter === 'L') return { name: longText(body) }
  if (letter === 'K') return { linkName: longText(body) }
  return {}
}

const entryOf = (block: Buffer, type: TarType, extension: Extension): TarEntry => {
  const prefix = textOf(block, fields.magic).startsWith('ustar') && block[263] === 48 ? textOf(block, fields.prefix) : ''
  const name = extension.name ?? (prefix === '' ? '' : `${prefix}/`) + textOf(block, fields.name)
  return {
    name: name.replace(/\/+$/, ''),
    // Old archives mark a folder by the closing `/` only.
    type: type === 'file' && name.endsWith('/') ? 'folder' : type,
    size: type === 'file' ? (extension.size ?? numberOf(block, fields.size)) : 0,
    mode: numberOf(block, fields.mode) & 0o7777,
    mtime: numberOf(block, fields.mtime),
    linkName: extension.linkName ?? textOf(block, fields.linkName),
  }
}

async function* bodyOf(source: Source, left: { size: number }): AsyncGenerator<Uint8Array> {
  while (left.size > 0) {
    const part = await source.some(left.size)
    if (!part) return
    left.size -= part.length
    yield part
  }
}

const isEnd = (block: Buffer): boolean => block.every((byte) => byte === 0)

/** The members in their order. `archive` names it in messages. */
export async function* readTar(parts: AsyncIterable<Uint8Array>, archive: string): AsyncGenerator<TarMember> {
  const source = new Source(parts, archive)
  const broken = (reason: string): never => fail('ARCHIVE_UNREADABLE', { archive, reason })
  let extension: Extension = {}
  try {
    for (let block = await source.header(); block && !isEnd(block); block = await source.header()) {
      if (numberOf(block, fields.checksum) !== checksumOf(block)) broken('a header has a wrong checksum')
      const letter = textOf(block, fields.type)
      const declared = numberOf(block, fields.size)
      if ('xgLK'.includes(letter) && letter !== '') {
        if (declared > longestExtension) broken(`an extended header of ${declared} bytes`)
        extension = { ...extension, ...extensionOf(letter, await source.exactly(declared)) }
        await source.exactly(paddingOf(declared))
        continue
      }
      const entry = entryOf(block, types.get(letter) ?? broken(`a member of the kind "${letter}"`), extension)
      extension = {}
      if (!Number.isSafeInteger(entry.size) || entry.size < 0) broken(`${entry.name} has no size that makes sense`)
      const left = { size: entry.size }
      const rest = bodyOf(source, left)
      yield { ...entry, start: source.position, body: () => rest }
      while (left.size > 0) left.size -= ((await source.some(left.size)) ?? broken('it ends in the middle of a member')).length
      await source.exactly(paddingOf(entry.size))
    }
  } finally {
    await source.end()
  }
}
