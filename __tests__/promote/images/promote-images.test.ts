import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Artifact } from '../../../src/core/artifact.js'
import { digestOf } from '../../../src/core/digest.js'
import { makeMarker } from '../../../src/core/marker.js'
import type { PlannedTask } from '../../../src/core/plan.js'
import { recordName } from '../../../src/core/record.js'
import type { World } from '../../../src/ports/world.js'
import type { JsonObject } from '../../../src/core/json.js'
import { promoteImages } from '../../../src/promote/image-list/promote-images.js'
import { benches, codeOf, factsOf, firstList, listFile, oldDigest, play, promoteEntry, stagingRoot, taskOf, type PromoteBench, type RunOptions } from '../bench.js'

const open = benches()

const target = (bench: PromoteBench) => bench.world.repository('kubernetes', 'k8s.io')
const pullsOf = (bench: PromoteBench) => [...target(bench).issues.values()].filter((it) => it.pull)
const fileAt = async (bench: PromoteBench, commit: string): Promise<string> => Buffer.from((await bench.run().pulls.file({ owner: 'kubernetes', name: 'k8s.io' }, listFile, commit)) ?? '').toString('utf8')
const onMain = (bench: PromoteBench): Promise<string> => fileAt(bench, target(bench).refs.get('refs/heads/main') ?? '')
const headOf = (bench: PromoteBench, owner: string, branch: string): string | undefined => bench.world.repository(owner, 'k8s.io').refs.get(`refs/heads/${branch}`)

const image = (bench: PromoteBench, salt = ''): Promise<Artifact> => bench.push('image', `${stagingRoot}/driver`, { tags: ['v0.2.0'], salt })
const chart = (bench: PromoteBench): Promise<Artifact> => bench.push('chart', `${stagingRoot}/charts/driver`, { tags: ['0.2.0'] })

interface Line {
  readonly line?: 'image' | 'chart'
  readonly alone?: boolean
  readonly entry?: JsonObject
  readonly run?: RunOptions
}

const taskFor = (bench: PromoteBench, { line = 'image', alone = true, entry = {} }: Line = {}): unknown => {
  const promote = { ...promoteEntry, ...entry }
  return taskOf(promoteImages, factsOf(bench, line, { alone, promote }), promote)
}

const promote = (bench: PromoteBench, inputs: readonly Artifact[], it: Line = {}) => play(promoteImages, taskFor(bench, it), { inputs, world: bench.run(it.run) })

const branch = 'dra-v0.2.0-image-promotion'

const jsonIn = async (body: AsyncIterable<Uint8Array> | undefined): Promise<unknown> => {
  const parts: Uint8Array[] = []
  for await (const part of body ?? []) parts.push(part)
  return JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown
}

test('without the right to push, a fork is made, and the pull request is as kpromo makes it', async () => {
  const bench = await open()
  const artifact = await image(bench)
  const { after } = await promote(bench, [artifact])
  const [pull] = pullsOf(bench)
  expect(pull).toMatchObject({ title: 'Image promotion for dra v0.2.0', user: 'robot', state: 'open', pull: { head: { repository: 'robot/k8s.io', branch }, base: { branch: 'main' } } })
  expect(pull?.body).toMatch(/^Image promotion for dra v0\.2\.0\n[^]*- `driver:v0\.2\.0` `sha256:[0-9a-f]{64}`\n[^]*\n\/hold\n\ncc: @kubernetes\/release-engineering\n\n<!-- slipway: .* -->$/)
  expect(after).toMatchObject({ state: 'waiting', for: `${bench.world.addresses('http://127.0.0.1:9').server}/kubernetes/k8s.io/pull/1 to be merged` })
  expect(await fileAt(bench, headOf(bench, 'robot', branch) ?? '')).toBe(`${firstList}    "${artifact.digest}": ["v0.2.0"]\n`)
  expect(await onMain(bench)).toBe(firstList)
})

test('with the right to push the branch is there, and collaborators are asked for a review', async () => {
  const bench = await open()
  await promote(bench, [await image(bench)], { run: { as: 'member' }, entry: { reviewers: ['reviewer'], hold: false } })
  expect(pullsOf(bench)[0]).toMatchObject({ pull: { head: { repository: 'kubernetes/k8s.io', branch }, reviewers: ['reviewer'] } })
  expect(pullsOf(bench)[0]?.body).not.toContain('/hold')
})

test('from a fork nobody can be asked by GitHub, so the text names the reviewers, each once', async () => {
  const bench = await open()
  await promote(bench, [await image(bench)], { entry: { reviewers: ['@reviewer', 'kubernetes/release-engineering'] } })
  expect(pullsOf(bench)[0]?.body).toMatch(/\n\ncc: @kubernetes\/release-engineering @reviewer\n/)
})

test('a team is asked as a team, beside the people', async () => {
  const bench = await open()
  const bodies: Promise<unknown>[] = []
  bench.fail((_call, { url, body }) => {
    if (!url.pathname.endsWith('/requested_reviewers')) return undefined
    bodies.push(jsonIn(body))
    return { kind: 'answer', carriedOut: false, status: 201, body: '{}', headers: { 'content-type': 'application/json' } }
  })
  await promote(bench, [await image(bench)], { run: { as: 'member' }, entry: { reviewers: ['@reviewer', 'kubernetes/release-engineering'] } })
  expect(await Promise.all(bodies)).toEqual([{ reviewers: ['reviewer'], team_reviewers: ['release-engineering'] }])
})

test('a reviewer who is none stops nothing', async () => {
  const bench = await open()
  const { after } = await promote(bench, [await image(bench)], { run: { as: 'member' }, entry: { reviewers: ['stranger'] } })
  expect(after.state).toBe('waiting')
  expect(bench.log.lines.join('\n')).toContain('Nobody was asked to review')
})

test('after the merge it is done, and names the pull request', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await promote(bench, [artifact])
  await bench.world.as('member', 'kubernetes', 'k8s.io').merge(1, 'squash')
  const { after } = await promote(bench, [artifact])
  expect(after).toMatchObject({ state: 'done', outcome: { where: 'registry.example.com/dra/driver:v0.2.0', digest: artifact.digest, url: expect.stringMatching(/pull\/1$/), commands: ['docker pull registry.example.com/dra/driver:v0.2.0'] } })
})

test('a second run while it waits writes nothing', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await promote(bench, [artifact])
  const before = bench.world.writes().length
  expect((await promote(bench, [artifact])).before.state).toBe('waiting')
  expect(bench.world.writes()).toHaveLength(before)
})

test('what is listed already needs no pull request', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await bench.world.as('member', 'kubernetes', 'k8s.io').commit('main', { [listFile]: `${firstList}    "${artifact.digest}": ["v0.2.0"]\n` }, 'By hand')
  expect((await promote(bench, [artifact])).before.state).toBe('done')
  expect(pullsOf(bench)).toEqual([])
})

test('two lines share one pull request, to which each adds its own', async () => {
  const bench = await open()
  const [one, other] = [await image(bench), await chart(bench)]
  await promote(bench, [one], { alone: false })
  await promote(bench, [other], { line: 'chart', alone: false, run: { tag: 'chart/0.2.0' } })
  const [pull, ...more] = pullsOf(bench)
  expect(more).toEqual([])
  expect(pull?.title).toBe('Image promotion for dra 0.2.0 / v0.2.0')
  expect(pull?.body).toContain(`- \`driver:v0.2.0\` \`${one.digest}\``)
  expect(pull?.body).toContain('- `charts/driver:0.2.0` `sha256:')
  expect(pull?.pull?.head.branch).toMatch(/^dra-release-[0-9a-f]{12}-image-promotion$/)
  expect((await promote(bench, [one], { alone: false })).before.state).toBe('waiting')
})

test('a line that comes when the other one is merged opens its own', async () => {
  for (const method of ['merge', 'squash', 'rebase'] as const) {
    const bench = await open()
    const [one, other] = [await image(bench), await chart(bench)]
    await promote(bench, [one], { alone: false })
    await bench.world.as('member', 'kubernetes', 'k8s.io').merge(1, method)
    expect((await promote(bench, [other], { line: 'chart', alone: false })).after.state).toBe('waiting')
    expect(pullsOf(bench).map((it) => [it.title, it.state])).toEqual([['Image promotion for dra v0.2.0', 'closed'], ['Image promotion for dra 0.2.0', 'open']])
    await bench.world.as('member', 'kubernetes', 'k8s.io').merge(2)
    expect((await promote(bench, [other], { line: 'chart', alone: false })).after.state).toBe('done')
  }
})

test('when the list has changed on main, the change is made anew on top of it, in the same pull request', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await promote(bench, [artifact])
  const grown = firstList.replace('- name: driver', '- name: another\n  dmap:\n    "sha256:' + 'c'.repeat(64) + '": ["v9"]\n- name: driver')
  await bench.world.as('member', 'kubernetes', 'k8s.io').commit('main', { [listFile]: grown }, 'Another promotion')
  const { before, after } = await promote(bench, [artifact])
  expect([before.state, after.state]).toEqual(['partial', 'waiting'])
  expect(pullsOf(bench)).toHaveLength(1)
  expect(pullsOf(bench)[0]?.state).toBe('open')
  expect(await fileAt(bench, headOf(bench, 'robot', branch) ?? '')).toBe(`${grown}    "${artifact.digest}": ["v0.2.0"]\n`)
  // What was made on the way is gone.
  expect([...bench.world.repository('robot', 'k8s.io').refs.keys()].sort()).toEqual([`refs/heads/${branch}`, 'refs/heads/main'])
  await bench.world.as('member', 'kubernetes', 'k8s.io').merge(1)
  expect(await onMain(bench)).toBe(`${grown}    "${artifact.digest}": ["v0.2.0"]\n`)
})

test('when something else has changed on main, the branch stays where it is', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await promote(bench, [artifact])
  const head = headOf(bench, 'robot', branch)
  await bench.world.as('member', 'kubernetes', 'k8s.io').commit('main', { 'README.md': 'Another\n' }, 'Words')
  expect((await promote(bench, [artifact])).before.state).toBe('waiting')
  expect(headOf(bench, 'robot', branch)).toBe(head)
})

test('commits of others on the branch are never lost', async () => {
  const bench = await open()
  const [one, other] = [await image(bench), await chart(bench)]
  await promote(bench, [one], { alone: false })
  const shared = pullsOf(bench)[0]?.pull?.head.branch ?? ''
  const theirs = `${firstList}    "${one.digest}": ["v0.2.0"] # looked at\n`
  await bench.world.as('robot', 'robot', 'k8s.io').commit(shared, { [listFile]: theirs }, 'A comment')
  await promote(bench, [other], { line: 'chart', alone: false })
  const now = await fileAt(bench, headOf(bench, 'robot', shared) ?? '')
  expect(now).toContain('# looked at')
  expect(now).toContain('["0.2.0"]')
  // And when the base moves too, a person has to put it together.
  await bench.world.as('member', 'kubernetes', 'k8s.io').commit('main', { [listFile]: `# new head\n${firstList}` }, 'A head')
  const { before } = await promote(bench, [other], { line: 'chart', alone: false })
  expect(before).toMatchObject({ state: 'waiting', for: expect.stringContaining('rebase robot:') })
  expect(await fileAt(bench, headOf(bench, 'robot', shared) ?? '')).toBe(now)
})

test('what people write into the text of the pull request stays', async () => {
  const bench = await open()
  const [one, other] = [await image(bench), await chart(bench)]
  await promote(bench, [one], { alone: false })
  const body = pullsOf(bench)[0]?.body ?? ''
  await bench.world.as('member', 'kubernetes', 'k8s.io').editIssue(1, body.replace('/hold', 'Released by me.'))
  await promote(bench, [other], { line: 'chart', alone: false })
  expect(pullsOf(bench)[0]?.body).toContain('Released by me.')
  expect(pullsOf(bench)[0]?.body).not.toContain('/hold')
  expect(pullsOf(bench)[0]?.body).toContain('charts/driver:0.2.0')
})

test('a pull request that was closed unmerged is not opened again by itself; without its branch it is', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await promote(bench, [artifact])
  await bench.world.as('member', 'kubernetes', 'k8s.io').close(1)
  expect(await codeOf(promote(bench, [artifact]))).toBe('PROMOTION_CLOSED')
  await bench.world.as('robot', 'robot', 'k8s.io').moveRef(`refs/heads/${branch}`, undefined)
  expect((await promote(bench, [artifact])).after.state).toBe('waiting')
  expect(pullsOf(bench).map((it) => it.state)).toEqual(['closed', 'open'])
})

test('what was merged and taken out again is not waited for, once the branch can no longer be read as it was', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await promote(bench, [artifact])
  await bench.world.as('member', 'kubernetes', 'k8s.io').merge(1)
  await bench.world.as('member', 'kubernetes', 'k8s.io').commit('main', { [listFile]: firstList }, 'Revert it')
  expect((await promote(bench, [artifact])).before).toMatchObject({ state: 'waiting', for: expect.stringContaining('which is merged, to show in') })
  await bench.clock.sleep(11 * 60_000)
  const writes = writesOf(bench)
  expect([await codeOf(promote(bench, [artifact])), writesOf(bench) - writes]).toEqual(['PROMOTION_REVERTED', 0])
  await bench.world.as('member', 'kubernetes', 'k8s.io').commit('main', { [listFile]: `${firstList}    "${artifact.digest}": ["v0.2.0"]\n` }, 'Back again')
  expect((await promote(bench, [artifact])).before.state).toBe('done')
})

describe('what was merged, and whose entry was taken out of the list long after', () => {
  const own = { owner: 'sigs', name: 'driver' }
  const step = 'publish:release'
  const released = (bench: PromoteBench): World => {
    const world = bench.run()
    return { ...world, plan: { ...world.plan, tasks: [{ id: `${step}/release`, step, phase: 'publish', title: '', task: { repository: 'sigs/driver' }, after: [] } as unknown as PlannedTask] } }
  }
  const removed = async (record: boolean, draft: boolean) => {
    const bench = await open()
    const artifact = await image(bench)
    await promote(bench, [artifact])
    await bench.world.as('member', 'kubernetes', 'k8s.io').merge(1)
    const { github, tag, files, workspace } = bench.run({ as: 'workflow' })
    const fields = { tag: tag.name, name: tag.name, body: makeMarker({ kind: 'release', repository: 'sigs/driver', tag: tag.name, object: tag.object }), draft: true, prerelease: false, makeLatest: false }
    const made = await github.createRelease(own, fields)
    const path = join(workspace.temp, recordName)
    await files.writeFile(path, '{}')
    if (record) await github.uploadAsset(own, made, { name: recordName, path, size: 2, mediaType: 'application/json', digest: digestOf('{}') })
    if (!draft) await github.updateRelease(own, made.id, { ...fields, draft: false })
    await bench.world.as('member', 'kubernetes', 'k8s.io').commit('main', { [listFile]: firstList }, 'Retire it')
    await bench.clock.sleep(90 * 86_400_000)
    return { bench, artifact, again: (world: World) => play(promoteImages, taskFor(bench), { inputs: [artifact], world }) }
  }

  test('is done, of a release that is out with its record', async () => {
    const { bench, again } = await removed(true, false)
    const writes = writesOf(bench)
    const { before } = await again(released(bench))
    expect(before).toMatchObject({ state: 'done', outcome: { url: expect.stringContaining('/kubernetes/k8s.io/pull/1') } })
    expect([(await again(released(bench))).after.state, writesOf(bench) - writes]).toEqual(['done', 0])
  })

  test.each([['a draft', true, true], ['without its record', false, false]])('was reverted, of a release that is %s', async (_, record, draft) => {
    const { bench, again } = await removed(record, draft)
    expect(await codeOf(again(released(bench)))).toBe('PROMOTION_REVERTED')
  })

  test('was reverted, where the line makes no release that could tell', async () => {
    const { bench, again } = await removed(true, false)
    expect(await codeOf(again(bench.run()))).toBe('PROMOTION_REVERTED')
  })
})

test('a pull request of others on the branch is left alone', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await promote(bench, [artifact])
  await bench.world.as('member', 'kubernetes', 'k8s.io').editIssue(1, 'Mine')
  expect(await codeOf(promote(bench, [artifact]))).toBe('PROMOTION_FOREIGN')
})

const writesOf = (bench: PromoteBench): number => bench.world.writes().length

test('a tag that is listed with another digest stops before any write', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await bench.world.as('member', 'kubernetes', 'k8s.io').commit('main', { [listFile]: `${firstList}    "sha256:${'c'.repeat(64)}": ["v0.2.0"]\n` }, 'By hand')
  const before = writesOf(bench)
  expect(await codeOf(promote(bench, [artifact]))).toBe('IMAGE_LIST_CONFLICT')
  expect(writesOf(bench)).toBe(before)
})

test('a digest that moved between push and pull request is a conflict', async () => {
  const bench = await open()
  const artifact = await image(bench)
  await image(bench, 'built again')
  const before = writesOf(bench)
  const { after } = await promote(bench, [artifact])
  expect(after).toMatchObject({ state: 'conflict', wanted: `${stagingRoot}/driver:v0.2.0 ${artifact.digest}` })
  expect(writesOf(bench)).toBe(before)
})

test('… also when it moves in the very last moment', async () => {
  const bench = await open()
  const artifact = await image(bench)
  const world = bench.run()
  const task = taskFor(bench)
  expect((await promoteImages.probe(task, [artifact], world)).state).toBe('absent')
  let looked = 0
  bench.fail((_call, { url }) => {
    if (url.pathname !== '/v2/k8s-staging-dra/driver/manifests/v0.2.0' || ++looked !== 2) return undefined
    return { kind: 'meanwhile', act: async () => {
      bench.fail(undefined)
      await image(bench, 'built again')
    } }
  })
  expect(await codeOf(promoteImages.apply(task, [artifact], world) as Promise<void>)).toBe('PROMOTE_DIGEST_MOVED')
  expect(pullsOf(bench)).toEqual([])
})

test('what is not staged yet is absent, and is not proposed', async () => {
  const bench = await open()
  const artifact = await bench.push('image', `${stagingRoot}/driver`)
  const world = bench.run()
  expect((await promoteImages.probe(taskFor(bench), [artifact], world)).state).toBe('absent')
  expect(await codeOf(promoteImages.apply(taskFor(bench), [artifact], world) as Promise<void>)).toBe('PROMOTE_NOT_STAGED')
})

test('a staging registry that has forgotten a chart does not undo its promotion', async () => {
  const bench = await open()
  const artifact = await chart(bench)
  await promote(bench, [artifact], { line: 'chart' })
  await bench.world.as('member', 'kubernetes', 'k8s.io').merge(1)
  await bench.push('chart', 'registry.example.com/dra/charts/driver', { tags: ['0.2.0'] })
  const { registry } = bench.run()
  await registry.deleteTag({ host: 'staging.example.com', repository: 'k8s-staging-dra/charts/driver' }, '0.2.0')
  expect((await promote(bench, [artifact], { line: 'chart' })).before.state).toBe('done')
})

test('what another system has staged is looked up by its tag', async () => {
  const bench = await open()
  const artifact = await image(bench)
  const entry = { ...promoteEntry, from: [{ image: `${stagingRoot}/driver`, tags: ['v{version}'] }] }
  const task = taskOf(promoteImages, { ...factsOf(bench, 'image', { alone: true, promote: entry }), config: { tag: 'v{version}', promote: { images: entry } } }, entry)
  await play(promoteImages, task, { inputs: [], world: bench.run() })
  expect(await fileAt(bench, headOf(bench, 'robot', branch) ?? '')).toContain(`"${artifact.digest}": ["v0.2.0"]`)
})

test.each<[string, Line, string]>([
  ['the token of a workflow has no fork', { run: { as: 'workflow' } }, 'FORK_MISSING'],
  ['a fork that is not there', { entry: { fork: 'nobody/k8s.io' } }, 'FORK_MISSING'],
  ['a repository that is no fork', { entry: { fork: 'sigs/driver' } }, 'FORK_MISSING'],
  ['a list that is not there', { entry: { file: 'images.yaml' } }, 'PROMOTE_FILE_MISSING'],
  ['a list that is none', { entry: { file: 'apps/driver.yaml' } }, 'IMAGE_LIST'],
])('preflight finds it: %s', async (_what, line, code) => {
  const bench = await open()
  const findings = await promoteImages.preflight(taskFor(bench, line), bench.run(line.run))
  expect(findings.map((it) => [it.severity, it.problem.code])).toContainEqual(['error', code])
  expect(bench.world.writes()).toEqual([])
})

test('preflight is content where a fork can be made, and where there is a right', async () => {
  const bench = await open()
  expect(await promoteImages.preflight(taskFor(bench), bench.run())).toEqual([])
  expect(await promoteImages.preflight(taskFor(bench), bench.run({ as: 'member' }))).toEqual([])
})

test('a list with a fault is told with its line and column', async () => {
  const bench = await open()
  await bench.world.as('member', 'kubernetes', 'k8s.io').commit('main', { [listFile]: `${firstList}    "sha256:12": ["v9"]\n` }, 'A slip')
  const [finding] = await promoteImages.preflight(taskFor(bench), bench.run())
  expect(finding).toMatchObject({ severity: 'error', problem: { code: 'IMAGE_LIST', place: { file: listFile, line: 8, column: 5 } } })
})

test('latest is refused when it is planned', async () => {
  const bench = await open()
  const facts = factsOf(bench, 'image', { config: { publish: { image: { name: 'image', to: `${stagingRoot}/driver`, tags: ['v{version}', 'latest'] } } } })
  expect(await codeOf((async () => taskOf(promoteImages, facts, promoteEntry))())).toBe('PROMOTE_MOVING_TAG')
})

test('the old image stays listed with its digest', async () => {
  const bench = await open()
  await promote(bench, [await image(bench)])
  expect(await fileAt(bench, headOf(bench, 'robot', branch) ?? '')).toContain(`"${oldDigest}": ["v0.1.0"]`)
})
