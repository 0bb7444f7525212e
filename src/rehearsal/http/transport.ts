// Joins a handler to the product's HTTP client without sockets, for runs that are played by the thousand. What a socket would make of
// a lost answer is said here in the transport's words.
import { closeSync, createReadStream, openSync, readSync } from 'node:fs'
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { Hop, HopAnswer, HttpBody, Transport } from '../../ports/http.js'
import { NoAnswer, type Handler, type WorldResponse } from './handler.js'

const isFile = (body: HttpBody): body is Extract<HttpBody, { path: string }> => typeof body === 'object' && 'path' in body
const sizeOf = (body: HttpBody): number => (typeof body === 'string' ? Buffer.byteLength(body) : isFile(body) ? body.size : body.byteLength)

/** Small ones at once: a stream costs four trips to another thread. */
const small = 256 * 1024

const readPart = (path: string, offset: number, size: number): Uint8Array => {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(size)
    return bytes.subarray(0, readSync(file, bytes, 0, size, offset))
  } finally {
    closeSync(file)
  }
}

async function* partsOf(body: HttpBody): AsyncGenerator<Uint8Array> {
  if (typeof body === 'string') yield Buffer.from(body)
  else if (!isFile(body)) yield body
  else if (body.size > 0 && body.size <= small) yield readPart(body.path, body.offset ?? 0, body.size)
  else if (body.size > 0) yield* createReadStream(body.path, { start: body.offset ?? 0, end: (body.offset ?? 0) + body.size - 1 }) as AsyncIterable<Buffer>
}

const lost = (hop: Hop, failure: unknown): never => {
  if (!(failure instanceof NoAnswer)) throw failure
  const facts = { method: hop.method, url: `${hop.url.origin}${hop.url.pathname}`, what: failure.message }
  return fail(failure.arrived ? 'HTTP_BROKEN' : 'HTTP_UNREACHABLE', facts, { cause: failure })
}

async function* bodyOf(hop: Hop, { body }: WorldResponse): AsyncGenerator<Uint8Array> {
  if (body === undefined || hop.method === 'HEAD') return
  try {
    if (body instanceof Uint8Array) yield body
    else yield* body
  } catch (failure) {
    // However it broke: a body that ends early was begun, so the request had arrived.
    lost(hop, failure instanceof ReleaseError ? failure : new NoAnswer(true))
  }
}

export const transportOf = (handler: Handler): Transport => async (hop): Promise<HopAnswer> => {
  hop.signal?.throwIfAborted()
  const length = hop.body === undefined ? {} : { 'content-length': String(sizeOf(hop.body)) }
  try {
    const response = await handler({
      method: hop.method,
      url: hop.url,
      headers: { ...hop.headers, host: hop.url.host, ...length },
      body: hop.body === undefined || sizeOf(hop.body) === 0 ? undefined : partsOf(hop.body),
    })
    return { status: response.status, headers: response.headers, body: bodyOf(hop, response) }
  } catch (failure) {
    return lost(hop, failure)
  }
}
