// build:chart: a Helm chart from a copy of the export. The source stays untouched; placeholders are filled in in the copy.
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Artifact } from '../../core/artifact.js'
import { fail, problem, ReleaseError } from '../../errors/release-error.js'
import type { Finding } from '../../core/result.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { outFolder, scratchFolder, workingCopy } from '../folders.js'
import { escapingLinks, linksBelow } from '../links.js'
import { isBelow } from '../names.js'
import { failOnSecrets } from '../packed-secrets.js'
import { repack } from '../repack.js'
import { editChart, renderPlaceholders } from './chart-source.js'
import { fetchDependencies, lintChart, packageChart, type HelmRun } from './helm.js'
import { chartEntry, chartFiles, planChart, type ChartEntry, type ChartTask } from './task.js'

const render = async (task: ChartTask, folder: string, world: World): Promise<void> => {
  for (const name of ['Chart.yaml', 'values.yaml'] as const) {
    const path = join(folder, name)
    const values = task.placeholders[name]
    if (!values && (name === 'values.yaml' || (task.edits.version === null && task.edits.appVersion === null))) continue
    const text = await world.files.readText(path)
    const rendered = values ? renderPlaceholders(text, values) : text
    await world.files.writeFile(path, name === 'Chart.yaml' ? editChart(rendered, `${task.path}/${name}`, task.edits) : rendered)
  }
}

/** What a registry's config document says of the chart. */
const aboutOf = (text: string, file: string): Readonly<Record<string, string>> => {
  const value: unknown = parse(text, { maxAliasCount: 20 })
  if (typeof value !== 'object' || value === null) return fail('CHART_UNREADABLE', { file, what: 'its Chart.yaml is no mapping' })
  const known = value as Readonly<Record<string, unknown>>
  const keys = ['name', 'version', 'appVersion', 'apiVersion', 'description', 'type']
  return Object.fromEntries(keys.flatMap((key) => (typeof known[key] === 'string' ? [[key, known[key]] as const] : [])))
}

const packed = async (task: ChartTask, run: HelmRun): Promise<Artifact> => {
  const { world } = run
  const { folder, names } = await packageChart(run)
  const [fileName, ...more] = names
  if (fileName === undefined || more.length > 0) return fail('CHART_UNREADABLE', { file: task.path, what: `helm package made ${names.length} files` })
  const path = join(await outFolder(world, 'build:chart', task.name), fileName)
  const own = `${task.chart}/Chart.yaml`
  const { digest, size, names: members, texts } = await repack(world.files, { from: join(folder, fileName), to: path, name: fileName, time: task.time, wants: (it) => it === own })
  failOnSecrets(members, fileName)
  const about = aboutOf(texts[own] ?? fail('CHART_UNREADABLE', { file: fileName, what: `there is no ${own} in it` }), fileName)
  if (about['version'] !== task.version) return fail('CHART_VERSION', { file: fileName, version: about['version'] ?? 'none', why: `${task.version} was to be packed` })
  return { kind: 'chart', name: task.name, fileName, digest, size, mediaType: 'application/gzip', path, about }
}

const apply = async (task: ChartTask, world: World): Promise<Artifact> => {
  const scratch = await scratchFolder(world, 'build:chart', task.name)
  const chart = join(await workingCopy(world, scratch, false), task.path)
  const run = { world, chart, scratch }
  await render(task, chart, world)
  if (task.fetched.length > 0) {
    if (!task.locked) world.log.warn(`${task.path} has no Chart.lock: which versions of ${task.fetched.join(', ')} are packed depends on the day.`)
    await fetchDependencies(run)
  }
  if (task.lint) await lintChart(run)
  return packed(task, run)
}

const preflight = async (task: ChartTask, world: ReadWorld): Promise<readonly Finding[]> => {
  const findings: Finding[] = []
  try {
    await world.exec.check({ tool: 'helm', args: ['version', '--short'], cwd: world.workspace.temp, show: false })
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error
    findings.push(...error.problems.map((it) => ({ severity: 'error' as const, problem: it })))
  }
  // helm packs what a link leads to: one that leaves the repository would put a file of this machine into the chart.
  const links = escapingLinks(linksBelow(await world.git.links(world.tag.commit), '.')).filter((it) => isBelow(it.path, task.path))
  findings.push(...links.map(({ path, target }) => ({ severity: 'error' as const, problem: problem('LINK_ESCAPES', { path, target, folder: 'the repository' }, { file: path }) })))
  return findings
}

export const buildChart = defineStep<ChartEntry, ChartTask>({
  name: 'build:chart',
  phase: 'build',
  slot: 'build.chart',
  takes: [],
  gives: ['chart'],
  schema: chartEntry,
  reads: chartFiles,
  plan: planChart,
  preflight,
  probe: async () => ({ state: 'absent' }),
  apply: async (task, _inputs, world) => ({ artifacts: [await apply(task, world)] }),
})
