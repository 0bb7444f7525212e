// What a registry's refusals mean. A 404 in a registry's own words is "there is none"; the same from a proxy's page is not.
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { HttpResponse } from '../../ports/http.js'

interface Asked {
  readonly host: string
  /** `PUT /v2/accanto/driver/manifests/1.0.0` */
  readonly request: string
}

export interface RegistryWords {
  readonly code: string
  readonly message: string
}

/** The first of the registry's own errors; words of the status when it gives none. */
export const wordsOf = async (answer: HttpResponse): Promise<RegistryWords> => {
  const text = await answer.text()
  try {
    const { errors } = JSON.parse(text) as { errors?: readonly { code?: unknown; message?: unknown }[] }
    const first = errors?.[0]
    if (typeof first?.code === 'string') return { code: first.code.slice(0, 80), message: typeof first.message === 'string' ? first.message.slice(0, 300) : '' }
  } catch {
    // No JSON: it is quoted as it is.
  }
  return { code: '', message: text.replace(/\s+/g, ' ').trim().slice(0, 200) }
}

export const refused = async (asked: Asked, answer: HttpResponse): Promise<never> => {
  const { code, message } = await wordsOf(answer)
  return fail('REGISTRY_REFUSED', { ...asked, status: answer.status, code, message })
}

/** Says the registry that there is none? A page is an answer of something else, which knows nothing about it. */
export const isAbsent = (answer: HttpResponse): boolean => answer.status === 404 && !/html/i.test(answer.headers['content-type'] ?? '')

const network = new Set(['HTTP_UNREACHABLE', 'HTTP_BROKEN', 'HTTP_ANSWER_LOST', 'HTTP_NOT_JSON', 'HTTP_TOO_LARGE'])

/** Network errors in the words of the registry that could not be asked. */
export const unreachable = (host: string, error: unknown): never => {
  if (error instanceof ReleaseError && network.has(error.code)) return fail('REGISTRY_UNREACHABLE', { host, what: error.message }, { cause: error })
  throw error
}

export const reaching = async <T>(host: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    return unreachable(host, error)
  }
}
