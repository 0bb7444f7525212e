// Tokens and what they allow.
import { expect } from '@jest/globals'
import { contract, said, type Contract } from '../contract.js'
import { updateRefs } from './refs.js'

const draft = { tag_name: '0.3.0', draft: true }

export const tokenContracts: readonly Contract[] = [
  contract('W-TOK-01', async (stage) => {
    expect(said(await stage.as('ghp_nobody').get('.'))).toBe('401 Bad credentials')
  }),
  contract('W-TOK-02', async (stage) => {
    expect(said(await stage.as('old').get('.'))).toBe('401 Bad credentials')
  }),
  contract('W-TOK-03', async (stage) => {
    expect((await stage.as(undefined).get('./releases')).status).toBe(200)
    expect(said(await stage.as(undefined).post('./releases', draft))).toBe('401 Requires authentication')
  }),
  contract('W-TOK-04', async (stage) => {
    expect((await stage.as('alice').get('/repos/acme/secret')).status).toBe(200)
    for (const name of ['bob', undefined]) expect(said(await stage.as(name).get('/repos/acme/secret'))).toBe('404 Not Found')
  }),
  contract('W-TOK-05', async (stage) => {
    expect(said(await stage.as('reading').post('./releases', draft))).toBe('403 Resource not accessible by integration')
    expect(said(await stage.as('bob').post('./git/refs', { ref: 'refs/heads/x', sha: stage.ref('refs/heads/main') }))).toBe('403 Resource not accessible by personal access token')
    expect(stage.world.writes()).toEqual([])
  }),
  contract('W-TOK-06', async (stage) => {
    const answer = await stage.as('reading').post('./releases', draft)
    expect(answer.headers['x-accepted-github-permissions']).toBe('contents=write; contents=write,workflows=write')
  }),
  contract('W-TOK-07', async (stage) => {
    expect((await stage.api.get('/repos/bob/thing')).status).toBe(200)
    const sha = stage.ref('refs/heads/main')
    expect((await stage.api.post('/repos/bob/thing/git/refs', { ref: 'refs/heads/x', sha })).status).toBe(403)
  }),
  contract('W-TOK-08', async (stage) => {
    expect((await stage.as('alice').get('.')).headers['x-oauth-scopes']).toBe('repo, workflow')
    expect(said(await stage.as('scopeless').post('./releases', draft))).toBe('404 Not Found')
  }),
  contract('W-TOK-09', async (stage) => {
    expect((await stage.as('bob').post('./releases', draft)).status).toBe(403)
    expect((await stage.as('bob').get('.')).body.permissions).toMatchObject({ pull: true, push: false })
  }),
  contract('W-TOK-10', async (stage) => {
    stage.configure({ actionsMayOpenPulls: false })
    const answer = await stage.api.post('./pulls', { title: 'x', head: 'workflow', base: 'main' })
    expect(said(answer)).toBe('403 GitHub Actions is not permitted to create or approve pull requests.')
  }),
  contract('W-TOK-11', async (stage) => {
    const input = { branch: { repositoryNameWithOwner: 'acme/thing', branchName: 'main' }, expectedHeadOid: stage.ref('refs/heads/main'), message: { headline: 'x' }, fileChanges: { additions: [{ path: 'a', contents: '' }] } }
    const answer = await stage.as('reading').graphql('mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }', { input })
    expect(answer.body.data).toEqual({ createCommitOnBranch: null })
    expect(answer.body.errors).toMatchObject([{ type: 'FORBIDDEN', path: ['createCommitOnBranch'] }])
  }),
  contract('W-TOK-12', async (stage) => {
    const answer = await updateRefs(stage, [{ name: 'refs/slipway/a', afterOid: stage.ref('refs/heads/main') }], 'reading')
    expect(answer.body.errors ?? []).toMatchObject([{ type: 'FORBIDDEN', path: ['updateRefs'] }])
    expect(stage.world.writes()).toEqual([])
  }),
]
