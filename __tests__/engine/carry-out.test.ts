import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import type { Artifact } from '../../src/core/artifact.js'
import { digestOf } from '../../src/core/digest.js'
import type { Phase, Plan, PlannedTask, StepName, TaskId } from '../../src/core/plan.js'
import type { Probe } from '../../src/core/result.js'
import { carryOut, type Carried } from '../../src/engine/carry-out.js'
import { preflight } from '../../src/engine/preflight.js'
import { problem, fail } from '../../src/errors/release-error.js'
import { defineStep, type AnyStep } from '../../src/ports/step.js'
import type { World } from '../../src/ports/world.js'

/** A destination as a map from name to content, which counts what is written into it. */
class Shelf {
  readonly holds = new Map<string, string>()
  writes = 0
  probe(name: string, wanted: string): Probe {
    const found = this.holds.get(name)
    if (found === undefined) return { state: 'absent' }
    return found === wanted ? { state: 'done', outcome: { where: name } } : { state: 'conflict', found, wanted }
  }
  put(name: string, content: string): void {
    this.writes++
    this.holds.set(name, content)
  }
}

const artifact: Artifact = { kind: 'file', name: 'tool', fileName: 'tool.tgz', digest: digestOf('tool'), size: 4, mediaType: 'application/gzip' }
const schema = z.object({ name: z.string() })
const plain = { takes: ['file'], gives: [], slot: 'publish.shelf', schema, plan: () => ({ skip: '' }), preflight: async () => [] } as const

const builder = (count: { builds: number }): AnyStep =>
  defineStep({ ...plain, name: 'build:file', phase: 'build', takes: [], gives: ['file'], probe: async () => ({ state: 'absent' }), apply: async () => {
    count.builds++
    return { artifacts: [artifact] }
  } })

const shelver = (name: StepName, phase: Phase, shelf: Shelf, more: Partial<AnyStep> = {}): AnyStep =>
  ({ ...defineStep({ ...plain, name, phase,
    probe: async (_task, inputs) => shelf.probe(name, inputs[0]?.digest ?? 'nothing'),
    apply: async (_task, inputs) => shelf.put(name, inputs[0]?.digest ?? 'nothing'),
  }), ...more })

const planOf = (steps: readonly AnyStep[]): Plan => ({
  schema: 1, line: 'main', version: '1.0.0', configDigest: digestOf(''), skipped: [],
  tag: { name: '1.0.0', object: 'a'.repeat(40), commit: 'a'.repeat(40), kind: 'lightweight' },
  tasks: steps.map((it): PlannedTask => ({ id: `${it.name}/one`, step: it.name, phase: it.phase, entry: 'one', title: `Do ${it.name}`, task: {}, after: [], inputs: it.phase === 'build' ? [] : ['build:file/one'] })),
})

const world = { clock: { now: () => 0, sleep: async () => undefined }, signal: new AbortController().signal, files: { freeSpace: async () => 2 ** 40 }, workspace: { temp: '/temp' } } as unknown as World

const go = async (steps: readonly AnyStep[], more: Partial<Parameters<typeof carryOut>[0]> = {}): Promise<Carried> => carryOut({ plan: planOf(steps), steps, world, dryRun: false, ...more })
const states = (carried: Carried): string[] => carried.results.map((it) => `${it.id.split('/')[0]} ${it.state}`)

describe('a run', () => {
  test('builds, stages, publishes, and writes nothing when it is run again', async () => {
    const shelf = new Shelf()
    const count = { builds: 0 }
    const steps = [builder(count), shelver('stage:shelf', 'stage', shelf), shelver('publish:shelf', 'publish', shelf)]
    expect(states(await go(steps))).toEqual(['build:file done', 'stage:shelf done', 'publish:shelf done'])
    expect(shelf.writes).toBe(2)
    expect(states(await go(steps))).toEqual(['build:file done', 'stage:shelf already', 'publish:shelf already'])
    expect(shelf.writes).toBe(2)
  })

  test('never builds again what an earlier run has frozen', async () => {
    const count = { builds: 0 }
    const steps = [builder(count), shelver('publish:shelf', 'publish', new Shelf())]
    const carried = await go(steps, { frozen: new Map([['build:file/one', [artifact]]]) })
    expect([count.builds, ...states(carried)]).toEqual([0, 'build:file already', 'publish:shelf done'])
  })

  test('stops before the first write when any destination holds other bytes, and tells all of them', async () => {
    const shelf = new Shelf()
    shelf.holds.set('publish:a', 'other bytes')
    shelf.holds.set('point:b', 'foreign bytes')
    const carried = await go([builder({ builds: 0 }), shelver('stage:shelf', 'stage', shelf), shelver('publish:a', 'publish', shelf), shelver('point:b', 'point', shelf)])
    expect(shelf.writes).toBe(0)
    expect(carried.problems.map((it) => [it.code, it.task])).toEqual([['DESTINATION_CONFLICT', 'publish:a/one'], ['DESTINATION_CONFLICT', 'point:b/one']])
    expect(carried.problems[0]?.message).toContain('other bytes')
  })

  test('in a dry run builds and asks, and writes nothing', async () => {
    const shelf = new Shelf()
    expect(states(await go([builder({ builds: 0 }), shelver('publish:shelf', 'publish', shelf)], { dryRun: true }))).toEqual(['build:file done', 'publish:shelf would'])
    expect(shelf.writes).toBe(0)
  })

  test('does not believe a write that came back, but the destination', async () => {
    const shelf = new Shelf()
    const forgetful = shelver('publish:shelf', 'publish', shelf, { apply: async () => undefined })
    const carried = await go([builder({ builds: 0 }), forgetful, shelver('point:shelf', 'point', shelf)])
    expect(carried.problems.map((it) => it.code)).toEqual(['NOT_CONFIRMED'])
    expect(states(carried)).toEqual(['build:file done', 'publish:shelf failed', 'point:shelf not-reached'])
  })

  test('goes on with the other tasks of follow when one of them fails: the release is out', async () => {
    const shelf = new Shelf()
    const broken = shelver('follow:a', 'follow', shelf, { apply: async () => fail('BUG', { what: 'no' }) })
    expect(states(await go([builder({ builds: 0 }), broken, shelver('follow:b', 'follow', shelf)]))).toEqual(['build:file done', 'follow:a failed', 'follow:b done'])
  })

  test('begins nothing new once it was told to stop', async () => {
    const stop = new AbortController()
    const shelf = new Shelf()
    const stopping = shelver('stage:shelf', 'stage', shelf, { apply: async () => { shelf.put('stage:shelf', artifact.digest); stop.abort('SIGTERM') } })
    const carried = await go([builder({ builds: 0 }), stopping, shelver('publish:shelf', 'publish', shelf)], { world: { ...world, signal: stop.signal } })
    expect([shelf.writes, ...states(carried)]).toEqual([1, 'build:file done', 'stage:shelf done', 'publish:shelf failed'])
    expect(carried.problems[0]).toMatchObject({ code: 'CANCELLED', message: expect.stringContaining('SIGTERM') })
  })

  test('ends with a bug, and not with a throw, when a step throws something that is no error of ours', async () => {
    const carried = await go([builder({ builds: 0 }), shelver('publish:shelf', 'publish', new Shelf(), { apply: async () => { throw new TypeError('x is not a function') } })])
    expect(carried.problems).toMatchObject([{ code: 'BUG', message: expect.stringContaining('x is not a function'), task: 'publish:shelf/one' }])
  })
})

describe('what a run enters before its first write', () => {
  const counting = (entered?: Artifact): { readonly enter: () => Promise<{ frozen: Map<TaskId, readonly Artifact[]> } | undefined>; count: number } => {
    const it = { count: 0, enter: async () => {
      it.count++
      return entered ? { frozen: new Map<TaskId, readonly Artifact[]>([['build:file/one', [entered]]]) } : undefined
    } }
    return it
  }
  const other: Artifact = { ...artifact, digest: digestOf('made by another run') }

  test('is entered once, and before it nothing is written', async () => {
    const shelf = new Shelf()
    const door = counting()
    const enter = async (): Promise<undefined> => {
      expect(shelf.writes).toBe(0)
      await door.enter()
      return undefined
    }
    await go([builder({ builds: 0 }), shelver('stage:shelf', 'stage', shelf), shelver('publish:shelf', 'publish', shelf)], { enter })
    expect([door.count, shelf.writes]).toEqual([1, 2])
  })

  test('is not entered by a finished release, a dry run, or one that a conflict stops', async () => {
    const door = counting()
    const finished = new Shelf()
    const steps = [builder({ builds: 0 }), shelver('publish:shelf', 'publish', finished), shelver('follow:shelf', 'follow', finished)]
    await go(steps)
    await go(steps, { enter: door.enter })
    await go([builder({ builds: 0 }), shelver('publish:shelf', 'publish', new Shelf())], { dryRun: true, enter: door.enter })
    const taken = new Shelf()
    taken.holds.set('publish:shelf', 'other bytes')
    await go([builder({ builds: 0 }), shelver('stage:shelf', 'stage', new Shelf()), shelver('publish:shelf', 'publish', taken)], { enter: door.enter })
    expect(door.count).toBe(0)
  })

  test('is entered when only the follow-up is missing', async () => {
    const door = counting()
    const shelf = new Shelf()
    shelf.holds.set('publish:shelf', artifact.digest)
    expect(states(await go([builder({ builds: 0 }), shelver('publish:shelf', 'publish', shelf), shelver('follow:shelf', 'follow', shelf)], { enter: door.enter }))).toEqual(['build:file done', 'publish:shelf already', 'follow:shelf done'])
    expect(door.count).toBe(1)
  })

  test('a follow-up that cannot be probed has no effect without it', async () => {
    const door = counting()
    const shelf = new Shelf()
    shelf.holds.set('publish:shelf', artifact.digest)
    const blind = shelver('follow:shelf', 'follow', shelf, { probe: async () => fail('BUG', { what: 'no answer' }) })
    const carried = await go([builder({ builds: 0 }), shelver('publish:shelf', 'publish', shelf), blind], { enter: door.enter })
    expect([door.count, shelf.writes, ...states(carried)]).toEqual([0, 0, 'build:file done', 'publish:shelf already', 'follow:shelf failed'])
    expect(carried.problems).toMatchObject([{ code: 'BUG', task: 'follow:shelf/one' }])
  })

  test('gives the bytes that another run froze meanwhile: those are published, and not what was built here', async () => {
    const shelf = new Shelf()
    const carried = await go([builder({ builds: 0 }), shelver('stage:shelf', 'stage', shelf), shelver('publish:shelf', 'publish', shelf)], { enter: counting(other).enter })
    expect([...shelf.holds.values()]).toEqual([other.digest, other.digest])
    expect([carried.artifacts.map((it) => it.digest), states(carried)[0]]).toEqual([[other.digest], 'build:file already'])
  })

  test('after it everything is probed anew: what another run has finished is not done again, and its conflict stops', async () => {
    const shelf = new Shelf()
    const steps = [builder({ builds: 0 }), shelver('stage:shelf', 'stage', shelf), shelver('publish:shelf', 'publish', shelf)]
    const after = (content: string) => async () => {
      for (const it of ['stage:shelf', 'publish:shelf']) shelf.holds.set(it, content)
      return counting(other).enter()
    }
    expect(states(await go(steps, { enter: after(other.digest) }))).toEqual(['build:file already', 'stage:shelf already', 'publish:shelf already'])
    shelf.holds.clear()
    expect((await go(steps, { enter: after('foreign bytes') })).problems.map((it) => it.code)).toEqual(['DESTINATION_CONFLICT', 'DESTINATION_CONFLICT'])
    expect(shelf.writes).toBe(0)
  })

  test('stops the run when it cannot be entered', async () => {
    const shelf = new Shelf()
    const carried = await go([builder({ builds: 0 }), shelver('publish:shelf', 'publish', shelf)], { enter: async () => fail('USAGE', { what: 'closed' }) })
    expect([shelf.writes, carried.stoppedIn, ...states(carried)]).toEqual([0, 'build', 'build:file done', 'publish:shelf not-reached'])
    expect(carried.problems.map((it) => it.code)).toEqual(['USAGE'])
  })
})

describe('preflight', () => {
  const finding = { severity: 'error', problem: problem('USAGE', { what: 'Docker does not answer.' }) } as const
  test('collects the findings of all steps, each told once', async () => {
    const steps = [builder({ builds: 0 }), shelver('stage:a', 'stage', new Shelf(), { preflight: async () => [finding] }), shelver('stage:b', 'stage', new Shelf(), { preflight: async () => [finding] }), shelver('stage:c', 'stage', new Shelf(), { preflight: async () => fail('BUG', { what: 'c' }) })]
    const found = await preflight({ plan: planOf(steps), steps, world, frozen: new Map() })
    expect(found.map((it) => [it.severity, it.problem.code, it.problem.task])).toEqual([['error', 'USAGE', 'stage:a/one'], ['error', 'BUG', 'stage:c/one']])
  })
  test('does not ask for the tools of what is frozen', async () => {
    const steps = [{ ...builder({ builds: 0 }), preflight: async () => [finding] }]
    expect(await preflight({ plan: planOf(steps), steps, world, frozen: new Map([['build:file/one', [artifact]]]) })).toEqual([])
  })
})

describe('frozen bytes', () => {
  const frozen = new Map([['build:file/one', [artifact]] as const])
  const here: Artifact = { ...artifact, path: '/here/tool.tgz' }
  /** Builds from what the first one gives, and needs it on this disk. */
  const second = (seen: Artifact[]): AnyStep =>
    defineStep({ ...plain, name: 'build:more', phase: 'build', takes: ['file'], gives: [], probe: async () => ({ state: 'absent' }), apply: async (_task, inputs) => {
      seen.push(...inputs)
      return { artifacts: [] }
    } })
  const chained = (steps: readonly AnyStep[]): Plan => {
    const plan = planOf(steps)
    return { ...plan, tasks: plan.tasks.map((it) => (it.step === 'build:more' ? { ...it, after: ['build:file/one'], inputs: ['build:file/one'] } : it)) }
  }
  const missing = (more: Partial<AnyStep> = {}): AnyStep =>
    shelver('stage:shelf', 'stage', new Shelf(), { probe: async (_task: unknown, inputs: readonly Artifact[]) => (inputs[0]?.path === undefined ? { state: 'absent', gone: [{ name: 'tool.tgz', digest: artifact.digest, where: 'on the shelf' }] } : { state: 'absent' }), ...more })

  test('that a build needs are brought onto this disk before it', async () => {
    const seen: Artifact[] = []
    const steps = [builder({ builds: 0 }), second(seen)]
    const carried = await go(steps, { plan: chained(steps), frozen, bring: async () => here })
    expect(carried.problems).toEqual([])
    expect(seen.map((it) => it.path)).toEqual(['/here/tool.tgz'])
  })

  test('that a build needs and nobody has stop it, and are named', async () => {
    const seen: Artifact[] = []
    const steps = [builder({ builds: 0 }), second(seen), shelver('stage:shelf', 'stage', new Shelf())]
    const carried = await go(steps, { plan: chained(steps), frozen, bring: async () => undefined })
    expect([seen, carried.gone.map((it) => it.digest), carried.problems.map((it) => it.code)]).toEqual([[], [artifact.digest], ['FROZEN_GONE']])
  })

  test('that a destination misses stop the run before the first write, after looking for half a minute', async () => {
    const slept: number[] = []
    let writes = 0
    const counting = { ...world, clock: { now: () => 0, sleep: async (ms: number) => void slept.push(ms) } } as unknown as World
    const carried = await go([builder({ builds: 0 }), missing({ apply: async () => void writes++ })], { world: counting, frozen, bring: async () => undefined })
    expect([carried.problems.map((it) => it.code), carried.gone.map((it) => it.name), writes]).toEqual([['FROZEN_GONE'], ['tool.tgz'], 0])
    expect(slept.reduce((all, it) => all + it, 0)).toBe(30_000)
  })

  test('that a destination misses and another place has are brought, and everything goes on', async () => {
    let isThere = false
    const step = missing({ apply: async (_task: unknown, inputs: readonly Artifact[]) => void (isThere = inputs[0]?.path === here.path) })
    const probing: AnyStep = { ...step, probe: async (task, inputs, of) => (isThere ? { state: 'done', outcome: {} } : step.probe(task, inputs, of)) }
    const carried = await go([builder({ builds: 0 }), probing], { frozen, bring: async () => here })
    expect([carried.problems, isThere]).toEqual([[], true])
  })

  test('that are built again must come out as they were where that is asked for', async () => {
    const orElse = problem('FROZEN_GONE', { gone: 'tool.tgz', public: 'all' })
    const other = new Map([['build:file/one', [{ ...artifact, digest: digestOf('other') }]] as const])
    const shelf = new Shelf()
    const steps = [builder({ builds: 0 }), shelver('stage:shelf', 'stage', shelf)]
    expect((await go(steps, { expected: { artifacts: other, orElse } })).problems.map((it) => it.code)).toEqual(['FROZEN_GONE'])
    expect(shelf.writes).toBe(0)
    expect((await go(steps, { expected: { artifacts: frozen, orElse } })).problems).toEqual([])
  })

  test('whose record is void have it taken back first of all, after every probe and after the lock; not in a dry run', async () => {
    const order: string[] = []
    const noting = (name: string) => async (): Promise<void> => void order.push(name)
    const shelf = new Shelf()
    const steps = [
      builder({ builds: 0 }),
      shelver('stage:a', 'stage', shelf, { apply: async () => { order.push('write'); shelf.put('stage:a', artifact.digest) } }),
      shelver('stage:b', 'stage', shelf, { takeBack: noting('take back') }),
    ]
    const voided = { ...world, voided: [artifact.digest] }
    await go(steps, { world: voided, dryRun: true })
    expect(order).toEqual([])
    await go(steps, { world: voided, enter: async () => { order.push('enter'); return undefined } })
    expect(order).toEqual(['enter', 'take back', 'write'])
  })

  test('whose record cannot be taken back stop the run with nothing else written', async () => {
    const shelf = new Shelf()
    const steps = [builder({ builds: 0 }), shelver('stage:a', 'stage', shelf, { takeBack: async () => fail('RECORD_APPEARED', { where: 'x' }) })]
    const carried = await go(steps, { world: { ...world, voided: [artifact.digest] } })
    expect([carried.problems.map((it) => [it.code, it.task]), shelf.writes]).toEqual([[['RECORD_APPEARED', 'stage:a/one']], 0])
  })
})

describe('what an earlier run left', () => {
  const tidying = (shelf: Shelf, tidied: string[]): readonly AnyStep[] => [
    builder({ builds: 0 }),
    shelver('publish:a', 'publish', shelf, { tidy: async () => void tidied.push('a') }),
    shelver('publish:b', 'publish', shelf, { tidy: async () => { tidied.push('b'); throw new Error('no') } }),
  ]
  const debugging = { ...world, log: { debug: () => undefined } } as unknown as World

  test('is tidied by a run that writes elsewhere, and whatever comes of that is nobody\'s failure', async () => {
    const shelf = new Shelf()
    const tidied: string[] = []
    shelf.holds.set('publish:b', artifact.digest)
    expect((await go(tidying(shelf, tidied), { world: debugging })).problems).toEqual([])
    expect(tidied).toEqual(['b'])
  })

  test('is left where it is by a run that finds everything done', async () => {
    const shelf = new Shelf()
    const tidied: string[] = []
    shelf.holds.set('publish:a', artifact.digest)
    shelf.holds.set('publish:b', artifact.digest)
    await go(tidying(shelf, tidied), { world: debugging })
    expect(tidied).toEqual([])
  })
})

describe('a run that has to wait for others', () => {
  /** A request that somebody else carries out. */
  const asking = (shelf: Shelf, answer: { given: boolean }): AnyStep => shelver('promote:list', 'promote', shelf, {
    probe: async () => (answer.given ? { state: 'done', outcome: { where: 'list' } } : shelf.holds.has('promote:list') ? { state: 'waiting', for: 'number 7 to be merged', url: 'https://x/7' } : { state: 'absent' }),
  })
  const parts = () => {
    const shelf = new Shelf()
    const answer = { given: false }
    const told: string[][] = []
    const tells = shelver('follow:issue', 'follow', shelf, {
      evenIfOthersWait: true,
      probe: async (_task: unknown, _inputs: unknown, at: World) => {
        const all = at.results().flatMap((it) => (it.state === 'done' || it.state === 'already' ? [it.id] : [])).filter((it) => !it.startsWith('build') && !it.startsWith('follow:issue'))
        return shelf.holds.get('follow:issue') === all.join() ? { state: 'done', outcome: {} } : { state: 'absent' }
      },
      apply: async (_task: unknown, _inputs: unknown, at: World) => {
        const all = at.results().flatMap((it) => (it.state === 'done' || it.state === 'already' ? [it.id] : [])).filter((it) => !it.startsWith('build') && !it.startsWith('follow:issue'))
        told.push([...all])
        shelf.put('follow:issue', all.join())
      },
    })
    const flip = shelver('publish:flip', 'publish', shelf)
    const steps = [builder({ builds: 0 }), asking(shelf, answer), flip, shelver('point:latest', 'point', shelf), shelver('follow:next', 'follow', shelf), tells]
    const plan = planOf(steps)
    const tasks = plan.tasks.map((it) => (it.step === 'publish:flip' ? { ...it, after: ['promote:list/one' as const] } : it))
    const run = (more: object = {}) => go(steps, { plan: { ...plan, tasks }, ...more })
    return { shelf, answer, told, run }
  }

  test('does its part, tells how far it is, and leaves the rest; no problem is told', async () => {
    const { run, told, shelf } = parts()
    const carried = await run()
    expect(states(carried)).toEqual(['build:file done', 'promote:list waiting', 'follow:issue done', 'publish:flip not-reached', 'point:latest not-reached', 'follow:next not-reached'])
    expect([carried.problems, told, carried.results[1]?.outcome]).toEqual([[], [[]], { note: 'waits for number 7 to be merged', url: 'https://x/7' }])
    expect([...shelf.holds.keys()]).toEqual(['promote:list', 'follow:issue'])
  })

  test('writes nothing while it still waits, and asks for no lock', async () => {
    const { run, shelf } = parts()
    await run()
    const before = shelf.writes
    let entered = 0
    const carried = await run({ enter: async () => void entered++ })
    expect([states(carried)[1], shelf.writes - before, entered]).toEqual(['promote:list waiting', 0, 0])
  })

  test('goes on where it stopped once that has happened, to the end', async () => {
    const { run, answer, told } = parts()
    await run()
    answer.given = true
    expect(states(await run())).toEqual(['build:file done', 'promote:list already', 'publish:flip done', 'point:latest done', 'follow:next done', 'follow:issue done'])
    expect(told.at(-1)).toEqual(['promote:list/one', 'publish:flip/one', 'point:latest/one', 'follow:next/one'])
  })
})
