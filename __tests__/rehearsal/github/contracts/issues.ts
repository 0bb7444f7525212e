// Issues, comments and labels; checks and statuses.
import { expect } from '@jest/globals'
import { contract, details, said, type Contract } from '../contract.js'
import type { Stage } from '../stage.js'

const commentsQuery = `query ($number: Int!, $first: Int, $after: String) { repository(owner: "acme", name: "thing") { issue(number: $number) {
  comments(first: $first, after: $after) { totalCount nodes { body url lastEditedAt authorAssociation author { __typename login } } pageInfo { hasNextPage endCursor } } } } }`

/** As GraphQL shows them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const commentsBy = async (stage: Stage, variables: object = {}): Promise<any> => (await stage.api.graphql(commentsQuery, { number: 1, first: 100, ...variables })).body

const issuesQuery = `query ($states: [IssueState!], $since: DateTime) { repository(owner: "acme", name: "thing") { issues(first: 100, states: $states, filterBy: { since: $since }, orderBy: { field: UPDATED_AT, direction: DESC }) {
  nodes { title number url closedAt milestone { title } labels(first: 5) { nodes { name } } } pageInfo { hasNextPage endCursor } } } }`

const titlesBy = async (stage: Stage, variables: object): Promise<readonly string[]> =>
  (await stage.api.graphql(issuesQuery, variables)).body.data.repository.issues.nodes.map((it: { title: string }) => it.title)

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
  contract('W-ISS-08', async (stage) => {
    await stage.api.post('./issues', { title: 'x' })
    const { id } = (await stage.api.post('./issues/1/comments', { body: '/lgtm' })).body
    const edited = async () => (await commentsBy(stage)).data.repository.issue.comments.nodes.map((it: { lastEditedAt: string | null }) => it.lastEditedAt !== null)
    expect(await edited()).toEqual([false])
    await stage.api.patch(`./issues/comments/${id}`, { body: '/lgtm' })
    expect(await edited()).toEqual([false])
    await stage.person('bob').editComment(id, '/lgtm cancel')
    expect(await edited()).toEqual([true])
  }),
  contract('W-ISS-09', async (stage) => {
    await stage.api.post('./issues', { title: 'x' })
    await stage.api.post('./issues/1/comments', { body: 'a bot' })
    await stage.person('bob').comment(1, 'a person')
    const { nodes } = (await commentsBy(stage)).data.repository.issue.comments
    expect(nodes.map((it: { author: object; authorAssociation: string }) => [it.author, it.authorAssociation])).toEqual([
      [{ __typename: 'Bot', login: 'github-actions' }, 'NONE'], [{ __typename: 'User', login: 'bob' }, 'COLLABORATOR'],
    ])
    expect((await stage.api.get('./issues/1/comments')).body[0].user.login).toBe('github-actions[bot]')
  }),
  contract('W-ISS-10', async (stage) => {
    await stage.api.post('./issues', { title: 'x' })
    for (const body of ['one', 'two', 'three']) await stage.person('bob').comment(1, body)
    expect((await commentsBy(stage, { first: 101 })).errors ?? []).toHaveLength(1)
    const part = async (after: string | null) => (await commentsBy(stage, { first: 2, after })).data.repository.issue.comments
    const first = await part(null)
    const second = await part(first.pageInfo.endCursor)
    expect([first, second].map((it) => [it.nodes.map((node: { body: string }) => node.body), it.pageInfo.hasNextPage, it.totalCount])).toEqual([[['one', 'two'], true, 3], [['three'], false, 3]])
  }),
  contract('W-ISS-11', async (stage) => {
    await stage.api.post('./issues', { title: 'An issue' })
    await stage.person('bob').openPull('workflow', 'main', 'A pull request')
    expect(await titlesBy(stage, {})).toEqual(['An issue'])
  }),
  contract('W-ISS-12', async (stage) => {
    for (const title of ['early', 'late', 'open']) await stage.api.post('./issues', { title, labels: ['bug'] })
    await stage.person().close(1)
    stage.time += 60_000
    await stage.person().close(2)
    expect(await titlesBy(stage, { states: 'CLOSED' })).toEqual(['late', 'early'])
    expect(await titlesBy(stage, { states: 'CLOSED', since: new Date(stage.time).toISOString() })).toEqual(['late'])
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
  contract('W-CHK-04', async (stage) => {
    const commit = stage.ref('refs/heads/main')
    stage.person().check(commit, 'unit', 'failure')
    stage.person().check(commit, 'unit', 'success', { app: 4711 })
    const { check_runs: runs, total_count: count } = (await stage.api.get(`./commits/${commit}/check-runs`)).body
    expect([count, runs.map((it: { app: { id: number } | null; conclusion: string }) => [it.app?.id, it.conclusion])]).toEqual([2, [[15_368, 'failure'], [4711, 'success']]])
  }),
  contract('W-CHK-05', async (stage) => {
    const commit = stage.ref('refs/heads/main')
    for (const [verdict, suite] of [['failure', 1], ['success', 2], ['cancelled', 1]] as const) stage.person().check(commit, 'unit', verdict, { suite })
    const { check_runs: runs } = (await stage.api.get(`./commits/${commit}/check-runs`)).body
    expect(runs.map((it: { check_suite: { id: number }; conclusion: string }) => [it.check_suite.id, it.conclusion])).toEqual([[2, 'success'], [1, 'cancelled']])
  }),
]
