// A chart and the image that it installs. `appVersion` (or the tag that values.yaml sets) must be an image that is there where the chart
// will look for it; else whoever installs the chart gets nothing. While the release of that image is on its way the chart waits for it.
import type { Facts, OtherLine } from '../../core/facts.js'
import { isTag, parseImageName, printImageName } from '../../core/image-name.js'
import type { Json, JsonObject } from '../../core/json.js'
import { readReference } from '../../core/edit/reference-text.js'
import { matchTag, tagName } from '../../core/tag-pattern.js'
import { renderTemplate } from '../../core/template.js'
import { asVersion, schemes, type Scheme } from '../../core/version.js'
import { ReleaseError } from '../../errors/release-error.js'
import type { ReadWorld } from '../../ports/world.js'
import { publishEntries } from '../build-entries.js'
import { parsePlace } from '../place.js'

/** JSON: it is part of the task. */
export type Coupling = {
  /** Where the image may lie: as the chart names it, and where it waits to be promoted from. */
  readonly places: readonly string[]
  readonly tag: string
  /** The tag of git whose release brings the image, and the repository of its GitHub release (empty when it makes none). */
  readonly from: { readonly tag: string; readonly repository: string } | null
}

interface ChartAt {
  /** Folder of the chart. */
  readonly path: string
  /** A template for appVersion that the build sets. */
  readonly appVersion: string | undefined
  /** `publish.chart.image`. */
  readonly image: boolean | string
}

export const couplingOf = (facts: Facts, at: ChartAt): Coupling | undefined => {
  const installed = at.image === false ? undefined : installedBy(facts, at)
  if (!installed) return undefined
  const { place, tag } = installed
  const own = imagesOf(facts.config).filter((it) => it.place === place)
  // This very release brings it.
  if (own.some((it) => it.tags.some((template) => renderTemplate(template, facts.words, 'oci') === tag))) return undefined
  const source = (facts.others ?? []).flatMap((line) => imagesOf(line.config).map((it) => ({ line, ...it }))).find((it) => it.place === place || isPromotedTo(it, place))
  // An image of others is their affair, unless the config names it.
  if (!source && own.length === 0 && typeof at.image !== 'string') return undefined
  return { places: [...new Set([place, ...(source ? [source.place] : [])])], tag, from: source ? releaseOf(source, tag) : null }
}

/** Undefined when it does not say, or leaves it to be filled in with the version of this release. */
const installedBy = (facts: Facts, { path, appVersion, image }: ChartAt): { readonly place: string; readonly tag: string } | undefined => {
  const values = facts.texts[`${path}/values.yaml`] ?? ''
  const place = placeOf(typeof image === 'string' ? image : repositoryIn(values))
  const written = (): string => (appVersion === undefined ? valueAt(facts.texts[`${path}/Chart.yaml`] ?? '', 'Chart.yaml', '/appVersion') : renderTemplate(appVersion, facts.words))
  const tag = valueAt(values, 'values.yaml', '/image/tag') || written()
  return place === undefined || !isTag(tag) ? undefined : { place, tag }
}

/** `repository`, with the host in a key of its own in some charts. */
const repositoryIn = (values: string): string => [valueAt(values, 'values.yaml', '/image/registry'), valueAt(values, 'values.yaml', '/image/repository')].filter((it) => it !== '').join('/')

/** Empty when it is not there, or is no text. */
const valueAt = (text: string, file: string, at: string): string => {
  try {
    return readReference(text, file, { at }).value
  } catch (failure) {
    if (failure instanceof ReleaseError) return ''
    throw failure
  }
}

const placeOf = (name: string): string | undefined => {
  try {
    const { host, repository } = parseImageName(name.replace(/^oci:\/\//, ''), { familiar: true })
    return printImageName({ host, repository })
  } catch (failure) {
    if (failure instanceof ReleaseError) return undefined
    throw failure
  }
}

interface Published {
  readonly place: string
  readonly tags: readonly string[]
}

const imagesOf = (config: JsonObject): readonly Published[] =>
  publishEntries({ config }, 'image').flatMap(({ to, tags }) => {
    const place = typeof to === 'string' ? placeOf(to) : undefined
    return place === undefined ? [] : [{ place, tags: (Array.isArray(tags) ? tags : []).filter((it): it is string => typeof it === 'string') }]
  })

const lastWord = (place: string): string => place.slice(place.lastIndexOf('/') + 1)

/** Staged in one registry and promoted to another, an image keeps the end of its name. */
const isPromotedTo = (it: Published & { readonly line: OtherLine }, place: string): boolean => it.line.config['promote'] !== undefined && lastWord(it.place) === lastWord(place)

const textOf = (value: Json | undefined, fallback: string): string => (typeof value === 'string' ? value : fallback)

/** The tag of git that leads to the image tag. */
const releaseOf = ({ line, tags }: Published & { readonly line: OtherLine }, imageTag: string): Coupling['from'] => {
  const scheme: Scheme = schemes.find((it) => it === line.config['scheme']) ?? 'semver'
  for (const template of tags) {
    const pattern = template.replace(/-\{revision\}$/, '')
    const bare = pattern === template ? imageTag : imageTag.replace(/-[0-9]+$/, '')
    const match = /^[^{}]*\{version\}[^{}]*$/.test(pattern) ? matchTag(pattern, scheme, bare) : undefined
    const version = match && asVersion(match.text, scheme)
    if (!version) continue
    const [release] = publishEntries({ config: line.config }, 'release')
    return { tag: tagName(textOf(line.config['tag'], '{version}'), version), repository: release ? textOf(release['repository'], 'own') : '' }
  }
  return null
}

export type Standing = { readonly state: 'there' } | { readonly state: 'coming'; readonly tag: string } | { readonly state: 'missing'; readonly why: string }

export const standingOf = async ({ places, tag, from }: Coupling, { registry, github, repository }: ReadWorld): Promise<Standing> => {
  const found = await Promise.all(places.map((it) => registry.manifest(parsePlace(it), tag)))
  if (found.some((it) => it !== undefined)) return { state: 'there' }
  if (!from) return { state: 'missing', why: 'no line of the config releases it' }
  if (!(await github.ref(repository, `refs/tags/${from.tag}`))) return { state: 'missing', why: `there is no tag ${from.tag} that it could come from` }
  const [owner = '', name = ''] = from.repository.split('/')
  const where = from.repository === 'own' ? repository : { owner, name }
  const isOut = from.repository !== '' && (await github.releasesByTag(where, from.tag)).some((it) => !it.draft)
  return isOut ? { state: 'missing', why: `the release ${from.tag} is out, and the image is not there (any more)` } : { state: 'coming', tag: from.tag }
}
