// Where a redirect may lead, and what goes with it. Pure. The rules that browsers follow turn a redirected POST into a GET, which
// would make a write look done; GitHub asks that the request be repeated as it was, and that is done here, within one origin.
import type { Hop, HttpBody, Method } from '../../ports/http.js'
import { isLocalOnly } from './hosts.js'

/** What a foreign origin may see of the first request; whatever else was sent may be a secret of somebody. */
const harmless = new Set(['accept', 'accept-encoding', 'accept-language', 'range', 'user-agent'])

const codes = new Set([301, 302, 303, 307, 308])
export const isRedirect = (status: number): boolean => codes.has(status)

export interface NextHop {
  readonly method: Method
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: HttpBody
  readonly sameOrigin: boolean
}

export type Step = { readonly next: NextHop } | { readonly refused: string; readonly to: string }

const refusal = (from: URL, to: URL, reads: boolean): string | undefined => {
  if (to.protocol !== 'https:' && to.protocol !== 'http:') return `${to.protocol} is no protocol of the web`
  if (from.protocol === 'https:' && to.protocol === 'http:') return 'it leads from https to http'
  if (to.username || to.password) return 'it carries a user name'
  if (isLocalOnly(to.hostname) && !isLocalOnly(from.hostname)) return 'it leads from the network to this machine'
  if (to.origin !== from.origin && !reads) return 'it would carry a write to another origin'
  return undefined
}

const target = (location: string, from: URL): URL | undefined => {
  try {
    return new URL(location, from)
  } catch {
    return undefined
  }
}

/** URL without query and fragment, for messages. */
export const plainUrl = (url: URL): string => `${url.origin === 'null' ? url.protocol : url.origin}${url.pathname}`

export const follow = (hop: Hop, status: number, location: string): Step => {
  const to = target(location, hop.url)
  if (!to) return { refused: 'that is no address', to: location.slice(0, 200) }
  const method = status === 303 && hop.method !== 'HEAD' ? 'GET' : hop.method
  const refused = refusal(hop.url, to, method === 'GET' || method === 'HEAD')
  if (refused) return { refused, to: plainUrl(to) }
  const sameOrigin = to.origin === hop.url.origin
  const keepBody = method === hop.method && hop.body !== undefined
  const keep = (name: string): boolean => (sameOrigin ? keepBody || !name.startsWith('content-') : harmless.has(name))
  const headers = Object.fromEntries(Object.entries(hop.headers).filter(([name]) => keep(name)))
  return { next: { method, url: to, headers, sameOrigin, ...(keepBody ? { body: hop.body } : {}) } }
}
