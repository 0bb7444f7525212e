// Where a registry is asked: names such as docker.io stay in plan, record and digests, and only here become an address.
import { envName } from '../../errors/catalog/registry.js'
import { fail } from '../../errors/release-error.js'
import { isLoopback } from '../http/hosts.js'

/** Host → base URL, where it is not `https://HOST`. A rehearsal puts its own world here. */
export type RegistryEndpoints = Readonly<Record<string, string>>
type Environment = Readonly<Record<string, string | undefined>>

const builtIn: RegistryEndpoints = { 'docker.io': 'https://registry-1.docker.io' }

const checked = (host: string, text: string): URL => {
  const wrong = (what: string): never => fail('REGISTRY_ENDPOINT', { host, url: text, what })
  const url = URL.canParse(text) ? new URL(text) : wrong('it is no address')
  if (url.username || url.password) return wrong('it carries a user name')
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url
  return wrong('passwords and bytes go over https only, except to this machine')
}

/** `SLIPWAY_REGISTRY_DOCKER_IO_URL` goes before everything built in, but a rehearsal's own table goes before it. */
export const endpointOf = (host: string, table: RegistryEndpoints, environment: Environment): URL => {
  const local = `https://${host}`
  const text = table[host] ?? environment[`${envName(host)}_URL`] ?? builtIn[host] ?? (isLoopback(new URL(local).hostname) ? `http://${host}` : local)
  return checked(host, text)
}
