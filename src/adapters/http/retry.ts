// The one retry policy, by kind of error. What surely had no effect is repeated; what may have had one is repeated only when that
// does no harm, and is the caller's to look up otherwise. What a limiter asks for is obeyed to the second, by every request.
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { Clock } from '../../ports/clock.js'
import type { Http, HttpRequest, HttpResponse } from '../../ports/http.js'
import type { Log } from '../../ports/log.js'
import type { WaitBudget } from '../../ports/wait-budget.js'
import { createGates, type Pass } from './gates.js'
import { plainUrl } from './redirect.js'
import { createWaitBudget } from './wait-budget.js'

export interface RetryBudget {
  /** Tries of one request, the first one counted. */
  readonly attempts: number
  /** Pauses between them: at random up to baseMs, twice that, four times that …, never more than capMs. */
  readonly baseMs: number
  readonly capMs: number
  /** Tries of a request to a name that nobody knows, and that nothing was ever reached at: there is no network, or the name is wrong. */
  readonly unresolvedAttempts: number
  /** What failing tries and the pauses after them may cost the run in all; beyond it nothing is sent again. */
  readonly troubleMs: number
}

export const defaultBudget: RetryBudget = { attempts: 7, unresolvedAttempts: 3, baseMs: 1000, capMs: 30_000, troubleMs: 900_000 }
/** A try that took long may have sent gigabytes before it failed; of it no more than this counts as trouble. */
const mostTroubleOfTry = 60_000

export interface RetryOptions {
  readonly clock: Clock
  /** From 0 up to 1. */
  readonly random: () => number
  readonly log: Log
  readonly budget?: Partial<RetryBudget>
  /** How long the run may wait for limiters. Default: ten minutes. */
  readonly waits?: WaitBudget
}

const defaultWaitMs = 600_000

/** `clear`: nothing happened there. `unclear`: it may have been carried out. */
type Result =
  | { readonly kind: 'answer'; readonly answer: HttpResponse }
  | { readonly kind: 'limited'; readonly answer: HttpResponse }
  | { readonly kind: 'clear' | 'unclear'; readonly what: string; readonly error?: ReleaseError; readonly answer?: HttpResponse }

const isFault = (status: number): boolean => status === 408 || (status >= 500 && status !== 501 && status !== 505)
const hasNoBody = (request: HttpRequest, status: number): boolean => request.method === 'HEAD' || status === 204 || status === 205 || status === 304

const isPage = (answer: HttpResponse): boolean => /^text\/html\b/i.test(answer.headers['content-type'] ?? '')

/** Without the request, which whoever tells it names already. */
const bare = (error: ReleaseError): string => String(error.problems[0].facts?.['what'] ?? error.message)
const isUnresolved = (error: ReleaseError | undefined): boolean => error?.problems[0].facts?.['unresolved'] !== undefined

const judgeError = (error: unknown): Result => {
  if (!(error instanceof ReleaseError)) throw error
  if (error.code === 'HTTP_UNREACHABLE') return { kind: 'clear', what: bare(error), error }
  if (error.code === 'HTTP_BROKEN' || error.code === 'HTTP_NOT_JSON') return { kind: 'unclear', what: bare(error), error }
  throw error
}

const attempt = async (http: Http, request: HttpRequest, pass: Pass): Promise<Result> => {
  let answer: HttpResponse | undefined
  let text = ''
  let isLimited = false
  try {
    answer = await http.send(request)
    text = answer.status === 403 && request.answer !== 'stream' ? await answer.text() : ''
  } catch (error) {
    return judgeError(error)
  } finally {
    isLimited = pass.end(answer, text)
  }
  return isLimited ? { kind: 'limited', answer } : judgeAnswer(answer, request)
}

const judgeAnswer = async (answer: HttpResponse, request: HttpRequest): Promise<Result> => {
  if (isFault(answer.status)) return { kind: 'unclear', what: `it was answered with ${answer.status}`, answer }
  if (request.expects === 'no page' && answer.status < 300 && isPage(answer)) return { kind: 'unclear', what: `it was answered with ${answer.status} and a page of HTML`, answer }
  try {
    if (request.expects === 'json' && answer.status < 300 && !hasNoBody(request, answer.status)) await answer.json()
    return { kind: 'answer', answer }
  } catch (error) {
    return judgeError(error)
  }
}

/** An answer that nobody will read holds its connection otherwise. */
const discard = async (answer: HttpResponse | undefined): Promise<void> => {
  try {
    for await (const part of answer?.body() ?? []) if (part) break
  } catch {
    // It is being thrown away, cut or not.
  }
}

const lost = (request: HttpRequest, result: { what: string; error?: ReleaseError }): never =>
  fail('HTTP_ANSWER_LOST', { method: request.method, url: plainUrl(new URL(request.url)), what: result.what }, result.error ? { cause: result.error } : {})

export const withRetry = (http: Http, options: RetryOptions): Http => {
  const { clock, random, log } = options
  const budget = { ...defaultBudget, ...options.budget }
  const gates = createGates({ clock, random, log, waits: options.waits ?? createWaitBudget(defaultWaitMs, () => clock.now()) })
  // Of the whole run: a service that fails every other request would keep it busy for hours.
  let trouble = 0

  // Where something was reached in this run, a name that is unknown for a moment is a fault like any other.
  const reached = new Set<string>()
  const mostTries = (request: HttpRequest, error?: ReleaseError): number =>
    isUnresolved(error) && !reached.has(new URL(request.url).host) ? Math.min(budget.unresolvedAttempts, budget.attempts) : budget.attempts

  const pause = async (request: HttpRequest, { tries, most, what }: { tries: number; most: number; what: string }): Promise<void> => {
    const wait = Math.round(random() * Math.min(budget.capMs, budget.baseMs * 2 ** (tries - 1)))
    log.info(`${request.method} ${plainUrl(new URL(request.url))}: ${what}. Trying again in ${(wait / 1000).toFixed(1)} s (${tries} of ${most - 1}).`)
    await clock.sleep(wait, request.signal)
    trouble += wait
  }
  const spent = (request: HttpRequest, { what, error }: { what: string; error?: ReleaseError }): never => {
    const facts = { method: request.method, url: plainUrl(new URL(request.url)), what, minutes: Math.round(trouble / 60_000) }
    return fail('RETRIES_SPENT', facts, error ? { cause: error } : {})
  }

  const send = async (request: HttpRequest): Promise<HttpResponse> => {
    const turn = gates.enter(request)
    for (let tries = 1; ; tries += 1) {
      const pass = await turn.wait()
      const began = clock.now()
      const result = await attempt(http, request, pass)
      if (result.kind === 'limited' || result.answer) reached.add(new URL(request.url).host)
      if (result.kind === 'answer') return result.answer
      const last = result.kind !== 'limited' && request.idempotent && tries >= budget.attempts
      if (request.answer === 'stream' && !last) await discard(result.answer)
      // A limiter says how long; how often it does is bounded by the time that may be waited.
      if (result.kind === 'limited') {
        tries -= 1
        continue
      }
      trouble += Math.min(clock.now() - began, mostTroubleOfTry)
      if (result.kind === 'unclear' && !request.idempotent) return lost(request, result)
      const most = mostTries(request, result.error)
      if (tries >= most) {
        if (result.answer) return result.answer
        throw result.error as ReleaseError
      }
      if (trouble > budget.troubleMs) return spent(request, result)
      await pause(request, { tries, most, what: result.what })
    }
  }
  return { send, used: (quota, unit, times) => gates.used(quota, unit, times) }
}
