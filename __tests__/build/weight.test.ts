// An image weighs what a registry keeps of it: the files of its layout, each once.
import { expect, test } from '@jest/globals'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createFiles } from '../../src/adapters/files/node-files.js'
import { addBlob, addDocument, type Layout } from '../../src/build/oci/layout.js'
import { weightOf } from '../../src/build/oci/weight.js'
import { wholeSize } from '../../src/core/artifact.js'
import { mediaTypes, type Described } from '../../src/core/oci.js'
import { tempFolder } from '../adapters/temp.js'

const blobOf = async (layout: Layout, mediaType: string, text: string): Promise<Described> => ({
  mediaType, ...(await addBlob(layout, (async function* parts() { yield Buffer.from(text) })())),
})

const documentOf = async (layout: Layout, mediaType: string, value: Record<string, unknown>): Promise<Described> => {
  const { digest, size } = await addDocument(layout, { schemaVersion: 2, mediaType, ...value })
  return { mediaType, digest, size }
}

test('a layer that two platforms share counts once, and documents count as well', async () => {
  const layout: Layout = { folder: await tempFolder(), files: createFiles(), signal: new AbortController().signal }
  const shared = await blobOf(layout, mediaTypes.ociLayer, 'shared '.repeat(1000))
  const platform = async (name: string): Promise<Described> => documentOf(layout, mediaTypes.ociManifest, {
    config: await blobOf(layout, mediaTypes.ociConfig, `{"architecture":"${name}"}`), layers: [shared, await blobOf(layout, mediaTypes.ociLayer, `only ${name}`), shared],
  })
  const one = await platform('amd64')
  const index = await documentOf(layout, mediaTypes.ociIndex, { manifests: [one, await platform('arm64')] })
  const blobs = join(layout.folder, 'blobs/sha256')
  const sizes = await Promise.all((await readdir(blobs)).map(async (name) => (await stat(join(blobs, name))).size))
  expect(sizes).toHaveLength(8)
  expect(await weightOf(layout, index)).toBe(sizes.reduce((sum, size) => sum + size, 0))
  expect(await weightOf(layout, one)).toBe(one.size + 7000 + 'only amd64'.length + '{"architecture":"amd64"}'.length)
})

test.each([[{ bytes: '49000000' }, 49_000_000], [{ bytes: '0' }, 717], [{ bytes: 'many' }, 717], [{}, 717], [undefined, 717]])('with %j an image is told with %d bytes', (about, size) => {
  expect(wholeSize({ size: 717, ...(about ? { about: about } : {}) })).toBe(size)
})
