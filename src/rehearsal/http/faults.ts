// What can go wrong between a client and a server, played on any handler. When, and to which call, is a schedule's decision.
import { NoAnswer, type Handler, type WorldRequest, type WorldResponse } from './handler.js'

export type Fault =
  /** The connection is refused: the request surely never arrived. */
  | { readonly kind: 'refuse' }
  /** The request is lost on its way; the client cannot know. */
  | { readonly kind: 'lose-request' }
  /** Carried out, and the answer is lost. */
  | { readonly kind: 'lose-answer' }
  /** The body of the request breaks off at this part of its length, and the connection with it. */
  | { readonly kind: 'cut-request'; readonly at: number }
  /** Carried out, and the body of the answer breaks off. */
  | { readonly kind: 'cut-answer'; readonly at: number }
  /** No answer until `until` (for ever without it), then none; `carriedOut` before that. */
  | { readonly kind: 'stall'; readonly carriedOut: boolean; readonly until?: Promise<void> }
  /** Something else answers: a proxy, a limit, an error page; `carriedOut` behind it or not. */
  | { readonly kind: 'answer'; readonly carriedOut: boolean; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** Somebody else acts first; then the request goes on as if nothing had been. */
  | { readonly kind: 'meanwhile'; readonly act: () => void | Promise<void> }

/** Undefined: all goes well. Calls are counted from 1. */
export type Schedule = (call: number, request: WorldRequest) => Fault | undefined

export const withFaults = (handler: Handler, schedule: Schedule): Handler => {
  let calls = 0
  return (request) => {
    const fault = schedule(++calls, request)
    return fault ? playFault(fault, handler, request) : handler(request)
  }
}

export const playFault = async (fault: Fault, handler: Handler, request: WorldRequest): Promise<WorldResponse> => {
  switch (fault.kind) {
    case 'refuse': throw new NoAnswer(false)
    case 'lose-request': throw new NoAnswer(true)
    case 'lose-answer':
      await drain(await handler(request))
      throw new NoAnswer(true)
    case 'cut-request':
      await handler({ ...request, body: request.body && cutAt(request.body, Math.floor(lengthOf(request.headers) * fault.at)) }).catch(() => undefined)
      throw new NoAnswer(true)
    case 'cut-answer': return cutAnswer(await handler(request), fault.at)
    case 'stall':
      if (fault.carriedOut) await drain(await handler(request))
      await (fault.until ?? new Promise(() => undefined))
      throw new NoAnswer(true)
    case 'answer':
      if (fault.carriedOut) await drain(await handler(request))
      return { status: fault.status, headers: { 'content-type': 'text/plain', ...fault.headers }, body: Buffer.from(fault.body ?? '') }
    case 'meanwhile':
      await fault.act()
      return handler(request)
  }
}

const lengthOf = (headers: Readonly<Record<string, string>>): number => Number(headers['content-length'] ?? 0)

/** An answer that nobody will read: its body may hold a process or a file open. */
const drain = async (response: WorldResponse): Promise<void> => {
  if (response.body instanceof Uint8Array || response.body === undefined) return
  for await (const part of response.body) if (part.length < 0) return
}

async function* cutAt(body: AsyncIterable<Uint8Array>, limit: number): AsyncIterable<Uint8Array> {
  let left = limit
  for await (const part of body) {
    if (part.length >= left) {
      if (left > 0) yield part.subarray(0, left)
      throw new NoAnswer(true)
    }
    left -= part.length
    yield part
  }
  throw new NoAnswer(true)
}

async function* partsOf(body: Uint8Array | AsyncIterable<Uint8Array> | undefined): AsyncIterable<Uint8Array> {
  if (body instanceof Uint8Array) yield body
  else if (body) yield* body
}

const cutAnswer = (response: WorldResponse, at: number): WorldResponse => {
  const length = lengthOf(response.headers) || (response.body instanceof Uint8Array ? response.body.length : 0)
  return { ...response, body: cutAt(partsOf(response.body), Math.floor(length * at)) }
}
