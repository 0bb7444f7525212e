// verify:staged. Commands of the project that try what is staged, by digest, before anybody is asked to promote it. They are given no token
// and no address that is secret. That they passed is written nowhere; a pull request with these digests is the proof, as it is opened after.
import { join } from 'node:path'
import { z } from 'zod'
import type { Artifact } from '../../core/artifact.js'
import { argvOf, commandsSchema, toolAt, type Argv } from '../../core/commands.js'
import { printImageName } from '../../core/image-name.js'
import type { JsonObject } from '../../core/json.js'
import { entriesIn, type Source } from '../../core/promotion.js'
import type { Facts } from '../../core/facts.js'
import { fail, ReleaseError } from '../../errors/release-error.js'
import { defineStep, type Planned } from '../../ports/step.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { comesFirst, editEntry, planEdit, type EditTask } from '../file-edit/entry.js'
import { hasBegunEdit } from '../file-edit/state.js'
import { imagesEntry, planImages, type ImagesTask } from '../images/entry.js'
import { hasBegunImages } from '../images/state.js'
import { resolveAll, type Resolved } from '../staged/resolve.js'

export const stagedEntry = z.strictObject({
  name: z.string().min(1).default('staged'),
  run: commandsSchema.describe('Commands of the project, in its folder: each a text that is cut at its spaces, or a list. They find what is staged in SLIPWAY_IMAGE, SLIPWAY_CHART and SLIPWAY_STAGED, by digest.'),
})

type StagedEntry = z.output<typeof stagedEntry>

type CanaryTask = {
  readonly commands: readonly Argv[]
  /** What is tried. */
  readonly sources: readonly Source[]
  /** What is proposed right after it has passed. */
  readonly images: readonly ImagesTask[]
  readonly edits: readonly EditTask[]
}

const plannedOf = <Task>(planned: Planned<never> | { readonly task: Task }): readonly Task[] => ('task' in planned ? [planned.task] : [])

const distinct = (all: readonly Source[]): readonly Source[] => all.filter((it, index) => all.findIndex((other) => other.staging === it.staging && other.kind === it.kind) === index)

const plan = (facts: Facts, entry: StagedEntry): { title: string; task: CanaryTask; from: readonly string[] } | { skip: string } => {
  const entries = (noun: string): readonly JsonObject[] => entriesIn(facts.config, 'promote', noun)
  const images = entries('images').flatMap((it) => plannedOf<ImagesTask>(planImages(facts, imagesEntry.parse(it)) as { readonly task: ImagesTask }))
  const all = entries('edit').map((it) => editEntry.parse(it)).flatMap((entry) => plannedOf<EditTask>(planEdit(facts, entry) as { readonly task: EditTask }).map((task) => ({ task, isFirst: comesFirst(entry) })))
  const first = all.filter((it) => it.isFirst)
  // Where nothing else is proposed, what is rolled out later has to tell.
  const edits = (images.length + first.length > 0 ? first : all).map((it) => it.task)
  if (entries('images').length + entries('edit').length === 0) return fail('CONFIG_INVALID', { path: `verify.staged (${entry.name})`, what: 'nothing is promoted in this line, so nothing would wait for it' })
  const sources = distinct([...images, ...all.map((it) => it.task)].flatMap((it) => it.sources))
  if (sources.length === 0) return { skip: 'what would be tried is left out of this run' }
  return { title: `Try what is staged before it is promoted`, task: { commands: entry.run.map(argvOf), sources, images, edits }, from: [...new Set(sources.flatMap((it) => it.entry ?? []))] }
}

/** Runs in which it has passed: between its end and the pull request nothing else tells. */
const passed = new WeakMap<ReadWorld['workspace'], Set<string>>()

const hasBegun = async ({ images, edits }: CanaryTask, inputs: readonly Artifact[], world: ReadWorld): Promise<boolean> => {
  try {
    const each = await Promise.all([...images.map((it) => hasBegunImages(it, inputs, world)), ...edits.map((it) => hasBegunEdit(it, inputs, world))])
    return each.every(Boolean)
  } catch (failure) {
    if (!(failure instanceof ReleaseError)) throw failure
    // Whatever is wrong with the proposal is that task's to tell.
    return false
  }
}

export const verifyStaged = defineStep<StagedEntry, CanaryTask>({
  name: 'verify:staged',
  phase: 'verify',
  slot: 'verify.staged',
  takes: ['image', 'chart'],
  gives: [],
  needs: ['publish:image', 'publish:chart'],
  runsProject: true,
  schema: stagedEntry,
  plan: (facts, entry) => plan(facts, entry),
  preflight: async () => [],
  probe: async (task, inputs, world) => {
    if (passed.get(world.workspace)?.has(JSON.stringify(task.commands)) === true) return { state: 'done', outcome: { where: 'what is staged', note: 'passed' } }
    return (await hasBegun(task, inputs, world)) ? { state: 'done', outcome: { where: 'what is staged', note: 'passed before it was proposed' } } : { state: 'absent' }
  },
  apply: async (task, inputs, world) => {
    const staged = await resolveAll(task.sources, inputs, world)
    for (const it of staged) {
      if (it.moved) return fail('PROMOTE_DIGEST_MOVED', { image: it.where, ...it.moved })
      if (!it.isStaged) return fail('PROMOTE_NOT_STAGED', { image: it.where })
    }
    await runAll(task.commands, staged, world)
    passed.set(world.workspace, (passed.get(world.workspace) ?? new Set()).add(JSON.stringify(task.commands)))
  },
})

const byDigest = (it: Resolved): string => `${it.staged.kind === 'chart' ? 'oci://' : ''}${printImageName({ ...it.staged.staging, ...(it.digest ? { digest: it.digest } : {}) })}`

export const environmentOf = (staged: readonly Resolved[], { plan: { version, tag } }: Pick<World, 'plan'>): Readonly<Record<string, string>> => {
  const first = (kind: 'image' | 'chart'): readonly string[] => staged.filter((it) => it.staged.kind === kind).map(byDigest).slice(0, 1)
  const [image] = first('image')
  const [chart] = first('chart')
  return {
    SLIPWAY_VERSION: version, SLIPWAY_TAG: tag.name, SLIPWAY_STAGED: JSON.stringify(Object.fromEntries(staged.map((it) => [it.staged.name, byDigest(it)]))),
    ...(image === undefined ? {} : { SLIPWAY_IMAGE: image }), ...(chart === undefined ? {} : { SLIPWAY_CHART: chart }),
  }
}

const runAll = async (commands: readonly Argv[], staged: readonly Resolved[], world: World): Promise<void> => {
  const folder = join(world.workspace.temp, 'canary')
  await world.files.remove(folder)
  await world.git.exportTo(folder, world.tag.commit)
  const env = environmentOf(staged, world)
  for (const [tool, ...args] of commands) {
    world.signal.throwIfAborted()
    const { code } = await world.exec.run({ tool: toolAt(folder, tool), args, cwd: folder, env, signal: world.signal })
    if (code !== 0) fail('CANARY_FAILED', { command: [tool, ...args].join(' '), code })
  }
}
