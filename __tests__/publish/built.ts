// What building would give, ready on the disk, and the steps of a line with building played.
import { createHash } from 'node:crypto'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { execFileSync } from 'node:child_process'
import { z } from 'zod'
import type { Artifact, ArtifactKind } from '../../src/core/artifact.js'
import { digestOf, hexOf, type Digest } from '../../src/core/digest.js'
import { documentBytes, mediaTypes } from '../../src/core/oci.js'
import { defineStep, type AnyStep, type NamedEntry } from '../../src/ports/step.js'
import { steps as wired } from '../../src/wire.js'

const file = async (folder: string, it: { kind: ArtifactKind; name: string; fileName: string; bytes: Uint8Array; about?: Readonly<Record<string, string>> }): Promise<Artifact> => {
  const path = join(folder, it.fileName)
  await writeFile(path, it.bytes)
  return { kind: it.kind, name: it.name, fileName: it.fileName, digest: digestOf(it.bytes), size: it.bytes.byteLength, mediaType: 'application/gzip', path, ...(it.about ? { about: it.about } : {}) }
}

/** A chart as `tar` packs it: name and version are all that is read of it. */
export const packedChart = async (folder: string, yaml: string): Promise<Uint8Array> => {
  await mkdir(join(folder, 'chart', 'driver', 'templates'), { recursive: true })
  await writeFile(join(folder, 'chart', 'driver', 'Chart.yaml'), yaml)
  await writeFile(join(folder, 'chart', 'driver', 'templates', 'a.yaml'), '{}\n')
  return gzipSync(execFileSync('tar', ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '-C', join(folder, 'chart'), '-c', 'driver']))
}

/** An OCI layout with one layer, or with an index over one manifest per platform. */
const image = async (folder: string, salt: string, platforms: readonly string[]): Promise<Artifact> => {
  const layout = join(folder, 'image')
  await mkdir(join(layout, 'blobs', 'sha256'), { recursive: true })
  const blob = async (bytes: Uint8Array): Promise<{ digest: Digest; size: number }> => {
    const digest = digestOf(bytes)
    await writeFile(join(layout, 'blobs', 'sha256', hexOf(digest)), bytes)
    return { digest, size: bytes.byteLength }
  }
  const manifest = async (architecture: string): Promise<{ digest: Digest; size: number }> => {
    const config = await blob(Buffer.from(JSON.stringify({ architecture, os: 'linux', salt })))
    const layer = await blob(createHash('sha512').update(`layer ${salt} ${architecture}`).digest())
    return blob(documentBytes({
      schemaVersion: 2, mediaType: mediaTypes.ociManifest, config: { mediaType: mediaTypes.ociConfig, ...config }, layers: [{ mediaType: mediaTypes.ociLayer, ...layer }],
    }).bytes)
  }
  const mediaType = platforms.length > 0 ? mediaTypes.ociIndex : mediaTypes.ociManifest
  const each = await Promise.all(platforms.map(async (it) => ({ mediaType: mediaTypes.ociManifest, ...(await manifest(it)), platform: { os: 'linux', architecture: it } })))
  const { digest, size } = platforms.length > 0 ? await blob(documentBytes({ schemaVersion: 2, mediaType, manifests: each }).bytes) : await manifest('amd64')
  await writeFile(join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}')
  await writeFile(join(layout, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [{ mediaType, digest, size }] }))
  return { kind: 'image', name: 'image', fileName: 'image', digest, size, mediaType, path: layout }
}

export const buildArtifacts = async (folder: string, salt: string, platforms: readonly string[] = []): Promise<readonly Artifact[]> => [
  await file(folder, { kind: 'wheel', name: 'wheel', fileName: 'driver-1.0.0-py3-none-any.whl', bytes: Buffer.from(`wheel ${salt}`) }),
  await file(folder, { kind: 'docs', name: 'docs', fileName: 'driver-1.0.0-docs.tgz', bytes: gzipSync(`docs ${salt}`) }),
  await file(folder, {
    kind: 'chart', name: 'chart', fileName: 'driver-1.0.0.tgz', about: { name: 'driver', version: '1.0.0' },
    bytes: await packedChart(folder, `apiVersion: v1\nname: driver\nversion: 1.0.0\nappVersion: 1.0.0\ndescription: a driver ${salt}\n`),
  }),
  await image(folder, salt, platforms),
]

/** What the entries of a slot give. */
const gives: Readonly<Record<string, readonly ArtifactKind[]>> = { wheel: ['wheel', 'sdist'], docs: ['docs'], files: ['file'], image: ['image'], chart: ['chart'] }

const builder = (slot: string, built: readonly Artifact[]): AnyStep =>
  defineStep<NamedEntry, string>({
    name: `build:${slot}`, phase: 'build', slot: `build.${slot}`, takes: [], gives: gives[slot] ?? [], schema: z.looseObject({ name: z.string() }),
    plan: (_facts, entry) => ({ title: `Build ${entry.name}`, task: entry.name }), preflight: async () => [], probe: async () => ({ state: 'absent' }),
    // Entries of one kind give the same bytes, each under its own name; those that take files, what was made under it.
    apply: async (name) => ({ artifacts: await Promise.all(built.filter((it) => gives[slot]?.includes(it.kind) === true && (it.kind !== 'file' || it.name === name)).map(async (it) => (it.path === undefined ? { ...it, name } : { ...it, name, size: it.kind === 'image' ? it.size : (await stat(it.path)).size }))) }),
  })

export const steps = (built: readonly Artifact[]): readonly AnyStep[] => [
  ...Object.keys(gives).map((slot) => builder(slot, built)),
  ...wired.filter((it) => it.phase !== 'build'),
]
