// Names that roll: a release takes the place of the one before, in the source's own repository or in another one, with its tag, date, notes
// and assets. At every instant one of the two is public and complete, but for two calls in a row; the old one is never lost before the new
// one is public.
import { beforeEach, describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { systemClock } from '../../src/adapters/clock.js'
import { digestOf } from '../../src/core/digest.js'
import type { Report } from '../../src/core/report.js'
import type { Clock } from '../../src/ports/clock.js'
import type { Fault } from '../../src/rehearsal/http/faults.js'
import type { WorldRequest } from '../../src/rehearsal/http/handler.js'
import type { Release, RepositoryState } from '../../src/rehearsal/github/state.js'
import { tempFolder } from '../adapters/temp.js'
import { git, workflowToken } from '../publish/bench.js'
import { benches, config, person, repo, repository, type Bench, type Options } from './bench.js'

const open = benches()
const target = { owner: 'accanto', name: 'driver-releases' }
const tag = 'v0.1-test'
const both = { ...workflowToken, permissions: { ...workflowToken.permissions, actions: 'read' as const }, repositories: ['accanto/driver', 'accanto/driver-releases'] }

const line = (more = '', replace = `[${tag}, "*-daily"]`): string => config(`driver:
  tag: "v{version}"
  scheme: free
  build:
    wheel: {}
  publish:
    release:
      ${more === '' ? '' : `${more}\n      `}replace: ${replace}
`)
const elsewhere = 'repository: accanto/driver-releases'
const points = (text: string) => [
  { files: { '.slipway.yaml': text, 'README.md': '# One\n' }, tags: { [tag]: null, 'v0.1-demo': null, 'v1.0.0': null } },
  { files: { 'README.md': '# Two\n' } },
  { files: { 'README.md': '# Three\n' } },
]
const bench = async (text = line(elsewhere), options: Options = {}): Promise<Bench> => {
  const it = await open(points(text), { others: [{ ...target, defaultBranch: 'main' }], world: { tokens: [both] }, ...options })
  await it.world.as('ann', target.owner, target.name).commit('main', { 'README.md': '# Releases\n' }, 'Begin')
  return it
}

/** Looks again without the pauses between. */
const hasty: Clock = { now: () => systemClock.now(), sleep: (milliseconds, signal) => systemClock.sleep(milliseconds <= 15_000 ? 1 : milliseconds, signal) }

const there = (it: Bench): RepositoryState => it.world.repository(target.owner, target.name)
const all = (state: RepositoryState): readonly Release[] => [...state.releases.values()]
const digests = (state: RepositoryState, release: Release): readonly string[] => [...state.assets.values()].filter((it) => it.release === release.id).map((it) => `${it.name} ${it.state} ${it.digest}`).sort()
const codes = (report: Report): readonly string[] => report.problems.map((it) => it.code)
const commitOf = (it: Bench, behind: number): string => git(it.project, 'rev-parse', `main~${behind}`)

/** As a person moves it, and a workflow checks it out. */
const released = async (it: Bench, behind: number, options: Parameters<Bench['run']>[1] = {}, name = tag): Promise<Report> => {
  await person(it).tag(name, commitOf(it, behind))
  const folder = join(await tempFolder(), 'clone')
  git(it.project, 'clone', '--quiet', await it.world.gitFolder(repository.owner, repository.name), folder)
  return it.run({ verb: 'release', tag: name }, { folder, salt: String(behind), clock: hasty, ...options })
}

describe('a name that rolls', () => {
  test('is released again: the new one is public with its own assets, the tag has moved, and the old one is gone', async () => {
    const it = await bench()
    expect((await released(it, 2)).outcome).toBe('released')
    const [first] = all(there(it))
    const moved = await it.world.as('ann', target.owner, target.name).commit('main', { 'README.md': '# More\n' }, 'Go on')
    expect(await released(it, 1)).toMatchObject({ outcome: 'released', problems: [] })
    const [second, ...others] = all(there(it))
    expect(others).toEqual([])
    expect(second).toMatchObject({ tag, draft: false, prerelease: true })
    expect(second?.id).not.toBe(first?.id)
    expect(there(it).refs.get(`refs/tags/${tag}`)).toBe(moved)
    expect(second && digests(there(it), second)).toHaveLength(3)
    const before = it.writes()
    expect((await released(it, 1, { salt: 'other bytes' })).outcome).toBe('already-released')
    expect(it.writes()).toBe(before)
  })

  test('rolls in the source\'s own repository as well, and with it never becomes the latest', async () => {
    const it = await bench(line())
    await it.run({ verb: 'release', tag: 'v1.0.0' })
    await released(it, 2)
    expect(await released(it, 1)).toMatchObject({ outcome: 'released', problems: [] })
    const found = all(repo(it)).filter((one) => one.tag === tag)
    expect(found).toMatchObject([{ draft: false, prerelease: true }])
    expect(repo(it).refs.get(`refs/tags/${tag}`)).toBe(commitOf(it, 1))
    expect(repo(it).latest.get('id')).toBe(all(repo(it)).find((one) => one.tag === 'v1.0.0')?.id)
  })

  test('takes the place of a release by other means, which it says', async () => {
    const it = await bench()
    await it.world.as('ann', target.owner, target.name).release({ tag, draft: false, name: 'Kontain v0.1-test', body: 'By a script.' })
    const report = await released(it, 1)
    expect(report.outcome).toBe('released')
    expect(report.findings.map((one) => one.problem.code)).toContain('REPLACES')
    expect(all(there(it))).toMatchObject([{ draft: false, name: '0.1-test' }])
  })

  test('takes the place of what another source has released under the name, and says so', async () => {
    const it = await bench()
    await released(it, 2)
    const record = [...there(it).assets.values()].find((one) => one.name === 'slipway.json')
    const url = new URL(`${it.world.addresses('http://github.example').api}/repos/${target.owner}/${target.name}/releases/assets/${record?.id ?? 0}`)
    const headers = { authorization: `Bearer ${both.secret}`, accept: 'application/octet-stream', 'user-agent': 'a person' }
    const led = await it.world.handler({ method: 'GET', url, headers, body: undefined })
    const { body } = await it.world.handler({ method: 'GET', url: new URL(led.headers['location'] ?? ''), headers: { accept: headers.accept, 'user-agent': 'a person' }, body: undefined })
    const parts: Uint8Array[] = []
    for await (const part of body instanceof Uint8Array ? [body] : (body ?? [])) parts.push(part)
    const text = Buffer.concat(parts).toString().replaceAll('"accanto/driver"', '"accanto/divers"')
    expect(text).toContain('accanto/divers')
    const id = record?.id ?? 0
    if (record) there(it).assets.set(id, { ...record, digest: digestOf(text), size: Buffer.byteLength(text) })
    it.fail((_, { method, url }) => (method === 'GET' && url.pathname.endsWith(`/releases/assets/${id}`) ? { kind: 'answer', carriedOut: false, status: 200, headers: { 'content-type': 'application/octet-stream' }, body: text } : undefined))
    const report = await released(it, 1)
    expect(report.outcome).toBe('released')
    expect(report.findings.map((one) => one.problem.message).filter((one) => one.includes('accanto/divers'))).toHaveLength(1)
  })

  test('is left alone by a run that comes late for an older commit', async () => {
    const it = await bench()
    await released(it, 0)
    const before = [all(there(it)), it.writes()]
    const late = await released(it, 1)
    expect(late).toMatchObject({ outcome: 'nothing-to-do', exitCode: 0 })
    expect(late.summary).toContain('comes after')
    expect([all(there(it)), it.writes()]).toEqual(before)
  })

  test('is shown as it stands while another commit is out under it', async () => {
    const it = await bench()
    await released(it, 2)
    await person(it).tag(tag, commitOf(it, 1))
    const folder = join(await tempFolder(), 'clone')
    git(it.project, 'clone', '--quiet', await it.world.gitFolder(repository.owner, repository.name), folder)
    const report = await it.run({ verb: 'status', tag }, { folder })
    expect(report).toMatchObject({ outcome: 'incomplete', status: { finished: false, public: [] } })
    expect(report.status?.rows.find((row) => row.kind === 'release')?.notes.join()).toContain('whose place this one takes')
  })

  test('leaves no draft of a run that broke off and was overtaken', async () => {
    const it = await bench()
    await released(it, 2)
    const stopped = new AbortController()
    it.fail((_, request) => {
      if (request.method === 'PATCH') stopped.abort('SIGTERM')
      return stopped.signal.aborted ? { kind: 'refuse' } : undefined
    })
    await released(it, 1, { signal: stopped.signal })
    it.fail(undefined)
    for (const name of [...repo(it).refs.keys()].filter((ref) => ref.startsWith('refs/slipway/lock/'))) await person(it).moveRef(name, undefined)
    expect(all(there(it)).map((one) => one.draft).sort()).toEqual([false, true])
    expect((await released(it, 0)).problems).toEqual([])
    expect(all(there(it))).toMatchObject([{ draft: false }])
  })

  test('leaves drafts of other people alone', async () => {
    const it = await bench()
    await released(it, 2)
    const theirs = await it.world.as('ann', target.owner, target.name).release({ tag, draft: true, name: 'Mine', body: 'Notes of a person' })
    await released(it, 1)
    expect(all(there(it)).find((one) => one.id === theirs.id)).toMatchObject({ draft: true, body: 'Notes of a person' })
  })
})

describe('what is refused before anything is written', () => {
  test('another name, whose release is there already: made from another commit', async () => {
    const it = await bench()
    await released(it, 2, {}, 'v0.1-demo')
    const before = it.writes()
    const report = await released(it, 1, {}, 'v0.1-demo')
    expect(codes(report)).toEqual(['RELEASE_TAKEN'])
    expect(report.problems[0]?.hint).toContain('publish.release.replace')
    expect(it.writes()).toBe(before)
  })

  test.each([['told to administrators', true], ['shown by what is out', false]])('a name that is to roll where releases are immutable, as is %s', async (_, isAdministrator) => {
    const it = await bench(line(elsewhere), { others: [{ ...target, defaultBranch: 'main', immutableReleases: true, collaborators: { boss: 'admin' } }], world: { tokens: [
      { name: 'own', secret: 'ghs_workflow', login: 'github-actions[bot]', kind: 'actions', permissions: { contents: 'write', actions: 'read', metadata: 'read' } },
      { name: 'boss', secret: 'github_pat_boss', login: 'boss', kind: 'fine-grained', permissions: { contents: 'write', administration: 'read', metadata: 'read' } },
    ] } })
    if (!isAdministrator) await it.world.as('ann', target.owner, target.name).release({ tag: 'v0.0.1', draft: false, body: 'Published before.' })
    const before = it.writes()
    const report = await released(it, 1, isAdministrator ? { environment: { SLIPWAY_TARGET_TOKEN: 'github_pat_boss' } } : {})
    expect(codes(report)).toEqual(['ROLLING_IMMUTABLE'])
    expect(report.problems[0]?.message).toContain('tag_name was used by an immutable release')
    expect(it.writes()).toBe(before)
  })

  test('a pattern that takes everything rolls no final version, and is warned of', async () => {
    const it = await bench(line(elsewhere, '["v*"]'))
    expect((await released(it, 2, {}, 'v1.0.0')).findings.map((one) => one.problem.code)).toContain('REPLACE_WIDE')
    const before = it.writes()
    expect(codes(await released(it, 1, {}, 'v1.0.0'))).toEqual(['RELEASE_TAKEN'])
    expect(it.writes()).toBe(before)
  })
})

/** The requests of a run that change something, in the order in which they came. */
const writesIn = async (it: Bench, work: () => Promise<unknown>): Promise<readonly string[]> => {
  const before = it.world.writes().length
  await work()
  return it.world.writes().slice(before).map((call) => `${call.method} ${call.operation ?? ''}`)
}

describe('the gap', () => {
  test('is two calls in a row, and the old one goes after them', async () => {
    const it = await bench()
    await released(it, 2)
    await it.world.as('ann', target.owner, target.name).commit('main', { 'README.md': '# More\n' }, 'Go on')
    const before = it.world.calls.length
    await released(it, 1)
    const calls = it.world.calls.slice(before).map((call) => `${call.method} ${call.operation ?? ''}`)
    const at = calls.indexOf('PATCH repos/update-release')
    expect(calls.slice(at, at + 2)).toEqual(['PATCH repos/update-release', 'PATCH repos/update-release'])
    expect(calls.indexOf('DELETE repos/delete-release')).toBeGreaterThan(at)
    expect(calls.filter((call) => call === 'PATCH repos/update-release')).toHaveLength(2)
  })

  const isPatch = (it: WorldRequest): boolean => it.method === 'PATCH' && /\/releases\/\d+$/.test(it.url.pathname)
  const nth = (count: number, fault: Fault): ((_: number, request: WorldRequest) => Fault | undefined) => {
    let seen = 0
    return (_, request) => (isPatch(request) && ++seen === count ? fault : undefined)
  }

  test.each([1, 2])('is closed in the same run when the answer of its call %d is lost, or its request', async (count) => {
    for (const kind of ['lose-answer', 'lose-request'] as const) {
      const it = await bench()
      await released(it, 2)
      it.fail(nth(count, { kind }))
      expect(await released(it, 1)).toMatchObject({ outcome: 'released', problems: [] })
      expect(all(there(it))).toMatchObject([{ draft: false }])
    }
  })

  test('is closed by a run that is stopped in it, before it stops', async () => {
    const it = await bench()
    await released(it, 2)
    const stopped = new AbortController()
    let at = 0
    it.fail((call, request) => {
      if (isPatch(request) && at === 0) {
        at = call
        stopped.abort('SIGTERM')
      }
      return undefined
    })
    const report = await released(it, 1, { signal: stopped.signal })
    expect(codes(report)).toEqual(['CANCELLED'])
    expect(all(there(it)).map((one) => one.draft).sort()).toEqual([false, true])
    it.fail(undefined)
    expect((await released(it, 1)).exitCode).toBe(0)
    expect(all(there(it))).toMatchObject([{ draft: false }])
  })

  test('is closed with the old one when GitHub refuses the new one', async () => {
    const it = await bench()
    await released(it, 2)
    const [old] = all(there(it))
    it.fail(nth(2, { kind: 'answer', carriedOut: false, status: 422, headers: { 'content-type': 'application/json' }, body: '{"message":"Validation Failed"}' }))
    expect((await released(it, 1)).exitCode).not.toBe(0)
    expect(all(there(it)).filter((one) => !one.draft)).toMatchObject([{ id: old?.id, body: old?.body, name: old?.name, prerelease: old?.prerelease }])
    it.fail(undefined)
    expect((await released(it, 1)).outcome).toBe('resumed')
    expect(all(there(it))).toMatchObject([{ draft: false }])
  })
})

/** One release is out, and its repository has gone on. */
const started = async (): Promise<Bench> => {
  const it = await bench()
  await released(it, 2)
  await it.world.as('ann', target.owner, target.name).commit('main', { 'README.md': '# More\n' }, 'Go on')
  return it
}

describe('a run that is killed', () => {
  let sequence: readonly string[] = []
  beforeEach(async () => {
    if (sequence.length > 0) return
    const it = await started()
    sequence = await writesIn(it, () => released(it, 1))
  }, 60_000)

  /** From the write on that is meant nothing of the run arrives any more; of that one perhaps its request, and never its answer. */
  const killedAt = async (it: Bench, write: number, arrives: boolean): Promise<void> => {
    const before = it.world.writes().length
    // A process that is gone waits for nothing; this one has to be told.
    const killed = new AbortController()
    it.fail((_, request) => {
      if (killed.signal.aborted) return { kind: 'refuse' }
      if (request.method === 'GET' || it.world.writes().length - before < write) return undefined
      killed.abort(new Error('killed'))
      return { kind: arrives ? 'lose-answer' : 'refuse' }
    })
    await released(it, 1, { signal: killed.signal }).catch(() => undefined)
    it.fail(undefined)
  }

  test('in the gap is gone on with by `continue`, which publishes what was meant; or the old one, when that was deleted', async () => {
    for (const isDeleted of [false, true]) {
      const it = await started()
      const [old] = all(there(it))
      await killedAt(it, sequence.indexOf('PATCH repos/update-release') + 1, false)
      expect(all(there(it)).filter((one) => !one.draft)).toEqual([])
      for (const name of [...repo(it).refs.keys()].filter((ref) => ref.startsWith('refs/slipway/lock/'))) await person(it).moveRef(name, undefined)
      const fresh = all(there(it)).find((one) => one.id !== old?.id)
      if (isDeleted) there(it).releases.delete(fresh?.id ?? 0)
      // The tag is gone as well, as with names that no tag of the source has.
      await person(it).moveRef(`refs/tags/${tag}`, undefined)
      git(it.project, 'tag', '-d', tag)
      expect((await it.run({ verb: 'continue' }, { clock: hasty })).exitCode).toBe(0)
      git(it.project, 'tag', tag, commitOf(it, 2))
      const open = all(there(it)).filter((one) => !one.draft && one.tag === tag)
      expect(open).toMatchObject(isDeleted ? [{ id: old?.id, body: old?.body }] : [{ id: fresh?.id }])
    }
  }, 60_000)

  test.each([
    ['the same commit', false], ['the same commit', true], ['a newer commit', false], ['a newer commit', true],
  ])('while it takes the place of the old one leaves one of the two whole, and the next run for %s finishes it (request arrives: %s)', async (next, arrives) => {
    const first = sequence.indexOf('PATCH repos/update-release')
    expect(sequence.slice(first, first + 3)).toEqual(['PATCH repos/update-release', 'PATCH repos/update-release', 'DELETE repos/delete-release'])
    let gaps = 0
    // From the move of the tag to the removal of the old one.
    for (let write = first - 1; write <= first + 2; write++) {
      const it = await started()
      const [old] = all(there(it))
      const bytes = old && digests(there(it), old)
      await killedAt(it, write, arrives)
      const [open, ...more] = all(there(it)).filter((one) => !one.draft)
      expect(more).toEqual([])
      if (open) expect(digests(there(it), open)).toHaveLength(3)
      else gaps++
      // Until the new one is public the old one is there, with all of its bytes.
      if (open === undefined || open.id === old?.id) expect(all(there(it)).filter((one) => one.id === old?.id).map((one) => digests(there(it), one))).toEqual([bytes])
      for (const name of [...repo(it).refs.keys()].filter((ref) => ref.startsWith('refs/slipway/lock/'))) await person(it).moveRef(name, undefined)
      const builtFrom = it.world.calls.length
      const finished = await released(it, next === 'the same commit' ? 1 : 0)
      expect([finished.problems, finished.exitCode]).toEqual([[], 0])
      // A gap is closed before anything is staged.
      const calls = it.world.calls.slice(builtFrom).map((call) => call.operation)
      if (open === undefined && next !== 'the same commit') expect(calls.indexOf('repos/update-release')).toBeLessThan(calls.indexOf('repos/create-release'))
      const [last, ...others] = all(there(it))
      expect(others).toEqual([])
      expect(last?.draft).toBe(false)
      expect(last?.id).not.toBe(old?.id)
    }
    // After the first of the two calls, and before the second one.
    expect(gaps).toBe(1)
  }, 120_000)
})
