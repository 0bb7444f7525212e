// An image of several platforms: each built by itself, one after the other as they share an engine, or all by buildx at once where the
// config asks for it and buildx can. The index is written here either way, so that it is the same.
import { join } from 'node:path'
import type { Artifact } from '../../core/artifact.js'
import { isIndexType, contentsOf, type Described } from '../../core/oci.js'
import { normalPlatform } from '../../core/platform.js'
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { World } from '../../ports/world.js'
import { outFolder, scratchFolder } from '../folders.js'
import { openImageArchive } from '../oci/image-source.js'
import { joinPlatforms, platformIn, type PlatformImage } from '../oci/join.js'
import { blobPath, type Layout } from '../oci/layout.js'
import { normaliseImage } from '../oci/normalise.js'
import type { SharedLayers } from '../oci/shared-layers.js'
import { weightOf } from '../oci/weight.js'
import { prepareContext } from './context.js'
import { buildAtOnce } from './docker-build.js'
import { askEngine } from './engine.js'
import { buildOnePlatform, scratchOf } from './one-platform.js'
import { onlyPlatform, type ImageTask } from './task.js'

const layoutIn = (folder: string, { files, signal }: World): Layout => ({ folder, files, signal })

export const buildPlatforms = async (task: ImageTask, inputs: readonly Artifact[], world: World): Promise<readonly Artifact[]> => {
  const scratch = await scratchFolder(world, 'build:image', task.name)
  const parts = (await allAtOnce(task, inputs, { world, scratch })) ?? (await oneByOne(task, inputs, { world, scratch }))
  const made = await joined(task, parts, world)
  await world.files.remove(scratch)
  return made
}

interface Work {
  readonly world: World
  readonly scratch: string
}

const oneByOne = async (task: ImageTask, inputs: readonly Artifact[], { world, scratch }: Work): Promise<readonly PlatformImage[]> => {
  const parts: PlatformImage[] = []
  // Of these alone: their layouts go with the scratch.
  const shared: SharedLayers = new Map()
  for (const platform of task.platforms) {
    const own = scratchOf(scratch, platform)
    await world.files.makeFolder(own)
    const layout = layoutIn(join(scratch, 'layouts', platform.replaceAll('/', '-')), world)
    const { root } = await buildOnePlatform(onlyPlatform(task, platform), inputs, { world, scratch: own, layout, shared })
    await world.files.remove(own)
    parts.push({ platform, folder: layout.folder, root })
  }
  return parts
}

/** Undefined when it is not asked for, or buildx cannot: it is never required. */
const allAtOnce = async (task: ImageTask, inputs: readonly Artifact[], { world, scratch }: Work): Promise<readonly PlatformImage[] | undefined> => {
  if (task.atOnce === false) return undefined
  const { builder } = await askEngine(world.exec, scratch)
  const archive = builder === 'buildx' ? await atOnce(task, inputs, { world, scratch }) : undefined
  if (archive === undefined) {
    world.log.info(`${task.name}: ${builder === 'buildx' ? 'this builder of buildx builds one platform at a time' : 'there is no buildx'}, so each platform is built by itself.`)
    return undefined
  }
  const layout = layoutIn(join(scratch, 'layouts', 'all'), world)
  const { root } = await normaliseImage(layout, await openImageArchive(world.files, archive, `the image ${task.name} of buildx`))
  const found = new Map<string, Described>()
  for (const it of isIndexType(root.mediaType) ? (contentsOf(await world.files.readBytes(blobPath(layout, root.digest)))?.manifests ?? []) : [root]) {
    const platform = await platformIn(layout, it)
    if (platform !== undefined) found.set(platform, it)
  }
  return task.platforms.map((platform) => ({ platform, folder: layout.folder, root: found.get(platform) ?? fail('IMAGE_PLATFORM', { name: task.name, found: [...found.keys()].join(', ') || 'none', wanted: platform }) }))
}

const atOnce = async (task: ImageTask, inputs: readonly Artifact[], { world, scratch }: Work): Promise<string | undefined> => {
  const own = join(scratch, 'at-once')
  await world.files.makeFolder(own)
  const copy = await prepareContext(task, inputs, world, own)
  try {
    return await buildAtOnce(task, world, { copy, scratch: own })
  } catch (failure) {
    // The driver that shares the engine's own store has no place for several platforms. Every other failure is one of the build.
    if (failure instanceof ReleaseError && /not supported for the docker driver|exporter is not supported/i.test(failure.problems[0]?.message ?? '')) return undefined
    throw failure
  }
}

/** Parts of whichever machine, as one image. */
export const joined = async (task: ImageTask, parts: readonly PlatformImage[], world: World): Promise<readonly Artifact[]> => {
  const layout = layoutIn(join(await outFolder(world, 'build:image', task.name), 'layout'), world)
  const root = await joinPlatforms(layout, task.name, parts)
  const about = { platforms: [...parts.map((it) => it.platform)].sort().join(', '), bytes: String(await weightOf(layout, root)) }
  return [{ kind: 'image', name: task.name, fileName: task.name, digest: root.digest, size: root.size, mediaType: root.mediaType, path: layout.folder, about }]
}

/** What a part says of itself is held against its config by `joinPlatforms`; here, that each platform is there once. */
export const joinArtifacts = async (task: ImageTask, parts: readonly Artifact[], world: World): Promise<readonly Artifact[]> => {
  const all = parts.map((it): PlatformImage => ({
    platform: normalPlatform(it.about?.['platform'] ?? 'none'),
    folder: it.path ?? fail('BUG', { what: `the part ${it.digest} of ${task.name} is not on this disk` }),
    root: { mediaType: it.mediaType, digest: it.digest, size: it.size },
  }))
  const found = all.map((it) => it.platform).sort().join(', ')
  return found === task.platforms.join(', ') ? joined(task, all, world) : fail('IMAGE_PLATFORM', { name: task.name, found, wanted: task.platforms.join(', ') })
}
