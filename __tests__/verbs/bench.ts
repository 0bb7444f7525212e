// The whole product, from `run()` on, against an embedded GitHub and registry, for a project with as many commits, tags and lines as a
// test wants. Only building is played: what it gives differs by version, and by `salt` for a build that is not reproducible.
import { afterAll, afterEach } from '@jest/globals'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { createGit } from '../../src/adapters/git/node-git.js'
import { createRealPorts } from '../../src/adapters/real-ports.js'
import { wholeSize, type Artifact, type ArtifactKind } from '../../src/core/artifact.js'
import { digestOf } from '../../src/core/digest.js'
import type { Report } from '../../src/core/report.js'
import type { Request } from '../../src/core/request.js'
import type { Clock } from '../../src/ports/clock.js'
import { defineStep, type AnyStep, type NamedEntry } from '../../src/ports/step.js'
import { ContentStore } from '../../src/rehearsal/github/content-store.js'
import { createWorld, type CreatedWorld, type WorldOptions } from '../../src/rehearsal/github/create-world.js'
import type { Person } from '../../src/rehearsal/github/person.js'
import type { Asset, Release, RepositoryState } from '../../src/rehearsal/github/state.js'
import type { GitHubWorld } from '../../src/rehearsal/github/world.js'
import { playFault, type Schedule } from '../../src/rehearsal/http/faults.js'
import { serve } from '../../src/rehearsal/http/server.js'
import { EmbeddedRegistry } from '../../src/rehearsal/registry/embedded-registry.js'
import { run } from '../../src/run.js'
import { rememberingLog, tempFolder } from '../adapters/temp.js'
import { buildArtifacts, packedChart, steps as playedSteps } from '../publish/built.js'
import { git, repository, workflowToken } from '../publish/bench.js'

export { repository }

/** One commit, and the tags on it: name → message, or null for a lightweight one. */
export interface Point {
  readonly files: Readonly<Record<string, string>>
  readonly tags?: Readonly<Record<string, string | null>>
}

export interface Bench {
  readonly world: GitHubWorld
  readonly registry: EmbeddedRegistry
  readonly project: string
  readonly log: readonly string[]
  /** A run on a disk of its own, with all that was fetched from the project. */
  run(request: Partial<Request> & Pick<Request, 'verb'>, options?: RunOptions): Promise<Report>
  /** Writes so far, to both. */
  writes(): number
  /** Requests to GitHub so far: method and path. */
  calls(): readonly string[]
  fail(schedule: Schedule | undefined): void
  failRegistry(schedule: Schedule | undefined): void
  close(): Promise<void>
}

export interface RunOptions {
  readonly salt?: string
  readonly signal?: AbortSignal
  readonly clock?: Clock
  /** Another clone than the project's. */
  readonly folder?: string
  /** In place of the played ones; then the tagged commit is exported, for what really builds. */
  readonly steps?: readonly AnyStep[]
  /** Tools that cannot be found: nothing of this run may look for one. */
  readonly environment?: Readonly<Record<string, string>>
}

export const config = (lines: string): string => `version: 1\nlines:\n${lines.replace(/^(?=.)/gm, '  ')}`

/** A line with everything but a chart. */
export const driverLine = `driver:
  tag: "{version}"
  scheme: pep440
  version:
    written-in:
      - { file: pkg_info.json, at: /version }
    next: minor.dev0
  build:
    wheel: {}
    image: {}
  publish:
    image: { to: docker.io/accanto/driver, pointers: [latest] }
    release: {}
`

/** A line that makes no release on GitHub. */
export const toolLine = `tool:
  tag: "tool-{version}"
  scheme: semver
  build:
    image: {}
  publish:
    image: { to: docker.io/accanto/tool }
`

export const says = (version: string): Readonly<Record<string, string>> => ({ 'pkg_info.json': `{\n  "version": "${version}"\n}\n` })

const played = (kind: ArtifactKind, salt: string): AnyStep =>
  defineStep<NamedEntry, { readonly name: string; readonly version: string }>({
    name: `build:${kind}`, phase: 'build', runsProject: true, slot: `build.${kind}`, takes: [], gives: [kind], schema: z.strictObject({ name: z.string().default(kind) }),
    plan: (facts, { name }) => ({ title: `Build ${name}`, task: { name, version: facts.version.text } }),
    preflight: async () => [], probe: async () => ({ state: 'absent' }),
    apply: async ({ name, version }, _inputs, { workspace, plan }) => {
      const folder = await mkdtemp(join(tmpdir(), 'slipway-built-'))
      await mkdir(workspace.out, { recursive: true })
      const built = (await buildArtifacts(folder, `${plan.line} ${version} ${salt}`)).filter((it) => it.kind === kind)
      return { artifacts: built.map((it): Artifact => ({ ...it, name, size: it.kind === 'image' ? it.size : wholeSize(it), fileName: it.fileName.replace('1.0.0', version) })) }
    },
  })

/** A chart of this version, as the tag has it. */
const playedChart = (salt: string): AnyStep =>
  defineStep<NamedEntry, { readonly name: string; readonly version: string }>({
    name: 'build:chart', phase: 'build', slot: 'build.chart', takes: [], gives: ['chart'], schema: z.strictObject({ name: z.string().default('chart'), path: z.string() }),
    reads: (entry) => ['Chart.yaml', 'values.yaml'].map((it) => `${(entry as unknown as { readonly path: string }).path}/${it}`),
    plan: (facts, { name }) => ({ title: `Build ${name}`, task: { name, version: facts.version.text } }),
    preflight: async () => [], probe: async () => ({ state: 'absent' }),
    apply: async ({ name, version }) => {
      const folder = await mkdtemp(join(tmpdir(), 'slipway-built-'))
      const bytes = await packedChart(folder, `apiVersion: v2\nname: driver\nversion: ${version}\ndescription: ${salt}\n`)
      const path = join(folder, `driver-${version}.tgz`)
      await writeFile(path, bytes)
      return { artifacts: [{ kind: 'chart', name, fileName: `driver-${version}.tgz`, digest: digestOf(bytes), size: bytes.byteLength, mediaType: 'application/gzip', path, about: { name: 'driver', version } }] }
    },
  })

export const stepsOf = (salt = ''): readonly AnyStep[] => [played('wheel', salt), played('image', salt), playedChart(salt), ...playedSteps([]).filter((it) => it.phase !== 'build')]

/** The project as it was made, and its world, once for the same points; each bench gets a copy of the world. */
interface Ground {
  readonly project: string
  readonly created: CreatedWorld
}
const grounds = new Map<string, Promise<Ground>>()

const makeGround = async (points: readonly Point[], { world = {}, seed = {}, others = [] }: Options): Promise<Ground> => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-verbs-'))
  const project = join(folder, 'project')
  await mkdir(project)
  git(project, 'init', '--quiet', '--initial-branch=main')
  for (const [at, { files, tags = {} }] of points.entries()) {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(project, path)), { recursive: true })
      await writeFile(join(project, path), text)
    }
    git(project, 'add', '.')
    const date = `${1_767_000_000 + at * 1000} +0000`
    const dated = (...args: string[]): void => {
      process.env['GIT_COMMITTER_DATE'] = date
      process.env['GIT_AUTHOR_DATE'] = date
      try {
        git(project, ...args)
      } finally {
        delete process.env['GIT_COMMITTER_DATE']
        delete process.env['GIT_AUTHOR_DATE']
      }
    }
    dated('commit', '--quiet', '--allow-empty', '-m', `Commit ${at}`)
    for (const [name, message] of Object.entries(tags)) dated('tag', ...(message === null ? [name] : ['-a', '-m', message, name]))
  }
  const token = { ...workflowToken, permissions: { ...workflowToken.permissions, actions: 'read' as const } }
  const created = await createWorld({ folder: join(folder, 'world'), tokens: [token], ...world, repositories: [{ ...repository, from: project, defaultBranch: 'main', ...seed }, ...others] })
  const close = async (): Promise<void> => {
    await created.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { project, created: { world: created.world, close } }
}

export interface Options {
  readonly world?: Partial<WorldOptions>
  readonly seed?: Partial<WorldOptions['repositories'][number]>
  /** Further repositories of the same GitHub. */
  readonly others?: WorldOptions['repositories']
}

const makeBench = async (points: readonly Point[], options: Options): Promise<Bench> => {
  const key = JSON.stringify([points, options])
  const made = grounds.get(key) ?? makeGround(points, options)
  grounds.set(key, made)
  const { project, created } = await made
  const world = created.world.copy()
  const registry = new EmbeddedRegistry({ host: 'docker.io', contents: new ContentStore(join(await tempFolder(), 'registry')), now: Date.now })
  let schedule: Schedule | undefined
  let count = 0
  const [served, servedRegistry] = await Promise.all([serve(world.handler), serve((request) => {
    const fault = schedule?.(++count, request)
    return fault ? playFault(fault, registry.handle, request) : registry.handle(request)
  })])
  const { api, graphql, server } = world.addresses(served.url)
  const log = rememberingLog()
  return {
    world, registry, project, log: log.lines,
    run: async (request, { salt, signal = new AbortController().signal, environment = {}, clock, folder = project, steps } = {}) => {
      const temp = await tempFolder()
      const local = createGit({ folder, temp, environment: process.env, signal })
      const real = await createRealPorts({
        folder, environment: { PATH: process.env['PATH'], RUNNER_TEMP: temp, ...environment }, log, signal, slipway: '0.1.0', token: workflowToken.secret, repository, server: 'https://github.com',
        endpoints: { api, graphql, server, registries: { 'docker.io': servedRegistry.url, 'ghcr.io': servedRegistry.url } },
        ...(clock ? { clock } : {}),
        // Nothing is built from the source, unless by real steps.
        git: steps ? local : { ...local, exportTo: async (into) => void (await mkdir(into, { recursive: true })) },
      })
      try {
        const all: Request = { dryRun: false, only: [], without: [], actor: { login: repository.owner }, again: `slipway ${request.verb}${request.tag === undefined ? '' : ` --tag ${request.tag}`}`, ...request }
        return await run(all, real.ports, steps ?? stepsOf(salt))
      } finally {
        await real.dispose()
      }
    },
    writes: () => world.writes().length + registry.journal.writes.length,
    calls: () => world.calls.map((it) => `${it.method} ${it.path}`),
    fail: (it) => void (world.intercept = it),
    failRegistry: (it) => void (schedule = it),
    close: async () => {
      await Promise.all([served.close(), servedRegistry.close()])
    },
  }
}

/** Opens benches for a file of tests, and closes them after each one. */
export const benches = (): ((points: readonly Point[], options?: Options) => Promise<Bench>) => {
  const open: Bench[] = []
  afterEach(async () => {
    for (const it of open.splice(0)) await it.close()
  })
  afterAll(async () => {
    for (const it of await Promise.all(grounds.values())) await it.created.close()
    grounds.clear()
  })
  return async (points, options = {}) => {
    const made = await makeBench(points, options)
    open.push(made)
    return made
  }
}

export const repo = (it: Bench): RepositoryState => it.world.repository(repository.owner, repository.name)
export const releasesOf = (it: Bench, tag: string): readonly Release[] => [...repo(it).releases.values()].filter((one) => one.tag === tag)
export const assetsOf = (it: Bench, tag: string): readonly Asset[] => [...repo(it).assets.values()].filter((asset) => releasesOf(it, tag).some((one) => one.id === asset.release)).sort((a, b) => (a.name < b.name ? -1 : 1))
export const imageTags = (it: Bench, name: string): readonly string[] => [...(it.registry.state.repositories.get(name)?.tags.keys() ?? [])].sort()
export const person = (it: Bench, name = 'ann'): Person => it.world.as(name, repository.owner, repository.name)
export const release = (it: Bench, tag: string, options: RunOptions = {}): Promise<Report> => it.run({ verb: 'release', tag }, options)
