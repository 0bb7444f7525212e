// When may the next request be sent? Read from an answer's headers. Pure; times are milliseconds since 1970.

export interface Hold {
  readonly until: number
  /** What is held: one pool of the service's quota, or `all` of it. */
  readonly pool: string
}

interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

/** When a limiter names no time. */
export const secondaryWait = 60_000

const mostSkew = 3_600_000

/** Points in time are the server's; a machine whose clock is wrong by minutes must still wait as long as was meant. */
const ownTime = (serverTime: number, headers: Answered['headers'], now: number): number => {
  const skew = Date.parse(headers.date ?? '') - now
  return Number.isFinite(skew) && Math.abs(skew) < mostSkew ? serverTime - skew : serverTime
}

/** `Retry-After`, as seconds or as a date; undefined when it is neither. A date is rounded up, as its seconds were cut off. */
export const retryAfter = (headers: Answered['headers'], now: number): number | undefined => {
  const text = headers['retry-after']?.trim()
  if (text === undefined) return undefined
  if (/^\d+(\.\d+)?$/.test(text)) return now + Math.ceil(Number(text) * 1000)
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(now, ownTime(date + 1000, headers, now))
}

/** Seconds since 1970, of a whole second that has to be over. */
const resetOf = (headers: Answered['headers']): number | undefined => {
  if (headers['x-ratelimit-remaining']?.trim() !== '0') return undefined
  const reset = Number(headers['x-ratelimit-reset'])
  return Number.isFinite(reset) && reset > 0 ? (reset + 1) * 1000 : undefined
}

/** Is this answer a refusal by a limiter, which had no effect? A 403 alone may as well be a missing right. */
export const isLimited = ({ status, headers }: Answered, text = ''): boolean =>
  status === 429 || (status === 403 && (headers['retry-after'] !== undefined || resetOf(headers) !== undefined || /secondary rate limit|abuse detection/i.test(text)))

export const namesTime = (headers: Answered['headers']): boolean => headers['retry-after'] !== undefined || resetOf(headers) !== undefined

/** The hold that an answer imposes, if any: also a successful one may say that it was the last. */
export const holdOf = (told: Answered, now: number, text = ''): Hold | undefined => {
  const after = retryAfter(told.headers, now)
  const refused = isLimited(told, text)
  if (after !== undefined && (refused || told.status >= 500 || told.status === 408)) return { until: after, pool: 'all' }
  const reset = resetOf(told.headers)
  const pool = told.headers['x-ratelimit-resource'] ?? 'core'
  if (reset !== undefined && (refused || told.status < 400)) return { until: Math.max(ownTime(reset, told.headers, now), now), pool }
  return refused ? { until: now + secondaryWait, pool: 'all' } : undefined
}

/** How many requests of a pool are left, and until when that counts. */
export interface Told {
  remaining: number
  reset: number
}

/** Undefined when the answer does not say it. A whole second has to be over. */
export const toldOf = (headers: Answered['headers'], now: number): Told | undefined => {
  const [left, reset] = [headers['x-ratelimit-remaining']?.trim(), Number(headers['x-ratelimit-reset'])]
  if (left === undefined || !/^\d+$/.test(left) || !Number.isFinite(reset) || reset <= 0) return undefined
  return { remaining: Number(left), reset: ownTime((reset + 1) * 1000, headers, now) }
}

/** The pool that a request draws from, as far as its address tells. */
export const poolOf = (url: URL): string => (url.pathname.endsWith('/graphql') ? 'graphql' : url.pathname.includes('/search/') ? 'search' : 'core')
