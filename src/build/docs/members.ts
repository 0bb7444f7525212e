// A folder as the members of an archive: sorted by bytes as `tar --sort=name` does it, owner, modes and times made equal, link
// targets untouched, repositories' own folders left out.
import { join } from 'node:path'
import type { TarMemberSource } from '../../core/archive/tar-writer.js'
import type { FilesReader } from '../../ports/files.js'

export interface PackRequest {
  readonly folder: string
  /** Name of the folder within the archive. */
  readonly root: string
  /** Seconds since 1970, for every member. */
  readonly time: number
}

/** Files up to this size are read ahead of the compression; larger ones are streamed. */
const small = 1024 * 1024
const ahead = 16

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

async function* nothing(): AsyncGenerator<Uint8Array> {}

const memberOf = async (files: FilesReader, path: string, name: string, time: number): Promise<TarMemberSource | undefined> => {
  const stat = await files.stat(path)
  if (!stat) return undefined
  const common = { name, mtime: time, size: 0, linkName: '', content: nothing }
  if (stat.kind === 'folder') return { ...common, type: 'folder', mode: 0o755 }
  if (stat.kind === 'link') return { ...common, type: 'link', mode: 0o777, linkName: await files.readLink(path) }
  return { ...common, type: 'file', mode: (stat.mode & 0o100) === 0 ? 0o644 : 0o755, size: stat.size, content: () => files.stream(path) }
}

/** Depth first, a folder before what is in it. */
export const listMembers = async (files: FilesReader, { folder, root, time }: PackRequest): Promise<readonly TarMemberSource[]> => {
  const names = (await files.list(folder)).filter((it) => it !== '.git')
  const own = await Promise.all(names.map(async (name) => ({ name, member: await memberOf(files, join(folder, name), `${root}/${name}`, time) })))
  own.sort((a, b) => byBytes(a.name, b.name))
  const all: TarMemberSource[] = []
  for (const { name, member } of own) {
    if (!member) continue
    all.push(member)
    if (member.type === 'folder') all.push(...(await listMembers(files, { folder: join(folder, name), root: `${root}/${name}`, time })))
  }
  return all
}

/** Reads small files before they are wanted, so that the disk works while the compression does. */
export async function* readAhead(files: FilesReader, members: readonly TarMemberSource[], pathOf: (it: TarMemberSource) => string): AsyncGenerator<TarMemberSource> {
  const reading = new Map<number, Promise<Uint8Array>>()
  const begin = (index: number): void => {
    const it = members[index]
    if (!it || it.size === 0 || it.size > small) return
    const bytes = files.readBytes(pathOf(it))
    bytes.catch(() => undefined)
    reading.set(index, bytes)
  }
  for (let index = 0; index < ahead; index++) begin(index)
  for (const [index, it] of members.entries()) {
    begin(index + ahead)
    const bytes = reading.get(index)
    reading.delete(index)
    yield bytes ? { ...it, content: () => once(bytes) } : it
  }
}

async function* once(bytes: Promise<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield await bytes
}
