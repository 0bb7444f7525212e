// A release waits for checks that run, which are machines, and for nobody else; and only as long as it was told to.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Clock } from '../../src/ports/clock.js'
import type { GitHubWorld } from '../../src/rehearsal/github/world.js'
import { fakeClock } from '../adapters/http/fake-clock.js'
import { Scene, configText, type CarriedOut, type Deed } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.make()
}, 400_000)
afterAll(() => scene.close())

/** Something happens in the world after so many pauses. */
const clockThat = (after: number, act: () => void): Clock & { readonly pauses: number[] } => {
  const inner = fakeClock()
  const pauses: number[] = []
  return {
    pauses, now: () => inner.now(),
    sleep: async (milliseconds, signal) => {
      if (milliseconds === 15_000) pauses.push(milliseconds)
      if (pauses.length === after) act()
      await inner.sleep(milliseconds, signal)
    },
  }
}

const report = (world: GitHubWorld, conclusion: 'success' | 'failure' | null): void => void world.as('ada', 'acme', 'thing').check(scene.commits['main'] ?? '', 'unit', conclusion)

const released = async (more: Partial<Deed>, { after = 3, then = 'success', gate = {} }: { readonly after?: number; readonly then?: 'success' | 'failure'; readonly gate?: object } = {}): Promise<CarriedOut & { readonly pauses: number }> => {
  let world: GitHubWorld | undefined
  const clock = clockThat(after, () => {
    if (world) report(world, then)
  })
  const carried = await scene.carryOut({
    tag: scene.tags.get('on main') ?? '', actor: { login: 'wes' }, clock, files: { '.slipway.yaml': configText({ checks: ['unit'], ...gate }) },
    prepare: (it) => {
      world = it
      report(it, null)
    },
    ...more,
  })
  return { ...carried, pauses: clock.pauses.length }
}

test('a release waits for checks that run, and goes on when they are green', async () => {
  const it = await released({})
  expect([it.report.outcome, it.pauses]).toEqual(['released', 3])
})

test('one that turns red ends it, without a write', async () => {
  const it = await released({}, { then: 'failure' })
  expect([it.report.problems.map((one) => one.code), it.report.exitCode, it.writes]).toEqual([['CHECKS_RED'], 20, 0])
})

test('it waits no longer than it may', async () => {
  const it = await released({ request: { maxWaitMs: 60_000 } }, { after: 1000 })
  expect([it.report.problems.map((one) => one.code), it.pauses, it.writes]).toEqual([['CHECKS_RUNNING'], 4, 0])
})

test('it does not wait where something else is in the way anyhow', async () => {
  const it = await released({}, { gate: { tag: 'annotated' } })
  expect([it.report.problems.map((one) => one.code), it.pauses]).toEqual([['TAG_TOO_WEAK', 'CHECKS_RUNNING'], 0])
})

test.each([['a plan', { verb: 'plan' }], ['a dry run', { request: { dryRun: true } }]] as const)('%s does not wait', async (_, more) => {
  const it = await released(more)
  expect([it.report.problems.map((one) => one.code), it.pauses]).toEqual([['CHECKS_RUNNING'], 0])
})
