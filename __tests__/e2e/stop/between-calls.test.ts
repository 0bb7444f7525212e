// A signal at each write of a whole release, and at some of the reads between them, played in this process: what is on its way arrives, nothing else begins. The
// lock is dropped, and the same command finishes the release.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { endStateOf } from '../../crash/simulation/end-state.js'
import { endRuns } from '../../crash/simulation/judge.js'
import { startRun } from '../../crash/simulation/run-of.js'
import { Actor } from '../../crash/simulation/simulation.js'
import { makeStage, playOne, type Stage } from '../../crash/simulation/stage.js'
import { releaseWrites, type Universe } from '../../crash/simulation/universe.js'

let stage: Stage
beforeAll(async () => void (stage = await makeStage()), 400_000)
afterAll(async () => stage.close())

const lockRefs = (universe: Universe): readonly string[] => [...universe.github.repository('accanto', 'driver').refs.keys()].filter((it) => it.startsWith('refs/slipway/lock/'))

interface Stopped {
  readonly later: readonly string[]
  readonly codes: readonly string[]
  readonly locks: readonly string[]
  readonly again: string
}

/** The signal comes while call `at` is on its way. */
const stopAt = async (at: number): Promise<Stopped> => {
  const before = stage.snapshots[at - 1]
  if (!before) throw new Error(`there is no world before call ${at}`)
  const controller = new AbortController()
  const later: string[] = []
  let writes = 0
  const simulation = stage.open(before, {
    recorded: stage.trace.slice(0, at - 1),
    twist: ({ number }) => (number === at ? { act: () => controller.abort('SIGINT') } : undefined),
    after: (call, universe) => {
      if (call.actor === 'first' && call.number > at && releaseWrites(universe) > writes) later.push(`${call.method} ${call.url}`)
      writes = releaseWrites(universe)
    },
  }, stage.snapshots[0]?.now)
  const actor = new Actor('first')
  const { ended } = startRun(simulation, actor, stage.place('first'), { signal: controller.signal })
  await simulation.play([actor])
  const { report } = await ended
  const locks = lockRefs(simulation.universe)
  endRuns(simulation.universe)
  const again = await playOne(simulation, 'again', stage.place('same disk'))
  expect(endStateOf(simulation.universe)).toEqual(stage.whole[0])
  return { later, codes: report.problems.map((it) => it.code), locks, again: again.report.outcome }
}

test('nothing begins after a signal, wherever it comes, and the same command goes on', async () => {
  const seen: Record<string, number> = {}
  const chosen = stage.trace.filter((it) => it.number % 5 === 0 || (it.method !== 'GET' && it.method !== 'HEAD'))
  for (const { number, method, url } of chosen) {
    const end = await stopAt(number)
    const where = `call ${number}: ${method} ${url}`
    expect([where, end.later]).toEqual([where, []])
    expect([where, end.locks]).toEqual([where, []])
    expect([where, end.codes.length <= 1 && (end.codes[0] ?? 'CANCELLED') === 'CANCELLED']).toEqual([where, true])
    seen[end.again] = (seen[end.again] ?? 0) + 1
  }
  expect(chosen.length).toBeGreaterThan(30)
  // Early ones begin anew, late ones find it finished.
  expect(Object.keys(seen).sort()).toEqual(['already-released', 'released', 'resumed'])
}, 300_000)
