import { expect, jest, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { createFiles } from '../../src/adapters/files/node-files.js'
import { openImageArchive, openImageFolder } from '../../src/build/oci/image-source.js'
import { writeLoadArchive } from '../../src/build/oci/load-archive.js'
import { normaliseImage, type NormalImage } from '../../src/build/oci/normalise.js'
import type { SharedLayers } from '../../src/build/oci/shared-layers.js'
import { codeOf } from '../adapters/codes.js'
import { tempFolder } from '../adapters/temp.js'
import { readLayout } from './image-parts.js'

// Real tools on a machine that may have other work to do.
jest.setTimeout(120_000)

const files = createFiles()
const { signal } = new AbortController()
const sum = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** Two layers, one of them twice. */
const layersOf = async (folder: string): Promise<readonly Buffer[]> => {
  await mkdir(join(folder, 'a'), { recursive: true })
  await writeFile(join(folder, 'a/file'), 'content '.repeat(200_000))
  const one = execFileSync('tar', ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '-cf', '-', '-C', folder, 'a'], { maxBuffer: 1e8 })
  const two = execFileSync('tar', ['--mtime=@1', '--owner=0', '--group=0', '--numeric-owner', '-cf', '-', '-C', folder, 'a/file'], { maxBuffer: 1e8 })
  return [one, two, one]
}

const configOf = (layers: readonly Buffer[]): string => JSON.stringify({ architecture: 'amd64', os: 'linux', config: { Labels: null }, rootfs: { type: 'layers', diff_ids: layers.map((it) => `sha256:${sum(it)}`) } })

type Parts = Record<string, string | Uint8Array | { link: string }>

const writeParts = async (folder: string, parts: Parts): Promise<string> => {
  for (const [name, part] of Object.entries(parts)) {
    await mkdir(join(folder, name, '..'), { recursive: true })
    if (typeof part === 'object' && 'link' in part) await symlink(part.link, join(folder, name))
    else await writeFile(join(folder, name), part)
  }
  return folder
}

const archive = async (parts: Parts, format = 'ustar'): Promise<string> => {
  const folder = await writeParts(join(await tempFolder(), 'parts'), parts)
  const path = join(folder, '../it.tar')
  execFileSync('tar', [`--format=${format}`, '-cf', path, '-C', folder, ...(await readdir(folder))])
  return path
}

/** As Docker up to 24 saves it: equal layers are links, and manifest.json comes last. */
const legacy = (layers: readonly Buffer[]): Parts => {
  const config = configOf(layers)
  return {
    [`${sum(config)}.json`]: config, 'l0/layer.tar': layers[0] ?? '', 'l1/layer.tar': layers[1] ?? '', 'l2/layer.tar': { link: '../l0/layer.tar' },
    'manifest.json': JSON.stringify([{ Config: `${sum(config)}.json`, RepoTags: null, Layers: ['l0/layer.tar', 'l1/layer.tar', 'l2/layer.tar'] }]),
  }
}

/** As Docker from 25 on saves it. */
const modern = (layers: readonly Buffer[], pack = (it: Buffer): Buffer => it): Parts => {
  const config = configOf(layers)
  const names = layers.map((it) => `blobs/sha256/${sum(pack(it))}`)
  return {
    [`blobs/sha256/${sum(config)}`]: config, ...Object.fromEntries(layers.map((it, at) => [names[at] ?? '', pack(it)])),
    'index.json': '{"schemaVersion":2,"manifests":[]}', 'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
    'manifest.json': JSON.stringify([{ Config: `blobs/sha256/${sum(config)}`, RepoTags: ['x:1'], Layers: names }]),
  }
}

const normalised = async (path: string): Promise<{ image: NormalImage; folder: string }> => {
  const folder = join(await tempFolder(), 'layout')
  return { image: await normaliseImage({ folder, files, signal }, await openImageArchive(files, path, 'it.tar')), folder }
}

test('archives of old and new engines become the same layout with the same digest', async () => {
  const layers = await layersOf(await tempFolder())
  const [old, recent] = [await normalised(await archive(legacy(layers))), await normalised(await archive(modern(layers), 'pax'))]
  const seen = await readLayout(old.folder)
  expect(old.image).toMatchObject({ root: seen.root, platform: 'linux/amd64', config: `sha256:${sum(configOf(layers))}` })
  expect(recent.image).toEqual(old.image)
  expect(seen.manifest.layers).toHaveLength(3)
  expect((await readdir(join(old.folder, 'blobs/sha256'))).length).toBe(4)
  expect(await readdir(join(old.folder, 'blobs'))).toEqual(['sha256'])
  const told = JSON.parse(execFileSync('skopeo', ['inspect', `oci:${old.folder}`], { encoding: 'utf8' })) as { Digest: string }
  expect(told.Digest).toBe(old.image.root.digest)
})

test('images of one run that are made side by side compress a layer they share once, and a failure of one is not the other\'s', async () => {
  const layers = await layersOf(await tempFolder())
  const path = await archive(legacy(layers))
  let written = 0
  const counting = { ...files, writeStream: async (target: string, parts: AsyncIterable<Uint8Array>) => { written++; return files.writeStream(target, parts) } }
  const folder = await tempFolder()
  const shared: SharedLayers = new Map()
  const make = async (name: string, source: string): Promise<NormalImage> => normaliseImage({ folder: join(folder, name), files: counting, signal }, await openImageArchive(files, source, name), shared)
  const [one, other] = await Promise.all([make('one', path), make('other', path)])
  expect(other).toEqual(one)
  await Promise.all(['one', 'other'].map(async (name) => readLayout(join(folder, name))))
  // Two layers once, and a config for each of the two.
  expect(written).toBe(4)
  const broken = Buffer.from(layers[0] ?? '')
  broken.write('X', 600)
  shared.clear()
  expect(await codeOf(make('broken', await archive({ ...legacy(layers), 'l0/layer.tar': broken })))).toBe('IMAGE_LAYER_DIFFERS')
  expect(await make('whole', path)).toEqual(one)
})

test('layers that an engine compressed keep their bytes, whatever they were compressed with', async () => {
  const layers = await layersOf(await tempFolder())
  const packed = await normalised(await archive(modern(layers, (it) => gzipSync(it, { level: 9 }))))
  expect((await readLayout(packed.folder)).manifest.layers[0]?.digest).toBe(`sha256:${sum(gzipSync(layers[0] ?? '', { level: 9 }))}`)
  const { image, folder } = await normalised(await archive(modern(layers, (it) => zstdCompressSync(it))))
  const manifest = JSON.parse(await readFile(join(folder, 'blobs/sha256', image.root.digest.slice(7)), 'utf8')) as { layers: { mediaType: string }[] }
  expect(manifest.layers[0]?.mediaType).toBe('application/vnd.oci.image.layer.v1.tar+zstd')
})

test('an OCI layout that another tool made keeps its digest, as a folder and as an archive', async () => {
  const layers = await layersOf(await tempFolder())
  const folder = await tempFolder()
  execFileSync('skopeo', ['copy', '--quiet', `docker-archive:${await archive(legacy(layers))}`, `oci:${folder}/theirs`])
  const theirs = await readLayout(join(folder, 'theirs'))
  const out = join(folder, 'ours')
  const image = await normaliseImage({ folder: out, files, signal }, openImageFolder(files, join(folder, 'theirs'), 'theirs'))
  expect(image).toMatchObject({ root: { digest: theirs.root.digest }, platform: 'linux/amd64' })
  await readLayout(out)
  execFileSync('tar', ['-cf', join(folder, 'theirs.tar'), '-C', join(folder, 'theirs'), '.'])
  expect((await normalised(join(folder, 'theirs.tar'))).image.root.digest).toBe(theirs.root.digest)
})

test('an index of several platforms and attestations is kept whole', async () => {
  const layers = await layersOf(await tempFolder())
  const blobs: Parts = {}
  const add = (content: string | Uint8Array, mediaType: string): { mediaType: string; digest: string; size: number } => {
    blobs[`blobs/sha256/${sum(content)}`] = content
    return { mediaType, digest: `sha256:${sum(content)}`, size: Buffer.byteLength(content) }
  }
  const packed = layers.map((it) => add(gzipSync(it), 'application/vnd.oci.image.layer.v1.tar+gzip'))
  const image = (config: string, list: readonly object[]): object => add(JSON.stringify({ schemaVersion: 2, config: add(config, 'application/vnd.oci.image.config.v1+json'), layers: list }), 'application/vnd.oci.image.manifest.v1+json')
  const attestation = image('{}', [add('{"statement":1}', 'application/vnd.in-toto+json')])
  const index = add(JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [image(configOf(layers), packed), attestation] }), 'application/vnd.oci.image.index.v1+json')
  const parts = { ...blobs, 'oci-layout': '{}', 'index.json': JSON.stringify({ schemaVersion: 2, manifests: [index] }) }
  const { image: normal, folder } = await normalised(await archive(parts))
  expect(normal).toEqual({ root: index })
  expect((await readdir(join(folder, 'blobs/sha256'))).sort()).toEqual(Object.keys(blobs).map((it) => it.slice('blobs/sha256/'.length)).sort())
})

test('damaged images are refused, and never half taken', async () => {
  const layers = await layersOf(await tempFolder())
  const other = [Buffer.from(layers[0] ?? ''), layers[1] ?? Buffer.alloc(0), layers[2] ?? Buffer.alloc(0)]
  other[0]?.write('X', 600)
  const swapped = { ...legacy(layers), 'l0/layer.tar': other[0] ?? '' }
  expect(await codeOf(normalised(await archive(swapped)))).toBe('IMAGE_LAYER_DIFFERS')
  const cases: readonly (readonly [string, Parts])[] = [
    ['nothing', { readme: 'x' }],
    ['no list', { ...legacy(layers), 'manifest.json': '{}' }],
    ['no JSON', { ...legacy(layers), 'manifest.json': 'x' }],
    ['two images', { ...legacy(layers), 'manifest.json': JSON.stringify([{ Config: 'a', Layers: [] }, { Config: 'b', Layers: [] }]) }],
    ['a layer less', { ...legacy(layers), 'manifest.json': JSON.stringify([{ Config: `${sum(configOf(layers))}.json`, Layers: ['l0/layer.tar'] }]) }],
    ['a missing layer', { ...legacy(layers), 'l1/layer.tar': { link: '../l9/layer.tar' } }],
    ['a link in a circle', { ...legacy(layers), 'l1/layer.tar': { link: 'layer.tar' } }],
    ['a link out of it', { ...legacy(layers), 'l1/layer.tar': { link: '/etc/hostname' } }],
  ]
  for (const [name, parts] of cases) expect([name, await codeOf(normalised(await archive(parts)))]).toEqual([name, 'IMAGE_UNREADABLE'])
  const path = await archive(legacy(layers))
  const bytes = await readFile(path)
  await writeFile(path, bytes.subarray(0, bytes.length / 2))
  expect(['IMAGE_UNREADABLE', 'ARCHIVE_UNREADABLE']).toContain(await codeOf(normalised(path)))
})

test('a run that is stopped stops compressing', async () => {
  const path = await archive(legacy(await layersOf(await tempFolder())))
  const layout = { folder: join(await tempFolder(), 'layout'), files, signal: AbortSignal.abort(new Error('stopped')) }
  await expect(normaliseImage(layout, await openImageArchive(files, path, 'it.tar'))).rejects.toThrow('stopped')
  expect(await files.exists(join(layout.folder, 'index.json'))).toBe(false)
})

test('a folder is not followed out of by links or names', async () => {
  const folder = await writeParts(join(await tempFolder(), 'f'), { 'index.json': { link: '/etc/hostname' }, 'oci-layout': '{}' })
  await writeFile(join(folder, '../outside'), 'outside')
  const source = openImageFolder(files, folder, 'f')
  expect(await source.has('index.json')).toBe(false)
  expect(await codeOf(source.text('../outside'))).toBe('IMAGE_UNREADABLE')
})

test('the tar for docker load names what is in it once, and the new form reads the old way too', async () => {
  const layers = await layersOf(await tempFolder())
  const { image, folder } = await normalised(await archive(legacy(layers)))
  const target = join(folder, '../load.tar')
  await writeLoadArchive({ folder, files, signal }, image.root, { target, reference: 'docker.io/slipway-test/layers:1', time: 5 })
  const names = execFileSync('tar', ['-tf', target], { encoding: 'utf8' }).trim().split('\n')
  expect(new Set(names).size).toBe(names.length)
  expect((await normalised(target)).image).toEqual(image)
  try {
    execFileSync('docker', ['load', '--input', target])
    expect(execFileSync('docker', ['image', 'inspect', '--format', '{{.Id}}', 'slipway-test/layers:1'], { encoding: 'utf8' }).trim()).toBe(image.config)
  } finally {
    execFileSync('docker', ['rmi', 'slipway-test/layers:1'])
  }
})
