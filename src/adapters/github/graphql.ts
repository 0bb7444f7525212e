// Asking by GraphQL, and what it refuses: its answer is 200 then too.
import type { Json } from '../../core/json.js'
import type { Answer, Api } from './api.js'
import { refuse } from './refusal.js'

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

/** A question; it may be sent again. Refused as REST would have refused it. */
export const askGraphql = async (api: Api, query: string, variables: Readonly<Record<string, Json>>, what: string): Promise<Answer> => {
  const call = { method: 'POST', path: api.settings.endpoints.graphql, json: { query, variables }, what, idempotent: true, creates: false } as const
  const answer = await api.must(call)
  const errors = errorsOf(answer)
  if (errors.length === 0) return answer
  return refuse({ ...answer, status: statusOf(errors), value: { message: errors.map((it) => it.message).join(' ') } }, { ...call, method: 'GET' })
}
