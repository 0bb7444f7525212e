// A folder → a .tgz with a new root, the same bytes for the same content. As `tar --transform s/FROM/ROOT/` lists it, but sorted.
import { relative } from 'node:path'
import { gzip } from '../../core/archive/gzip.js'
import { writeTar, type TarMemberSource } from '../../core/archive/tar-writer.js'
import type { Digest } from '../../core/digest.js'
import type { Files } from '../../ports/files.js'
import { untilAborted } from '../until-aborted.js'
import { listMembers, readAhead, type PackRequest } from './members.js'

export interface Packed {
  readonly digest: Digest
  readonly size: number
  readonly members: readonly TarMemberSource[]
}

export const packFolder = async (files: Files, request: PackRequest & { readonly signal: AbortSignal }, target: string): Promise<Packed> => {
  const { folder, root, time, signal } = request
  const top: TarMemberSource = { name: root, type: 'folder', size: 0, mode: 0o755, mtime: time, linkName: '', content: () => files.stream(folder) }
  const members = [top, ...(await listMembers(files, request))]
  const pathOf = (it: TarMemberSource): string => `${folder}/${relative(root, it.name)}`
  const written = await files.writeStream(target, gzip(untilAborted(writeTar(readAhead(files, members, pathOf)), signal)))
  return { ...written, members }
}
