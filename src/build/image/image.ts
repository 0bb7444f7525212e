// build:image: an image with exactly this wheel inside, as an OCI layout whose digest is known before anything is pushed.
import { join } from 'node:path'
import type { Artifact } from '../../core/artifact.js'
import { problem, ReleaseError } from '../../errors/release-error.js'
import type { Finding } from '../../core/result.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { outFolder, scratchFolder } from '../folders.js'
import { writeLoadArchive } from '../oci/load-archive.js'
import { sharedLayersOf } from '../oci/shared-layers.js'
import { weightOf } from '../oci/weight.js'
import { askEngine } from './engine.js'
import { buildOnePlatform } from './one-platform.js'
import { buildPlatforms, joinArtifacts } from './several-platforms.js'
import { imageEntry, onlyPlatform, partsOf, planImage, type ImageEntry, type ImageTask } from './task.js'

const apply = async (task: ImageTask, inputs: readonly Artifact[], world: World): Promise<readonly Artifact[]> => {
  if (task.platforms.length > 0) return buildPlatforms(task, inputs, world)
  const { files } = world
  const scratch = await scratchFolder(world, 'build:image', task.name)
  const out = await outFolder(world, 'build:image', task.name)
  const layout = { folder: join(out, 'layout'), files, signal: world.signal }
  const { root, platform, config } = await buildOnePlatform(task, inputs, { world, scratch, layout, shared: sharedLayersOf(world.workspace) })
  await files.remove(scratch)
  const about = { ...(platform === undefined ? {} : { platform }), ...(config === undefined ? {} : { config }), bytes: String(await weightOf(layout, root)) }
  const image: Artifact = { kind: 'image', name: task.name, fileName: task.name, digest: root.digest, size: root.size, mediaType: root.mediaType, path: layout.folder, about }
  if (!task.save) return [image]
  const path = join(out, task.save.file)
  const archive = await writeLoadArchive(layout, root, { target: path, reference: task.save.reference, time: task.time })
  return [image, { kind: 'image-archive', name: task.name, fileName: task.save.file, digest: archive.digest, size: archive.size, mediaType: 'application/x-tar', path, about: { reference: task.save.reference } }]
}

const preflight = async (task: ImageTask, world: ReadWorld): Promise<readonly Finding[]> => {
  try {
    const { builder, client } = await askEngine(world.exec, world.workspace.temp)
    const found = task.secrets.length > 0 && builder === 'legacy' ? [problem('BUILDX_MISSING', { what: `build.image (${task.name}).secrets`, client })] : []
    return found.map((it) => ({ severity: 'error', problem: it }))
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error
    return error.problems.map((it) => ({ severity: 'error', problem: it }))
  }
}

export const buildImage = defineStep<ImageEntry, ImageTask>({
  name: 'build:image',
  phase: 'build',
  runsProject: true,
  slot: 'build.image',
  takes: ['wheel'],
  gives: ['image', 'image-archive'],
  parts: { of: partsOf, only: onlyPlatform, join: joinArtifacts },
  schema: imageEntry,
  plan: planImage,
  preflight,
  probe: async () => ({ state: 'absent' }),
  apply: async (task, inputs, world) => ({ artifacts: await apply(task, inputs, world) }),
})
