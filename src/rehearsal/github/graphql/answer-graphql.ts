// The GraphQL endpoint: what was not understood is 501, what was refused is an answer of 200 with errors, as GitHub's is.
import { jsonAnswer } from '../../http/answer.js'
import type { WorldResponse } from '../../http/handler.js'
import type { Ask } from '../ask.js'
import { execute, UnknownField, type Args } from './execute.js'
import { DocumentError, parseDocument, type Operation } from './parse-document.js'
import { mutationRoot, queryRoot } from './schema.js'

export const isMutation = (document: unknown): boolean => {
  try {
    return parseDocument(String(document)).kind === 'mutation'
  } catch {
    return true
  }
}

export interface GraphqlOutcome {
  readonly response: WorldResponse
  /** What is not implemented, if anything. */
  readonly missing?: string
  /** There were errors, so what was asked for was not done. */
  readonly refused?: boolean
}

const notUnderstood = (message: string): GraphqlOutcome => ({ response: jsonAnswer(501, { errors: [{ message: `${message} (not implemented in the rehearsal)` }] }), missing: message })

export const answerGraphql = async (ask: Ask): Promise<GraphqlOutcome> => {
  if (!ask.actor.token) return { response: jsonAnswer(401, { message: 'This endpoint requires you to be authenticated.', documentation_url: 'https://docs.github.com/graphql', status: '401' }) }
  let operation: Operation
  try {
    operation = parseDocument(ask.body.text('query'))
  } catch (failure) {
    if (failure instanceof DocumentError) return notUnderstood(failure.message)
    throw failure
  }
  try {
    const root = operation.kind === 'mutation' ? mutationRoot(ask) : queryRoot(ask)
    const { data, errors } = await execute(operation, root, (ask.body.get('variables') ?? {}) as Args)
    return { response: jsonAnswer(200, { data, ...(errors.length > 0 ? { errors } : {}) }), refused: errors.length > 0 }
  } catch (failure) {
    if (failure instanceof UnknownField) return notUnderstood(failure.message)
    throw failure
  }
}
