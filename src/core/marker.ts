// The hidden marker in every object that Slipway creates on GitHub. GitHub's POSTs have no idempotency key: after a lost
// answer the marker is how the object is found again, and how ours is told from what other people made under the same tag.
import { byName } from './checksums.js'
import { digestOf, hexOf } from './digest.js'
import { canonicalJson } from './json.js'

export const markerKinds = ['release', 'replaced', 'next-version', 'changelog', 'prepare', 'promotion', 'announcement', 'verified'] as const
export type MarkerKind = (typeof markerKinds)[number]

export interface Marked {
  readonly kind: MarkerKind
  /** `owner/name` of the repository in which the object stands. */
  readonly repository: string
  readonly tag: string
  /** Object id of the tag: a marker of the same tag at another object is not the same marker. */
  readonly object: string
  /** Of `verified`: which of several trials has passed. */
  readonly trial?: string
}

/** An asset that a release held when it was taken over (`--adopt`). */
export interface AdoptedAsset {
  readonly name: string
  readonly digest: string
}

const opening = '<!-- slipway: '
const closing = ' -->'

/**
 * One line, the same for the same release. The digest binds it to the tag object, which a copied text does not know. A release that was
 * taken over says in it what it held then: later runs know by it what is none of theirs and may stay (docs/adr/0008).
 */
export const makeMarker = (it: Marked, adopted?: readonly AdoptedAsset[]): string => {
  const held = adopted ? { adopted: [...adopted].sort(byName).map(({ name, digest }) => ({ name, digest })) } : {}
  const said = { ...held, kind: it.kind, repository: it.repository, tag: it.tag, ...(it.trial === undefined ? {} : { trial: it.trial }) }
  const fields = canonicalJson({ ...said, digest: hexOf(digestOf(canonicalJson({ ...said, object: it.object }))) })
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

/** Whose it is by its last line: undefined when it is not ours; `adopted` when it was taken over. */
export const readMarker = (body: string, it: Marked): { readonly adopted?: readonly AdoptedAsset[] } | undefined => {
  const line = lastLine(body)
  if (line === makeMarker(it)) return {}
  const adopted = adoptedIn(line)
  return adopted && line === makeMarker(it, adopted) ? { adopted } : undefined
}

const adoptedIn = (line: string): readonly AdoptedAsset[] | undefined => {
  const list = fieldsOf(line)?.['adopted']
  if (!Array.isArray(list)) return undefined
  const assets = list.map((it: unknown) => {
    const { name, digest } = (typeof it === 'object' && it !== null ? it : {}) as { readonly name?: unknown; readonly digest?: unknown }
    return typeof name === 'string' && typeof digest === 'string' ? { name, digest } : undefined
  })
  return assets.every((it) => it !== undefined) ? assets : undefined
}

/** A marker that stands above the last line, and says something further of the object. */
export const hasLine = (body: string, marker: string): boolean => body.split('\n').some((it) => it.trim() === marker)

/** The text with such a marker, right above the one that says whose it is. */
export const withLine = (body: string, marker: string): string => {
  const text = body.trimEnd()
  const last = lastLine(text)
  return `${text.slice(0, text.length - last.length)}${marker}\n${last}`
}

/** Was it made by Slipway at all, for this or another tag object? Then nobody else's draft is meant. */
export const isMarked = (body: string): boolean => lastLine(body).startsWith(opening) && lastLine(body).endsWith(closing)

/** The tag that a text of Slipway speaks of; undefined for any other text. */
export const markedTag = (body: string): string | undefined => {
  const tag = isMarked(body) ? fieldsOf(lastLine(body))?.['tag'] : undefined
  return typeof tag === 'string' ? tag : undefined
}

/** Undefined when the line is no marker. */
const fieldsOf = (line: string): Readonly<Record<string, unknown>> | undefined => {
  if (!line.startsWith(opening) || !line.endsWith(closing)) return undefined
  try {
    const fields: unknown = JSON.parse(line.slice(opening.length, -closing.length))
    return typeof fields === 'object' && fields !== null ? (fields as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined
  }
}

const lastLine = (body: string): string => {
  const text = body.trimEnd()
  return text.slice(text.lastIndexOf('\n') + 1).trim()
}
