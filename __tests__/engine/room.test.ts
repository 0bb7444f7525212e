// How much room a release needs on the disk, and that too little is found before the first write.
import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import type { Artifact, ArtifactKind } from '../../src/core/artifact.js'
import { digestOf } from '../../src/core/digest.js'
import type { Plan, PlannedTask, StepName } from '../../src/core/plan.js'
import { carryOut } from '../../src/engine/carry-out.js'
import { roomToBuild, roomToRelease } from '../../src/engine/room.js'
import { defineStep, type AnyStep } from '../../src/ports/step.js'
import type { World } from '../../src/ports/world.js'

const mebi = 2 ** 20
const worldWith = (free: number): World =>
  ({ clock: { now: () => 0, sleep: async () => undefined }, signal: new AbortController().signal, files: { freeSpace: async () => free }, workspace: { temp: '/runner/temp' } }) as unknown as World

const artifact = (kind: ArtifactKind, mebibytes: number, here = true): Artifact => ({
  kind, name: kind, fileName: kind, digest: digestOf(kind + mebibytes), size: kind === 'image' ? 500 : mebibytes * mebi, mediaType: 'x',
  ...(here ? { path: `/out/${kind}` } : {}), ...(kind === 'image' ? { about: { bytes: String(mebibytes * mebi) } } : {}),
})

const planOf = (...steps: readonly StepName[]): Plan => ({
  schema: 1, line: 'main', version: '1.0.0', configDigest: digestOf(''), skipped: [], tag: { name: '1.0.0', object: 'a', commit: 'a', kind: 'lightweight' },
  tasks: steps.map((step): PlannedTask => ({ id: `${step}/one`, step, phase: step.split(':')[0] as PlannedTask['phase'], entry: 'one', title: step, task: {}, after: [], inputs: step.startsWith('build:') ? [] : ['build:image/one'] })),
})

describe('before a build', () => {
  test.each([
    ['files need 64 MiB', ['build:wheel', 'stage:release'], 64],
    ['an image needs 256 MiB', ['build:wheel', 'build:image'], 256],
  ] as const)('%s', async (_, steps, needed) => {
    expect(await roomToBuild(planOf(...steps), new Map(), worldWith(needed * mebi))).toEqual([])
    const [finding] = await roomToBuild(planOf(...steps), new Map(), worldWith(needed * mebi - 1))
    expect(finding).toMatchObject({ severity: 'error', problem: { code: 'DISK_SPACE', kind: 'precondition', message: expect.stringContaining(`(${needed * mebi - 1} bytes) left, and ${needed}.0 MiB (${needed * mebi} bytes) are needed`), hint: expect.stringContaining('RUNNER_TEMP') } })
    expect(finding?.problem.message).toContain('/runner/temp')
  })

  test('what is frozen needs none', async () => {
    expect(await roomToBuild(planOf('build:image', 'stage:image'), new Map([['build:image/one', []]]), worldWith(0))).toEqual([])
  })
})

describe('after a build', () => {
  test.each([
    ['three times the largest image, and the sum of the rest', [artifact('image', 100), artifact('image', 40), artifact('wheel', 1), artifact('docs', 9)], 310],
    ['all artifacts', [artifact('wheel', 1), artifact('image-archive', 9)], 10],
    ['nothing for what lies elsewhere', [artifact('image', 100, false), artifact('docs', 9, false)], 0],
  ] as const)('%s', async (_, artifacts, needed) => {
    expect(await roomToRelease(artifacts, worldWith(needed * mebi))).toEqual([])
    const problems = await roomToRelease(artifacts, worldWith(needed * mebi - 1))
    expect(problems.map((it) => it.code)).toEqual(needed === 0 ? [] : ['DISK_SPACE'])
  })

  test('too little of it stops the run before its first write', async () => {
    const written: string[] = []
    const plain = { takes: ['image'], gives: [], slot: 'x', schema: z.object({ name: z.string() }), plan: () => ({ skip: '' }), preflight: async () => [] } as const
    const image = artifact('image', 100)
    const steps: readonly AnyStep[] = [
      defineStep({ ...plain, name: 'build:image', phase: 'build', takes: [], gives: ['image'], probe: async () => ({ state: 'absent' }), apply: async () => ({ artifacts: [image] }) }),
      defineStep({ ...plain, name: 'stage:image', phase: 'stage', probe: async () => (written.length > 0 ? { state: 'done', outcome: {} } : { state: 'absent' }), apply: async () => void written.push('pushed') }),
    ]
    const run = (free: number) => carryOut({ plan: planOf('build:image', 'stage:image'), steps, world: worldWith(free), dryRun: false })
    const short = await run(300 * mebi - 1)
    expect([short.problems.map((it) => it.code), short.stoppedIn, written]).toEqual([['DISK_SPACE'], 'build', []])
    expect([(await run(300 * mebi)).problems, written]).toEqual([[], ['pushed']])
  })
})
