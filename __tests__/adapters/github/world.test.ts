// The client against the embedded GitHub: rights that are asked for without effect, rules of branches, files, refs.
import { describe, expect, test } from '@jest/globals'
import type { Scope } from '../../../src/ports/github.js'
import type { Token } from '../../../src/rehearsal/github/access.js'
import { codeOf } from '../codes.js'
import { benches, repository } from '../../publish/bench.js'

const bench = benches()

describe('a right is asked for without any effect', () => {
  test.each<[string, Partial<Token>, Scope, string]>([
    ['of a workflow that has it', {}, 'contents:write', 'granted'],
    ['of a workflow that may read', { permissions: { contents: 'read', metadata: 'read' } }, 'contents:write', 'denied'],
    ['of a workflow that may open pull requests', {}, 'pull-requests:write', 'granted'],
    ['of a workflow that may not', { permissions: { contents: 'write', metadata: 'read' } }, 'pull-requests:write', 'denied'],
    ['of a workflow on issues', { permissions: { issues: 'write', metadata: 'read' } }, 'issues:write', 'granted'],
    ['of a workflow on issues, without', {}, 'issues:write', 'denied'],
    ['of a workflow for another repository', { repositories: ['accanto/other'] }, 'contents:write', 'denied'],
    ['of a classic token of the owner', { kind: 'classic', login: 'accanto', scopes: ['repo'] }, 'contents:write', 'granted'],
    ['of a classic token without a scope', { kind: 'classic', login: 'accanto', scopes: [] }, 'contents:write', 'denied'],
    ['of a stranger\'s token', { kind: 'classic', login: 'eve', scopes: ['repo'] }, 'contents:write', 'denied'],
    ['that GitHub does not tell', {}, 'packages:write', 'unproven'],
  ])('%s', async (_, token, scope, state) => {
    const it = await bench({ token })
    const access = await it.github.can(repository, scope)
    expect(access.state).toBe(state)
    if (state === 'denied') expect(access.reason).toMatch(/GitHub answered (401|403|404): .+/)
    expect(it.world.writes()).toEqual([])
    if (state === 'granted') expect(it.world.calls.map((call) => call.kind)).toEqual(['access-probe'])
  })

  test('once, however many ask', async () => {
    const it = await bench()
    await Promise.all([it.github.can(repository, 'contents:write'), it.github.can(repository, 'contents:write')])
    expect(it.world.calls).toHaveLength(1)
  })
})

describe('a branch', () => {
  const ruleset = (type: 'pull_request' | 'deletion' | 'required_signatures' | 'non_fast_forward' | 'required_status_checks', enforcement: 'active' | 'evaluate' = 'active') =>
    ({ repository: { rulesets: [{ id: 1, name: 'main', target: 'branch' as const, enforcement, include: ['~DEFAULT_BRANCH'], rules: [{ type }] }] } })

  test('without rules takes commits, and says where it is', async () => {
    const it = await bench()
    expect(await it.github.branch(repository, 'main')).toEqual({ head: it.tag.commit, takesCommits: true })
  })

  test.each(['deletion', 'required_signatures', 'non_fast_forward'] as const)('with the rule %s takes commits: GitHub signs them, and nothing is forced', async (type) => {
    expect((await (await bench(ruleset(type))).github.branch(repository, 'main')).takesCommits).toBe(true)
  })

  test.each(['pull_request', 'required_status_checks'] as const)('with the rule %s takes none', async (type) => {
    expect(await (await bench(ruleset(type))).github.branch(repository, 'main')).toMatchObject({ takesCommits: false, reason: expect.stringContaining(type) })
  })

  test('with a rule that is only being tried takes commits', async () => {
    expect((await (await bench(ruleset('pull_request', 'evaluate'))).github.branch(repository, 'main')).takesCommits).toBe(true)
  })

  test('that is not there has no head', async () => {
    expect((await (await bench()).github.branch(repository, 'none')).head).toBeUndefined()
  })
})

describe('refs and files', () => {
  test('an annotated tag is followed down to its commit, also through a tag of a tag', async () => {
    const it = await bench()
    const found = await it.github.ref(repository, 'refs/tags/1.0.0')
    expect(found).toEqual({ object: it.tag.object, type: 'tag' })
    expect(await it.github.commitOf(repository, { object: it.tag.object, type: 'tag' })).toBe(it.tag.commit)
    expect(await it.github.ref(repository, 'tags/1.0')).toBeUndefined()
  })

  test('a ref that is there already at the same object is as good, at another it is a conflict', async () => {
    const it = await bench()
    await it.github.createRef(repository, 'refs/heads/a/b+c', it.tag.commit)
    await it.github.createRef(repository, 'refs/heads/a/b+c', it.tag.commit)
    expect((await it.github.ref(repository, 'refs/heads/a/b+c'))?.object).toBe(it.tag.commit)
    const other = await it.world.as('ann', 'accanto', 'driver').commit('main', { x: '1' }, 'x')
    expect(await codeOf(it.github.createRef(repository, 'refs/heads/a/b+c', other))).toBe('REF_EXISTS')
  })

  test('a file is read byte for byte, large ones too, and one that is not there is told apart', async () => {
    const it = await bench()
    const large = Buffer.alloc(1_500_000, 'größe\n')
    const commit = await it.world.as('ann', 'accanto', 'driver').commit('main', { 'a b/ü#?.txt': 'mit Bytes \u0000\n', 'large.txt': large }, 'files')
    expect(Buffer.from((await it.github.file(repository, 'a b/ü#?.txt', commit)) ?? []).toString()).toBe('mit Bytes \u0000\n')
    expect(large.equals((await it.github.file(repository, 'large.txt', commit)) ?? Buffer.alloc(0))).toBe(true)
    expect(await it.github.file(repository, 'none.txt', commit)).toBeUndefined()
  })

  test('a private repository that the token may not see is not found, and says that it may be hidden', async () => {
    const it = await bench({ repository: { private: true }, token: { repositories: ['accanto/other'] } })
    expect(await codeOf(it.github.repository(repository))).toBe('GITHUB_NOT_FOUND')
  })
})
