// Commits, files and comparisons.
import { expect } from '@jest/globals'
import { contract, said, type Contract } from '../contract.js'
import type { Answer, Stage } from '../stage.js'

const mutation = 'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid url } ref { name } } }'
const base64 = (text: string): string => Buffer.from(text).toString('base64')

const commitOn = (stage: Stage, more: Record<string, unknown> = {}, who = 'workflow'): Promise<Answer> =>
  stage.as(who).graphql(mutation, {
    input: {
      branch: { repositoryNameWithOwner: 'acme/thing', branchName: 'main' }, expectedHeadOid: stage.ref('refs/heads/main'), message: { headline: 'Next', body: 'version' },
      fileChanges: { additions: [{ path: 'version.txt', contents: base64('0.4.0\n') }, { path: 'a/new/file', contents: base64('x') }], deletions: [{ path: 'docs/index.md' }] }, ...more,
    },
  })

const pullRule = { id: 1, name: 'main', target: 'branch', enforcement: 'active', include: ['~DEFAULT_BRANCH'], rules: [{ type: 'pull_request' }] } as const

const errorsOf = (answer: Answer): string[] => ((answer.body.errors ?? []) as { type: string; message: string }[]).map((it) => `${it.type}: ${it.message}`)

const graphqlContracts: readonly Contract[] = [
  contract('W-COM-01', async (stage) => {
    const head = stage.ref('refs/heads/main')
    const answer = await commitOn(stage)
    expect(answer.body.errors).toBeUndefined()
    const { oid, url } = answer.body.data.createCommitOnBranch.commit
    expect([stage.ref('refs/heads/main'), url]).toEqual([oid, `http://127.0.0.1:1/acme/thing/commit/${oid}`])
    const commit = (await stage.api.get(`./commits/${oid}`)).body
    expect(commit.parents.map((it: { sha: string }) => it.sha)).toEqual([head])
    expect(commit.commit).toMatchObject({ message: 'Next\n\nversion', author: { name: 'github-actions[bot]' }, committer: { name: 'GitHub' } })
    expect(commit.files.map((it: { filename: string; status: string }) => `${it.status} ${it.filename}`)).toEqual(['added a/new/file', 'removed docs/index.md', 'modified version.txt'])
    expect((await stage.api.get('./contents/README.md')).body.content).toBe(`${base64('Thing\nmore\n')}\n`)
  }),
  contract('W-COM-02', async (stage) => {
    const old = stage.ref('refs/tags/0.1.0')
    expect(errorsOf(await commitOn(stage, { expectedHeadOid: old }))).toEqual([`STALE_DATA: Expected branch to point to "${old}" but it did not.  Pull and try again.`])
    expect(stage.world.writes()).toEqual([])
  }),
  contract('W-COM-03', async (stage) => {
    const answer = await commitOn(stage, { branch: { repositoryNameWithOwner: 'acme/thing', branchName: 'none' } })
    expect(errorsOf(answer)).toEqual(['NOT_FOUND: Branch not found: none'])
    expect((await stage.api.get('./branches/none')).status).toBe(404)
  }),
  contract('W-COM-04', async (stage) => {
    stage.configure({ rulesets: [pullRule] })
    expect(errorsOf(await commitOn(stage))).toEqual(['UNPROCESSABLE: Repository rule violations found\n\nChanges must be made through a pull request.\n\n'])
    stage.configure({ rulesets: [], protections: { main: { pullRequest: true, checks: [] } } })
    expect(errorsOf(await commitOn(stage))).toEqual(["BRANCH_PROTECTION_RULE_VIOLATION: protected branch 'main' check failed:\nChanges must be made through a pull request."])
  }),
  contract('W-COM-05', async (stage) => {
    stage.configure({ rulesets: [{ ...pullRule, rules: [{ type: 'required_signatures' }] }] })
    const answer = await commitOn(stage)
    expect(errorsOf(answer)).toEqual([])
    const { oid } = answer.body.data.createCommitOnBranch.commit
    expect((await stage.api.get(`./git/commits/${oid}`)).body.verification).toMatchObject({ verified: true, reason: 'valid' })
  }),
]

const fileContracts: readonly Contract[] = [
  contract('W-COM-06', async (stage) => {
    const sent = { message: 'Change', content: base64('other\n') }
    expect(said(await stage.api.put('./contents/README.md', sent))).toBe('422 Invalid request.\n\n"sha" wasn\'t supplied.')
    const { sha } = (await stage.api.get('./contents/README.md')).body
    expect((await stage.api.put('./contents/README.md', { ...sent, sha })).body.commit.message).toBe('Change')
    expect((await stage.api.put('./contents/new/file.md', sent)).status).toBe(201)
  }),
  contract('W-COM-07', async (stage) => {
    const answer = await stage.api.put('./contents/README.md', { message: 'Change', content: base64('other\n'), sha: '1'.repeat(40) })
    expect(said(answer)).toBe(`409 README.md does not match ${'1'.repeat(40)}`)
  }),
  contract('W-COM-08', async (stage) => {
    const sent = { message: 'Add', content: base64('x') }
    stage.configure({ protections: { main: { pullRequest: true, checks: ['ci'] } } })
    expect(said(await stage.api.put('./contents/new.md', sent))).toBe('409 Could not create file: Changes must be made through a pull request. Required status check "ci" is expected.')
    stage.configure({ protections: {}, rulesets: [pullRule] })
    expect(said(await stage.api.put('./contents/new.md', sent))).toBe('409 Repository rule violations found\n\nChanges must be made through a pull request.\n\n')
    expect(stage.world.writes()).toEqual([])
  }),
  contract('W-COM-09', async (stage) => {
    const large = Buffer.alloc(1024 * 1024 + 1, 'x')
    await stage.person().commit('main', { 'large.bin': large }, 'Large')
    const file = (await stage.api.get('./contents/large.bin')).body
    expect(file).toMatchObject({ content: '', encoding: 'none', size: large.length })
    expect(Buffer.from((await stage.api.get(`./git/blobs/${file.sha}`)).body.content, 'base64').equals(large)).toBe(true)
  }),
  contract('W-COM-10', async (stage) => {
    const answer = await stage.api.get('./contents/README.md?ref=0.1.0', { accept: 'application/vnd.github.raw+json' })
    expect(answer.bytes.toString()).toBe('Thing\n')
  }),
  contract('W-COM-13', async (stage) => {
    const sent = { message: 'Add', content: base64('on: push\n') }
    expect(said(await stage.api.put('./contents/.github/workflows/x.yml', sent))).toBe('403 Resource not accessible by integration')
    expect((await stage.as('app').put('./contents/.github/workflows/x.yml', sent)).status).toBe(201)
    const change = { fileChanges: { additions: [{ path: '.github/workflows/y.yml', contents: '' }] } }
    expect(errorsOf(await commitOn(stage, change))).toEqual(['FORBIDDEN: Resource not accessible by integration'])
  }),
  contract('W-COM-14', async (stage) => {
    expect((await stage.api.get('./contents/docs/link.md')).body).toMatchObject({ type: 'file', path: 'docs/link.md', content: `${base64('Thing\nmore\n')}\n` })
    const folder = (await stage.api.get('./contents/docs')).body
    expect(folder.map((it: { name: string; type: string }) => `${it.type} ${it.name}`)).toEqual(['file index.md', 'symlink link.md'])
  }),
]

const historyContracts: readonly Contract[] = [
  contract('W-COM-11', async (stage) => {
    const answer = (await stage.api.get('./compare/0.1.0...main')).body
    expect(answer).toMatchObject({ status: 'ahead', ahead_by: 2, behind_by: 0, total_commits: 2 })
    expect(answer.commits.map((it: { commit: { message: string } }) => it.commit.message)).toEqual(['Second', 'Third'])
    expect(answer.files.map((it: { filename: string; additions: number }) => `${it.filename} +${it.additions}`)).toEqual(['README.md +1', 'docs/link.md +1', 'version.txt +1'])
    expect((await stage.api.get('./compare/main...0.1.0')).body).toMatchObject({ status: 'behind', ahead_by: 0, behind_by: 2 })
    expect((await stage.api.get('./compare/0.1.0...none')).status).toBe(404)
  }),
  contract('W-COM-12', async (stage) => {
    for (let count = 1; count <= 251; count++) {
      stage.time += 1000
      await stage.person().commit('main', { 'version.txt': String(count) }, `Commit ${count}`)
    }
    const { total_commits, commits } = (await stage.api.get('./compare/0.2.0...main')).body
    expect([total_commits, commits.length, commits.at(-1).commit.message]).toEqual([252, 250, 'Commit 251'])
    expect((await stage.api.get('./compare/0.2.0...main?per_page=2&page=1')).body.commits[0].commit.message).toBe('Third')
  }),
  contract('W-COM-15', async (stage) => {
    const commit = await stage.person().commit('feature', { 'feature.txt': 'x' }, 'Feature')
    const open = await stage.person('bob').openPull('feature', 'main', 'A feature')
    const pulls = async (sha: string) => (await stage.api.get(`./commits/${sha}/pulls`)).body.map((it: { number: number; merged_at: string | null }) => [it.number, it.merged_at !== null])
    expect(await pulls(commit)).toEqual([[open.number, false]])
    const merged = await stage.person().merge(open.number)
    expect(await pulls(merged.pull?.mergeCommit ?? '')).toEqual([[open.number, true]])
    // Back on a second branch, for which a pull request is open, it is still the merged one that brought it.
    await stage.person().moveRef('refs/heads/again', commit)
    await stage.person().commit('again', { 'again.txt': 'x' }, 'Again')
    await stage.person().moveRef('refs/heads/old', stage.ref('refs/tags/0.1.0'))
    await stage.person('bob').openPull('again', 'old', 'Again')
    expect(await pulls(commit)).toEqual([[open.number, true]])
  }),
  contract('W-COM-17', async (stage) => {
    const own = await stage.person().commit('feature', { 'feature.txt': 'x' }, 'Feature')
    const { number } = await stage.person('bob').openPull('feature', 'main', 'A feature')
    const { pull } = await stage.person().merge(number)
    const query = `query { repository(owner: "acme", name: "thing") { ${[own, pull?.mergeCommit, stage.ref('refs/tags/0.1.0'), '0'.repeat(40)].map((id, at) => `c${at}: object(oid: "${id}") { ... on Commit { associatedPullRequests(first: 5) { nodes { number title url merged labels(first: 5) { nodes { name } } author { login url } baseRepository { nameWithOwner } } } } }`).join(' ')} } }`
    const { repository } = (await stage.api.graphql(query, {})).body.data
    const brought = [{ number, title: 'A feature', url: expect.stringMatching(/acme\/thing\/pull\/\d+$/), merged: true, labels: { nodes: [] }, author: { login: 'bob', url: expect.stringMatching(/\/bob$/) }, baseRepository: { nameWithOwner: 'acme/thing' } }]
    expect([repository.c0, repository.c1, repository.c2, repository.c3].map((it) => it?.associatedPullRequests?.nodes ?? it)).toEqual([brought, brought, [], null])
  }),
  contract('W-COM-16', async (stage) => {
    const head = await stage.world.as('bob', 'bob', 'thing').commit('fix', { 'fix.txt': 'x' }, 'A fix')
    const compared = await stage.api.get('./compare/main...bob:fix')
    expect([compared.status, compared.body.ahead_by, compared.body.commits?.[0]?.sha]).toEqual([200, 1, head])
    expect((await stage.api.get('./compare/main...bob:none')).status).toBe(404)
  }),
]

export const contentContracts = [...graphqlContracts, ...fileContracts, ...historyContracts]
