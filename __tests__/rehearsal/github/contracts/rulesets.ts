// Rulesets and classic protection, as the API tells and obeys them.
import { expect } from '@jest/globals'
import type { Rule, Ruleset } from '../../../../src/rehearsal/github/ruleset.js'
import { contract, said, type Contract } from '../contract.js'
import type { Stage } from '../stage.js'

const ruleset = (type: Rule['type'], more: Partial<Ruleset> & { parameters?: Rule['parameters'] } = {}): Ruleset => {
  const { parameters, ...rest } = more
  return { id: 7, name: 'rules', target: 'branch', enforcement: 'active', include: ['~ALL'], rules: [{ type, ...(parameters ? { parameters } : {}) }], ...rest }
}

const violation = (text: string): string => `422 Repository rule violations found\n\n${text}\n\n`

const typesFor = async (stage: Stage, branch: string): Promise<string[]> => (await stage.api.get(`./rules/branches/${branch}`)).body.map((it: { type: string }) => it.type)

/** One commit further than main, on no branch. */
const ahead = async (stage: Stage): Promise<string> => {
  const { body } = await stage.api.post('./git/commits', { message: 'Ahead', tree: (await stage.api.get('./git/trees/main')).body.sha, parents: [stage.ref('refs/heads/main')], author: { name: 'A', email: 'a@example.com' } })
  return body.sha
}

const pushAhead = async (stage: Stage) => stage.api.patch('./git/refs/heads/main', { sha: await ahead(stage) })

export const rulesetContracts: readonly Contract[] = [
  contract('W-RUL-01', async (stage) => {
    stage.configure({ rulesets: [ruleset('pull_request', { include: ['refs/heads/release/**'] })] })
    const rules = (await stage.api.get('./rules/branches/release/1.x')).body
    expect(rules).toMatchObject([{ type: 'pull_request', ruleset_id: 7, ruleset_source: 'acme/thing', parameters: { required_approving_review_count: 0 } }])
    expect((await stage.api.get('./rulesets')).body).toMatchObject([{ id: 7, name: 'rules', enforcement: 'active' }])
  }),
  contract('W-RUL-02', async (stage) => {
    stage.configure({ rulesets: [ruleset('update', { enforcement: 'evaluate' }), ruleset('deletion', { enforcement: 'disabled' }), ruleset('non_fast_forward')] })
    expect(await typesFor(stage, 'main')).toEqual(['non_fast_forward'])
    expect((await pushAhead(stage)).status).toBe(200)
  }),
  contract('W-RUL-03', async (stage) => {
    stage.configure({ rulesets: [ruleset('update', { include: ['~DEFAULT_BRANCH'] }), ruleset('deletion', { include: ['refs/heads/release/*'], exclude: ['refs/heads/release/old'] })] })
    const found = await Promise.all(['main', 'other', 'release/1', 'release/1/x', 'release/old'].map((it) => typesFor(stage, it)))
    expect(found).toEqual([['update'], [], ['deletion'], [], []])
  }),
  contract('W-RUL-04', async (stage) => {
    stage.configure({ rulesets: [ruleset('creation', { target: 'tag', include: ['refs/tags/v*'] })] })
    const sha = stage.ref('refs/heads/main')
    expect(said(await stage.api.post('./git/refs', { ref: 'refs/tags/v1', sha }))).toBe(violation('Cannot create ref due to creations being restricted.'))
    expect((await stage.api.post('./git/refs', { ref: 'refs/tags/1', sha })).status).toBe(201)
    expect((await stage.api.post('./git/refs', { ref: 'refs/heads/v1', sha })).status).toBe(201)
  }),
  contract('W-RUL-05', async (stage) => {
    stage.configure({ rulesets: [ruleset('update')] })
    expect(said(await pushAhead(stage))).toBe(violation('Cannot update this protected ref.'))
  }),
  contract('W-RUL-06', async (stage) => {
    stage.configure({ rulesets: [ruleset('deletion')] })
    expect(said(await stage.api.delete('./git/refs/heads/workflow'))).toBe(violation('Cannot delete this protected ref.'))
  }),
  contract('W-RUL-07', async (stage) => {
    stage.configure({ rulesets: [ruleset('non_fast_forward')] })
    expect((await pushAhead(stage)).status).toBe(200)
    const answer = await stage.api.patch('./git/refs/heads/main', { sha: stage.ref('refs/tags/0.1.0'), force: true })
    expect(said(answer)).toBe(violation('Cannot force-push to this branch'))
  }),
  contract('W-RUL-08', async (stage) => {
    stage.configure({ rulesets: [ruleset('pull_request', { include: ['~DEFAULT_BRANCH'] })] })
    expect(said(await pushAhead(stage))).toBe(violation('Changes must be made through a pull request.'))
    await stage.person().commit('feature', { 'feature.txt': 'x' }, 'Feature')
    const { number } = (await stage.api.post('./pulls', { title: 'x', head: 'feature', base: 'main' })).body
    expect((await stage.api.put(`./pulls/${number}/merge`, {})).status).toBe(200)
  }),
  contract('W-RUL-09', async (stage) => {
    const sha = await ahead(stage)
    stage.configure({ rulesets: [ruleset('required_signatures')] })
    expect(said(await stage.api.patch('./git/refs/heads/main', { sha }))).toBe(violation(`Commits must have verified signatures.\n  Found 1 violation:\n\n  ${sha}\n`))
  }),
  contract('W-RUL-10', async (stage) => {
    stage.configure({ rulesets: [ruleset('required_status_checks', { parameters: { required_status_checks: [{ context: 'ci' }] } })] })
    expect(said(await pushAhead(stage))).toBe(violation('Required status check "ci" is expected.'))
    expect((await stage.api.get('./rules/branches/main')).body[0].parameters).toEqual({ strict_required_status_checks_policy: false, required_status_checks: [{ context: 'ci' }] })
  }),
  contract('W-RUL-11', async (stage) => {
    const parameters = { operator: 'starts_with', pattern: 'v' }
    stage.configure({ rulesets: [ruleset('tag_name_pattern', { target: 'tag', parameters })] })
    const sha = stage.ref('refs/heads/main')
    expect((await stage.api.post('./git/refs', { ref: 'refs/tags/1.0.0', sha })).status).toBe(422)
    expect((await stage.api.post('./git/refs', { ref: 'refs/tags/v1.0.0', sha })).status).toBe(201)
  }),
  contract('W-RUL-12', async (stage) => {
    stage.configure({ protections: { main: { pullRequest: true, checks: ['a', 'b'] } } })
    expect(said(await pushAhead(stage))).toBe('422 Changes must be made through a pull request. 2 of 2 required status checks are expected.')
    expect((await stage.api.get('./branches/main')).body).toMatchObject({ protected: true, protection: { required_status_checks: { contexts: ['a', 'b'] } } })
  }),
]
