// What the gates are told of a commit, a tag and a person: by the embedded GitHub, and by answers that are none.
import { describe, expect, test } from '@jest/globals'
import { benches, repo, repository, type Bench } from '../../publish/bench.js'
import { codeOf } from '../codes.js'

const bench = benches()
const ann = (it: Bench) => it.world.as('ann', repository.owner, repository.name)
const main = (it: Bench): string => repo(it).refs.get('refs/heads/main') ?? ''

/** Instead of what the world would say. */
const answer = (it: Bench, ends: string, value: unknown, status = 200): void =>
  it.fail((_, request) => (request.url.pathname.endsWith(ends) ? { kind: 'answer', carriedOut: false, status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) } : undefined))

describe('checks', () => {
  test('are read to the last page', async () => {
    const it = await bench()
    for (let number = 0; number < 230; number++) ann(it).check(main(it), `unit ${number}`, number === 229 ? 'failure' : 'success')
    for (let number = 0; number < 130; number++) ann(it).status(main(it), `ci ${number}`, number === 0 ? 'error' : 'success')
    const checks = await it.connect().github.checks(repository, main(it))
    expect([checks.length, checks.filter((one) => one.state !== 'green').map((one) => `${one.name}: ${one.said}`)]).toEqual([360, ['unit 229: failure', 'ci 0: error']])
  })

  test.each<[string, unknown]>([
    ['no list', { total_count: 1 }],
    ['a check without a name', { total_count: 1, check_runs: [{ id: 1, status: 'completed', conclusion: 'success', html_url: null }] }],
    ['a list at the top', []],
  ])('an answer that is none is not taken for "no checks": %s', async (_, value) => {
    const it = await bench()
    answer(it, '/check-runs', value)
    expect(await codeOf(it.connect().github.checks(repository, main(it)))).toBe('GITHUB_ANSWER')
  })

  test('a conclusion that nobody knows yet is not green', async () => {
    const it = await bench()
    answer(it, '/check-runs', { total_count: 1, check_runs: [{ id: 1, name: 'unit', status: 'completed', conclusion: 'stale', html_url: null }] })
    expect(await it.connect().github.checks(repository, main(it))).toEqual([{ name: 'unit', state: 'red', said: 'stale' }])
  })

  test('where the token may not see them, that is told, and not that there are none', async () => {
    const it = await bench({ repository: { private: true } })
    expect(await codeOf(it.connect().github.checks(repository, main(it)))).toBe('GITHUB_PERMISSION')
  })
})

describe('required checks', () => {
  test('are those of protection and of all rulesets, each once', async () => {
    const it = await bench()
    const rule = (...contexts: object[]) => ({ type: 'required_status_checks' as const, parameters: { strict_required_status_checks_policy: false, required_status_checks: contexts } })
    const ruleset = (id: number, ...contexts: object[]) => ({ id, name: `${id}`, target: 'branch' as const, enforcement: 'active' as const, include: ['~DEFAULT_BRANCH'], rules: [rule(...contexts)] })
    it.world.configure(repository.owner, repository.name, {
      protections: { main: { pullRequest: false, checks: ['unit', 'ci'] } }, rulesets: [ruleset(1, { context: 'unit' }, { context: 'lint', integration_id: 4711 }), ruleset(2, { context: 'lint' }, { context: 'docs', integration_id: -1 })],
    })
    expect(await it.connect().github.requiredChecks(repository, 'main')).toEqual([{ name: 'unit' }, { name: 'ci' }, { name: 'lint', app: 4711 }, { name: 'lint' }, { name: 'docs' }])
  })

  test('are none where nothing protects the branch', async () => {
    expect(await (await bench()).connect().github.requiredChecks(repository, 'main')).toEqual([])
  })
})

describe('people', () => {
  test('have their permission, in the old words and the new', async () => {
    const it = await bench({ repository: { collaborators: { mia: 'maintain', tri: 'triage' } } })
    const of = async (login: string) => it.connect().github.rightsOf(repository, login)
    expect(await of('mia')).toEqual({ login: 'mia', isBot: false, permission: 'write', role: 'maintain' })
    expect(await of('tri')).toMatchObject({ permission: 'read', role: 'triage' })
    expect(await of('nobody-of-this-name')).toBeUndefined()
    expect(await of('github-actions[bot]')).toMatchObject({ isBot: true })
  })

  test('a permission in a word that nobody knows is none', async () => {
    const it = await bench()
    answer(it, '/permission', { permission: 'root', role_name: 'root', user: { login: 'x', type: 'User' } })
    expect(await codeOf(it.connect().github.rightsOf(repository, 'x'))).toBe('GITHUB_ANSWER')
  })

  test("a workflow's token is nobody's", async () => {
    expect(await (await bench()).connect().github.self()).toBeUndefined()
  })
})

test('a commit that is not there is unrelated, and a comparison in other words is no answer', async () => {
  const it = await bench()
  expect(await it.connect().github.compare(repository, main(it), '1'.repeat(40))).toBe('unrelated')
  const later = await ann(it).commit('main', { 'a.txt': 'a' }, 'Later')
  expect([await it.connect().github.compare(repository, later, it.tag.commit), await it.connect().github.compare(repository, it.tag.commit, later)]).toEqual(['behind', 'ahead'])
  answer(it, `${later}...${it.tag.commit}`, { status: 'fine' })
  expect(await codeOf(it.connect().github.compare(repository, later, it.tag.commit))).toBe('GITHUB_ANSWER')
})
