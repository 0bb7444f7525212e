// GitHub calls a fork otherwise where its account has another repository of that name.
import { expect, test } from '@jest/globals'
import { keyOf } from '../../../src/rehearsal/github/state.js'
import { promoteImages } from '../../../src/promote/image-list/promote-images.js'
import { benches, factsOf, play, promoteEntry, stagingRoot, taskOf } from '../bench.js'

const open = benches()

test('is used like any other, and a second run makes no second pull request', async () => {
  const bench = await open()
  const { repositories } = bench.world.state
  await bench.run().pulls.makeFork({ owner: 'kubernetes', name: 'k8s.io' })
  const fork = bench.world.repository('robot', 'k8s.io')
  repositories.set(keyOf('robot', 'k8s.io-1'), { ...fork, id: fork.id + 100_000, name: 'k8s.io-1' })
  repositories.set(keyOf('robot', 'k8s.io'), { ...fork, network: 'robot/k8s.io', settings: { ...fork.settings, forkOf: undefined } })
  const artifact = await bench.push('image', `${stagingRoot}/driver`, { tags: ['v0.2.0'] })
  const task = taskOf(promoteImages, factsOf(bench, 'image', { alone: true }), promoteEntry)
  const run = async () => (await play(promoteImages, task, { inputs: [artifact], world: bench.run() })).after.state
  expect([await run(), await run()]).toEqual(['waiting', 'waiting'])
  const pulls = [...bench.world.repository('kubernetes', 'k8s.io').issues.values()]
  expect(pulls.map((it) => it.pull?.head.repository)).toEqual(['robot/k8s.io-1'])
})
