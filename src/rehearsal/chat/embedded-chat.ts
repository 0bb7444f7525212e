// A Slack inside this process, as far as announcements need one: chat.postMessage, conversations.history, chat.delete and incoming
// webhooks; and an address of no service, for webhooks of other kinds.
import { jsonAnswer, readBody, textAnswer } from '../http/answer.js'
import type { Handler, WorldRequest, WorldResponse } from '../http/handler.js'
import { Journal } from '../http/journal.js'
import type { ChatRule } from './rules.js'

export interface Channel {
  readonly name: string
  /** Tokens of the apps that are in it. */
  readonly members: readonly string[]
  readonly archived?: boolean
}

export interface ChatMessage {
  readonly channel: string
  /** `1700000000.000001` */
  readonly ts: string
  readonly text: string
  /** Token that posted it; a webhook's path. */
  readonly by: string
  readonly metadata?: { readonly event_type: string; readonly event_payload: object }
}

export interface ChatParts {
  readonly now: () => number
  /** Scopes by token. */
  readonly tokens: Readonly<Record<string, readonly string[]>>
  /** By id. */
  readonly channels: Readonly<Record<string, Channel>>
  /** Channel by path of the webhook: `/services/T/B/X`. */
  readonly hooks?: Readonly<Record<string, string>>
  /** Messages that a channel takes in a second; a burst is taken too. Default: no limit. */
  readonly perSecond?: number
  readonly without?: readonly ChatRule[]
  readonly journal?: Journal
}

/** How Slack says no. */
class No extends Error {
  constructor(readonly error: string, readonly more: Readonly<Record<string, string>> = {}) {
    super(error)
  }
}

const say = (error: string, more: Readonly<Record<string, string>> = {}): never => {
  throw new No(error, more)
}

type Arguments = Readonly<Record<string, unknown>>

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

export class EmbeddedChat {
  readonly journal: Journal
  /** Oldest first. */
  readonly messages: ChatMessage[] = []
  /** What came to addresses of no service. */
  readonly received: { readonly path: string; readonly body: string; readonly mediaType: string }[] = []
  private channels: Record<string, Channel>
  private count = 0

  constructor(private readonly parts: ChatParts) {
    this.journal = parts.journal ?? new Journal()
    this.channels = { ...parts.channels }
  }

  /** As it is now, with its journal, and going its own way from here. */
  copy({ now }: { readonly now: () => number }): EmbeddedChat {
    const copy = new EmbeddedChat({ ...this.parts, now, channels: this.channels, journal: this.journal.copy() })
    copy.messages.push(...this.messages)
    copy.received.push(...this.received)
    copy.count = this.count
    return copy
  }

  private has(rule: ChatRule): boolean {
    return !(this.parts.without ?? []).includes(rule)
  }

  /** Changes a channel, as its people would. */
  change(id: string, it: Partial<Channel>): void {
    const channel = this.channels[id]
    if (!channel) throw new Error(`there is no channel ${id}`)
    this.channels = { ...this.channels, [id]: { ...channel, ...it } }
  }

  /** A person writes something. */
  write(channel: string, text: string): ChatMessage {
    return this.keep({ channel, text, by: 'a person' })
  }

  /** Bound, so that it can be handed over as it is. */
  readonly handle: Handler = async (request) => {
    const { pathname } = request.url
    const before = this.messages.length + this.received.length
    const body = (await readBody(request)).toString('utf8')
    const answer = await this.answer(request, body)
    // The path of a webhook is its secret.
    const path = pathname.startsWith('/services/') ? '/services/…' : pathname
    this.journal.note({ service: 'chat', method: request.method, path, status: answer.status, write: this.messages.length + this.received.length !== before, purpose: path.replace('/api/', '') })
    return answer
  }

  private async answer(request: WorldRequest, body: string): Promise<WorldResponse> {
    const { pathname } = request.url
    if (pathname.startsWith('/services/')) return this.hook(pathname, body)
    if (pathname.startsWith('/hooks/')) {
      this.received.push({ path: pathname, body, mediaType: request.headers['content-type'] ?? '' })
      return textAnswer(200, 'ok')
    }
    try {
      return this.method(request, body)
    } catch (failure) {
      if (!(failure instanceof No)) throw failure
      return jsonAnswer(this.has('S-API-02') ? 200 : 400, { ok: false, error: failure.error, ...failure.more })
    }
  }

  private method(request: WorldRequest, body: string): WorldResponse {
    const name = request.url.pathname.replace('/api/', '')
    const args: Arguments = request.method === 'GET' ? Object.fromEntries(request.url.searchParams) : (JSON.parse(body) as Arguments)
    const token = /^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1]
    switch (name) {
      case 'chat.postMessage': return this.post(this.caller(token, 'chat:write'), args)
      case 'chat.delete': return this.remove(this.caller(token, 'chat:write'), args)
      case 'conversations.history': return this.history(this.caller(token, 'channels:history'), args)
      default: return this.has('S-API-01') ? jsonAnswer(501, { ok: false, error: 'not implemented in the rehearsal' }) : jsonAnswer(200, { ok: false, error: 'unknown_method' })
    }
  }

  private caller(token: string | undefined, scope: string): string {
    const scopes = token === undefined ? undefined : this.parts.tokens[token]
    if (!scopes && this.has('S-TOK-01')) return say(token === undefined ? 'not_authed' : 'invalid_auth')
    if (scopes && !scopes.includes(scope) && this.has('S-TOK-02')) return say('missing_scope', { needed: scope, provided: scopes.join(',') })
    return token ?? ''
  }

  private channel(id: string, token: string): Channel {
    const channel = this.channels[id]
    if (!channel) return this.has('S-CHN-01') ? say('channel_not_found') : { name: id, members: [token] }
    if (!channel.members.includes(token) && this.has('S-CHN-02')) return say('not_in_channel')
    return channel
  }

  private post(token: string, args: Arguments): WorldResponse {
    const [channel, text] = [textOf(args['channel']), textOf(args['text'])]
    if (this.channel(channel, token).archived === true && this.has('S-CHN-03')) return say('is_archived')
    if (text === '' && this.has('S-MSG-03')) return say('no_text')
    const full = this.limited(channel)
    if (full) return full
    const metadata = args['metadata'] as ChatMessage['metadata']
    const again = this.has('S-MSG-02') ? undefined : this.messages.find((it) => it.channel === channel && it.text === text)
    const made = again ?? this.keep({ channel, text, by: token, ...(metadata ? { metadata } : {}) })
    return jsonAnswer(200, { ok: true, channel, ts: made.ts, message: { type: 'message', text, ts: made.ts, ...(metadata ? { metadata } : {}) } })
  }

  private limited(channel: string): WorldResponse | undefined {
    const { perSecond, now } = this.parts
    if (perSecond === undefined || !this.has('S-LIM-01')) return undefined
    const lately = this.messages.filter((it) => it.channel === channel && it.by !== 'a person' && Number(it.ts) * 1000 > now() - 1000)
    return lately.length < perSecond ? undefined : jsonAnswer(429, { ok: false, error: 'ratelimited' }, { 'retry-after': '1' })
  }

  private keep(it: Omit<ChatMessage, 'ts'>): ChatMessage {
    this.count++
    const ts = this.has('S-MSG-01') ? (this.parts.now() / 1000).toFixed(0).concat('.', String(this.count).padStart(6, '0')) : '0.0'
    const made = { ...it, ts }
    this.messages.push(made)
    return made
  }

  private remove(token: string, args: Arguments): WorldResponse {
    const [channel, ts] = [textOf(args['channel']), textOf(args['ts'])]
    this.channel(channel, token)
    const at = this.messages.findIndex((it) => it.channel === channel && it.ts === ts)
    const message = this.messages[at]
    if (!message) return say('message_not_found')
    if (message.by !== token && this.has('S-DEL-01')) return say('cant_delete_message')
    this.messages.splice(at, 1)
    return jsonAnswer(200, { ok: true, channel, ts })
  }

  private history(token: string, args: Arguments): WorldResponse {
    const id = textOf(args['channel'])
    this.channel(id, token)
    const oldest = this.has('S-HIS-03') ? Number(textOf(args['oldest']) || '0') : 0
    const own = this.messages.filter((it) => it.channel === id && Number(it.ts) > oldest)
    const all = this.has('S-HIS-01') ? own.reverse() : own
    const limit = this.has('S-HIS-01') ? Math.min(999, Number(textOf(args['limit']) || '100')) : all.length
    const from = Number(Buffer.from(textOf(args['cursor']), 'base64').toString('utf8') || '0')
    const isMore = from + limit < all.length
    const shown = args['include_all_metadata'] === 'true' || args['include_all_metadata'] === true || !this.has('S-HIS-02')
    return jsonAnswer(200, {
      ok: true, has_more: isMore, pin_count: 0,
      messages: all.slice(from, from + limit).map((it) => ({ type: 'message', text: it.text, ts: it.ts, ...(it.metadata && shown ? { metadata: it.metadata } : {}) })),
      ...(isMore ? { response_metadata: { next_cursor: Buffer.from(String(from + limit)).toString('base64') } } : {}),
    })
  }

  private hook(path: string, body: string): WorldResponse {
    const id = this.parts.hooks?.[path]
    if (id === undefined) return this.has('S-HOK-02') ? textAnswer(404, 'no_service') : textAnswer(200, 'ok')
    if (this.channels[id]?.archived === true && this.has('S-HOK-04')) return textAnswer(410, 'channel_is_archived')
    let text = ''
    try {
      text = textOf((JSON.parse(body) as Arguments)['text'])
    } catch {
      if (this.has('S-HOK-03')) return textAnswer(400, 'invalid_payload')
    }
    if (text === '' && this.has('S-HOK-03')) return textAnswer(400, 'no_text')
    const { ts } = this.keep({ channel: id, text, by: path })
    return this.has('S-HOK-01') ? textAnswer(200, 'ok') : jsonAnswer(200, { ok: true, ts })
  }
}
