// Failures by code.
import { ReleaseError } from '../../src/errors/release-error.js'

/** The error that a promise fails with; a success or another kind of error is a failed test. */
export const failureOf = async (work: Promise<unknown>): Promise<ReleaseError> => {
  try {
    await work
  } catch (error) {
    if (error instanceof ReleaseError) return error
    throw error
  }
  throw new Error('expected a failure, and it succeeded')
}

export const codeOf = async (work: Promise<unknown>): Promise<string> => (await failureOf(work)).code
