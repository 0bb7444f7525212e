// The repository itself, its rules, who may do what, and how much may still be asked.
import { jsonAnswer } from '../../http/answer.js'
import type { WorldResponse } from '../../http/handler.js'
import { roleOf } from '../access.js'
import type { Ask, Route } from '../ask.js'
import { rateOf } from '../limits.js'
import { notFound } from '../refusal.js'
import { rulesFor, type Ruleset } from '../ruleset.js'
import { userShape } from '../shapes/identity.js'
import { fullShape } from '../shapes/repository.js'

const get = (ask: Ask): WorldResponse => jsonAnswer(200, fullShape(ask.repo, ask))

const defaults = {
  pull_request: {
    dismiss_stale_reviews_on_push: false, require_code_owner_review: false, require_last_push_approval: false, required_approving_review_count: 0,
    required_review_thread_resolution: false, allowed_merge_methods: ['merge', 'squash', 'rebase'],
  },
  required_status_checks: { strict_required_status_checks_policy: false, required_status_checks: [] },
  update: { update_allows_fetch_and_merge: false },
} as const

const parametersOf = (type: string, given: object | undefined): object => {
  const preset = defaults[type as keyof typeof defaults] as object | undefined
  return preset || given ? { parameters: { ...preset, ...given } } : {}
}

const source = (ask: Ask, ruleset: Ruleset): object => ({ ruleset_source_type: 'Repository', ruleset_source: `${ask.repo.owner}/${ask.repo.name}`, ruleset_id: ruleset.id })

const branchRules = (ask: Ask): WorldResponse => {
  const branch = ask.param('branch')
  const isThere = ask.repo.refs.has(`refs/heads/${branch}`) || ask.forge.rules.has('W-RUL-01')
  const found = isThere ? rulesFor(ask.repo, `refs/heads/${branch}`, ask.forge.rules) : []
  return ask.list(found, ({ rule, ruleset }) => ({ type: rule.type, ...parametersOf(rule.type, rule.parameters), ...source(ask, ruleset) }))
}

const rulesets = (ask: Ask): WorldResponse =>
  ask.list(ask.repo.settings.rulesets, (it) => ({
    id: it.id, name: it.name, target: it.target, source_type: 'Repository', source: `${ask.repo.owner}/${ask.repo.name}`, enforcement: it.enforcement,
    created_at: new Date(ask.repo.createdAt).toISOString(), updated_at: new Date(ask.repo.createdAt).toISOString(), node_id: `RRS_${it.id}`,
    _links: { self: { href: ask.url(`/rulesets/${it.id}`) }, html: { href: ask.page(`/rules/${it.id}`) } },
  }))

const legacy = { admin: 'admin', maintain: 'write', write: 'write', triage: 'read', read: 'read' } as const

const permission = (ask: Ask): WorldResponse => {
  const login = ask.param('username')
  const user = ask.forge.state.users.get(login.toLowerCase()) ?? notFound()
  const role = roleOf(ask.repo, login) ?? (ask.repo.settings.isPrivate ? undefined : 'read')
  const rights = { admin: role === 'admin', maintain: role === 'admin' || role === 'maintain', push: role !== undefined && legacy[role] !== 'read', triage: role !== undefined && role !== 'read', pull: role !== undefined }
  return jsonAnswer(200, {
    permission: role === undefined ? 'none' : legacy[role], role_name: role ?? 'none',
    user: { ...userShape(user, ask.addresses), permissions: rights, role_name: role ?? 'none' },
  })
}

const rateLimit = (ask: Ask): WorldResponse => {
  const rate = rateOf(ask.forge, ask.actor, 'core')
  const search = { limit: 30, used: 0, remaining: 30, reset: rate.reset }
  return jsonAnswer(200, { resources: { core: rate, search, graphql: { ...rate } }, rate })
}

export const repositoryRoutes: readonly Route[] = [
  { method: 'GET', path: '/repos/{owner}/{repo}', operation: 'repos/get', needs: [{ metadata: 'read' }], handle: get },
  { method: 'GET', path: '/repos/{owner}/{repo}/rules/branches/{+branch}', operation: 'repos/get-branch-rules', needs: [{ metadata: 'read' }], lists: true, handle: branchRules },
  { method: 'GET', path: '/repos/{owner}/{repo}/rulesets', operation: 'repos/get-repo-rulesets', needs: [{ metadata: 'read' }], lists: true, handle: rulesets },
  { method: 'GET', path: '/repos/{owner}/{repo}/collaborators/{username}/permission', operation: 'repos/get-collaborator-permission-level', needs: [{ metadata: 'read' }], handle: permission },
  { method: 'GET', path: '/rate_limit', operation: 'rate-limit/get', needs: [], handle: rateLimit },
]
