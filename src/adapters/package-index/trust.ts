// Trusted publishing: the job's identity at GitHub for a token of the index that lives fifteen minutes. The identity is good for one
// audience, goes to one address, and is a secret on its way, as is whatever comes of it.
import { withoutControls } from '../../core/plain-text.js'
import { fail } from '../../errors/release-error.js'
import type { Http, HttpResponse } from '../../ports/http.js'
import type { Log } from '../../ports/log.js'

/** What the runner gives a job that may ask for its identity. */
export interface IdentitySource {
  readonly url: string
  readonly token: string
}

export interface TrustedIndex {
  /** As people call it. */
  readonly index: string
  /** Host of its upload address, for what is said. */
  readonly host: string
  /** Where it is, without a slash at the end. */
  readonly base: string
}

interface Asking {
  readonly http: Http
  readonly log: Log
}

const valueOf = async (answer: HttpResponse): Promise<Readonly<Record<string, unknown>>> => {
  const value: unknown = await answer.json().catch(() => undefined)
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

const said = (value: unknown): string => (typeof value === 'string' ? withoutControls(value).replace(/\s+/g, ' ').trim().slice(0, 1000) : '')

/** For one audience. The address that the runner gives has a query already. */
export const identityToken = async ({ url, token }: IdentitySource, audience: string, { http, log }: Asking): Promise<string> => {
  log.secret(token)
  const at = new URL(url)
  at.searchParams.set('audience', audience)
  const answer = await http.send({ method: 'GET', url: at.href, headers: { accept: 'application/json' }, credential: { origin: at.origin, value: `Bearer ${token}` }, redirects: 'manual', purpose: 'read', idempotent: true })
  const { value } = await valueOf(answer)
  if (answer.status !== 200 || typeof value !== 'string' || value === '') return fail('INDEX_IDENTITY', { what: answer.status === 200 ? 'the answer holds no token' : `status ${answer.status}` })
  log.secret(value)
  return value
}

/** Said by an index that has none, or has it off; anything else is a failure that may pass. */
const noTrust = async ({ index, host }: TrustedIndex, answer: HttpResponse): Promise<never> => {
  const { status } = answer
  if (status < 500 || status === 501) return fail('INDEX_NO_TRUST', { index, host, status })
  return fail('INDEX_REFUSED', { index, what: 'give a token for the identity of this job', status, said: said(await answer.text().catch(() => '')) || 'it gave no reason' })
}

/** PyPI says the same each time. */
const known: Readonly<Record<string, string>> = { 'upload.pypi.org': 'pypi', 'test.pypi.org': 'testpypi' }
const ofOthers: ReadonlySet<string> = new Set([...Object.values(known), 'sigstore'])

/**
 * An identity is a key to whatever trusts its audience. An index that could choose it would have one made for PyPI, or for a cloud, and use
 * it there: so it may name itself, or be a word that is nobody's.
 */
const isOwnAudience = (audience: string, { host }: TrustedIndex): boolean => {
  if (known[host] !== undefined) return audience === known[host]
  return /^[A-Za-z0-9_-]+$/.test(audience) ? !ofOthers.has(audience.toLowerCase()) : audience.replace(/^https:\/\//, '').split('/')[0] === host
}

const audienceOf = async (at: TrustedIndex, { http }: Asking): Promise<string> => {
  const answer = await http.send({ method: 'GET', url: `${at.base}/_/oidc/audience`, headers: { accept: 'application/json' }, purpose: 'read', idempotent: true })
  const { audience } = answer.status === 200 ? await valueOf(answer) : {}
  if (typeof audience !== 'string' || audience === '') return noTrust(at, answer)
  return isOwnAudience(audience, at) ? audience : fail('INDEX_AUDIENCE', { index: at.index, host: at.host, audience: said(audience).slice(0, 100) })
}

/** Of whom the index said that it knows no publisher: read from the identity itself, which holds nothing secret but its signature. */
const identityText = (jwt: string): string => {
  try {
    const claims = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8')) as Readonly<Record<string, unknown>>
    const workflow = said(claims['workflow_ref']).replace(/^.*\/\.github\/workflows\//, '').replace(/@.*$/, '')
    return `repository ${said(claims['repository']) || 'unknown'}, workflow ${workflow || 'unknown'}, environment ${said(claims['environment']) || 'none'}`
  } catch {
    return ''
  }
}

/** Asked for again does no harm: each token is one more, and all end after fifteen minutes. */
const ask = (path: string, jwt: string, { base }: TrustedIndex, { http }: Asking): Promise<HttpResponse> =>
  http.send({ method: 'POST', url: `${base}${path}`, headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify({ token: jwt }), redirects: 'manual', purpose: 'access-probe', idempotent: true })

export const mintToken = async (source: IdentitySource, at: TrustedIndex, asking: Asking): Promise<string> => {
  const jwt = await identityToken(source, await audienceOf(at, asking), asking)
  const first = await ask('/_/oidc/mint-token', jwt, at, asking)
  // Indexes that have known trusted publishing for longer know the path of GitHub alone.
  const answer = first.status === 404 || first.status === 405 ? await ask('/_/oidc/github/mint-token', jwt, at, asking) : first
  const { token, errors } = await valueOf(answer)
  if (answer.status === 200 && typeof token === 'string' && token !== '') {
    asking.log.secret(token)
    return token
  }
  const [error] = Array.isArray(errors) ? (errors as readonly Readonly<Record<string, unknown>>[]) : []
  if (error === undefined) return noTrust(at, answer)
  return fail('INDEX_NO_PUBLISHER', { index: at.index, code: said(error['code']) || `status ${answer.status}`, said: said(error['description']) || 'it gave no reason', identity: identityText(jwt) })
}
