// One hop over node:http or node:https. Not fetch: it holds whole uploads in memory (576 MiB for 500 MB) and loads three times slower.
import type { Agent, ClientRequest, IncomingMessage } from 'node:http'
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { Hop, HopAnswer, Transport } from '../../ports/http.js'
import { isLoopback } from './hosts.js'
import { plainUrl } from './redirect.js'
import { isFile, sendFile, sizeOf } from './send-body.js'

// `import` of node:http fills in every lazy export of it, undici's classes among them; this way loads what is used, when it is.
const library = (url: URL) => (url.protocol === 'https:' ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http'))

export interface NodeTransport {
  readonly transport: Transport
  /** Closes idle connections. */
  close(): void
}

/** Keep-alive connections, at most eight to an origin, through the proxy of the environment (from Node 24.5) unless it is this machine. */
const agents = (environment: NodeJS.ProcessEnv) => {
  const all = new Map<string, Agent>()
  const of = (url: URL): Agent => {
    const direct = isLoopback(url.hostname)
    const key = `${url.protocol}${direct ? 'direct' : 'proxied'}`
    const known = all.get(key)
    if (known) return known
    const agent = new (library(url).Agent)({ keepAlive: true, maxSockets: 8, ...(direct ? {} : { proxyEnv: environment }) })
    all.set(key, agent)
    return agent
  }
  return { of, close: () => all.forEach((agent) => agent.destroy()) }
}

/** What Node tells about a failed connection; a name with several addresses fails with one error for each. */
interface SystemError {
  readonly code?: string
  readonly message?: string
  readonly errors?: readonly unknown[]
}
const systemError = (error: unknown): SystemError => (typeof error === 'object' && error !== null ? error : { message: String(error) })

const describe = (error: unknown): string => {
  const { errors, message, code } = systemError(error)
  return errors && errors.length > 0 ? errors.map(describe).join(', ') : message || code || 'an unknown error'
}

const isDistrust = (error: unknown): boolean => /^(CERT_|ERR_TLS_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH)/.test(systemError(error).code ?? '')

/** The host has no address: there is no such name, or nobody to ask. */
const unknownName = new Set(['ENOTFOUND', 'EAI_AGAIN'])

/** Whether bytes may have arrived is what decides if a write can be repeated; so it is asked of the connection itself. */
const watchConnection = (request: ClientRequest, secure: boolean): (() => boolean) => {
  let connected = false
  request.once('socket', (socket) => {
    if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', () => (connected = true))
    else connected = true
  })
  return () => connected
}

const headersOf = (message: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(message.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]])))

const broken = (hop: Hop, error: unknown): never => {
  if (hop.signal?.aborted) throw hop.signal.reason
  if (error instanceof ReleaseError) throw error
  return fail('HTTP_BROKEN', { method: hop.method, url: plainUrl(hop.url), what: describe(error) }, { cause: error })
}

async function* bodyOf(hop: Hop, message: IncomingMessage, done: () => void): AsyncGenerator<Uint8Array> {
  let size = 0
  try {
    for await (const part of message as AsyncIterable<Buffer>) {
      size += part.byteLength
      yield part
    }
  } catch (error) {
    const length = message.headers['content-length']
    const what = `${describe(error)} after ${size}${length === undefined ? '' : ` of ${length}`} bytes of the body`
    broken(hop, error instanceof ReleaseError ? error : new Error(what, { cause: error }))
  } finally {
    done()
  }
}

const open = (hop: Hop, agent: Agent): ClientRequest => {
  const size = hop.body === undefined ? undefined : sizeOf(hop.body)
  const empty = size === undefined && ['POST', 'PUT', 'PATCH'].includes(hop.method) ? 0 : size
  const headers = { ...hop.headers, ...(empty === undefined ? {} : { 'content-length': String(empty) }) }
  const request = library(hop.url).request(hop.url, { method: hop.method, headers, agent, ...(hop.signal ? { signal: hop.signal } : {}) })
  request.setTimeout(hop.timeoutMs, () => request.destroy(new Error(`nothing came for ${hop.timeoutMs / 1000} seconds`)))
  return request
}

const failed = async (hop: Hop, error: unknown, connected: boolean): Promise<never> => {
  if (hop.signal?.aborted || error instanceof ReleaseError || connected) return broken(hop, error)
  const facts = { method: hop.method, url: plainUrl(hop.url), what: describe(error) }
  if (isDistrust(error)) return fail('HTTP_TLS', facts, { cause: error })
  const { code = '' } = systemError(error)
  return fail('HTTP_UNREACHABLE', { ...facts, ...(unknownName.has(code) ? { unresolved: code } : {}) }, { cause: error })
}

const exchange = (hop: Hop, agent: Agent): Promise<HopAnswer> =>
  new Promise((resolve) => {
    hop.signal?.throwIfAborted()
    const request = open(hop, agent)
    const connected = watchConnection(request, hop.url.protocol === 'https:')
    let refused = false
    let answered = false
    // Once there is an answer, what goes wrong is seen by whoever reads its body.
    request.on('error', (error) => (answered ? undefined : resolve(failed(hop, error, connected()))))
    request.on('response', (message) => {
      answered = true
      refused = (message.statusCode ?? 0) >= 300
      // A request that was refused half-way leaves a connection that nobody can use any more.
      const done = (): void => void (request.writableFinished || request.destroy())
      resolve({ status: message.statusCode ?? 0, headers: headersOf(message), body: bodyOf(hop, message, done) })
    })
    if (hop.body === undefined || !isFile(hop.body)) request.end(hop.body)
    else sendFile(request, hop, hop.body, () => refused).then(() => (refused ? undefined : request.end()), (error: unknown) => request.destroy(error as Error))
  })

export const nodeTransport = (environment: NodeJS.ProcessEnv = process.env): NodeTransport => {
  const pool = agents(environment)
  return { transport: (hop) => exchange(hop, pool.of(hop.url)), close: () => pool.close() }
}
