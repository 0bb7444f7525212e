// Making answers and reading request bodies, for every rehearsed server.
import type { WorldRequest, WorldResponse } from './handler.js'

type Headers = Readonly<Record<string, string>>

const encoder = new TextEncoder()

export const bytesAnswer = (status: number, body: Uint8Array, headers: Headers = {}): WorldResponse => ({
  status, headers: { 'content-length': String(body.length), ...headers }, body,
})

export const textAnswer = (status: number, text: string, headers: Headers = {}): WorldResponse =>
  bytesAnswer(status, encoder.encode(text), { 'content-type': 'text/plain; charset=utf-8', ...headers })

export const jsonAnswer = (status: number, value: unknown, headers: Headers = {}): WorldResponse =>
  bytesAnswer(status, encoder.encode(JSON.stringify(value)), { 'content-type': 'application/json; charset=utf-8', ...headers })

export const emptyAnswer = (status: number, headers: Headers = {}): WorldResponse => ({ status, headers, body: undefined })

export const redirectAnswer = (status: 301 | 302 | 307 | 308, location: string): WorldResponse =>
  ({ status, headers: { location, 'content-length': '0' }, body: undefined })

/** The request's body is larger than this server takes. */
export class BodyTooLarge extends Error {
  constructor(readonly limit: number) {
    super(`the body is larger than ${limit} bytes`)
    this.name = 'BodyTooLarge'
  }
}

/** The whole body. Fails when the sender goes away, and with BodyTooLarge. */
export const readBody = async (request: WorldRequest, limit = 64 * 1024 * 1024): Promise<Buffer> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.length
    if (size > limit) throw new BodyTooLarge(limit)
    parts.push(part)
  }
  return Buffer.concat(parts)
}
