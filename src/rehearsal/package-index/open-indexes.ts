// The package indexes of a rehearsal, each behind a socket of its own: PyPI and TestPyPI by trusted publishing, as the workflow will do it;
// any other by a token that is good in this world only.
import { hostsOf, type IndexPlace } from '../../core/package-index.js'
import { indexVariable } from '../../errors/catalog/package-index.js'
import type { Journal } from '../http/journal.js'
import { serve, type Served, type ServeOptions } from '../http/server.js'
import { EmbeddedIndex } from './embedded-index.js'
import { EmbeddedSigstore } from './sigstore.js'
import { IndexState } from './state.js'

export interface OpenIndexes {
  /** By the host of their upload address. */
  readonly indexes: ReadonlyMap<string, EmbeddedIndex>
  /** Host → base URL. */
  readonly endpoints: Readonly<Record<string, string>>
  readonly environment: Readonly<Record<string, string>>
  /** For people: name, and the index-url for pip. */
  readonly addresses: readonly (readonly [string, string])[]
  close(): Promise<void>
}

interface Opening extends Pick<ServeOptions, 'onBug'> {
  /** `owner/name` of the project that is rehearsed. */
  readonly repository: string
  readonly now: () => number
  readonly journal: Journal
}

const jobToken = 'rehearsal-id-token-request'
const indexToken = 'rehearsal-index-token'

export const openIndexes = async (places: readonly IndexPlace[], { repository, now, journal, onBug }: Opening): Promise<OpenIndexes> => {
  const indexes = new Map<string, EmbeddedIndex>()
  const served = new Map<string, Served>()
  const endpoints: Record<string, string> = {}
  // No token of the real world is so much as shown to this one.
  const environment: Record<string, string> = { SLIPWAY_PACKAGE_INDEX_TOKEN: '' }
  // One for all of them, as in life.
  const sigstore = new EmbeddedSigstore()
  for (const place of places) {
    const host = new URL(place.upload).host
    if (indexes.has(host)) continue
    const isTrusted = place.page !== undefined
    const index = new EmbeddedIndex({ host, now, journal, state: new IndexState(undefined, undefined, undefined, sigstore), settings: {
      upload: new URL(place.upload).pathname, simple: new URL(place.simple).pathname, trusted: isTrusted ? 'on' : 'none', tokens: { [indexToken]: ['*'] }, anyOf: repository,
      audience: host.startsWith('test.') ? 'testpypi' : 'pypi', job: { token: jobToken, repository, workflow: 'release.yml', ref: 'refs/heads/main' },
    } })
    const at = await serve(index.handle, onBug ? { onBug } : {})
    indexes.set(host, index)
    served.set(host, at)
    for (const it of [...hostsOf(place), ...(isTrusted ? ['fulcio.sigstore.dev', 'rekor.sigstore.dev'] : [])]) endpoints[it] = at.url
    if (isTrusted) Object.assign(environment, { ACTIONS_ID_TOKEN_REQUEST_URL: `${at.url}/_/runner/identity?api-version=2.0`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: jobToken })
    else environment[`${indexVariable(host)}_TOKEN`] = indexToken
  }
  for (const [host, url] of Object.entries(endpoints)) environment[`${indexVariable(host)}_URL`] = url
  const addresses = places.map((it) => [new URL(it.upload).host, `${endpoints[new URL(it.simple).host] ?? ''}${new URL(it.simple).pathname}`] as const)
  return { indexes, endpoints, environment, addresses, close: async () => void (await Promise.all([...served.values()].map((it) => it.close()))) }
}
