// What is done when GitHub and we may differ about what there is: an answer was lost, or a list is older than our own write.
// In both cases the world is looked at, several times and not in haste, before anything is concluded from an absence.
import { ReleaseError } from '../../errors/release-error.js'
import type { Clock } from '../../ports/clock.js'

interface Waiting {
  readonly clock: Clock
  readonly signal?: AbortSignal
}

/** GitHub's lists lag behind by seconds. Thirty in all, then an absence is believed: what follows would make a second thing. */
export const patient = [250, 500, 1000, 1000, 2000, 2000, 4000, 4000, 8000, 8000] as const
/** Where sending again does no harm, only costs a request. */
export const quick = [500, 1000] as const
const mostSends = 3

export const isLost = (failure: unknown): boolean => failure instanceof ReleaseError && failure.code === 'HTTP_ANSWER_LOST'

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

/**
 * A call that makes something and must not be sent twice. When nobody knows whether it was carried out, `look` says what is
 * there: the thing itself, or undefined, and only then it is sent again.
 */
export const sendOnce = async <T>(send: () => Promise<T>, look: () => Promise<T | undefined>, waiting: Waiting & { readonly pauses?: readonly number[] }): Promise<T> => {
  for (let sends = 1; ; sends++) {
    try {
      return await send()
    } catch (failure) {
      if (!isLost(failure)) throw failure
      const found = await readSettled(look, (value) => value !== undefined, waiting)
      if (found !== undefined) return found
      if (sends === mostSends) throw failure
    }
  }
}
