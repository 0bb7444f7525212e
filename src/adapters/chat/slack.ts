// Slack's Web API. It has no idempotency key, so a message carries our marker as metadata, and the channel's history is looked at before
// it is posted, and after an answer that was lost. The token goes to Slack's origin and to no other.
import { withoutControls } from '../../core/plain-text.js'
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { Message, PostedMessage } from '../../ports/chat.js'
import type { Clock } from '../../ports/clock.js'
import type { Http, HttpResponse } from '../../ports/http.js'
import { readSettled } from '../patience.js'

export interface SlackSettings {
  readonly http: Http
  readonly clock: Clock
  /** `https://slack.com/api` */
  readonly api: string
  readonly token: string
  readonly signal?: AbortSignal
}

const eventType = 'slipway_announcement'
const perPage = 200
const mostPages = 100

type Answer = Readonly<Record<string, unknown>>

interface Call {
  readonly what: string
  readonly method: string
  /** A write, as JSON. */
  readonly json?: unknown
  readonly query?: Readonly<Record<string, string>>
}

const fieldOf = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined)
const textOf = (value: unknown): string => (typeof value === 'string' ? withoutControls(value).slice(0, 200) : '')

export class Slack {
  constructor(private readonly settings: SlackSettings) {}

  async post(channel: string, message: Message, since: number): Promise<PostedMessage> {
    const there = await this.find(channel, message.marker, since)
    if (there) return there
    const sent = await this.send(channel, message, since)
    // Another run may have posted in the same moment. Both look now, both see both, and the older one stays.
    const [first, ...later] = await readSettled(() => this.all(channel, message.marker, since), (found) => found.some((it) => it.id === sent.id), this.settings)
    if (!first) return sent
    if (later.some((it) => it.id === sent.id)) await this.call({ what: `take back a second message in ${channel}`, method: 'chat.delete', json: { channel, ts: sent.id } })
    return first
  }

  async find(channel: string, marker: string, since: number): Promise<PostedMessage | undefined> {
    return (await this.all(channel, marker, since))[0]
  }

  /** What is not there after an answer was lost is sent once more; should both come to stand there, `post` takes the second one back. */
  private async send(channel: string, message: Message, since: number, isAgain = false): Promise<PostedMessage> {
    const { text, marker } = message
    const what = `post to ${channel}`
    const json = { channel, text, unfurl_links: false, metadata: { event_type: eventType, event_payload: { marker } } }
    try {
      const answer = await this.call({ what, method: 'chat.postMessage', json })
      const id = answer['ts']
      return typeof id === 'string' ? { channel, id } : fail('CHAT_ANSWER', { what, found: 'no time of the message' })
    } catch (failure) {
      if (!mayBeThere(failure)) throw failure
      const found = await readSettled(() => this.find(channel, marker, since), (it) => it !== undefined, this.settings)
      if (found) return found
      if (isAgain) throw failure
      return this.send(channel, message, since, true)
    }
  }

  /** Oldest first. */
  private async all(channel: string, marker: string, since: number): Promise<readonly PostedMessage[]> {
    const found: PostedMessage[] = []
    let cursor = ''
    for (let page = 0; page < mostPages; page++) {
      const query = { channel, oldest: String(since), limit: String(perPage), include_all_metadata: 'true', ...(cursor === '' ? {} : { cursor }) }
      const answer = await this.call({ what: `read the messages of ${channel}`, method: 'conversations.history', query })
      const messages = answer['messages']
      if (!Array.isArray(messages)) return fail('CHAT_ANSWER', { what: `read the messages of ${channel}`, found: 'no list of messages' })
      for (const it of messages as readonly unknown[]) {
        const [metadata, id] = [fieldOf(it, 'metadata'), fieldOf(it, 'ts')]
        if (fieldOf(metadata, 'event_type') === eventType && fieldOf(fieldOf(metadata, 'event_payload'), 'marker') === marker && typeof id === 'string') found.push({ channel, id })
      }
      const next = fieldOf(answer['response_metadata'], 'next_cursor')
      if (typeof next !== 'string' || next === '') return found.sort((a, b) => (a.id < b.id ? -1 : 1))
      cursor = next
    }
    return fail('CHAT_HISTORY_TOO_LONG', { channel, messages: perPage * mostPages })
  }

  /** Slack says no with status 200 and `ok: false`. */
  private async call({ what, method, json, query }: Call): Promise<Answer> {
    const { http, api, token, signal } = this.settings
    const url = `${api}/${method}${query ? `?${new URLSearchParams(query).toString()}` : ''}`
    const response = await http.send({
      method: json === undefined ? 'GET' : 'POST', url, purpose: json === undefined ? 'read' : 'write', idempotent: json === undefined || method === 'chat.delete', redirects: 'manual', expects: 'json',
      headers: { accept: 'application/json', 'user-agent': 'slipway', ...(json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }) },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }), credential: { origin: new URL(api).origin, value: `Bearer ${token}` }, ...(signal ? { signal } : {}),
    })
    const value = await parsed(response, what)
    if (value['ok'] === true || isGone(method, value)) return value
    return fail('CHAT_REFUSED', { what, error: textOf(value['error']) || `status ${response.status}`, needed: textOf(value['needed']) })
  }
}

const isGone = (method: string, value: Answer): boolean => method === 'chat.delete' && value['error'] === 'message_not_found'

const parsed = async (response: HttpResponse, what: string): Promise<Answer> => {
  const text = await response.text()
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Answer
  } catch {
    // The words of whatever answered help more than those of the parser.
  }
  return fail('CHAT_ANSWER', { what, found: `status ${response.status}, ${textOf(text) || 'nothing'}` })
}

/** Slack of its own failures: "It's possible some aspect of the operation succeeded before the error was raised." */
const mayBeThere = (failure: unknown): boolean =>
  failure instanceof ReleaseError && (failure.code === 'HTTP_ANSWER_LOST' || (failure.code === 'CHAT_REFUSED' && ['internal_error', 'fatal_error', 'request_timeout'].includes(String(failure.problems[0].facts?.['error'] ?? ''))))
