// A folder that code of the project has filled, to keep the job that releases busy.
import { expect, test } from '@jest/globals'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createFiles } from '../../src/adapters/files/node-files.js'
import type { HandedArtifact } from '../../src/core/handed-over.js'
import { hexOf } from '../../src/core/digest.js'
import { documentBytes, mediaTypes, type Described } from '../../src/core/oci.js'
import type { Json } from '../../src/core/json.js'
import { checkBytes } from '../../src/verbs/handed.js'
import { codesOf } from '../codes.js'
import { tempFolder } from '../adapters/temp.js'

test('an index of indexes, each of which names one manifest thousands of times, is refused', async () => {
  const folder = await tempFolder()
  const blobs = join(folder, 'images', 'image', 'blobs', 'sha256')
  await mkdir(blobs, { recursive: true })
  const put = async (value: Json, mediaType: string): Promise<Described> => {
    const { bytes, digest, size } = documentBytes(value)
    await writeFile(join(blobs, hexOf(digest)), bytes)
    return { mediaType, digest, size }
  }
  const config = await put({}, mediaTypes.ociConfig)
  const manifest = await put({ schemaVersion: 2, config: { ...config }, layers: [] }, mediaTypes.ociManifest)
  const many = async (it: Described): Promise<Described> => put({ schemaVersion: 2, manifests: Array.from({ length: 2000 }, () => ({ ...it })) }, mediaTypes.ociIndex)
  const inner = await many(manifest)
  const root = await many(inner)
  let read = 0
  const files = createFiles()
  const counting = { ...files, readBytes: (path: string) => (++read > 2000 ? Promise.reject(new Error('read over and over')) : files.readBytes(path)) }
  const artifact: HandedArtifact = { ...root, task: 'build:image/image', inputs: [], kind: 'image', name: 'image', fileName: 'image' }
  expect(await codesOf(() => checkBytes(counting, folder, artifact))).toEqual(['ARTIFACTS_UNREADABLE'])
})
