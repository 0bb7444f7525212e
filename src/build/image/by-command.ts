// An image that a command of the project makes: it runs in a copy of the tagged commit, without a shell and without a token, and the image
// is taken from the engine by its name. One that was there before, and that the command did not touch, is none of this release.
import { join } from 'node:path'
import { toolAt } from '../../core/commands.js'
import { fail } from '../../errors/release-error.js'
import type { World } from '../../ports/world.js'
import { workingCopy } from '../folders.js'
import { openImageArchive } from '../oci/image-source.js'
import { mustBeOfPlatform } from '../oci/join.js'
import type { Layout } from '../oci/layout.js'
import { normaliseImage, type NormalImage } from '../oci/normalise.js'
import type { SharedLayers } from '../oci/shared-layers.js'
import { saveFromEngine } from './docker-build.js'
import type { ImageCommand, ImageTask } from './task.js'

/** Where the engine is, which has to be the one that the image is taken from. DOCKER_CONFIG is not among them: credentials lie there. */
const engineNames = ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY', 'DOCKER_API_VERSION', 'XDG_RUNTIME_DIR'] as const

interface InEngine {
  readonly id: string
  /** When the name was last given, in the engine's words. */
  readonly named: string
}

const inEngine = async (name: string, { exec }: World, cwd: string): Promise<InEngine | undefined> => {
  const { code, stdout } = await exec.run({ tool: 'docker', args: ['image', 'inspect', '--format', '{{.Id}} {{.Metadata.LastTagTime}}', '--', name], cwd, show: false })
  const [, id, named] = /^(sha256:[0-9a-f]{64}) (.*)$/.exec(stdout.trim()) ?? []
  return code !== 0 || id === undefined || named === undefined ? undefined : { id, named }
}

export interface Making {
  readonly world: World
  readonly scratch: string
  readonly layout: Layout
  readonly shared: SharedLayers
}

export const takeMade = async (task: ImageTask, command: ImageCommand, { world, scratch, layout, shared }: Making): Promise<NormalImage> => {
  const { exec, files, tag, plan } = world
  const before = await inEngine(command.take, world, scratch)
  const folder = join(await workingCopy(world, scratch, true), command.path)
  const [tool, ...args] = command.argv
  const env = { SLIPWAY_VERSION: command.version, SLIPWAY_TAG: tag.name, SLIPWAY_COMMIT: tag.commit, SLIPWAY_LINE: plan.line, SOURCE_DATE_EPOCH: String(task.time) }
  await exec.check({ tool: toolAt(folder, tool), args, cwd: folder, env, pass: [...engineNames, ...task.env] })
  const made = await inEngine(command.take, world, scratch)
  if (!made) return fail('IMAGE_NOT_MADE', { name: task.name, image: command.take, why: 'the engine has no image of that name' })
  if (before?.id === made.id && before.named === made.named) return fail('IMAGE_NOT_MADE', { name: task.name, image: command.take, why: 'the image of that name was there before, and the command did not touch it' })
  const archive = await saveFromEngine(made.id, world, scratch)
  await files.remove(layout.folder)
  const image = await normaliseImage(layout, await openImageArchive(files, archive, `the saved image ${command.take}`), shared)
  if (task.platform !== null) await mustBeOfPlatform(layout, image.root, { name: task.name, platform: task.platform })
  return image
}
