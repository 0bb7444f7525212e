// Tags that `continue` is to release, as one list in a ref of Slipway's own. As soon as something newer is out, an older tag that nobody
// began looks like one that was never meant; a run that is cut off, or stops at its limit, must not make it so. Pure.
import { canonicalJson } from './json.js'

export const wantedRef = 'refs/slipway/wanted'

/** The name within the tag object: it is no name of a tag. */
export const wantedTagName = 'slipway-wanted'

export const renderWanted = (repository: string, tags: readonly string[]): string => canonicalJson({ slipway: 'wanted', repository, tags: [...tags].sort() })

/** Empty for every other text, and for that of another repository: a mirror carries refs along. */
export const parseWanted = (text: string, repository: string): readonly string[] => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return []
  }
  const it = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>
  const { tags } = it
  if (it['slipway'] !== 'wanted' || it['repository'] !== repository || !Array.isArray(tags)) return []
  return tags.filter((tag): tag is string => typeof tag === 'string')
}
