// `slipway prune`: by policy or by name, dry until it is told to, and finished by the next run wherever it was stopped.
import { describe, expect, test } from '@jest/globals'
import { lockRef, lockTagName, renderLock, renewMs } from '../../src/core/lock.js'
import type { Report } from '../../src/core/report.js'
import type { Request } from '../../src/core/request.js'
import type { Clock } from '../../src/ports/clock.js'
import { outputsOf } from '../../src/report/outputs.js'
import { renderText } from '../../src/report/text.js'
import { benches, config, person, release, releasesOf, repo, type Bench, type Point } from './bench.js'

const open = benches()
const day = 86_400_000

const line = (more = ''): string => `km:
  tag: "v{version}"
  scheme: free
  build: { wheel: {} }
  publish: { release: { replace: [v0.1-test, v0.1-rolling-daily] } }
${more}`
const names = ['v0.1-a-daily', 'v0.1-b-daily', 'v0.1-c-daily', 'v0.1-rolling-daily', 'v1.0'] as const
const points = (more = ''): readonly Point[] => names.map((tag, at) => ({ files: { '.slipway.yaml': config(line(more)), 'README.md': `${at}` }, tags: { [tag]: `Release ${tag}` } }))

/** With all of them released, each ten days after the one before, and the last one now. */
const made = async (more = ''): Promise<Bench> => {
  const it = await open(points(more))
  for (const tag of names) expect((await release(it, tag)).problems).toEqual([])
  const now = Date.now()
  names.forEach((tag, at) => {
    for (const one of releasesOf(it, tag)) repo(it).releases.set(one.id, { ...one, publishedAt: now - (names.length - 1 - at) * 10 * day })
  })
  return it
}

const prune = (it: Bench, request: Partial<Request>): Promise<Report> => it.run({ verb: 'prune', ...request })
const there = (it: Bench): readonly string[] => [...repo(it).releases.values()].map((one) => one.tag).sort()
const tags = (it: Bench): readonly string[] => [...repo(it).refs.keys()].filter((one) => one.startsWith('refs/tags/')).map((one) => one.slice(10)).sort()
const notes = (it: Bench): readonly string[] => [...repo(it).refs.keys()].filter((one) => one.includes('/pruning/'))
const verdicts = ({ shown }: Report): Readonly<Record<string, string>> =>
  Object.fromEntries((shown?.['releases'] as unknown as readonly { tag: string; verdict: string; why: string }[]).map((one) => [one.tag, one.verdict === 'remove' ? 'remove' : one.why]))

describe('by policy', () => {
  const dailies = { match: '*-daily', keep: 1 }

  test('says what would go and why the others stay, and removes nothing until it is told to', async () => {
    const it = await made()
    const writes = it.writes()
    const report = await prune(it, { prune: { match: '**', keep: 1 } })
    expect(verdicts(report)).toEqual({
      'v0.1-a-daily': 'remove', 'v0.1-b-daily': 'remove', 'v0.1-c-daily': 'remove', 'v0.1-rolling-daily': 'the current one of a name that rolls', 'v1.0': 'the latest release',
    })
    expect([report.outcome, report.exitCode, report.summary, it.writes() - writes]).toEqual(['nothing-to-do', 0, 'would remove 3 releases (a dry run: --yes removes them)', 0])
    expect((await prune(it, { prune: { match: '**', keep: 1, yes: true }, dryRun: true })).summary).toMatch(/^would remove/)
    expect(it.writes() - writes).toBe(0)
  })

  test('keeps the newest, and what is not old enough; tags stay unless they are meant', async () => {
    const it = await made()
    const report = await prune(it, { prune: { match: 'v0.1-?-daily'.replace('?', '*'), keep: 2, olderThan: 25, yes: true } })
    expect(verdicts(report)).toMatchObject({ 'v0.1-a-daily': 'remove', 'v0.1-b-daily': 'remove', 'v0.1-c-daily': 'one of the newest 2 of v0.1-*-daily' })
    expect([there(it), tags(it)]).toEqual([['v0.1-c-daily', 'v0.1-rolling-daily', 'v1.0'], [...names].sort()])
    const again = await prune(it, { prune: { match: '*-daily', keep: 1, olderThan: 25, yes: true } })
    expect([[report.outcome, report.exitCode, outputsOf(report)['outcome']], [again.outcome, again.summary]]).toEqual([['pruned', 0, 'pruned'], ['nothing-to-do', 'there is nothing to remove: all 2 that a policy is about stay']])
    expect(renderText(report)).toMatch(/^pruned: removed 2 releases \(/m)
  })

  test('of one line leaves alone what another line releases again and again, however the repository is written', async () => {
    const other = 'other:\n  tag: "other-{version}"\n  build: { wheel: {} }\n  publish: { release: { repository: ACCANTO/Driver } }\n'
    const it = await made(other)
    for (const request of [{ line: 'other' }, {}]) {
      expect(verdicts(await prune(it, { ...request, prune: { match: '*-daily', keep: 0 } }))).toMatchObject({ 'v0.1-a-daily': 'remove', 'v0.1-rolling-daily': 'the current one of a name that rolls' })
    }
  })

  test('is read from the config of the default branch, with tags where it says so', async () => {
    const it = await made('  prune: { match: "*-daily", keep: 2, older-than: 1w, with-tag: true }\n')
    expect((await prune(it, { prune: { yes: true } })).summary).toBe('removed 2 releases')
    expect([there(it), tags(it), notes(it)]).toEqual([['v0.1-c-daily', 'v0.1-rolling-daily', 'v1.0'], ['v0.1-c-daily', 'v0.1-rolling-daily', 'v1.0'], []])
    expect((await prune(it, { prune: { yes: true } })).summary).toMatch(/^there is nothing to remove: all 2 /)
  })

  test('leaves alone drafts, what other people made, and what a run is at work on', async () => {
    const it = await made()
    await person(it).release({ tag: 'v0.1-theirs-daily', draft: false, prerelease: true })
    await person(it).moveRef('refs/slipway/lock/v0.1-a-daily', repo(it).refs.get('refs/heads/main'))
    await person(it).release({ tag: 'v0.1-draft-daily', draft: true })
    const report = await prune(it, { prune: { ...dailies, keep: 0, yes: true } })
    expect(verdicts(report)).toMatchObject({ 'v0.1-a-daily': 'somebody who cannot be read from it is at work on it', 'v0.1-theirs-daily': 'not made by Slipway', 'v0.1-draft-daily': 'a draft, which may be at work' })
    expect(there(it)).toEqual(['v0.1-a-daily', 'v0.1-draft-daily', 'v0.1-rolling-daily', 'v0.1-theirs-daily', 'v1.0'])
  })

  /** The lock (an object and its ref), the note, the release, the tag, the note again, and the lock. */
  test.each([0, 1, 2, 3, 4, 5, 6])('is finished by the next run when it was stopped after write %d', async (last) => {
    const it = await made()
    const asked = { prune: { match: 'v0.1-a-*', keep: 0, withTag: true, yes: true } } as const
    const before = it.world.writes().length
    it.fail(() => (it.world.writes().length - before >= last ? { kind: 'refuse' } : undefined))
    const stopped = await it.run({ verb: 'prune', ...asked }, { clock: hasty })
    // A lock that cannot be dropped ends by itself.
    expect([stopped.exitCode === 0, it.world.writes().length - before]).toEqual([last === 6, last])
    it.fail(undefined)
    if (last === 6) return expect(there(it)).not.toContain('v0.1-a-daily')
    await person(it).moveRef(lockRef('v0.1-a-daily'), undefined)
    expect(await prune(it, asked)).toMatchObject({ problems: [], outcome: 'pruned' })
    expect([there(it), tags(it).includes('v0.1-a-daily'), notes(it)]).toEqual([['v0.1-b-daily', 'v0.1-c-daily', 'v0.1-rolling-daily', 'v1.0'], false, []])
  })

  test('a lost answer is found out, and nothing is removed that was not meant', async () => {
    const it = await made()
    const lost = new Set<string>()
    it.fail((_, { method, url }) => {
      const key = `${method} ${url.pathname}`
      if (method === 'GET' || lost.has(key)) return undefined
      lost.add(key)
      return { kind: 'lose-answer' }
    })
    const report = await it.run({ verb: 'prune', prune: { match: 'v0.1-a-*', keep: 0, withTag: true, yes: true } }, { clock: hasty })
    expect([report.problems, lost.size >= 3]).toEqual([[], true])
    expect([there(it), tags(it).includes('v0.1-a-daily'), notes(it)]).toEqual([['v0.1-b-daily', 'v0.1-c-daily', 'v0.1-rolling-daily', 'v1.0'], false, []])
  })

  test('that is none, or takes too much, is an error with nothing written', async () => {
    const it = await made()
    const writes = it.writes()
    const codes = async (request: Partial<Request>): Promise<readonly string[]> => (await prune(it, request)).problems.map((one) => one.code)
    expect(await codes({})).toEqual(['PRUNE_NO_POLICY'])
    const calls = it.calls().length
    expect(await codes({ prune: { match: '**', yes: true } })).toEqual(['USAGE'])
    expect(await codes({ prune: { keep: 1, yes: true } })).toEqual(['USAGE'])
    expect(it.calls().slice(calls)).toEqual([])
    expect(await codes({ tag: 'v1.0', prune: { match: '**', keep: 1 } })).toEqual(['USAGE'])
    expect(it.writes() - writes).toBe(0)
  })
})

describe('beside a run that releases the same tag', () => {
  const tag = 'v0.1-a-daily'
  const locks = (it: Bench): readonly string[] => [...repo(it).refs.keys()].filter((one) => one.includes('/lock/'))
  /** Of another run, which goes on for so long. */
  const lockedFor = async (it: Bench, milliseconds: number): Promise<void> => {
    const text = renderLock({ repository: 'accanto/driver', tag, holder: { host: 'elsewhere', id: 'x' }, expires: Date.now() + milliseconds })
    const object = await person(it).tag(lockTagName(tag), repo(it).refs.get('refs/heads/main') ?? '', text)
    await person(it).moveRef(lockRef(tag), object)
    await person(it).moveRef(`refs/tags/${lockTagName(tag)}`, undefined)
  }
  /** When the prune has decided, and has written nothing yet. */
  const meanwhile = (it: Bench, act: () => Promise<void>): void => {
    it.fail((_, { method, url }) => {
      if (method !== 'POST' || !url.pathname.endsWith('/git/tags')) return undefined
      it.fail(undefined)
      return { kind: 'meanwhile', act }
    })
  }

  test.each([
    ['its name', { tag, prune: { yes: true } }],
    ['a policy', { prune: { match: 'v0.1-a-*', keep: 0, yes: true } }],
  ] as const)('that began meanwhile, one by %s waits, and removes nothing while that run goes on', async (_, request) => {
    const it = await made()
    meanwhile(it, () => lockedFor(it, 3 * day))
    const report = await it.run({ verb: 'prune', ...request }, { clock: hurried() })
    expect([report.outcome, report.problems.map((one) => one.code), there(it).includes(tag)]).toEqual(['waiting', ['LOCK_HELD'], true])
  })

  test('one by name waits for it also when it was there before, and goes on when it is over', async () => {
    const it = await made()
    await lockedFor(it, 60_000)
    expect((await prune(it, { tag })).problems.map((one) => one.code)).toEqual(['PRUNE_BUSY'])
    const over = async (): Promise<void> => {
      expect(there(it)).toContain(tag)
      await person(it).moveRef(lockRef(tag), undefined)
    }
    const report = await it.run({ verb: 'prune', tag, prune: { yes: true } }, { clock: hurried(over) })
    expect([report.outcome, there(it).includes(tag), locks(it)]).toEqual(['pruned', false, []])
  })

  test('holds its lock from before the first write until after the last', async () => {
    const it = await made()
    const held: boolean[] = []
    it.fail((_, { method }) => void (method === 'GET' || held.push(locks(it).length === 1)))
    await prune(it, { tag, prune: { withTag: true, yes: true } })
    // Its object and its ref; then the note, the release, the tag, the note, and the lock itself.
    expect([held.lastIndexOf(false) < held.indexOf(true), held.filter((one) => one).length >= 5, locks(it)]).toEqual([true, true, []])
  })

  test('of another release under that name, which came meanwhile, the tag stays', async () => {
    const it = await made()
    meanwhile(it, async () => {
      for (const one of releasesOf(it, tag)) repo(it).releases.delete(one.id)
      await person(it).release({ tag, draft: false })
    })
    const report = await it.run({ verb: 'prune', tag, prune: { withTag: true, yes: true } }, { clock: hasty })
    expect([report.problems.map((one) => one.code), there(it).includes(tag), tags(it).includes(tag)]).toEqual([['PRUNE_CHANGED'], true, true])
  })
})

describe('by name', () => {
  test('goes also when it is the latest or rolls, with its tag when that is meant, and once', async () => {
    const it = await made()
    expect((await prune(it, { tag: 'v1.0', prune: { yes: true } })).summary).toBe('removed one release')
    expect((await prune(it, { tag: 'v0.1-rolling-daily', prune: { withTag: true, yes: true } })).summary).toBe('removed one release')
    expect([there(it), tags(it), notes(it)]).toEqual([['v0.1-a-daily', 'v0.1-b-daily', 'v0.1-c-daily'], ['v0.1-a-daily', 'v0.1-b-daily', 'v0.1-c-daily', 'v1.0'], []])
    const writes = it.writes()
    expect([(await prune(it, { tag: 'v1.0', prune: { yes: true } })).summary, it.writes() - writes]).toEqual(['there is nothing to remove', 0])
  })

  test('that nothing bears is an error that says which one is near, and what a policy spares is said', async () => {
    const it = await made()
    const writes = it.writes()
    const [typo] = (await prune(it, { tag: 'v0.1-a-dialy', prune: { yes: true } })).problems
    expect([typo?.code, typo?.hint]).toEqual(['PRUNE_UNKNOWN', expect.stringContaining('Did you mean v0.1-a-daily?')])
    expect(await prune(it, { prune: { match: 'v1*', keep: 0 } })).toMatchObject({ exitCode: 0, summary: 'there is nothing to remove: v1.0 stays (the latest release)' })
    expect(it.writes() - writes).toBe(0)
  })

  test('with its tag is not offered by `continue` again, although the clone still has the tag', async () => {
    const it = await made()
    await prune(it, { tag: 'v0.1-a-daily', prune: { withTag: true, yes: true } })
    const writes = it.writes()
    const left = (await it.run({ verb: 'continue' })).releases?.find((one) => one.tag === 'v0.1-a-daily')
    expect(left).toEqual({ tag: 'v0.1-a-daily', line: 'km', outcome: 'left-alone', summary: 'its tag is in this clone alone: it was pruned, or never pushed' })
    expect([there(it).includes('v0.1-a-daily'), it.writes() - writes]).toEqual([false, 0])
  })

  describe('without its tag', () => {
    const continued = async (it: Bench, tag: string) => {
      const one = (await it.run({ verb: 'continue' })).releases?.find((other) => other.tag === tag)
      return [one?.outcome, one?.summary, there(it).includes(tag)]
    }
    const why = '`slipway prune` has removed its release'

    test('is left alone by `continue`, which says why, until somebody releases it by its name', async () => {
      const it = await made()
      await prune(it, { tag: 'v1.0', prune: { yes: true } })
      expect(await continued(it, 'v1.0')).toEqual(['left-alone', why, false])
      expect((await release(it, 'v1.0')).problems).toEqual([])
      expect(await continued(it, 'v1.0')).toEqual(['already-released', expect.anything(), true])
      // And then again.
      await prune(it, { tag: 'v1.0', prune: { yes: true } })
      expect(await continued(it, 'v1.0')).toEqual(['left-alone', why, false])
    })

    test('is released when its tag was made anew since, or when it was begun by its name', async () => {
      const it = await made()
      await prune(it, { tag: 'v1.0', prune: { yes: true } })
      const begun = (await it.run({ verb: 'release', tag: 'v1.0', without: ['publish:release'] })).outcome
      expect([begun, await continued(it, 'v1.0')]).toEqual(['incomplete', ['resumed', expect.anything(), true]])
      await prune(it, { tag: 'v1.0', prune: { yes: true } })
      const mark = (): string | undefined => repo(it).refs.get('refs/slipway/pruned/v1.0')
      expect(mark()).toBe(repo(it).refs.get('refs/tags/v1.0'))
      await person(it).moveRef('refs/slipway/pruned/v1.0', repo(it).refs.get('refs/heads/main'))
      expect((await continued(it, 'v1.0'))[2]).toBe(true)
      await prune(it, { tag: 'v1.0', prune: { yes: true } })
      expect(mark()).toBe(repo(it).refs.get('refs/tags/v1.0'))
    })

    test('leaves no mark behind once its tag goes as well', async () => {
      const it = await made()
      await prune(it, { tag: 'v1.0', prune: { yes: true } })
      await release(it, 'v1.0')
      await prune(it, { tag: 'v1.0', prune: { withTag: true, yes: true } })
      expect([...repo(it).refs.keys()].filter((one) => one.includes('/prun'))).toEqual([])
    })

    test('is not made again either by `continue` when it was to go with its tag, and was stopped between the two', async () => {
      const it = await made()
      it.fail((_, { method, url }) => (method === 'POST' && url.pathname.endsWith('/graphql') ? { kind: 'refuse' } : undefined))
      await it.run({ verb: 'prune', tag: 'v1.0', prune: { withTag: true, yes: true } }, { clock: hasty })
      it.fail(undefined)
      expect([notes(it), tags(it).includes('v1.0')]).toEqual([['refs/slipway/pruning/v1.0'], true])
      expect(await continued(it, 'v1.0')).toEqual(['left-alone', expect.stringContaining('was stopped before its tag'), false])
    })
  })

  test('refuses what other people made, and what cannot be told apart', async () => {
    const it = await made()
    await person(it).release({ tag: 'v0.1-theirs', draft: false })
    await person(it).release({ tag: 'v1.0', draft: true })
    const writes = it.writes()
    const codes = async (request: Partial<Request>): Promise<readonly string[]> => (await prune(it, { ...request, prune: { yes: true } })).problems.map((one) => one.code)
    expect([await codes({ tag: 'v0.1-theirs' }), await codes({ tag: 'v1.0' }), it.writes() - writes]).toEqual([['PRUNE_FOREIGN'], ['PRUNE_SEVERAL'], 0])
    expect(await codes({ tag: 'v0.1-theirs', adopt: true })).toEqual([])
    expect(there(it)).not.toContain('v0.1-theirs')
  })
})

/** Until it is told to end. The lock is renewed each minute, and has a minute to be dropped, of a time that does not pass here. */
const forLong = (signal?: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('ended')))
  })

/** Time that passes as it is slept, and what somebody does in the first such pause. */
const hurried = (once?: () => Promise<void>): Clock => {
  let slept = 0
  let act = once
  const sleep = async (milliseconds: number, signal?: AbortSignal): Promise<void> => {
    if (milliseconds >= renewMs) return forLong(signal)
    slept += milliseconds
    const now = act
    act = undefined
    await now?.()
  }
  return { now: () => Date.now() + slept, sleep }
}

/** Waits for nothing. */
const hasty: Clock = { now: () => Date.now(), sleep: (milliseconds, signal) => (milliseconds >= renewMs ? forLong(signal) : Promise.resolve()) }
