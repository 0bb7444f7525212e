// `publish.chart`: the entry of the config, and the task that its steps share.
import { z } from 'zod'
import type { Artifact } from '../../core/artifact.js'
import { checkedText } from '../../core/checked-text.js'
import { parseFolder } from '../../core/image-name.js'
import type { Facts } from '../../core/facts.js'
import type { JsonObject } from '../../core/json.js'
import { fail } from '../../errors/release-error.js'
import type { ImageName } from '../../ports/registry.js'
import type { Planned } from '../../ports/step.js'
import { buildEntries, entryName, oneEntry } from '../build-entries.js'
import { checkedTag, parsePlace, placeText } from '../place.js'
import { couplingOf, type Coupling } from './coupling.js'

export const chartEntry = z.strictObject({
  name: z.string().min(1).default('chart'),
  to: checkedText(parseFolder).describe('Where charts are kept, without the chart\'s own name: oci://ghcr.io/owner/charts.'),
  chart: z.string().min(1).optional().describe('Name of the build entry; default: the one of the same name, or the only one.'),
  image: z.union([z.boolean(), z.string().min(1)]).default(true).describe('The image that the chart installs must be there. true: the one that values.yaml names (image.repository, image.tag or appVersion), when a line of this config releases it; a name: that one; false: it is not looked for.'),
})

export type ChartEntry = z.output<typeof chartEntry>

export type ChartTask = {
  /** `ghcr.io/owner/charts`; the chart's name comes after it. */
  readonly under: string
  /** The chart's name as far as its Chart.yaml tells; what is built says it for certain. */
  readonly chart: string | null
  /** The image that it installs, where that is looked for. */
  readonly image?: Coupling
  /** Its version as a tag, as far as that is known before it is built. */
  readonly tag?: string
}

export const planChart = (facts: Facts, entry: ChartEntry, title: (task: ChartTask) => string): Planned<ChartTask> => {
  const chart = oneEntry(facts, 'chart', { path: `publish.chart.chart (${entry.name})`, name: entry.name, ...(entry.chart === undefined ? {} : { wanted: entry.chart }) })
  if (facts.leftOut.includes(chart)) return { skip: `the chart ${chart} is left out of this run` }
  const image = couplingIn(facts, entry, chart)
  const tag = facts.version.semver?.replaceAll('+', '_')
  const task: ChartTask = { under: placeText(parseFolder(entry.to)), chart: chartName(facts, chart), ...(image ? { image, ...(tag === undefined ? {} : { tag }) } : {}) }
  return { title: title(task), task, from: [chart] }
}

const buildEntry = (facts: Facts, name: string): JsonObject => buildEntries(facts, 'chart').find((it) => entryName(it) === name) ?? {}

const couplingIn = (facts: Facts, { image }: ChartEntry, chart: string): Coupling | undefined => {
  const { path, 'app-version': appVersion } = buildEntry(facts, chart)
  if (typeof path !== 'string') return undefined
  return couplingOf(facts, { path: path.replace(/\/+$/, ''), image, appVersion: typeof appVersion === 'string' ? appVersion : undefined })
}

const chartName = (facts: Facts, entry: string): string | null => {
  const path = buildEntry(facts, entry)['path']
  const text = typeof path === 'string' ? facts.texts[`${path.replace(/\/+$/, '')}/Chart.yaml`] : undefined
  // One line is enough for a name that is only asked about; the build reads the file properly.
  const name = /^name:[ \t]*["']?([A-Za-z0-9._-]+)["']?[ \t]*(?:#.*)?$/m.exec(text ?? '')?.[1]
  return name ?? null
}

export const onlyChart = (inputs: readonly Artifact[]): Artifact => {
  const charts = inputs.filter((it) => it.kind === 'chart')
  const [chart] = charts
  return chart && charts.length === 1 ? chart : fail('BUG', { what: `one chart was to be published, and ${charts.length} were handed over` })
}

export interface ChartPlace {
  readonly name: ImageName
  /** The version as a tag; a `+` is not allowed in one, and Helm writes `_` for it. */
  readonly tag: string
  readonly chart: string
  readonly version: string
}

export const placeOf = (task: ChartTask, artifact: Artifact): ChartPlace => {
  const { name: chart, version } = artifact.about ?? {}
  if (!chart || !version) return fail('CHART_UNREADABLE', { file: artifact.fileName, what: 'the build did not say its name and version' })
  return { name: parsePlace(`${task.under}/${chart}`), tag: checkedTag(version.replaceAll('+', '_')), chart, version }
}
