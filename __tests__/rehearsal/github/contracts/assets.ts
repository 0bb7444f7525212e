// Assets, and immutable releases.
import { createHash } from 'node:crypto'
import { expect } from '@jest/globals'
import { contract, details, said, type Contract } from '../contract.js'
import type { Client, Stage } from '../stage.js'

const bytes = Buffer.from('the bytes of an asset')

const draft = async (stage: Stage): Promise<number> => (await stage.api.post('./releases', { tag_name: '0.1.0', draft: true })).body.id

const publish = (client: Client, release: number) => client.patch(`./releases/${release}`, { tag_name: '0.1.0', draft: false })

async function* broken(): AsyncIterable<Uint8Array> {
  yield bytes.subarray(0, 5)
  throw new Error('the client went away')
}

/** Half an upload. */
const breakOff = (stage: Stage, release: number, name: string): Promise<unknown> =>
  stage.api.upload(release, name, broken(), { 'content-length': String(bytes.length) }).then(() => expect(true).toBe(false), () => undefined)

const assets = async (stage: Stage, release: number) => (await stage.api.get(`./releases/${release}/assets`)).body

const fetched = async (client: Client, url: string, headers: Record<string, string> = {}) => {
  const { pathname, search } = new URL(url)
  return client.send('GET', pathname + search, undefined, headers)
}

const immutableRelease = async (stage: Stage): Promise<{ release: number; asset: number }> => {
  stage.configure({ immutableReleases: true })
  const release = await draft(stage)
  const asset = (await stage.api.upload(release, 'a.txt', bytes)).body.id
  await publish(stage.api, release)
  return { release, asset }
}

export const assetContracts: readonly Contract[] = [
  contract('W-AST-01', async (stage) => {
    const release = await draft(stage)
    expect((await stage.api.upload(release, 'a.txt', bytes)).body).toMatchObject({ name: 'a.txt', size: bytes.length, state: 'uploaded' })
    const again = await stage.api.upload(release, 'a.txt', bytes)
    expect([again.status, details(again)]).toEqual([422, ['ReleaseAsset already_exists name']])
    expect((await stage.api.get(`./releases/${release}`)).body.assets).toHaveLength(1)
  }),
  contract('W-AST-02', async (stage) => {
    const release = await draft(stage)
    await breakOff(stage, release, 'a.txt')
    expect(await assets(stage, release)).toMatchObject([{ name: 'a.txt', state: 'starter', size: 0, digest: null }])
    expect(stage.world.calls.at(-2)).toMatchObject({ status: undefined, write: true })
  }),
  contract('W-AST-03', async (stage) => {
    const release = await draft(stage)
    await breakOff(stage, release, 'a.txt')
    expect(details(await stage.api.upload(release, 'a.txt', bytes))).toEqual(['ReleaseAsset already_exists name'])
    const [starter] = await assets(stage, release)
    await stage.api.delete(`./releases/assets/${starter.id}`)
    expect((await stage.api.upload(release, 'a.txt', bytes)).status).toBe(201)
  }),
  contract('W-AST-04', async (stage) => {
    const release = await draft(stage)
    expect((await stage.api.upload(release, 'a.txt', bytes)).body.digest).toBe(`sha256:${createHash('sha256').update(bytes).digest('hex')}`)
  }),
  contract('W-AST-05', async (stage) => {
    const release = await draft(stage)
    const names = { 'My App (1).exe': 'My.App.1.exe', 'a~b.deb': 'a.b.deb', 'żółw.txt': 'default.w.txt', '.hidden': 'default.hidden', 'plain-1.0+x_y.tgz': 'plain-1.0+x_y.tgz' }
    for (const [asked, got] of Object.entries(names)) expect((await stage.api.upload(release, asked, bytes)).body.name).toBe(got)
    expect(details(await stage.api.upload(release, 'My App [1].exe', bytes))).toEqual(['ReleaseAsset already_exists name'])
  }),
  contract('W-AST-06', async (stage) => {
    const release = await draft(stage)
    expect(details(await stage.api.upload(release, 'a.txt', bytes))).toEqual(['ReleaseAsset custom size size must be less than or equal to 20'])
    expect(await assets(stage, release)).toEqual([])
  }, { largestAsset: 20 }),
  contract('W-AST-07', async (stage) => {
    const release = await draft(stage)
    for (const name of ['a', 'b']) expect((await stage.api.upload(release, name, bytes)).status).toBe(201)
    expect(details(await stage.api.upload(release, 'c', bytes))).toEqual(['ReleaseAsset custom file_count file_count limited to 2 assets'])
  }, { mostAssets: 2 }),
  contract('W-AST-08', async (stage) => {
    const { id } = (await stage.api.upload(await draft(stage), 'a.txt', bytes)).body
    const moved = await stage.api.get(`./releases/assets/${id}`, { accept: 'application/octet-stream' })
    expect(moved.status).toBe(302)
    expect(new URL(moved.headers['location'] ?? '').origin).toBe('http://localhost:1')
    const got = await fetched(stage.as(undefined), moved.headers['location'] ?? '')
    expect([got.status, got.bytes.equals(bytes)]).toEqual([200, true])
    expect((await fetched(stage.as(undefined), moved.headers['location'] ?? '', { range: 'bytes=4-8' })).bytes.toString()).toBe('bytes')
  }),
  contract('W-AST-09', async (stage) => {
    const { id } = (await stage.api.upload(await draft(stage), 'a.txt', bytes)).body
    const { location = '' } = (await stage.api.get(`./releases/assets/${id}`, { accept: 'application/octet-stream' })).headers
    const got = await fetched(stage.api, location)
    expect([got.status, got.bytes.toString().includes('Only one auth mechanism allowed')]).toEqual([400, true])
    expect((await fetched(stage.as(undefined), location.replace(/sig=./, 'sig=x'))).status).toBe(403)
  }),
  contract('W-AST-10', async (stage) => {
    const release = await draft(stage)
    await stage.api.upload(release, 'a.txt', bytes)
    expect((await stage.as(undefined).send('GET', '/acme/thing/releases/download/0.1.0/a.txt', undefined)).status).toBe(404)
    await publish(stage.api, release)
    const moved = await stage.as(undefined).send('GET', '/acme/thing/releases/download/0.1.0/a.txt', undefined)
    expect((await fetched(stage.as(undefined), moved.headers['location'] ?? '')).bytes.equals(bytes)).toBe(true)
    const latest = await stage.as(undefined).send('GET', '/acme/thing/releases/latest/download/a.txt', undefined)
    expect(latest.headers['location']).toMatch(/\/releases\/download\/0\.1\.0\/a\.txt$/)
  }),
  contract('W-AST-11', async (stage) => {
    const release = await draft(stage)
    const { id } = (await stage.api.upload(release, 'a.txt', bytes)).body
    await stage.api.upload(release, 'b.txt', bytes)
    expect((await stage.api.patch(`./releases/assets/${id}`, { name: 'c.txt', label: 'C' })).body).toMatchObject({ name: 'c.txt', label: 'C' })
    expect(details(await stage.api.patch(`./releases/assets/${id}`, { name: 'b.txt' }))).toEqual(['ReleaseAsset already_exists name'])
    expect((await stage.api.get(`./releases/assets/${id}`)).body.name).toBe('c.txt')
  }),
  contract('W-AST-12', async (stage) => {
    const release = await draft(stage)
    expect(details(await stage.api.upload(release, 'a.txt', Buffer.alloc(0)))).toEqual(['ReleaseAsset custom size size must be greater than or equal to 1'])
  }),
  contract('W-AST-13', async (stage) => {
    const release = await draft(stage)
    const chunked = (async function* () { yield bytes })()
    expect(said(await stage.api.upload(release, 'a.txt', chunked))).toBe('400 Bad Content-Length: ')
  }),
]

export const immutableContracts: readonly Contract[] = [
  contract('W-IMM-01', async (stage) => {
    stage.configure({ immutableReleases: true })
    const release = await draft(stage)
    expect((await stage.api.get(`./releases/${release}`)).body.immutable).toBe(false)
    expect((await publish(stage.api, release)).body.immutable).toBe(true)
    // Once and for all, whatever the setting is later.
    stage.configure({ immutableReleases: false })
    expect((await stage.api.get('./releases/tags/0.1.0')).body.immutable).toBe(true)
    expect((await stage.as('alice').get('./immutable-releases')).body).toEqual({ enabled: false, enforced_by_owner: false })
    expect((await stage.api.get('./immutable-releases')).status).toBe(403)
  }),
  contract('W-IMM-02', async (stage) => {
    const { release } = await immutableRelease(stage)
    expect(said(await stage.api.upload(release, 'b.txt', bytes))).toBe('422 Cannot upload assets to an immutable release.')
  }),
  contract('W-IMM-03', async (stage) => {
    const { asset } = await immutableRelease(stage)
    expect((await stage.api.delete(`./releases/assets/${asset}`)).status).toBe(422)
    expect((await stage.api.patch(`./releases/assets/${asset}`, { name: 'b.txt' })).status).toBe(422)
    expect((await stage.api.get(`./releases/assets/${asset}`)).body.name).toBe('a.txt')
  }),
  contract('W-IMM-04', async (stage) => {
    await immutableRelease(stage)
    expect((await stage.api.delete('./git/refs/tags/0.1.0')).status).toBe(422)
    expect((await stage.api.patch('./git/refs/tags/0.1.0', { sha: stage.ref('refs/heads/main'), force: true })).status).toBe(422)
  }),
  contract('W-IMM-05', async (stage) => {
    const { release } = await immutableRelease(stage)
    expect((await stage.api.delete(`./releases/${release}`)).status).toBe(204)
    stage.configure({ immutableReleases: false })
    expect(details(await stage.api.post('./releases', { tag_name: '0.1.0' }))).toContain('Release custom tag_name tag_name was used by an immutable release')
  }),
  contract('W-IMM-06', async (stage) => {
    const { release } = await immutableRelease(stage)
    await stage.api.delete(`./releases/${release}`)
    await stage.api.delete('./git/refs/tags/0.1.0')
    const answer = await stage.api.post('./git/refs', { ref: 'refs/tags/0.1.0', sha: stage.ref('refs/heads/main') })
    expect(said(answer)).toBe('422 Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n')
  }),
  contract('W-IMM-07', async (stage) => {
    const { release } = await immutableRelease(stage)
    const changed = await stage.api.patch(`./releases/${release}`, { tag_name: '0.1.0', name: 'Another title', body: 'Other notes' })
    expect(changed.body).toMatchObject({ name: 'Another title', body: 'Other notes', immutable: true })
  }),
  contract('W-IMM-09', async (stage) => {
    const { release } = await immutableRelease(stage)
    expect(details(await stage.api.patch(`./releases/${release}`, { tag_name: '0.1.0', draft: true }))).toEqual(['Release custom state state cannot be changed when release is immutable.'])
    expect((await stage.api.get(`./releases/${release}`)).body).toMatchObject({ draft: false, immutable: true })
  }),
  contract('W-IMM-08', async (stage) => {
    const { release } = await immutableRelease(stage)
    await stage.api.delete(`./releases/${release}`)
    expect((await stage.api.delete('./git/refs/tags/0.1.0')).status).toBe(204)
  }),
]
