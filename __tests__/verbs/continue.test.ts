// `slipway continue`, through run(): what is unfinished is finished, what was not begun is left alone, and a finished project costs no write.
import { describe, expect, test } from '@jest/globals'
import { systemClock } from '../../src/adapters/clock.js'
import { renewMs } from '../../src/core/lock.js'
import type { Report } from '../../src/core/report.js'
import type { Clock } from '../../src/ports/clock.js'
import { renderJson } from '../../src/report/json.js'
import { renderMarkdown } from '../../src/report/markdown.js'
import { renderText } from '../../src/report/text.js'
import type { Schedule } from '../../src/rehearsal/http/faults.js'
import { benches, config, driverLine, imageTags, person, release, releasesOf, repo, says, toolLine, type Bench, type Point } from './bench.js'

const open = benches()

const driver = (version: string): Point => ({ files: { '.slipway.yaml': config(driverLine), ...says(version) }, tags: { [version]: `Release ${version}` } })
const three = ['1.0.0', '1.1.0', '1.2.0'].map(driver)

const goOn = (it: Bench, more: Partial<Parameters<Bench['run']>[0]> = {}): Promise<Report> => it.run({ verb: 'continue', ...more })
const outcomes = (report: Report): Readonly<Record<string, string>> => Object.fromEntries((report.releases ?? []).map((one) => [one.tag, one.outcome]))
const wantedTags = (it: Bench): boolean => repo(it).refs.has('refs/slipway/wanted')
const isOut = (it: Bench, tag: string): boolean => releasesOf(it, tag).some((one) => !one.draft)

/** Until the request that is meant, then no more of the run arrives. */
const broken = async (it: Bench, isIt: (method: string, path: string) => boolean, tag: string): Promise<void> => {
  const controller = new AbortController()
  const schedule: Schedule = (_, { method, url }) => {
    if (isIt(method, url.pathname)) controller.abort('SIGINT')
    return controller.signal.aborted && method !== 'GET' ? { kind: 'refuse' } : undefined
  }
  it.fail(schedule)
  it.failRegistry(schedule)
  await release(it, tag, { signal: controller.signal })
  it.fail(undefined)
  it.failRegistry(undefined)
  await person(it).moveRef(`refs/slipway/lock/${tag}`, undefined)
}
const atFlip = (method: string, path: string): boolean => method === 'PATCH' && /\/releases\/\d+$/.test(path)

describe('nothing is released yet', () => {
  test('every tag is, newest first, and pointers and the next version are those of the newest', async () => {
    const it = await open(three)
    const report = await goOn(it)
    expect([report.outcome, report.exitCode, report.problems]).toEqual(['released', 0, []])
    expect(Object.entries(outcomes(report))).toEqual([['1.2.0', 'released'], ['1.1.0', 'released'], ['1.0.0', 'released']])
    expect(['1.0.0', '1.1.0', '1.2.0'].map((tag) => isOut(it, tag))).toEqual([true, true, true])
    expect(repo(it).latest.get('id')).toBe(releasesOf(it, '1.2.0')[0]?.id)
    const image = it.registry.state.repositories.get('accanto/driver')
    expect(image?.tags.get('latest')?.digest).toBe(image?.tags.get('1.2.0')?.digest)
    expect(report.summary).toBe('of the releases of all lines: 3 finished now')
  })

  test('and the same again writes nothing: releases are listed once, and only the newest tag is asked in full', async () => {
    const it = await open(three)
    await goOn(it)
    const [writes, calls] = [it.writes(), it.calls().length]
    const report = await goOn(it)
    expect([report.outcome, report.exitCode, outcomes(report), it.writes()]).toEqual(['nothing-to-do', 0, { '1.2.0': 'already-released' }, writes])
    expect(report.summary).toBe('of the releases of all lines: 3 finished before')
    expect(report.resume).toBeUndefined()
    const asked = it.calls().slice(calls)
    expect(asked.filter((call) => /\/releases\/tags\/1\.[01]\.0$/.test(call) || /git\/ref\/tags\/1\.[01]\.0$/.test(call))).toEqual([])
    expect(asked.length).toBeLessThan(50)
  })

  test('and not more than the limit is gone on with: the rest is named, with the command', async () => {
    const it = await open(three)
    const report = await goOn(it, { limit: 2 })
    expect([report.outcome, report.exitCode, outcomes(report)]).toEqual(['incomplete', 10, { '1.2.0': 'released', '1.1.0': 'released', '1.0.0': 'not-reached' }])
    expect(report.releases?.at(-1)).toMatchObject({ command: 'slipway release --tag 1.0.0', summary: expect.stringContaining('--limit') })
  })

  test('and the next runs finish what the limit left, although something newer is out by then', async () => {
    const it = await open(three)
    await goOn(it, { limit: 1 })
    expect([wantedTags(it), isOut(it, '1.1.0')]).toEqual([true, false])
    expect(outcomes(await goOn(it, { limit: 1 }))).toEqual({ '1.2.0': 'already-released', '1.1.0': 'released', '1.0.0': 'not-reached' })
    expect(outcomes(await goOn(it, { limit: 1 }))).toEqual({ '1.2.0': 'already-released', '1.0.0': 'released' })
    expect(wantedTags(it)).toBe(false)
    const before = it.writes()
    expect([outcomes(await goOn(it)), it.writes() - before]).toEqual([{ '1.2.0': 'already-released' }, 0])
  })

  test('and a run that is stopped after the newest leaves the others to the next one', async () => {
    const it = await open(three)
    const controller = new AbortController()
    it.fail((_, { method, url }) => {
      if (method === 'POST' && url.pathname.endsWith('/releases') && isOut(it, '1.2.0')) controller.abort('SIGTERM')
      return undefined
    })
    await it.run({ verb: 'continue' }, { signal: controller.signal })
    it.fail(undefined)
    expect([isOut(it, '1.2.0'), isOut(it, '1.1.0')]).toEqual([true, false])
    // Whether the draft came about before the run heard of its end is chance.
    expect(outcomes(await goOn(it))).toEqual({ '1.2.0': 'already-released', '1.1.0': expect.stringMatching(/^(released|resumed)$/), '1.0.0': 'released' })
    expect(wantedTags(it)).toBe(false)
  })

  test('and a list that somebody forged is none; it is replaced, and gone in the end', async () => {
    const it = await open(three)
    await person(it).moveRef('refs/slipway/wanted', repo(it).refs.get('refs/heads/main'))
    expect([Object.values(outcomes(await goOn(it))), wantedTags(it)]).toEqual([['released', 'released', 'released'], false])
  })

  test('and a list that GitHub does not take is told, and keeps nothing from being released', async () => {
    const it = await open(three)
    const refuse = { kind: 'answer', carriedOut: false, status: 403, headers: { 'content-type': 'application/json' }, body: '{"message":"no"}' } as const
    let isFirst = true
    it.fail((_, { method, url }) => {
      if (!isFirst || method !== 'POST' || !url.pathname.endsWith('/git/tags')) return undefined
      isFirst = false
      return refuse
    })
    expect(Object.values(outcomes(await goOn(it)))).toEqual(['released', 'released', 'released'])
    expect(it.log.filter((line) => line.includes('refs/slipway/wanted could not be written'))).toHaveLength(1)
  })
})

describe('what is left alone, and named with the command that releases it', () => {
  test('tags of before Slipway came, also where the layout would be recognised', async () => {
    const layout = { 'setup.py': "setup(name='driver')\n", 'driver/pkg_info.json': '{"version":"0.9.0"}\n', ...says('0.9.0') }
    const it = await open([{ files: layout, tags: { '0.9.0': null } }, driver('1.0.0')])
    const report = await goOn(it)
    expect(outcomes(report)).toEqual({ '1.0.0': 'released', '0.9.0': 'left-alone' })
    expect(report.releases?.[1]).toMatchObject({ summary: 'its commit holds no config of Slipway', command: 'slipway release --tag 0.9.0' })
    expect(releasesOf(it, '0.9.0')).toEqual([])
  })

  test('releases that were made by other means; what they are is not touched', async () => {
    const it = await open(three)
    await person(it).release({ tag: '1.2.0', draft: false, body: 'By hand' })
    const before = it.writes()
    const report = await goOn(it)
    expect([report.outcome, outcomes(report), it.writes() - before]).toEqual(['nothing-to-do', { '1.2.0': 'left-alone', '1.1.0': 'left-alone', '1.0.0': 'left-alone' }, 0])
    expect(report.releases?.map((one) => one.command)).toEqual(['slipway release --tag 1.2.0 --adopt', 'slipway release --tag 1.1.0', 'slipway release --tag 1.0.0'])
    expect(releasesOf(it, '1.2.0')).toMatchObject([{ body: 'By hand' }])
  })

  test('a forgotten tag that is older than what is out', async () => {
    const it = await open(three)
    await release(it, '1.2.0')
    const before = it.writes()
    expect([outcomes(await goOn(it)), it.writes() - before]).toEqual([{ '1.2.0': 'already-released', '1.1.0': 'left-alone', '1.0.0': 'left-alone' }, 0])
  })

  test('a project without a config on its default branch, whatever its tags hold', async () => {
    const it = await open([driver('1.0.0')])
    await person(it).commit('main', { '.slipway.yaml': undefined }, 'No more of it')
    const report = await goOn(it)
    expect([report.outcome, report.summary, it.writes()]).toEqual(['nothing-to-do', expect.stringContaining('there is no .slipway.yaml on the default branch'), 0])
  })
})

describe('what was begun is finished', () => {
  test('an older release that a run left half done, beside a newer one that is out', async () => {
    const it = await open(three)
    await broken(it, atFlip, '1.1.0')
    await release(it, '1.2.0')
    expect(isOut(it, '1.1.0')).toBe(false)
    const report = await goOn(it)
    expect([report.outcome, outcomes(report)]).toEqual(['released', { '1.2.0': 'already-released', '1.1.0': 'resumed', '1.0.0': 'left-alone' }])
    expect([isOut(it, '1.1.0'), repo(it).latest.get('id')]).toEqual([true, releasesOf(it, '1.2.0')[0]?.id])
    const image = it.registry.state.repositories.get('accanto/driver')
    expect(image?.tags.get('latest')?.digest).toBe(image?.tags.get('1.2.0')?.digest)
  })

  test('the pointer and the next version of a release that is out already', async () => {
    const it = await open(three)
    const main = repo(it).refs.get('refs/heads/main')
    await release(it, '1.2.0')
    await person(it).moveRef('refs/heads/main', main)
    it.registry.state.repositories.get('accanto/driver')?.tags.delete('latest')
    expect(outcomes(await goOn(it))['1.2.0']).toBe('resumed')
    expect(imageTags(it, 'accanto/driver')).toContain('latest')
  })

  test('with the frozen bytes, from another disk where a build would give others', async () => {
    const it = await open([driver('1.0.0')])
    await broken(it, (method, path) => method === 'PUT' && path.endsWith('/manifests/1.0.0'), '1.0.0')
    const frozen = it.registry.state.repositories.get('accanto/driver')?.tags.keys().next().value
    const report = await it.run({ verb: 'continue' }, { salt: 'another build' })
    expect([report.outcome, frozen]).toEqual(['released', `slipway-staged-${it.registry.state.repositories.get('accanto/driver')?.tags.get('1.0.0')?.digest.slice(7, 19)}`])
  })
})

describe('several lines', () => {
  const both = [
    { files: { '.slipway.yaml': config(driverLine + toolLine), ...says('1.0.0') }, tags: { '1.0.0': 'Release', 'tool-1.0.0': 'Tool' } },
    { files: {}, tags: { 'tool-1.1.0': 'Tool' } },
    { files: says('1.1.0'), tags: { '1.1.0': 'Release' } },
  ]

  test('are finished in the order of their tags, each with its own newest', async () => {
    const it = await open(both)
    const report = await goOn(it)
    expect(Object.entries(outcomes(report))).toEqual([['1.1.0', 'released'], ['tool-1.1.0', 'released'], ['1.0.0', 'released'], ['tool-1.0.0', 'left-alone']])
    expect(imageTags(it, 'accanto/tool')).toEqual(['1.1.0'])
  })

  test('one of them only, when it is named', async () => {
    const it = await open(both)
    expect(outcomes(await goOn(it, { line: 'tool' }))).toEqual({ 'tool-1.1.0': 'released', 'tool-1.0.0': 'left-alone' })
    expect((await goOn(it, { line: 'toll' })).problems).toMatchObject([{ code: 'CONFIG_UNKNOWN_LINE' }])
  })

  test('a line without a release on GitHub: what is frozen and not out is finished, what is out is only looked at', async () => {
    const it = await open(both)
    await broken(it, (method, path) => method === 'PUT' && path.endsWith('/tool/manifests/1.0.0'), 'tool-1.0.0')
    await release(it, 'tool-1.1.0')
    expect(outcomes(await goOn(it, { line: 'tool' }))).toEqual({ 'tool-1.1.0': 'already-released', 'tool-1.0.0': 'resumed' })
    const before = it.writes()
    expect(outcomes(await goOn(it, { line: 'tool' }))).toEqual({ 'tool-1.1.0': 'already-released', 'tool-1.0.0': 'already-released' })
    expect(it.writes()).toBe(before)
  })
})

describe('one that cannot be finished', () => {
  test('does not keep the others from it, decides the outcome, and is told with its code and its command', async () => {
    const it = await open([driver('1.0.0'), driver('1.1.0'), { ...driver('1.2.0'), files: { ...driver('1.2.0').files, ...says('9.9.9') } }])
    const report = await goOn(it)
    expect([report.outcome, report.exitCode, outcomes(report)]).toEqual(['blocked', 20, { '1.2.0': 'blocked', '1.1.0': 'released', '1.0.0': 'released' }])
    expect(report.problems).toMatchObject([{ code: 'REFERENCE_DISAGREES', task: '1.2.0' }])
    expect(report.releases?.[0]?.command).toBe('slipway release --tag 1.2.0')
    expect(report.resume).toBe('slipway continue')
  })

  test('because GitHub has had enough ends the run: the others are not reached, and it is waiting', async () => {
    const it = await open(three)
    const reset = Math.floor(Date.now() / 1000) + 3000
    const limited = { kind: 'answer', carriedOut: false, status: 403, headers: { 'content-type': 'application/json', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) }, body: '{"message":"API rate limit exceeded"}' } as const
    it.fail((_, { method, url }) => (method === 'POST' && url.pathname.endsWith('/releases') ? limited : undefined))
    const report = await goOn(it)
    expect([report.outcome, report.exitCode, outcomes(report)]).toEqual(['waiting', 0, { '1.2.0': 'waiting', '1.1.0': 'not-reached', '1.0.0': 'not-reached' }])
    expect(report.problems).toMatchObject([{ code: 'RATE_LIMITED' }])
  })

  test('because somebody stopped the run ends it as stopped', async () => {
    const it = await open(three)
    const controller = new AbortController()
    it.fail((_, { method, url }) => {
      if (method === 'POST' && url.pathname.endsWith('/releases')) controller.abort('SIGTERM')
      return undefined
    })
    const report = await it.run({ verb: 'continue' }, { signal: controller.signal })
    expect([report.problems[0]?.code, outcomes(report)]).toEqual(['CANCELLED', { '1.2.0': 'failed', '1.1.0': 'not-reached', '1.0.0': 'not-reached' }])
  })

  test('because it lost its lock stops nobody else', async () => {
    const it = await open([driver('1.0.0'), driver('1.1.0')])
    // The lock is renewed soon instead of after a minute; until then somebody else has it.
    const clock: Clock = { now: () => systemClock.now(), sleep: (milliseconds, signal) => systemClock.sleep(milliseconds === renewMs ? 50 : milliseconds, signal) }
    let isBroken = false
    const steal = async (): Promise<void> => {
      isBroken = true
      await person(it).moveRef('refs/slipway/lock/1.1.0', await person(it).tag('slipway-lock-1.1.0', repo(it).refs.get('refs/heads/main') ?? '', 'mine'))
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
    it.fail((_, { method, url }) => (!isBroken && method === 'POST' && url.pathname.endsWith('/releases') ? { kind: 'meanwhile', act: steal } : undefined))
    const report = await it.run({ verb: 'continue' }, { clock })
    expect([outcomes(report), report.problems.map((it) => it.code)]).toEqual([{ '1.1.0': 'failed', '1.0.0': 'released' }, ['LOCK_LOST']])
  })

  test('because GitHub refuses it stops nobody else', async () => {
    const it = await open([driver('1.0.0'), driver('1.1.0')])
    let isRefused = false
    it.fail((_, { method, url }) => {
      if (isRefused || method !== 'POST' || !url.pathname.endsWith('/releases')) return undefined
      isRefused = true
      return { kind: 'answer', carriedOut: false, status: 422, headers: { 'content-type': 'application/json' }, body: '{"message":"Validation Failed"}' }
    })
    expect(outcomes(await goOn(it))).toEqual({ '1.1.0': 'failed', '1.0.0': 'released' })
  })
})

describe('how it is asked', () => {
  const event = (name: string) => ({ name, payload: { schedule: '17 * * * *' }, ref: 'refs/heads/main', sha: 'a'.repeat(40) })
  test.each(['schedule', 'workflow_dispatch'])('by the event %s', async (name) => {
    const it = await open([driver('1.0.0')])
    expect(outcomes(await goOn(it, { event: event(name) }))).toEqual({ '1.0.0': 'released' })
  })
  test('never by an event that strangers can cause', async () => {
    const it = await open([driver('1.0.0')])
    expect((await goOn(it, { event: event('pull_request_target') })).problems).toMatchObject([{ code: 'TRIGGER_UNSAFE' }])
    expect(it.calls()).toEqual([])
  })
  test('with the config of the default branch for all, when that is asked for', async () => {
    const it = await open([{ files: { '.slipway.yaml': config(driverLine.replace('references', 'x')), ...says('1.0.0') }, tags: { '1.0.0': 'Release' } }])
    await person(it).commit('main', { '.slipway.yaml': config(driverLine.replace('accanto/driver', 'accanto/moved')) }, 'Moved')
    const report = await goOn(it, { configFrom: 'default' })
    expect([outcomes(report), imageTags(it, 'accanto/moved')]).toEqual([{ '1.0.0': 'released' }, ['1.0.0', 'latest']])
  })
})

test('the pages name each tag, its outcome and its command', async () => {
  const it = await open([driver('1.0.0'), driver('1.1.0'), { ...driver('1.2.0'), files: { ...driver('1.2.0').files, ...says('9.9.9') } }])
  await release(it, '1.1.0')
  const report = await goOn(it)
  for (const page of [renderText(report), renderMarkdown(report), renderJson(report)]) {
    for (const text of ['1.2.0', 'blocked', '1.1.0', 'left-alone', 'slipway release --tag 1.0.0', 'slipway continue']) expect(page).toContain(text)
  }
  expect(renderText(report)).toMatch(/ ✗ 1\.2\.0 {2}blocked {2,}stopped by one problem\n {5}slipway release --tag 1\.2\.0/)
})
