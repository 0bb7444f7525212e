// The ground of one kill: a GitHub that is served from this process, a docker-registry of its own, and the Action started as the
// runner starts it, on disks that a later run may find again.
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRehearsal, type Rehearsal } from '../../../src/rehearsal/rehearsal.js'
import { actionFile, startAction, type ActionEnd, type StartedAction } from '../../action/runner.js'
import { startDockerRegistry } from '../../rehearsal/registry/subjects.js'
import { killTree } from './process-tree.js'
import { git, repository, tagName } from './project.js'
import { standingOf, type Standing } from './standing.js'

export interface Disk {
  readonly workspace: string
  readonly temp: string
}

/** Which run of the workflow it is. */
export interface RunName {
  readonly id: number
  readonly attempt: number
}

export interface Run {
  readonly disk: Disk
  readonly name: RunName
  readonly started: StartedAction
  readonly at: number
  /** When each request came, in milliseconds since the start. */
  readonly requests: readonly number[]
  readonly end: Promise<ActionEnd>
  /** Resolves at the next request, or when the process has ended. */
  next(): Promise<void>
}

export interface Ground {
  readonly world: Rehearsal
  freshDisk(): Promise<Disk>
  start(disk: Disk, name: RunName): Promise<Run>
  /** What the runner does after the main step, however it ended. */
  post(run: Run): Promise<void>
  /** GitHub has seen that the run is over. */
  endOnGitHub(name: RunName): void
  standing(): Promise<Standing>
  /** Requests that changed something, in GitHub and in the registry; `release` leaves out what Slipway keeps for itself. */
  writes(kind?: 'release'): number
  close(): Promise<void>
}

export interface Program {
  /** The folder that holds index.js and post/index.js. */
  readonly dist: string
}

/** A line of the registry's log: `127.0.0.1 - - [date] "PUT /v2/… HTTP/1.1" 201 …`. */
const requestIn = (line: string): { readonly isWrite: boolean } | undefined => {
  const [, method = '', path = '', status = ''] = /"([A-Z]+) (\/v2\/\S*) [^"]*" (\d+)/.exec(line) ?? []
  if (method === '') return undefined
  // An upload that is opened and given up asks for the right to write, and leaves nothing; a blob that is taken over is there.
  const isAsked = /\/blobs\/uploads\//.test(path) && (method === 'DELETE' || (method === 'POST' && status !== '201'))
  return { isWrite: method !== 'GET' && method !== 'HEAD' && !isAsked }
}

/** `name<<delimiter`, and the last value counts. */
const stateIn = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...text.matchAll(/^([\w-]+)<<(.+)\n([^]*?)\n\2$/gm)].map(([, name = '', , value = '']) => [`STATE_${name}`, value]))

/** Milliseconds; a release takes three seconds, and a machine may be busy. */
const longestRun = 240_000

class Ticker {
  private waiting: (() => void)[] = []
  private runs: { readonly at: number; readonly requests: number[] }[] = []

  tick(): void {
    for (const run of this.runs) run.requests.push(performance.now() - run.at)
    this.wake()
  }

  wake(): void {
    for (const go of this.waiting.splice(0)) go()
  }

  next(): Promise<void> {
    return new Promise((resolve) => void this.waiting.push(resolve))
  }

  begin(at: number): number[] {
    const requests: number[] = []
    this.runs = [{ at, requests }]
    return requests
  }
}

const permissions = { metadata: 'read', contents: 'write', pull_requests: 'write', actions: 'read' } as const

export const openGround = async (project: string, { dist }: Program): Promise<Ground> => {
  const folder = await mkdtemp(join(tmpdir(), 'kill-'))
  const ticker = new Ticker()
  let registryWrites = 0
  const registry = await startDockerRegistry('', (line) => {
    const request = requestIn(line)
    if (!request) return
    if (request.isWrite) registryWrites++
    ticker.tick()
  })
  const world = await startRehearsal({ repository, clone: project, folder: join(folder, 'world'), registries: [], defaultBranch: 'main' })
  world.github.change({ tokens: world.github.settings.tokens.map((it) => ({ ...it, permissions })) })
  world.github.intercept = () => {
    ticker.tick()
    return undefined
  }
  const runner = world.github.as('github', repository.owner, repository.name)
  const commit = await git('-C', project, 'rev-parse', `${tagName}^{commit}`)
  const object = await git('-C', project, 'rev-parse', tagName)
  const environment = { ...world.environment, SLIPWAY_REGISTRY_DOCKER_IO_URL: registry.origin, SLIPWAY_PYTHON: process.env['SLIPWAY_PYTHON'] ?? '' }
  let disks = 0
  const stateFile = ({ disk, name }: Pick<Run, 'disk' | 'name'>): string => join(disk.temp, `../state-${name.id}-${name.attempt}`)

  return {
    world,
    freshDisk: async () => {
      const disk = join(folder, `disk-${++disks}`)
      await mkdir(join(disk, 'temp'), { recursive: true })
      await git('clone', '-q', '--branch', tagName, `${world.endpoints.server}/${repository.owner}/${repository.name}.git`, join(disk, 'work'))
      return { workspace: join(disk, 'work'), temp: join(disk, 'temp') }
    },
    start: async (disk, name) => {
      runner.workflowRun({ ...name, status: 'in_progress', conclusion: null })
      const at = performance.now()
      const requests = ticker.begin(at)
      const started = startAction({
        workspace: disk.workspace, repository: `${repository.owner}/${repository.name}`, token: world.token, program: [join(dist, 'index.js')],
        event: { name: 'push', ref: `refs/tags/${tagName}`, sha: commit, payload: { ref: `refs/tags/${tagName}`, before: '0'.repeat(40), after: object, created: true, deleted: false } },
        env: { ...environment, RUNNER_TEMP: disk.temp, GITHUB_RUN_ID: String(name.id), GITHUB_RUN_ATTEMPT: String(name.attempt), GITHUB_STATE: stateFile({ disk, name }) },
      })
      // Whoever waits for ever is ended, and then has not converged.
      const patience = setTimeout(() => killTree(started.child.pid), longestRun)
      const end = started.ended.finally(() => {
        clearTimeout(patience)
        ticker.wake()
      })
      return { disk, name, started, at, requests, end, next: () => ticker.next() }
    },
    post: async (run) => {
      const file = join(dist, actionFile.runs.post.replace(/^dist\//, ''))
      const state = existsSync(stateFile(run)) ? stateIn(await readFile(stateFile(run), 'utf8')) : {}
      const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', ...environment, GITHUB_ACTIONS: 'true', RUNNER_TEMP: run.disk.temp, INPUT_TOKEN: world.token, ...state }
      const child = spawn(process.execPath, [file], { cwd: run.disk.workspace, env, stdio: ['ignore', 'ignore', 'inherit'] })
      const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
      if (code !== 0) throw new Error(`the post step ended with ${code}`)
    },
    endOnGitHub: ({ id }) => void runner.workflowRun({ id, status: 'completed', conclusion: 'cancelled' }),
    standing: () => standingOf({ github: world.github, server: world.endpoints.server, registry: registry.origin }),
    writes: (kind) => world.github.writes(kind).length + registryWrites,
    close: async () => {
      await world.close()
      await registry.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
