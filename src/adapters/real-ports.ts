// Ports joined to their adapters, for any endpoints: the real world's, or those of a rehearsal.
import type { Log } from '../ports/log.js'
import type { Clock } from '../ports/clock.js'
import type { Files } from '../ports/files.js'
import type { Http, Transport } from '../ports/http.js'
import { noRepository, type Repository } from '../core/facts.js'
import type { HeldLock } from '../core/lock.js'
import { defaultMaxWaitMs } from '../core/request.js'
import type { WaitBudget } from '../ports/wait-budget.js'
import type { Ports } from '../ports/ports.js'
import { fail } from '../errors/release-error.js'
import { systemClock } from './clock.js'
import { readEndpoints, readRepository, type Endpoints } from './environment.js'
import type { Environment } from './exec/child-environment.js'
import { createChat } from './chat/chat.js'
import { createExec } from './exec/node-exec.js'
import { createFiles } from './files/node-files.js'
import { stopWhenFull } from './files/stop-when-full.js'
import { createGit, type LocalGit } from './git/node-git.js'
import { lazySignatures } from './git/lazy-signatures.js'
import { Api } from './github/api.js'
import { byRepository } from './github/by-repository.js'
import { gitHubOver } from './github/github.js'
import { createIssues } from './github/issues.js'
import { createPulls } from './github/pull-requests.js'
import type { Connected } from './http/connect.js'
import { createCredentials } from './registry/credentials.js'
import { readHolder } from './holder.js'
import { createRegistry } from './registry/registry.js'
import { lazyPackageIndex } from './package-index/lazy-package-index.js'
import { createWaitBudget } from './http/wait-budget.js'
import { makeRunFolders } from './workspace.js'

export interface RealRequest {
  /** The git clone. */
  readonly folder: string
  readonly environment: Environment
  readonly log: Log
  readonly signal: AbortSignal
  readonly slipway: string
  readonly token?: string
  readonly endpoints?: Endpoints
  /** Default: GITHUB_REPOSITORY, else the clone's origin. */
  readonly repository?: Repository
  /** Where neither says it: what is asked for may need nothing of GitHub. */
  readonly mayBeUnplaced?: boolean
  /** Base URL for links, where it is not the address that is talked to. */
  readonly server?: string
  /** A rehearsal may talk to its own world only. */
  readonly onlyTo?: readonly string[]
  /** What the run stands on, where it is not this machine's: time, chance, the way to the servers, the clone, the disk. */
  readonly clock?: Clock
  readonly random?: () => number
  readonly transport?: Transport
  readonly git?: LocalGit
  readonly files?: Files
  /** Keeps for the Action's post step which lock this run holds. */
  readonly noteLock?: (held: HeldLock | undefined) => void
}

export interface RealPorts {
  readonly ports: Ports
  dispose(): Promise<void>
}

/** node:http is loaded with the first request. */
const lazyHttp = (request: RealRequest & { readonly waits: WaitBudget }, signal: AbortSignal): { readonly http: Http; readonly close: () => Promise<void> } => {
  let opened: Promise<Connected> | undefined
  const open = async (): Promise<Connected> => (await import('./http/connect.js')).connect({ clock: systemClock, ...request })
  return {
    http: {
      send: async (it) => (await (opened ??= open())).http.send({ signal, ...it }),
      // Learned from an answer, so it is open by then.
      used: (...of) => void opened?.then(({ http }) => http.used?.(...of)),
    },
    close: async () => (await opened)?.close(),
  }
}

/** Inputs of the Action come as INPUT_ and their name; by hand there is the variable. */
const givenIn = (environment: Environment, input: string, variable: string): string | undefined =>
  environment[`INPUT_${input.toUpperCase()}`]?.trim() || environment[variable]?.trim() || undefined

const chatOf = (environment: Environment): { readonly token?: string; readonly api?: string } => {
  const token = givenIn(environment, 'chat-token', 'SLIPWAY_CHAT_TOKEN')
  const api = environment['SLIPWAY_CHAT_API']?.replace(/\/+$/, '')
  return { ...(token === undefined ? {} : { token }), ...(api ? { api } : {}) }
}

const tokenFor = (environment: Environment): { readonly token?: string } => {
  const token = givenIn(environment, 'package-index-token', 'SLIPWAY_PACKAGE_INDEX_TOKEN')
  return token === undefined ? {} : { token }
}

/** That for the others is another person's, or an App's: the token of a workflow ends at its own repository. A single one is for all of them. */
const tokensOf = ({ token: given, environment, log }: RealRequest): { readonly own: { readonly token?: string }; readonly others?: string } => {
  const others = givenIn(environment, 'target-token', 'SLIPWAY_TARGET_TOKEN')
  const token = given ?? environment['GITHUB_TOKEN'] ?? environment['GH_TOKEN'] ?? others
  if (token !== undefined) log.secret(token)
  return { own: token === undefined ? {} : { token }, ...(others === undefined ? {} : { others }) }
}

export const createRealPorts = async (request: RealRequest): Promise<RealPorts> => {
  const { environment, log } = request
  // A run is ended from outside, or ends itself when it has lost its lock.
  const stopping = new AbortController()
  const signal = AbortSignal.any([request.signal, stopping.signal])
  const { own, others: targetToken } = tokensOf(request)
  const endpoints = request.endpoints ?? readEndpoints(environment)
  const folders = await makeRunFolders(environment['RUNNER_TEMP'])
  const clock = request.clock ?? systemClock
  const git = request.git ?? createGit({ folder: request.folder, temp: folders.root, environment, signal })
  const repository = request.repository ?? readRepository(environment['GITHUB_REPOSITORY'], await git.remoteUrl(), endpoints.server) ?? (request.mayBeUnplaced === true ? noRepository : fail('REPOSITORY_UNKNOWN', { folder: request.folder }))
  const waits = createWaitBudget(defaultMaxWaitMs, () => clock.now())
  const { http, close } = lazyHttp({ ...request, waits }, signal)
  const exec = createExec({ log, environment, signal })
  const credentials = createCredentials({ environment, exec, log, owner: repository.owner, ...own })
  const api = new Api({ http, endpoints, clock, log, ...own })
  const others = targetToken === undefined ? api : new Api({ http, endpoints, clock, log, token: targetToken })
  const github = gitHubOver(api)
  const remote = {
    url: `${endpoints.server}/${repository.owner}/${repository.name}.git`,
    ...(own.token !== undefined ? { authorization: `Basic ${Buffer.from(`x-access-token:${own.token}`).toString('base64')}` } : {}),
  }
  const ports: Ports = {
    clock,
    waits,
    log,
    files: stopWhenFull(request.files ?? createFiles(), (reason) => stopping.abort(reason)),
    exec,
    git,
    github: others === api ? github : byRepository(repository, { source: github, others: gitHubOver(others) }),
    issues: createIssues(api),
    pulls: createPulls(others),
    chat: createChat({ http, clock, log, environment, ...chatOf(environment) }),
    registry: createRegistry({ http, endpoints: endpoints.registries, credentials, log, clock, environment }),
    index: lazyPackageIndex({ http, clock, log, endpoints: endpoints.indexes ?? {}, environment, ...tokenFor(environment) }),
    signatures: lazySignatures({ temp: folders.root, environment, clock, signal }),
    signal,
    folder: request.folder,
    repository,
    server: request.server ?? endpoints.server,
    slipway: request.slipway,
    bring: (what) => git.fetchFrom({ ...remote, what }),
    pushTag: (name, bytes) => git.pushTag({ ...remote, name, bytes }),
    holder: readHolder(environment, repository, request.random ?? Math.random),
    noteLock: (held) => request.noteLock?.(held),
    stop: (reason) => stopping.abort(reason),
    makeWorkspace: () => folders.makeWorkspace(),
  }
  return {
    ports,
    dispose: async () => {
      git.close()
      await close()
      await folders.dispose()
    },
  }
}
