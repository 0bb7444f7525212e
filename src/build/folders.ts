// Where a build works and where its products lie. The export is shared by all tasks, so that nobody writes there.
import { join } from 'node:path'
import type { World } from '../ports/world.js'

/** `build:wheel` and `wheel` → a name of its own for each task. */
const folderOf = (step: string, name: string): string => `${step.replace(/[^a-z]/g, '-')}-${name.replace(/[^A-Za-z0-9_-]/g, '_')}`

/** The folder for the products of a task, empty. */
export const outFolder = async (world: World, step: string, name: string): Promise<string> => {
  const folder = join(world.workspace.out, folderOf(step, name))
  await world.files.remove(folder)
  await world.files.makeFolder(folder)
  return folder
}

/** Scratch of a task, empty. */
export const scratchFolder = async (world: World, step: string, name: string): Promise<string> => {
  const folder = join(world.workspace.temp, folderOf(step, name))
  await world.files.remove(folder)
  await world.files.makeFolder(folder)
  return folder
}

/**
 * A copy of the export to work in. Without history the repository's own folder is left out: what is packed from such a copy
 * cannot carry it away.
 */
export const workingCopy = async (world: World, scratch: string, history: boolean): Promise<string> => {
  const copy = join(scratch, 'source')
  await world.files.copy(world.workspace.source, copy)
  if (!history) await world.files.remove(join(copy, '.git'))
  return copy
}
