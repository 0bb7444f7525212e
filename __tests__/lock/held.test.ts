// Holding the lock: it is renewed while the run works, taken over from those who are gone, dropped on every way out; and whoever lost
// it writes nothing any more.
import { describe, expect, test } from '@jest/globals'
import { leaseMs, parseLock } from '../../src/core/lock.js'
import { parseTag } from '../../src/rehearsal/git/git-object.js'
import type { Fault } from '../../src/rehearsal/http/faults.js'
import { workflowToken } from '../crash/simulation/project.js'
import { allWrites, begin, heldAt, holder, isDrop, isRenewal, lockBy, lockCalls, mallory, play, ref, releaseWrites, repository, repositoryOf, scene, start, tagName } from './scene.js'
import type { Simulation, Twist } from '../crash/simulation/simulation.js'
import type { Hop } from '../../src/ports/http.js'

const { stage, open } = scene()

const first = () => stage().place('first')
const seconds = (simulation: Simulation): number => (simulation.time.now - start) / 1000
const refused = (status: number): Fault => ({ kind: 'answer', carriedOut: false, status, headers: { 'content-type': 'application/json' }, body: '{"message":"no"}' })

/** What the lock says now. */
const lockIn = ({ universe }: Simulation) => {
  const object = universe.github.state.objects.get(repositoryOf(universe).network)?.get(heldAt(universe) ?? '')
  return object ? parseLock(parseTag(object.bytes).message, tagName) : undefined
}

/** A run that is killed at a call, and its world right after that. */
const killedAt = async (is: (hop: Hop) => boolean): Promise<Simulation> => {
  let isOver = false
  const simulation = open({ twist: ({ hop }) => {
    if (isOver || !is(hop)) return undefined
    isOver = true
    return { kill: 'after' }
  } })
  await play(simulation, [begin(simulation, first())])
  return simulation
}

/** A private repository, and a token without `actions: read`. */
const cannotSeeRuns = ({ universe }: Simulation): void => {
  universe.github.configure(repository.owner, repository.name, { isPrivate: true })
  universe.github.change({ tokens: [{ ...workflowToken, permissions: { contents: 'write', pull_requests: 'write', metadata: 'read' } }] })
}

const isUpload = (hop: Hop): boolean => hop.method === 'POST' && hop.url.pathname.includes('/api/uploads/')
const isRecord = (hop: Hop): boolean => isUpload(hop) && hop.url.search.includes('slipway.json')

describe('a lock whose run was killed', () => {
  const after = async (killed: Simulation, kind: 'same disk' | 'fresh clone') => {
    const simulation = stage().open({ universe: killed.universe, now: killed.time.now }, {})
    const began = simulation.time.now
    const [end] = await play(simulation, [begin(simulation, stage().place(kind))])
    return { simulation, end, took: (simulation.time.now - began) / 1000 }
  }

  test('stays, and says whose it is', async () => {
    const killed = await killedAt(isRecord)
    expect(lockIn(killed)).toMatchObject({ repository: 'accanto/driver', tag: '1.0.0', holder: { run: 9001, attempt: 1, url: expect.stringMatching(/\/accanto\/driver\/actions\/runs\/9001\/attempts\/1$/) } })
    expect(lockIn(killed)?.expires).toBeGreaterThan(killed.time.now + 170_000)
  })

  test('is taken over at once when that run has ended', async () => {
    const killed = await killedAt(isRecord)
    mallory(killed.universe).endWorkflowRuns()
    const { simulation, end, took } = await after(killed, 'fresh clone')
    expect([end?.report.outcome, took < 10, heldAt(simulation.universe)]).toEqual(['resumed', true, undefined])
    expect(end?.log.join('\n')).toContain('Taking over the lock refs/slipway/lock/1.0.0 from workflow run 9001')
  })

  test('is taken over at once by a later attempt of the same run, which needs no right for that', async () => {
    const killed = await killedAt(isRecord)
    cannotSeeRuns(killed)
    const { end, took } = await after(killed, 'same disk')
    expect([end?.report.outcome, took < 10]).toEqual(['resumed', true])
  })

  test('is taken over when a later attempt of that run has begun elsewhere', async () => {
    const killed = await killedAt(isRecord)
    mallory(killed.universe).workflowRun({ id: 9001, attempt: 2 })
    expect((await after(killed, 'fresh clone')).took).toBeLessThan(10)
  })

  test('is taken over after its lease when nobody can tell whether that run goes on', async () => {
    const killed = await killedAt(isRecord)
    const { simulation, end, took } = await after(killed, 'fresh clone')
    expect([end?.report.outcome, took > 150, took < leaseMs / 1000 + 30, heldAt(simulation.universe)]).toEqual(['resumed', true, true, undefined])
  })

  test('of a private repository, without the right to see runs: after its lease, and nothing fails', async () => {
    const killed = await killedAt(isRecord)
    mallory(killed.universe).endWorkflowRuns()
    cannotSeeRuns(killed)
    const { end, took } = await after(killed, 'fresh clone')
    expect([end?.report.outcome, took > 150]).toEqual(['resumed', true])
    expect(end?.log.join('\n')).toContain('only the expiry of its lock counts')
  })

  test('of another machine counts by GitHub\'s clock, however wrong ours is', async () => {
    const killed = await killedAt(isRecord)
    for (const skew of [-900_000, 900_000]) {
      const simulation = stage().open({ universe: killed.universe, now: killed.time.now }, {})
      const ours = simulation.time.clockOf.bind(simulation.time)
      simulation.time.clockOf = (owner) => ({ ...ours(owner), now: () => ours(owner).now() + skew })
      const began = simulation.time.now
      const [end] = await play(simulation, [begin(simulation, stage().place('fresh clone'))])
      const took = (simulation.time.now - began) / 1000
      expect([end?.report.outcome, took > 150, took < 210]).toEqual(['resumed', true, true])
    }
  })

  test('that stands in a mirror names a run that is none of this repository', async () => {
    const simulation = open()
    mallory(simulation.universe).workflowRun({ id: 4711, status: 'completed' })
    await lockBy(simulation.universe, { repository: 'elsewhere/driver', holder, expires: start + 60_000 })
    const [end] = await play(simulation, [begin(simulation, first())])
    expect([end?.report.outcome, seconds(simulation) > 60]).toEqual(['released', true])
  })
})

describe('while a run works', () => {
  test('its lock is renewed every minute, and nobody takes it over', async () => {
    const seen = new Set<string>()
    const simulation = open({ duration: () => 2000, after: (_, universe) => void seen.add(heldAt(universe) ?? '') })
    const runs = [begin(simulation, first())]
    const [end] = await play(simulation, runs)
    expect([end?.report.outcome, seconds(simulation) > 240, heldAt(simulation.universe)]).toEqual(['released', true, undefined])
    expect(seen.size).toBeGreaterThanOrEqual(4)
    expect(simulation.trace.filter((it) => it.url.endsWith('/actions/runs/9001'))).toEqual([])
  })

  test('a lock that is broken or taken by others stops it with LOCK_LOST: no write after that, and theirs stays', async () => {
    let theirs = ''
    const simulation: Simulation = open({
      duration: () => 2000,
      twist: ({ number }): Twist | undefined => (number === 70 ? { act: async () => void (theirs = await lockBy(simulation.universe)) } : undefined),
    })
    const [end] = await play(simulation, [begin(simulation, first())])
    expect(end?.report).toMatchObject({ outcome: 'failed', exitCode: 4 })
    expect(new Set(end?.report.problems.map((it) => it.code))).toEqual(new Set(['LOCK_LOST']))
    // The renewal that found out is the last thing that was tried; half of the release is not done.
    const { calls } = simulation.universe.github
    const last = calls.findLast((it) => it.operation === 'graphql')?.number ?? 0
    expect([last > 0, calls.slice(last).filter((it) => it.write)]).toEqual([true, []])
    expect([releaseWrites(simulation.universe) < releaseWrites(stage().snapshots.at(-1)?.universe ?? simulation.universe), heldAt(simulation.universe)]).toEqual([true, theirs])
  })

  test('a lock that cannot be renewed holds back every write until it can', async () => {
    const blocked: readonly [number, number] = [30_000, 260_000]
    const written: { readonly at: number; readonly writes: number }[] = []
    let [made, renewed] = [0, 0]
    const simulation: Simulation = open({
      duration: () => 1500,
      twist: ({ hop }) => {
        const at = simulation.time.now - start
        if (made === 0 && lockCalls.make(hop)) made = at
        if (!isRenewal(hop)) return undefined
        if (at > blocked[0] && at < blocked[1]) return { fault: refused(503) }
        renewed ||= at
        return undefined
      },
      after: (call, universe) => void written.push({ at: call.at - start, writes: releaseWrites(universe) }),
    })
    const [end] = await play(simulation, [begin(simulation, first())])
    expect([end?.report.outcome, heldAt(simulation.universe)]).toEqual(['released', undefined])
    // From the end of the lease (a call that was begun before it may take a moment longer) until it was renewed.
    const within = written.filter((it) => it.at > made + leaseMs && it.at < renewed).map((it) => it.writes)
    expect([renewed - made > leaseMs + 30_000, new Set(within).size]).toEqual([true, 1])
    expect(written.at(-1)?.writes).toBeGreaterThan(within[0] ?? 0)
  })
})

describe('a renewal', () => {
  test('that was carried out without anybody knowing it is found, and the next one goes on from there', async () => {
    let isOver = false
    let isBlind = false
    const simulation = open({ duration: () => 1500, twist: ({ hop }) => {
      const isLook = hop.method === 'GET' && hop.url.pathname.endsWith(`/git/ref/${ref.replace('refs/', '')}`)
      // Its own look fails as well: for good, so that the call as a whole does.
      if (isBlind && isLook) return { fault: refused(422) }
      if (isOver || !isRenewal(hop)) {
        isBlind &&= !isRenewal(hop)
        return undefined
      }
      isOver = true
      isBlind = true
      return { fault: { kind: 'lose-answer' } }
    } })
    const [end] = await play(simulation, [begin(simulation, first())])
    expect([isOver, isBlind, end?.report.problems, end?.report.outcome, heldAt(simulation.universe)]).toEqual([true, false, [], 'released', undefined])
    expect(end?.log.join('\n')).toContain('could not be renewed, and will be tried again')
  })

  test('that is refused once is tried again, and so is dropping', async () => {
    for (const is of [isRenewal, isDrop]) {
      let isOver = false
      const simulation = open({ duration: () => 1500, twist: ({ hop }) => (!isOver && (isOver = is(hop)) ? { fault: refused(409) } : undefined) })
      const [end] = await play(simulation, [begin(simulation, first())])
      expect([isOver, end?.report.outcome, heldAt(simulation.universe)]).toEqual([true, 'released', undefined])
    }
  })
})

describe('the lock is dropped', () => {
  test.each([
    ['when an upload is refused', isUpload, refused(422)],
    ['when a registry refuses', (hop: Hop) => hop.method === 'PUT' && hop.url.pathname.endsWith('/manifests/1.0.0'), refused(403)],
    ['when the release cannot be published', (hop: Hop) => hop.method === 'PATCH', refused(422)],
  ])('%s', async (_, is, fault) => {
    const simulation = open({ twist: ({ hop }) => (is(hop) ? { fault } : undefined) })
    const [end] = await play(simulation, [begin(simulation, first())])
    expect([end?.report.exitCode === 0, heldAt(simulation.universe)]).toEqual([false, undefined])
  })

  test.each([10, 50, 70, 100, 135])('when the run is stopped at call %d', async (at) => {
    const stop = new AbortController()
    const simulation = open({ twist: ({ number }) => (number === at ? { act: () => stop.abort('SIGTERM') } : undefined) })
    const [end] = await play(simulation, [begin(simulation, first(), { signal: stop.signal })])
    expect([end?.report.problems[0]?.code, heldAt(simulation.universe)]).toEqual(['CANCELLED', undefined])
  })

  test.each([['making its object', lockCalls.make], ['taking it', lockCalls.create], ['dropping it', isDrop]])('when the run is stopped in the middle of %s', async (_, is) => {
    const stop = new AbortController()
    const simulation = open({ twist: ({ hop }) => (is(hop) ? { act: () => stop.abort('SIGINT') } : undefined) })
    await play(simulation, [begin(simulation, first(), { signal: stop.signal })])
    expect(heldAt(simulation.universe)).toBeUndefined()
  })

  test('within the seconds that a stopped run has, or left to end by itself: a stopped run does not hang on a service that does not answer', async () => {
    const stop = new AbortController()
    let stopped = 0
    const simulation: Simulation = open({ twist: ({ number }) => {
      if (number < 80) return undefined
      if (number === 80) {
        stopped = simulation.time.now
        stop.abort('SIGTERM')
      }
      return { fault: { kind: 'refuse' } }
    } })
    const [end] = await play(simulation, [begin(simulation, first(), { signal: stop.signal })])
    expect([end?.report.problems[0]?.code, simulation.time.now - stopped < 4000]).toEqual(['CANCELLED', true])
    expect(heldAt(simulation.universe)).toBeDefined()
    expect(end?.log.join('\n')).toMatch(/could not be dropped \(there was no time left\); it ends by itself within three minutes/)
  })

  test('or left to end by itself, when a limiter would make a run that is done wait for long', async () => {
    const simulation = open({ twist: ({ hop }) => (isDrop(hop) ? { fault: { kind: 'answer', carriedOut: false, status: 403, headers: { 'retry-after': '120' }, body: '{"message":"slow down"}' } } : undefined) })
    const [end] = await play(simulation, [begin(simulation, first())])
    expect([end?.report.outcome, end?.report.exitCode, seconds(simulation) < 90, heldAt(simulation.universe)]).toEqual(['released', 0, true, expect.any(String)])
  })

  test('by nobody but its run: one that lost it leaves it alone when it ends', async () => {
    let theirs = ''
    const simulation: Simulation = open({ twist: ({ number }) => (number === 100 ? { act: async () => void (theirs = await lockBy(simulation.universe)) } : undefined) })
    const [end] = await play(simulation, [begin(simulation, first())])
    expect([end?.report.outcome, heldAt(simulation.universe)]).toEqual(['released', theirs])
  })
})

describe('a lock that a killed run has left after the release was finished', () => {
  const left = async (): Promise<Simulation> => killedAt(isDrop)
  /** As it was right before it was dropped. */
  const again = async (killed: Simulation, put?: (simulation: Simulation) => unknown) => {
    const simulation = stage().open({ universe: killed.universe, now: killed.time.now }, {})
    await put?.(simulation)
    const before = allWrites(simulation.universe)
    const [end] = await play(simulation, [begin(simulation, stage().place('fresh clone'))])
    return { simulation, outcome: end?.report.outcome, writes: allWrites(simulation.universe) - before }
  }
  const dead = async (): Promise<Simulation> => {
    let isOver = false
    const simulation = open({ twist: ({ hop }) => (!isOver && (isOver = isDrop(hop)) ? { kill: 'before' } : undefined) })
    await play(simulation, [begin(simulation, first())])
    expect(heldAt(simulation.universe)).toBeDefined()
    return simulation
  }

  test('is removed by the next run, once its own has ended; a further one writes nothing', async () => {
    const killed = await dead()
    mallory(killed.universe).endWorkflowRuns()
    const { simulation, outcome, writes } = await again(killed)
    expect([outcome, writes, heldAt(simulation.universe)]).toEqual(['already-released', 1, undefined])
    expect(await again(simulation)).toMatchObject({ outcome: 'already-released', writes: 0 })
  })

  test('stays while that run may be at work, and holds up nobody', async () => {
    const { simulation, outcome, writes } = await again(await dead())
    expect([outcome, writes, heldAt(simulation.universe) !== undefined]).toEqual(['already-released', 0, true])
  })

  test('stays when it is none that can be read', async () => {
    const { simulation, outcome, writes } = await again(await left(), async (it) => lockBy(it.universe, {}, 'mine!'))
    expect([outcome, writes, heldAt(simulation.universe) !== undefined]).toEqual(['already-released', 0, true])
  })
})

describe('when at a call of the lock', () => {
  const faults: Readonly<Record<string, Fault>> = {
    'the answer is lost': { kind: 'lose-answer' },
    'the request is lost': { kind: 'lose-request' },
    'a proxy answers 502 after it was carried out': { kind: 'answer', carriedOut: true, status: 502, headers: { 'content-type': 'text/html' }, body: '<!doctype html>' },
    'a proxy answers 502 and it was not carried out': { kind: 'answer', carriedOut: false, status: 502, headers: { 'content-type': 'text/html' }, body: '<!doctype html>' },
    'a page comes in place of the answer': { kind: 'answer', carriedOut: true, status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html>' },
    'a limiter refuses it': { kind: 'answer', carriedOut: false, status: 403, headers: { 'content-type': 'application/json', 'retry-after': '10' }, body: '{"message":"slow down"}' },
  }
  const calls: Readonly<Record<string, (hop: Hop) => boolean>> = { 'making its object': lockCalls.make, 'taking it': lockCalls.create, 'renewing it': isRenewal, 'dropping it': isDrop }

  describe.each(Object.entries(faults))('%s', (_, fault) => {
    test.each(Object.entries(calls))('(%s), the release is made once, and no lock stays', async (name, is) => {
      let isOver = false
      const simulation = open({ ...(name === 'renewing it' ? { duration: () => 1500 } : {}), twist: ({ hop }) => {
        if (isOver || !is(hop)) return undefined
        isOver = true
        return { fault }
      } })
      const [end] = await play(simulation, [begin(simulation, first())])
      expect([isOver, end?.report.problems.map((it) => it.message), end?.report.outcome, heldAt(simulation.universe)]).toEqual([true, [], 'released', undefined])
      expect(releaseWrites(simulation.universe)).toBe(releaseWrites(stage().snapshots.at(-1)?.universe ?? simulation.universe))
    })
  })
})

describe('without the right to write', () => {
  test('no lock is taken, and the release is refused as before', async () => {
    const simulation = open()
    simulation.universe.github.change({ tokens: [{ ...workflowToken, permissions: { ...workflowToken.permissions, contents: 'read' } }] })
    const [end] = await play(simulation, [begin(simulation, first())])
    expect([end?.report.problems[0]?.code, allWrites(simulation.universe)]).toEqual(['RIGHT_MISSING', 0])
  })
})

test('the ref of the lock is below the names that Slipway keeps for itself', () => expect(ref).toBe('refs/slipway/lock/1.0.0'))
