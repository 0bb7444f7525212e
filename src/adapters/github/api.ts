// GitHub's REST and GraphQL over the Http port: where requests go, with which headers, and what counts as an answer. The token
// is bound to the origin of the API (or of the uploads that belong to it) and goes nowhere else.
import { githubWindows, points } from '../../core/github-limits.js'
import type { Json } from '../../core/json.js'
import { fail } from '../../errors/release-error.js'
import type { Clock } from '../../ports/clock.js'
import type { Credential, Http, HttpBody, HttpResponse, Method, Quota } from '../../ports/http.js'
import type { Log } from '../../ports/log.js'
import { refuse, type Asked } from './refusal.js'

export interface Endpoints {
  /** `https://api.github.com`, as the environment gives it; with a path on an Enterprise server. */
  readonly api: string
  readonly graphql: string
  /** `https://github.com` */
  readonly server: string
}

export interface GitHubSettings {
  readonly http: Http
  readonly endpoints: Endpoints
  readonly token?: string
  readonly clock: Clock
  readonly log: Log
  readonly signal?: AbortSignal
}

export interface Call extends Omit<Asked, 'method'> {
  readonly method: Method
  /** Below the API (`/repos/…`), or a whole URL. */
  readonly path: string
  readonly json?: Json
  readonly file?: { readonly body: HttpBody; readonly mediaType: string }
  /** May it be sent again when nobody knows whether it was carried out? Reads always may. */
  readonly idempotent?: boolean
  readonly probe?: boolean
  /** Does it create something that people see? By default a POST does; GitHub allows only so many of them. */
  readonly creates?: boolean
  /** Of GitHub's points, in place of what such a request costs: to pay beforehand for the next one, which must not have to wait. */
  readonly points?: number
  /** In place of the run's: for what is done when the run has been told to stop. */
  readonly signal?: AbortSignal
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly url: string
  /** Undefined when the answer has no body (204). */
  readonly value: unknown
}

/** GitHub gives no more than this many pages of a list. */
const mostPages = 100
const perPage = 100
const unseenCreations = 3

export class Api {
  private readonly origin: string
  /** Of the API, its uploads and GraphQL together. */
  private readonly quota: Quota
  private readonly counted = new Set<number>()
  /** GitHub's time in its last answer, and ours when that came. */
  private told: { readonly there: number; readonly here: number } | undefined

  constructor(readonly settings: GitHubSettings) {
    this.origin = new URL(settings.endpoints.api).origin
    this.quota = { service: this.origin, windows: githubWindows }
    if (settings.token !== undefined) settings.log.secret(settings.token)
  }

  time(): number {
    const now = this.settings.clock.now()
    return this.told ? this.told.there + (now - this.told.here) : now
  }

  /** Any status is an answer. */
  async ask(call: Call): Promise<Answer> {
    const response = await this.send(call)
    const date = Date.parse(response.headers['date'] ?? '')
    if (Number.isFinite(date)) this.told = { there: date, here: this.settings.clock.now() }
    const text = response.status === 204 ? '' : await response.text()
    return { status: response.status, headers: response.headers, url: response.url, value: text === '' ? undefined : parseLoosely(text) }
  }

  /** Success, or the code that fits. */
  async must(call: Call): Promise<Answer> {
    const answer = await this.ask(call)
    return answer.status >= 200 && answer.status < 300 ? answer : refuse(answer, call)
  }

  /** Undefined for 404; every other failure stops, as "could not look" is not "not there". */
  async find(path: string, what: string, signal?: AbortSignal): Promise<unknown> {
    const call: Call = { method: 'GET', path, what, ...(signal ? { signal } : {}) }
    const answer = await this.ask(call)
    if (answer.status === 404) return undefined
    return answer.status >= 200 && answer.status < 300 ? answer.value : refuse(answer, call)
  }

  /** All pages of a list. `path` has its query, if any. */
  async all(path: string, what: string): Promise<readonly unknown[]> {
    return (await this.findAll(path, what)) ?? fail('GITHUB_NOT_FOUND', { what, url: path })
  }

  /** The same; undefined when what the list belongs to is not there. */
  async findAll(path: string, what: string): Promise<readonly unknown[] | undefined> {
    const all: unknown[] = []
    for (let page = 1; page <= mostPages; page++) {
      const call: Call = { method: 'GET', path: `${path}${path.includes('?') ? '&' : '?'}per_page=${perPage}&page=${page}`, what }
      const answer = await this.ask(call)
      if (answer.status === 404) return undefined
      if (answer.status >= 300) return refuse(answer, call)
      if (!Array.isArray(answer.value)) return fail('GITHUB_ANSWER', { what, field: 'the top', found: 'no list' })
      all.push(...(answer.value as readonly unknown[]))
      const { link } = answer.headers
      const hasNext = link === undefined ? answer.value.length === perPage : /rel="next"/.test(link)
      if (!hasNext) return all
    }
    return fail('GITHUB_TOO_MANY', { what, limit: mostPages * perPage })
  }

  /** A body that is read as it comes, from wherever a redirect leads; the token stays here. Undefined for 404. */
  async findStream(path: string, accept: string, what: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const { http, signal } = this.settings
    const url = `${this.settings.endpoints.api}${path}`
    const response = await http.send({
      method: 'GET', url, headers: { ...commonHeaders, accept }, purpose: 'read', idempotent: true, answer: 'stream', quota: this.quota, costs: { points: points.read },
      ...this.credentialFor(url), ...(signal ? { signal } : {}),
    })
    if (response.status >= 200 && response.status < 300) return response.body()
    if (response.status === 404) return void (await response.text())
    return refuse({ status: response.status, headers: response.headers, url: response.url, value: parseLoosely(await response.text()) }, { what, method: 'GET' })
  }

  /** A page or a download below the web address, without the token: what anybody gets. Undefined for 404. */
  async findPublic(path: string, what: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const { http, signal, endpoints } = this.settings
    const response = await http.send({
      method: 'GET', url: `${endpoints.server}${path}`, purpose: 'read', idempotent: true, answer: 'stream', ...(signal ? { signal } : {}),
    })
    if (response.status >= 200 && response.status < 300) return response.body()
    if (response.status === 404) return void (await response.text())
    return refuse({ status: response.status, headers: response.headers, url: response.url, value: parseLoosely(await response.text()) }, { what, method: 'GET' })
  }

  private send(call: Call): Promise<HttpResponse> {
    const { http, endpoints } = this.settings
    const signal = call.signal ?? this.settings.signal
    const url = /^https?:/.test(call.path) ? call.path : `${endpoints.api}${call.path}`
    const isRead = call.method === 'GET' || call.method === 'HEAD'
    const body = call.file?.body ?? (call.json === undefined ? undefined : JSON.stringify(call.json))
    return http.send({
      method: call.method,
      url,
      headers: { ...commonHeaders, ...(body === undefined ? {} : { 'content-type': call.file?.mediaType ?? 'application/json; charset=utf-8' }) },
      ...(body === undefined ? {} : { body }),
      ...this.credentialFor(url),
      ...(signal ? { signal } : {}),
      purpose: call.probe ? 'access-probe' : isRead ? 'read' : 'write',
      idempotent: call.idempotent ?? isRead,
      expects: 'json',
      quota: this.quota,
      costs: costsOf(call, isRead),
    })
  }

  /** Numbers of things that were created, and when by GitHub's time: what an earlier run has used up of the hour is not used again. */
  created(things: readonly { readonly id: number; readonly at: number }[]): void {
    const fresh = things.filter((it) => !this.counted.has(it.id))
    for (const { id } of fresh) this.counted.add(id)
    if (fresh.length === 0) return
    const ahead = this.time() - this.settings.clock.now()
    // Their seconds were cut off.
    const times = fresh.map((it) => it.at - ahead + 1000)
    // What they belong to was created with them, and some attempts leave nothing to see.
    const unseen = Array.from({ length: unseenCreations }, () => Math.max(...times))
    this.settings.http.used?.(this.quota, 'creates', [...times, ...unseen])
  }

  /** Created by this run, and counted when it was sent. */
  createdHere(id: number): void {
    this.counted.add(id)
  }

  private credentialFor(url: string): { credential?: Credential } {
    const { token } = this.settings
    return token === undefined ? {} : { credential: { origin: this.originFor(url), value: `Bearer ${token}` } }
  }

  /**
   * The API itself, or a host of the same GitHub: the URL for uploads comes out of an answer, and whoever could forge that
   * answer must not be able to collect the token with it.
   */
  private originFor(url: string): string {
    const { origin, protocol, hostname } = new URL(url)
    const api = new URL(this.settings.endpoints.api)
    if (origin === this.origin) return origin
    const family = [api.hostname, new URL(this.settings.endpoints.server).hostname, new URL(this.settings.endpoints.graphql).hostname]
    const isOurs = protocol === api.protocol && family.some((host) => hostname === host || hostname.endsWith(`.${host}`))
    return isOurs ? origin : fail('GITHUB_ORIGIN', { url: `${origin}/`, api: this.origin })
  }
}

/** The version whose answers are read here; GitHub keeps it for years after the next one. */
const commonHeaders = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' }

const costsOf = (call: Call, isRead: boolean): Readonly<Record<string, number>> => {
  const creates = call.creates ?? call.method === 'POST'
  return { points: call.points ?? (isRead ? points.read : points.write), creates: creates ? 1 : 0 }
}

/** The body of a refusal may be anything; that of a success was checked to be JSON by the client. */
const parseLoosely = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return { message: text.slice(0, 200) }
  }
}

/** Each piece of a path encoded, the slashes between them kept: `tags/chart/1.0.0`. */
export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')
