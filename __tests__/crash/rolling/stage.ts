// The third recipe as a stage: the world in which the first release of the name is out, and a run for the next commit.
import { join } from 'node:path'
import { mkdir } from 'node:fs/promises'
import type { Artifact } from '../../../src/core/artifact.js'
import { faultsOfRun } from '../simulation/judge.js'
import { allWrites, copyUniverse } from '../simulation/universe.js'
import { playOne, recordLeg, sceneOn, type Leg, type Scene, type Snapshot, type Stage } from '../simulation/stage.js'
import { build, prepare, releaseOf, type Prepared } from './project.js'
import { OvertakingWatcher, outOf, RollingWatcher, type Out } from './watcher.js'
import { headOf, notRolled } from './whole.js'

const fail = (what: string, broken: readonly string[]): void => {
  if (broken.length > 0) throw new Error(`a run without faults does not end as it must: ${what}: ${broken.join('; ')}`)
}

const built = async (folder: string, salt: string): Promise<readonly Artifact[]> => {
  await mkdir(join(folder, salt))
  return build(join(folder, salt), salt)
}

/** Yesterday's release, as Slipway has made it. */
const begun = async (scene: Scene, { folder, ground, commits }: Prepared): Promise<Scene['before']> => {
  const artifacts = await built(folder, 'zero')
  const simulation = scene.open(scene.before, {})
  const { report } = await playOne(simulation, 'yesterday', { ...scene.place('first'), artifacts, request: releaseOf(commits[0]), runId: 9000 })
  fail('yesterday', report.outcome === 'released' ? [] : report.problems.map((it) => `${it.code} ${it.message}`))
  fail('yesterday', await notRolled(simulation.universe, { artifacts, commit: commits[0], commits: [commits[0]], head: headOf(scene.before.universe), old: 0 }))
  const now = simulation.time.now + 3_600_000
  const universe = copyUniverse(simulation.universe, () => now, ground.registryParts)
  universe.github.as('github', 'accanto', 'driver').endWorkflowRuns()
  return { universe, now }
}

interface Overtaking {
  readonly scene: Scene
  readonly prepared: Prepared
  readonly out: Out
  readonly artifacts: readonly Artifact[]
}

/** In place of the run that was broken off, that of tomorrow's commit. */
const overtaken = ({ scene, prepared: { ground, commits }, out, artifacts }: Overtaking) => async (from: Snapshot): Promise<readonly string[]> => {
  const [first, broken, last] = commits
  const head = headOf(from.universe)
  const watcher = new OvertakingWatcher({ whole: [], isInTurn: true }, out, last)
  const simulation = scene.open({ universe: copyUniverse(from.universe, () => from.now, ground.registryParts), now: from.now }, { after: (call, universe) => watcher.look(call, universe) })
  const place = { ...scene.place('fresh clone'), artifacts, request: releaseOf(last), runId: 9004 }
  const tomorrow = await playOne(simulation, 'tomorrow', place)
  const writes = allWrites(simulation.universe)
  const ends = [tomorrow, await playOne(simulation, 'tomorrow again', { ...place, attempt: 2 })]
  return [
    ...ends.flatMap(faultsOfRun), ...watcher.broken,
    ...ends.flatMap(({ report }, at) => (report.outcome === ['released', 'already-released'][at] ? [] : [`the run of the newer commit ended as ${report.outcome}: ${JSON.stringify(report.problems.map((it) => [it.code, it.message]))}`])),
    ...(allWrites(simulation.universe) === writes ? [] : [`a further run of the newer commit wrote ${allWrites(simulation.universe) - writes} times`]),
    ...(await notRolled(simulation.universe, { artifacts, commit: last, commits: [first, last], maybe: broken, head, old: out.id })),
  ]
}

export const makeRollingStage = async (): Promise<Stage> => {
  const prepared = await prepare()
  const { folder, clones, ground, commits } = prepared
  const bare = await sceneOn({ folder, project: clones[0], clone: clones[1], ground, build })
  const request = releaseOf(commits[1])
  const scene: Scene = { ...bare, before: await begun(bare, prepared), place: (kind) => ({ ...bare.place(kind), request }) }
  const leg: Leg = { name: 'release', request, isOver: ({ outcome }) => ['released', 'resumed', 'already-released'].includes(outcome), again: 'already-released' }
  const out = outOf(scene.before.universe, commits[0])
  const recorded = await recordLeg(scene, leg)
  const end = recorded.snapshots.at(-1)
  if (end) fail('today', await notRolled(end.universe, { artifacts: scene.place('first').artifacts, commit: commits[1], commits: commits.slice(0, 2), head: out.head, old: out.id }))
  const instead = { name: 'a run of a newer commit', play: overtaken({ scene, prepared, out, artifacts: await built(folder, 'tomorrow') }) }
  return { ...scene, ...recorded, leg, instead, watch: (it) => new RollingWatcher({ ...it, whole: recorded.whole }, out, commits[1]) }
}
