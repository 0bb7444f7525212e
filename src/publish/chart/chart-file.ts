// A packaged chart → the config and the manifest under which a registry keeps it. `helm push` stamps the time into the manifest,
// so that its digest never comes again; here the same chart gives the same manifest.
import { parse } from 'yaml'
import type { Artifact } from '../../core/artifact.js'
import { gunzip } from '../../core/archive/gunzip.js'
import { readTar } from '../../core/archive/tar-reader.js'
import { documentBytes, mediaTypes, type DocumentBytes } from '../../core/oci.js'
import { fail } from '../../errors/release-error.js'
import type { Manifest } from '../../ports/registry.js'
import type { ReadWorld } from '../../ports/world.js'

/** Helm's own limit for one file of a chart is 5 MiB. */
const largestYaml = 1024 * 1024

export interface PackedChart {
  readonly name: string
  readonly version: string
  readonly config: DocumentBytes
  readonly manifest: Manifest
}

export const packChart = async (artifact: Artifact, path: string, world: ReadWorld): Promise<PackedChart> => {
  const metadata = await readMetadata(artifact, path, world)
  const wrong = (what: string): never => fail('CHART_UNREADABLE', { file: artifact.fileName, what })
  const text = (key: string): string | undefined => (typeof metadata[key] === 'string' ? metadata[key] : undefined)
  const name = text('name') ?? wrong('its Chart.yaml has no name')
  const version = text('version') ?? wrong('its Chart.yaml has no version')
  const kept = ['name', 'version', 'description', 'apiVersion', 'appVersion', 'type'].flatMap((key) => {
    const value = text(key)
    return value === undefined ? [] : [[key, value] as const]
  })
  const config = documentBytes(Object.fromEntries(kept))
  return { name, version, config, manifest: manifestOf({ name, version }, config, artifact) }
}

const manifestOf = ({ name, version }: { name: string; version: string }, config: DocumentBytes, layer: Artifact): Manifest => {
  const document = documentBytes({
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: { mediaType: mediaTypes.helmConfig, digest: config.digest, size: config.size },
    layers: [{ mediaType: mediaTypes.helmChart, digest: layer.digest, size: layer.size }],
    annotations: { 'org.opencontainers.image.title': name, 'org.opencontainers.image.version': version },
  })
  return { mediaType: mediaTypes.ociManifest, ...document }
}

/** The Chart.yaml at the top of the archive; one of a subchart lies deeper. */
const readMetadata = async (artifact: Artifact, path: string, world: ReadWorld): Promise<Readonly<Record<string, unknown>>> => {
  const wrong = (what: string): never => fail('CHART_UNREADABLE', { file: artifact.fileName, what })
  for await (const member of readTar(unpack(world.files.stream(path), artifact.fileName), artifact.fileName)) {
    if (!/^[^/]+\/Chart\.yaml$/.test(member.name)) continue
    if (member.size > largestYaml) return wrong(`its Chart.yaml has more than ${largestYaml} bytes`)
    const parts: Uint8Array[] = []
    for await (const part of member.body()) parts.push(part)
    const value: unknown = parse(Buffer.concat(parts).toString('utf8'), { maxAliasCount: 20 })
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : wrong('its Chart.yaml is no mapping')
  }
  return wrong('there is no Chart.yaml in it')
}

const unpack = (parts: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> =>
  gunzip(parts, (what, cause) => fail('CHART_UNREADABLE', { file, what: `it is no .tgz (${what})` }, { cause }))
