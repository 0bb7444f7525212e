// What a line promotes: which of its images and charts, what they are called in a list of images, and where they will be. Read from the
// config, so that whoever promotes and whoever verifies mean the same. Pure.
import type { Artifact } from './artifact.js'
import { fail } from '../errors/release-error.js'
import type { Facts } from './facts.js'
import { isTag, parseDestination, parseFolder, printImageName, type ImageReference } from './image-name.js'
import type { Json, JsonObject } from './json.js'
import { renderTemplate } from './template.js'

export type Place = Pick<ImageReference, 'host' | 'repository'>

/** A thing of this line in the staging registry, as far as the config tells. */
export type Source = {
  readonly kind: 'image' | 'chart'
  /** The build entry whose artifact it is; null: another system staged it. */
  readonly entry: string | null
  /** Of an image its place, of a chart the folder that it is in: its name is known when it is built. */
  readonly staging: string
  /** Its path, or its folder's, below the root of the staging registry. */
  readonly path: string
  /** Of an image; a chart's is its version. */
  readonly tags: readonly string[]
}

/** The same when the artifact is there. */
export interface Staged {
  readonly kind: 'image' | 'chart'
  readonly staging: Place
  /** `charts/dra-example-driver` */
  readonly name: string
  readonly tags: readonly string[]
  /** Undefined when another system staged it. */
  readonly artifact?: Artifact
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: Json | undefined): readonly JsonObject[] => (Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : isObject(value) ? [value] : [])
const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

export const entriesIn = (config: JsonObject, section: string, noun: string): readonly JsonObject[] => {
  const all = config[section]
  return listOf(isObject(all) ? all[noun] : undefined)
}

/** The build entry that an entry of `publish` means: the one it names, or of the same name, or the only one. */
const builtBy = (config: JsonObject, noun: string, entry: JsonObject): string | undefined => {
  const names = entriesIn(config, 'build', noun).flatMap((it) => textOf(it['name']) ?? noun)
  const wanted = textOf(entry[noun]) ?? textOf(entry['name']) ?? noun
  return names.find((it) => it === wanted) ?? (textOf(entry[noun]) === undefined && names.length === 1 ? names[0] : undefined)
}

const above = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0))

/** The part below the root; fails when it is not below it. */
const below = (root: string, place: string): string =>
  place === root ? '' : place.startsWith(`${root}/`) ? place.slice(root.length + 1) : fail('CONFIG_INVALID', { path: 'promote.images.staging', what: `${place}, where this line stages, is not below ${root}` })

export const tagOf = (template: string, facts: Facts): string => {
  const tag = renderTemplate(template, facts.words, 'oci')
  return isTag(tag) ? tag : fail('IMAGE_TAG', { text: tag })
}

/** All that the line publishes in registries. The root of the staging registry is one folder above, where the config names none. */
export const sourcesOf = (facts: Facts, staging: string | undefined): readonly Source[] => {
  const { config } = facts
  const root = staging === undefined ? undefined : printImageName(parseFolder(staging))
  const images = entriesIn(config, 'publish', 'image').flatMap((it): readonly Source[] => {
    const place = printImageName(parseDestination(textOf(it['to']) ?? ''))
    const entry = builtBy(config, 'image', it)
    const templates = Array.isArray(it['tags']) ? (it['tags'] as readonly Json[]).flatMap((tag) => textOf(tag) ?? []) : ['{version}']
    if (entry === undefined || facts.leftOut.includes(entry)) return []
    return [{ kind: 'image', entry, staging: place, path: below(root ?? above(place), place), tags: [...new Set(templates.map((tag) => tagOf(tag, facts)))] }]
  })
  const charts = entriesIn(config, 'publish', 'chart').flatMap((it): readonly Source[] => {
    const folder = printImageName(parseFolder(textOf(it['to']) ?? ''))
    const entry = builtBy(config, 'chart', it)
    return entry === undefined || facts.leftOut.includes(entry) ? [] : [{ kind: 'chart', entry, staging: folder, path: below(root ?? above(folder), folder), tags: [] }]
  })
  return [...images, ...charts]
}

/** The root of the staging registry: `us-central1-docker.pkg.dev/k8s-staging-images/dra-example-driver`. */
export const rootOf = (source: Pick<Source, 'staging' | 'path'>): string => (source.path === '' ? source.staging : source.staging.slice(0, -source.path.length - 1))

export const stagedOf = (source: Source, inputs: readonly Artifact[]): Staged => {
  if (source.entry === null) return { kind: source.kind, staging: parseDestination(source.staging), name: source.path, tags: source.tags }
  const artifact = inputs.find((it) => it.kind === source.kind && it.name === source.entry)
  if (!artifact) return fail('BUG', { what: `${source.kind} ${source.entry} was to be promoted, and was not handed over` })
  if (source.kind === 'image') return { kind: 'image', staging: parseDestination(source.staging), name: source.path, tags: source.tags, artifact }
  const { name, version } = artifact.about ?? {}
  if (!name || !version) return fail('CHART_UNREADABLE', { file: artifact.fileName, what: 'the build did not say its name and version' })
  return { kind: 'chart', staging: parseDestination(`${source.staging}/${name}`), name: source.path === '' ? name : `${source.path}/${name}`, tags: [version.replaceAll('+', '_')], artifact }
}

/** Where it is public: below the production registry under its name in the list. */
export const productionOf = (production: string, it: Pick<Staged, 'name'>): Place => parseDestination(`${production}/${it.name}`)

/** The word by which lines are released together, when another line has the same one. */
export const sharedWord = (facts: Facts, alsoHas: (config: JsonObject) => boolean): string | undefined => {
  const word = textOf(facts.config['issue']) ?? facts.line
  return (facts.others ?? []).some((it) => (textOf(it.config['issue']) ?? it.name) === word && alsoHas(it.config)) ? word : undefined
}
