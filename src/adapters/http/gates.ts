// Who has been asked to wait, waits: one gate for each service, through which every request to it goes, not only the one that was
// refused. A service that is asked again too early extends its limit or bans the token.
import { fail } from '../../errors/release-error.js'
import type { Clock } from '../../ports/clock.js'
import type { HttpRequest, HttpResponse } from '../../ports/http.js'
import type { Log } from '../../ports/log.js'
import { holdOf, poolOf } from './limits.js'

export interface Turn {
  /** Resolves when the request may be sent; fails with RATE_LIMITED when that would take longer than the run may wait. */
  wait(): Promise<void>
  /** The limiter refused this request: the next wait is at least a second longer, so that no answer makes a busy loop. */
  refused(): void
}

export interface Gates {
  learn(answer: HttpResponse, text: string): void
  enter(request: HttpRequest): Turn
}

interface GateOptions {
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly maxWaitMs: number
}

const isoTime = (time: number): string => new Date(Math.ceil(time / 1000) * 1000).toISOString().replace('.000', '')

export const createGates = ({ clock, random, log, maxWaitMs }: GateOptions): Gates => {
  const holds = new Map<string, number>()
  const heldUntil = (url: URL): number => Math.max(holds.get(`${url.origin} all`) ?? 0, holds.get(`${url.origin} ${poolOf(url)}`) ?? 0)

  const learn = (answer: HttpResponse, text: string): void => {
    const now = clock.now()
    const hold = holdOf(answer, now, text)
    if (!hold) return
    const key = `${new URL(answer.url).origin} ${hold.pool}`
    if (hold.until <= (holds.get(key) ?? 0)) return
    holds.set(key, hold.until)
    if (hold.until > now) log.warn(`${key.split(' ')[0]} asks for a pause until ${isoTime(hold.until)} (${Math.ceil((hold.until - now) / 1000)} s).`)
  }

  const enter = (request: HttpRequest): Turn => {
    const url = new URL(request.url)
    let waited = 0
    let refusals = 0
    const pause = async (milliseconds: number): Promise<void> => {
      waited += milliseconds
      if (waited > maxWaitMs) {
        const until = clock.now() + milliseconds
        fail('RATE_LIMITED', { service: url.origin, until: isoTime(until), seconds: Math.ceil(milliseconds / 1000) })
      }
      await clock.sleep(milliseconds, request.signal)
    }
    const wait = async (): Promise<void> => {
      for (let least = refusals === 0 ? 0 : 1000 * 2 ** (refusals - 1); ; least = 0) {
        const remains = Math.max(heldUntil(url) - clock.now(), least)
        if (remains <= 0) return
        // Later by a little and at random: all who wait for the same second would arrive in it together.
        await pause(Math.ceil(remains + random() * 1000))
      }
    }
    return { wait, refused: () => void (refusals += 1) }
  }
  return { learn, enter }
}
