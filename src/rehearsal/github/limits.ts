// How much may be asked. Counted always, so that the headers are there; enforced as far as the world's settings say.
import type { Actor } from './access.js'
import type { Forge } from './forge.js'
import { Refusal } from './refusal.js'
import type { Resource, Usage } from './state.js'

export interface Limits {
  /** Requests in an hour. */
  readonly primary: number
  readonly isPrimaryEnforced: boolean
  /** The limits against bursts, with GitHub's numbers when they are given as such. */
  readonly secondary: Secondary | undefined
}

export interface Secondary {
  readonly pointsPerMinute: number
  readonly createsPerMinute: number
  readonly createsPerHour: number
  readonly concurrent: number
}

export const githubSecondary: Secondary = { pointsPerMinute: 900, createsPerMinute: 80, createsPerHour: 500, concurrent: 100 }

const hour = 3_600_000
const minute = 60_000
const startOf = (now: number): number => Math.floor(now / hour) * hour

export interface Asked {
  readonly points: number
  readonly creates: boolean
  readonly resource: Resource
}

const nameOf = (actor: Actor): string => actor.token?.name ?? 'nobody'

const recent = (forge: Forge, actor: Actor): readonly Usage[] => {
  const since = forge.now() - hour
  return (forge.state.usage.get(nameOf(actor)) ?? []).filter((it) => it.at > since)
}

export interface Rate {
  readonly limit: number
  readonly used: number
  readonly remaining: number
  /** Seconds since 1970. */
  readonly reset: number
}

export const rateOf = (forge: Forge, actor: Actor, resource: Resource): Rate => {
  const { primary } = forge.settings.limits
  const start = startOf(forge.now())
  const used = recent(forge, actor).filter((it) => it.at >= start && it.resource === resource).length
  return { limit: primary, used, remaining: Math.max(0, primary - used), reset: (start + hour) / 1000 }
}

export const rateHeaders = (forge: Forge, actor: Actor, resource: Resource): Record<string, string> => {
  if (!forge.rules.has('W-LIM-01')) return {}
  const rate = rateOf(forge, actor, resource)
  return {
    'x-ratelimit-limit': String(rate.limit), 'x-ratelimit-remaining': String(rate.remaining), 'x-ratelimit-used': String(rate.used),
    'x-ratelimit-reset': String(rate.reset), 'x-ratelimit-resource': resource,
  }
}

const secondaryMessage = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'

/** Seconds until the oldest of these is older than the window. */
const waitFor = (within: readonly Usage[], window: number, now: number): string => String(Math.max(1, Math.ceil(((within[0]?.at ?? now) + window - now) / 1000)))

const overSecondary = (forge: Forge, all: readonly Usage[], asked: Asked, limits: Secondary): string | undefined => {
  const now = forge.now()
  const lastMinute = all.filter((it) => it.at > now - minute)
  const points = lastMinute.reduce((sum, it) => sum + it.points, 0)
  if (forge.rules.has('W-LIM-04') && points + asked.points > limits.pointsPerMinute) return waitFor(lastMinute, minute, now)
  if (!asked.creates || !forge.rules.has('W-LIM-03')) return undefined
  const [created, createdLately] = [all.filter((it) => it.creates), lastMinute.filter((it) => it.creates)]
  if (createdLately.length >= limits.createsPerMinute) return waitFor(createdLately, minute, now)
  return created.length >= limits.createsPerHour ? waitFor(created, hour, now) : undefined
}

/** Counts the request, or refuses it. */
export const count = (forge: Forge, actor: Actor, asked: Asked, underWay: number): void => {
  const { limits } = forge.settings
  const all = recent(forge, actor)
  if (limits.isPrimaryEnforced && forge.rules.has('W-LIM-02') && rateOf(forge, actor, asked.resource).remaining === 0) {
    throw new Refusal(403, `API rate limit exceeded for ${nameOf(actor)}.`)
  }
  if (limits.secondary) {
    const wait = overSecondary(forge, all, asked, limits.secondary)
    if (wait !== undefined) throw new Refusal(403, secondaryMessage, [], { 'retry-after': wait })
    if (underWay > limits.secondary.concurrent && forge.rules.has('W-LIM-06')) throw new Refusal(429, secondaryMessage, [], { 'retry-after': '60' })
  }
  forge.state.usage.note(nameOf(actor), [...all, { at: forge.now(), ...asked }])
}
