// Two runs of one release at the same time, through the whole product: they make one release and one set of writes.
import { describe, expect, test } from '@jest/globals'
import { differences } from '../crash/simulation/end-state.js'
import { chanceOf } from '../crash/simulation/chance.js'
import type { Script } from '../crash/simulation/simulation.js'
import { allWrites, begin, bodyOf, endStateOf, heldAt, holder, lockBy, mallory, play, releaseRequest, releaseWrites, scene, start } from './scene.js'

const { stage, open } = scene()

const outcomes = (ends: Awaited<ReturnType<typeof play>>): readonly string[] => ends.map((it) => it.report.outcome).sort()

/** Calls of both in any order; the same order for the same seed. */
const mixed = (seed: number): Script => {
  const chance = chanceOf(seed)
  return { choose: (keys) => Math.floor(chance() * keys.length) }
}

/** What a run without anybody beside it writes. */
const usual = (): number => releaseWrites(stage().snapshots.at(-1)?.universe ?? stage().ground.universe)

/** The end of an undisturbed run of either build. */
const expectOneRelease = (universe: Parameters<typeof endStateOf>[0]): void => {
  const ends = stage().whole.map((it) => differences(it, endStateOf(universe)))
  expect(ends.sort((a, b) => a.length - b.length)[0]).toEqual([])
}

describe('two runs at once', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])('make one release, whoever comes when (order %d)', async (seed) => {
    const simulation = open(mixed(seed))
    const ends = await play(simulation, [begin(simulation, stage().place('first')), begin(simulation, stage().place('beside'))])
    expect(outcomes(ends)).toEqual(['already-released', 'released'])
    expectOneRelease(simulation.universe)
    expect([releaseWrites(simulation.universe), heldAt(simulation.universe)]).toEqual([usual(), undefined])
  })

  test('the second one says for whom it waits, until when, and how a person could end that', async () => {
    const simulation = open(mixed(1))
    const ends = await play(simulation, [begin(simulation, stage().place('first')), begin(simulation, stage().place('beside'))])
    const told = ends.flatMap((it) => it.log).join('\n')
    expect(told).toMatch(/workflow run 900\d, attempt 1 \(http:\S+\/accanto\/driver\/actions\/runs\/900\d\/attempts\/1\) holds refs\/slipway\/lock\/1\.0\.0, until 2026-01-05T12:0\d:\d\dZ/)
    expect(told).toContain('gh api -X DELETE repos/accanto/driver/git/refs/slipway/lock/1.0.0')
  })

  test('the bytes of the one that came first are released, and those of the other one nowhere', async () => {
    const simulation = open(mixed(2))
    const second = begin(simulation, stage().place('beside'))
    const first = begin(simulation, stage().place('first'))
    await play(simulation, [first, second])
    const { images } = endStateOf(simulation.universe)
    expect(stage().whole.filter((it) => it.images['docker.io/accanto/driver:1.0.0'] === images['docker.io/accanto/driver:1.0.0'])).toHaveLength(1)
    expect(Object.keys(images).filter((it) => it.includes('slipway-staged'))).toEqual([])
  })
})

describe('a finished release', () => {
  test('costs no write at all, also none of bookkeeping', async () => {
    const simulation = open()
    await play(simulation, [begin(simulation, stage().place('first'))])
    const before = allWrites(simulation.universe)
    const [again] = await play(simulation, [begin(simulation, stage().place('fresh clone'))])
    expect([again?.report.outcome, allWrites(simulation.universe) - before]).toEqual(['already-released', 0])
  })

  test('is not waited for: who holds the lock of a finished release holds up nobody', async () => {
    const simulation = open()
    await play(simulation, [begin(simulation, stage().place('first'))])
    await lockBy(simulation.universe, { expires: start + 10_000_000 })
    const [again] = await play(simulation, [begin(simulation, stage().place('fresh clone'))])
    expect(again?.report.outcome).toBe('already-released')
  })

  test('whose next version is missing is finished under the lock', async () => {
    const simulation = open({ twist: ({ hop }) => (hop.url.pathname.endsWith('/graphql') && bodyOf(hop).includes('createCommitOnBranch') ? { fault: { kind: 'answer', carriedOut: false, status: 422, headers: { 'content-type': 'application/json' }, body: '{"message":"no"}' } } : undefined) })
    const [first] = await play(simulation, [begin(simulation, stage().place('first'))])
    expect(first?.report.outcome).toBe('incomplete')
    const later = stage().open({ universe: simulation.universe, now: simulation.time.now }, {})
    const before = later.universe.github.writes('bookkeeping').length
    const [second] = await play(later, [begin(later, stage().place('same disk'))])
    expect([second?.report.outcome, later.universe.github.writes('bookkeeping').length - before, heldAt(later.universe)]).toEqual(['resumed', 3, undefined])
  })
})

describe('a lock that somebody else holds', () => {
  const held = async (lock: Parameters<typeof lockBy>[1], more: { readonly maxWaitMs?: number } = {}) => {
    const simulation = open()
    const object = await lockBy(simulation.universe, lock)
    const before = allWrites(simulation.universe)
    const [end] = await play(simulation, [begin(simulation, stage().place('first'), { request: { ...releaseRequest, ...more } })])
    return { simulation, object, end, before, waited: simulation.time.now - start }
  }

  test('for longer than the run may wait ends it as waiting, without a write, with the name of the ref and the command', async () => {
    const { simulation, object, end, before, waited } = await held({ expires: start + 3_600_000 }, { maxWaitMs: 90_000 })
    expect(end?.report).toMatchObject({ outcome: 'waiting', exitCode: 0, resume: expect.any(String) })
    expect(end?.report.problems).toMatchObject([{ code: 'LOCK_HELD', message: expect.stringMatching(/workflow run 4711.*refs\/slipway\/lock\/1\.0\.0/), hint: expect.stringContaining('gh api -X DELETE repos/accanto/driver/git/refs/slipway/lock/1.0.0') }])
    expect([releaseWrites(simulation.universe), heldAt(simulation.universe)]).toEqual([0, object])
    // A tag object for the attempt to take it is all that was made.
    expect(allWrites(simulation.universe) - before).toBe(1)
    expect([waited > 90_000, waited < 100_000]).toEqual([true, true])
  })

  test('is waited for ten minutes when nothing else is said', async () => {
    const { end, waited } = await held({ expires: start + 3_600_000 })
    expect([end?.report.outcome, waited > 600_000, waited < 620_000]).toEqual(['waiting', true, true])
  })

  test('is asked for gently', async () => {
    const { simulation } = await held({ expires: start + 3_600_000 })
    const asked = simulation.trace.filter((it) => it.url.endsWith('/git/ref/slipway/lock/1.0.0') || it.url.endsWith('/actions/runs/4711'))
    expect(asked.length).toBeLessThan(65)
  })

  test('and is dropped meanwhile, is taken at once', async () => {
    const simulation = open({ twist: ({ number }) => (number === 60 ? { act: () => mallory(simulation.universe).moveRef('refs/slipway/lock/1.0.0', undefined) } : undefined) })
    await lockBy(simulation.universe, { expires: start + 3_600_000 })
    const [end] = await play(simulation, [begin(simulation, stage().place('first'))])
    expect([end?.report.outcome, heldAt(simulation.universe)]).toEqual(['released', undefined])
  })

  test('of a job of the same workflow run is waited for like any other', async () => {
    const { waited, end } = await held({ holder: { ...holder, run: 9001 }, expires: start + 60_000 })
    expect([end?.report.outcome, waited > 60_000]).toEqual(['released', true])
  })

  test.each([
    ['a commit', async (universe: Parameters<typeof lockBy>[0]) => mallory(universe).moveRef('refs/slipway/lock/1.0.0', universe.github.repository('accanto', 'driver').refs.get('refs/heads/main'))],
    ['some other text', async (universe: Parameters<typeof lockBy>[0]) => lockBy(universe, {}, 'mine!')],
    ['a lock of another tag', async (universe: Parameters<typeof lockBy>[0]) => lockBy(universe, { tag: '0.9.0' })],
  ])('and that leads to %s stops the run with a code, and stays', async (_, put) => {
    const simulation = open()
    await put(simulation.universe)
    const object = heldAt(simulation.universe)
    const [end] = await play(simulation, [begin(simulation, stage().place('first'))])
    expect(end?.report).toMatchObject({ outcome: 'failed', exitCode: 3, problems: [{ code: 'LOCK_BROKEN', hint: expect.stringContaining('gh api -X DELETE') }] })
    expect([releaseWrites(simulation.universe), heldAt(simulation.universe)]).toEqual([0, object])
  })
})
