// The environment of a child: a short list of names, and what the config names. A build runs code of the project, and what
// is not on the list (tokens, ACTIONS_ID_TOKEN_REQUEST_*, GITHUB_ENV, NODE_OPTIONS, LD_PRELOAD) it does not get.
import { delimiter, isAbsolute } from 'node:path'
import { fail } from '../../errors/release-error.js'

export type Environment = Readonly<Record<string, string | undefined>>

const base = [
  'PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TMPDIR', 'TZ',
  // Behind a proxy nothing builds without these; certificates likewise.
  'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'no_proxy', 'all_proxy',
  'SSL_CERT_FILE', 'SSL_CERT_DIR',
]

const docker = ['DOCKER_HOST', 'DOCKER_CONFIG', 'DOCKER_CONTEXT', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY', 'DOCKER_API_VERSION', 'XDG_RUNTIME_DIR']

/** Names that one tool needs and no other gets: DOCKER_CONFIG tells where registry credentials lie. */
const byTool: Readonly<Record<string, readonly string[]>> = {
  docker,
  helm: ['DOCKER_CONFIG', 'HELM_CACHE_HOME', 'HELM_CONFIG_HOME', 'HELM_DATA_HOME', 'HELM_REGISTRY_CONFIG', 'HELM_REPOSITORY_CONFIG'],
}

/** Credentials of the release, of the runner, and the files by which a step steers the steps after it. */
const refused = /^(INPUT_.*|ACTIONS_(ID_TOKEN|RUNTIME|RESULTS|CACHE).*|SLIPWAY_.*|GITHUB_(TOKEN|ENV|PATH|OUTPUT|STATE|STEP_SUMMARY)|GH_TOKEN|GIT_CONFIG_.*)$/i

/**
 * What of the handed-through values must not be shown: secrets, values under a name that says so, and the password of an
 * address (`PIP_INDEX_URL=https://user:password@host/simple`).
 */
export const secretsAmong = (env: Readonly<Record<string, string>>, { pass = [], secrets = [] }: Wanted): readonly string[] => {
  const named = [...secrets, ...pass.filter((name) => /token|passw|secret|credential|_key$/i.test(name))].flatMap((name) => env[name] ?? [])
  const inAddresses = pass.flatMap((name) => [...(env[name] ?? '').matchAll(/\/\/[^\s/@]*?:([^\s/@]+)@/g)].map((it) => it[1] ?? ''))
  return [...named, ...inAddresses].filter((it) => it !== '')
}

/** Entries of PATH that are not absolute would let the folder that is built choose the program. */
const safePath = (path: string): string => path.split(delimiter).filter((it) => isAbsolute(it)).join(delimiter)

export interface Wanted {
  readonly add?: Readonly<Record<string, string>>
  /** Names to hand through when they are set. */
  readonly pass?: readonly string[]
  /** Names that must be set, whose values are secrets. */
  readonly secrets?: readonly string[]
}

export const childEnvironment = (outer: Environment, tool: string, wanted: Wanted): Record<string, string> => {
  const env: Record<string, string> = {}
  for (const name of [...base, ...(byTool[tool] ?? []), ...(wanted.pass ?? []), ...(wanted.secrets ?? [])]) {
    if (refused.test(name)) fail('CHILD_ENV_REFUSED', { tool, name })
    const value = outer[name]
    if (value !== undefined) env[name] = value
    else if (wanted.secrets?.includes(name)) fail('BUILD_SECRET_MISSING', { tool, name })
  }
  Object.assign(env, wanted.add)
  if (env['PATH'] !== undefined) env['PATH'] = safePath(env['PATH'])
  return env
}
