// May a registry send us there for a token? The password goes to that address (CVE-2020-15157), so it must belong to the
// registry: the same host, a host of the same domain, or one that is known. When in doubt, no.
import { isAddress, isLoopback } from '../http/hosts.js'

/** Token services that live in another domain than their registry. */
const known: Readonly<Record<string, readonly string[]>> = {
  'registry-1.docker.io': ['auth.docker.io'],
  'registry.gitlab.com': ['gitlab.com'],
}

/** Domains whose subdomains belong to different people: there only the very same host is trusted. */
const shared = [
  'azurecr.io', 'azurecr.cn', 'azurecr.us', 'amazonaws.com', 'amazonaws.com.cn', 'pkg.dev', 'gcr.io', 'github.io', 'gitlab.io', 'cloudfront.net', 'windows.net',
  'azurewebsites.net', 'cloudapp.azure.com', 'herokuapp.com', 'netlify.app', 'vercel.app', 'pages.dev', 'workers.dev', 'web.app', 'run.app', 'fly.dev', 'onrender.com',
  'ngrok.io', 'ngrok-free.app', 'nip.io', 'sslip.io', 'duckdns.org', 'googleusercontent.com', 'jfrog.io', 'cr.aws', 'digitaloceanspaces.com', 'icr.io', 'ocir.io',
]

/** `co.uk`, `com.au`: names are handed out below these, as below `com`. */
const secondLevel = new Set(['ac', 'co', 'com', 'edu', 'go', 'gob', 'gov', 'gv', 'ltd', 'mil', 'ne', 'net', 'nom', 'or', 'org', 'plc', 'res', 'sch'])

const ownDomain = (host: string): string | undefined => {
  if (isAddress(host) || shared.some((it) => host === it || host.endsWith(`.${it}`))) return undefined
  const labels = host.split('.')
  const [second = '', top = ''] = labels.slice(-2)
  const length = top.length === 2 && secondLevel.has(second) ? 3 : 2
  return labels.length >= length ? labels.slice(-length).join('.') : undefined
}

export type Judgement = { readonly url: URL } | { readonly why: string }

const parse = (realm: string): URL | undefined => {
  try {
    return new URL(realm)
  } catch {
    return undefined
  }
}

const belongs = (base: URL, host: string): boolean => {
  if (host === base.hostname || (known[base.hostname] ?? []).includes(host)) return true
  if (isLoopback(base.hostname)) return isLoopback(host)
  const domain = ownDomain(base.hostname)
  return domain !== undefined && !isAddress(host) && (host === domain || host.endsWith(`.${domain}`)) && ownDomain(host) === domain
}

/** `base` is the address at which the registry is asked. */
export const judgeRealm = (base: URL, realm: string): Judgement => {
  const url = parse(realm)
  if (!url) return { why: 'that is no address' }
  if (url.username || url.password) return { why: 'it carries a user name' }
  const plain = url.protocol === 'http:' && base.protocol === 'http:' && isLoopback(url.hostname) && isLoopback(base.hostname)
  if (url.protocol !== 'https:' && !plain) return { why: 'it is not https' }
  if (isAddress(url.hostname) && url.hostname !== base.hostname && !(isLoopback(url.hostname) && isLoopback(base.hostname))) return { why: 'it is an address without a name' }
  return belongs(base, url.hostname) ? { url } : { why: 'the host belongs to somebody else, as far as can be told' }
}
