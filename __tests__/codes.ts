// Errors are asserted by code, never by their prose.
import { ReleaseError, type Problem } from '../src/errors/release-error.js'

/** The problems that a call ends with; fails when it does not end with a coded error. */
export const problemsOf = async (call: () => unknown): Promise<readonly Problem[]> => {
  try {
    await call()
  } catch (failure) {
    if (failure instanceof ReleaseError) return failure.problems
    throw failure
  }
  throw new Error('expected a coded error, and the call came back')
}

export const codesOf = async (call: () => unknown): Promise<readonly string[]> => (await problemsOf(call)).map((it) => it.code)
