// The third recipe as a stage: the world in which the first release of the name is out, and a run for the next commit.
import { copyUniverse } from '../simulation/universe.js'
import { playOne, recordLeg, sceneOn, type Leg, type Scene, type Stage } from '../simulation/stage.js'
import { build, prepare, releaseOf, type Prepared } from './project.js'
import { outOf, RollingWatcher } from './watcher.js'
import { headOf, notRolled } from './whole.js'
import { join } from 'node:path'
import { mkdir } from 'node:fs/promises'

const fail = (what: string, broken: readonly string[]): void => {
  if (broken.length > 0) throw new Error(`a run without faults does not end as it must: ${what}: ${broken.join('; ')}`)
}

/** Yesterday's release, as Slipway has made it. */
const begun = async (scene: Scene, { folder, ground, commits }: Prepared): Promise<Scene['before']> => {
  await mkdir(join(folder, 'zero'))
  const artifacts = await build(join(folder, 'zero'), 'zero')
  const simulation = scene.open(scene.before, {})
  const { report } = await playOne(simulation, 'yesterday', { ...scene.place('first'), artifacts, request: releaseOf(commits[0]), runId: 9000 })
  fail('yesterday', report.outcome === 'released' ? [] : report.problems.map((it) => `${it.code} ${it.message}`))
  fail('yesterday', await notRolled(simulation.universe, { artifacts, commit: commits[0], commits: [commits[0]], head: headOf(scene.before.universe), old: 0 }))
  const now = simulation.time.now + 3_600_000
  const universe = copyUniverse(simulation.universe, () => now, ground.registryParts)
  universe.github.as('github', 'accanto', 'driver').endWorkflowRuns()
  return { universe, now }
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
  if (end) fail('today', await notRolled(end.universe, { artifacts: scene.place('first').artifacts, commit: commits[1], commits, head: out.head, old: out.id }))
  return { ...scene, ...recorded, leg, watch: (it) => new RollingWatcher({ ...it, whole: recorded.whole }, out, commits[1]) }
}
