// A layout as one tar that `docker load` takes, old engines by manifest.json and new ones by index.json. The same bytes for the
// same image.
import { join } from 'node:path'
import type { TarMemberSource } from '../../core/archive/tar-writer.js'
import { writeTar } from '../../core/archive/tar-writer.js'
import { canonicalJson } from '../../core/json.js'
import { contentsOf, type Described } from '../../core/oci.js'
import { fail } from '../../errors/release-error.js'
import type { Digest } from '../../core/digest.js'
import { blobPath, type Layout } from './layout.js'

export interface LoadArchive {
  readonly target: string
  /** `accanto/os-vim-driver:1.0.0`: what the image is called once it is loaded. */
  readonly reference: string
  /** Seconds since 1970. */
  readonly time: number
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

const shortName = (it: Described): string => `blobs/sha256/${it.digest.slice('sha256:'.length)}`

export const writeLoadArchive = async (layout: Layout, root: Described, { target, reference, time }: LoadArchive): Promise<{ digest: Digest; size: number }> => {
  const contents = contentsOf(await layout.files.readBytes(blobPath(layout, root.digest)))
  const [config, ...layers] = contents?.blobs ?? []
  if (!config) return fail('BUG', { what: `the manifest ${root.digest} names no config` })
  const manifest = [{ Config: shortName(config), RepoTags: [reference], Layers: layers.map(shortName) }]
  const common = { type: 'file', mode: 0o644, mtime: time, linkName: '' } as const
  const document = (name: string, bytes: Uint8Array): TarMemberSource => ({ ...common, name, size: bytes.length, content: () => once(bytes) })
  const blobs = [...new Map([root, config, ...layers].map((it) => [it.digest, it])).values()].sort((a, b) => (a.digest < b.digest ? -1 : 1))
  const members: TarMemberSource[] = [
    ...blobs.map((it): TarMemberSource => ({ ...common, name: shortName(it), size: it.size, content: () => layout.files.stream(blobPath(layout, it.digest)) })),
    document('index.json', await layout.files.readBytes(join(layout.folder, 'index.json'))),
    document('manifest.json', Buffer.from(canonicalJson(manifest))),
    document('oci-layout', await layout.files.readBytes(join(layout.folder, 'oci-layout'))),
  ]
  return layout.files.writeStream(target, writeTar(members))
}
