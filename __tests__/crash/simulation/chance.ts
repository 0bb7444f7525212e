// Chance that can be played again: the same seed gives the same numbers everywhere. Mulberry32, public domain.
export type Chance = () => number

export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const oneOf = <T>(all: readonly T[], chance: Chance): T => {
  const chosen = all[Math.floor(chance() * all.length)]
  if (chosen === undefined) throw new Error('there is nothing to choose from')
  return chosen
}
