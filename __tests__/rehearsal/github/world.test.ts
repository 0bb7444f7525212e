// A world as a value: journal, copies, faults at any call, and people beside the run.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Fault } from '../../../src/rehearsal/http/faults.js'
import { buildStages, Client, type Stage } from './stage.js'
import { updateRefs } from './contracts/refs.js'

let built: Awaited<ReturnType<typeof buildStages>>
beforeAll(async () => {
  built = await buildStages()
})
afterAll(() => built.created.close())

const bytes = Buffer.from('0123456789')

const draft = async (stage: Stage): Promise<number> => (await stage.api.post('./releases', { tag_name: '0.1.0', draft: true })).body.id

/** The fault at one call, counted from the beginning of the world. */
const at = (stage: Stage, call: number, fault: Fault): void => {
  stage.world.intercept = (number) => (number === call ? fault : undefined)
}

const outcome = (promise: Promise<{ status: number }>): Promise<number | string> => promise.then((it) => it.status, (failure: Error) => failure.message)

test('the journal tells reads, writes, bookkeeping and probes apart', async () => {
  const stage = built.stage()
  const sha = stage.ref('refs/heads/main')
  await stage.api.get('./releases')
  await stage.api.post('./releases', { tag_name: '0.1.0', draft: true })
  await stage.api.post('./git/refs', { ref: 'refs/slipway/lock/0.1.0', sha })
  await stage.api.post('./issues', { title: 'Release 0.1.0' })
  await stage.api.post('./git/refs', { ref: 'refs/heads/slipway-access-probe', sha: '0'.repeat(40) })
  await stage.api.post('./pulls', { title: 'access probe', head: 'x', base: 'x' })
  await stage.api.post('./issues', {})
  await stage.api.post('./git/refs', { ref: 'refs/tags/0.1.0', sha })
  await stage.api.graphql('{ viewer { login } }')
  const told = stage.world.calls.map((it) => [it.operation, it.kind, it.write, it.status])
  expect(told).toEqual([
    ['repos/list-releases', 'read', false, 200],
    ['repos/create-release', 'release', true, 201],
    ['git/create-ref', 'bookkeeping', true, 201],
    ['issues/create', 'bookkeeping', true, 201],
    ['git/create-ref', 'access-probe', false, 422],
    ['pulls/create', 'access-probe', false, 422],
    ['issues/create', 'access-probe', false, 422],
    ['git/create-ref', 'release', false, 422],
    ['graphql', 'read', false, 200],
  ])
  expect(stage.world.calls.map((it) => [it.number, it.token])).toEqual(told.map((_, index) => [index + 1, 'workflow']))
  expect([stage.world.writes().length, stage.world.writes('release').length, stage.world.writes('bookkeeping').length]).toEqual([3, 1, 2])
})

test('everything about a lock is bookkeeping; a call that moves other refs besides, and any other tag object, is not', async () => {
  const stage = built.stage()
  const object = stage.ref('refs/heads/main')
  const tag = async (name: string): Promise<string> => (await stage.api.post('./git/tags', { tag: name, message: name, object, type: 'commit' })).body.sha as string
  const [held, other] = [await tag('slipway-lock-0.1.0'), await tag('0.3.0')]
  await stage.api.post('./git/refs', { ref: 'refs/slipway/lock/0.1.0', sha: held })
  await updateRefs(stage, [{ name: 'refs/slipway/lock/0.1.0', beforeOid: held, afterOid: other, force: true }])
  await updateRefs(stage, [{ name: 'refs/slipway/lock/0.1.0', afterOid: '0'.repeat(40) }, { name: 'refs/heads/x', afterOid: object }])
  expect(stage.world.writes().map((it) => `${it.operation ?? ''} ${it.kind}`)).toEqual([
    'git/create-tag bookkeeping', 'git/create-tag release', 'git/create-ref bookkeeping', 'graphql bookkeeping', 'graphql release',
  ])
})

test('the journal holds no secret', async () => {
  const stage = built.stage()
  const { id } = (await stage.api.upload(await draft(stage), 'a.txt', bytes)).body
  const { location = '' } = (await stage.api.get(`./releases/assets/${id}`, { accept: 'application/octet-stream' })).headers
  await stage.as(undefined).send('GET', new URL(location).pathname + new URL(location).search, undefined)
  expect(stage.world.calls.at(-1)).toMatchObject({ operation: 'storage', status: 200 })
  const text = JSON.stringify(stage.world.calls)
  expect([text.includes('ghs_'), text.includes('sig=')]).toEqual([false, false])
})

test('a copy and its origin do not see one another', async () => {
  const stage = built.stage()
  const release = await draft(stage)
  const copy = stage.world.copy()
  const inCopy = new Client(copy, 'ghs_workflow')
  await inCopy.upload(release, 'a.txt', bytes)
  await inCopy.put('./contents/copy.txt', { message: 'In the copy', content: '' })
  await copy.as('alice', 'acme', 'thing').comment((await inCopy.post('./issues', { title: 'x' })).body.number, 'LGTM')
  copy.configure('acme', 'thing', { immutableReleases: true })
  await stage.api.patch(`./releases/${release}`, { tag_name: '0.1.0', name: 'In the origin' })
  expect((await stage.api.get(`./releases/${release}`)).body).toMatchObject({ name: 'In the origin', assets: [] })
  expect((await stage.api.get('./contents/copy.txt')).status).toBe(404)
  expect((await stage.api.get('./issues')).body).toEqual([])
  expect(stage.world.repository('acme', 'thing').settings.immutableReleases).toBe(false)
  expect((await inCopy.get(`./releases/${release}`)).body).toMatchObject({ name: null, assets: [{ name: 'a.txt' }] })
  // The journal goes on in each from where it was.
  expect([stage.world.calls[0], stage.world.calls[1]?.method, copy.calls[1]?.method]).toEqual([copy.calls[0], 'PATCH', 'POST'])
})

test('the same requests give the same answers, to the byte', async () => {
  const run = async (stage: Stage) => {
    const made = await stage.api.post('./releases', { tag_name: '0.3.0', draft: true, body: 'text' })
    const asset = await stage.api.upload(made.body.id, 'a.txt', bytes)
    const commit = await stage.api.put('./contents/x.txt', { message: 'x', content: 'eA==' })
    return [made, asset, commit].map((it) => it.bytes.toString())
  }
  expect(await run(built.stage())).toEqual(await run(built.stage()))
})

test('a world is copied a thousand times in no time worth speaking of', async () => {
  const stage = built.stage()
  for (let count = 0; count < 50; count++) await stage.person().commit('main', { 'version.txt': String(count) }, `Commit ${count}`)
  const begun = performance.now()
  let world = stage.world
  for (let count = 0; count < 1000; count++) world = world.copy()
  // Measured at 20 ms on two cores; a copy of every record would take seconds.
  expect(performance.now() - begun).toBeLessThan(1000)
  expect(world.repository('acme', 'thing').refs.get('refs/heads/main')).toBe(stage.ref('refs/heads/main'))
})

test('a lost answer has had its effect, a lost request has not', async () => {
  const stage = built.stage()
  at(stage, 1, { kind: 'lose-answer' })
  expect(await outcome(stage.api.post('./releases', { tag_name: '0.1.0', draft: true }))).toBe('the answer was lost')
  at(stage, 2, { kind: 'lose-request' })
  expect(await outcome(stage.api.post('./releases', { tag_name: '0.1.0', draft: true }))).toBe('the answer was lost')
  at(stage, 3, { kind: 'refuse' })
  expect(await outcome(stage.api.post('./releases', { tag_name: '0.1.0', draft: true }))).toBe('the connection was refused')
  expect((await stage.api.get('./releases')).body).toHaveLength(1)
  expect(stage.world.calls.map((it) => [it.fault, it.write, it.status])).toEqual([['lose-answer', true, undefined], ['lose-request', false, undefined], ['refuse', false, undefined], [undefined, false, 200]])
})

test.each([0, 0.01, 0.5, 0.99])('an upload that is cut at %d leaves a starter, and is a write', async (part) => {
  const stage = built.stage()
  const release = await draft(stage)
  at(stage, 2, { kind: 'cut-request', at: part })
  expect(await outcome(stage.api.upload(release, 'a.txt', bytes))).toBe('the answer was lost')
  expect((await stage.api.get(`./releases/${release}/assets`)).body).toMatchObject([{ state: 'starter', size: 0 }])
  expect(stage.world.calls[1]).toMatchObject({ write: true, fault: 'cut-request' })
})

test('an answer that is cut was given', async () => {
  const stage = built.stage()
  at(stage, 1, { kind: 'cut-answer', at: 0.5 })
  expect(await outcome(stage.api.post('./releases', { tag_name: '0.1.0', draft: true }))).toBe('the answer was lost')
  expect((await stage.api.get('./releases')).body).toHaveLength(1)
})

test('somebody else moves the branch between two calls', async () => {
  const stage = built.stage()
  const head = stage.ref('refs/heads/main')
  at(stage, 1, { kind: 'meanwhile', act: async () => void (await stage.person().commit('main', { 'theirs.txt': 'x' }, 'Theirs')) })
  const input = { branch: { repositoryNameWithOwner: 'acme/thing', branchName: 'main' }, expectedHeadOid: head, message: { headline: 'Ours' }, fileChanges: { additions: [{ path: 'ours.txt', contents: '' }] } }
  const answer = await stage.api.graphql('mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }', { input })
  expect(answer.body.errors[0].type).toBe('STALE_DATA')
})

test('a commit that a protected branch refuses is no write, though GitHub answers with 200', async () => {
  const stage = built.stage()
  stage.configure({ protections: { main: { pullRequest: true, checks: [] } } })
  const input = { branch: { repositoryNameWithOwner: 'acme/thing', branchName: 'main' }, expectedHeadOid: stage.ref('refs/heads/main'), message: { headline: 'Ours' }, fileChanges: { additions: [{ path: 'ours.txt', contents: '' }] } }
  const answer = await stage.api.graphql('mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }', { input })
  expect([answer.status, answer.body.data, stage.world.writes()]).toEqual([200, { createCommitOnBranch: null }, []])
})

test('two requests that create the same ref do not do so both', async () => {
  const stage = built.stage()
  const made = await Promise.all([1, 2, 3, 4].map(() => stage.api.post('./git/refs', { ref: 'refs/tags/0.3.0', sha: stage.ref('refs/heads/main') })))
  expect(made.map((it) => it.status).sort()).toEqual([201, 422, 422, 422])
})

test('people do what people do, without being asked for a token', async () => {
  const stage = built.stage()
  const alice = stage.person()
  await alice.commit('feature', { 'feature.txt': 'x' }, 'Feature')
  const pull = await alice.openPull('feature', 'main', 'A feature')
  const merged = await alice.merge(pull.number, 'squash')
  const issue = await alice.openIssue('Release 0.3.0', 'text', ['release'])
  const comment = await alice.comment(issue.number, 'LGTM')
  stage.time += 60_000
  await alice.editComment(comment.id, 'not yet')
  await alice.close(issue.number)
  await alice.release({ tag: '0.3.0', body: 'By hand' })
  await alice.moveRef('refs/heads/feature', undefined)
  const list = (await stage.api.get('./issues?state=closed')).body
  expect(list.map((it: { title: string; comments: number }) => [it.title, it.comments])).toEqual([['Release 0.3.0', 1], ['A feature', 0]])
  const [edited] = (await stage.api.get(`./issues/${issue.number}/comments`)).body
  expect([edited.body, edited.created_at, edited.updated_at]).toEqual(['not yet', '2026-11-21T12:00:00Z', '2026-11-21T12:01:00Z'])
  expect((await stage.api.get('./releases')).body).toMatchObject([{ tag_name: '0.3.0', draft: true, author: { login: 'alice' } }])
  expect(stage.ref('refs/heads/main')).toBe(merged.pull?.mergeCommit)
  expect(stage.world.writes()).toEqual([])
})
