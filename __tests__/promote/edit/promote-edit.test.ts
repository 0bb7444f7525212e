import { expect, test } from '@jest/globals'
import type { Artifact } from '../../../src/core/artifact.js'
import type { JsonObject } from '../../../src/core/json.js'
import { followRollout, promoteEdit } from '../../../src/promote/edit/promote-edit.js'
import { publishRelease } from '../../../src/publish/release/publish-release.js'
import { benches, codeOf, factsOf, play, stagingRoot, taskOf, type PromoteBench } from '../bench.js'

const open = benches()
const file = 'apps/driver.yaml'
const entry: JsonObject = { repository: 'kubernetes/k8s.io', file, at: '/spec/image', value: 'registry.example.com/dra/driver:v{version}@{digest}' }

const repo = (bench: PromoteBench) => bench.world.repository('kubernetes', 'k8s.io')
const pullsOf = (bench: PromoteBench) => [...repo(bench).issues.values()].filter((it) => it.pull)
const textAt = async (bench: PromoteBench, commit: string | undefined): Promise<string> => Buffer.from((await bench.run().pulls.file({ owner: 'kubernetes', name: 'k8s.io' }, file, commit ?? '')) ?? '').toString('utf8')

const image = (bench: PromoteBench): Promise<Artifact> => bench.push('image', `${stagingRoot}/driver`, { tags: ['v0.2.0'] })
const edit = (bench: PromoteBench, inputs: readonly Artifact[], more: JsonObject = {}) => play(promoteEdit, taskOf(promoteEdit, factsOf(bench, 'image', { alone: true }), { ...entry, ...more }), { inputs, world: bench.run() })

test('a value follows the release by pull request, and every other byte stays', async () => {
  const bench = await open()
  const artifact = await image(bench)
  const { after } = await edit(bench, [artifact])
  expect(after).toMatchObject({ state: 'waiting', url: expect.stringMatching(/pull\/1$/) })
  const [pull] = pullsOf(bench)
  expect(pull).toMatchObject({ title: 'Bump driver to v0.2.0' })
  expect(pull?.body).toContain(`- \`/spec/image\` of \`${file}\`: \`registry.example.com/dra/driver:v0.1.0\` → \`registry.example.com/dra/driver:v0.2.0@${artifact.digest}\``)
  expect(await textAt(bench, pull?.pull?.head.commit)).toBe(`spec:\n  image: registry.example.com/dra/driver:v0.2.0@${artifact.digest} # the driver\n`)
})

test('a value without a digest needs no artifact', async () => {
  const bench = await open()
  await edit(bench, [], { value: 'registry.example.com/dra/driver:v{version}' })
  await bench.world.as('member', 'kubernetes', 'k8s.io').merge(1)
  expect((await edit(bench, [], { value: 'registry.example.com/dra/driver:v{version}' })).before.state).toBe('done')
})

test('of a file with several documents the one that is named is changed, and no other', async () => {
  const bench = await open()
  const before = 'kind: Service\nspec:\n  image: none\n---\n# the workload\nkind: Deployment\nspec:\n  image: registry.example.com/dra/driver:v0.1.0 # the driver\n'
  await bench.world.as('member', 'kubernetes', 'k8s.io').commit('main', { [file]: before }, 'Two documents')
  const more = { value: 'registry.example.com/dra/driver:v{version}', document: 2 }
  const { after } = await edit(bench, [], more)
  expect(after.state).toBe('waiting')
  const [pull] = pullsOf(bench)
  expect(pull?.body).toContain(`- \`/spec/image of document 2\` of \`${file}\``)
  expect(await textAt(bench, pull?.pull?.head.commit)).toBe(before.replace('v0.1.0', 'v0.2.0'))
  await bench.world.as('member', 'kubernetes', 'k8s.io').merge(1)
  expect((await edit(bench, [], more)).before.state).toBe('done')
  const findings = async (document?: number) => (await promoteEdit.preflight(taskOf(promoteEdit, factsOf(bench, 'image', { alone: true }), { ...entry, value: more.value, ...(document === undefined ? {} : { document }) }), bench.run())).map((it) => it.problem)
  expect((await findings(3)).find((it) => it.code === 'REFERENCE_MISSING')?.message).toContain('2 documents')
  expect((await findings()).map((it) => it.message).join()).toContain('`document` of `promote.edit` says which')
  expect(await codeOf((async () => taskOf(promoteEdit, factsOf(bench, 'image', { alone: true }), { ...entry, file: 'a.json', document: 2 }))())).toBe('CONFIG_INVALID')
})

test('once it is merged it is done, whatever somebody puts there later', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await edit(bench, [artifact])
  await bench.world.as('member', 'kubernetes', 'k8s.io').merge(1, 'squash')
  await bench.world.as('member', 'kubernetes', 'k8s.io').commit('main', { [file]: 'spec:\n  image: registry.example.com/dra/driver:v0.3.0 # the driver\n' }, 'Newer')
  expect((await edit(bench, [artifact])).before.state).toBe('done')
})

test('when the file has changed on main, the change is made anew on top of it', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await edit(bench, [artifact])
  await bench.world.as('member', 'kubernetes', 'k8s.io').commit('main', { [file]: 'spec:\n  replicas: 2\n  image: registry.example.com/dra/driver:v0.1.0\n' }, 'More')
  expect((await edit(bench, [artifact])).after.state).toBe('waiting')
  expect(await textAt(bench, pullsOf(bench)[0]?.pull?.head.commit)).toBe(`spec:\n  replicas: 2\n  image: registry.example.com/dra/driver:v0.2.0@${artifact.digest}\n`)
  expect(pullsOf(bench)).toHaveLength(1)
})

test('a back-port proposes nothing unless it is asked to', async () => {
  const bench = await open()
  const facts = { ...factsOf(bench, 'image', { alone: true }), isHighest: false }
  const planned = (more: JsonObject) => promoteEdit.plan(facts, promoteEdit.schema.parse({ ...entry, ...more }))
  expect(planned({})).toMatchObject({ skip: expect.stringContaining('not the highest') })
  expect(planned({ backports: true })).toHaveProperty('task')
})

test.each<[string, JsonObject, string]>([
  ['a path that is not there', { at: '/spec/tag' }, 'REFERENCE_MISSING'],
  ['a value that is no text', { at: '/spec' }, 'REFERENCE_NOT_TEXT'],
  ['a file that is not there', { file: 'apps/other.yaml' }, 'PROMOTE_FILE_MISSING'],
  ['a file without keys', { file: 'README.md' }, 'REFERENCE_FORMAT'],
])('preflight finds it: %s', async (_what, more, code) => {
  const bench = await open()
  const findings = await promoteEdit.preflight(taskOf(promoteEdit, factsOf(bench, 'image', { alone: true }), { ...entry, ...more }), bench.run())
  expect(findings.map((it) => it.problem.code)).toContain(code)
})

test('an unknown word is refused by the schema, and an unclear digest when it is planned', async () => {
  const bench = await open()
  expect(promoteEdit.schema.safeParse({ ...entry, value: '{versoin}@{digest}' }).success).toBe(false)
  const both = { ...factsOf(bench, 'image', { alone: true }), config: { build: { image: [{ name: 'a' }, { name: 'b' }] }, publish: { image: [{ name: 'a', to: `${stagingRoot}/a`, tags: ['v1'] }, { name: 'b', to: `${stagingRoot}/b`, tags: ['v1'] }] } } }
  expect(await codeOf((async () => taskOf(promoteEdit, both, entry))())).toBe('CONFIG_INVALID')
  expect(taskOf(promoteEdit, both, { ...entry, of: 'b' })).toMatchObject({ sources: [{ entry: 'b' }] })
})

test('each entry is one step\'s: the release waits for it only when it says so', () => {
  const own = (more: JsonObject): readonly string[] => [promoteEdit, followRollout].filter((it) => it.isFor?.(it.schema.parse({ ...entry, ...more })) !== false).map((it) => it.name)
  expect([own({}), own({ before: 'release' })]).toEqual([['follow:rollout'], ['promote:edit']])
  expect([publishRelease.needs?.includes('promote:edit'), publishRelease.needs?.includes('verify:staged')]).toEqual([true, true])
})
