// What a rehearsed server is: a function from request to answer. It knows no sockets, so that thousands of runs can be
// played in one process; server.ts joins it to node:http for tools that need an address.

export interface WorldRequest {
  readonly method: string
  /** Whole address: origin, path and query. */
  readonly url: URL
  /** Names in lower case; values of one name joined by `, `. */
  readonly headers: Readonly<Record<string, string>>
  /** Throws when the sender goes away in the middle. Undefined when the request has none. */
  readonly body: AsyncIterable<Uint8Array> | undefined
}

export interface WorldResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** An iterable that throws is a body that is cut: the connection breaks at that byte. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array> | undefined
}

/** Rejects with NoAnswer when no answer will come. Any other rejection is a bug of the world, and becomes a 500. */
export type Handler = (request: WorldRequest) => Promise<WorldResponse>

/**
 * The connection ends without an answer. `arrived` tells a transport without sockets whether the request may have been carried
 * out; over a socket both look the same, as they do in life.
 */
export class NoAnswer extends Error {
  constructor(readonly arrived: boolean) {
    super(arrived ? 'the answer was lost' : 'the connection was refused')
    this.name = 'NoAnswer'
  }
}
