// `--adopt`, through run(): what other people began becomes the release, and nothing of theirs is lost on the way. Each end is looked at
// in the world, not in the report.
import { describe, expect, test } from '@jest/globals'
import { systemClock } from '../../src/adapters/clock.js'
import { digestOf } from '../../src/core/digest.js'
import { markedTag } from '../../src/core/marker.js'
import type { Report } from '../../src/core/report.js'
import type { Clock } from '../../src/ports/clock.js'
import type { Schedule } from '../../src/rehearsal/http/faults.js'
import type { Release } from '../../src/rehearsal/github/state.js'
import { workflowToken } from '../publish/bench.js'
import { assetsOf, benches, config, driverLine, imageTags, person, release, releasesOf, repo, repository, says, type Bench, type RunOptions } from './bench.js'

const open = benches()
const points = [{ files: { '.slipway.yaml': config(driverLine), ...says('1.0.0') }, tags: { '1.0.0': 'Release 1.0.0\n\n- notes of the tag' } }]

const adopt = (it: Bench, options: RunOptions = {}): Promise<Report> => it.run({ verb: 'release', tag: '1.0.0', adopt: true }, options)

/** Uploads as the web page does. */
const attach = async (it: Bench, to: Release, name: string, text: string): Promise<void> => {
  const bytes = Buffer.from(text)
  const url = new URL(`${it.world.addresses('http://github.example').uploads}/repos/${repository.owner}/${repository.name}/releases/${to.id}/assets?name=${name}`)
  const body = (async function* () {
    yield bytes
  })()
  const headers = { authorization: `token ${workflowToken.secret}`, 'content-length': String(bytes.length), 'content-type': 'application/octet-stream', 'user-agent': 'a browser' }
  const { status } = await it.world.handler({ method: 'POST', url, headers, body })
  expect(status).toBe(201)
}

const wheel = 'driver-1.0.0-py3-none-any.whl'
/** As the bench builds it, and as somebody else built it. */
const ours = 'wheel driver 1.0.0 '
const theirs = 'a wheel of their own'
const own = [wheel, 'SHA256SUMS', 'slipway.json']

const drafted = (it: Bench, body = 'What they wrote.\n\n- by hand'): Promise<Release> => person(it).release({ tag: '1.0.0', draft: true, name: 'The first one', body })
const published = (it: Bench, body = 'What they wrote.'): Promise<Release> => person(it).release({ tag: '1.0.0', draft: false, name: 'The first one', body })

const only = (it: Bench): Release => {
  const [found, ...others] = releasesOf(it, '1.0.0')
  if (!found || others.length > 0) throw new Error(`there are ${others.length + (found ? 1 : 0)} releases`)
  return found
}
const held = (it: Bench): Readonly<Record<string, string | null>> => Object.fromEntries(assetsOf(it, '1.0.0').map((asset) => [asset.name, asset.digest]))
const codes = (report: Report): readonly string[] => [...report.problems, ...report.findings.map((finding) => finding.problem)].map((it) => it.code)

/** Looks again without the pauses between, which a lost file would be given. */
const hasty: Clock = { now: () => systemClock.now(), sleep: (milliseconds, signal) => systemClock.sleep(milliseconds <= 15_000 ? 1 : milliseconds, signal) }

let flips = 0
/** Stopped right before the first request that is meant. */
const stoppedBefore = async (it: Bench, isIt: (method: string, path: string) => boolean): Promise<Report> => {
  const controller = new AbortController()
  const schedule: Schedule = (_, { method, url }) => {
    if (isIt(method, url.pathname)) controller.abort('SIGINT')
    return controller.signal.aborted && method !== 'GET' && !url.pathname.endsWith('/graphql') ? { kind: 'refuse' } : undefined
  }
  it.fail(schedule)
  it.failRegistry(schedule)
  try {
    return await adopt(it, { signal: controller.signal })
  } finally {
    it.fail(undefined)
    it.failRegistry(undefined)
  }
}
const isFlip = (method: string, path: string): boolean => method === 'PATCH' && /\/releases\/\d+$/.test(path)
const isTagPut = (method: string, path: string): boolean => method === 'PUT' && path.endsWith('/manifests/1.0.0')

/** The report of a run that is to write nothing, and leaves every release and asset as it was. */
const harmless = async (it: Bench, act: () => Promise<Report>): Promise<Report> => {
  const all = (): unknown => [releasesOf(it, '1.0.0'), assetsOf(it, '1.0.0'), imageTags(it, 'accanto/driver')]
  const [before, was] = [it.writes(), all()]
  const report = await act()
  expect([it.writes() - before, all()]).toEqual([0, was])
  return report
}

const notesIn = (report: Report): readonly string[] => report.results.flatMap((result) => result.outcome?.note ?? [])

describe('the one draft of somebody else', () => {
  test('becomes the release: its title and its text stay, and below the text stands whose it is now', async () => {
    const it = await open(points)
    const draft = await drafted(it)
    const report = await adopt(it)
    expect([report.outcome, codes(report)]).toEqual(['released', ['ADOPTS']])
    expect(only(it)).toMatchObject({ id: draft.id, draft: false, name: 'The first one' })
    expect([only(it).body?.startsWith('What they wrote.\n\n- by hand\n\n<!-- slipway: '), markedTag(only(it).body ?? '')]).toEqual([true, '1.0.0'])
    expect(Object.keys(held(it))).toEqual([...own].sort())
    expect(imageTags(it, 'accanto/driver')).toContain('1.0.0')
  })

  test('keeps its assets: what has our name and our bytes is not uploaded again, and what is not of this release is named', async () => {
    const it = await open(points)
    const draft = await drafted(it)
    await attach(it, draft, wheel, ours)
    await attach(it, draft, 'manual.pdf', theirs)
    const were = assetsOf(it, '1.0.0')
    const report = await adopt(it)
    expect(report.exitCode).toBe(0)
    expect(assetsOf(it, '1.0.0')).toEqual(expect.arrayContaining([...were]))
    expect(Object.keys(held(it)).sort()).toEqual([...own, 'manual.pdf'].sort())
    expect(notesIn(report)).toContain('taken over with it, and not of this release: manual.pdf')
    expect(report.findings[0]?.problem.message).toContain(`Its title, its text and its assets stay: ${wheel}, manual.pdf.`)
  })

  test('is finished for every later run, which needs no --adopt and writes nothing', async () => {
    const it = await open(points)
    await attach(it, await drafted(it), 'manual.pdf', theirs)
    await adopt(it)
    expect((await harmless(it, () => release(it, '1.0.0'))).outcome).toBe('already-released')
    expect((await harmless(it, () => adopt(it))).outcome).toBe('already-released')
  })

  test.each([['frozen', isTagPut], ['about to be public', (method: string, path: string) => isFlip(method, path) && ++flips === 2]] as const)('and stopped when it was %s: the next run goes on without --adopt, with what was kept', async (_, isIt) => {
    flips = 0
    const it = await open(points)
    const draft = await drafted(it)
    await attach(it, draft, 'manual.pdf', theirs)
    expect((await stoppedBefore(it, isIt)).exitCode).not.toBe(0)
    expect(only(it)).toMatchObject({ id: draft.id, draft: true })
    const report = await release(it, '1.0.0')
    expect([report.outcome, codes(report)]).toEqual(['resumed', []])
    expect(only(it)).toMatchObject({ id: draft.id, draft: false, name: 'The first one' })
    expect(held(it)['manual.pdf']).toBe(digestOf(Buffer.from(theirs)))
  })

  test('whose answer was lost when it was taken over is taken over once', async () => {
    const it = await open(points)
    await drafted(it)
    let count = 0
    it.fail((_, { method, url }) => (isFlip(method, url.pathname) && ++count === 1 ? { kind: 'lose-answer' } : undefined))
    expect((await adopt(it)).exitCode).toBe(0)
    expect((only(it).body ?? '').split('<!-- slipway: ').length).toBe(2)
  })

  test('with other bytes under a name of ours is a conflict with both digests, and stays as it is', async () => {
    const it = await open(points)
    await attach(it, await drafted(it), wheel, theirs)
    const report = await harmless(it, () => adopt(it))
    expect([report.outcome, report.exitCode]).toEqual(['conflict', 30])
    const said = report.problems.map((problem) => problem.message).join(' ')
    for (const text of [theirs, ours]) expect(said).toContain(digestOf(Buffer.from(text)))
  })

  test('that has its own list of checksums keeps it: that is a conflict too', async () => {
    const it = await open(points)
    await attach(it, await drafted(it), 'SHA256SUMS', 'of other files')
    expect((await harmless(it, () => adopt(it))).exitCode).toBe(30)
  })

  test('that a person adds to after it was taken over is not published with that', async () => {
    const it = await open(points)
    const draft = await drafted(it)
    await stoppedBefore(it, isTagPut)
    await attach(it, draft, 'surprise.exe', theirs)
    const report = await harmless(it, () => release(it, '1.0.0'))
    expect([report.exitCode, codes(report), only(it).draft]).toEqual([30, ['DRAFT_CHANGED'], true])
  })

  test('in which a kept asset is exchanged is not published with that', async () => {
    const it = await open(points)
    const draft = await drafted(it)
    await attach(it, draft, 'manual.pdf', theirs)
    await stoppedBefore(it, isTagPut)
    const kept = assetsOf(it, '1.0.0').find((asset) => asset.name === 'manual.pdf')
    repo(it).assets.delete(kept?.id ?? 0)
    await attach(it, draft, 'manual.pdf', 'other bytes')
    expect(codes(await harmless(it, () => release(it, '1.0.0')))).toEqual(['DRAFT_CHANGED'])
  })

  test('that somebody fills with other bytes in the moment it is taken over is left to him', async () => {
    const it = await open(points)
    const draft = await drafted(it)
    let looks = 0
    // The last look at its assets before it is marked.
    it.fail((_, { method, url }) => (method === 'GET' && url.pathname.endsWith(`/releases/${draft.id}`) && ++looks === 1 ? { kind: 'meanwhile', act: () => attach(it, draft, wheel, theirs) } : undefined))
    const report = await adopt(it)
    expect([looks, codes(report)]).toEqual([1, ['DRAFT_CHANGED', 'ADOPTS']])
    expect([only(it).body, held(it)]).toEqual([draft.body, { [wheel]: digestOf(Buffer.from(theirs)) }])
  })

  test('is ours for the tag as it is now, when Slipway made it for the tag as it was', async () => {
    const it = await open(points)
    const draft = await drafted(it, 'Old.\n\n<!-- slipway: {"kind":"release","tag":"1.0.0"} -->')
    const report = await adopt(it)
    expect([report.exitCode, only(it).id, only(it).body?.startsWith(draft.body ?? '-')]).toEqual([0, draft.id, true])
    expect((await harmless(it, () => release(it, '1.0.0'))).outcome).toBe('already-released')
  })

  test('is only looked at by a dry run', async () => {
    const it = await open(points)
    await drafted(it)
    const report = await harmless(it, () => it.run({ verb: 'release', tag: '1.0.0', adopt: true, dryRun: true }))
    expect([report.exitCode, codes(report)]).toEqual([0, ['ADOPTS']])
  })

  test('is not taken over any more when the tag was moved right before', async () => {
    const it = await open(points)
    const draft = await drafted(it)
    let looks = 0
    const move = async (): Promise<void> => void (await person(it).tag('1.0.0', repo(it).refs.get('refs/heads/main') ?? '', 'Another'))
    it.fail((_, { method, url }) => (method === 'GET' && url.pathname.endsWith(`/releases/${draft.id}`) && ++looks === 1 ? { kind: 'meanwhile', act: move } : undefined))
    const report = await adopt(it)
    expect([looks, report.problems.map((problem) => problem.code), only(it).body]).toEqual([1, ['TAG_MOVED'], draft.body])
  })

  test('whose text leaves no room for our line stops before the first write', async () => {
    const it = await open(points)
    await drafted(it, 'x'.repeat(124_990))
    const report = await harmless(it, () => adopt(it))
    expect([report.exitCode, report.problems.map((problem) => problem.code)]).toEqual([3, ['ADOPT_TOO_LONG']])
  })
})

describe('a release that others have published', () => {
  test('gets the assets that it lacks, stays public, and says what it said', async () => {
    const it = await open(points)
    const made = await published(it)
    await attach(it, made, 'manual.pdf', theirs)
    const report = await adopt(it)
    expect([report.exitCode, codes(report)]).toEqual([0, ['ADOPTS']])
    expect(only(it)).toMatchObject({ id: made.id, draft: false, name: 'The first one', publishedAt: made.publishedAt })
    expect(only(it).body?.startsWith('What they wrote.\n\n<!-- slipway: ')).toBe(true)
    expect(Object.keys(held(it)).sort()).toEqual([...own, 'manual.pdf'].sort())
    expect((await harmless(it, () => release(it, '1.0.0'))).outcome).toBe('already-released')
  })

  test.each([[true, 'a pre-release stays one'], [false, 'a final one stays final']])('is not made the latest by being taken over; and (pre-release: %s) %s', async (prerelease) => {
    const it = await open([...points, { files: says('2.0.0'), tags: { '2.0.0': 'Release 2.0.0' } }])
    await person(it).release({ tag: '1.0.0', draft: false, prerelease })
    const newer = await person(it).release({ tag: '2.0.0', draft: false })
    expect((await adopt(it)).exitCode).toBe(0)
    expect([only(it).prerelease, repo(it).latest.get('id'), releasesOf(it, '2.0.0')]).toEqual([prerelease, newer.id, [newer]])
  })

  test('stays the latest when it is', async () => {
    const it = await open(points)
    const made = await published(it)
    await adopt(it)
    expect(repo(it).latest.get('id')).toBe(made.id)
  })

  test('and that was stopped before all was in it is finished without --adopt', async () => {
    const it = await open(points)
    const made = await published(it)
    await stoppedBefore(it, (method, path) => method === 'POST' && path.endsWith('/assets'))
    expect([only(it).draft, markedTag(only(it).body ?? ''), Object.keys(held(it)).length < own.length]).toEqual([false, '1.0.0', true])
    const report = await release(it, '1.0.0')
    expect([report.exitCode, only(it).id, Object.keys(held(it))]).toEqual([0, made.id, [...own].sort()])
  })

  test('counts before a draft of our own, whose frozen bytes it gets', async () => {
    const it = await open(points)
    await stoppedBefore(it, isTagPut)
    const frozen = held(it)
    const made = await published(it)
    const report = await adopt(it, { salt: 'built again', clock: hasty })
    expect([report.exitCode, codes(report)]).toEqual([0, ['ADOPTS']])
    expect([only(it).id, held(it)]).toEqual([made.id, frozen])
  })

  test('with other bytes under a name of ours is a conflict, and stays as it is', async () => {
    const it = await open(points)
    await attach(it, await published(it), wheel, theirs)
    const report = await harmless(it, () => adopt(it))
    expect(report.exitCode).toBe(30)
    expect(report.problems.map((problem) => problem.message).join(' ')).toContain(digestOf(Buffer.from(theirs)))
  })

  test('and that is immutable and lacks something is a conflict that names it', async () => {
    const it = await open(points, { seed: { immutableReleases: true } })
    await published(it)
    const report = await harmless(it, () => adopt(it))
    expect([report.exitCode, report.outcome]).toEqual([30, 'conflict'])
    expect(report.problems.map((problem) => problem.message).join(' ')).toMatch(/immutable release without .*\.whl/)
  })
})

describe('several drafts of others', () => {
  test('stop the run, which lists them, as nobody can tell which is meant', async () => {
    const it = await open(points)
    const drafts = [await drafted(it), await drafted(it, 'Another')]
    const report = await harmless(it, () => adopt(it))
    expect([report.exitCode, codes(report)]).toEqual([3, ['ADOPT_SEVERAL']])
    for (const draft of drafts) expect(report.problems[0]?.message).toContain(draft.untagged)
  })

  test('are left alone when the release of the tag is out: that is the one', async () => {
    const it = await open(points)
    const drafts = [await drafted(it), await drafted(it, 'Another')]
    const made = await published(it)
    expect((await adopt(it)).exitCode).toBe(0)
    const found = new Map(releasesOf(it, '1.0.0').map((one) => [one.id, one]))
    expect([markedTag(found.get(made.id)?.body ?? ''), ...drafts.map((draft) => found.get(draft.id))]).toEqual(['1.0.0', ...drafts])
  })
})

describe('with nothing to take over', () => {
  test('--adopt is a release like any other', async () => {
    const it = await open(points)
    const report = await adopt(it)
    expect([report.outcome, codes(report), only(it).name]).toEqual(['released', [], '1.0.0'])
  })

  test('a draft of others that came later is left alone, as the release has one of its own', async () => {
    const it = await open(points)
    await stoppedBefore(it, isTagPut)
    const [mine] = releasesOf(it, '1.0.0')
    const draft = await drafted(it)
    expect((await adopt(it)).exitCode).toBe(0)
    const found = releasesOf(it, '1.0.0')
    expect([found.find((one) => one.id === mine?.id)?.draft, found.find((one) => one.id === draft.id)]).toEqual([false, draft])
  })
})

describe('without --adopt', () => {
  test('a release by other means stops the run before it writes, and the hint names --adopt', async () => {
    const it = await open(points)
    await published(it)
    const report = await harmless(it, () => release(it, '1.0.0'))
    expect([report.exitCode, codes(report)]).toEqual([30, ['RELEASE_FOREIGN']])
    expect(report.problems[0]?.hint).toContain('`--adopt`')
  })

  test('a draft of others is left alone and told, and the hint names --adopt', async () => {
    const it = await open(points)
    const draft = await drafted(it)
    await attach(it, draft, wheel, theirs)
    const report = await release(it, '1.0.0')
    expect([report.exitCode, codes(report)]).toEqual([0, ['DRAFT_FOREIGN']])
    expect(report.findings[0]?.problem.hint).toContain('`--adopt`')
    const found = releasesOf(it, '1.0.0')
    expect([found.length, found.find((one) => one.id === draft.id)]).toEqual([2, draft])
  })
})
