// stage:chart and publish:chart. Pushed under a tag that nobody uses, then under its version. A chart that is there already is
// ours when the chart inside has our digest, whoever pushed it: `helm push` gives another manifest every time.
import type { Artifact } from '../../core/artifact.js'
import type { Finding, Probe } from '../../core/result.js'
import { chartIn } from '../../core/oci.js'
import { fail, problem } from '../../errors/release-error.js'
import type { Manifest } from '../../ports/registry.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { mustBePinned } from '../pin.js'
import { parsePlace, stagedTag } from '../place.js'
import { dropLeftStaged, dropStaged } from '../staged.js'
import { packChart } from './chart-file.js'
import { standingOf, type Coupling } from './coupling.js'
import { lookPublished, lookStaged } from './look.js'
import { chartEntry, onlyChart, placeOf, planChart, type ChartEntry, type ChartPlace, type ChartTask } from './entry.js'

export const stageChart = defineStep<ChartEntry, ChartTask>({
  name: 'stage:chart',
  phase: 'stage',
  slot: 'publish.chart',
  takes: ['chart'],
  gives: [],
  schema: chartEntry,
  reads: (_entry, paths) => paths.filter((it) => /\/(?:Chart|values)\.yaml$/.test(it) && !it.includes('/charts/')),
  plan: (facts, entry) => planChart(facts, entry, (task) => `Push the chart to ${task.under} by digest`),
  preflight: (task, world) => preflight(task, world),
  look: lookStaged,
  probe: async (task, inputs, world) => {
    const artifact = onlyChart(inputs)
    const place = placeOf(task, artifact)
    const there = await staged(place, artifact, world)
    if (there) return { state: 'done', outcome: { where: `${task.under}/${place.chart}@${there.digest}`, digest: there.digest, size: artifact.size } }
    // The manifest is made here; only the chart inside has to be there.
    const isGone = artifact.path === undefined && !(await world.registry.hasBlob(place.name, artifact.digest))
    return { state: 'absent', ...(isGone ? { gone: [{ name: artifact.fileName, digest: artifact.digest, where: `in ${task.under}/${place.chart}` }] } : {}) }
  },
  apply: async (task, inputs, world) => {
    const artifact = onlyChart(inputs)
    const place = placeOf(task, artifact)
    await push(place, artifact, world)
  },
})

/** On this disk, or fetched from where an earlier run pushed it: a registry keeps the bytes for a while after their tag is gone. */
const local = async ({ name }: ChartPlace, artifact: Artifact, world: World): Promise<string> => {
  if (artifact.path !== undefined) return artifact.path
  const vanished = { name: artifact.fileName, digest: artifact.digest, where: `in ${name.host}/${name.repository}` }
  if (!(await world.registry.hasBlob(name, artifact.digest))) return fail('FROZEN_VANISHED', vanished)
  const path = `${world.workspace.temp}/${stagedTag(artifact.digest)}.tgz`
  await world.files.writeStream(path, world.registry.blob(name, artifact.digest))
  return path
}

/** Under the tag where it waits. */
const push = async (place: ChartPlace, artifact: Artifact, world: World): Promise<Manifest> => {
  const { name, chart, version } = place
  const path = await local(place, artifact, world)
  const packed = await packChart(artifact, path, world)
  if (packed.name !== chart || packed.version !== version) return fail('CHART_UNREADABLE', { file: artifact.fileName, what: `its Chart.yaml says ${packed.name} ${packed.version}, and ${chart} ${version} was built` })
  const config = `${world.workspace.temp}/${stagedTag(artifact.digest)}.json`
  await world.files.writeFile(config, packed.config.bytes)
  await world.registry.putBlob(name, { digest: packed.config.digest, size: packed.config.size, path: config })
  await world.registry.putBlob(name, { digest: artifact.digest, size: artifact.size, path })
  world.signal.throwIfAborted()
  await world.registry.putManifest(name, packed.manifest, stagedTag(artifact.digest))
  return packed.manifest
}

/** The manifest with this chart, under its waiting tag or its version. */
const staged = async ({ name, tag }: ChartPlace, artifact: Artifact, world: ReadWorld): Promise<Manifest | undefined> => {
  const found = await Promise.all([stagedTag(artifact.digest), tag].map((it) => world.registry.manifest(name, it)))
  return found.find((it) => it && chartIn(it) === artifact.digest)
}

const preflight = async (task: ChartTask, world: ReadWorld): Promise<readonly Finding[]> => {
  if (task.chart === null) {
    const said = 'the chart says its name only when it is built.'
    return [{ severity: 'unproven', problem: problem('RIGHT_UNPROVEN', { scope: 'to push', where: task.under, said }) }]
  }
  const { allowed, reason, scope } = await world.registry.canPush(parsePlace(`${task.under}/${task.chart}`))
  return allowed ? [] : [{ severity: 'error', problem: problem('PUSH_DENIED', { name: `${task.under}/${task.chart}`, scope, reason: reason ?? 'the registry gave no reason' }) }]
}

export const publishChart = defineStep<ChartEntry, ChartTask>({
  name: 'publish:chart',
  phase: 'publish',
  slot: 'publish.chart',
  takes: ['chart'],
  gives: [],
  needs: ['stage:chart', 'stage:record', 'stage:freeze', 'publish:index', 'publish:image'],
  schema: chartEntry,
  cost: () => ({ requests: 2, creates: 0 }),
  plan: (facts, entry) => planChart(facts, entry, (task) => `Publish the chart in ${task.under}`),
  preflight: (task, world) => mustHaveImage(task, world),
  probe: async (task, inputs, world) => {
    const artifact = onlyChart(inputs)
    const place = placeOf(task, artifact)
    const there = await world.registry.manifest(place.name, place.tag)
    return there ? judge(there, artifact, { task, place }) : ((await waitFor(task, world)) ?? { state: 'absent' })
  },
  look: lookPublished,
  apply: async (task, inputs, world) => {
    const artifact = onlyChart(inputs)
    const place = placeOf(task, artifact)
    // Whoever deleted the tag where it waited has not deleted the bytes.
    const manifest = (await staged(place, artifact, world)) ?? (await push(place, artifact, world))
    await mustBePinned(world)
    // The last look before the push: registries know no condition for it, so nothing comes between the two.
    const there = await world.registry.manifest(place.name, place.tag)
    if (there && chartIn(there) !== artifact.digest) return fail('PUSH_CHANGED', { name: `${task.under}/${place.chart}`, tag: place.tag, found: chartIn(there) ?? there.digest, wanted: artifact.digest })
    if (there) return
    world.signal.throwIfAborted()
    await world.registry.putManifest(place.name, manifest, place.tag)
    await dropStaged(place.name, artifact.digest, world)
  },
  tidy: (task, inputs, world) => {
    const artifact = onlyChart(inputs)
    return dropLeftStaged(placeOf(task, artifact).name, artifact.digest, world)
  },
})

/** Refused before anything is built. A chart that is out already is not taken back by an image that went away. */
const mustHaveImage = async (task: ChartTask, world: ReadWorld): Promise<readonly Finding[]> => {
  if (!task.image) return []
  const standing = await standingOf(task.image, world)
  if (standing.state !== 'missing') return []
  if (task.chart !== null && task.tag !== undefined && (await world.registry.manifest(parsePlace(`${task.under}/${task.chart}`), task.tag))) return []
  return [{ severity: 'error', problem: problem('CHART_IMAGE_MISSING', { image: imageText(task.image), also: task.image.places.slice(1).join(', '), why: standing.why }) }]
}

const imageText = ({ places, tag }: Coupling): string => `${places[0] ?? ''}:${tag}`

const waitFor = async (task: ChartTask, world: ReadWorld): Promise<Probe | undefined> => {
  const standing = task.image && (await standingOf(task.image, world))
  if (!task.image || standing?.state !== 'coming') return undefined
  return { state: 'waiting', for: `the image ${imageText(task.image)}, which the release ${standing.tag} brings`, where: `${task.under}/${task.chart ?? ''}` }
}

const judge = (there: Manifest, artifact: Artifact, { task, place }: { task: ChartTask; place: ChartPlace }): Probe => {
  const at = `${task.under}/${place.chart}`
  const found = chartIn(there)
  if (found !== artifact.digest) return { state: 'conflict', found: `${at}:${place.tag} ${found ?? `${there.digest} (no chart)`}`, wanted: `${at}:${place.tag} ${artifact.digest}` }
  return { state: 'done', outcome: { where: `${at}:${place.tag}`, digest: there.digest, size: artifact.size, commands: [`helm pull oci://${at} --version ${place.version}`] } }
}
