// One run of the product in a simulation: the real doors' adapters and the real `run`, with the world's transport in place of
// sockets and builds that lie ready.
import { mkdirSync } from 'node:fs'
import { createConsoleLog } from '../../../src/adapters/console/console-log.js'
import { createGit, type LocalGit } from '../../../src/adapters/git/node-git.js'
import { createRealPorts } from '../../../src/adapters/real-ports.js'
import type { Artifact } from '../../../src/core/artifact.js'
import type { Report } from '../../../src/core/report.js'
import type { Request } from '../../../src/core/request.js'
import { renderJson } from '../../../src/report/json.js'
import { run } from '../../../src/run.js'
import { steps } from '../../publish/built.js'
import { activity } from './activity.js'
import { hosts, origins, registryHosts } from './universe.js'
import { repository, secrets, tagName } from './project.js'
import type { Actor, Simulation } from './simulation.js'
import { rememberedGit, watchedFiles } from './watched-ports.js'

/** Where a run lives: its clone, its temporary folder, what its builds give. */
export interface Place {
  readonly project: string
  readonly temp: string
  readonly artifacts: readonly Artifact[]
  /** Of the workflow run. */
  readonly runId: number
  readonly attempt: number
  /** What is asked for there, when it is not the release of the driver. */
  readonly request?: Request
}

export interface Ended {
  readonly report: Report
  readonly log: readonly string[]
  /** The report as a door prints it, and a file of the runner gets it. */
  readonly page: string
}

const clones = new Map<string, LocalGit>()
const cloneAt = (place: Place): LocalGit => {
  const known = clones.get(place.project) ?? rememberedGit(createGit({ folder: place.project, temp: place.temp, environment: { PATH: process.env['PATH'] }, signal: new AbortController().signal }))
  clones.set(place.project, known)
  return known
}

const registryVariables = Object.fromEntries(hosts.flatMap((host) => {
  const name = `SLIPWAY_REGISTRY_${host.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`
  return [[`${name}_USERNAME`, 'accanto'], [`${name}_PASSWORD`, secrets.password]]
}))

const environmentOf = (place: Place): Readonly<Record<string, string>> => ({
  PATH: process.env['PATH'] ?? '', RUNNER_TEMP: place.temp, GITHUB_REPOSITORY: `${repository.owner}/${repository.name}`, GITHUB_ACTIONS: 'true',
  GITHUB_RUN_ID: String(place.runId), GITHUB_RUN_ATTEMPT: String(place.attempt), GITHUB_SERVER_URL: origins.github,
  ...registryVariables, SLIPWAY_TARGET_TOKEN: secrets.robot, SLIPWAY_CHAT_API: `${origins.chat}/api`, SLIPWAY_CHAT_TOKEN: secrets.chat, SLIPWAY_PACKAGE_INDEX_TOKEN: secrets.index,
})

export const releaseRequest: Request = { verb: 'release', tag: tagName, dryRun: false, only: [], without: [], actor: { login: repository.owner }, again: `slipway release --tag ${tagName}` }

export interface RunOptions {
  readonly request?: Request
  readonly random?: () => number
  readonly signal?: AbortSignal
}

/** Begins the run; `ended` resolves when it has, and never when the actor is killed. */
export const startRun = (simulation: Simulation, actor: Actor, place: Place, options: RunOptions = {}): { readonly ended: Promise<Ended> } => {
  const lines: string[] = []
  const log = createConsoleLog({ verbose: true, write: (line) => void lines.push(line) })
  const addresses = simulation.universe.github.addresses(origins.github)
  simulation.universe.github.as('github', repository.owner, repository.name).workflowRun({ id: place.runId, attempt: place.attempt, status: 'in_progress', conclusion: null })
  mkdirSync(place.temp, { recursive: true })
  const signal = options.signal ?? new AbortController().signal
  const begin = async (): Promise<Ended> => {
    const real = await activity.of(createRealPorts({
      folder: place.project, environment: environmentOf(place), log, signal, slipway: '0.1.0', token: secrets.token, repository, server: 'https://github.com',
      endpoints: { api: addresses.api, graphql: addresses.graphql, server: addresses.server, registries: registryHosts, indexes: { 'pypi.org': origins.index, 'upload.pypi.org': origins.index } },
      clock: simulation.time.clockOf(actor), random: options.random ?? (() => 0.5), transport: simulation.transportOf(actor), git: cloneAt(place),
    }))
    const ports = { ...real.ports, files: watchedFiles(real.ports.files) }
    const report = await run(options.request ?? place.request ?? releaseRequest, ports, steps(place.artifacts))
    await activity.of(real.dispose())
    return { report, log: lines, page: log.redact(renderJson(report)) }
  }
  const ended = begin().finally(() => void (actor.isOver = true))
  return { ended }
}
