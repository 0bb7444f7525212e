// An image of one platform, from the engine to a layout.
import { join } from 'node:path'
import type { Artifact } from '../../core/artifact.js'
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { World } from '../../ports/world.js'
import { openImageArchive } from '../oci/image-source.js'
import { mustBeOfPlatform, platformIn } from '../oci/join.js'
import type { Layout } from '../oci/layout.js'
import { normaliseImage, type NormalImage } from '../oci/normalise.js'
import type { SharedLayers } from '../oci/shared-layers.js'
import { normalPlatform } from '../../core/platform.js'
import { takeMade } from './by-command.js'
import { prepareContext } from './context.js'
import { buildInEngine, saveFromEngine } from './docker-build.js'
import type { ImageTask } from './task.js'

/** What engines say when a program of another machine is started and nothing emulates it. */
const cannotRun = /^.*(?:exec format error|no such file or directory: .*qemu|cannot execute binary file).*$/im

const emulated = async <T>(task: ImageTask, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (failure) {
    const said = failure instanceof ReleaseError && failure.code === 'TOOL_FAILED' ? cannotRun.exec(failure.problems[0]?.message ?? '')?.[0].trim() : undefined
    if (task.platform === null || said === undefined) throw failure
    return fail('IMAGE_EMULATION', { name: task.name, platform: task.platform, said }, { cause: failure })
  }
}

export interface OneBuild {
  readonly world: World
  /** Empty; may be removed afterwards. */
  readonly scratch: string
  /** Where the image goes. */
  readonly layout: Layout
  /** Layers that other images have made, which stay as long as this one is made. */
  readonly shared: SharedLayers
}

export const buildOnePlatform = async (task: ImageTask, inputs: readonly Artifact[], { world, scratch, layout, shared }: OneBuild): Promise<NormalImage> => {
  const { files } = world
  if (task.command) return takeMade(task, task.command, { world, scratch, layout, shared })
  const copy = await prepareContext(task, inputs, world, scratch)
  const saved = async (fresh: boolean): Promise<NormalImage> => {
    const id = await emulated(task, () => buildInEngine(task, world, { copy, scratch, fresh }))
    const archive = await saveFromEngine(id, world, scratch)
    await files.remove(layout.folder)
    return normaliseImage(layout, await openImageArchive(files, archive, `the saved image ${task.name}`), shared)
  }
  const image = await saved(false)
  if (task.platform === null) return image
  // The old builder does not tell platforms apart in its cache: an image that starts FROM scratch comes out as whichever was built first.
  const found = await platformIn(layout, image.root)
  const right = found === normalPlatform(task.platform) ? image : await saved(true)
  await mustBeOfPlatform(layout, right.root, { name: task.name, platform: task.platform })
  return right
}

export const scratchOf = (scratch: string, platform: string): string => join(scratch, platform.replaceAll('/', '-'))
