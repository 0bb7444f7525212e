// What a chart says of itself in the tagged commit, and what it will say once it is rendered. Pure.
import { parseDocument } from 'yaml'
import { editReference, readReference } from '../../core/edit/reference-text.js'
import type { Version } from '../../core/version.js'
import { namesVersion } from '../../core/version.js'
import { fail } from '../../errors/release-error.js'

/** Values of the placeholders `${version}` and `${image_version}` in one file. */
export type Placeholders = { readonly version: string; readonly image_version: string }

const placeholder = /\$\{\s*(version|image_version)\s*\}/g

export const renderPlaceholders = (text: string, values: Placeholders): string =>
  text.replace(placeholder, (_, name: keyof Placeholders) => values[name])

export const hasPlaceholders = (text: string): boolean => text.search(placeholder) >= 0

/** Values set at the top of Chart.yaml; null leaves what stands there. */
export type ChartEdits = { readonly version: string | null; readonly appVersion: string | null }

export const editChart = (text: string, file: string, edits: ChartEdits): string => {
  const withVersion = edits.version === null ? text : editReference(text, file, { at: '/version' }, edits.version)
  return edits.appVersion === null ? withVersion : editReference(withVersion, file, { at: '/appVersion' }, edits.appVersion)
}

export interface Dependency {
  readonly name: string
  readonly repository: string
}

/** `dependencies:` of Chart.yaml (v2) or requirements.yaml (v1); an empty list may be written as nothing at all. */
export const dependenciesIn = (text: string, file: string): readonly Dependency[] => {
  const document = parseDocument(text, { prettyErrors: false })
  const [error] = document.errors
  if (error) return fail('CHART_UNREADABLE', { file, what: error.message }, { place: { file } })
  const value: unknown = document.toJS({ maxAliasCount: 20 })
  const list: unknown = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)['dependencies'] : undefined
  if (list === undefined || list === null) return []
  if (!Array.isArray(list)) return fail('CHART_UNREADABLE', { file, what: 'its dependencies are no list' }, { place: { file } })
  return list.map((it: unknown) => {
    const { name, repository } = (it ?? {}) as Record<string, unknown>
    return { name: typeof name === 'string' ? name : '', repository: typeof repository === 'string' ? repository : '' }
  })
}

/** As semver.org has it, with the `v` that Helm lets pass. */
const strict = /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/

export interface ChartName {
  readonly name: string
  readonly version: string
}

/** Name and version as Helm will see them. `wanted` is the version of the tag; undefined when the chart has one of its own. */
export const checkChart = (text: string, file: string, wanted: Version | undefined): ChartName => {
  const name = readReference(text, file, { at: '/name' }).value
  const { value: version, line, column } = readReference(text, file, { at: '/version' })
  const place = { file, line, column }
  const meant = wanted ? { wanted: wanted.text } : {}
  if (!strict.test(version)) return fail('CHART_VERSION', { file, version, why: 'Helm takes SemVer only (1.2.0, 1.2.0-rc.1)', ...meant }, { place })
  if (wanted && !namesVersion(version.replace(/^v/, ''), wanted)) {
    return fail('CHART_VERSION', { file, version, why: `the tag says ${wanted.semver ?? wanted.text}`, ...meant }, { place })
  }
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) return fail('CHART_UNREADABLE', { file, what: `its name "${name}" is none that a registry takes` }, { place: { file } })
  return { name, version }
}
