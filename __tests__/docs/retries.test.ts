// docs/retries.md is what the client does, not what it is said to do: each row is played, and what was seen is written down.
import { expect, test } from '@jest/globals'
import { createHttp } from '../../src/adapters/http/http.js'
import { defaultBudget, withRetry } from '../../src/adapters/http/retry.js'
import { githubWindows } from '../../src/core/github-limits.js'
import { defaultMaxWaitMs } from '../../src/core/request.js'
import { durationText } from '../../src/core/duration.js'
import { fail } from '../../src/errors/release-error.js'
import type { HopAnswer, HttpRequest } from '../../src/ports/http.js'
import { codeOf } from '../adapters/codes.js'
import { fakeClock } from '../adapters/http/fake-clock.js'
import { rememberingLog } from '../adapters/temp.js'
import { expectGolden } from '../golden.js'

type Reply = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly text?: string; readonly cut?: true } | 'unreachable' | 'unresolved' | 'broken'

const start = Date.UTC(2026, 0, 1)
const soon = String(start / 1000 + 60)

const rows: readonly (readonly [string, Reply])[] = [
  ['the connection cannot be made (refused, say)', 'unreachable'],
  ['the name of the host is unknown, and nothing was reached there in this run', 'unresolved'],
  ['the connection ends without an answer, or is silent too long', 'broken'],
  ['the body of the answer is cut', { status: 200, cut: true }],
  ['success, but no JSON where JSON was asked for (the page of a proxy)', { status: 200, text: '<html>' }],
  ['408', { status: 408 }],
  ['500, 502, 503, 504', { status: 503 }],
  ['503 with `Retry-After`', { status: 503, headers: { 'retry-after': '60' } }],
  ['429 with `Retry-After`', { status: 429, headers: { 'retry-after': '60' } }],
  ['403 with `Retry-After`', { status: 403, headers: { 'retry-after': '60' } }],
  ['403 with `x-ratelimit-remaining: 0`', { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': soon } }],
  ['403 that speaks of a secondary rate limit, without a time', { status: 403, text: '{"message":"You have exceeded a secondary rate limit"}' }],
  ['429 without a time', { status: 429 }],
  ['success with `x-ratelimit-remaining: 0`', { status: 200, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': soon } }],
  ['401, 403 (a right is missing)', { status: 403 }],
  ['404, 409, 410, 422', { status: 404 }],
  ['501, 505', { status: 501 }],
]

const repeatable: HttpRequest = { method: 'GET', url: 'https://api.example.com/a', purpose: 'read', idempotent: true, expects: 'json' }
const creation: HttpRequest = { ...repeatable, method: 'POST', purpose: 'write', idempotent: false, body: '{}' }

interface Service {
  readonly http: ReturnType<typeof withRetry>
  readonly times: number[]
}

/** Answers so for a number of times, and then well. */
const service = (reply: Reply, times: number): Service => {
  const clock = fakeClock(start)
  const seen: number[] = []
  const http = withRetry(createHttp(async (hop): Promise<HopAnswer> => {
    seen.push((clock.now() - start) / 1000)
    const now: Reply = seen.length <= times ? reply : { status: 200 }
    const facts = { method: hop.method, url: hop.url.href, what: 'it was arranged so' }
    if (now === 'unreachable') return fail('HTTP_UNREACHABLE', facts)
    if (now === 'unresolved') return fail('HTTP_UNREACHABLE', { ...facts, unresolved: 'ENOTFOUND' })
    if (now === 'broken') return fail('HTTP_BROKEN', facts)
    const body = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from(now.text ?? '{}')
      if (now.cut) fail('HTTP_BROKEN', facts)
    }
    return { status: now.status, headers: now.headers ?? {}, body: body() }
  }), { clock, random: () => 1, log: rememberingLog() })
  return { http, times: seen }
}

const outcome = async (work: Promise<{ readonly status: number }>): Promise<string> => {
  try {
    return String((await work).status)
  } catch {
    return codeOf(work)
  }
}

const after = (seconds: number): string => (seconds <= 1 ? 'after a pause' : `after ${Math.floor(seconds)} s, by all requests to the service`)

const playOne = async (request: HttpRequest, reply: Reply): Promise<string> => {
  const once = service(reply, 1)
  const end = await outcome(once.http.send(request))
  if (end === 'HTTP_ANSWER_LOST') return `not sent again (\`${end}\`): the caller looks what is there`
  if (once.times.length > 1) return `sent again ${after(once.times[1] ?? 0)}`
  await once.http.send(request)
  return (once.times[1] ?? 0) > 0 ? `is the answer; the next request goes ${after(once.times[1] ?? 0)}` : 'is the answer, given to the caller'
}

const playLong = async (reply: Reply): Promise<string> => {
  const { http, times } = service(reply, Infinity)
  const end = await outcome(http.send(repeatable))
  const count = times.length === 1 ? '' : ` after ${times.length} tries`
  return /^\d+$/.test(end) ? `that answer${count}` : `\`${end}\`${count}`
}

test('docs/retries.md says for each kind of error what the client does', async () => {
  const lines: string[] = []
  for (const [what, reply] of rows) lines.push(`| ${what} | ${await playOne(repeatable, reply)} | ${await playOne(creation, reply)} | ${await playLong(reply)} |`)
  const { attempts, baseMs, capMs, troubleMs } = defaultBudget
  expectGolden('docs/retries.md', `# What is done when a request fails

Generated by \`__tests__/docs/retries.test.ts\`, which plays each row and writes down what it sees. There is one place for it:
\`src/adapters/http/retry.ts\`, with \`gates.ts\` before it, which decides when a request may go.

| what comes back | to a request that may be repeated | to one that creates something | when it never ends |
| --- | --- | --- | --- |
${lines.join('\n')}

- **Pauses** are random, up to ${baseMs / 1000} s, then twice that, four times that, never more than ${capMs / 1000} s; a request is tried ${attempts} times.
- **Trouble of the whole run**: tries that fail and the pauses after them, added up over all requests (of one try no more than a minute). After ${durationText(troubleMs)}
  nothing is sent again, and the run ends with \`RETRIES_SPENT\`.
- **Limits** are obeyed in full and never earlier, by every request to the service, also by those side by side; all addresses of GitHub (API, uploads, GraphQL) are
  one service. What was waited is one budget of the run (\`--max-wait\`, ${durationText(defaultMaxWaitMs)}): for limits, and for another run's lock. A wait beyond it is not begun; the run ends
  as \`waiting\`, exit code 0, with \`RATE_LIMITED\`, whose \`facts\` in the report (\`--json\`) are \`service\`, \`until\`, \`seconds\` and \`why\`.
- **Limits that GitHub has published** are kept in advance: ${githubWindows.map((it) => it.what.replace('it takes ', '')).join('; ')}. Requests that are under way
  are taken off what is left of the hour. What an earlier run created within the hour counts as well: the assets of the draft say when they were made.
- **Nothing that creates is repeated blindly.** After an answer was lost the adapter looks: by the marker in a release, by the name and digest of an asset, by the
  target of a ref. Only when it is not there it is sent again.
`)
  expect(lines).toHaveLength(rows.length)
})
