// The chat port: Slack by its API, and webhooks. The address of a webhook is a secret: it is read by the name of its variable, is never
// told, and goes into no message.
import { withoutControls } from '../../core/plain-text.js'
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { Chat, PostedMessage } from '../../ports/chat.js'
import type { Clock } from '../../ports/clock.js'
import type { Http } from '../../ports/http.js'
import type { Log } from '../../ports/log.js'
import { Slack } from './slack.js'

export interface ChatSettings {
  readonly http: Http
  readonly clock: Clock
  readonly log: Log
  /** Variables that hold addresses of webhooks. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly token?: string
  /** Default: https://slack.com/api */
  readonly api?: string
  readonly signal?: AbortSignal
}

/** Only variables that are called so are read, so that a config cannot have any other secret sent anywhere. */
const hookName = /^SLIPWAY_[A-Z0-9_]*WEBHOOK[A-Z0-9_]*$/

const isLocal = (url: URL): boolean => url.protocol === 'http:' && (url.hostname === '127.0.0.1' || url.hostname === 'localhost')

const addressIn = ({ environment, log }: ChatSettings, name: string): URL | undefined => {
  const text = hookName.test(name) ? environment[name]?.trim() : undefined
  if (!text || !URL.canParse(text)) return undefined
  log.secret(text)
  const url = new URL(text)
  log.secret(url.href)
  // What makes it secret stands in the path; an answer may repeat it.
  if (url.pathname.length > 8) log.secret(url.pathname)
  return url.protocol === 'https:' || isLocal(url) ? url : undefined
}

export const createChat = (settings: ChatSettings): Chat => {
  const { http, clock, log, token, signal, api = 'https://slack.com/api' } = settings
  if (token !== undefined) log.secret(token)
  const slack = token === undefined ? undefined : new Slack({ http, clock, api, token, ...(signal ? { signal } : {}) })
  const slackFor = (channel: string): Slack => slack ?? fail('CHAT_TOKEN_MISSING', { channel })
  return {
    hasToken: () => slack !== undefined,
    hasHook: (name) => addressIn(settings, name) !== undefined,
    find: async (channel, marker, since): Promise<PostedMessage | undefined> => slackFor(channel).find(channel, marker, since),
    post: async (channel, message, since) => slackFor(channel).post(channel, message, since),
    send: async (hook, body) => {
      const url = addressIn(settings, hook) ?? fail('WEBHOOK_MISSING', { variable: hook })
      const response = await http.send({
        method: 'POST', url: url.href, headers: { 'content-type': body.mediaType, 'user-agent': 'slipway' }, body: body.text, purpose: 'write', idempotent: false, redirects: 'manual', ...(signal ? { signal } : {}),
      }).catch((failure: unknown) => told(failure, hook))
      const said = withoutControls((await response.text().catch(() => '')).trim()).slice(0, 200)
      if (response.status < 200 || response.status >= 300) return fail('WEBHOOK_REFUSED', { variable: hook, status: response.status, said: said || 'nothing more' })
    },
  }
}

/** Without the cause, whose message has the address in it. */
const told = (failure: unknown, variable: string): never => {
  if (!(failure instanceof ReleaseError)) throw failure
  if (failure.code === 'HTTP_ANSWER_LOST') return fail('WEBHOOK_UNKNOWN', { variable })
  return fail('WEBHOOK_REFUSED', { variable, status: 0, said: `it could not be reached (${failure.code})` })
}
