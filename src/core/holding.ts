// What a destination holds of a release, as somebody finds it who only looks.

/**
 * `there`: and it is what it should be. `other`: something else has its name. `unjudged`: something is there, and nothing is frozen
 * yet that it could be compared with. `unknown`: it could not be asked.
 */
export const marks = ['there', 'part', 'none', 'other', 'unjudged', 'unknown'] as const
export type Mark = (typeof marks)[number]

/** A part that has a name and bytes of its own: an asset. */
export interface HeldItem {
  readonly name: string
  readonly mark: Mark
  readonly digest?: string
  readonly size?: number
}

export interface Holding {
  /** `docker.io/accanto/os-vim-driver:1.0.0` */
  readonly where: string
  readonly mark: Mark
  readonly digest?: string
  readonly size?: number
  readonly url?: string
  readonly note?: string
  readonly items?: readonly HeldItem[]
  /** Made by other means, and could be taken over. */
  readonly adoptable?: true
}
