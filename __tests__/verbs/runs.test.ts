// Runs that no tag starts: a push to a branch, a schedule, a dispatch, a name given by hand. What they release is called by the config, and
// by the default branch's; what they make is as whole, as gated and as easily gone on with as the release of a tag.
import { describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import type { Report } from '../../src/core/report.js'
import type { EventFacts, Request } from '../../src/core/request.js'
import type { Release, RepositoryState } from '../../src/rehearsal/github/state.js'
import { tempFolder } from '../adapters/temp.js'
import { git, workflowToken } from '../publish/bench.js'
import { benches, config, person, repo, repository, says, type Bench } from './bench.js'

const open = benches()
const target = { owner: 'accanto', name: 'driver-releases' }
const token = { ...workflowToken, permissions: { ...workflowToken.permissions, actions: 'read' as const }, repositories: ['accanto/driver', 'accanto/driver-releases'] }

const rules = `
    - { branch: "releases/**", as: v0.1-test }
    - { branch: main, as: v0.1-daily }
    - { schedule: true, as: v0.1-edge }
    - { dispatch: true }`

const line = ({ on = rules, where = 'repository: accanto/driver-releases', gate = '' }: { readonly on?: string; readonly where?: string; readonly gate?: string } = {}): string => config(`driver:
  tag: "v{version}"
  scheme: free${on === '' ? '' : `\n  on:${on}`}${gate === '' ? '' : `\n  gate: ${gate}`}
  version:
    written-in: [{ file: pkg_info.json, at: /version }]
    next: minor.dev0
  build:
    wheel: {}
  publish:
    release:
      ${where === '' ? '' : `${where}\n      `}replace: [v0.1-test, "*-daily", "*-edge"]
`)

const bench = async (text = line()): Promise<Bench> => {
  const files = { '.slipway.yaml': text, ...says('1.0.0.dev0') }
  const it = await open([{ files, tags: { 'v0.9.0': null } }, { files: { 'README.md': '# Two\n' } }, { files: { 'README.md': '# Three\n' } }], { others: [{ ...target, defaultBranch: 'main' }], world: { tokens: [token] } })
  await it.world.as('ann', target.owner, target.name).commit('main', { 'README.md': '# Releases\n' }, 'Begin')
  return it
}

const there = (it: Bench): RepositoryState => it.world.repository(target.owner, target.name)
const names = (state: RepositoryState): readonly string[] => [...state.releases.values()].map((one: Release) => `${one.tag} ${one.draft ? 'draft' : 'public'}`).sort()
const codes = (report: Report): readonly string[] => report.problems.map((one) => one.code)
const at = (it: Bench, behind = 0): string => git(it.project, 'rev-parse', `main~${behind}`)

/** In a clone of what is on GitHub by then, as a workflow has it. */
const run = async (it: Bench, request: Partial<Request> & Pick<Request, 'verb'>, salt = ''): Promise<Report> => {
  const folder = join(await tempFolder(), 'clone')
  git(it.project, 'clone', '--quiet', await it.world.gitFolder(repository.owner, repository.name), folder)
  return it.run(request, { folder, salt })
}

const event = (name: string, sha: string, { ref = 'refs/heads/main', inputs = {} }: { readonly ref?: string; readonly inputs?: Readonly<Record<string, string>> } = {}): EventFacts =>
  ({ name, ref, sha, payload: name === 'push' ? { ref, after: sha } : { inputs } })

const on = (it: Bench, name: string, sha = at(it), { verb = 'release', ...more }: Parameters<typeof event>[2] & { readonly verb?: Request['verb'] } = {}): Promise<Report> =>
  run(it, { verb, event: event(name, sha, more), ...(name === 'schedule' ? { actor: { schedule: true } } : {}) }, sha)

describe('a push to a branch', () => {
  test('is released under the name that the config has for it, and the next one takes its place', async () => {
    const it = await bench()
    expect(await on(it, 'push', at(it, 1))).toMatchObject({ outcome: 'released', problems: [] })
    expect(names(there(it))).toEqual(['v0.1-daily public'])
    expect([...repo(it).refs.keys()].filter((ref) => ref.startsWith('refs/tags/'))).toEqual(['refs/tags/v0.9.0'])
    expect([...there(it).releases.values()].map((one) => one.body).join()).not.toContain('compare/v0.9.0...v0.1-daily')
    // Its number says nothing of what came before it: not all of the history is new in it.
    expect([...there(it).releases.values()].map((one) => one.body).join()).toContain(`compare/v0.9.0...${at(it, 1)}`)
    const [first] = there(it).releases.keys()
    expect(await on(it, 'push')).toMatchObject({ outcome: 'released', problems: [] })
    expect(names(there(it))).toEqual(['v0.1-daily public'])
    expect([...there(it).releases.keys()]).not.toEqual([first])
    const before = it.writes()
    expect((await on(it, 'push')).outcome).toBe('already-released')
    // It waited in a queue, and what came after it was faster.
    expect(await on(it, 'push', at(it, 1))).toMatchObject({ outcome: 'nothing-to-do', exitCode: 0 })
    expect(it.writes()).toBe(before)
  })

  test('is planned under that name, which the plan says', async () => {
    const it = await bench()
    const plan = await on(it, 'push', at(it), { verb: 'plan' })
    expect(plan.text).toContain('named v0.1-daily by the config for a push to main')
    expect(it.writes()).toBe(0)
  })

  test('of a release branch has its own name, and passes the gate of branches', async () => {
    const it = await bench()
    const commit = await person(it).commit('releases/beta/snapshot-api', { 'README.md': '# Beta\n' }, 'Beta')
    expect(await on(it, 'push', commit, { ref: 'refs/heads/releases/beta/snapshot-api' })).toMatchObject({ outcome: 'released', problems: [] })
    expect(names(there(it))).toEqual(['v0.1-test public'])
  })

  test.each([['that no rule names', line(), 'refs/heads/topic'], ['of a line without rules', line({ on: '' }), 'refs/heads/main']])('%s releases nothing, and asks nothing', async (_, text, ref) => {
    const it = await bench(text)
    expect(await on(it, 'push', at(it), { ref })).toMatchObject({ outcome: 'nothing-to-do', exitCode: 0, summary: `${ref} is not a tag` })
    expect(it.calls().filter((call) => call.includes('/api/'))).toEqual([])
  })

  test('whose own config calls it otherwise than the default branch does is stopped', async () => {
    const it = await bench()
    const commit = await person(it).commit('releases/beta', { '.slipway.yaml': line({ on: '\n    - { branch: "releases/**", as: v0.1-daily }' }) }, 'Take a name')
    const before = it.writes()
    expect(codes(await on(it, 'push', commit, { ref: 'refs/heads/releases/beta' }))).toEqual(['RUN_ELSEWHERE'])
    expect(it.writes()).toBe(before)
  })

  test('whose commit was thrown away meanwhile is stopped', async () => {
    const it = await bench()
    const commit = await person(it).commit('releases/beta', { 'README.md': '# Beta\n' }, 'Beta')
    await person(it).moveRef('refs/heads/kept', commit)
    await person(it).moveRef('refs/heads/releases/beta', at(it, 2))
    const folder = join(await tempFolder(), 'clone')
    git(it.project, 'clone', '--quiet', await it.world.gitFolder(repository.owner, repository.name), folder)
    const report = await it.run({ verb: 'release', event: event('push', commit, { ref: 'refs/heads/releases/beta' }) }, { folder })
    expect(codes(report)).toEqual(['BRANCH_STRAY'])
  })

  test('is no way around signed tags for a name that somebody gives, and is one for what the config calls so', async () => {
    const it = await bench(line({ gate: '{ tag: signed }' }))
    expect(codes(await run(it, { verb: 'release', name: 'v0.1-demo' }))).toEqual(['TAG_TOO_WEAK'])
    expect((await on(it, 'push')).outcome).toBe('released')
  })
})

test('a run that breaks off says with which name and commit it is gone on with by hand', async () => {
  const it = await bench()
  it.fail((_, request) => (request.method === 'PATCH' ? { kind: 'refuse' } : undefined))
  const report = await on(it, 'push')
  expect(report.resume).toBe(`slipway release --name v0.1-daily --commit ${at(it)}`)
  it.fail(undefined)
  expect(await run(it, { verb: 'release', name: 'v0.1-daily', commit: at(it) }, 'other bytes')).toMatchObject({ outcome: 'resumed', problems: [] })
})

test('a push is built in one job and released in another, with the very bytes', async () => {
  const it = await bench()
  const out = join(await tempFolder(), 'out')
  const pushed = event('push', at(it))
  const built = await run(it, { verb: 'build', event: pushed, out })
  expect(built.problems).toEqual([])
  const digest = JSON.stringify(built.shown?.['artifacts-digest']).replaceAll('"', '')
  expect(await run(it, { verb: 'release', event: pushed, artifacts: [out], artifactsDigest: [digest] }, 'built nowhere')).toMatchObject({ outcome: 'released', problems: [] })
  expect(names(there(it))).toEqual(['v0.1-daily public'])
  // What was built of another commit is none of it.
  expect(codes(await run(it, { verb: 'release', event: event('push', at(it, 1)), name: 'v0.1-demo', artifacts: [out], artifactsDigest: [digest] }))).toEqual(['ARTIFACTS_OF_OTHER'])
})

describe('a schedule', () => {
  test('releases to the source\'s own repository as well: the tag is made, and moves', async () => {
    const it = await bench(line({ where: '' }))
    expect(await on(it, 'schedule', at(it, 1))).toMatchObject({ outcome: 'released', problems: [] })
    expect(repo(it).refs.get('refs/tags/v0.1-edge')).toBe(at(it, 1))
    const second = await on(it, 'schedule')
    expect(second).toMatchObject({ outcome: 'released', problems: [] })
    expect(repo(it).refs.get('refs/tags/v0.1-edge')).toBe(at(it))
    expect(names(repo(it))).toEqual(['v0.1-edge public'])
    expect((await on(it, 'schedule')).outcome).toBe('already-released')
    // The notes of what comes next are compared with no name that rolls, and those of a name that rolls with the newest release.
    for (const request of [{ tag: 'v0.1-edge' }, { tag: 'v1.0-beta' }]) expect((await run(it, { verb: 'notes', ...request })).shown).toMatchObject({ previous: 'v0.9.0' })
  })
})

describe('a dispatch', () => {
  test.each([['tag', 'v0.10-beta-demo-nokia'], ['name', 'v0.10-beta-demo-nokia']])('with a %s that is not there yet releases the commit under it', async (input, name) => {
    const it = await bench()
    expect(await on(it, 'workflow_dispatch', at(it), { inputs: { [input]: name } })).toMatchObject({ outcome: 'released', problems: [] })
    expect(names(there(it))).toEqual([`${name} public`])
  })

  test('with nothing is told what to name, and with a name where the config takes none as well', async () => {
    const it = await bench()
    expect(codes(await on(it, 'workflow_dispatch'))).toEqual(['TRIGGER_MISSING'])
    const closed = await bench(line({ on: '\n    - { schedule: true, as: v0.1-edge }' }))
    expect(codes(await on(closed, 'workflow_dispatch', at(closed), { inputs: { tag: 'v0.1-demo' } }))).toEqual(['TRIGGER_MISSING'])
  })
})

describe('a name given by hand', () => {
  test('is planned, released and looked at with `--name` and `--commit`', async () => {
    const it = await bench()
    const asked = { name: 'v0.1-demo', commit: at(it, 1) }
    expect((await run(it, { verb: 'plan', ...asked })).text).toContain('named v0.1-demo by whoever asked')
    expect(await run(it, { verb: 'status', ...asked })).toMatchObject({ outcome: 'incomplete', resume: `slipway release --name v0.1-demo --commit ${at(it, 1)}` })
    expect(await run(it, { verb: 'release', ...asked })).toMatchObject({ outcome: 'released', problems: [] })
    expect(await run(it, { verb: 'status', ...asked })).toMatchObject({ outcome: 'already-released' })
    expect(await run(it, { verb: 'verify', ...asked })).toMatchObject({ outcome: 'already-released' })
  })

  test('that does not roll is refused for another commit, at the door', async () => {
    const it = await bench()
    await run(it, { verb: 'release', name: 'v0.1-demo', commit: at(it, 1) })
    const before = it.writes()
    expect(codes(await run(it, { verb: 'release', name: 'v0.1-demo', commit: at(it) }))).toEqual(['RELEASE_TAKEN'])
    expect(it.writes()).toBe(before)
  })

  test.each([['there', ''], ['elsewhere', 'repository: accanto/driver-releases']])('that is a tag of the source at another commit is refused, and left alone: for a release %s', async (_, where) => {
    const it = await bench(line({ where }))
    expect(codes(await run(it, { verb: 'release', name: 'v0.9.0' }))).toEqual(['TAG_TAKEN'])
    expect(it.writes()).toBe(0)
  })

  test('as the tag of a dispatch, that the clone lacks and GitHub has, is not taken for a name', async () => {
    const it = await bench()
    const folder = join(await tempFolder(), 'clone')
    git(it.project, 'clone', '--quiet', '--no-tags', await it.world.gitFolder(repository.owner, repository.name), folder)
    git(folder, 'remote', 'remove', 'origin')
    const report = await it.run({ verb: 'release', event: event('workflow_dispatch', at(it), { inputs: { tag: 'v0.9.0' } }) }, { folder })
    expect(codes(report)).toEqual(['TAG_TAKEN'])
    expect(it.writes()).toBe(0)
  })
})

test('whoever only looks may name what rolls as if it were a tag; to release it, and another name, stay errors', async () => {
  const it = await bench()
  expect((await run(it, { verb: 'release', name: 'v0.1-daily' })).problems).toEqual([])
  for (const verb of ['verify', 'status'] as const) {
    const [byTag, byName] = [await run(it, { verb, tag: 'v0.1-daily' }), await run(it, { verb, name: 'v0.1-daily' })]
    expect([verb, byTag.problems, byTag.exitCode, byTag.summary]).toEqual([verb, [], byName.exitCode, byName.summary])
    expect(codes(await run(it, { verb, tag: 'v0.1-other' }))).toEqual(['TAG_NOT_FOUND'])
  }
  const refused = await run(it, { verb: 'release', tag: 'v0.1-daily' })
  expect([codes(refused), refused.problems[0]?.hint]).toEqual([['TAG_NOT_FOUND'], expect.stringContaining('`--name`')])
})
