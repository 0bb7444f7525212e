// Two runs for two tags on one commit, and answers that are lost: whatever happens between the calls, there is one pull request in the end,
// and it has everything.
import { expect, test } from '@jest/globals'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Artifact } from '../../../src/core/artifact.js'
import { promoteImages } from '../../../src/promote/image-list/promote-images.js'
import type { Fault } from '../../../src/rehearsal/http/faults.js'
import { benches, factsOf, firstList, listFile, play, promoteEntry, stagingRoot, taskOf, type PromoteBench } from '../bench.js'

const open = benches()

const pullsOf = (bench: PromoteBench) => [...bench.world.repository('kubernetes', 'k8s.io').issues.values()].filter((it) => it.pull)

const bothOf = async (bench: PromoteBench): Promise<readonly [Artifact, Artifact]> => [
  await bench.push('image', `${stagingRoot}/driver`, { tags: ['v0.2.0'] }), await bench.push('chart', `${stagingRoot}/charts/driver`, { tags: ['0.2.0'] }),
]

const runOf = (bench: PromoteBench, line: 'image' | 'chart', artifact: Artifact) =>
  play(promoteImages, taskOf(promoteImages, factsOf(bench, line), promoteEntry), { inputs: [artifact], world: bench.run({ tag: line === 'image' ? 'v0.2.0' : 'chart/0.2.0' }) })

const mustBeWhole = async (bench: PromoteBench, [image, chart]: readonly [Artifact, Artifact]): Promise<void> => {
  const [pull, ...more] = pullsOf(bench)
  expect(more.map((it) => [it.title, it.state])).toEqual([])
  expect(pull).toMatchObject({ title: 'Image promotion for dra 0.2.0 / v0.2.0', state: 'open' })
  expect(pull?.body).toContain(`\`driver:v0.2.0\` \`${image.digest}\``)
  const text = Buffer.from((await bench.run().pulls.file({ owner: 'kubernetes', name: 'k8s.io' }, listFile, pull?.pull?.head.commit ?? '')) ?? '').toString('utf8')
  expect(text.split('\n').filter((line) => !firstList.includes(line))).toEqual([expect.stringContaining('["0.2.0"]'), expect.stringContaining(`"${image.digest}": ["v0.2.0"]`)])
  // Neither has anything left to do.
  expect([(await runOf(bench, 'image', image)).before.state, (await runOf(bench, 'chart', chart)).before.state]).toEqual(['waiting', 'waiting'])
}

/** A small generator of numbers, the same for the same seed. */
const chance = (seed: number) => () => {
  seed = (Math.imul(seed ^ (seed >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0
  return ((seed ^ (seed >>> 13)) >>> 0) / 2 ** 32
}

/** One of two runs makes calls at a time; which one is decided anew, by chance, before every call. */
const alternate = (bench: PromoteBench, next: () => number, often: number) => {
  const who = new AsyncLocalStorage<string>()
  const waiting: { readonly run: string; readonly wake: () => void }[] = []
  const ended = new Set<string>()
  let holder = ''
  const give = (run: string): void => {
    holder = run
    for (const it of waiting.splice(0)) {
      if (it.run === run) it.wake()
      else waiting.push(it)
    }
  }
  const turn = async (): Promise<void> => {
    const run = who.getStore()
    if (run === undefined) return
    const other = waiting.find((it) => it.run !== run)
    if (holder === '') holder = run
    if (holder === run && (other === undefined || next() > often)) return
    const woken = new Promise<void>((resolve) => waiting.push({ run, wake: resolve }))
    if (holder === run && other) give(other.run)
    else if (ended.has(holder)) give(run)
    await woken
  }
  bench.fail((): Fault => ({ kind: 'meanwhile', act: turn }))
  return async (run: string, work: () => Promise<unknown>): Promise<void> => {
    await who.run(run, work)
    ended.add(run)
    const left = waiting[0]
    if (holder === run && left) give(left.run)
  }
}

test.each(Array.from({ length: 60 }, (_, seed) => seed))('two runs at once end in one pull request with both (seed %i)', async (seed) => {
  const bench = await open()
  const both = await bothOf(bench)
  const next = chance(seed + 1)
  const as = alternate(bench, next, [0.1, 0.3, 0.6][seed % 3] ?? 0.5)
  await Promise.all([as('image', () => runOf(bench, 'image', both[0])), as('chart', () => runOf(bench, 'chart', both[1]))])
  bench.fail(undefined)
  await mustBeWhole(bench, both)
})

test.each(['image', 'chart'] as const)('a whole run between any two calls of the one for the %s ends in one pull request with both', async (line) => {
  for (let at = 1; at < 400; at += 1) {
    const bench = await open()
    const [image, chart] = await bothOf(bench)
    let [call, isInside] = [0, false]
    bench.fail((): Fault | undefined => (isInside || ++call !== at ? undefined : { kind: 'meanwhile', act: async () => {
      isInside = true
      await (line === 'image' ? runOf(bench, 'chart', chart) : runOf(bench, 'image', image))
      isInside = false
    } }))
    await (line === 'image' ? runOf(bench, 'image', image) : runOf(bench, 'chart', chart))
    bench.fail(undefined)
    if (call < at) return
    await mustBeWhole(bench, [image, chart])
  }
}, 400_000)

test('two runs at once, while the list changes on main', async () => {
  for (let seed = 0; seed < 12; seed++) {
    const bench = await open()
    const both = await bothOf(bench)
    const as = alternate(bench, chance(seed + 100), 0.3)
    await Promise.all([
      as('image', () => runOf(bench, 'image', both[0])), as('chart', () => runOf(bench, 'chart', both[1])),
      as('person', async () => {
        for (let look = 0; look < 3 + seed; look++) await bench.run().pulls.login()
        await bench.world.as('member', 'kubernetes', 'k8s.io').commit('main', { [listFile]: `# a head\n${firstList}` }, 'Words')
      }),
    ])
    bench.fail(undefined)
    // Whoever comes later brings it onto the new base.
    await runOf(bench, 'image', both[0])
    expect(pullsOf(bench).map((it) => it.state)).toEqual(['open'])
    await bench.world.as('member', 'kubernetes', 'k8s.io').merge(1)
    expect([(await runOf(bench, 'image', both[0])).before.state, (await runOf(bench, 'chart', both[1])).before.state]).toEqual(['done', 'done'])
  }
})

const faults: readonly Fault[] = [{ kind: 'lose-answer' }, { kind: 'refuse' }, { kind: 'answer', carriedOut: true, status: 502 }, { kind: 'answer', carriedOut: false, status: 500 }]

test.each(faults.map((it) => [it.kind === 'answer' ? `${it.status}, ${it.carriedOut ? 'carried out' : 'not carried out'}` : it.kind, it] as const))('one fault at any call makes no second pull request, and the next run finishes: %s', async (_what, fault) => {
  const bench = await open()
  const both = await bothOf(bench)
  let total = 0
  bench.fail(() => void total++)
  await runOf(bench, 'image', both[0])
  for (let at = 1; at <= total; at += fault.kind === 'lose-answer' ? 1 : 3) {
    const other = await open()
    const artifacts = await bothOf(other)
    let call = 0
    other.fail(() => (++call === at ? fault : undefined))
    await runOf(other, 'image', artifacts[0]).catch(() => undefined)
    other.fail(undefined)
    await runOf(other, 'image', artifacts[0])
    await runOf(other, 'chart', artifacts[1])
    await mustBeWhole(other, artifacts)
  }
}, 240_000)

test('a run that is killed after any call is finished by the next one', async () => {
  for (let at = 1; at < 400; at += 1) {
    const bench = await open()
    const both = await bothOf(bench)
    let call = 0
    // Nothing comes through any more: the process is gone, and what it had sent was carried out.
    bench.fail(() => (++call === at ? { kind: 'lose-answer' } : call > at ? { kind: 'refuse' } : undefined))
    await runOf(bench, 'image', both[0]).catch(() => undefined)
    bench.fail(undefined)
    if (call < at) return
    await runOf(bench, 'image', both[0])
    await runOf(bench, 'chart', both[1])
    await mustBeWhole(bench, both)
  }
}, 240_000)
