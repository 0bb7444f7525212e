// What a plan says that a release will ask of GitHub, held against what the release then asks.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Artifact } from '../../src/core/artifact.js'
import type { Report } from '../../src/core/report.js'
import type { Request } from '../../src/core/request.js'
import { renderJson } from '../../src/report/json.js'
import { renderMarkdown } from '../../src/report/markdown.js'
import { renderText } from '../../src/report/text.js'
import { makeGround, makeProject, start, type Ground } from '../crash/simulation/project.js'
import { releaseRequest, startRun } from '../crash/simulation/run-of.js'
import { Actor, Simulation, type TracedCall } from '../crash/simulation/simulation.js'
import { copyUniverse } from '../crash/simulation/universe.js'
import { VirtualTime } from '../crash/simulation/virtual-time.js'
import { buildArtifacts } from '../publish/built.js'

let folder = ''
let project = ''
let ground: Ground
let artifacts: readonly Artifact[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-estimate-'))
  project = await makeProject(join(folder, 'project'))
  ground = await makeGround(folder, project)
  await mkdir(join(folder, 'built'))
  artifacts = await buildArtifacts(join(folder, 'built'), '')
})

afterAll(async () => {
  await ground.close()
  await rm(folder, { recursive: true, force: true })
})

type Run = (request: Partial<Request>) => Promise<{ readonly report: Report; readonly requests: number; readonly creates: number }>

const isCreation = ({ method, url, played }: TracedCall): boolean =>
  method === 'POST' && 'answer' in played && played.answer.status < 300 && (/\/(releases|assets|pulls)$/.test(new URL(url).pathname) || /graphql$/.test(url))

const world = (): Run => {
  const time = new VirtualTime(start)
  const simulation = new Simulation(copyUniverse(ground.universe, () => time.now, ground.registryParts), {}, start, time)
  let runs = 0
  return async (request) => {
    const before = simulation.trace.length
    const actor = new Actor(`run ${++runs}`)
    const { ended } = startRun(simulation, actor, { project, temp: join(folder, `temp-${runs}`), artifacts, runId: runs, attempt: 1 }, { request: { ...releaseRequest, ...request } })
    await simulation.play([actor])
    const calls = simulation.trace.slice(before).filter((it) => new URL(it.url).port === '10')
    return { report: (await ended).report, requests: calls.length, creates: calls.filter(isCreation).length }
  }
}

/** Both ways: an estimate that is always far too high would be none either. */
const factor = 1.35

test.each([
  ['everything', []], ['no image', ['image']], ['no chart', ['chart']], ['files only', ['image', 'chart']], ['no next version', ['version']],
  ['nothing on GitHub but the commit of the next version', ['release']],
])('%s: what the plan says and what the release asks differ by no more than a third', async (_, without) => {
  const run = world()
  const { report } = await run({ verb: 'plan', without })
  const estimate = report.estimate ?? { requests: 0, creates: 0, seconds: -1 }
  const asked = await run({ without })
  expect(['released', 'incomplete']).toContain(asked.report.outcome)
  expect(estimate.requests).toBeLessThan(asked.requests * factor)
  expect(estimate.requests).toBeGreaterThan(asked.requests / factor)
  // Dropping the lock is a mutation, and creates nothing.
  expect(Math.abs(estimate.creates - (asked.creates - 1))).toBeLessThanOrEqual(1)
  expect(estimate.seconds).toBe(0)
})

test('a plan says in every form what it will ask and how long that takes at least', async () => {
  const { report } = await world()({ verb: 'plan' })
  const line = /about \d+ requests to GitHub, \d+ of them create something: at least 0 s by GitHub.{1,6}s limits/
  expect(renderText(report)).toMatch(line)
  expect(renderMarkdown(report)).toMatch(line)
  expect(JSON.parse(renderJson(report)).estimate).toEqual({ requests: expect.any(Number), creates: expect.any(Number), seconds: 0 })
})

test('of a release that is finished the plan expects looks only', async () => {
  const run = world()
  const first = await run({ verb: 'plan' })
  await run({})
  const after = await run({ verb: 'plan' })
  const again = await run({})
  expect(again.report.outcome).toBe('already-released')
  expect(after.report.estimate?.creates).toBe(0)
  expect(after.report.estimate?.requests).toBeLessThan((first.report.estimate?.requests ?? 0) / 2)
  expect(after.report.estimate?.requests).toBeGreaterThan(again.requests / 1.5)
  expect(after.report.estimate?.requests).toBeLessThan(again.requests * 1.5)
})
