// A release of hundreds of assets in a world that enforces GitHub's limits, on a clock that passes by sleeping and by calls only.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Artifact } from '../../src/core/artifact.js'
import { digestOf } from '../../src/core/digest.js'
import { shortestTime } from '../../src/core/github-limits.js'
import { githubSecondary, type Limits } from '../../src/rehearsal/github/limits.js'
import type { Fault } from '../../src/rehearsal/http/faults.js'
import { earlyRequests, timedCalls } from '../crash/invariants/retry-after.js'
import { makeGround, makeProject, start, type Ground } from '../crash/simulation/project.js'
import { releaseRequest, startRun, type Ended } from '../crash/simulation/run-of.js'
import { Actor, Simulation, type TracedCall } from '../crash/simulation/simulation.js'
import { copyUniverse } from '../crash/simulation/universe.js'
import { VirtualTime } from '../crash/simulation/virtual-time.js'
import { buildArtifacts } from './built.js'

let folder = ''
let project = ''
let ground: Ground
let ready: readonly Artifact[] = []

const part = async (at: number): Promise<Artifact> => {
  const fileName = `part-${String(at).padStart(4, '0')}.bin`
  const path = join(folder, 'built', fileName)
  const bytes = Buffer.from(`part ${at}`)
  await writeFile(path, bytes)
  return { kind: 'docs', name: 'docs', fileName, digest: digestOf(bytes), size: bytes.byteLength, mediaType: 'application/octet-stream', path }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-many-'))
  project = await makeProject(join(folder, 'project'))
  ground = await makeGround(folder, project)
  await mkdir(join(folder, 'built'))
  // With wheel, docs, chart, the checksums and the record there are 600 assets.
  ready = [...(await buildArtifacts(join(folder, 'built'), '')), ...(await Promise.all(Array.from({ length: 595 }, (_, at) => part(at))))]
})

afterAll(async () => {
  await ground.close()
  await rm(folder, { recursive: true, force: true })
})

interface Played extends Ended {
  readonly calls: readonly TracedCall[]
  readonly took: number
  readonly early: readonly string[]
}

interface Scene {
  readonly time: VirtualTime
  readonly simulation: Simulation
  readonly run: (options: { readonly count: number; readonly maxWaitMs?: number }) => Promise<Played>
}

type Twist = (upload: number) => Fault | undefined

const isUpload = (it: { readonly method: string; readonly url: string }): boolean => it.method === 'POST' && /\/uploads\/repos\//.test(it.url)
const statusOf = (it: TracedCall): number => ('answer' in it.played ? it.played.answer.status : 0)
const refused = (calls: readonly TracedCall[]): readonly string[] => calls.filter((it) => [403, 429].includes(statusOf(it))).map((it) => `${it.number} ${it.key}`)
const uploaded = (calls: readonly TracedCall[]): readonly string[] => calls.filter((it) => isUpload(it) && statusOf(it) === 201).map((it) => new URL(it.url).searchParams.get('name') ?? '')
const doubles = (names: readonly string[]): readonly string[] => names.filter((it, at) => names.indexOf(it) !== at)

/** A world of its own; each run in it is a fresh process on another disk. */
const scene = (limits: Partial<Limits>, fault: Twist = () => undefined): Scene => {
  const time = new VirtualTime(start)
  const universe = copyUniverse(ground.universe, () => time.now, ground.registryParts)
  universe.github.change({ limits: { primary: 1000, isPrimaryEnforced: true, secondary: githubSecondary, ...limits } })
  let uploads = 0
  const simulation: Simulation = new Simulation(universe, {
    twist: ({ hop }) => {
      const faulty = isUpload({ method: hop.method, url: hop.url.href }) ? fault(++uploads) : undefined
      return faulty && { fault: faulty }
    },
  }, start, time)
  let runs = 0
  return {
    time, simulation,
    run: async ({ count, ...more }) => {
      const [before, began] = [simulation.trace.length, time.now]
      const artifacts = [...ready.filter((it) => it.kind !== 'docs'), ...ready.filter((it) => it.kind === 'docs').slice(0, count - 4)]
      const actor = new Actor(`run ${++runs}`)
      const { ended } = startRun(simulation, actor, { project, temp: join(folder, `temp-${runs}`), artifacts, runId: runs, attempt: 1 }, { request: { ...releaseRequest, ...more } })
      await simulation.play([actor])
      return { ...(await ended), calls: simulation.trace.slice(before), took: time.now - began, early: earlyRequests(timedCalls(simulation.trace, actor.name)).map((it) => it.what) }
    },
  }
}

const toGitHub = (calls: readonly TracedCall[]): number => calls.filter((it) => new URL(it.url).port === '10').length
const hours = 3_600_000

test('600 assets go up without one violation, in the shortest time that the limits allow', async () => {
  const { run } = scene({})
  const { report, calls, took, early, log } = await run({ count: 600, maxWaitMs: 2 * hours })
  expect([report.outcome, report.problems]).toEqual(['released', []])
  expect([refused(calls), early]).toEqual([[], []])
  expect([uploaded(calls).length, doubles(uploaded(calls))]).toEqual([600, []])
  // The draft, the assets, and the commit of the next version create something.
  const least = shortestTime({ requests: toGitHub(calls), creates: 602 })
  expect(least).toBe(hours + 60_000)
  expect(took).toBeGreaterThanOrEqual(least)
  // Each call takes 20 ms and is played alone; each window is a second longer than it need be.
  expect(took).toBeLessThan(least + calls.length * 20 + 8 * 1000)
  expect(log.filter((it) => /takes 80 creations a minute\. Going on at 2026-01-05T12:0\d:\d\dZ \(\d+ s\)/.test(it)).length).toBeGreaterThanOrEqual(6)
  expect(log.filter((it) => /takes 500 creations an hour\. Going on at 2026-01-05T13:00:\d\dZ/.test(it))).toHaveLength(1)
  // One request for each asset, and what a release of four needs.
  expect(toGitHub(calls) - 600).toBeLessThan(240)
}, 400_000)

test('with the default wait it ends as `waiting` after what fits, says until when, and later runs finish it with nothing uploaded twice', async () => {
  const { run, time, simulation } = scene({})
  const first = await run({ count: 600 })
  expect([first.report.outcome, first.report.exitCode]).toEqual(['waiting', 0])
  const [problem] = first.report.problems
  expect(problem).toMatchObject({ code: 'RATE_LIMITED', facts: { until: expect.stringMatching(/^2026-01-05T13:00:\d\dZ$/), seconds: expect.any(Number), service: expect.any(String) } })
  expect(first.report.resume).toBe(releaseRequest.again)
  expect(uploaded(first.calls).length).toBeGreaterThan(490)
  expect(first.took).toBeLessThan(600_000)
  // A second process knows nothing of the first one but what it finds there.
  const second = await run({ count: 600 })
  expect([second.report.outcome, uploaded(second.calls)]).toEqual(['waiting', []])
  time.pass(Date.parse(String(problem?.facts?.['until'])) - time.now)
  const third = await run({ count: 600 })
  expect(third.report.outcome).toBe('resumed')
  const all = uploaded(simulation.trace)
  expect([all.length, doubles(all), refused(simulation.trace)]).toEqual([600, [], []])
  expect([...first.early, ...second.early, ...third.early]).toEqual([])
}, 400_000)

test('a small release is not slowed: all its creations go in one burst', async () => {
  const { report, calls, took } = await scene({}).run({ count: 75 })
  expect([report.outcome, refused(calls)]).toEqual(['released', []])
  expect(took).toBe(calls.length * 20)
}, 400_000)

test('uploads that have to be repeated count as often as they were sent', async () => {
  const { run } = scene({}, (upload) => (upload % 5 === 0 ? { kind: 'lose-answer' } : upload % 7 === 0 ? { kind: 'lose-request' } : undefined))
  const { report, calls, early } = await run({ count: 150 })
  expect([report.outcome, refused(calls), early]).toEqual(['released', [], []])
  expect(calls.filter(isUpload).length).toBeGreaterThan(160)
}, 400_000)

test('an hour of requests that is used up is waited for before the first refusal, by requests side by side', async () => {
  const { run, time } = scene({ primary: 150, secondary: undefined })
  const { report, calls, early } = await run({ count: 200, maxWaitMs: 3 * hours })
  expect([report.outcome, refused(calls), early]).toEqual(['released', [], []])
  expect(time.now).toBeGreaterThan(start + hours)
}, 400_000)
