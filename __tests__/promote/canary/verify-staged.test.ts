import { expect, test } from '@jest/globals'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonObject } from '../../../src/core/json.js'
import type { Artifact } from '../../../src/core/artifact.js'
import type { World } from '../../../src/ports/world.js'
import { verifyStaged } from '../../../src/promote/canary/verify-staged.js'
import { promoteImages } from '../../../src/promote/image-list/promote-images.js'
import { benches, codeOf, factsOf, play, promoteEntry, stagingRoot, taskOf, type PromoteBench } from '../bench.js'

const open = benches()

/** The project with a canary, as its export would be. */
const withCanary = (world: World, script: string): World => ({
  ...world,
  git: { ...world.git, exportTo: async (folder: string) => {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'canary.sh'), `#!/bin/sh\n${script}\n`)
    await chmod(join(folder, 'canary.sh'), 0o755)
  } },
})

const image = (bench: PromoteBench): Promise<Artifact> => bench.push('image', `${stagingRoot}/driver`, { tags: ['v0.2.0'] })
const taskFor = (bench: PromoteBench): unknown => taskOf(verifyStaged, factsOf(bench, 'image', { alone: true }), { run: ['./canary.sh --fast', ['./canary.sh', 'one word']] })
const canary = (bench: PromoteBench, inputs: readonly Artifact[], script: string) => play(verifyStaged, taskFor(bench), { inputs, world: withCanary(bench.run(), script) })

test('commands of the project are run on the staged digest, and see no token', async () => {
  const bench = await open()
  const artifact = await image(bench)
  const { after } = await canary(bench, [artifact], 'echo "$1" >> ../seen; env > ../environment')
  expect(after).toMatchObject({ state: 'done', outcome: { note: 'passed' } })
  const { workspace } = bench.run()
  expect(await readFile(join(workspace.temp, 'seen'), 'utf8')).toBe('--fast\none word\n')
  const environment = await readFile(join(workspace.temp, 'environment'), 'utf8')
  expect(environment).toContain(`SLIPWAY_IMAGE=${stagingRoot}/driver@${artifact.digest}\n`)
  expect(environment).toContain(`SLIPWAY_STAGED={"driver":"${stagingRoot}/driver@${artifact.digest}"}\n`)
  expect(environment).not.toMatch(/TOKEN|ghp_/)
})

test('a canary that fails is told by its code, and nothing was proposed', async () => {
  const bench = await open()
  expect(await codeOf(canary(bench, [await image(bench)], 'exit 3'))).toBe('CANARY_FAILED')
  expect([...bench.world.repository('kubernetes', 'k8s.io').issues.values()]).toEqual([])
})

test('the promotion comes after it', () => {
  expect(promoteImages.needs).toContain('verify:staged')
})

test('another run does not repeat it once the pull request is there, nor when it is merged', async () => {
  const bench = await open()
  const artifact = await image(bench)
  const probe = async () => verifyStaged.probe(taskFor(bench), [artifact], bench.run())
  expect((await probe()).state).toBe('absent')
  await play(promoteImages, taskOf(promoteImages, factsOf(bench, 'image', { alone: true }), promoteEntry), { inputs: [artifact], world: bench.run() })
  expect(await probe()).toMatchObject({ state: 'done', outcome: { note: 'passed before it was proposed' } })
  await bench.world.as('member', 'kubernetes', 'k8s.io').merge(1)
  expect((await probe()).state).toBe('done')
})

test('what moved in the staging registry is not tried', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await bench.push('image', `${stagingRoot}/driver`, { tags: ['v0.2.0'], salt: 'again' })
  expect(await codeOf(canary(bench, [artifact], 'exit 0'))).toBe('PROMOTE_DIGEST_MOVED')
})

test('without a promotion there is nothing that would wait for it', async () => {
  const bench = await open()
  const facts = factsOf(bench, 'image', { config: { promote: {} } })
  expect(await codeOf((async () => taskOf(verifyStaged, facts, { run: ['true'] }))())).toBe('CONFIG_INVALID')
})

const rollout = { repository: 'kubernetes/k8s.io', file: 'apps/driver.yaml', at: '/spec/image', value: 'registry.example.com/dra/driver:v{version}@{digest}' }

test.each<[string, JsonObject, 'done' | 'absent']>([
  ['what is rolled out after the release proves nothing yet', { images: promoteEntry, edit: rollout }, 'done'],
  ['what the release waits for was proposed after it too', { images: promoteEntry, edit: { ...rollout, before: 'release' } }, 'absent'],
  ['without anything else, the rollout has to tell', { edit: rollout }, 'absent'],
])('once the images are proposed, it is known that it passed: %s', async (_what, promote, state) => {
  const bench = await open()
  const artifact = await image(bench)
  const facts = factsOf(bench, 'image', { alone: true })
  await play(promoteImages, taskOf(promoteImages, facts, promoteEntry), { inputs: [artifact], world: bench.run() })
  const task = taskOf(verifyStaged, { ...facts, config: { ...facts.config, promote } }, { run: ['true'] })
  expect((await verifyStaged.probe(task, [artifact], bench.run())).state).toBe(state)
})
