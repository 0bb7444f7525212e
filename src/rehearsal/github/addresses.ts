// Where the parts of this GitHub are: all under one origin, with paths as an Enterprise server has them, so that the addresses
// of the API, of GraphQL, of uploads and of the site differ as they do in life. Downloads are elsewhere: another origin.

export const prefixes = { api: '/api/v3', graphql: '/api/graphql', uploads: '/api/uploads', storage: '/-/storage' } as const

export interface Addresses {
  /** GITHUB_SERVER_URL; git and the pages are right below it. */
  readonly server: string
  /** GITHUB_API_URL */
  readonly api: string
  /** GITHUB_GRAPHQL_URL */
  readonly graphql: string
  readonly uploads: string
  readonly storage: string
}

/**
 * Storage is another origin, as with GitHub, and a client that carries its token there is found out. `localhost` is the same
 * server by another name.
 */
export const storageOrigin = (origin: string): string => {
  const url = new URL(origin)
  if (url.hostname === '127.0.0.1') url.hostname = 'localhost'
  else if (url.hostname === 'localhost') url.hostname = '127.0.0.1'
  else url.hostname = `objects.${url.hostname}`
  return url.origin
}

export const addressesAt = (origin: string): Addresses => ({
  server: origin,
  api: origin + prefixes.api,
  graphql: origin + prefixes.graphql,
  uploads: origin + prefixes.uploads,
  storage: storageOrigin(origin) + prefixes.storage,
})

/** A name in a path: what may stand in a path stays, slashes too. */
export const inPath = (text: string): string => text.split('/').map((it) => encodeURIComponent(it).replaceAll('%2B', '+').replaceAll('%40', '@')).join('/')
