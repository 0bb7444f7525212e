// The version that a release is compared with. Not the tag made before it, nor the nearest in the history: maintenance branches are tagged
// after newer releases, and release candidates beside them.
import { compareVersions, type Version } from '../version.js'

/**
 * The highest lower one that is final, or that is a pre-release which people were told of: one with a section in the changelog. Where there
 * is no changelog to ask (no `isTold`), a final version follows a final one, and a pre-release whatever was before it. A name that rolls has
 * a number that says nothing (`v0.1-daily` of today comes after 2.0.0): it follows the highest of all, or all of the history would be new in it.
 */
export const previousVersion = (versions: readonly Version[], version: Version, { isTold, rolls = false }: { readonly isTold?: ((it: Version) => boolean) | undefined; readonly rolls?: boolean }): Version | undefined => {
  const counts = (it: Version): boolean => !it.isPrerelease || (isTold ? isTold(it) : version.isPrerelease && !rolls)
  const lower = versions.filter((it) => rolls || compareVersions(it, version) < 0)
  const found = lower.filter(counts)
  // A line that had pre-releases only is compared with the last of them.
  return highest(found.length > 0 ? found : lower)
}

const highest = (versions: readonly Version[]): Version | undefined => versions.reduce<Version | undefined>((best, it) => (best && compareVersions(best, it) >= 0 ? best : it), undefined)
