// Who we are at a registry. Looked for in one order, for one host only, and what is found is known to the log as a secret
// before anybody else sees it.
import { join } from 'node:path'
import { envName } from '../../errors/catalog/registry.js'
import { fail } from '../../errors/release-error.js'
import type { Exec } from '../../ports/exec.js'
import type { Log } from '../../ports/log.js'
import type { ImageName } from '../../ports/registry.js'
import { dockerLogin } from './docker-config.js'

export type Login = { readonly username: string; readonly password: string } | { readonly identityToken: string }

export interface Credentials {
  /** Undefined: anonymous. */
  of(name: ImageName): Promise<Login | undefined>
}

export interface CredentialsOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly exec: Exec
  readonly log: Log
  /** Owner of the repository that is released, to whose packages on ghcr.io the token belongs. */
  readonly owner: string
  readonly token?: string
}

const ofEnvironment = (host: string, environment: CredentialsOptions['environment']): Login | undefined => {
  const prefix = envName(host)
  const [username, password] = [environment[`${prefix}_USERNAME`] ?? '', environment[`${prefix}_PASSWORD`] ?? '']
  if (username === '' && password === '') return undefined
  // A secret that is not set in this repository arrives as an empty text: going on as somebody else would hide that.
  if (username === '' || password === '') return fail('REGISTRY_CREDENTIALS', { host, source: 'the environment', what: `${prefix}_${username === '' ? 'USERNAME' : 'PASSWORD'} is not set, and the other is` })
  return { username, password }
}

export const createCredentials = ({ environment, exec, log, owner, token }: CredentialsOptions): Credentials => {
  const found = new Map<string, Promise<Login | undefined>>()

  const look = async (host: string): Promise<Login | undefined> => {
    const folder = environment['DOCKER_CONFIG'] ?? (environment['HOME'] === undefined ? undefined : join(environment['HOME'], '.docker'))
    const login = ofEnvironment(host, environment) ?? (folder === undefined ? undefined : await dockerLogin(folder, host, exec))
    if (login === undefined) return undefined
    log.secret('identityToken' in login ? login.identityToken : login.password)
    // As a header carries it, the password is not recognisable any more.
    if ('username' in login) log.secret(Buffer.from(`${login.username}:${login.password}`).toString('base64'))
    return login
  }

  const of = async (name: ImageName): Promise<Login | undefined> => {
    const looked = found.get(name.host) ?? look(name.host)
    found.set(name.host, looked)
    const login = await looked
    if (login !== undefined || token === undefined) return login
    const ours = name.host === 'ghcr.io' && name.repository.startsWith(`${owner.toLowerCase()}/`)
    return ours ? { username: environment['GITHUB_ACTOR'] || owner, password: token } : undefined
  }
  return { of }
}
