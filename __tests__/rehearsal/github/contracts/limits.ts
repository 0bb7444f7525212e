// Rate limits and replicas that are behind.
import { expect } from '@jest/globals'
import { githubSecondary } from '../../../../src/rehearsal/github/limits.js'
import { updateRefs } from './refs.js'
import { contract, said, type Contract } from '../contract.js'

const limits = { primary: 1000, isPrimaryEnforced: true, secondary: undefined }

export const limitContracts: readonly Contract[] = [
  contract('W-LIM-01', async (stage) => {
    const first = await stage.api.get('.')
    expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '1000', 'x-ratelimit-used': '1', 'x-ratelimit-remaining': '999', 'x-ratelimit-reset': String(Date.parse('2026-11-21T13:00:00Z') / 1000) })
    expect((await stage.api.get('.')).headers['x-ratelimit-remaining']).toBe('998')
    expect((await stage.as('alice').get('.')).headers['x-ratelimit-remaining']).toBe('999')
  }, { limits }),
  contract('W-LIM-02', async (stage) => {
    expect((await stage.api.get('.')).status).toBe(200)
    expect((await stage.api.get('.')).status).toBe(200)
    const refused = await stage.api.get('.')
    expect(said(refused)).toMatch(/^403 API rate limit exceeded/)
    expect(refused.headers['x-ratelimit-remaining']).toBe('0')
    stage.time += 3_600_000
    expect((await stage.api.get('.')).status).toBe(200)
  }, { limits: { ...limits, primary: 2 } }),
  contract('W-LIM-03', async (stage) => {
    for (let count = 1; count <= 3; count++) expect((await stage.api.post('./issues', { title: `Issue ${count}` })).status).toBe(201)
    stage.time += 10_000
    const refused = await stage.api.post('./issues', { title: 'Issue 4' })
    expect(said(refused)).toMatch(/^403 You have exceeded a secondary rate limit/)
    expect(refused.headers['retry-after']).toBe('50')
    stage.time += 51_000
    expect((await stage.api.post('./issues', { title: 'Issue 4' })).status).toBe(201)
  }, { limits: { ...limits, secondary: { ...githubSecondary, createsPerMinute: 3 } } }),
  contract('W-LIM-04', async (stage) => {
    expect((await stage.api.get('.')).status).toBe(200)
    expect((await stage.api.post('./labels', { name: 'a' })).status).toBe(201)
    const refused = await stage.api.post('./labels', { name: 'b' })
    expect([refused.status, Number(refused.headers['retry-after']) > 0]).toEqual([403, true])
  }, { limits: { ...limits, secondary: { ...githubSecondary, pointsPerMinute: 10 } } }),
  contract('W-LIM-05', async (stage) => {
    await stage.api.get('.')
    await stage.api.get('/rate_limit')
    expect((await stage.api.get('/rate_limit')).body.rate).toMatchObject({ limit: 1000, used: 1, remaining: 999 })
  }, { limits }),
  contract('W-LIM-06', async (stage) => {
    const answers = await Promise.all([1, 2, 3].map(() => stage.api.get('.')))
    expect(answers.map((it) => it.status).sort()).toEqual([200, 200, 429])
  }, { limits: { ...limits, secondary: { ...githubSecondary, concurrent: 2 } } }),
  contract('W-LIM-07', async (stage) => {
    const sha = stage.ref('refs/heads/main')
    for (const name of ['refs/slipway/a', 'refs/slipway/b']) expect((await updateRefs(stage, [{ name, afterOid: sha }])).status).toBe(200)
    expect((await stage.api.post('./git/refs', { ref: 'refs/heads/x', sha })).status).toBe(201)
    expect((await stage.api.post('./issues', { title: 'Issue 1' })).status).toBe(201)
    expect((await stage.api.post('./issues', { title: 'Issue 2' })).status).toBe(403)
  }, { limits: { ...limits, secondary: { ...githubSecondary, createsPerMinute: 1 } } }),
  contract('W-LIM-08', async (stage) => {
    expect((await stage.api.get('.')).headers['x-ratelimit-resource']).toBe('core')
    const move = { name: 'refs/slipway/a', afterOid: stage.ref('refs/heads/main') }
    expect((await updateRefs(stage, [move])).headers).toMatchObject({ 'x-ratelimit-resource': 'graphql', 'x-ratelimit-used': '1', 'x-ratelimit-remaining': '0' })
    expect((await updateRefs(stage, [move])).status).toBe(403)
  }, { limits: { ...limits, primary: 1 } }),
]

export const lagContracts: readonly Contract[] = [
  contract('W-LAG-01', async (stage) => {
    const sha = stage.ref('refs/heads/main')
    await stage.api.post('./git/refs', { ref: 'refs/heads/x', sha })
    const seen = [1, 2, 3].map(() => stage.api.get('./git/ref/heads/x'))
    expect((await Promise.all(seen)).map((it) => it.status)).toEqual([404, 404, 200])
    // What a write checks is never behind.
    expect((await stage.api.post('./git/refs', { ref: 'refs/heads/x', sha })).status).toBe(422)
  }, { lag: { gets: 2, lists: 0 } }),
  contract('W-LAG-02', async (stage) => {
    const draft = (await stage.api.post('./releases', { tag_name: '0.1.0', draft: true })).body
    const count = async () => (await stage.api.get('./releases')).body.length
    expect([await count(), (await stage.api.get(`./releases/${draft.id}`)).status, await count(), await count()]).toEqual([0, 200, 0, 1])
  }, { lag: { gets: 0, lists: 2 } }),
]
