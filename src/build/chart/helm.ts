// helm, called for what it alone can do: fetching dependencies, checking, and packing.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { World } from '../../ports/world.js'
import { dependenciesIn } from './chart-source.js'

export interface HelmRun {
  readonly world: World
  /** Copy of the chart. */
  readonly chart: string
  readonly scratch: string
}

const helm = async ({ world, scratch }: HelmRun, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> => {
  // Plugins are programs that somebody installed on this machine; none of them has a say in a release.
  await world.exec.check({ tool: 'helm', args, cwd: scratch, env: { HELM_PLUGINS: join(scratch, 'no-plugins'), ...env } })
}

/** Helm wants every http repository added by name first; they are added to a config of this task only. */
const withRepositories = async (run: HelmRun, args: readonly string[]): Promise<void> => {
  const { world, chart, scratch } = run
  const env = { HELM_REPOSITORY_CONFIG: join(scratch, 'repositories.yaml'), HELM_REPOSITORY_CACHE: join(scratch, 'repositories') }
  const files = ['Chart.yaml', 'requirements.yaml'].map((it) => join(chart, it))
  const urls = new Set<string>()
  for (const file of files) {
    if (!(await world.files.exists(file))) continue
    for (const { repository } of dependenciesIn(await world.files.readText(file), file)) if (/^https?:\/\//.test(repository)) urls.add(repository)
  }
  for (const url of urls) await helm(run, ['repo', 'add', `slipway-${createHash('sha256').update(url).digest('hex').slice(0, 12)}`, url], env)
  await helm(run, args, env)
}

/** With the user's own repositories (and their credentials) first; then with those that the chart names. */
export const fetchDependencies = async (run: HelmRun): Promise<void> => {
  const args = ['dependency', 'build', run.chart]
  const { code, stderr } = await run.world.exec.run({ tool: 'helm', args, cwd: run.scratch, env: { HELM_PLUGINS: join(run.scratch, 'no-plugins') } })
  if (code === 0) return
  if (/no repository definition|no cached repo|repo.* not found/i.test(stderr)) await withRepositories(run, args)
  else await helm(run, args)
}

export const lintChart = async (run: HelmRun): Promise<void> => helm(run, ['lint', run.chart])

/** The one file that it makes. */
export const packageChart = async (run: HelmRun): Promise<{ readonly folder: string; readonly names: readonly string[] }> => {
  const folder = join(run.scratch, 'made')
  await run.world.files.makeFolder(folder)
  await helm(run, ['package', '--destination', folder, run.chart])
  return { folder, names: await run.world.files.list(folder) }
}
