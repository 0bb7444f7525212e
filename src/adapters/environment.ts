// What the environment says about where things are. One table of endpoints; names such as docker.io/accanto/… stay as they
// are in plan, record and digests.
import type { Environment } from './exec/child-environment.js'
import type { Repository } from '../core/facts.js'

export interface Endpoints {
  /** https://api.github.com */
  readonly api: string
  /** https://api.github.com/graphql */
  readonly graphql: string
  /** https://github.com */
  readonly server: string
  /** Registry host → base URL, where it is not `https://HOST`. */
  readonly registries: Readonly<Record<string, string>>
  /** Host of a package index → base URL, likewise. */
  readonly indexes?: Readonly<Record<string, string>>
}

const trimmed = (url: string): string => url.replace(/\/+$/, '')

export const readEndpoints = (environment: Environment): Endpoints => {
  const api = trimmed(environment['GITHUB_API_URL'] ?? 'https://api.github.com')
  return {
    api,
    graphql: trimmed(environment['GITHUB_GRAPHQL_URL'] ?? `${api}/graphql`),
    server: trimmed(environment['GITHUB_SERVER_URL'] ?? 'https://github.com'),
    registries: {},
  }
}

const hostOf = (url: string): string | undefined => (/^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:]+)/.exec(url) ?? /^[\w.-]+@([\w.-]+):/.exec(url))?.[1]?.toLowerCase()

/** Another forge has an owner and a name as well, and who owns that name at GitHub is somebody else. A host without a dot is an alias of ssh, and so is github.com-work. */
const isOn = (server: string, host: string): boolean => {
  const own = new URL(server).hostname
  return host === own || host === `ssh.${own}` || host === `www.${own}` || host.startsWith(`${own}-`) || !host.includes('.')
}

/** `owner/name` from GITHUB_REPOSITORY, else from the URL of a clone's origin (https, ssh or scp form). With a server, only of a clone of it. */
export const readRepository = (named: string | undefined, originUrl: string | undefined, server?: string): Repository | undefined => {
  const host = hostOf(originUrl ?? '')
  const isRemote = host !== undefined && (server === undefined || isOn(server, host))
  const text = named ?? (isRemote ? /[/:]([^/:]+\/[^/]+?)(?:\.git)?\/?$/.exec(originUrl ?? '')?.[1] : undefined)
  const match = /^([A-Za-z0-9-]+)\/([\w.-]+)$/.exec(text ?? '')
  return match?.[1] !== undefined && match[2] !== undefined ? { owner: match[1], name: match[2] } : undefined
}

const credential = /TOKEN|PASSW|SECRET|CREDENTIAL|^SLIPWAY_REGISTRY_|^SLIPWAY_INDEX_|^ACTIONS_|^DOCKER_|_KEY$/i

/** For verbs that need no secret: none is so much as read. */
export const withoutCredentials = (environment: Environment): Environment =>
  Object.fromEntries(Object.keys(environment).filter((name) => !credential.test(name)).map((name) => [name, environment[name]]))

/** What a release is made with, by name; what a build may need (an index with a password, say) is not meant. */
const ofReleases = /^(GITHUB_TOKEN|GH_TOKEN|INPUT_.*(TOKEN|PASSWORD|SECRET|KEY).*|ACTIONS_.*|SLIPWAY_REGISTRY_.*|SLIPWAY_INDEX_.*|SLIPWAY_.*(TOKEN|SECRET|PASSWORD|WEBHOOK|KEY).*)$/i
export const isReleaseCredential = (name: string): boolean => ofReleases.test(name)

/** For the verb that runs code of the project. */
export const withoutReleaseCredentials = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !isReleaseCredential(name)))
