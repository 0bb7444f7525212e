// What the engine is given: a copy of the export whose wheels folder holds this release's wheel and the listed ones, and nothing
// else. A stale wheel that somebody left there would be installed silently.
import { basename, join } from 'node:path'
import type { Artifact } from '../../core/artifact.js'
import { fail } from '../../errors/release-error.js'
import type { World } from '../../ports/world.js'
import { workingCopy } from '../folders.js'
import type { ImageTask } from './task.js'

const place = async (world: World, from: string, folder: string, time: number): Promise<void> => {
  const to = join(folder, basename(from))
  if (await world.files.exists(to)) fail('CONFIG_INVALID', { path: 'build.image.extra-wheels', what: `${basename(from)} would be there twice` })
  await world.files.copy(from, to)
  // The engine packs time and mode of a file: with others the layer would be another one.
  await world.files.setMode(to, 0o644)
  await world.files.touch(to, time)
}

export const prepareContext = async (task: ImageTask, inputs: readonly Artifact[], world: World, scratch: string): Promise<string> => {
  const copy = await workingCopy(world, scratch, false)
  if (task.wheels === null) return copy
  const folder = join(copy, task.wheels)
  const extra = join(scratch, 'extra')
  // Listed wheels may lie in the very folder that is emptied.
  for (const path of task.extraWheels) await place(world, join(copy, path), extra, task.time)
  await world.files.remove(folder)
  await world.files.makeFolder(folder)
  for (const it of inputs.filter((input) => input.kind === 'wheel')) {
    await place(world, it.path ?? fail('BUG', { what: `the wheel ${it.fileName} is not on this disk` }), folder, task.time)
  }
  if (task.extraWheels.length > 0) for (const name of await world.files.list(extra)) await place(world, join(extra, name), folder, task.time)
  await world.files.touch(folder, task.time)
  return copy
}
