// An answer as callers see it: collected with a bound, or a stream that is read once.
import { fail } from '../../errors/release-error.js'
import type { HopAnswer, HttpRequest, HttpResponse, Method } from '../../ports/http.js'
import { plainUrl } from './redirect.js'

export const defaultLimit = 16 * 1024 * 1024

interface Call {
  readonly method: Method
  readonly url: URL
}

const collect = async (call: Call, body: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body) {
    size += part.byteLength
    if (size > limit) return fail('HTTP_TOO_LARGE', { method: call.method, url: plainUrl(call.url), limit })
    parts.push(part)
  }
  return Buffer.concat(parts, size)
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.byteLength > 0) yield bytes
}

const parse = (call: Call, status: number, text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    const start = text.slice(0, 120).replace(/\s+/g, ' ').trim() || '(nothing)'
    return fail('HTTP_NOT_JSON', { method: call.method, url: plainUrl(call.url), status, start }, { cause })
  }
}

/** Makes the response; with `answer: whole` the body has been read when this resolves. */
export const makeResponse = async (call: Call, answer: HopAnswer, request: HttpRequest): Promise<HttpResponse> => {
  const limit = request.limit ?? defaultLimit
  const whole = request.answer === 'stream' ? undefined : await collect(call, answer.body, limit)
  const bytes = async (most = limit): Promise<Uint8Array> => {
    if (whole && whole.byteLength > most) return fail('HTTP_TOO_LARGE', { method: call.method, url: plainUrl(call.url), limit: most })
    return whole ?? collect(call, answer.body, most)
  }
  const text = async (): Promise<string> => new TextDecoder().decode(await bytes())
  return {
    status: answer.status,
    headers: answer.headers,
    url: call.url.href,
    body: () => (whole ? once(whole) : answer.body),
    bytes,
    text,
    json: async () => parse(call, answer.status, await text()),
  }
}
