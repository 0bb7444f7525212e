// Reading from services whose answers lag behind writes: an answer that does not know of our own write yet is too old to conclude
// anything from, and is asked for again, not in haste.
import type { Clock } from '../ports/clock.js'

export interface Waiting {
  readonly clock: Clock
  readonly signal?: AbortSignal
}

/** Lists of GitHub, and tags of registries, lag behind by seconds. Thirty in all, then what is read is believed. */
export const patient = [250, 500, 1000, 1000, 2000, 2000, 4000, 4000, 8000, 8000] as const

/** Reads until the answer is as new as our own writes; after the last pause it is taken as it is. */
export const readSettled = async <T>(read: () => Promise<T>, isFresh: (value: T) => boolean, waiting: Waiting & { readonly pauses?: readonly number[] }): Promise<T> => {
  let value = await read()
  for (const pause of waiting.pauses ?? patient) {
    if (isFresh(value)) return value
    await waiting.clock.sleep(pause, waiting.signal)
    value = await read()
  }
  return value
}
