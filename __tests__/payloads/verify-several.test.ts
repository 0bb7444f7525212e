// Several trials of one release: what one of them has passed says nothing of the others.
import { expect, test } from '@jest/globals'
import { benches, imageTags, release, releasesOf, type Bench } from '../verbs/bench.js'
import { pointOf, realSteps, verifiedLine as line } from './scene.js'

const open = benches()

const scene = (verify: string): ReturnType<typeof open> => open([pointOf(line(verify), 'v0.9-beta')])
const go = (it: Bench): ReturnType<typeof release> => release(it, 'v0.9-beta', { steps: realSteps() })

test('of two trials of the public release the second is not passed because the first is', async () => {
  const bench = await scene('[{ name: one, run: [["sh", "-c", "exit 0"]] }, { name: two, run: [["sh", "-c", "exit 3"]] }]')
  for (const outcome of ['incomplete', 'incomplete']) {
    const report = await go(bench)
    expect([report.outcome, report.problems.map((it) => it.code)]).toEqual([outcome, ['VALIDATION_FAILED']])
    expect(imageTags(bench, 'kontainapp/km')).not.toContain('latest')
  }
})

test('both lines of two trials that pass stand in the text, and the next run has nothing to do', async () => {
  const bench = await scene('[{ name: one, run: [["sh", "-c", "exit 0"]] }, { name: two, run: [["sh", "-c", "exit 0"]] }]')
  expect((await go(bench)).outcome).toBe('released')
  expect(releasesOf(bench, 'v0.9-beta')[0]?.body?.match(/"kind":"verified"/g)).toHaveLength(2)
  const writes = bench.writes()
  expect([(await go(bench)).outcome, bench.writes() - writes]).toEqual(['already-released', 0])
})

test('of two trials of the draft the second is not passed because the first is', async () => {
  const bench = await scene('[{ name: one, before: flip, run: [["sh", "-c", "exit 0"]] }, { name: two, before: flip, run: [["sh", "-c", "exit 3"]] }]')
  const report = await go(bench)
  expect([report.outcome, report.problems.map((it) => it.code), releasesOf(bench, 'v0.9-beta').map((it) => it.draft)]).toEqual(['failed', ['VALIDATION_OF_DRAFT'], [true]])
})
