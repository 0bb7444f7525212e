// A project, the repository with the image list, a staging and a production registry, and the people beside them. A run is a fresh set of
// adapters over the same world.
import { afterAll, afterEach } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createChat } from '../../src/adapters/chat/chat.js'
import { createExec } from '../../src/adapters/exec/node-exec.js'
import { createFiles } from '../../src/adapters/files/node-files.js'
import { Api } from '../../src/adapters/github/api.js'
import { gitHubOver } from '../../src/adapters/github/github.js'
import { createIssues } from '../../src/adapters/github/issues.js'
import { createPulls } from '../../src/adapters/github/pull-requests.js'
import { createHttp } from '../../src/adapters/http/http.js'
import { withRetry } from '../../src/adapters/http/retry.js'
import { createPackageIndex } from '../../src/adapters/package-index/package-index.js'
import { createRegistry } from '../../src/adapters/registry/registry.js'
import type { Artifact } from '../../src/core/artifact.js'
import { digestOf, type Digest } from '../../src/core/digest.js'
import type { Facts } from '../../src/core/facts.js'
import { parseDestination } from '../../src/core/image-name.js'
import type { JsonObject } from '../../src/core/json.js'
import { documentBytes, mediaTypes } from '../../src/core/oci.js'
import { wordsOf } from '../../src/core/template.js'
import { parseVersion } from '../../src/core/version.js'
import type { Probe } from '../../src/core/result.js'
import { ReleaseError } from '../../src/errors/release-error.js'
import type { Hop, Transport } from '../../src/ports/http.js'
import type { AnyStep } from '../../src/ports/step.js'
import type { World } from '../../src/ports/world.js'
import { EmbeddedChat } from '../../src/rehearsal/chat/embedded-chat.js'
import { ContentStore } from '../../src/rehearsal/github/content-store.js'
import { createWorld, type CreatedWorld } from '../../src/rehearsal/github/create-world.js'
import type { Token } from '../../src/rehearsal/github/access.js'
import type { GitHubWorld } from '../../src/rehearsal/github/world.js'
import { playFault, type Schedule } from '../../src/rehearsal/http/faults.js'
import type { Handler } from '../../src/rehearsal/http/handler.js'
import { transportOf } from '../../src/rehearsal/http/transport.js'
import { EmbeddedRegistry } from '../../src/rehearsal/registry/embedded-registry.js'
import { fakeClock } from '../adapters/http/fake-clock.js'
import { rememberingLog, type RememberingLog } from '../adapters/temp.js'

export const listFile = 'registry.k8s.io/images/k8s-staging-dra/images.yaml'
export const stagingRoot = 'staging.example.com/k8s-staging-dra'
export const oldDigest: Digest = `sha256:${'a'.repeat(64)}`
export const firstList = `# The driver\n- name: charts/driver\n  dmap:\n    "sha256:${'b'.repeat(64)}": ["0.1.0"]\n- name: driver\n  dmap:\n    "${oldDigest}": ["v0.1.0"]\n`

const workflow: Token = { name: 'workflow', secret: 'ghs_workflow', login: 'github-actions[bot]', kind: 'actions', permissions: { contents: 'write', pull_requests: 'write', issues: 'write', metadata: 'read' }, repositories: ['sigs/driver'] }
const people: readonly Token[] = ['robot', 'member'].map((login) => ({ name: login, secret: `ghp_${login}`, login, kind: 'classic', scopes: ['repo', 'workflow'] }))

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', '-c', 'commit.gpgsign=false', '-c', 'tag.gpgsign=false', ...args], { encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_DATE: '2026-11-21T10:00:00Z', GIT_COMMITTER_DATE: '2026-11-21T10:00:00Z' } }).trim()

const makeRepository = async (folder: string, files: Readonly<Record<string, string>>): Promise<string> => {
  await mkdir(folder, { recursive: true })
  git(folder, 'init', '--quiet', '--initial-branch=main')
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '-m', 'All of it')
  return folder
}

interface Ground {
  readonly created: CreatedWorld
  readonly folder: string
  readonly commit: string
}

const makeGround = async (): Promise<Ground> => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-promote-'))
  const project = await makeRepository(join(folder, 'project'), { 'README.md': '# Driver\n' })
  const list = await makeRepository(join(folder, 'list'), { [listFile]: firstList, 'apps/driver.yaml': 'spec:\n  image: registry.example.com/dra/driver:v0.1.0 # the driver\n', 'README.md': '# List\n' })
  git(project, 'tag', 'v0.2.0')
  git(project, 'tag', 'chart/0.2.0')
  const created = await createWorld({
    folder: join(folder, 'world'), tokens: [workflow, ...people], forkTakes: 0,
    repositories: [{ owner: 'sigs', name: 'driver', from: project }, { owner: 'kubernetes', name: 'k8s.io', from: list, collaborators: { member: 'write', reviewer: 'write' } }],
  })
  return { created, folder, commit: git(project, 'rev-parse', 'HEAD') }
}

export interface RunOptions {
  /** Whose token it is: `robot` has no right to push, `member` has. */
  readonly as?: 'robot' | 'member' | 'workflow'
  readonly tag?: string
  readonly environment?: Readonly<Record<string, string>>
}

export interface PromoteBench {
  readonly world: GitHubWorld
  readonly staging: EmbeddedRegistry
  readonly production: EmbeddedRegistry
  readonly chat: EmbeddedChat
  readonly log: RememberingLog
  readonly commit: string
  readonly clock: ReturnType<typeof fakeClock>
  /** What goes wrong, for all services: calls are counted together. */
  fail(schedule: Schedule | undefined): void
  /** Requests that were made. */
  calls(): number
  run(options?: RunOptions): World
  /** Pushes an image (an index over its platforms) or a chart, as a release would have; the artifact that it has. */
  push(kind: 'image' | 'chart', place: string, options?: { readonly salt?: string; readonly tags?: readonly string[]; readonly platforms?: readonly string[] }): Promise<Artifact>
}

export const benches = (): (() => Promise<PromoteBench>) => {
  let ground: Promise<Ground> | undefined
  const open: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of open.splice(0)) await close()
  })
  afterAll(async () => {
    const made = await ground
    await made?.created.close()
    if (made) await rm(made.folder, { recursive: true, force: true })
  })
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-promote-run-'))
    open.push(() => rm(folder, { recursive: true, force: true }))
    return makeBench(await (ground ??= makeGround()), folder)
  }
}

const origin = 'http://127.0.0.1:9'

const makeBench = (ground: Ground, folder: string): PromoteBench => {
  const clock = fakeClock(Date.parse('2026-11-21T12:00:00Z'))
  const world = ground.created.world.copy({ now: () => clock.now() })
  const contents = new ContentStore(join(folder, 'contents'))
  const registries = new Map(['staging.example.com', 'registry.example.com'].map((host) => [host, new EmbeddedRegistry({ host, contents, now: () => clock.now(), settings: { tagDeletes: true } })]))
  const chat = new EmbeddedChat({ now: () => clock.now(), tokens: { 'xoxb-test': ['chat:write', 'channels:history'] }, channels: { C1AB: { name: 'wg', members: ['xoxb-test'] } }, hooks: { '/services/T/B/secret-part': 'C1AB' } })
  const handlers = new Map<string, Handler>([
    ['127.0.0.1:9', world.handler], ['slack.com', chat.handle], ['hooks.slack.com', chat.handle], ...[...registries].map(([host, it]) => [host, it.handle] as const),
  ])
  let schedule: Schedule | undefined
  let count = 0
  const answer: Handler = (request) => {
    const handler = handlers.get(request.url.host) ?? (() => Promise.reject(new Error(`nobody is at ${request.url.host}`)))
    const fault = schedule?.(++count, request)
    return fault ? playFault(fault, handler, request) : handler(request)
  }
  const transport: Transport = (hop: Hop) => transportOf(answer)(hop)
  const log = rememberingLog()
  const connect = (token: string, environment: Readonly<Record<string, string>>) => {
    const http = withRetry(createHttp(transport), { clock, random: () => 0.5, log })
    const { api, graphql, server } = world.addresses(origin)
    const own = new Api({ http, endpoints: { api, graphql, server }, token: workflow.secret, clock, log })
    const target = new Api({ http, endpoints: { api, graphql, server }, token, clock, log })
    return {
      github: gitHubOver(own), issues: createIssues(own), pulls: createPulls(target),
      chat: createChat({ http, clock, log, environment, ...(environment['SLIPWAY_CHAT_TOKEN'] === undefined ? {} : { token: environment['SLIPWAY_CHAT_TOKEN'] }) }),
      registry: createRegistry({ http, endpoints: {}, credentials: { of: () => Promise.resolve(undefined) }, log, clock }),
      index: createPackageIndex({ http, log, clock }),
    }
  }
  const run = ({ as = 'robot', tag = 'v0.2.0', environment = {} }: RunOptions = {}): World => {
    const signal = new AbortController().signal
    const pinned = { name: tag, object: ground.commit, commit: ground.commit, kind: 'lightweight' } as const
    return {
      ...connect(as === 'workflow' ? workflow.secret : `ghp_${as}`, environment), clock, log, signal, files: createFiles(), exec: createExec({ log, environment: { ...process.env, SLIPWAY_TARGET_TOKEN: 'ghp_planted' }, signal }),
      git: { tags: async () => [pinned.name], tagTime: async () => Date.parse('2026-11-21T11:00:00Z') / 1000 } as unknown as World['git'], workspace: { source: folder, out: folder, temp: folder }, repository: { owner: 'sigs', name: 'driver' }, tag: pinned,
      plan: { schema: 1, line: 'image', version: '0.2.0', tag: pinned, configDigest: digestOf(''), tasks: [], skipped: [] }, results: () => [],
    }
  }
  const push: PromoteBench['push'] = async (kind, place, { salt = '', tags = [], platforms = ['amd64', 'arm64'] } = {}) => {
    const { registry, files } = run()
    const name = parseDestination(place)
    const blob = async (bytes: Uint8Array): Promise<{ digest: Digest; size: number }> => {
      const it = { digest: digestOf(bytes), size: bytes.byteLength }
      const path = join(folder, it.digest.slice(7, 20))
      await files.writeFile(path, bytes)
      await registry.putBlob(name, { ...it, path })
      return it
    }
    const manifest = async (mediaType: string, value: JsonObject, tag?: string) => {
      const made = { mediaType, ...documentBytes({ schemaVersion: 2, mediaType, ...value }) }
      await registry.putManifest(name, made, tag)
      return { mediaType, digest: made.digest, size: made.size }
    }
    const each = tags.length > 0 ? tags : [undefined]
    if (kind === 'chart') {
      const chart = await blob(Buffer.from(`chart ${salt}`))
      const config = await blob(Buffer.from('{"name":"driver"}'))
      for (const tag of each) await manifest(mediaTypes.ociManifest, { config: { mediaType: mediaTypes.helmConfig, ...config }, layers: [{ mediaType: mediaTypes.helmChart, ...chart }] }, tag)
      return { kind, name: 'chart', fileName: 'driver-0.2.0.tgz', digest: chart.digest, size: chart.size, mediaType: 'application/gzip', about: { name: 'driver', version: '0.2.0' } }
    }
    const manifests = await Promise.all(platforms.map(async (architecture) => {
      const config = await blob(Buffer.from(JSON.stringify({ os: 'linux', architecture, salt })))
      const layer = await blob(Buffer.from(`layer ${architecture} ${salt}`))
      return { ...(await manifest(mediaTypes.ociManifest, { config: { mediaType: mediaTypes.ociConfig, ...config }, layers: [{ mediaType: mediaTypes.ociLayer, ...layer }] })), platform: { os: 'linux', architecture } }
    }))
    const [index] = await Promise.all(each.map((tag) => manifest(mediaTypes.ociIndex, { manifests }, tag)))
    if (!index) throw new Error('no image')
    return { kind, name: 'image', fileName: 'image', ...index, about: { bytes: '1000' } }
  }
  const [staging, production] = ['staging.example.com', 'registry.example.com'].map((host) => registries.get(host))
  if (!staging || !production) throw new Error('no registries')
  return { world, staging, production, chat, log, commit: ground.commit, clock, fail: (it) => void (schedule = it), calls: () => count, run, push }
}

export const imageConfig: JsonObject = {
  tag: 'v{version}', issue: 'release', build: { image: { name: 'image' } }, publish: { image: { name: 'image', to: `${stagingRoot}/driver`, tags: ['v{version}'], pointers: ['latest'] }, release: { name: 'release' } },
}
export const chartConfig: JsonObject = {
  tag: 'chart/{version}', issue: 'release', build: { chart: { name: 'chart', path: 'helm/driver' } }, publish: { chart: { name: 'chart', to: `${stagingRoot}/charts` } },
}

export const promoteEntry: JsonObject = { repository: 'kubernetes/k8s.io', file: listFile, production: 'registry.example.com/dra', cc: ['kubernetes/release-engineering'] }

/** `alone`: the line shares its pull request with no other. */
export const factsOf = (bench: Pick<PromoteBench, 'commit'>, line: 'image' | 'chart', { alone = false, config = {}, promote = promoteEntry }: { alone?: boolean; config?: JsonObject; promote?: JsonObject } = {}): Facts => {
  const [own, other] = line === 'image' ? [imageConfig, chartConfig] : [chartConfig, imageConfig]
  const version = parseVersion('0.2.0', 'semver')
  const tag = line === 'image' ? 'v0.2.0' : 'chart/0.2.0'
  const withPromote = (it: JsonObject): JsonObject => ({ ...it, promote: { images: promote } })
  return {
    slipway: '0.1.0', repository: { owner: 'sigs', name: 'driver' }, server: 'https://github.com', defaultBranch: 'main', line,
    tag: { name: tag, object: bench.commit, commit: bench.commit, kind: 'lightweight' }, version, commitTime: 1_700_000_000, words: wordsOf(version, { tag, sha: bench.commit, line, date: '2026-11-21' }),
    earlier: [], isHighest: true, paths: [], config: { ...withPromote(own), ...config }, configDigest: digestOf(''), texts: {}, leftOut: [],
    others: alone ? [] : [{ name: line === 'image' ? 'chart' : 'image', config: withPromote(other), tags: [] }],
  }
}

export interface Played {
  readonly before: Probe
  readonly after: Probe
}

/** As the engine does it: probe, and where something is to be done, apply and probe again. */
export const play = async (step: AnyStep, task: unknown, { inputs, world }: { inputs: readonly Artifact[]; world: World }): Promise<Played> => {
  const before = await step.probe(task, inputs, world)
  if (before.state !== 'absent' && before.state !== 'partial') return { before, after: before }
  await step.apply(task, inputs, world)
  return { before, after: await step.probe(task, inputs, world) }
}

export const taskOf = (step: AnyStep, facts: Facts, entry: JsonObject): unknown => {
  const planned = step.plan(facts, step.schema.parse(entry))
  if ('skip' in planned) throw new Error(planned.skip)
  // A task is JSON: what does not survive that is no task.
  return JSON.parse(JSON.stringify(planned.task))
}

export const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
  } catch (failure) {
    if (failure instanceof ReleaseError) return failure.code
    throw failure
  }
  return 'no failure'
}
