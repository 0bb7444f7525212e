// Joins a handler to node:http on 127.0.0.1, for clients that need an address: docker, helm, git, curl, a bundle in its own
// process. Bodies stream both ways. It decides nothing: what is answered is the handler's.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { drained } from './drained.js'
import { NoAnswer, type Handler, type WorldRequest, type WorldResponse } from './handler.js'

export interface Served {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string
  readonly port: number
  /** Ends every connection, also the idle and the stalled ones. */
  close(): Promise<void>
}

export interface ServeOptions {
  /** Any free one by default. */
  readonly port?: number
  /** A handler that threw something else than NoAnswer: a bug of the world. */
  readonly onBug?: (failure: unknown, request: WorldRequest) => void
}

export const serve = async (handler: Handler, options: ServeOptions = {}): Promise<Served> => {
  const server = createServer((incoming, outgoing) => void answer(handler, incoming, outgoing, options.onBug))
  // Long uploads and stalls are the client's affair, and a kept connection must not end while the client reaches for it.
  server.requestTimeout = 0
  server.headersTimeout = 0
  server.keepAliveTimeout = 600_000
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  }
  return { url: `http://127.0.0.1:${address.port}`, port: address.port, close }
}

const answer = async (handler: Handler, incoming: IncomingMessage, outgoing: ServerResponse, onBug: ServeOptions['onBug']): Promise<void> => {
  // A client that leaves in the middle is no error of ours.
  incoming.on('error', () => undefined)
  outgoing.on('error', () => undefined)
  const request = readRequest(incoming)
  try {
    await send(outgoing, await handler(request), incoming.method === 'HEAD')
  } catch (failure) {
    if (!(failure instanceof NoAnswer) && !incoming.destroyed && !outgoing.headersSent) {
      onBug?.(failure, request)
      outgoing.writeHead(500, { 'content-type': 'text/plain', connection: 'close' })
      outgoing.end(`the rehearsal failed: ${failure instanceof Error ? failure.message : String(failure)}\n`)
      return
    }
    incoming.socket.destroy()
  }
}

const readRequest = (incoming: IncomingMessage): WorldRequest => {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  const hasBody = headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'
  return {
    method: incoming.method ?? 'GET',
    url: new URL(`http://${headers['host'] ?? '127.0.0.1'}${incoming.url?.startsWith('/') ? incoming.url : '/'}`),
    headers,
    // A handler that stops reading has not broken the connection: it may still want to say why.
    body: hasBody ? (incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) : undefined,
  }
}

const send = async (outgoing: ServerResponse, response: WorldResponse, isHead: boolean): Promise<void> => {
  outgoing.writeHead(response.status, response.headers)
  if (isHead || response.body === undefined) {
    outgoing.end()
    return
  }
  if (response.body instanceof Uint8Array) {
    outgoing.end(response.body)
    return
  }
  // Sent at once, so that a client sees headers of an answer whose body stalls.
  outgoing.flushHeaders()
  for await (const part of response.body) {
    if (outgoing.destroyed) return
    if (!outgoing.write(part)) await drained(outgoing)
  }
  outgoing.end()
}
