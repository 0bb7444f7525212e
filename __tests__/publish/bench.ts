// A driver project, the GitHub and the registry that it is released to, and runs of the real engine over the real adapters. Only
// building is played: its artifacts lie ready on the disk.
import { afterAll, afterEach } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createFiles } from '../../src/adapters/files/node-files.js'
import { createGit } from '../../src/adapters/git/node-git.js'
import { createExec } from '../../src/adapters/exec/node-exec.js'
import { Api } from '../../src/adapters/github/api.js'
import { gitHubOver } from '../../src/adapters/github/github.js'
import { createChat } from '../../src/adapters/chat/chat.js'
import { createIssues } from '../../src/adapters/github/issues.js'
import { createPulls } from '../../src/adapters/github/pull-requests.js'
import { createHttp } from '../../src/adapters/http/http.js'
import { nodeTransport } from '../../src/adapters/http/node-transport.js'
import { withRetry } from '../../src/adapters/http/retry.js'
import { createPackageIndex } from '../../src/adapters/package-index/package-index.js'
import { createRegistry } from '../../src/adapters/registry/registry.js'
import type { Artifact } from '../../src/core/artifact.js'
import type { LineConfig } from '../../src/core/config.js'
import type { JsonObject } from '../../src/core/json.js'
import type { PinnedTag, Plan } from '../../src/core/plan.js'
import type { Finding } from '../../src/core/result.js'
import type { Carried } from '../../src/engine/carry-out.js'
import { preflight } from '../../src/engine/preflight.js'
import { leftOutEntries, makePlan } from '../../src/plan/make-plan.js'
import type { GitHub } from '../../src/ports/github.js'
import type { Chat } from '../../src/ports/chat.js'
import type { Issues } from '../../src/ports/issues.js'
import type { Pulls } from '../../src/ports/pull-requests.js'
import type { PackageIndex } from '../../src/ports/package-index.js'
import type { Registry } from '../../src/ports/registry.js'
import type { World } from '../../src/ports/world.js'
import { ContentStore } from '../../src/rehearsal/github/content-store.js'
import { createWorld, type CreatedWorld, type WorldOptions } from '../../src/rehearsal/github/create-world.js'
import { playFault, type Schedule } from '../../src/rehearsal/http/faults.js'
import type { Handler } from '../../src/rehearsal/http/handler.js'
import type { Token } from '../../src/rehearsal/github/access.js'
import type { Asset, Release, RepositoryState } from '../../src/rehearsal/github/state.js'
import type { GitHubWorld } from '../../src/rehearsal/github/world.js'
import { serve } from '../../src/rehearsal/http/server.js'
import { EmbeddedIndex } from '../../src/rehearsal/package-index/embedded-index.js'
import { EmbeddedRegistry } from '../../src/rehearsal/registry/embedded-registry.js'
import { carryOutFrozen } from '../../src/verbs/carry-out-frozen.js'
import { findFrozenArtifacts } from '../../src/verbs/frozen-artifacts.js'
import { fakeClock } from '../adapters/http/fake-clock.js'
import { rememberingLog, tempFolder, type RememberingLog } from '../adapters/temp.js'
import { makeFacts } from './facts.js'
import { buildArtifacts, steps } from './built.js'

export const repository = { owner: 'accanto', name: 'driver' }

export const workflowToken: Token = {
  name: 'workflow', secret: 'ghs_workflow', login: 'github-actions[bot]', kind: 'actions',
  permissions: { contents: 'write', pull_requests: 'write', metadata: 'read' }, repositories: ['accanto/driver'],
}

export const projectFiles: Readonly<Record<string, string>> = {
  'pkg_info.json': '{\n  "version": "1.0.0"\n}\n',
  'helm/driver/Chart.yaml': 'apiVersion: v1\nname: driver\nversion: 1.0.0\nappVersion: 1.0.0\n',
  'README.md': '# Driver\n',
}

export const versionEntry: JsonObject = {
  name: 'version', next: 'minor.dev0', 'also-set': [],
  'written-in': [
    { file: 'pkg_info.json', at: '/version', is: 'version', spelling: 'plain' },
    { file: 'helm/driver/Chart.yaml', at: ['/version', '/appVersion'], is: 'version', spelling: 'semver' },
  ],
}

export const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', '-c', 'commit.gpgsign=false', '-c', 'tag.gpgsign=false', ...args], { encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' } }).trim()

/** A repository with one commit and the annotated tag 1.0.0 on it. */
const makeProject = async (folder: string, message: string | undefined): Promise<string> => {
  await mkdir(folder)
  git(folder, 'init', '--quiet', '--initial-branch=main')
  for (const [path, text] of Object.entries(projectFiles)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '-m', 'All of it')
  await writeFile(join(folder, '.git', 'message'), message ?? '')
  if (message !== undefined) git(folder, 'tag', '-a', '--cleanup=whitespace', '-F', join(folder, '.git', 'message'), '1.0.0')
  return folder
}

export interface BenchOptions {
  readonly token?: Partial<Token>
  readonly repository?: Partial<WorldOptions['repositories'][number]>
  readonly world?: Partial<WorldOptions>
  /** Further repositories of the same GitHub, with the same content. */
  readonly others?: readonly { readonly owner: string; readonly name: string }[]
  /** Message of the tag; null: there is no tag. */
  readonly message?: string | null
}

export interface Bench {
  readonly world: GitHubWorld
  readonly registry: EmbeddedRegistry
  /** PyPI, where the token `index-token` uploads everything. */
  readonly index: EmbeddedIndex
  readonly github: GitHub
  readonly images: Registry
  readonly log: RememberingLog
  readonly project: string
  readonly tag: PinnedTag
  /** A run as a fresh process would make it: nothing in memory, another disk. */
  run(options?: RunOptions): Promise<Run>
  fail(schedule: Schedule | undefined): void
  /** The same for the registry. */
  failRegistry(schedule: Schedule | undefined): void
  /** Adapters as a fresh process has them. */
  connect(): { github: GitHub; images: Registry }
  close(): Promise<void>
}

export interface RunOptions {
  /** Other bytes than before, as a build that is not reproducible gives. */
  readonly salt?: string
  readonly publish?: JsonObject
  readonly build?: JsonObject
  readonly only?: readonly string[]
  readonly without?: readonly string[]
  readonly version?: JsonObject | null
  readonly isHighest?: boolean
  /** What the builds give instead of what they usually give; the folder is one to write files into. */
  readonly alter?: (built: readonly Artifact[], folder: string) => readonly Artifact[]
  /** Of the platforms, when the image is an index. */
  readonly platforms?: readonly string[]
  readonly tag?: PinnedTag
}

export interface Run {
  readonly plan: Plan
  readonly findings: readonly Finding[]
  readonly carried: Carried
  /** Codes of what went wrong. */
  readonly codes: readonly string[]
  /** State of each task, by its step. */
  readonly states: Readonly<Record<string, string>>
  /** Writes to GitHub and the registry in this run. */
  readonly writes: number
}

export const defaultPublish: JsonObject = {
  image: { name: 'image', to: 'docker.io/accanto/driver', tags: ['{version}'], pointers: ['latest'] },
  chart: { name: 'chart', to: 'oci://ghcr.io/accanto/charts' },
  release: { name: 'release', title: '{version}', notes: 'tag', prerelease: 'auto', latest: 'auto' },
}

const lineOf = (publish: JsonObject, version: JsonObject | null, builds?: JsonObject): LineConfig => {
  const build: JsonObject = builds ? builds : Object.keys(publish).length === 0 ? {} : { wheel: { name: 'wheel' }, docs: { name: 'docs' }, image: { name: 'image' }, chart: { name: 'chart', path: 'helm/driver' } }
  const list = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? (value as readonly JsonObject[]) : [value as JsonObject])
  const slots = Object.fromEntries([
    ...Object.entries(build).map(([noun, entry]) => [`build.${noun}`, list(entry)] as const),
    ...Object.entries(publish).map(([noun, entry]) => [`publish.${noun}`, list(entry)] as const),
    ...(version ? [['version', [version]] as const] : []),
  ])
  return { name: 'driver', tag: '{version}', scheme: 'pep440', gate: { references: true, tag: 'lightweight' }, slots, effective: { tag: '{version}', scheme: 'pep440', build, publish } }
}

/** Opens benches for a file of tests, and closes them after each one. */
export const benches = (): ((options?: BenchOptions) => Promise<Bench>) => {
  const open: Bench[] = []
  afterEach(async () => {
    for (const it of open.splice(0)) await it.close()
  })
  afterAll(async () => {
    for (const it of await Promise.all(grounds.values())) await it.created.close()
    grounds.clear()
  })
  return async (options) => {
    const made = await makeBench(options)
    open.push(made)
    return made
  }
}

export const repo = (it: Bench): RepositoryState => it.world.repository(repository.owner, repository.name)
export const releases = (it: Bench): readonly Release[] => [...repo(it).releases.values()]
export const assetsOf = (it: Bench, release: Release | undefined): readonly Asset[] => [...repo(it).assets.values()].filter((asset) => asset.release === release?.id).sort((a, b) => (a.name < b.name ? -1 : 1))
export const assetNames = (it: Bench, release: Release | undefined = releases(it)[0]): readonly string[] => assetsOf(it, release).map((asset) => asset.name)

/** The assets of a finished release. */
export const allAssets = ['SHA256SUMS', 'driver-1.0.0-docs.tgz', 'driver-1.0.0-py3-none-any.whl', 'driver-1.0.0.tgz', 'slipway.json']

interface Ground {
  readonly project: string
  readonly message: string | undefined
  readonly created: CreatedWorld
}

/** Project and world are made once for the same options; each bench gets a copy of the world. */
const grounds = new Map<string, Promise<Ground>>()
const ground = (options: BenchOptions): Promise<Ground> => {
  const key = JSON.stringify(options)
  const made = grounds.get(key) ?? makeGround(options)
  grounds.set(key, made)
  return made
}

const makeGround = async (options: BenchOptions): Promise<Ground> => {
  const message = options.message === undefined ? 'Release 1.0.0\n\n- something new' : (options.message ?? undefined)
  const folder = await mkdtemp(join(tmpdir(), 'slipway-ground-'))
  const project = await makeProject(join(folder, 'project'), message)
  const created = await createWorld({
    folder: join(folder, 'world'), tokens: [{ ...workflowToken, ...options.token }], ...options.world,
    repositories: [{ ...repository, from: project, defaultBranch: 'main', ...options.repository }, ...(options.others ?? []).map((it) => ({ ...it, from: project, defaultBranch: 'main' }))],
  })
  return { project, message, created: { world: created.world, close: async () => {
    await created.close()
    await rm(folder, { recursive: true, force: true })
  } } }
}

const makeBench = async (options: BenchOptions = {}): Promise<Bench> => {
  const { project, message, created } = await ground(options)
  const world = created.world.copy()
  const folder = await tempFolder()
  const token: Token = { ...workflowToken, ...options.token }
  const registry = new EmbeddedRegistry({ host: 'docker.io', contents: new ContentStore(join(folder, 'registry')), now: Date.now })
  const index = new EmbeddedIndex({ host: 'pypi.org', now: Date.now, settings: { tokens: { 'index-token': ['*'] } } })
  let schedule: Schedule | undefined
  let count = 0
  const faulty: Handler = (request) => {
    const fault = schedule?.(++count, request)
    return fault ? playFault(fault, registry.handle, request) : registry.handle(request)
  }
  const [served, servedRegistry, servedIndex] = await Promise.all([serve(world.handler), serve((request) => faulty(request)), serve(index.handle)])
  const log = rememberingLog()
  const clock = fakeClock()
  const sockets = nodeTransport({})
  const http = withRetry(createHttp(sockets.transport), { clock, random: () => 0.5, log })
  const { api, graphql, server } = world.addresses(served.url)
  const endpoints = { 'docker.io': servedRegistry.url, 'ghcr.io': servedRegistry.url }
  // In memory of its own each time: a run that was killed leaves none.
  const over = (it: Api): { github: GitHub; issues: Issues; pulls: Pulls } => ({ github: gitHubOver(it), issues: createIssues(it), pulls: createPulls(it) })
  const connect = (): { github: GitHub; issues: Issues; pulls: Pulls; chat: Chat; images: Registry; packages: PackageIndex } => ({
    packages: createPackageIndex({ http, clock, log, token: 'index-token', endpoints: { 'upload.pypi.org': servedIndex.url, 'pypi.org': servedIndex.url } }),
    chat: createChat({ http, clock, log, environment: {} }),
    ...over(new Api({ http, endpoints: { api, graphql, server }, token: token.secret, clock, log })),
    images: createRegistry({ http, endpoints, credentials: { of: () => Promise.resolve(undefined) }, log, clock }),
  })
  const local = createGit({ folder: project, temp: folder, environment: process.env, signal: new AbortController().signal })
  const tag: PinnedTag = message === undefined ? { name: '1.0.0', object: git(project, 'rev-parse', 'HEAD'), commit: git(project, 'rev-parse', 'HEAD'), kind: 'lightweight' } : await local.resolveTag('1.0.0')

  const run = async (it: RunOptions = {}): Promise<Run> => {
    const before = world.writes().length + registry.journal.writes.length + index.journal.writes.length
    const line = lineOf(it.publish ?? defaultPublish, it.version === undefined ? versionEntry : it.version, it.build)
    const pinned = it.tag ?? tag
    const out = await tempFolder()
    const built = await buildArtifacts(out, it.salt ?? '', it.platforms)
    const all = steps(it.alter ? it.alter(built, out) : built)
    const { only = [], without = [] } = it
    const selection = { only, without }
    const facts = makeFacts('1.0.0', { leftOut: leftOutEntries(line, all, selection), tag: pinned, config: line.effective, server: 'https://github.com', isHighest: it.isHighest ?? true, texts: projectFiles })
    const plan = makePlan(facts, line, all, selection)
    const { github, issues, pulls, chat, images, packages } = connect()
    const temp = await tempFolder()
    const signal = new AbortController().signal
    const shared = { clock, log, signal, workspace: { source: temp, out: join(temp, 'out'), temp }, repository, tag: pinned, plan, results: () => [] }
    const of: World = { ...shared, git: { ...local, exportTo: async () => undefined }, github, issues, pulls, chat, registry: images, index: packages, files: createFiles(), exec: createExec({ log, environment: process.env, signal }) }
    const frozen = await findFrozenArtifacts({ plan, line, steps: all }, { github, repository })
    const findings = await preflight({ plan, steps: all, world: of, frozen: frozen.artifacts })
    const stops = findings.filter((finding) => finding.severity === 'error').map((finding) => finding.problem)
    const { carried, findings: further }: { carried: Carried; findings: readonly Finding[] } = stops.length > 0
      ? { carried: { results: [], artifacts: [], problems: stops, gone: [] }, findings: [] }
      : await carryOutFrozen({ plan, line, steps: all, world: of, frozen, dryRun: false })
    return {
      plan, findings: [...findings, ...further], carried, codes: carried.problems.map((problem) => problem.code),
      states: Object.fromEntries(carried.results.map((result) => [result.id.slice(0, result.id.indexOf('/')), result.state])),
      writes: world.writes().length + registry.journal.writes.length + index.journal.writes.length - before,
    }
  }
  const close = async (): Promise<void> => {
    local.close()
    sockets.close()
    await Promise.all([served.close(), servedRegistry.close(), servedIndex.close()])
  }
  return { world, registry, index, connect, ...connect(), log, project, tag, run, fail: (it) => void (world.intercept = it), failRegistry: (it) => void (schedule = it), close }
}
