// The fourth recipe as a stage.
import { releaseRequest } from '../simulation/run-of.js'
import { recordLeg, sceneOn, type Leg, type Stage } from '../simulation/stage.js'
import { build, prepare } from './project.js'
import { PackageWatcher } from './watcher.js'
import { notPackaged } from './whole.js'

const leg: Leg = { name: 'release', request: releaseRequest, isOver: ({ outcome }) => ['released', 'resumed', 'already-released'].includes(outcome), again: 'already-released' }

export const makePackageStage = async (): Promise<Stage> => {
  const { folder, clones, ground } = await prepare()
  const scene = await sceneOn({ folder, project: clones[0], clone: clones[1], ground, build })
  const recorded = await recordLeg(scene, leg)
  const end = recorded.snapshots.at(-1)
  const lacking = end ? await notPackaged(end.universe, scene.place('first').artifacts) : ['there is no end']
  if (lacking.length > 0) throw new Error(`a run without faults does not end as it must: ${lacking.join('; ')}`)
  return { ...scene, ...recorded, leg, watch: (it) => new PackageWatcher({ ...it, whole: recorded.whole }) }
}
