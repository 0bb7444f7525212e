// What is done when GitHub and we may differ about what there is: an answer was lost, or a list is older than our own write.
// In both cases the world is looked at, several times and not in haste, before anything is concluded from an absence.
import { ReleaseError } from '../../errors/release-error.js'
import { readSettled, type Waiting } from '../patience.js'

export { patient, readSettled } from '../patience.js'

/** Where sending again does no harm, only costs a request. */
export const quick = [500, 1000] as const
const mostSends = 3

export const isLost = (failure: unknown): boolean => failure instanceof ReleaseError && failure.code === 'HTTP_ANSWER_LOST'

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
