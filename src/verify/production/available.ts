// Is what was released there, under the name by which it is used, with the digest that was released? Asked as a consumer would; reads only.
import type { Artifact } from '../../core/artifact.js'
import type { Digest } from '../../core/digest.js'
import { printImageName } from '../../core/image-name.js'
import { chartIn, contentsOf, isIndexType } from '../../core/oci.js'
import { normalPlatform } from '../../core/platform.js'
import { productionOf, stagedOf, type Place, type Staged } from '../../core/promotion.js'
import type { Manifest } from '../../ports/registry.js'
import type { ReadWorld } from '../../ports/world.js'
import { imageOfChart } from './chart-image.js'
import type { ProductionTask } from './entry.js'
import { checkSignature } from './signature.js'

export type Found =
  | { readonly state: 'there'; readonly where: string; readonly digest: Digest; readonly kind: 'image' | 'chart'; readonly name: string; readonly byDigest: string; readonly note?: string }
  | { readonly state: 'missing'; readonly what: string; readonly where: string }
  | { readonly state: 'other'; readonly where: string; readonly found: string; readonly wanted: string }

interface Asked {
  readonly task: ProductionTask
  readonly world: ReadWorld
}

interface Platform {
  readonly digest: string
  readonly platform: string
}

interface Said {
  readonly os?: string
  readonly architecture?: string
  readonly variant?: string
}

const platformText = ({ os, architecture, variant }: Said): string => [os, architecture, variant].filter((it) => it !== undefined).join('/')

const platformsOf = (manifest: Manifest): readonly Platform[] => {
  const json = JSON.parse(Buffer.from(manifest.bytes).toString('utf8')) as { readonly manifests?: readonly { readonly digest?: string; readonly platform?: Said }[] }
  return (json.manifests ?? []).map(({ digest = '', platform = {} }) => ({ digest, platform: platformText(platform) }))
}

const where = (place: Place, tag: string): string => printImageName({ ...place, tag })

/** No config of a real image is larger. */
const largestConfig = 4 * 1024 * 1024

/** An image of one platform says in its config which one. Undefined: it does not. */
const onlyPlatform = async (place: Place, manifest: Manifest, { registry }: ReadWorld): Promise<string | undefined> => {
  const config = contentsOf(manifest.bytes)?.blobs[0]
  if (!config || config.size > largestConfig || !(await registry.hasBlob(place, config.digest))) return undefined
  const parts: Uint8Array[] = []
  for await (const part of registry.blob(place, config.digest)) parts.push(part)
  return platformText(saidIn(Buffer.concat(parts)))
}

/** Whoever pushed it may have written anything there. */
const saidIn = (bytes: Uint8Array): Said => {
  try {
    const json: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return typeof json === 'object' && json !== null ? json : {}
  } catch {
    return {}
  }
}

const hasPlatform = (all: readonly string[], asked: string): boolean =>
  all.some((it) => normalPlatform(it) === normalPlatform(asked) || it.startsWith(`${asked}/`))

/** Each manifest of the index, which a promoter copies one by one, and the platforms that the config asks for. */
const missingPlatform = async (place: Place, manifest: Manifest, { task, world }: Asked): Promise<string | undefined> => {
  if (!isIndexType(manifest.mediaType)) {
    if (task.platforms.length === 0) return undefined
    const only = await onlyPlatform(place, manifest, world)
    return task.platforms.find((it) => !hasPlatform(only === undefined ? [] : [only], it))
  }
  const all = platformsOf(manifest)
  const asked = task.platforms.find((it) => !hasPlatform(all.map(({ platform }) => platform), it))
  if (asked !== undefined) return asked
  const there = await Promise.all(all.map(async ({ digest }) => (await world.registry.manifest(place, digest)) !== undefined))
  return all.find((_, index) => there[index] === false)?.platform
}

const checkImage = async (staged: Staged, tag: string, asked: Asked & { readonly place: Place }): Promise<Found> => {
  const { place, task, world } = asked
  const at = where(place, tag)
  const there = await world.registry.manifest(place, tag)
  if (!there) return { state: 'missing', what: at, where: at }
  const wanted = staged.artifact?.digest ?? (await world.registry.manifest(staged.staging, tag))?.digest
  if (wanted !== undefined && there.digest !== wanted) return { state: 'other', where: at, found: `${at} ${there.digest}`, wanted: `${at} ${wanted}` }
  const platform = await missingPlatform(place, there, asked)
  if (platform !== undefined) return { state: 'missing', what: `${at} for ${platform}`, where: at }
  const signed = task.identity ? await checkSignature(place, there.digest, { identity: task.identity, registry: world.registry }) : undefined
  if (signed?.state === 'missing') return { state: 'missing', what: `the signature of ${at}`, where: at }
  return { state: 'there', where: at, digest: there.digest, kind: 'image', name: staged.name, byDigest: printImageName({ ...place, digest: there.digest }), ...(signed ? { note: signed.note } : {}) }
}

const checkChart = async (staged: Staged, tag: string, { place, task, world }: Asked & { readonly place: Place }): Promise<Found> => {
  const at = where(place, tag)
  const there = await world.registry.manifest(place, tag)
  if (!there) return { state: 'missing', what: at, where: at }
  const chart = chartIn(there)
  const wanted = staged.artifact?.digest
  if (chart === undefined || (wanted !== undefined && chart !== wanted)) return { state: 'other', where: at, found: `${at} ${chart ?? `${there.digest} (no chart)`}`, wanted: `${at} ${wanted ?? 'a chart'}` }
  if (!(await world.registry.hasBlob(place, chart))) return { state: 'missing', what: `the chart in ${at}`, where: at }
  const image = task.chartImage ? await imageOfChart(world.registry, place, chart) : undefined
  if (image && !(await world.registry.manifest(image.place, image.tag))) return { state: 'missing', what: `${where(image.place, image.tag)}, which the chart ${at} installs`, where: at }
  return { state: 'there', where: at, digest: there.digest, kind: 'chart', name: staged.name, byDigest: `oci://${printImageName({ ...place, digest: there.digest })}` }
}

export const findAll = async (task: ProductionTask, inputs: readonly Artifact[], world: ReadWorld): Promise<readonly Found[]> =>
  (await Promise.all(task.sources.map((source) => {
    const staged = stagedOf(source, inputs)
    const place = task.production === null ? staged.staging : productionOf(task.production, staged)
    const check = staged.kind === 'chart' ? checkChart : checkImage
    return Promise.all(staged.tags.map((tag) => check(staged, tag, { place, task, world })))
  }))).flat()
