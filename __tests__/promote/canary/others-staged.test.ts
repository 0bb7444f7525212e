// What another system stages is looked up by its tag, and that system may push over it while a run goes on.
import { expect, test } from '@jest/globals'
import type { JsonObject } from '../../../src/core/json.js'
import { verifyStaged } from '../../../src/promote/canary/verify-staged.js'
import { promoteImages } from '../../../src/promote/image-list/promote-images.js'
import { benches, codeOf, factsOf, play, promoteEntry, stagingRoot, taskOf } from '../bench.js'

const open = benches()
const promote: JsonObject = { ...promoteEntry, from: [{ image: `${stagingRoot}/driver`, tags: ['v{version}'] }] }
const config: JsonObject = { build: {}, publish: {} }

test('what is proposed is what was tried: a tag that moved in between is refused, and the next run tries anew', async () => {
  const bench = await open()
  const facts = factsOf(bench, 'image', { alone: true, promote, config })
  const push = (salt: string) => bench.push('image', `${stagingRoot}/driver`, { tags: ['v0.2.0'], salt })
  await push('first')
  const world = bench.run()
  const tried = { ...world, exec: { run: async () => ({ code: 0 }) }, git: { ...world.git, exportTo: async () => undefined } } as unknown as typeof world
  expect((await play(verifyStaged, taskOf(verifyStaged, facts, { run: ['true'] }), { inputs: [], world: tried })).after).toMatchObject({ state: 'done', outcome: { note: 'passed' } })
  const second = await push('second')
  const task = taskOf(promoteImages, facts, promote)
  expect(await promoteImages.probe(task, [], world)).toMatchObject({ state: 'conflict', found: `${stagingRoot}/driver:v0.2.0 ${second.digest}` })
  expect(await codeOf(promoteImages.apply(task, [], world))).toBe('PROMOTE_DIGEST_MOVED')
  expect(bench.world.repository('kubernetes', 'k8s.io').issues.size).toBe(0)
  const next = bench.run()
  expect((await verifyStaged.probe(taskOf(verifyStaged, facts, { run: ['true'] }), [], next)).state).toBe('absent')
  expect((await play(promoteImages, task, { inputs: [], world: next })).after.state).toBe('waiting')
})
