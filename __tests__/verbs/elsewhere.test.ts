// A release that lives in another repository than its source: draft, record, tag and page are there, each credential stays where it
// belongs, and every verb that looks for a release looks there.
import { describe, expect, test } from '@jest/globals'
import type { Token } from '../../src/rehearsal/github/access.js'
import type { Release, RepositoryState } from '../../src/rehearsal/github/state.js'
import { workflowToken } from '../publish/bench.js'
import { benches, config, repo, says, type Bench, type Options } from './bench.js'

const open = benches()
const target = { owner: 'accanto', name: 'driver-releases' }
const targetToken: Token = { name: 'target', secret: 'github_pat_target', login: 'releaser', kind: 'fine-grained', permissions: { contents: 'write', metadata: 'read' }, repositories: ['accanto/driver-releases'] }
const ownToken: Token = { ...workflowToken, permissions: { ...workflowToken.permissions, actions: 'read' } }

const line = `driver:
  tag: "v{version}"
  scheme: free
  build:
    wheel: {}
  publish:
    release:
      repository: accanto/driver-releases
`
const points = [{ files: { '.slipway.yaml': config(line), ...says('1.0.0') }, tags: { 'v0.10-beta-demo-nokia': 'For the demo\n\n- something new' } }]
const tag = 'v0.10-beta-demo-nokia'
const options: Options = {
  others: [{ ...target, defaultBranch: 'main', collaborators: { releaser: 'write' } }], seed: { private: true },
  world: { tokens: [ownToken, targetToken] },
}
const environment = { SLIPWAY_TARGET_TOKEN: targetToken.secret }

const there = (it: Bench): RepositoryState => it.world.repository(target.owner, target.name)
const releasesThere = (it: Bench): readonly Release[] => [...there(it).releases.values()]
const assetsThere = (it: Bench): readonly string[] => [...there(it).assets.values()].map((asset) => asset.name).sort()

/** With a first commit in the repository of the releases. */
const bench = async (more: Options = {}): Promise<Bench> => {
  const it = await open(points, { ...options, ...more })
  await it.world.as('ann', target.owner, target.name).commit('main', { 'README.md': '# Releases of the driver\n' }, 'Begin')
  return it
}

const usedBy = (it: Bench, name: string): readonly string[] => it.world.calls.filter((call) => call.token === name).map((call) => `${call.method} ${call.path}`)

describe('a release in another repository', () => {
  test('is made there, whole and with its record, and its tag stands at the head of the default branch there', async () => {
    const it = await bench()
    const report = await it.run({ verb: 'release', tag }, { environment })
    expect(report.problems).toEqual([])
    expect(report.outcome).toBe('released')
    expect(releasesThere(it)).toMatchObject([{ tag, draft: false, prerelease: true, name: '0.10-beta-demo-nokia' }])
    expect(assetsThere(it)).toEqual(['SHA256SUMS', 'driver-0.10-beta-demo-nokia-py3-none-any.whl', 'slipway.json'])
    expect(there(it).refs.get(`refs/tags/${tag}`)).toBe(there(it).refs.get('refs/heads/main'))
    expect([...repo(it).releases.values()]).toEqual([])
  })

  test('is made with the credential for it alone, and the source is asked with its own', async () => {
    const it = await bench()
    await it.run({ verb: 'release', tag }, { environment })
    expect(usedBy(it, 'target').filter((call) => !call.includes('/repos/accanto/driver-releases'))).toEqual([])
    expect(usedBy(it, ownToken.name).filter((call) => call.includes('driver-releases'))).toEqual([])
    expect(usedBy(it, 'target').length).toBeGreaterThan(0)
  })

  test('is found there by whoever asks again: nothing is built, nothing is written, and all of it is right', async () => {
    const it = await bench()
    await it.run({ verb: 'release', tag }, { environment })
    const before = it.writes()
    const again = await it.run({ verb: 'release', tag }, { environment, salt: 'other bytes' })
    expect(again).toMatchObject({ outcome: 'already-released', problems: [] })
    expect(await it.run({ verb: 'status', tag }, { environment })).toMatchObject({ outcome: 'already-released', status: { finished: true } })
    expect(await it.run({ verb: 'verify', tag }, { environment })).toMatchObject({ outcome: 'already-released', status: { finished: true } })
    expect(await it.run({ verb: 'continue' }, { environment })).toMatchObject({ exitCode: 0 })
    expect(await it.run({ verb: 'plan', tag }, { environment, salt: 'other bytes' })).toMatchObject({ problems: [], results: [{ id: 'build:wheel/wheel', state: 'already' }, { state: 'already' }, { state: 'already' }, { state: 'already' }] })
    expect(it.writes()).toBe(before)
  })

  test('that was cut off after its record is finished with the frozen bytes, by `continue` as well', async () => {
    const it = await bench()
    it.fail((_, request) => (request.method === 'PATCH' ? { kind: 'refuse' } : undefined))
    expect((await it.run({ verb: 'release', tag }, { environment })).problems.length).toBeGreaterThan(0)
    it.fail(undefined)
    const frozen = [...there(it).assets.values()].map((asset) => asset.digest).sort()
    expect(releasesThere(it)).toMatchObject([{ draft: true }])
    expect((await it.run({ verb: 'continue' }, { environment, salt: 'other bytes' })).exitCode).toBe(0)
    expect(releasesThere(it)).toMatchObject([{ draft: false }])
    expect([...there(it).assets.values()].map((asset) => asset.digest).sort()).toEqual(frozen)
  })

  test('that others began there is a stop, and is taken over with --adopt', async () => {
    const it = await bench()
    await it.world.as('ann', target.owner, target.name).release({ tag, draft: false, name: 'By hand', body: 'Written by hand.' })
    const before = it.writes()
    expect((await it.run({ verb: 'release', tag }, { environment })).problems.map((one) => one.code)).toEqual(['RELEASE_FOREIGN'])
    expect(it.writes()).toBe(before)
    expect((await it.run({ verb: 'release', tag, adopt: true }, { environment })).problems).toEqual([])
    expect(releasesThere(it)).toMatchObject([{ draft: false, name: 'By hand' }])
    expect(assetsThere(it)).toContain('slipway.json')
  })
})

describe('free names', () => {
  const tagged = (...names: readonly string[]) => names.map((name, at) => ({ files: { '.slipway.yaml': config(line), ...says('1.0.0'), 'README.md': `${at}` }, tags: { [name]: null } }))
  const latest = (it: Bench): string | undefined => there(it).releases.get(there(it).latest.get('id') ?? 0)?.tag

  test('are in the order of their numbers: v0.10.0 comes after v0.9.2, is compared with it, and is the latest, which a demo and a back-port never are', async () => {
    const it = await open(tagged('v0.9.2', 'v0.10.0', 'v0.10-beta-demo-nokia', 'v0.9.3'), options)
    await it.world.as('ann', target.owner, target.name).commit('main', { 'README.md': '# Releases of the driver\n' }, 'Begin')
    for (const name of ['v0.9.2', 'v0.10.0', 'v0.10-beta-demo-nokia', 'v0.9.3']) {
      expect((await it.run({ verb: 'release', tag: name }, { environment })).problems).toEqual([])
      // The tag of a higher one is there already when v0.9.2 comes.
      expect([name, latest(it)]).toEqual([name, name === 'v0.9.2' ? undefined : 'v0.10.0'])
    }
    const bodyOf = (name: string): string | null | undefined => releasesThere(it).find((one) => one.tag === name)?.body
    expect(bodyOf('v0.9.3')).toContain('/accanto/driver/compare/v0.9.2...v0.9.3')
    expect(releasesThere(it).filter((one) => one.prerelease).map((one) => one.tag)).toEqual(['v0.10-beta-demo-nokia'])
  })
})

describe('a repository that cannot take it', () => {
  test('because it is empty is refused before anything is built', async () => {
    const it = await open(points, options)
    const report = await it.run({ verb: 'release', tag }, { environment })
    expect(report.problems.map((one) => one.code)).toEqual(['TARGET_EMPTY'])
    expect(it.writes()).toBe(0)
  })
})

describe('without the right to write there', () => {
  test('the workflow\'s own token is refused before anything is built, with what to give instead', async () => {
    const it = await bench({ world: { tokens: [{ ...ownToken, repositories: ['accanto/driver'] }, targetToken] } })
    const before = it.writes()
    const report = await it.run({ verb: 'release', tag })
    expect(report.problems.map((one) => one.code)).toEqual(['RIGHT_MISSING'])
    expect(report.problems[0]?.hint).toContain('target-token')
    expect(it.writes()).toBe(before)
  })
})
