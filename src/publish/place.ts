// Places in a registry, and the tags that are put there. Pure.
import { shortDigest, type Digest } from '../core/digest.js'
import { isTag, parseImageName, printImageName } from '../core/image-name.js'
import { fail } from '../errors/release-error.js'
import type { ImageName } from '../ports/registry.js'

/** `docker.io/accanto/os-vim-driver`, or with `oci://` before it. Tags are named elsewhere, digests are computed. */
export const parsePlace = (text: string): ImageName => {
  const { host, repository, tag, digest } = parseImageName(text.replace(/^oci:\/\//, '').replace(/\/+$/, ''))
  if (tag !== undefined || digest !== undefined) return fail('IMAGE_NAME_INVALID', { text, why: 'tags and digests are not written here' })
  return { host, repository }
}

export const placeText = printImageName

export const checkedTag = (text: string): string => (isTag(text) ? text : fail('IMAGE_TAG', { text }))

/** Bytes wait under this tag until they get their own: registries collect what has none. */
export const stagedTag = (digest: Digest): string => `slipway-staged-${shortDigest(digest)}`
