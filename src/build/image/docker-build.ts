// docker build and docker save. Credentials of the release are in neither; what a build needs is named by the config.
import { join } from 'node:path'
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { World } from '../../ports/world.js'
import { askEngine, type Builder, type Engine } from './engine.js'
import type { ImageTask } from './task.js'

const flags = (name: string, values: Readonly<Record<string, string>>): readonly string[] => Object.entries(values).flatMap(([key, value]) => [name, `${key}=${value}`])

/** What BuildKit tells a Dockerfile by itself, and the old builder does not. */
const platformArgs = (platform: string): Readonly<Record<string, string>> => {
  const [os = '', architecture = '', variant = ''] = platform.split('/')
  return { TARGETPLATFORM: platform, TARGETOS: os, TARGETARCH: architecture, TARGETVARIANT: variant }
}

interface How {
  readonly builder: Builder
  /** Where the result goes. */
  readonly output: readonly string[]
  /** Nothing of earlier builds is taken. */
  readonly fresh: boolean
}

const argsOf = (task: ImageTask, { builder, output, fresh }: How): readonly string[] => [
  'build',
  ...output,
  ...(fresh ? ['--no-cache'] : []),
  '--file', task.dockerfile,
  ...flags('--label', task.labels),
  ...flags('--build-arg', task.args),
  // Without a value: docker takes it from the environment, and leaves it out where it is not set.
  ...task.env.flatMap((name) => ['--build-arg', name]),
  ...task.secrets.flatMap((name) => ['--secret', `id=${name},env=${name}`]),
  ...(task.target === null ? [] : ['--target', task.target]),
  ...(task.platform === null ? [] : ['--platform', task.platform]),
  ...(task.pull ? ['--pull'] : []),
  ...(task.platform !== null && builder === 'legacy' ? flags('--build-arg', platformArgs(task.platform)) : []),
  // A builder of its own container keeps its results to itself unless they are loaded; with attestations they could not be.
  ...(builder === 'buildx' ? [...(task.platforms.length > 0 ? [] : ['--load']), '--provenance=false', '--sbom=false', '--build-arg', `SOURCE_DATE_EPOCH=${task.time}`] : []),
  '--', task.context,
]

const childEnv = (builder: Builder): Readonly<Record<string, string>> => ({ DOCKER_BUILDKIT: builder === 'legacy' ? '0' : '1', BUILDKIT_PROGRESS: 'plain' })

export interface Place {
  /** The copy of the source that is built. */
  readonly copy: string
  readonly scratch: string
}

/** All platforms by one call of buildx; gives the path of an archive that holds an OCI layout. */
export const buildAtOnce = async (task: ImageTask, world: World, { copy, scratch }: Place): Promise<string> => {
  const path = join(scratch, 'all.tar')
  const output = ['--platform', task.platforms.join(','), '--output', `type=oci,dest=${path}`, ...(typeof task.atOnce === 'string' ? ['--builder', task.atOnce] : [])]
  const args = ['buildx', ...argsOf(task, { builder: 'buildx', output, fresh: false })]
  await world.exec.check({ tool: 'docker', args, cwd: copy, env: childEnv('buildx'), pass: task.env, secrets: task.secrets })
  return path
}

/** The old builder makes the first layer of an image FROM scratch for its own machine, and then does not find it. */
const told = async <T>(task: ImageTask, { builder, client }: Pick<Engine, 'builder' | 'client'>, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (failure) {
    const isOdd = builder === 'legacy' && task.platform !== null && failure instanceof ReleaseError && /does not match the specified platform/.test(failure.message)
    if (isOdd) return fail('BUILDX_MISSING', { what: `build.image (${task.name}) for ${task.platform ?? ''}`, client }, { cause: failure })
    throw failure
  }
}

/** Builds, and gives the id of the image in the engine. */
export const buildInEngine = async (task: ImageTask, world: World, { copy, scratch, fresh }: Place & Pick<How, 'fresh'>): Promise<string> => {
  const { builder, client } = await askEngine(world.exec, scratch)
  if (task.secrets.length > 0 && builder === 'legacy') return fail('BUILDX_MISSING', { what: `build.image (${task.name}).secrets`, client })
  const idFile = join(scratch, 'image-id')
  await told(task, { builder, client }, () => world.exec.check({
    tool: 'docker',
    args: argsOf(task, { builder, output: ['--iidfile', idFile], fresh }),
    cwd: copy,
    env: childEnv(builder),
    pass: task.env,
    secrets: task.secrets,
  }))
  const id = (await world.files.readText(idFile)).trim()
  return /^sha256:[0-9a-f]{64}$/.test(id) ? id : fail('BUG', { what: `docker build gave the image id "${id.slice(0, 80)}"` })
}

/** By id, so that no tag that somebody else moves can come between. */
export const saveFromEngine = async (id: string, world: World, scratch: string): Promise<string> => {
  const path = join(scratch, 'saved.tar')
  await world.exec.check({ tool: 'docker', args: ['save', '--output', path, '--', id], cwd: scratch })
  return path
}
