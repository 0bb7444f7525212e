// What every part of the API has in common.
import { expect } from '@jest/globals'
import { contract, said, type Contract } from '../contract.js'

export const apiContracts: readonly Contract[] = [
  contract('W-API-01', async ({ api, world }) => {
    const answer = await api.send('GET', '/api/v3/repos/acme/thing/hooks', undefined)
    expect(answer.status).toBe(501)
    expect(world.unimplemented).toEqual(['GET /api/v3/repos/acme/thing/hooks'])
  }),
  contract('W-API-02', async (stage) => {
    for (let count = 1; count <= 31; count++) stage.person().label(`label-${count}`)
    const first = await stage.api.get('./labels')
    expect(first.body).toHaveLength(30)
    expect(first.headers['link']).toMatch(/[?&]page=2>; rel="next".*rel="last"/)
    const second = await stage.api.get('./labels?page=2')
    expect(second.body.map((it: { name: string }) => it.name)).toEqual(['label-31'])
    expect(second.headers['link']).not.toMatch(/rel="next"/)
    expect((await stage.api.get('./labels?per_page=1000')).body).toHaveLength(31)
  }),
  contract('W-API-03', async ({ api }) => {
    expect(said(await api.post('./issues', '{"title": '))).toBe('400 Problems parsing JSON')
  }),
  contract('W-API-04', async (stage) => {
    expect(said(await stage.api.get('/repos/acme/nothing'))).toBe('404 Not Found')
    expect(said(await stage.as('bob').get('/repos/acme/secret/releases'))).toBe('404 Not Found')
  }),
  contract('W-API-05', async (stage) => {
    const answer = await stage.as('workflow', { 'user-agent': '' }).get('.')
    expect(said(answer)).toMatch(/^403 Request forbidden by administrative rules\./)
  }),
  contract('W-API-06', async ({ api }) => {
    expect((await api.get('/repos/ACME/Thing')).body.full_name).toBe('acme/thing')
  }),
  contract('W-API-07', async (stage) => {
    expect((await stage.as('workflow', { 'x-github-api-version': '2022-11-28' }).get('.')).status).toBe(200)
    expect((await stage.as('workflow', { 'x-github-api-version': '2021-01-01' }).get('.')).status).toBe(400)
  }),
  contract('W-API-08', async ({ api }) => {
    expect(said(await api.post('./releases', { name: 'x' }))).toBe('422 Invalid request.\n\n"tag_name" wasn\'t supplied.')
  }),
  contract('W-API-09', async ({ api }) => {
    const answer = await api.post('./releases', { tag_name: '0.3.0', draft: true, name: 17 })
    expect(said(answer)).toBe("422 Invalid request.\n\nFor 'properties/name', 17 is not a string.")
  }),
  contract('W-API-10', async ({ api }) => {
    const [one, other] = [await api.get('.'), await api.get('.')]
    expect(one.headers['x-github-request-id']).toEqual(expect.stringMatching(/^[0-9A-F:]+$/))
    expect(other.headers['x-github-request-id']).not.toBe(one.headers['x-github-request-id'])
  }),
  contract('W-API-11', async (stage) => {
    expect((await stage.api.get('.')).headers['date']).toBe('Sat, 21 Nov 2026 12:00:00 GMT')
    stage.time += 90_000
    // A refusal tells it as well.
    expect((await stage.as('ghp_nobody').get('.')).headers['date']).toBe('Sat, 21 Nov 2026 12:01:30 GMT')
  }),
]
