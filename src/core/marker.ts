// The hidden marker in every object that Slipway creates on GitHub. GitHub's POSTs have no idempotency key: after a lost
// answer the marker is how the object is found again, and how ours is told from what other people made under the same tag.
import { digestOf, hexOf } from './digest.js'
import { canonicalJson } from './json.js'

export const markerKinds = ['release', 'next-version'] as const
export type MarkerKind = (typeof markerKinds)[number]

export interface Marked {
  readonly kind: MarkerKind
  /** `owner/name` of the repository in which the object stands. */
  readonly repository: string
  readonly tag: string
  /** Object id of the tag: a marker of the same tag at another object is not the same marker. */
  readonly object: string
}

const opening = '<!-- slipway: '
const closing = ' -->'

/** One line, the same for the same release. The digest binds it to the tag object, which a copied text does not know. */
export const makeMarker = (it: Marked): string => {
  const digest = hexOf(digestOf(canonicalJson({ kind: it.kind, object: it.object, repository: it.repository, tag: it.tag })))
  const fields = canonicalJson({ digest, kind: it.kind, repository: it.repository, tag: it.tag })
  // A tag may contain `-->`, which would end the comment and show the rest of it.
  return `${opening}${fields.replaceAll('>', '\\u003e')}${closing}`
}

/** The text with the marker as its last line. Markers that stand in the text already (quoted, or planted) are made harmless. */
export const withMarker = (text: string, marker: string): string => {
  const harmless = text.replace(/<!--(\s*slipway:)/gi, '<!-- quoted$1').trimEnd()
  return harmless === '' ? marker : `${harmless}\n\n${marker}`
}

/** Is it the last line? Anything before the last line is text, and text may come from strangers. */
export const hasMarker = (body: string, marker: string): boolean => lastLine(body) === marker

/** Was it made by Slipway at all, for this or another tag object? Then nobody else's draft is meant. */
export const isMarked = (body: string): boolean => lastLine(body).startsWith(opening) && lastLine(body).endsWith(closing)

/** The tag that a text of Slipway speaks of; undefined for any other text. */
export const markedTag = (body: string): string | undefined => {
  if (!isMarked(body)) return undefined
  try {
    const fields = JSON.parse(lastLine(body).slice(opening.length, -closing.length)) as { tag?: unknown }
    return typeof fields.tag === 'string' ? fields.tag : undefined
  } catch {
    return undefined
  }
}

const lastLine = (body: string): string => {
  const text = body.trimEnd()
  return text.slice(text.lastIndexOf('\n') + 1).trim()
}
