// The folder that one job hands to another. Written beside and renamed: a folder that is not whole has no list.
import { dirname, join } from 'node:path'
import { handedName, placeOf, type HandedArtifact } from '../core/handed-over.js'
import { fail } from '../errors/release-error.js'
import type { Files } from '../ports/files.js'
import type { World } from '../ports/world.js'

type OnDisk = HandedArtifact & { readonly path: string }

export const writeHanded = async (out: string, artifacts: readonly OnDisk[], text: string, { files }: Pick<World, 'files'>): Promise<void> => {
  await mustBeOurs(out, files)
  await files.remove(out)
  const taken = new Map<string, string>()
  for (const { path, ...it } of artifacts) {
    const to = join(out, placeOf(it))
    // Two names that become one would hand on half of it.
    const other = taken.get(to)
    if (other !== undefined) fail('FILES_NAME_TWICE', { name: it.fileName, one: `that of ${other}`, other: `that of ${it.task}` })
    taken.set(to, it.task)
    await files.makeFolder(dirname(to))
    await files.copy(path, to)
  }
  await files.writeFile(join(out, handedName), text)
}

/** What somebody else keeps there is not removed, and not handed on. */
const mustBeOurs = async (out: string, files: Files): Promise<void> => {
  const there = await files.stat(out)
  if (!there) return
  if (there.kind !== 'folder') return fail('OUT_NOT_OURS', { folder: out })
  const names = await files.list(out)
  if (names.length > 0 && !names.includes(handedName)) fail('OUT_NOT_OURS', { folder: out })
}
