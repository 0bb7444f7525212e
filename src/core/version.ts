// One parsed version, many spellings: SemVer for charts, PEP 440 for wheels, an OCI tag for images, free text for names
// that are neither.

export const schemes = ['semver', 'pep440', 'free'] as const
export type Scheme = (typeof schemes)[number]
export type Spelling = 'plain' | 'semver' | 'pep440' | 'oci'

export interface Version {
  /** As written in the tag, without the affixes of the line's tag pattern. */
  readonly text: string
  readonly scheme: Scheme
  /** The numbers before any pre-release: [1, 2, 0]. Empty for a free name. */
  readonly release: readonly number[]
  readonly isPrerelease: boolean
  readonly semver?: string
  readonly pep440?: string
}
