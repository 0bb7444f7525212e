// Moving a ref by comparison, over HTTP against the rehearsed GitHub: who came too late learns it, and a lost answer is looked up.
import { describe, expect, test } from '@jest/globals'
import type { Fault } from '../../../src/rehearsal/http/faults.js'
import type { WorldRequest } from '../../../src/rehearsal/http/handler.js'
import { benches, repo, repository, type Bench } from '../../publish/bench.js'
import { codeOf } from '../codes.js'

const bench = benches()
const ref = 'refs/slipway/lock/1.0.0'

interface Scene {
  readonly it: Bench
  readonly commit: string
  readonly one: string
  readonly two: string
  readonly at: () => string | undefined
}

/** The ref at the first of two tag objects. */
const scene = async (options?: Parameters<typeof bench>[0]): Promise<Scene> => {
  const it = await bench(options)
  const commit = it.tag.commit
  const tag = (message: string): Promise<string> => it.github.createTag(repository, { name: 'slipway-lock-1.0.0', message, commit })
  const [one, two] = [await tag('one'), await tag('two')]
  await it.github.createRef(repository, ref, one)
  return { it, commit, one, two, at: () => repo(it).refs.get(ref) }
}

const isMove = (request: WorldRequest): boolean => request.method === 'POST' && request.url.pathname.endsWith('/graphql')

const once = (it: Bench, fault: Fault, times = 1): void => {
  let left = times
  it.fail((_, request) => (isMove(request) && left-- > 0 ? fault : undefined))
}

const html = '<!doctype html>'
const faults: Readonly<Record<string, Fault>> = {
  'the answer is lost': { kind: 'lose-answer' },
  'the request is lost': { kind: 'lose-request' },
  'a proxy answers 502 after it was carried out': { kind: 'answer', carriedOut: true, status: 502, headers: {}, body: html },
  'a proxy answers 502 and it was not carried out': { kind: 'answer', carriedOut: false, status: 502, headers: {}, body: html },
  'a page comes with 200': { kind: 'answer', carriedOut: true, status: 200, headers: { 'content-type': 'text/html' }, body: html },
}

describe('a move', () => {
  test('goes from where the ref stands, to any object, and back', async () => {
    const { it, one, two, commit, at } = await scene()
    expect([await it.github.moveRef(repository, ref, { from: one, to: two }), at()]).toEqual([true, two])
    expect([await it.github.moveRef(repository, ref, { from: two, to: commit }), at()]).toEqual([true, commit])
    expect([await it.github.moveRef(repository, ref, { from: commit, to: one }), at()]).toEqual([true, one])
  })

  test('from elsewhere is not made, and nothing is asked a second time', async () => {
    const { it, one, two, commit, at } = await scene()
    const before = it.world.calls.length
    expect([await it.github.moveRef(repository, ref, { from: two, to: commit }), at()]).toEqual([false, one])
    expect(it.world.calls.slice(before).filter((call) => call.operation === 'graphql')).toHaveLength(1)
  })

  test('of a ref that is gone is not made, and makes none', async () => {
    const { it, one, two, at } = await scene()
    await it.world.as('mallory', repository.owner, repository.name).moveRef(ref, undefined)
    expect([await it.github.moveRef(repository, ref, { from: one, to: two }), at()]).toEqual([false, undefined])
  })

  test('without a place to go deletes the ref; one that is gone already is as good, and one that is elsewhere stays', async () => {
    const { it, one, two, at } = await scene()
    expect([await it.github.moveRef(repository, ref, { from: two }), at()]).toEqual([false, one])
    expect([await it.github.moveRef(repository, ref, { from: one }), at()]).toEqual([true, undefined])
    expect(await it.github.moveRef(repository, ref, { from: one })).toBe(true)
  })

  test('that the token may not make is refused by the code for that, and not taken for one that came too late', async () => {
    const { one, two, it } = await scene()
    it.world.change({ tokens: it.world.settings.tokens.map((token) => ({ ...token, permissions: { contents: 'read' } })) })
    expect(await codeOf(it.github.moveRef(repository, ref, { from: one, to: two }))).toBe('GITHUB_PERMISSION')
  })

  test('is carried out also where a replica shows what was before', async () => {
    const { it, one, two, at } = await scene()
    it.world.change({ lag: { gets: 3, lists: 3 } })
    const { github } = it.connect()
    expect([await github.moveRef(repository, ref, { from: one, to: two }), at()]).toEqual([true, two])
    expect(await github.moveRef(repository, ref, { from: one })).toBe(false)
    expect([await github.moveRef(repository, ref, { from: two }), at()]).toEqual([true, undefined])
  })

  test('ends with its own signal, also while it looks', async () => {
    const { it, one, two } = await scene()
    const stop = new AbortController()
    it.fail((_, request) => {
      if (isMove(request)) stop.abort(new Error('no time left'))
      return isMove(request) ? { kind: 'lose-answer' } : undefined
    })
    await expect(it.github.moveRef(repository, ref, { from: one, to: two }, stop.signal)).rejects.toThrow('no time left')
  })
})

describe.each(Object.entries(faults))('when %s', (_, fault) => {
  test('a move is made once, and known to be made', async () => {
    const { it, one, two, at } = await scene()
    once(it, fault)
    expect([await it.github.moveRef(repository, ref, { from: one, to: two }), at()]).toEqual([true, two])
    expect(it.world.writes('bookkeeping').filter((call) => call.operation === 'graphql')).toHaveLength(1)
  })

  test('a ref is deleted once, and known to be gone', async () => {
    const { it, one, at } = await scene()
    once(it, fault)
    expect([await it.github.moveRef(repository, ref, { from: one }), at()]).toEqual([true, undefined])
  })

  test('one that came too late learns it', async () => {
    const { it, one, two, commit, at } = await scene()
    once(it, fault)
    expect([await it.github.moveRef(repository, ref, { from: two, to: commit }), at()]).toEqual([false, one])
  })

  test('and a replica shows what was before an earlier move of ours, it is still known', async () => {
    const { it, commit, one, two, at } = await scene()
    it.world.change({ lag: { gets: 5, lists: 5 } })
    expect(await it.github.moveRef(repository, ref, { from: one, to: two })).toBe(true)
    once(it, fault)
    expect([await it.github.moveRef(repository, ref, { from: two, to: commit }), at()]).toEqual([true, commit])
  })

  test('and a replica is behind as well, it is still known', async () => {
    const { it, one, two, at } = await scene()
    it.world.change({ lag: { gets: 4, lists: 4 } })
    once(it, fault)
    expect([await it.github.moveRef(repository, ref, { from: one, to: two }), at()]).toEqual([true, two])
  })
})

describe('runs of workflows', () => {
  test('go on or have ended, by their newest attempt', async () => {
    const { it } = await scene()
    const person = it.world.as('github', repository.owner, repository.name)
    expect(await it.github.workflowRun(repository, 4711)).toEqual({ state: 'unknown', attempt: 0 })
    person.workflowRun({ id: 4711, status: 'queued' })
    expect(await it.github.workflowRun(repository, 4711)).toEqual({ state: 'running', attempt: 1 })
    person.workflowRun({ id: 4711, attempt: 2, status: 'completed', conclusion: 'failure' })
    expect(await it.github.workflowRun(repository, 4711)).toEqual({ state: 'ended', attempt: 2 })
  })

  test('that this token may not see are unknown, and nothing fails', async () => {
    const { it } = await scene({ repository: { private: true } })
    it.world.as('github', repository.owner, repository.name).workflowRun({ id: 4711 })
    expect(await it.github.workflowRun(repository, 4711)).toEqual({ state: 'unknown', attempt: 0 })
  })
})

test('the time is that of GitHub\'s last answer, and goes on from there', async () => {
  let there = Date.UTC(2026, 0, 5, 12)
  const it = await bench({ world: { now: () => there } })
  const before = it.github.time()
  await it.github.repository(repository)
  expect([before === there, it.github.time()]).toEqual([false, there])
  there += 3_600_000
  await it.github.repository(repository)
  expect(it.github.time()).toBe(there)
})
