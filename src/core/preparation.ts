// A version whose edit waits as a pull request: noted in a ref of Slipway's own, so that `continue` goes on when it is merged, wherever
// its branch has gone by then. Pure.
import { canonicalJson } from './json.js'

export const preparationRefs = 'refs/slipway/prepare/'
export const preparationRef = (tag: string): string => `${preparationRefs}${tag}`

/** The branch that the pull request comes from. */
export const preparationBranch = (tag: string): string => `slipway/prepare-${tag}`

/** The name within the tag object: it is no name of a tag. */
export const preparationName = 'slipway-prepare'

export interface PreparedVersion {
  readonly repository: string
  readonly line: string
  readonly version: string
  readonly tag: string
  /** The branch that is released from. */
  readonly branch: string
}

export const renderPreparation = (it: PreparedVersion): string => canonicalJson({ slipway: 'prepare', ...it })

/** Undefined for every other text, and for that of another repository: a mirror carries refs along. */
export const parsePreparation = (text: string, repository: string): PreparedVersion | undefined => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const it = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>
  const { line, version, tag, branch } = it
  if (it['slipway'] !== 'prepare' || it['repository'] !== repository) return undefined
  if (typeof line !== 'string' || typeof version !== 'string' || typeof tag !== 'string' || typeof branch !== 'string') return undefined
  return { repository, line, version, tag, branch }
}
