// What a registry holds of a chart. For people; nothing is decided by it.
import type { Artifact } from '../../core/artifact.js'
import type { Holding } from '../../core/holding.js'
import { asVersion } from '../../core/version.js'
import { chartIn } from '../../core/oci.js'
import type { ImageName } from '../../ports/registry.js'
import type { ReadWorld } from '../../ports/world.js'
import { parsePlace } from '../place.js'
import { waitingTags } from '../staged.js'
import { onlyChart, placeOf, type ChartTask } from './entry.js'

type Inputs = readonly Artifact[] | undefined

/** Where it waits, or will. Undefined as long as nobody knows the chart's name. */
const nameOf = (task: ChartTask, inputs: Inputs): ImageName | undefined =>
  inputs ? placeOf(task, onlyChart(inputs)).name : task.chart === null ? undefined : parsePlace(`${task.under}/${task.chart}`)

const unnamed = (task: ChartTask): readonly Holding[] => [{ where: task.under, mark: 'unknown', note: 'the chart says its name only when it is built' }]

export const lookStaged = async (task: ChartTask, inputs: Inputs, { registry }: ReadWorld): Promise<readonly Holding[]> => {
  const name = nameOf(task, inputs)
  if (!name) return unnamed(task)
  const where = `${name.host}/${name.repository}`
  if (!inputs) return [{ where, ...(await waitingTags(name, registry)) }]
  const { digest, size } = onlyChart(inputs)
  return [{ where, mark: (await registry.hasBlob(name, digest)) ? 'there' : 'none', digest, size }]
}

export const lookPublished = async (task: ChartTask, inputs: Inputs, { registry, plan }: ReadWorld): Promise<readonly Holding[]> => {
  const name = nameOf(task, inputs)
  if (!name) return unnamed(task)
  const tag = inputs ? placeOf(task, onlyChart(inputs)).tag : tagOf(plan.version)
  const where = `${name.host}/${name.repository}:${tag}`
  const there = await registry.manifest(name, tag)
  if (!there) return [{ where, mark: 'none' }]
  if (!inputs) return [{ where, mark: 'unjudged', digest: there.digest }]
  const { digest } = onlyChart(inputs)
  const found = chartIn(there)
  return [{ where, mark: found === digest ? 'there' : 'other', digest: there.digest, ...(found === digest ? {} : { note: found ? `the chart in it is ${found}, not ${digest}` : 'there is no chart in it' }) }]
}

/** As the chart is tagged when its version is that of the release; one with a version of its own is found when it is frozen. */
const tagOf = (version: string): string => ((asVersion(version, 'semver') ?? asVersion(version, 'pep440'))?.semver ?? version).replaceAll('+', '_')
