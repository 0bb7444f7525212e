// Is there room on the disk? Asked before anything is built, and again when it is known how large the artifacts are; both before the
// first write to the outside, so that a disk that runs full never leaves a release half staged.
import { wholeSize, type Artifact } from '../core/artifact.js'
import type { Plan, TaskId } from '../core/plan.js'
import type { Finding } from '../core/result.js'
import { problem, type Problem } from '../errors/release-error.js'
import type { ReadWorld } from '../ports/world.js'

const mebi = 2 ** 20

/** Less than any real build needs: an export and its copies; with an image its saved archive and its layers. */
const floor = { files: 64 * mebi, image: 256 * mebi } as const

/** An image lies on the disk up to three times: as the engine saves it, as a layout, as an archive for `docker load`. */
const timesImage = 3

type Asking = Pick<ReadWorld, 'files' | 'workspace'>

const short = async (needed: number, why: string, { files, workspace }: Asking): Promise<Problem | undefined> => {
  if (needed === 0) return undefined
  const free = await files.freeSpace(workspace.temp)
  return free < needed ? problem('DISK_SPACE', { folder: workspace.temp, free, needed, why }) : undefined
}

/** Before the build; what is frozen is not built, and needs no room. */
export const roomToBuild = async (plan: Plan, frozen: ReadonlyMap<TaskId, readonly Artifact[]>, world: Asking): Promise<readonly Finding[]> => {
  const builds = plan.tasks.filter((it) => it.phase === 'build' && !frozen.has(it.id))
  const hasImage = builds.some((it) => it.step === 'build:image')
  const found = builds.length === 0 ? undefined : await short(hasImage ? floor.image : floor.files, hasImage ? 'to build an image' : 'to build', world)
  return found ? [{ severity: 'error', problem: found }] : []
}

/** After the build, of what lies on this disk. */
export const roomToRelease = async (artifacts: readonly Artifact[], world: Asking): Promise<readonly Problem[]> => {
  const here = artifacts.filter((it) => it.path !== undefined)
  const images = here.filter((it) => it.kind === 'image').map(wholeSize)
  const rest = here.filter((it) => it.kind !== 'image').map((it) => it.size)
  const needed = timesImage * Math.max(0, ...images) + rest.reduce((sum, it) => sum + it, 0)
  const why = images.length > 0 ? `three times the largest image${rest.length > 0 ? ', and all other artifacts' : ''}` : 'all artifacts'
  const found = await short(needed, why, world)
  return found ? [found] : []
}
