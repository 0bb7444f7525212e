// A .tgz made by somebody's tool → the same content, sorted, with one time and one owner: the same bytes on every build,
// whatever version of the tool made it.
import { gunzipSync } from 'node:zlib'
import { gzip } from '../core/archive/gzip.js'
import { readTar } from '../core/archive/tar-reader.js'
import { writeTar, type TarMemberSource } from '../core/archive/tar-writer.js'
import type { Digest } from '../core/digest.js'
import { fail } from '../errors/release-error.js'
import type { Files } from '../ports/files.js'

/** Charts have at most 20 MB, source archives rarely more; a bomb has. */
const largest = 1024 * 1024 * 1024

async function* once(part: Uint8Array): AsyncGenerator<Uint8Array> {
  yield part
}

const unpacked = async (files: Files, path: string, name: string): Promise<Uint8Array> => {
  const packed = await files.readBytes(path)
  try {
    return gunzipSync(packed, { maxOutputLength: largest })
  } catch (cause) {
    return fail('ARCHIVE_UNREADABLE', { archive: name, reason: (cause as Error).message }, { cause })
  }
}

export interface Repacked {
  readonly digest: Digest
  readonly size: number
  readonly names: readonly string[]
  /** Content of the members that were asked for. */
  readonly texts: Readonly<Record<string, string>>
}

export interface RepackRequest {
  readonly from: string
  readonly to: string
  /** For messages. */
  readonly name: string
  /** Seconds since 1970. */
  readonly time: number
  /** Members whose text is wanted. */
  readonly wants?: (name: string) => boolean
}

export const repack = async (files: Files, { from, to, name, time, wants }: RepackRequest): Promise<Repacked> => {
  const members: TarMemberSource[] = []
  const texts: Record<string, string> = {}
  for await (const it of readTar(once(await unpacked(files, from, name)), name)) {
    // Folders come from the names of what is in them.
    if (it.type === 'folder') continue
    const parts: Uint8Array[] = []
    for await (const part of it.body()) parts.push(part)
    const content = Buffer.concat(parts)
    if (wants?.(it.name)) texts[it.name] = content.toString('utf8')
    members.push({ ...it, mtime: time, mode: (it.mode & 0o100) === 0 ? 0o644 : 0o755, content: () => once(content) })
  }
  members.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
  const written = await files.writeStream(to, gzip(writeTar(members)))
  return { ...written, names: members.map((it) => it.name), texts }
}
