import { expect, test } from '@jest/globals'
import type { Facts } from '../../../src/core/facts.js'
import type { JsonObject } from '../../../src/core/json.js'
import { announceSlack } from '../../../src/follow/announce/announce.js'
import { announceHook } from '../../../src/follow/announce-hook/announce-hook.js'
import type { Fault } from '../../../src/rehearsal/http/faults.js'
import { benches, chartConfig, codeOf, factsOf, imageConfig, play, promoteEntry, taskOf, type PromoteBench } from '../../promote/bench.js'

const open = benches()
const slack: JsonObject = { channel: 'C1AB' }
const environment = { SLIPWAY_CHAT_TOKEN: 'xoxb-test', SLIPWAY_WEBHOOK_URL: 'https://hooks.slack.com/services/T/B/secret-part', SLIPWAY_OTHER_WEBHOOK: 'https://hooks.slack.com/hooks/other' }

const alone = (bench: PromoteBench, more: JsonObject = {}): Facts => factsOf(bench, 'image', { alone: true, config: more })
const announce = (bench: PromoteBench, entry: JsonObject = {}, facts: Facts = alone(bench)) =>
  play(announceSlack, taskOf(announceSlack, facts, { ...slack, ...entry }), { inputs: [], world: bench.run({ environment, tag: facts.tag.name }) })
const texts = (bench: PromoteBench): string[] => bench.chat.messages.map((it) => it.text)

test('one message says what is out, and where', async () => {
  const bench = await open()
  const { before, after } = await announce(bench)
  expect([before.state, after.state]).toEqual(['absent', 'done'])
  expect(texts(bench)).toEqual(['v0.2.0 is released: https://github.com/sigs/driver/releases/tag/v0.2.0'])
  expect((await announce(bench)).before.state).toBe('done')
  expect(texts(bench)).toHaveLength(1)
})

test('the text is a template, whose values cannot be taken for markup', async () => {
  const bench = await open()
  const facts = alone(bench)
  await announce(bench, { text: '<!here> *{version}* of {line} & more: <{url}|notes>' }, { ...facts, words: { ...facts.words, line: 'a<b>&c' } })
  expect(texts(bench)).toEqual(['<!here> *0.2.0* of a&lt;b&gt;&amp;c & more: <https://github.com/sigs/driver/releases/tag/v0.2.0|notes>'])
  expect(announceSlack.schema.safeParse({ ...slack, text: '{versoin}' }).success).toBe(false)
})

test('a message of long ago among many others is found', async () => {
  const bench = await open()
  await announce(bench)
  for (let at = 0; at < 450; at++) bench.chat.write('C1AB', `talk ${at}`)
  expect((await announce(bench)).before.state).toBe('done')
})

const faults: readonly (readonly [string, Fault])[] = [
  ['the answer is lost', { kind: 'lose-answer' }], ['the answer is cut', { kind: 'cut-answer', at: 0.5 }], ['a proxy answers 502 for it', { kind: 'answer', carriedOut: true, status: 502 }],
  ['Slack calls it an internal error', { kind: 'answer', carriedOut: true, status: 200, body: '{"ok":false,"error":"internal_error"}' }],
]

test.each(faults)('the message stands there once when %s', async (_what, fault) => {
  const bench = await open()
  let done = false
  bench.fail((_call, { url }) => {
    if (done || !url.pathname.endsWith('chat.postMessage')) return undefined
    done = true
    return fault
  })
  await announce(bench).catch(() => undefined)
  bench.fail(undefined)
  await announce(bench)
  expect(texts(bench)).toHaveLength(1)
})

test('a message that never arrived is sent once more by the same run', async () => {
  const bench = await open()
  let posts = 0
  bench.fail((_call, { url }) => (url.pathname.endsWith('chat.postMessage') && ++posts === 1 ? { kind: 'lose-request' } : undefined))
  const { after } = await announce(bench)
  expect([after.state, posts, texts(bench).length]).toEqual(['done', 2, 1])
})

test('one that never arrives is given up after the second time', async () => {
  const bench = await open()
  bench.fail((_call, { url }) => (url.pathname.endsWith('chat.postMessage') ? { kind: 'lose-request' } : undefined))
  expect([await codeOf(announce(bench)), texts(bench)]).toEqual(['HTTP_ANSWER_LOST', []])
})

test('a run that is killed after any call leaves one message when the next one is through', async () => {
  for (let at = 1; at < 40; at++) {
    const bench = await open()
    let call = 0
    bench.fail(() => (++call === at ? { kind: 'lose-answer' } : call > at ? { kind: 'refuse' } : undefined))
    await announce(bench).catch(() => undefined)
    bench.fail(undefined)
    await announce(bench)
    expect(texts(bench)).toHaveLength(1)
    if (call < at) return
  }
})

test('of two that post in the same moment one message stays', async () => {
  const bench = await open()
  // Both have looked before either posts.
  let waiting: (() => void)[] = []
  bench.fail((_call, { url }) => (url.pathname.endsWith('chat.postMessage') ? { kind: 'meanwhile', act: () => new Promise<void>((resolve) => {
    waiting.push(resolve)
    if (waiting.length === 2) waiting.forEach((wake) => wake())
    if (waiting.length === 2) waiting = []
  }) } : undefined))
  await Promise.all([announce(bench), announce(bench)])
  expect(texts(bench)).toHaveLength(1)
  expect(bench.chat.journal.calls.filter((it) => it.purpose === 'chat.delete')).toHaveLength(1)
})

test.each<[string, (bench: PromoteBench) => void, JsonObject, string]>([
  ['the app is not in the channel', (bench) => bench.chat.change('C1AB', { members: [] }), {}, 'CHAT_REFUSED'],
  ['the channel is not there', () => undefined, { channel: 'C9XX' }, 'CHAT_REFUSED'],
  ['the channel is archived', (bench) => bench.chat.change('C1AB', { archived: true }), {}, 'CHAT_REFUSED'],
])('it is told when %s', async (_what, change, entry, code) => {
  const bench = await open()
  change(bench)
  expect(await codeOf(announce(bench, entry))).toBe(code)
})

test('without a token it is told before, and stops nothing', async () => {
  const bench = await open()
  const task = taskOf(announceSlack, alone(bench), slack)
  expect((await announceSlack.preflight(task, bench.run())).map((it) => [it.severity, it.problem.code])).toEqual([['warning', 'CHAT_TOKEN_MISSING']])
  expect(await codeOf(announceSlack.probe(task, [], bench.run()))).toBe('CHAT_TOKEN_MISSING')
})

test('the token goes to Slack and nowhere else, and stands in no log', async () => {
  const bench = await open()
  const seen: string[] = []
  bench.fail((_call, { url, headers }) => {
    if ((headers['authorization'] ?? '').includes('xoxb-test')) seen.push(url.host)
    return undefined
  })
  await announce(bench)
  expect(new Set(seen)).toEqual(new Set(['slack.com']))
  expect(bench.log.lines.join('\n')).not.toContain('xoxb-test')
})

/** Two lines of one word, which announce in the same channel. */
const shared = (bench: PromoteBench, line: 'image' | 'chart'): Facts => {
  const announced = (it: JsonObject): JsonObject => ({ ...it, promote: { images: promoteEntry }, announce: { slack, webhook: { 'url-from': 'SLIPWAY_WEBHOOK_URL' } } })
  const [own, other] = line === 'image' ? [imageConfig, chartConfig] : [chartConfig, imageConfig]
  return {
    ...factsOf(bench, line), config: announced(own), texts: { 'helm/driver/Chart.yaml': 'name: driver\n' },
    others: [{ name: line === 'image' ? 'chart' : 'image', config: announced(other), tags: [line === 'image' ? 'chart/0.2.0' : 'v0.2.0'] }],
  }
}

const publishImage = (bench: PromoteBench) => bench.world.as('member', 'sigs', 'driver').release({ tag: 'v0.2.0', draft: false }).then(() => bench.push('image', 'registry.example.com/dra/driver', { tags: ['v0.2.0'] }))
const publishChart = (bench: PromoteBench) => bench.push('chart', 'registry.example.com/dra/charts/driver', { tags: ['0.2.0'] })

test('lines that are released together are announced once, by the run that finds all of them out', async () => {
  const bench = await open()
  await publishImage(bench)
  const { before } = await announce(bench, {}, shared(bench, 'image'))
  expect(before).toMatchObject({ state: 'done', outcome: { note: 'is announced together with chart/0.2.0, by the run that finishes last' } })
  expect(texts(bench)).toEqual([])
  await publishChart(bench)
  await announce(bench, {}, shared(bench, 'chart'))
  expect(texts(bench)).toEqual(['chart/0.2.0, v0.2.0 is released: https://github.com/sigs/driver/releases/tag/v0.2.0'])
  expect((await announce(bench, {}, shared(bench, 'image'))).before).toMatchObject({ state: 'done', outcome: { where: expect.stringMatching(/^C1AB at /) } })
  expect(texts(bench)).toHaveLength(1)
})

test.each(['image', 'chart'] as const)('a tag that the issue names is waited for before it is there, and then announced by its own run: first the %s', async (first) => {
  const bench = await open()
  const [second, late] = first === 'image' ? (['chart', 'chart/0.2.0'] as const) : (['image', 'v0.2.0'] as const)
  const named = (line: 'image' | 'chart'): Facts => {
    const facts = shared(bench, line)
    // What git knew when it was planned: the other tag was not there.
    return { ...facts, others: (facts.others ?? []).map((it) => ({ ...it, named: it.tags[0] ?? '', tags: [] })) }
  }
  const publish = { image: publishImage, chart: publishChart }
  await bench.world.as('member', 'sigs', 'driver').moveRef(`refs/tags/${late}`, undefined)
  await publish[first](bench)
  expect((await announce(bench, {}, named(first))).before).toMatchObject({ state: 'done', outcome: { note: `is announced together with ${late} (which is not tagged yet), by the run that finishes last` } })
  await bench.world.as('member', 'sigs', 'driver').tag(late, bench.commit)
  // Tagged, and not out: also the run that was planned before knows now.
  expect((await announce(bench, {}, named(first))).before).toMatchObject({ outcome: { note: `is announced together with ${late}, by the run that finishes last` } })
  await publish[second](bench)
  await announce(bench, {}, named(second))
  expect(texts(bench)).toEqual([expect.stringMatching(/^(v0\.2\.0, chart\/0\.2\.0|chart\/0\.2\.0, v0\.2\.0) is released: .*v0\.2\.0$/)])
  // Or, when that run has died, by the first one.
  expect((await announce(bench, {}, named(first))).before).toMatchObject({ outcome: { where: expect.stringMatching(/^C1AB at /) } })
})

test('a tag that the issue names, and that was made on another commit, is of another release', async () => {
  const bench = await open()
  const facts = shared(bench, 'image')
  await publishImage(bench)
  const other = await bench.world.as('member', 'sigs', 'driver').commit('main', { 'README.md': '# Other\n' }, 'Other')
  await bench.world.as('member', 'sigs', 'driver').tag('chart/0.2.0', other)
  await announce(bench, {}, { ...facts, others: (facts.others ?? []).map((it) => ({ ...it, named: 'chart/0.2.0' })) })
  expect(texts(bench)).toHaveLength(1)
})

test('when the run that was to announce has died, another one does', async () => {
  const bench = await open()
  await publishImage(bench)
  await publishChart(bench)
  await announce(bench, {}, shared(bench, 'image'))
  expect(texts(bench)).toHaveLength(1)
})

test('a line whose tag is at another commit is announced by itself', async () => {
  const bench = await open()
  await publishImage(bench)
  await bench.world.as('member', 'sigs', 'driver').tag('chart/0.2.0', await bench.world.as('member', 'sigs', 'driver').commit('main', { 'a.txt': 'x' }, 'More'))
  await announce(bench, {}, shared(bench, 'image'))
  expect(texts(bench)).toEqual(['v0.2.0 is released: https://github.com/sigs/driver/releases/tag/v0.2.0'])
})

const hook = (bench: PromoteBench, entry: JsonObject = {}, facts: Facts = alone(bench)) =>
  play(announceHook, taskOf(announceHook, facts, entry), { inputs: [], world: bench.run({ environment, tag: facts.tag.name }) })

test('an incoming webhook posts once, and says what that is worth', async () => {
  const bench = await open()
  const { after } = await hook(bench)
  expect(texts(bench)).toEqual(['v0.2.0 is released: https://github.com/sigs/driver/releases/tag/v0.2.0'])
  expect(after).toMatchObject({ state: 'done', outcome: { note: expect.stringContaining('at most once') } })
  expect((await hook(bench)).before.state).toBe('done')
  expect(texts(bench)).toHaveLength(1)
})

test('a webhook of another service gets a body of the config, with values that cannot break it', async () => {
  const bench = await open()
  const facts = alone(bench)
  const quoted = { ...facts, words: { ...facts.words, line: 'a "quoted"\\ line' } }
  await hook(bench, { 'url-from': 'SLIPWAY_OTHER_WEBHOOK', body: { title: '{line} {version}', links: ['{url}'], priority: 3 } }, quoted)
  await hook(bench, { 'url-from': 'SLIPWAY_OTHER_WEBHOOK', body: '{{"title": "{line} {version}", "url": "{url}"}}', name: 'two' }, { ...quoted, tag: { ...quoted.tag, name: 'v0.2.1' } })
  expect(bench.chat.received.map((it) => JSON.parse(it.body) as unknown)).toEqual([
    { title: 'a "quoted"\\ line 0.2.0', links: ['https://github.com/sigs/driver/releases/tag/v0.2.0'], priority: 3 },
    { title: 'a "quoted"\\ line 0.2.0', url: 'https://github.com/sigs/driver/releases/tag/v0.2.1' },
  ])
})

test('an answer that is lost makes no second one, and is told', async () => {
  const bench = await open()
  bench.fail((_call, { url }) => (url.host === 'hooks.slack.com' ? { kind: 'lose-answer' } : undefined))
  expect(await codeOf(hook(bench))).toBe('WEBHOOK_UNKNOWN')
  bench.fail(undefined)
  expect((await hook(bench)).before.state).toBe('done')
  expect(texts(bench)).toHaveLength(1)
})

test('what surely was not sent is sent by the next run', async () => {
  const bench = await open()
  bench.chat.change('C1AB', { archived: true })
  expect(await codeOf(hook(bench))).toBe('WEBHOOK_REFUSED')
  bench.chat.change('C1AB', { archived: false })
  expect((await hook(bench)).after.state).toBe('done')
  expect(texts(bench)).toHaveLength(1)
})

test('a run that is killed anywhere posts at most once', async () => {
  for (let at = 1; at < 30; at++) {
    const bench = await open()
    let call = 0
    bench.fail(() => (++call === at ? { kind: 'lose-answer' } : call > at ? { kind: 'refuse' } : undefined))
    await hook(bench).catch(() => undefined)
    bench.fail(undefined)
    await hook(bench).catch(() => undefined)
    expect(texts(bench).length).toBeLessThanOrEqual(1)
    if (call < at) return
  }
})

test('two runs of lines that belong together post once', async () => {
  const bench = await open()
  await publishImage(bench)
  await publishChart(bench)
  await Promise.all([hook(bench, {}, shared(bench, 'image')), hook(bench, {}, shared(bench, 'chart'))])
  expect(texts(bench)).toHaveLength(1)
})

test('the address of a webhook stands in no log and no message, and only variables that are called so are read', async () => {
  const bench = await open()
  bench.chat.change('C1AB', { archived: true })
  const failure: unknown = await hook(bench).catch((it: unknown) => it)
  expect(JSON.stringify([bench.log.lines, (failure as Error).message, (failure as { problems: unknown }).problems])).not.toContain('secret-part')
  expect(announceHook.schema.safeParse({ 'url-from': 'GITHUB_TOKEN' }).success).toBe(false)
  expect(bench.run({ environment: { GITHUB_TOKEN: 'https://example.com/x' } }).chat.hasHook('GITHUB_TOKEN')).toBe(false)
  expect(bench.run({ environment: { SLIPWAY_WEBHOOK_URL: 'http://example.com/x' } }).chat.hasHook('SLIPWAY_WEBHOOK_URL')).toBe(false)
})

test('without an address it is told before, and stops nothing', async () => {
  const bench = await open()
  expect((await announceHook.preflight(taskOf(announceHook, alone(bench), {}), bench.run())).map((it) => [it.severity, it.problem.code])).toEqual([['warning', 'WEBHOOK_MISSING']])
})
