// Calls to registries, each with the token that its scope needs. A token is asked for when the registry says 401, kept for its
// scope, and renewed once when the registry says 401 again: it may have expired in the middle of a release.
import { fail } from '../../errors/release-error.js'
import type { Http, HttpRequest, HttpResponse } from '../../ports/http.js'
import type { Log } from '../../ports/log.js'
import type { ImageName } from '../../ports/registry.js'
import { parseChallenges, type Challenge } from './challenge.js'
import type { Credentials, Login } from './credentials.js'
import { judgeRealm } from './realm.js'
import { refused, wordsOf } from './refusal.js'

export type Actions = 'pull' | 'pull,push' | 'pull,push,delete'

export interface RegistryCall {
  readonly request: Omit<HttpRequest, 'url' | 'credential'>
  readonly name: ImageName
  readonly actions: Actions
  /** Below the repository (`/manifests/1.0.0`), or the absolute address that an upload was given. */
  readonly to: string | URL
  /** A further repository to be read from in the same call. */
  readonly mountFrom?: string
}

export interface Sessions {
  /** Fails with REGISTRY_DENIED at 401 and 403; every other status is the caller's. */
  send(call: RegistryCall): Promise<HttpResponse>
  baseOf(host: string): URL
}

interface SessionOptions {
  readonly http: Http
  readonly baseOf: (host: string) => URL
  readonly credentials: Credentials
  readonly log: Log
}

const basic = (username: string, password: string): string => `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
const whoOf = (login: Login | undefined): string => (login === undefined ? 'an anonymous user' : 'username' in login ? `the user ${login.username}` : 'the owner of the identity token')
const scopesOf = (call: RegistryCall): readonly string[] =>
  [`repository:${call.name.repository}:${call.actions}`, ...(call.mountFrom === undefined ? [] : [`repository:${call.mountFrom}:pull`])]
const keyOf = (call: RegistryCall, actions: Actions): string => `${call.name.host} ${scopesOf({ ...call, actions }).join(' ')}`
const widths: readonly Actions[] = ['pull', 'pull,push', 'pull,push,delete']
/** The actions themselves, then those that have them inside. */
const wider = (call: RegistryCall): readonly Actions[] => widths.slice(widths.indexOf(call.actions))

const tokenRequest = (url: URL, challenge: Challenge, scopes: readonly string[], login: Login | undefined): HttpRequest => {
  const service = challenge.params['service']
  const shared = { purpose: 'read', idempotent: true, expects: 'json' } as const
  if (login !== undefined && 'identityToken' in login) {
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'slipway', refresh_token: login.identityToken, scope: scopes.join(' '), ...(service ? { service } : {}) })
    return { ...shared, method: 'POST', url: url.href, body: form.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } }
  }
  if (service) url.searchParams.set('service', service)
  for (const scope of scopes) url.searchParams.append('scope', scope)
  return { ...shared, method: 'GET', url: url.href, ...(login ? { credential: { origin: url.origin, value: basic(login.username, login.password) } } : {}) }
}

const tokenIn = (json: unknown): string | undefined => {
  const { token, access_token: other } = (typeof json === 'object' && json !== null ? json : {}) as { token?: unknown; access_token?: unknown }
  return [token, other].find((it): it is string => typeof it === 'string' && it !== '')
}

export const createSessions = ({ http, baseOf, credentials, log }: SessionOptions): Sessions => {
  /** Per host and scope, the header that was last given; a promise, so that calls side by side ask for one token. */
  const headers = new Map<string, Promise<string>>()

  const denied = async (call: RegistryCall, answer: HttpResponse): Promise<never> => {
    const { code, message } = await wordsOf(answer)
    const words = [String(answer.status), code, message].filter((it) => it !== '').join(' ')
    const facts = { host: call.name.host, repository: call.name.repository, scope: call.actions, who: whoOf(await credentials.of(call.name)), answer: words }
    return fail('REGISTRY_DENIED', facts)
  }

  const bearer = async (call: RegistryCall, challenge: Challenge): Promise<string> => {
    const { host } = call.name
    const realm = challenge.params['realm'] ?? ''
    const judgement = judgeRealm(baseOf(host), realm)
    if ('why' in judgement) return fail('REGISTRY_REALM', { host, realm: realm.slice(0, 200), why: judgement.why })
    const answer = await http.send(tokenRequest(judgement.url, challenge, scopesOf(call), await credentials.of(call.name)))
    if (answer.status === 401 || answer.status === 403) return denied(call, answer)
    if (answer.status !== 200) return refused({ host, request: `GET ${judgement.url.pathname}` }, answer)
    const token = tokenIn(await answer.json())
    if (token === undefined) return fail('REGISTRY_REFUSED', { host, request: `GET ${judgement.url.pathname}`, status: 200, code: 'NO_TOKEN', message: 'the token service gave no token' })
    log.secret(token)
    return `Bearer ${token}`
  }

  const authorize = async (call: RegistryCall, answer: HttpResponse): Promise<string> => {
    const challenges = parseChallenges(answer.headers['www-authenticate'] ?? '')
    const offered = challenges.find((it) => it.scheme === 'bearer')
    if (offered) return bearer(call, offered)
    const login = await credentials.of(call.name)
    if (!challenges.some((it) => it.scheme === 'basic') || login === undefined || !('username' in login)) return denied(call, answer)
    return basic(login.username, login.password)
  }

  const once = (call: RegistryCall, url: URL, header: string | undefined): Promise<HttpResponse> => {
    const credential = header === undefined ? {} : { credential: { origin: baseOf(call.name.host).origin, value: header } }
    return http.send({ expects: 'no page', ...call.request, url: url.href, ...credential })
  }

  const send = async (call: RegistryCall): Promise<HttpResponse> => {
    const base = baseOf(call.name.host)
    const url = typeof call.to === 'string' ? new URL(`${base.pathname.replace(/\/+$/, '')}/v2/${call.name.repository}${call.to}`, base) : call.to
    const key = keyOf(call, call.actions)
    // What may push may pull: a wider token that is there already spares a refusal and a request for another one.
    const held = wider(call).map((it) => headers.get(keyOf(call, it))).find((it) => it !== undefined)
    let answer = await once(call, url, await held)
    if (answer.status === 401) {
      // Somebody else may have renewed it meanwhile.
      if (headers.get(key) === held || headers.get(key) === undefined) {
        const renewed = authorize(call, answer)
        headers.set(key, renewed)
        renewed.catch(() => headers.delete(key))
      }
      // A streamed answer that nobody reads would keep its connection.
      await answer.bytes()
      answer = await once(call, url, await headers.get(key))
    }
    log.debug(`${call.name.host}: ${call.request.method} ${url.pathname} ${answer.status}`)
    return answer.status === 401 || answer.status === 403 ? denied(call, answer) : answer
  }
  return { send, baseOf }
}
