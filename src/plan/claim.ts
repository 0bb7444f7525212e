// Which line a tag belongs to. Pure.
import type { LineConfig, Config } from '../core/config.js'
import { matchTag } from '../core/tag-pattern.js'
import { parseVersion, type Version } from '../core/version.js'
import { fail } from '../errors/release-error.js'

export interface Claim {
  readonly line: LineConfig
  readonly version: Version
}

/** The line that claims a tag; undefined if none does. `named` (from --line) restricts the choice. */
export const claimTag = (config: Config, tag: string, named?: string): Claim | undefined => {
  const claims = linesOf(config, named).flatMap((line): Claim[] => {
    const match = matchTag(line.tag, line.scheme, tag)
    return match ? [{ line, version: parseVersion(match.text, line.scheme) }] : []
  })
  if (claims.length > 1) return fail('CONFIG_LINES_CLASH', { tag, lines: claims.map((it) => it.line.name).join(', ') })
  return claims[0]
}

/** The line that a version is to be made for: the one named, or the only one. */
export const lineFor = (config: Config, named?: string): LineConfig => {
  const lines = linesOf(config, named)
  const [only, ...others] = lines
  if (only && others.length === 0) return only
  return fail('LINE_NOT_NAMED', { known: config.lines.map((it) => it.name).join(', ') })
}

const linesOf = (config: Config, named?: string): readonly LineConfig[] => {
  if (named === undefined) return config.lines
  const line = config.lines.find((it) => it.name === named)
  return line ? [line] : fail('CONFIG_UNKNOWN_LINE', { line: named, known: config.lines.map((it) => it.name).join(', ') })
}
