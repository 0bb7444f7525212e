// What GraphQL refuses: its answer is 200 then too.
import type { Answer } from './api.js'

export interface GraphqlError {
  readonly type: string
  readonly message: string
}

export const errorsOf = (answer: Answer): readonly GraphqlError[] => {
  const errors = (answer.value as { errors?: unknown } | null)?.errors
  if (!Array.isArray(errors)) return []
  return errors.map((it: unknown) => {
    const error = it as { type?: unknown; message?: unknown } | null
    return { type: typeof error?.type === 'string' ? error.type : '', message: typeof error?.message === 'string' ? error.message : '' }
  })
}

/** The status with which REST would have said it. */
export const statusOf = (errors: readonly GraphqlError[]): number => {
  const types = errors.map((it) => it.type)
  return types.includes('FORBIDDEN') ? 403 : types.includes('NOT_FOUND') ? 404 : 422
}
