// Forks, and who asks for them.
import { expect } from '@jest/globals'
import { contract, said, type Contract } from '../contract.js'

export const forkContracts: readonly Contract[] = [
  contract('W-FRK-01', async (stage) => {
    const alice = stage.as('alice')
    const made = await alice.post('./forks', {})
    expect([made.status, made.body.full_name, made.body.fork]).toEqual([202, 'alice/thing', true])
    expect((await alice.get('/repos/alice/thing')).status).toBe(200)
    const look = async (): Promise<number> => (await alice.get('/repos/alice/thing/git/ref/heads/main')).status
    expect(await look()).toBe(409)
    stage.time += 60_000
    expect(await look()).toBe(200)
    // The objects of a network are one.
    await stage.person().commit('main', { 'new.txt': 'x' }, 'Meanwhile')
    expect((await alice.post('/repos/alice/thing/git/refs', { ref: 'refs/heads/mine', sha: stage.ref('refs/heads/main') })).status).toBe(201)
  }),
  contract('W-FRK-02', async (stage) => {
    const names = [await stage.as('alice').post('./forks', {}), await stage.as('alice').post('./forks', {})].map((it) => it.body.full_name)
    expect(names).toEqual(['alice/thing', 'alice/thing'])
  }),
  contract('W-FRK-03', async ({ api }) => {
    const fork = (await api.get('/repos/bob/thing')).body
    expect([fork.fork, fork.parent?.full_name, fork.source?.full_name]).toEqual([true, 'acme/thing', 'acme/thing'])
    expect((await api.get('.')).body.parent).toBeUndefined()
  }),
]

export const userContracts: readonly Contract[] = [
  contract('W-TOK-13', async (stage) => {
    expect((await stage.as('alice').get('/user')).body.login).toBe('alice')
    for (const name of ['workflow', 'app']) expect(said(await stage.as(name).get('/user'))).toBe('403 Resource not accessible by integration')
    expect(said(await stage.api.post('./forks', {}))).toBe('403 Resource not accessible by integration')
  }),
]
