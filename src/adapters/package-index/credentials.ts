// With what a run uploads: a token that it was given, else one that the index mints for the identity of the job. Each goes to the origin
// of the upload address, and nowhere else; and a token of PyPI, which says where it belongs, to no other index at all.
import { indexName, type IndexPlace } from '../../core/package-index.js'
import { indexVariable } from '../../errors/catalog/package-index.js'
import { fail } from '../../errors/release-error.js'
import type { Clock } from '../../ports/clock.js'
import type { Http } from '../../ports/http.js'
import type { Log } from '../../ports/log.js'
import type { UploadRight } from '../../ports/package-index.js'
import { mintToken, type IdentitySource } from './trust.js'

export interface IndexCredentialsOptions {
  readonly http: Http
  readonly log: Log
  readonly clock: Clock
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The input `package-index-token`. */
  readonly token?: string
  /** Where a public address really is. */
  readonly at: (address: string) => URL
}

export interface IndexCredentials {
  /** The value of the header `authorization`. Fails when there is nothing to make it of. */
  header(place: IndexPlace): Promise<string>
  /** Undefined when no token was given: for reading, where an index wants one. */
  given(place: IndexPlace): string | undefined
  by(place: IndexPlace): UploadRight['by']
  identity(): IdentitySource | undefined
  /** What was minted is not used again. */
  forget(place: IndexPlace): void
}

/** Minted tokens live fifteen minutes. */
const freshMs = 10 * 60_000

/** A token of PyPI is a macaroon: after a version byte and the tag of the field stands the host that made it. */
const madeBy = (token: string): string | undefined => {
  if (!token.startsWith('pypi-')) return undefined
  const bytes = Buffer.from(token.slice('pypi-'.length), 'base64url')
  const length = bytes[2] ?? 0
  const host = bytes[0] === 2 && bytes[1] === 1 ? bytes.toString('latin1', 3, 3 + length) : ''
  return /^[a-z0-9.-]+$/.test(host) ? host : undefined
}

export const createIndexCredentials = ({ http, log, clock, environment, token, at }: IndexCredentialsOptions): IndexCredentials => {
  const minted = new Map<string, { readonly token: Promise<string>; readonly time: number }>()
  const secret = (text: string): string => {
    log.secret(text)
    return text
  }
  const basic = (user: string, password: string): string => `Basic ${secret(Buffer.from(`${user}:${secret(password)}`).toString('base64'))}`
  const own = (place: IndexPlace): string | undefined => {
    const variable = indexVariable(new URL(place.upload).host)
    const given = environment[`${variable}_TOKEN`]?.trim() || environment[`${variable}_PASSWORD`]?.trim() || token
    if (given === undefined || given === '') return undefined
    const of = madeBy(secret(given))
    const host = new URL(place.upload).host
    if (of !== undefined && host !== of && host !== `upload.${of}`) return fail('INDEX_TOKEN_ELSEWHERE', { index: indexName(place), host, of })
    return basic(environment[`${variable}_USERNAME`]?.trim() || '__token__', given)
  }
  const identity = (): IdentitySource | undefined => {
    const [url, request] = [environment['ACTIONS_ID_TOKEN_REQUEST_URL'], environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN']]
    return url && request && URL.canParse(url) ? { url, token: request } : undefined
  }
  const mint = (place: IndexPlace): Promise<string> => {
    const host = new URL(place.upload).host
    const source = identity() ?? fail('INDEX_CREDENTIALS', { index: indexName(place), host, missing: missingText(environment) })
    const known = minted.get(place.upload)
    if (known && clock.now() - known.time < freshMs) return known.token
    const made = mintToken(source, { index: indexName(place), host, base: at(place.trust).href.replace(/\/+$/, '') }, { http, log })
    minted.set(place.upload, { token: made, time: clock.now() })
    made.catch(() => minted.delete(place.upload))
    return made
  }
  return {
    given: own,
    by: (place) => (own(place) === undefined ? 'trusted publisher' : 'token'),
    header: async (place) => own(place) ?? basic('__token__', await mint(place)),
    identity,
    forget: (place) => void minted.delete(place.upload),
  }
}

const missingText = (environment: IndexCredentialsOptions['environment']): string =>
  environment['GITHUB_ACTIONS'] === 'true'
    ? 'no token is given, and the job may not ask for its identity (ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN are not set: it lacks `permissions: id-token: write`)'
    : 'no token is given, and trusted publishing works in a job of GitHub Actions only'
