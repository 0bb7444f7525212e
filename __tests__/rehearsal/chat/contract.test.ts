// Every rule of the embedded chat holds, and its test is one that can fail: without the rule it does.
import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { EmbeddedChat, type ChatParts } from '../../../src/rehearsal/chat/embedded-chat.js'
import { chatRuleNames, chatRules, type ChatRule } from '../../../src/rehearsal/chat/rules.js'

class Stage {
  time = Date.parse('2026-11-21T12:00:00Z')
  readonly chat: EmbeddedChat

  constructor(without: readonly ChatRule[], parts: Partial<ChatParts> = {}) {
    this.chat = new EmbeddedChat({
      now: () => this.time, without, hooks: { '/services/T/B/X': 'C1', '/services/T/B/Y': 'C2' },
      tokens: { own: ['chat:write', 'channels:history'], other: ['chat:write', 'channels:history'], poor: ['chat:write'] },
      channels: { C1: { name: 'wg', members: ['own', 'other', 'poor'] }, C2: { name: 'old', members: ['own'], archived: true }, C3: { name: 'closed', members: [] } }, ...parts,
    })
  }

  async ask(path: string, { token = 'own', body, query = {} }: { token?: string | null; body?: unknown; query?: Record<string, string> } = {}) {
    const url = new URL(`https://slack.com${path}`)
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value)
    const sent = body === undefined ? undefined : (async function* () {
      yield Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
    })()
    const answer = await this.chat.handle({ method: body === undefined ? 'GET' : 'POST', url, headers: token === null ? {} : { authorization: `Bearer ${token}` }, body: sent })
    const text = Buffer.from(answer.body as Uint8Array).toString('utf8')
    return { status: answer.status, headers: answer.headers, text, json: /json/.test(answer.headers['content-type'] ?? '') ? JSON.parse(text) : undefined }
  }

  post = async (text: string, token: string | null = 'own', channel = 'C1', more: object = {}) => (await this.ask('/api/chat.postMessage', { token, body: { channel, text, ...more } })).json
  history = async (query: Record<string, string> = {}, token: string | null = 'own') => (await this.ask('/api/conversations.history', { token, query: { channel: 'C1', ...query } })).json
  texts = async (query: Record<string, string> = {}): Promise<string[]> => (await this.history(query)).messages.map((it: { text: string }) => it.text)
}

const contracts: Readonly<Record<ChatRule, { run: (stage: Stage) => Promise<void>; parts?: Partial<ChatParts> }>> = {
  'S-API-01': { run: async (stage) => expect((await stage.ask('/api/users.list', { body: {} })).status).toBe(501) },
  'S-API-02': { run: async (stage) => expect(await stage.ask('/api/chat.postMessage', { body: { channel: 'none', text: 'x' } })).toMatchObject({ status: 200, json: { ok: false, error: 'channel_not_found' } }) },
  'S-TOK-01': { run: async (stage) => {
    expect((await stage.post('x', null)).error).toBe('not_authed')
    expect((await stage.post('x', 'unknown')).error).toBe('invalid_auth')
  } },
  'S-TOK-02': { run: async (stage) => expect(await stage.history({}, 'poor')).toMatchObject({ ok: false, error: 'missing_scope', needed: 'channels:history' }) },
  'S-CHN-01': { run: async (stage) => expect((await stage.post('x', 'own', 'C9')).error).toBe('channel_not_found') },
  'S-CHN-02': { run: async (stage) => expect((await stage.post('x', 'own', 'C3')).error).toBe('not_in_channel') },
  'S-CHN-03': { run: async (stage) => expect((await stage.post('x', 'own', 'C2')).error).toBe('is_archived') },
  'S-MSG-01': { run: async (stage) => {
    const [one, two] = [await stage.post('a'), await stage.post('b')]
    expect([one.ok, /^\d{10}\.\d{6}$/.test(one.ts), one.ts < two.ts]).toEqual([true, true, true])
  } },
  'S-MSG-02': { run: async (stage) => {
    await stage.post('a')
    await stage.post('a')
    expect(await stage.texts()).toEqual(['a', 'a'])
  } },
  'S-MSG-03': { run: async (stage) => expect((await stage.post('')).error).toBe('no_text') },
  'S-DEL-01': { run: async (stage) => {
    const { ts } = await stage.post('a')
    const remove = async (token: string) => (await stage.ask('/api/chat.delete', { token, body: { channel: 'C1', ts } })).json
    expect((await remove('other')).error).toBe('cant_delete_message')
    expect([(await remove('own')).ok, (await remove('own')).error]).toEqual([true, 'message_not_found'])
  } },
  'S-HIS-01': { run: async (stage) => {
    for (const text of ['a', 'b', 'c']) await stage.post(text)
    const first = await stage.history({ limit: '2' })
    expect([first.messages.map((it: { text: string }) => it.text), first.has_more]).toEqual([['c', 'b'], true])
    expect(await stage.texts({ limit: '2', cursor: first.response_metadata.next_cursor })).toEqual(['a'])
  } },
  'S-HIS-02': { run: async (stage) => {
    await stage.post('a', 'own', 'C1', { metadata: { event_type: 'x', event_payload: { a: 1 } } })
    expect((await stage.history()).messages[0].metadata).toBeUndefined()
    expect((await stage.history({ include_all_metadata: 'true' })).messages[0].metadata).toEqual({ event_type: 'x', event_payload: { a: 1 } })
  } },
  'S-HIS-03': { run: async (stage) => {
    const { ts } = await stage.post('a')
    await stage.post('b')
    expect(await stage.texts({ oldest: ts })).toEqual(['b'])
  } },
  'S-LIM-01': { parts: { perSecond: 1 }, run: async (stage) => {
    await stage.post('a')
    const full = await stage.ask('/api/chat.postMessage', { body: { channel: 'C1', text: 'b' } })
    expect([full.status, full.headers['retry-after'], full.json.error]).toEqual([429, '1', 'ratelimited'])
    stage.time += 2000
    expect((await stage.post('b')).ok).toBe(true)
  } },
  'S-HOK-01': { run: async (stage) => {
    const answer = await stage.ask('/services/T/B/X', { token: null, body: { text: 'a' } })
    expect([answer.status, answer.text, await stage.texts()]).toEqual([200, 'ok', ['a']])
  } },
  'S-HOK-02': { run: async (stage) => expect(await stage.ask('/services/T/B/Z', { token: null, body: { text: 'a' } })).toMatchObject({ status: 404, text: 'no_service' }) },
  'S-HOK-03': { run: async (stage) => {
    expect(await stage.ask('/services/T/B/X', { token: null, body: '{' })).toMatchObject({ status: 400, text: 'invalid_payload' })
    expect(await stage.ask('/services/T/B/X', { token: null, body: {} })).toMatchObject({ status: 400, text: 'no_text' })
  } },
  'S-HOK-04': { run: async (stage) => expect(await stage.ask('/services/T/B/Y', { token: null, body: { text: 'a' } })).toMatchObject({ status: 410, text: 'channel_is_archived' }) },
}

describe('the chat keeps the contract', () => {
  for (const rule of chatRuleNames) test(`${rule} ${chatRules[rule]}`, () => contracts[rule].run(new Stage([], contracts[rule].parts)))
})

describe('without the rule the contract test fails', () => {
  for (const rule of chatRuleNames) {
    test(rule, async () => {
      const failure: unknown = await contracts[rule].run(new Stage([rule], contracts[rule].parts)).then(() => undefined, (it: unknown) => it)
      expect(failure).toHaveProperty('matcherResult')
    })
  }
})

test('every rule is one row of docs/world-chat.md, in the order of the code, with its source', () => {
  const text = readFileSync(new URL('../../../docs/world-chat.md', import.meta.url), 'utf8')
  const rows = text.split('\n').filter((it) => it.startsWith('| S-')).map((it) => it.slice(1, -1).split(' | ').map((cell) => cell.trim()))
  expect(rows.map(([rule]) => rule)).toEqual([...chatRuleNames])
  for (const [rule, behaviour = '', source = ''] of rows) expect([rule, behaviour.length > 5, /<https:\/\/[^>]+>|^ours;/.test(source)]).toEqual([rule, true, true])
})

test('the path of a webhook stands in no journal', async () => {
  const stage = new Stage([])
  await stage.ask('/services/T/B/X', { token: null, body: { text: 'a' } })
  expect(stage.chat.journal.calls.map((it) => it.path)).toEqual(['/services/…'])
})
