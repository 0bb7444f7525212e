// Issues, comments and labels; checks and statuses.
import { expect } from '@jest/globals'
import { contract, details, said, type Contract } from '../contract.js'

export const issueContracts: readonly Contract[] = [
  contract('W-ISS-01', async ({ api }) => {
    expect(details(await api.post('./issues', {}))).toEqual(['Issue missing_field title'])
    const made = await api.post('./issues', { title: 'Release 1.0.0', body: 'text', labels: ['release'], assignees: ['bob'] })
    expect(made.body).toMatchObject({ number: 1, state: 'open', user: { login: 'github-actions[bot]' }, labels: [{ name: 'release' }], assignees: [{ login: 'bob' }] })
    const closed = await api.patch('./issues/1', { state: 'closed', state_reason: 'not_planned', title: 'Release 1.0.1' })
    expect(closed.body).toMatchObject({ state: 'closed', state_reason: 'not_planned', title: 'Release 1.0.1', closed_by: { login: 'github-actions[bot]' } })
  }),
  contract('W-ISS-02', async (stage) => {
    await stage.api.post('./issues', { title: 'An issue' })
    await stage.person('bob').openPull('workflow', 'main', 'A pull request')
    const all = (await stage.api.get('./issues')).body
    expect(all.map((it: { title: string; pull_request?: object }) => [it.title, it.pull_request !== undefined])).toEqual([['A pull request', true], ['An issue', false]])
  }),
  contract('W-ISS-03', async (stage) => {
    await stage.api.post('./issues', { title: 'x' })
    stage.configure({ hasIssues: false })
    expect(said(await stage.api.post('./issues', { title: 'x' }))).toBe('410 Issues has been disabled in this repository.')
    expect((await stage.api.get('./issues/1')).status).toBe(410)
    expect((await stage.api.get('./issues')).body).toEqual([])
  }),
  contract('W-ISS-04', async ({ api }) => {
    await api.post('./issues', { title: 'x' })
    expect(details(await api.post('./issues/1/comments', { body: ' ' }))).toEqual(['IssueComment missing_field body'])
    const { id } = (await api.post('./issues/1/comments', { body: 'LGTM' })).body
    expect((await api.patch(`./issues/comments/${id}`, { body: 'changed' })).body.body).toBe('changed')
    expect((await api.get(`./issues/comments/${id}`)).body.body).toBe('changed')
    expect((await api.get('./issues/1')).body.comments).toBe(1)
    expect((await api.delete(`./issues/comments/${id}`)).status).toBe(204)
    expect((await api.get('./issues/1/comments')).body).toEqual([])
  }),
  contract('W-ISS-05', async ({ api }) => {
    await api.post('./issues', { title: 'x', body: 'x'.repeat(65_536) })
    expect(details(await api.post('./issues', { title: 'x', body: 'x'.repeat(65_537) }))).toEqual(['Issue unprocessable data Body is too long (maximum is 65536 characters)'])
    expect((await api.post('./issues/1/comments', { body: 'x'.repeat(65_537) })).status).toBe(422)
  }),
  contract('W-ISS-06', async ({ api }) => {
    for (const labels of [['a'], ['a', 'b'], []]) await api.post('./issues', { title: labels.join('') || 'none', labels })
    const found = async (filter: string) => (await api.get(`./issues?labels=${filter}`)).body.map((it: { title: string }) => it.title)
    expect(await found('a')).toEqual(['ab', 'a'])
    expect(await found('a,b')).toEqual(['ab'])
    await api.post('./issues/3/labels', { labels: ['b', 'a'] })
    expect(await found('a,b')).toEqual(['none', 'ab'])
  }),
  contract('W-ISS-07', async ({ api }) => {
    expect((await api.post('./labels', { name: 'release', color: 'ff0000', description: 'Releases' })).body).toMatchObject({ name: 'release', color: 'ff0000' })
    expect(details(await api.post('./labels', { name: 'Release', color: '00ff00' }))).toEqual(['Label already_exists name'])
  }),
]

export const checkContracts: readonly Contract[] = [
  contract('W-CHK-01', async (stage) => {
    const commit = stage.ref('refs/heads/main')
    stage.person().check(commit, 'test', 'failure')
    stage.person().check(commit, 'test', 'success')
    stage.person().check(commit, 'lint', null)
    const { total_count, check_runs } = (await stage.api.get('./commits/main/check-runs')).body
    expect([total_count, check_runs.map((it: { name: string; conclusion: string | null }) => `${it.name} ${it.conclusion}`)]).toEqual([2, ['test success', 'lint null']])
    expect((await stage.api.get('./commits/main/check-runs?filter=all')).body.total_count).toBe(3)
  }),
  contract('W-CHK-02', async (stage) => {
    expect((await stage.api.get('./commits/main/status')).body).toMatchObject({ state: 'pending', total_count: 0 })
    await stage.api.post(`./statuses/${stage.ref('refs/heads/main')}`, { state: 'success', context: 'ci' })
    expect((await stage.api.get('./commits/main/status')).body.state).toBe('success')
  }),
  contract('W-CHK-03', async (stage) => {
    const commit = stage.ref('refs/heads/main')
    stage.person().status(commit, 'ci', 'failure')
    stage.person().status(commit, 'ci', 'success')
    expect((await stage.api.get('./commits/main/status')).body).toMatchObject({ state: 'success', total_count: 1 })
    expect((await stage.api.get('./commits/main/statuses')).body).toHaveLength(2)
  }),
]
