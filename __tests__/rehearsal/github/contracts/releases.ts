// Releases.
import { expect } from '@jest/globals'
import { contract, details, said, type Contract } from '../contract.js'
import type { Stage } from '../stage.js'

const release = async (stage: Stage, fields: Record<string, unknown>) => {
  const answer = await stage.api.post('./releases', fields)
  expect([answer.status, answer.body.errors]).toEqual([201, undefined])
  return answer.body
}

/** A tag on a commit of its own, an hour younger than the one before. */
const tagged = async (stage: Stage, tag: string): Promise<void> => {
  stage.time += 3_600_000
  await stage.person().tag(tag, await stage.person().commit('main', { 'version.txt': tag }, tag))
}

const latest = async (stage: Stage): Promise<string> => (await stage.api.get('./releases/latest')).body.tag_name

const tagProtection = { id: 1, name: 'tags', target: 'tag', enforcement: 'active', include: ['~ALL'], rules: [{ type: 'creation' }] } as const

export const releaseContracts: readonly Contract[] = [
  contract('W-REL-01', async (stage) => {
    const draft = await release(stage, { tag_name: '0.1.0', draft: true })
    expect((await stage.api.get('./releases/tags/0.1.0')).status).toBe(404)
    expect((await stage.api.get(`./releases/${draft.id}`)).body.tag_name).toBe('0.1.0')
    await stage.api.patch(`./releases/${draft.id}`, { tag_name: '0.1.0', draft: false })
    expect((await stage.api.get('./releases/tags/0.1.0')).body.id).toBe(draft.id)
  }),
  contract('W-REL-02', async (stage) => {
    const draft = await release(stage, { tag_name: '0.1.0', draft: true })
    expect((await stage.api.get('./releases')).body).toHaveLength(1)
    for (const name of ['reading', 'bob', undefined]) {
      expect((await stage.as(name).get('./releases')).body).toEqual([])
      expect((await stage.as(name).get(`./releases/${draft.id}`)).status).toBe(404)
    }
  }),
  contract('W-REL-03', async (stage) => {
    const [one, other] = [await stage.api.post('./releases', { tag_name: '0.3.0', draft: true }), await stage.api.post('./releases', { tag_name: '0.3.0', draft: true })]
    expect([one.status, other.status]).toEqual([201, 201])
    expect((await stage.api.get('./releases')).body).toHaveLength(2)
  }),
  contract('W-REL-04', async (stage) => {
    await release(stage, { tag_name: '0.1.0' })
    const twin = await release(stage, { tag_name: '0.1.0', draft: true })
    expect(details(await stage.api.post('./releases', { tag_name: '0.1.0' }))).toEqual(['Release already_exists tag_name'])
    expect(details(await stage.api.patch(`./releases/${twin.id}`, { tag_name: '0.1.0', draft: false }))).toEqual(['Release already_exists tag_name'])
  }),
  contract('W-REL-05', async (stage) => {
    const draft = await release(stage, { tag_name: '0.3.0', draft: true })
    const published = await stage.api.patch(`./releases/${draft.id}`, { draft: false })
    expect(published.body.tag_name).toMatch(/^untagged-[0-9a-f]{20}$/)
  }),
  contract('W-REL-06', async (stage) => {
    const target = stage.ref('refs/tags/0.1.0')
    const draft = await release(stage, { tag_name: '0.3.0', draft: true, target_commitish: target })
    expect((await stage.api.get('./git/ref/tags/0.3.0')).status).toBe(404)
    await stage.api.patch(`./releases/${draft.id}`, { tag_name: '0.3.0', draft: false })
    const made = await stage.api.get('./git/ref/tags/0.3.0')
    expect(made.status).toBe(200)
    expect(made.body.object).toMatchObject({ type: 'commit', sha: target })
  }),
  contract('W-REL-07', async (stage) => {
    const made = await release(stage, { tag_name: '0.1.0', target_commitish: 'no-such-branch' })
    expect(made.target_commitish).toBe('no-such-branch')
    expect(stage.ref('refs/tags/0.1.0')).not.toBe(stage.ref('refs/heads/main'))
  }),
  contract('W-REL-08', async (stage) => {
    expect(details(await stage.api.post('./releases', { tag_name: '0.3.0', target_commitish: 'no-such-branch' }))).toEqual(['Release invalid target_commitish'])
  }),
  contract('W-REL-09', async (stage) => {
    await release(stage, { tag_name: '0.3.0', draft: true, body: 'x'.repeat(125_000) })
    expect(details(await stage.api.post('./releases', { tag_name: '0.4.0', draft: true, body: 'x'.repeat(125_001) }))).toEqual(['Release custom body body is too long (maximum is 125000 characters)'])
  }),
  contract('W-REL-25', async (stage) => {
    await release(stage, { tag_name: '0.3.0', draft: true, name: 'x'.repeat(256) })
    expect(details(await stage.api.post('./releases', { tag_name: '0.4.0', draft: true, name: 'x'.repeat(257) }))).toEqual(['Release custom name name is too long (maximum is 256 characters)'])
  }),
  contract('W-REL-10', async (stage) => {
    await tagged(stage, '1.0.0')
    await tagged(stage, '1.1.0')
    await release(stage, { tag_name: '1.1.0', make_latest: 'false' })
    stage.time += 3_600_000
    await release(stage, { tag_name: '1.0.0', make_latest: 'false' })
    await release(stage, { tag_name: '0.1.0', prerelease: true })
    expect(await latest(stage)).toBe('1.1.0')
  }),
  contract('W-REL-11', async (stage) => {
    await tagged(stage, '1.0.0')
    await release(stage, { tag_name: '1.0.0' })
    await tagged(stage, '1.1.0')
    const newer = await release(stage, { tag_name: '1.1.0', make_latest: 'false' })
    expect(await latest(stage)).toBe('1.0.0')
    await stage.api.patch(`./releases/${newer.id}`, { tag_name: '1.1.0', make_latest: 'true' })
    expect(await latest(stage)).toBe('1.1.0')
  }),
  contract('W-REL-12', async (stage) => {
    for (const kind of [{ draft: true }, { prerelease: true }]) {
      expect(details(await stage.api.post('./releases', { tag_name: '0.3.0', make_latest: 'true', ...kind }))).toEqual(['Release custom Latest release cannot be draft or prerelease.'])
    }
  }),
  contract('W-REL-13', async (stage) => {
    const commit = stage.ref('refs/heads/main')
    await stage.person().tag('1.10.0', commit)
    await stage.person().tag('1.9.0', commit)
    await release(stage, { tag_name: '1.10.0', make_latest: 'legacy' })
    await release(stage, { tag_name: '1.9.0', make_latest: 'legacy' })
    expect(await latest(stage)).toBe('1.10.0')
  }),
  contract('W-REL-14', async (stage) => {
    const draft = await release(stage, { tag_name: '0.1.0', draft: true })
    expect(draft.html_url).toMatch(/\/releases\/tag\/untagged-[0-9a-f]{20}$/)
    expect((await stage.api.patch(`./releases/${draft.id}`, { tag_name: '0.1.0', draft: false })).body.html_url).toMatch(/\/releases\/tag\/0\.1\.0$/)
  }),
  contract('W-REL-15', async (stage) => {
    const made = await release(stage, { tag_name: '0.1.0' })
    expect(made).toMatchObject({ created_at: '2026-01-01T00:00:00Z', published_at: '2026-11-21T12:00:00Z' })
  }),
  contract('W-REL-16', async (stage) => {
    const fields = { tag_name: '0.3.0', target_commitish: 'workflow' }
    expect(said(await stage.api.post('./releases', fields))).toBe('403 Resource not accessible by integration')
    expect((await stage.as('app').post('./releases', fields)).status).toBe(201)
    // The tag first, and then the release, goes.
    await stage.person().tag('0.4.0', stage.ref('refs/heads/workflow'))
    expect((await stage.api.post('./releases', { tag_name: '0.4.0' })).status).toBe(201)
  }),
  contract('W-REL-17', async (stage) => {
    stage.configure({ rulesets: [tagProtection] })
    expect((await stage.api.post('./releases', { tag_name: '0.1.0' })).status).toBe(201)
    expect(details(await stage.api.post('./releases', { tag_name: '0.3.0' }))).toEqual([
      'Release custom pre_receive pre_receive Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n',
      'Release custom Published releases must have a valid tag',
    ])
    expect((await stage.api.post('./releases', { tag_name: '0.3.0', draft: true })).status).toBe(201)
  }),
  contract('W-REL-18', async (stage) => {
    const draft = (await stage.api.post('/repos/acme/empty/releases', { tag_name: '0.1.0', draft: true })).body
    expect(details(await stage.api.patch(`/repos/acme/empty/releases/${draft.id}`, { tag_name: '0.1.0', draft: false }))).toEqual(['Release custom Repository is empty.'])
  }),
  contract('W-REL-19', async (stage) => {
    const made = await release(stage, { tag_name: '0.3.0' })
    expect((await stage.api.delete(`./releases/${made.id}`)).status).toBe(204)
    expect((await stage.api.get(`./releases/${made.id}`)).status).toBe(404)
    expect((await stage.api.get('./git/ref/tags/0.3.0')).status).toBe(200)
  }),
  contract('W-REL-20', async (stage) => {
    const made = await release(stage, { tag_name: '0.1.0' })
    await stage.api.delete('./git/refs/tags/0.1.0')
    expect((await stage.api.get(`./releases/${made.id}`)).body).toMatchObject({ draft: true, published_at: null })
  }),
  contract('W-REL-26', async (stage) => {
    const made = await release(stage, { tag_name: '0.1.0' })
    const draft = await stage.api.patch(`./releases/${made.id}`, { tag_name: '0.1.0', draft: true })
    expect(draft).toMatchObject({ status: 200, body: { draft: true, published_at: null, tag_name: '0.1.0' } })
    expect((await stage.api.get('./releases/tags/0.1.0')).status).toBe(404)
    expect((await stage.api.get('./git/ref/tags/0.1.0')).status).toBe(200)
  }),
  contract('W-REL-27', async (stage) => {
    const made = await release(stage, { tag_name: '0.1.0' })
    stage.time += 60_000
    // A change of what is public leaves the date as it is.
    expect((await stage.api.patch(`./releases/${made.id}`, { name: 'Another' })).body.published_at).toBe('2026-11-21T12:00:00Z')
    await stage.api.patch(`./releases/${made.id}`, { tag_name: '0.1.0', draft: true })
    expect((await stage.api.patch(`./releases/${made.id}`, { tag_name: '0.1.0', draft: false })).body.published_at).toBe('2026-11-21T12:01:00Z')
  }),
  contract('W-REL-28', async (stage) => {
    const made = await release(stage, { tag_name: '0.1.0' })
    await stage.api.patch('./git/refs/tags/0.1.0', { sha: stage.ref('refs/heads/workflow'), force: true })
    expect((await stage.api.get(`./releases/${made.id}`)).body).toMatchObject({ draft: false, tag_name: '0.1.0' })
  }),
  contract('W-REL-24', async (stage) => {
    const draft = await release(stage, { tag_name: '0.1.0', draft: true })
    await stage.api.delete('./git/refs/tags/0.1.0')
    await stage.person().tag('0.1.0', stage.ref('refs/heads/main'))
    expect((await stage.api.get(`./releases/${draft.id}`)).body.tag_name).toMatch(/^untagged-/)
  }),
  contract('W-REL-21', async (stage) => {
    await tagged(stage, '1.0.0')
    await tagged(stage, '1.1.0')
    for (const tag of ['1.0.0', '1.1.0', '0.1.0']) await release(stage, { tag_name: tag })
    expect((await stage.api.get('./releases')).body.map((it: { tag_name: string }) => it.tag_name)).toEqual(['1.1.0', '1.0.0', '0.1.0'])
  }),
  contract('W-REL-22', async (stage) => {
    for (const [branch, title] of [['one', 'Add one'], ['two', 'Add two']] as const) {
      stage.time += 60_000
      await stage.person().commit(branch, { [branch]: branch }, title)
      await stage.person().merge((await stage.person('bob').openPull(branch, 'main', title)).number)
      if (branch === 'one') await stage.person().tag('0.3.0', stage.ref('refs/heads/main'))
    }
    const near = (await stage.api.post('./releases/generate-notes', { tag_name: '0.4.0' })).body
    expect(near.body).toContain("## What's Changed\n* Add two by @bob in ")
    expect(near.body).not.toContain('Add one')
    expect(near.body).toMatch(/compare\/0\.3\.0\.\.\.0\.4\.0$/)
    const named = (await stage.api.post('./releases/generate-notes', { tag_name: '0.4.0', previous_tag_name: '0.2.0' })).body
    expect(named.body).toMatch(/Add one[^]*Add two[^]*compare\/0\.2\.0\.\.\.0\.4\.0$/)
    expect(stage.world.writes()).toEqual([])
  }),
  contract('W-REL-23', async (stage) => {
    for (const tag of ['a..b', 'a b', '0.1.', 'x~1']) expect(details(await stage.api.post('./releases', { tag_name: tag, draft: true }))).toEqual(['Release custom tag_name tag_name is not well-formed'])
  }),
]
