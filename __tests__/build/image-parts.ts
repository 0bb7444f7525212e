// Reading what a build made: manifests and layers of a layout, with the system's own tar.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

interface Descriptor { readonly mediaType: string; readonly digest: string; readonly size: number }
export interface Seen {
  readonly root: Descriptor
  readonly manifest: { readonly config: Descriptor; readonly layers: readonly Descriptor[] }
  readonly config: { readonly config: { readonly Labels?: Record<string, string> | null; readonly Env?: string[] }; readonly rootfs: { readonly diff_ids: readonly string[] }; readonly architecture: string }
}

export const blob = async (folder: string, digest: string): Promise<Buffer> => readFile(join(folder, 'blobs/sha256', digest.replace('sha256:', '')))

const sum = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** Reads a layout and holds every name against the bytes; throws on the first that differs. */
export const readLayout = async (folder: string): Promise<Seen> => {
  const index = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as { manifests: Descriptor[] }
  const [root] = index.manifests
  if (!root) throw new Error('no root')
  for (const name of await readdir(join(folder, 'blobs/sha256'))) if (sum(await blob(folder, name)) !== `sha256:${name}`) throw new Error(`${name} has other bytes`)
  const manifest = JSON.parse((await blob(folder, root.digest)).toString()) as Seen['manifest']
  const config = JSON.parse((await blob(folder, manifest.config.digest)).toString()) as Seen['config']
  for (const [at, layer] of manifest.layers.entries()) {
    const bytes = await blob(folder, layer.digest)
    if (bytes.length !== layer.size || sum(gunzipSync(bytes)) !== config.rootfs.diff_ids[at]) throw new Error(`layer ${at} differs`)
  }
  return { root, manifest, config }
}

/** Names of all files of all layers. */
export const filesIn = async (folder: string): Promise<readonly string[]> => {
  const { manifest } = await readLayout(folder)
  const lists = await Promise.all(manifest.layers.map(async (it) => execFileSync('tar', ['-tzf', '-'], { input: await blob(folder, it.digest), encoding: 'utf8' })))
  return lists.join('').split('\n').filter((it) => it !== '' && !it.endsWith('/'))
}
