// HTTP as the adapters need it: one request, one answer, and what may be done when the answer does not come. Everything
// outside (GitHub, registries, package indexes) goes through this, so that limits, retry and credentials are in one place.

/**
 * A secret header bound to one origin. It is sent to that origin only, and never again once a redirect has left it: whoever
 * chose the way back also chose the path.
 */
export interface Credential {
  /** `https://api.github.com`, as `URL.origin` gives it. */
  readonly origin: string
  /** `authorization` by default. */
  readonly header?: string
  readonly value: string
}

/** Part of a file: `size` bytes from `offset` (0 by default). Each attempt reads it anew; a stream could be sent only once. */
export interface FileBody {
  readonly path: string
  readonly size: number
  readonly offset?: number
}

export type HttpBody = Uint8Array | string | FileBody
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a service has told its users in advance: no more than `most` of a unit in any stretch of time so long. */
export interface Quota {
  /** Whom it belongs to, as people call it; one for all origins of a service: what one of them asks for holds for all. */
  readonly service: string
  readonly windows: readonly { readonly unit: string; readonly most: number; readonly ms: number; readonly what: string }[]
}

export interface HttpRequest {
  readonly method: Method
  readonly url: string
  /** Never a secret: `authorization`, `cookie` and their like are refused here. See `credential`. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: HttpBody
  readonly credential?: Credential
  /**
   * Default `follow`: at most five hops, never from https to http. A 301, 302, 307 or 308 repeats the request as it was (GitHub's
   * rule), a 303 becomes a GET. A write is never carried to another origin.
   */
  readonly redirects?: 'follow' | 'manual'
  /** Longest silence on the connection. Default one minute, five with a file as the body. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  /** `access-probe` asks for a right and takes no effect; counted apart from writes. */
  readonly purpose: 'read' | 'write' | 'access-probe'
  /** May it be sent again when nobody knows whether it was carried out? */
  readonly idempotent: boolean
  /**
   * `whole` (default): the answer has been read to its end before `send` resolves, at most `limit` bytes (16 MiB). `stream`: it is
   * read by the caller, once, and a cut is the caller's to see.
   */
  readonly answer?: 'whole' | 'stream'
  readonly limit?: number
  /**
   * A successful answer that is the page of a proxy counts as no answer, and is retried as such: with `json` whatever is no JSON,
   * with `no page` whatever is HTML.
   */
  readonly expects?: 'json' | 'no page'
  /** Default: a service is its origin, and tells its limits in its answers only. */
  readonly quota?: Quota
  /** What the request takes of the quota, by unit. */
  readonly costs?: Readonly<Record<string, number>>
}

export interface HttpResponse {
  readonly status: number
  /** Names in lower case; values of one name joined by `, `. */
  readonly headers: Readonly<Record<string, string>>
  /** Where the answer came from, after redirects. */
  readonly url: string
  /** Fails with HTTP_BROKEN when it ends early. */
  body(): AsyncIterable<Uint8Array>
  /** Fails with HTTP_TOO_LARGE beyond the limit (16 MiB by default). */
  bytes(limit?: number): Promise<Uint8Array>
  text(): Promise<string>
  /** Fails with HTTP_NOT_JSON. */
  json(): Promise<unknown>
}

/**
 * Any status is an answer. `send` rejects with HTTP_UNREACHABLE when the request surely never arrived, with HTTP_BROKEN when
 * it may have, and, behind the retry, with HTTP_ANSWER_LOST when it may have and must not be sent twice: then look first.
 */
export interface Http {
  send(request: HttpRequest): Promise<HttpResponse>
  /** Of a quota so much was used at these times (milliseconds since 1970) by others, or by an earlier run with the same credential. */
  used?(quota: Quota, unit: string, times: readonly number[]): void
}

/** One request to one origin, without redirects: what a transport (sockets, or a world in this process) has to know. */
export interface Hop {
  readonly method: Method
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: HttpBody
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export interface HopAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Throws when the body is cut. */
  readonly body: AsyncIterable<Uint8Array>
}

/** Rejects with HTTP_UNREACHABLE or HTTP_BROKEN, as `Http` does. */
export type Transport = (hop: Hop) => Promise<HopAnswer>
