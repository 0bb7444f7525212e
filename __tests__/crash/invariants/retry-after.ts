// Was a service asked again before it had allowed it? A judge of its own, over a journal with times: it shares no code with the
// product's gates.
import type { TracedCall } from '../simulation/simulation.js'

export interface TimedCall {
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number
  /** When its answer was there; without it, at the same moment. What is sent at that moment was sent beside it, and knew nothing of it. */
  readonly ended?: number
  /** How many calls of the journal had been answered when this one was made: the exact form of the same, where it is known. */
  readonly knowing?: number
  /** Whoever counts: one for all addresses of a service that share their limits. */
  readonly origin: string
  /** What it draws from, where a service counts several things apart. */
  readonly pool?: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

export interface EarlyRequest {
  /** Of the call that came too early, and of the answer that it should have obeyed; from 0. */
  readonly call: number
  readonly told: number
  readonly at: number
  readonly allowed: number
  /** For people. */
  readonly what: string
}

interface Ban {
  readonly from: number
  readonly until: number
  /** Undefined: everything of that origin. */
  readonly pool: string | undefined
  readonly why: string
}

const pauseAsked = (text: string, now: number): number | undefined => {
  if (/^\s*\d+(\.\d+)?\s*$/.test(text)) return now + Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : date
}

const bansOf = ({ at, ended = at, pool, status, headers }: TimedCall): readonly Ban[] => {
  const bans: Ban[] = []
  const after = headers['retry-after']
  if (after !== undefined && (status === 403 || status === 408 || status === 429 || status >= 500)) {
    const until = pauseAsked(after, ended)
    if (until !== undefined) bans.push({ from: ended, until, pool: undefined, why: `Retry-After: ${after}` })
  }
  const reset = Number(headers['x-ratelimit-reset'])
  if (headers['x-ratelimit-remaining'] === '0' && reset > 0) {
    bans.push({ from: ended, until: reset * 1000, pool: headers['x-ratelimit-resource'] ?? pool ?? 'core', why: `no request left until ${reset}` })
  }
  return bans
}

/** `calls` in the order in which they were sent. */
export const earlyRequests = (calls: readonly TimedCall[]): readonly EarlyRequest[] => {
  const told = calls.flatMap((it, index) => bansOf(it).map((ban) => ({ ...ban, index, origin: it.origin })))
  return calls.flatMap((it, call) => {
    const knew = (one: { readonly index: number; readonly from: number }): boolean => (it.knowing === undefined ? it.at > one.from : one.index < it.knowing)
    const ban = told.find((one) => one.index !== call && one.origin === it.origin && (one.pool === undefined || one.pool === (it.pool ?? 'core')) && knew(one) && it.at < one.until)
    return ban ? [{ call, told: ban.index, at: it.at, allowed: ban.until, what: `call ${call} went to ${it.origin} ${ban.until - it.at} ms too early: call ${ban.index} was answered with ${ban.why}` }] : []
  })
}

/** Of one run in a simulation: what another run was told, this one cannot know. */
export const timedCalls = (trace: readonly TracedCall[], actor: string): readonly TimedCall[] =>
  trace.flatMap((it, index): readonly TimedCall[] => {
    if (it.actor !== actor) return []
    const { origin, pathname } = new URL(it.url)
    const { status, headers } = 'answer' in it.played ? it.played.answer : { status: 0, headers: {} }
    const knowing = trace.slice(0, index).filter((one) => one.actor === actor && one.number <= it.knowing).length
    return [{ at: it.at, knowing, origin, pool: pathname.endsWith('/graphql') ? 'graphql' : 'core', status, headers }]
  })
