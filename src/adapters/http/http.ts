// The client: one request through as many hops as its redirects need, with the credential held to its origin. It does not retry
// (see retry.ts) and knows no sockets (see node-transport.ts), so that a world inside this process can stand behind it as well.
import { fail } from '../../errors/release-error.js'
import type { Credential, Hop, HopAnswer, Http, HttpRequest, Transport } from '../../ports/http.js'
import { makeResponse } from './answer.js'
import { follow, isRedirect, plainUrl } from './redirect.js'
import { isFile } from './send-body.js'

const mostHops = 5
const readTimeout = 60_000
// A server may think long about the gigabytes that it was given.
const uploadTimeout = 300_000
const secretHeaders = new Set(['authorization', 'proxy-authorization', 'cookie', 'private-token', 'x-api-key'])

export interface HttpOptions {
  readonly userAgent?: string
}

const checkedUrl = (request: HttpRequest): URL => {
  const url = new URL(request.url)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') fail('BUG', { what: `a request to ${url.protocol}` })
  // A password in a URL would be printed with it.
  if (url.username || url.password) fail('BUG', { what: `a request to ${url.host} with a user name in its URL` })
  return url
}

const plainHeaders = (request: HttpRequest, userAgent: string): Record<string, string> => {
  const headers: Record<string, string> = { 'user-agent': userAgent, 'accept-encoding': 'identity' }
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    const lower = name.toLowerCase()
    if (secretHeaders.has(lower)) fail('BUG', { what: `the header ${lower} was given outside of a credential` })
    headers[lower] = value
  }
  return headers
}

/** The hop as it goes out: with the secret if this is where it belongs. */
const armed = (hop: Hop, credential: Credential | undefined): Hop =>
  credential && hop.url.origin === credential.origin
    ? { ...hop, headers: { ...hop.headers, [credential.header ?? 'authorization']: credential.value } }
    : hop

/** A redirect's own body is nobody's; it is read so that the connection can be used again, but not for long. */
const drain = async (body: AsyncIterable<Uint8Array>): Promise<void> => {
  let size = 0
  for await (const part of body) {
    size += part.byteLength
    if (size > 64 * 1024) return
  }
}

interface Arrived {
  readonly hop: Hop
  readonly answer: HopAnswer
}

const travel = async (transport: Transport, first: Hop, request: HttpRequest): Promise<Arrived> => {
  let hop = first
  let credential = request.credential
  for (let hops = 0; ; hops += 1) {
    const answer = await transport(armed(hop, credential))
    const location = answer.headers.location
    if (request.redirects === 'manual' || !isRedirect(answer.status) || location === undefined) return { hop, answer }
    const call = { method: hop.method, url: plainUrl(hop.url) }
    const step = follow(hop, answer.status, location)
    await drain(answer.body)
    if ('refused' in step) return fail('HTTP_REDIRECT_REFUSED', { ...call, to: step.to, why: step.refused })
    if (hops === mostHops) return fail('HTTP_REDIRECT_REFUSED', { ...call, to: plainUrl(step.next.url), why: `it is redirect number ${mostHops + 1} of one request` })
    const { sameOrigin, ...next } = step.next
    if (!sameOrigin) credential = undefined
    hop = { ...next, timeoutMs: hop.timeoutMs, ...(hop.signal ? { signal: hop.signal } : {}) }
  }
}

export const createHttp = (transport: Transport, options: HttpOptions = {}): Http => ({
  send: async (request) => {
    const first: Hop = {
      method: request.method,
      url: checkedUrl(request),
      headers: plainHeaders(request, options.userAgent ?? 'slipway'),
      timeoutMs: request.timeoutMs ?? (request.body !== undefined && isFile(request.body) ? uploadTimeout : readTimeout),
      ...(request.body !== undefined ? { body: request.body } : {}),
      ...(request.signal ? { signal: request.signal } : {}),
    }
    const { hop, answer } = await travel(transport, first, request)
    return makeResponse({ method: hop.method, url: hop.url }, answer, request)
  },
})
