// The entry `build.chart` of the config, and the task it becomes.
import { z } from 'zod'
import type { Facts } from '../../core/facts.js'
import { templateText } from '../../core/checked-text.js'
import { readReference } from '../../core/edit/reference-text.js'
import { fillTemplate } from '../../core/template.js'
import { spellingOf } from '../../core/version.js'
import { fail } from '../../errors/release-error.js'
import type { Planned } from '../../ports/step.js'
import { joinPath, pathWithin } from '../names.js'
import { checkChart, dependenciesIn, editChart, hasPlaceholders, renderPlaceholders, type ChartEdits, type Placeholders } from './chart-source.js'

export const chartEntry = z.strictObject({
  name: z.string().min(1).default('chart').describe('Name of the entry.'),
  path: z.string().min(1).describe('Folder of the chart.'),
  version: z.enum(['written', 'tag', 'own']).default('written').describe('written: Chart.yaml must say what the tag says, or 0.0.0 (0.0.0-dev), which is nobody\'s version and is filled in; tag: it is set in the copy that is packed; own: the chart has a version of its own.'),
  'app-version': templateText().optional().describe('appVersion to set in the copy that is packed; a template.'),
  lint: z.boolean().default(true).describe('Run helm lint.'),
})

export type ChartEntry = z.output<typeof chartEntry>

export type ChartTask = {
  readonly name: string
  readonly path: string
  /** Name and version of the chart as it will be packed. */
  readonly chart: string
  readonly version: string
  readonly edits: ChartEdits
  /** Values of the placeholders, by file; null when there is none to fill in. */
  readonly placeholders: { readonly 'Chart.yaml': Placeholders | null; readonly 'values.yaml': Placeholders | null }
  /** Dependencies that are not in charts/ of the commit. */
  readonly fetched: readonly string[]
  readonly locked: boolean
  readonly lint: boolean
  /** Seconds since 1970. */
  readonly time: number
}

const read = ['Chart.yaml', 'values.yaml', 'requirements.yaml']

export const chartFiles = (entry: ChartEntry): readonly string[] => read.map((it) => joinPath(entry.path, it))

/** The tag that the image gets is the version as the tag of git has it. */
const placeholdersIn = (facts: Facts, file: string, text: string | undefined, version: string): Placeholders | null =>
  text !== undefined && hasPlaceholders(text) ? { version, image_version: spellingOf(facts.version, 'oci') ?? fail('CHART_VERSION', { file, version: facts.version.text, why: 'an image tag cannot be written so' }) } : null

/** What lies in charts/ already, as a folder or packed. */
const isVendored = (facts: Facts, path: string, name: string): boolean =>
  facts.paths.some((it) => it.startsWith(`${path}/charts/${name}/`) || (it.startsWith(`${path}/charts/${name}-`) && it.endsWith('.tgz')))

/** `0.0.0-dev`: the version comes from the tag alone. Helm wants some version in the file, so one that nobody releases stands there. */
const isNobodys = (source: string, file: string): boolean => !hasPlaceholders(source) && /^0\.0\.0(?:-|$)/.test(readReference(source, file, { at: '/version' }).value)

export const planChart = (facts: Facts, entry: ChartEntry): Planned<ChartTask> => {
  const path = pathWithin(entry.path, `build.chart (${entry.name}).path`)
  const [file = '', values = '', requirements = ''] = chartFiles({ ...entry, path })
  const source = facts.texts[file] ?? fail('CHART_MISSING', { file, commit: facts.tag.commit.slice(0, 12) })
  const semver = facts.version.semver
  const wanted = (): string => semver ?? fail('CHART_VERSION', { file, version: facts.version.text, why: 'Helm takes SemVer only, and the version of the tag cannot be written so' })
  const isLeftOpen = entry.version === 'written' && isNobodys(source, file)
  const edits = { version: entry.version === 'tag' || isLeftOpen ? wanted() : null, appVersion: entry['app-version'] === undefined ? null : fillTemplate(entry['app-version'], facts.words) }
  const inChart = placeholdersIn(facts, file, source, hasPlaceholders(source) ? wanted() : '')
  const inValues = placeholdersIn(facts, values, facts.texts[values], spellingOf(facts.version, 'oci') ?? '')
  const rendered = editChart(inChart ? renderPlaceholders(source, inChart) : source, file, edits)
  const { name: chart, version } = checkChart(rendered, file, entry.version === 'own' ? undefined : facts.version)
  const needed = [...dependenciesIn(rendered, file), ...(facts.texts[requirements] === undefined ? [] : dependenciesIn(facts.texts[requirements], requirements))]
  const task: ChartTask = {
    name: entry.name, path, chart, version, edits,
    placeholders: { 'Chart.yaml': inChart, 'values.yaml': inValues },
    fetched: needed.filter((it) => !isVendored(facts, path, it.name)).map((it) => it.name),
    locked: ['Chart.lock', 'requirements.lock'].some((it) => facts.paths.includes(joinPath(path, it))),
    lint: entry.lint,
    time: facts.commitTime,
  }
  return { title: `Pack the chart ${chart} ${version}`, task }
}
