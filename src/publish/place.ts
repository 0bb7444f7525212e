// Places in a registry, and the tags that are put there. Pure.
import { shortDigest, type Digest } from '../core/digest.js'
import { isTag, parseDestination, printImageName } from '../core/image-name.js'
import { fail } from '../errors/release-error.js'
import type { ImageName } from '../ports/registry.js'

export const parsePlace: (text: string) => ImageName = parseDestination

export const placeText = printImageName

export const checkedTag = (text: string): string => (isTag(text) ? text : fail('IMAGE_TAG', { text }))

export const stagedPrefix = 'slipway-staged-'

/** Bytes wait under this tag until they get their own: registries collect what has none. */
export const stagedTag = (digest: Digest): string => `${stagedPrefix}${shortDigest(digest)}`
