// The one place that decides when a request may go. Who has been asked to wait, waits: one gate for each service, through which every
// request to it goes, not only the one that was refused; a service that is asked again too early extends its limit or bans the token.
// And what a service has published of its limits is kept in advance, so that it need not ask.
import { fail } from '../../errors/release-error.js'
import type { Clock } from '../../ports/clock.js'
import type { HttpRequest, HttpResponse, Quota } from '../../ports/http.js'
import type { Log } from '../../ports/log.js'
import type { WaitBudget } from '../../ports/wait-budget.js'
import { holdOf, isLimited, namesTime, poolOf, secondaryWait, toldOf } from './limits.js'
import { Pace } from './pace.js'
import { Remaining } from './remaining.js'

/** A request that may be sent. */
export interface Pass {
  /** It is over. `answer`: what came back, if anything did, with its text when it may say that a limiter refused it. True when one did. */
  end(answer?: HttpResponse, text?: string): boolean
}

export interface Turn {
  /** Resolves when the request may be sent; fails with RATE_LIMITED when that would take longer than the run may wait. */
  wait(): Promise<Pass>
}

export interface Gates {
  enter(request: HttpRequest): Turn
  used(quota: Quota, unit: string, times: readonly number[]): void
}

interface GateOptions {
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly waits: WaitBudget
}

/** When, and why not before. Without a time: when a request that is under way is over. */
interface Later {
  readonly until: number | undefined
  readonly why: string
  /** The service has asked for it, and everybody who was asked would come back in the same second. */
  readonly isAsked?: boolean
}

const isoTime = (time: number): string => new Date(Math.ceil(time / 1000) * 1000).toISOString().replace('.000', '')
const seconds = (milliseconds: number): number => Math.ceil(milliseconds / 1000)
/** Shorter pauses are not worth a line. */
const worthTelling = 2000

/** What is known of one service. */
class Service {
  readonly holds = new Map<string, number>()
  private readonly pools = new Map<string, Remaining>()
  private readonly paces = new Map<string, Pace>()
  private waiting: (() => void)[] = []
  toldUntil = 0

  pool(name: string): Remaining {
    const known = this.pools.get(name) ?? new Remaining()
    this.pools.set(name, known)
    return known
  }

  /** Each credential has a quota of its own. */
  pace(quota: Quota, credential = ''): Pace {
    const known = this.paces.get(credential) ?? new Pace(quota)
    this.paces.set(credential, known)
    return known
  }

  paceOfAll(quota: Quota): readonly Pace[] {
    return this.paces.size > 0 ? [...this.paces.values()] : [this.pace(quota)]
  }

  changed(): void {
    for (const wake of this.waiting.splice(0)) wake()
  }

  async change(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted()
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(signal?.reason as Error)
      signal?.addEventListener('abort', stop, { once: true })
      this.waiting.push(() => {
        signal?.removeEventListener('abort', stop)
        resolve()
      })
    })
  }
}

export const createGates = (options: GateOptions): Gates => {
  const services = new Map<string, Service>()
  const serviceAt = (name: string): Service => {
    const known = services.get(name) ?? new Service()
    services.set(name, known)
    return known
  }
  return {
    enter: (request) => new Entering(request, serviceAt, options),
    used: (quota, unit, times) => {
      for (const pace of serviceAt(quota.service).paceOfAll(quota)) pace.used(unit, times)
    },
  }
}

class Entering implements Turn {
  private readonly url: URL
  private readonly name: string
  private readonly service: Service
  private readonly pool: string
  private readonly pace: Pace | undefined
  private refusals = 0
  /** What was said to this request in particular: where it led may have been another service's. */
  private own = 0
  /** The next wait is at least so long, so that no answer makes a busy loop. */
  private least = 0

  constructor(private readonly request: HttpRequest, private readonly serviceAt: (name: string) => Service, private readonly options: GateOptions) {
    this.url = new URL(request.url)
    this.name = request.quota?.service ?? this.url.origin
    this.service = serviceAt(this.name)
    this.pool = poolOf(this.url)
    this.pace = request.quota && this.service.pace(request.quota, request.credential?.value)
  }

  async wait(): Promise<Pass> {
    const { request, service } = this
    for (;;) {
      const later = this.later()
      this.least = 0
      if (!later) return this.pass()
      if (later.until === undefined) await service.change(request.signal)
      else await this.pause({ ...later, until: later.until })
    }
  }

  /** Looked at and taken in one go: who waits beside this one looks again after it. */
  private later(): Later | undefined {
    const { service, pace, request, options: { clock } } = this
    const now = clock.now()
    const asked = Math.max(service.holds.get('all') ?? 0, service.holds.get(this.pool) ?? 0, this.own, now + this.least)
    if (asked > now) return { until: asked, why: 'it asked for a pause', isAsked: true }
    const left = service.pool(this.pool).look(now)
    if (left === 'later') return { until: undefined, why: '' }
    if (left !== 'free') return { until: left.until, why: 'no request is left in its hour', isAsked: true }
    const opening = pace?.opening(request.costs ?? {}, now)
    return opening && { until: opening.at, why: opening.what }
  }

  private pass(): Pass {
    const { service, request, pace } = this
    const pool = service.pool(this.pool)
    const share = pace?.take(request.costs ?? {})
    pool.begin()
    return {
      end: (answer, text = '') => {
        const { clock } = this.options
        if (share) share.over = clock.now()
        const told = answer && this.isOfService(answer) ? toldOf(answer.headers, clock.now()) : undefined
        pool.end(told !== undefined)
        if (told) service.pool(answer?.headers['x-ratelimit-resource'] ?? this.pool).learn(told)
        if (answer) this.learn(answer, text)
        service.changed()
        return answer !== undefined && isLimited(answer, text)
      },
    }
  }

  /** A redirect may have led elsewhere. */
  private isOfService(answer: HttpResponse): boolean {
    return new URL(answer.url).origin === this.url.origin
  }

  private learn(answer: HttpResponse, text: string): void {
    const { clock, log } = this.options
    const now = clock.now()
    // A limiter that names no time is given twice as much each time, as GitHub asks for it.
    if (isLimited(answer, text)) this.least = (namesTime(answer.headers) ? 1000 : secondaryWait) * 2 ** this.refusals++
    const hold = holdOf(answer, now, text)
    if (!hold) return
    const name = this.isOfService(answer) ? this.name : new URL(answer.url).origin
    // Also what another service asked for, to which this one leads: the way there is the same each time.
    if (isLimited(answer, text) || !this.isOfService(answer)) this.own = Math.max(this.own, hold.until)
    const { holds } = this.serviceAt(name)
    if (hold.until <= (holds.get(hold.pool) ?? 0)) return
    holds.set(hold.pool, hold.until)
    if (hold.until > now) log.warn(`${name} asks for a pause until ${isoTime(hold.until)} (${seconds(hold.until - now)} s).`)
  }

  private async pause({ until, why, isAsked }: Later & { readonly until: number }): Promise<void> {
    const { name, options: { clock, random, log, waits } } = this
    const now = clock.now()
    const end = until + (isAsked ? random() * 1000 : 0)
    if (!waits.take(end)) fail('RATE_LIMITED', { service: name, until: isoTime(end), seconds: seconds(end - now), why })
    if (!isAsked && until - now > worthTelling && until > this.service.toldUntil + worthTelling) {
      this.service.toldUntil = until
      log.info(`${name}: ${why}. Going on at ${isoTime(until)} (${seconds(until - now)} s).`)
    }
    await clock.sleep(Math.ceil(end - now), this.request.signal)
  }
}
