// Pull requests.
import { expect } from '@jest/globals'
import { contract, details, said, type Contract } from '../contract.js'
import type { Stage } from '../stage.js'

const feature = (stage: Stage): Promise<string> => stage.person().commit('feature', { 'feature.txt': 'x\n' }, 'Feature')

const open = async (stage: Stage, fields: Record<string, unknown> = {}) => {
  const answer = await stage.api.post('./pulls', { title: 'A feature', head: 'feature', base: 'main', body: 'text', ...fields })
  expect([answer.status, answer.body.errors]).toEqual([201, undefined])
  return answer.body
}

export const pullContracts: readonly Contract[] = [
  contract('W-PUL-01', async (stage) => {
    await feature(stage)
    const first = await open(stage)
    expect(first).toMatchObject({ state: 'open', merged: false, mergeable: true, commits: 1, additions: 1, head: { label: 'acme:feature' }, base: { ref: 'main' } })
    const again = await stage.api.post('./pulls', { title: 'Again', head: 'feature', base: 'main' })
    expect([again.status, details(again)]).toEqual([422, ['PullRequest custom A pull request already exists for acme:feature.']])
    await stage.api.patch(`./pulls/${first.number}`, { state: 'closed' })
    await open(stage)
  }),
  contract('W-PUL-02', async (stage) => {
    await stage.person().moveRef('refs/heads/same', stage.ref('refs/heads/main'))
    expect(details(await stage.api.post('./pulls', { title: 'x', head: 'same', base: 'main' }))).toEqual(['PullRequest custom No commits between main and same'])
  }),
  contract('W-PUL-03', async ({ api, world }) => {
    expect(details(await api.post('./pulls', { title: 'x', head: 'none', base: 'neither' }))).toEqual(['PullRequest invalid head', 'PullRequest invalid base'])
    expect(world.writes()).toEqual([])
  }),
  contract('W-PUL-04', async (stage) => {
    await feature(stage)
    const issue = await stage.api.post('./issues', { title: 'An issue' })
    const pull = await open(stage)
    expect([issue.body.number, pull.number]).toEqual([1, 2])
  }),
  contract('W-PUL-05', async (stage) => {
    await feature(stage)
    await open(stage)
    await open(stage, { head: 'workflow' })
    const heads = async (filter: string) => (await stage.api.get(`./pulls?state=all&head=${filter}`)).body.map((it: { head: { ref: string } }) => it.head.ref)
    expect(await heads('acme:feature')).toEqual(['feature'])
    expect(await heads('feature')).toEqual(['workflow', 'feature'])
    expect(await heads('bob:feature')).toEqual([])
  }),
  contract('W-PUL-06', async (stage) => {
    await feature(stage)
    const before = stage.ref('refs/heads/main')
    await stage.person().commit('main', { 'other.txt': 'y\n' }, 'Meanwhile')
    const { number } = await open(stage)
    const merged = await stage.api.put(`./pulls/${number}/merge`, {})
    expect(stage.ref('refs/heads/main')).toBe(merged.body.sha)
    expect(before).not.toBe(merged.body.sha)
    expect((await stage.api.get(`./pulls/${number}`)).body).toMatchObject({ state: 'closed', merged: true, merge_commit_sha: merged.body.sha, merged_by: { login: 'github-actions[bot]' } })
    const names = (await stage.api.get('./git/trees/main')).body.tree.map((it: { path: string }) => it.path)
    expect(names).toEqual(expect.arrayContaining(['feature.txt', 'other.txt']))
  }),
  contract('W-PUL-07', async (stage) => {
    const sha = await feature(stage)
    const { number } = await open(stage)
    expect((await stage.api.put(`./pulls/${number}/merge`, { sha: stage.ref('refs/heads/main') })).status).toBe(409)
    const merged = await stage.api.put(`./pulls/${number}/merge`, { sha, merge_method: 'squash' })
    expect((await stage.api.get(`./commits/${merged.body.sha}`)).body).toMatchObject({ commit: { message: `A feature (#${number})` } })
  }),
  contract('W-PUL-08', async (stage) => {
    await stage.person().commit('feature', { 'README.md': 'ours\n' }, 'Ours')
    await stage.person().commit('main', { 'README.md': 'theirs\n' }, 'Theirs')
    const pull = await open(stage)
    expect(pull).toMatchObject({ mergeable: false, mergeable_state: 'dirty' })
    expect(said(await stage.api.put(`./pulls/${pull.number}/merge`, {}))).toBe('405 Pull Request is not mergeable')
  }),
  contract('W-PUL-09', async (stage) => {
    await feature(stage)
    const { number } = await open(stage)
    const next = await stage.person().commit('feature', { 'feature.txt': 'xx\n' }, 'More')
    expect((await stage.api.get(`./pulls/${number}`)).body.head.sha).toBe(next)
  }),
  contract('W-PUL-10', async (stage) => {
    await feature(stage)
    const { number } = await open(stage)
    await stage.api.delete('./git/refs/heads/feature')
    expect((await stage.api.get(`./pulls/${number}`)).body.state).toBe('closed')
  }),
  contract('W-PUL-11', async (stage) => {
    await feature(stage)
    const { number } = await open(stage)
    await stage.person().moveRef('refs/heads/feature', stage.ref('refs/heads/main'))
    expect((await stage.api.get(`./pulls/${number}`)).body).toMatchObject({ state: 'closed', merged: false })
  }),
  contract('W-PUL-12', async (stage) => {
    await feature(stage)
    const { number } = await open(stage)
    await stage.api.patch(`./pulls/${number}`, { state: 'closed' })
    expect((await stage.api.patch(`./pulls/${number}`, { state: 'open' })).status).toBe(200)
    await stage.api.patch(`./pulls/${number}`, { state: 'closed' })
    await stage.person().commit('feature', { 'feature.txt': 'xx\n' }, 'More')
    expect(details(await stage.api.patch(`./pulls/${number}`, { state: 'open' }))).toEqual(['PullRequest custom state cannot be changed. The feature branch was force-pushed or recreated.'])
  }),
  contract('W-PUL-13', async (stage) => {
    await feature(stage)
    const { number } = await open(stage)
    const asked = await stage.api.post(`./pulls/${number}/requested_reviewers`, { reviewers: ['alice'] })
    expect([asked.status, asked.body.requested_reviewers.map((it: { login: string }) => it.login)]).toEqual([201, ['alice']])
    expect(said(await stage.api.post(`./pulls/${number}/requested_reviewers`, { reviewers: ['stranger'] }))).toMatch(/^422 Reviews may only be requested from collaborators/)
  }),
  contract('W-PUL-14', async (stage) => {
    await stage.world.as('bob', 'bob', 'thing').commit('fix', { 'fix.txt': 'x' }, 'A fix')
    const bob = stage.as('bob')
    const { number } = (await bob.post('./pulls', { title: 'A fix', head: 'bob:fix', base: 'main' })).body
    expect((await bob.patch(`./pulls/${number}`, { title: 'A better fix' })).status).toBe(200)
    await feature(stage)
    const other = await open(stage)
    expect(said(await bob.patch(`./pulls/${other.number}`, { title: 'Mine' }))).toBe('403 Resource not accessible by personal access token')
  }),
]
