// verify:production. What was promoted has to be there before anybody is told of it. Others copy it, in their own time: a run waits a while,
// and then ends as waiting.
import { join } from 'node:path'
import { toolAt } from '../../core/commands.js'
import type { Holding } from '../../core/holding.js'
import type { Probe } from '../../core/result.js'
import { fail } from '../../errors/release-error.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { findAll, type Found } from './available.js'
import { planProduction, productionEntry, type ProductionEntry, type ProductionTask } from './entry.js'

type There = Extract<Found, { state: 'there' }>

/** What this run has done: waited long enough, and seen the commands pass. Nothing else keeps either. */
interface Done {
  readonly waited: Set<string>
  readonly passed: Set<string>
}

const runs = new WeakMap<ReadWorld['workspace'], Done>()

const doneIn = ({ workspace }: ReadWorld): Done => {
  const known = runs.get(workspace) ?? { waited: new Set(), passed: new Set() }
  runs.set(workspace, known)
  return known
}

const keyOf = (task: ProductionTask): string => JSON.stringify(task)

const isPublished = async ({ release }: ProductionTask, { github, tag }: ReadWorld): Promise<boolean> => {
  const [owner = '', name = ''] = (release ?? '').split('/')
  return release !== null && (await github.releasesByTag({ owner, name }, tag.name)).some((it) => !it.draft)
}

const hasPassed = async (task: ProductionTask, world: ReadWorld): Promise<boolean> =>
  task.commands.length === 0 || doneIn(world).passed.has(keyOf(task)) || isPublished(task, world)

const isThere = (it: Found): it is There => it.state === 'there'

const judge = async (task: ProductionTask, found: readonly Found[], world: ReadWorld): Promise<Probe> => {
  const other = found.find((it) => it.state === 'other')
  if (other) return { state: 'conflict', found: other.found, wanted: other.wanted }
  const missing = found.flatMap((it) => (it.state === 'missing' ? [it] : []))
  const [first] = missing
  if (first) return doneIn(world).waited.has(keyOf(task)) ? { state: 'waiting', for: `${missing.map((it) => it.what).join(', ')} to be there`, where: first.where } : { state: 'absent' }
  if (!(await hasPassed(task, world))) return { state: 'absent' }
  const there = found.filter(isThere)
  const notes = [...new Set(there.flatMap((it) => it.note ?? []))].join('; ')
  const [one] = there
  return {
    state: 'done',
    outcome: {
      where: there.map((it) => it.where).join(', '), ...(one && there.length === 1 ? { digest: one.digest } : {}), ...(notes === '' ? {} : { note: notes }),
      commands: there.map((it) => (it.kind === 'chart' ? `helm pull oci://${it.where.slice(0, it.where.lastIndexOf(':'))} --version ${it.where.slice(it.where.lastIndexOf(':') + 1)}` : `docker pull ${it.byDigest}`)),
    },
  }
}

export const verifyProduction = defineStep<ProductionEntry, ProductionTask>({
  name: 'verify:production',
  phase: 'verify',
  slot: 'verify.production',
  takes: ['image', 'chart'],
  gives: [],
  needs: ['publish:image', 'publish:chart', 'promote:images'],
  runsProject: ({ commands }) => commands.length > 0,
  schema: productionEntry,
  plan: planProduction,
  preflight: async () => [],
  probe: async (task, inputs, world) => judge(task, await findAll(task, inputs, world), world),
  look: async (task, inputs, world): Promise<readonly Holding[]> => (inputs ? (await findAll(task, inputs, world)).map(holdingOf) : []),
  apply: async (task, inputs, world) => {
    const found = await patiently(task, () => findAll(task, inputs, world), world)
    if (!found.every(isThere) || (await hasPassed(task, world))) return
    await runAll(task, found.filter(isThere), world)
    doneIn(world).passed.add(keyOf(task))
  },
})

const holdingOf = (it: Found): Holding => {
  switch (it.state) {
    case 'there': return { where: it.where, mark: 'there', digest: it.digest, ...(it.note === undefined ? {} : { note: it.note }) }
    case 'missing': return { where: it.where, mark: 'none', ...(it.what === it.where ? {} : { note: `${it.what} is not there` }) }
    case 'other': return { where: it.where, mark: 'other', note: `found ${it.found}, wanted ${it.wanted}` }
  }
}

/** Asks again, less and less often, until it is there or the patience is over. */
const patiently = async (task: ProductionTask, ask: () => Promise<readonly Found[]>, world: World): Promise<readonly Found[]> => {
  const { clock, signal, log } = world
  const until = clock.now() + task.patience
  for (let pause = 5000; ; pause = Math.min(pause * 2, 60_000)) {
    const found = await ask()
    const missing = found.flatMap((it) => (it.state === 'missing' ? [it.what] : []))
    if (missing.length === 0 || found.some((it) => it.state === 'other')) return found
    if (clock.now() + pause > until) {
      doneIn(world).waited.add(keyOf(task))
      return found
    }
    log.info(`Not there yet: ${missing.join(', ')}. Asking again in ${pause / 1000} s.`)
    await clock.sleep(pause, signal)
  }
}

const runAll = async (task: ProductionTask, there: readonly There[], world: World): Promise<void> => {
  const folder = join(world.workspace.temp, 'production')
  await world.files.remove(folder)
  await world.git.exportTo(folder, world.tag.commit)
  const [image, chart] = (['image', 'chart'] as const).map((kind) => there.find((it) => it.kind === kind)?.byDigest)
  const env = {
    SLIPWAY_VERSION: world.plan.version, SLIPWAY_TAG: world.tag.name, SLIPWAY_PRODUCTION: JSON.stringify(Object.fromEntries(there.map((it) => [it.name, it.byDigest]))),
    ...(image === undefined ? {} : { SLIPWAY_IMAGE: image }), ...(chart === undefined ? {} : { SLIPWAY_CHART: chart }),
  }
  for (const [tool, ...args] of task.commands) {
    world.signal.throwIfAborted()
    const { code } = await world.exec.run({ tool: toolAt(folder, tool), args, cwd: folder, env, signal: world.signal })
    if (code !== 0) fail('VERIFY_FAILED', { command: [tool, ...args].join(' '), code })
  }
}
