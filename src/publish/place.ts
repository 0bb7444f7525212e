// Names of places in a registry, and the tags that are put there. Pure.
import { shortDigest, type Digest } from '../core/digest.js'
import { fail } from '../errors/release-error.js'
import type { ImageName } from '../ports/registry.js'

const piece = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/
const host = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?$/i
const tag = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/

/** `docker.io/accanto/os-vim-driver`, or with `oci://` before it. The host is never guessed: `accanto/driver` names none. */
export const parsePlace = (text: string): ImageName => {
  const plain = text.replace(/^oci:\/\//, '').replace(/\/+$/, '')
  const [first = '', ...rest] = plain.split('/')
  const wrong = (what: string): never => fail('IMAGE_NAME', { text, what })
  if (rest.length === 0) return wrong('it has no repository after the host')
  if (!host.test(first) || !(first.includes('.') || first.includes(':') || first === 'localhost')) return wrong('it does not begin with a host such as docker.io')
  const bad = rest.find((it) => !piece.test(it))
  if (bad !== undefined) return wrong(bad.includes(':') || bad.includes('@') ? 'tags and digests are not written here' : `${JSON.stringify(bad)} is not lower-case letters and digits with single . _ - between`)
  return { host: first.toLowerCase(), repository: rest.join('/') }
}

export const placeText = (name: ImageName): string => `${name.host}/${name.repository}`

export const checkedTag = (text: string): string => (tag.test(text) ? text : fail('IMAGE_TAG', { text }))

/** Bytes wait under this tag until they get their own: registries collect what has none. */
export const stagedTag = (digest: Digest): string => `slipway-staged-${shortDigest(digest)}`
