// "Did you mean", of tags. Letters alone would lead from one release to another (v0.6.0 to v0.5.0): what is suggested has the same digits.
import { suggest } from './suggest.js'
import { matchTag, tagName } from './tag-pattern.js'
import { asVersion, type Scheme } from './version.js'

const digitsOf = (tag: string): string => tag.replace(/[^0-9]+/g, '')
const versionPart = (tag: string): string => tag.replace(/^[^0-9]+/, '')

/** The tag among these that is meant: `v0.4.0` for `0.4.0`. */
export const suggestTag = (written: string, there: readonly string[]): string | undefined => {
  const part = versionPart(written)
  const same = there.filter((it) => part !== '' && versionPart(it) === part)
  return same.length > 0 ? (suggest(written, same) ?? same[0]) : suggest(written, there.filter((it) => digitsOf(it) === digitsOf(written)))
}

interface Pattern {
  readonly tag: string
  readonly scheme: Scheme
}

/** The tag by which one of the lines would release it: a forgotten `v`, say. It need not be there. */
export const claimedSpelling = (written: string, lines: readonly Pattern[], there: readonly string[]): string | undefined => {
  for (const { tag: pattern, scheme } of lines) {
    for (const text of [written, versionPart(written)]) {
      const version = asVersion(text, scheme)
      if (version) return tagName(pattern, version)
    }
  }
  return suggestTag(written, there.filter((it) => lines.some((line) => matchTag(line.tag, line.scheme, it))))
}
