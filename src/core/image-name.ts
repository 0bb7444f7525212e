// Names of images and charts: `docker.io/accanto/os-vim-driver:1.0.0@sha256:…`. In the config the host is always written, as
// `accanto/driver` means something else to each tool; where docker's short forms must be read (a FROM line), `familiar` allows them.
import { fail } from '../errors/release-error.js'
import { isDigest, type Digest } from './digest.js'

export interface ImageReference {
  /** `docker.io`, `ghcr.io`, `127.0.0.1:5000`; lower case. */
  readonly host: string
  /** `accanto/os-vim-driver` */
  readonly repository: string
  readonly tag?: string
  readonly digest?: Digest
}

const part = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/
const tagShape = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/
const hostShape = /^(?:\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)(?::\d{1,5})?$/

export const isTag = (text: string): boolean => tagShape.test(text)

/** Docker's rule: the first part is a host if nothing else could be meant by it. */
const looksLikeHost = (text: string): boolean => text.includes('.') || text.includes(':') || text === 'localhost'

const split = (text: string): { path: string; tag?: string; digest?: string } => {
  const at = text.indexOf('@')
  const named = at < 0 ? text : text.slice(0, at)
  const digest = at < 0 ? {} : { digest: text.slice(at + 1) }
  const colon = named.lastIndexOf(':')
  // A colon before the last slash belongs to a port.
  if (colon < 0 || named.indexOf('/', colon) >= 0) return { path: named, ...digest }
  return { path: named.slice(0, colon), tag: named.slice(colon + 1), ...digest }
}

/** Why the path of a repository cannot be one; undefined when it can. */
const faultOf = (host: string, repository: string): string | undefined => {
  if (!hostShape.test(host)) return `${host} is no host`
  const bad = repository.split('/').find((it) => !part.test(it))
  if (bad === undefined) return repository.length > 255 ? 'it is longer than 255 characters' : undefined
  if (bad === '') return 'a part of its path is empty'
  return /[A-Z]/.test(bad) ? `upper-case letters are not allowed in the path (${bad})` : `${bad} is not lower-case letters and digits with single . _ - between`
}

/** Host and repository, as far as they are written. Docker Hub keeps its own images under library/. */
const place = (path: string): { host?: string; repository: string } => {
  const slash = path.indexOf('/')
  const first = path.slice(0, Math.max(slash, 0)).toLowerCase()
  const host = looksLikeHost(first) ? first : undefined
  const rest = host === undefined ? path : path.slice(slash + 1)
  const hub = host === undefined || host === 'docker.io' || host === 'index.docker.io'
  return { ...(host === undefined ? {} : { host: hub ? 'docker.io' : host }), repository: hub && !rest.includes('/') ? `library/${rest}` : rest }
}

export const parseImageName = (text: string, options: { readonly familiar?: boolean } = {}): ImageReference => {
  const wrong = (why: string): never => fail('IMAGE_NAME_INVALID', { text, why })
  const { path, tag, digest } = split(text)
  const { host = options.familiar === true ? 'docker.io' : undefined, repository } = place(path)
  if (host === undefined) return wrong('it does not begin with the host of a registry')
  const fault = faultOf(host, repository)
  if (fault !== undefined) return wrong(fault)
  if (tag !== undefined && !isTag(tag)) return wrong(`${tag || '(nothing)'} is no tag`)
  if (digest !== undefined && !isDigest(digest)) return wrong('the digest after the @ is not sha256: with 64 hex digits')
  return { host, repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) }
}

/** Where the config sends something: `docker.io/accanto/os-vim-driver`, or with `oci://` before it. Tags are named elsewhere, digests are computed. */
export const parseDestination = (text: string): Pick<ImageReference, 'host' | 'repository'> => {
  const { host, repository, tag, digest } = parseImageName(text.replace(/^oci:\/\//, '').replace(/\/+$/, ''))
  if (tag !== undefined || digest !== undefined) return fail('IMAGE_NAME_INVALID', { text, why: 'tags and digests are not written here' })
  return { host, repository }
}

/** Where the config sends things that are called something below it. Docker Hub's rule for its own images is about whole names. */
export const parseFolder = (text: string): Pick<ImageReference, 'host' | 'repository'> => {
  parseDestination(text)
  const { host, repository } = parseDestination(`${text.replace(/\/+$/, '')}/below`)
  return { host, repository: repository.slice(0, -'/below'.length) }
}

export const printImageName = ({ host, repository, tag, digest }: ImageReference): string =>
  `${host}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`
