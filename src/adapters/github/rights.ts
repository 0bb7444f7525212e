// What GitHub knows of people, commits and tag objects, for the gates.
import type { components } from '@octokit/openapi-types'
import { repositoryText, type Repository } from '../../core/facts.js'
import { fail } from '../../errors/release-error.js'
import type { CheckReport, PersonRights, RequiredCheck, RightsReader, TagObjectInfo } from '../../ports/rights.js'
import { encodePath, type Api } from './api.js'
import { readSettled } from './look.js'
import { refuse } from './refusal.js'
import { Fields, listOf } from './shape.js'

type Schemas = components['schemas']

const permissions = ['admin', 'write', 'read', 'none'] as const
const standings = ['ahead', 'behind', 'diverged', 'identical'] as const

const base = (repository: Repository): string => `/repos/${encodePath(repositoryText(repository))}`

const oneOf = <T extends string>(words: readonly T[], said: string, asked: { what: string; field: string }): T =>
  words.find((it) => it === said) ?? fail('GITHUB_ANSWER', { ...asked, found: said })

const rightsOf = async (api: Api, repository: Repository, login: string): Promise<PersonRights | undefined> => {
  const what = `read what ${login} may do in ${repositoryText(repository)}`
  const value = await api.find(`${base(repository)}/collaborators/${encodeURIComponent(login)}/permission`, what)
  if (value === undefined) return undefined
  const it = new Fields<Schemas['repository-collaborator-permission']>(value, what)
  const user = it.object('user')
  return { login: user.text('login'), isBot: user.text('type') === 'Bot', permission: oneOf(permissions, it.text('permission'), { what, field: 'permission' }), role: it.text('role_name') }
}

/** A workflow's token and an app's have no user; GitHub says so with 403. */
const self = async (api: Api): ReturnType<RightsReader['self']> => {
  const call = { method: 'GET', path: '/user', what: 'read whose token this is' } as const
  const answer = await api.ask(call)
  if (answer.status === 401 || answer.status === 403 || answer.status === 404) return undefined
  if (answer.status >= 300) return refuse(answer, call)
  const it = new Fields<Schemas['simple-user']>(answer.value, call.what)
  return { login: it.text('login'), isBot: it.text('type') === 'Bot' }
}

/** Commits, never names: a tag could be called like a branch. What `base` contains is compared with few words. */
const compare = async (api: Api, repository: Repository, [from, to]: readonly [string, string]): ReturnType<RightsReader['compare']> => {
  const what = `compare ${from} with ${to} of ${repositoryText(repository)}`
  const value = await api.find(`${base(repository)}/compare/${from}...${to}?per_page=1`, what)
  return value === undefined ? 'unrelated' : oneOf(standings, new Fields<Schemas['commit-comparison']>(value, what).text('status'), { what, field: 'status' })
}

const green = new Set(['success', 'neutral', 'skipped'])

const runOf = (value: unknown, what: string): CheckReport & { readonly id: number } => {
  const it = new Fields<Schemas['check-run']>(value, what)
  const [status, conclusion, url, id] = [it.text('status'), it.textOr('conclusion', ''), it.textOrNull('html_url'), it.number('id')]
  const app = (value as { readonly app?: { readonly id?: unknown } | null }).app?.id
  const state = status !== 'completed' ? 'running' : green.has(conclusion) ? 'green' : 'red'
  return { id, name: it.text('name'), state, said: state === 'running' ? status : conclusion, ...(typeof app === 'number' ? { app } : {}), ...(url === null ? {} : { url }) }
}

/** GitHub lists the newest of each suite; of one name and app the newest of all counts. */
const newestRuns = (runs: readonly (CheckReport & { readonly id: number })[]): readonly CheckReport[] =>
  runs.filter((it) => !runs.some((other) => other.name === it.name && other.app === it.app && other.id > it.id)).map(({ id: _, ...it }) => it)

const states: Readonly<Record<string, CheckReport['state']>> = { success: 'green', pending: 'running', failure: 'red', error: 'red' }

const statusesOf = (values: readonly unknown[], what: string): readonly CheckReport[] => {
  const all = values.map((value) => {
    const it = new Fields<Schemas['status']>(value, what)
    return { id: it.number('id'), name: it.text('context'), said: it.text('state'), url: it.textOrNull('target_url') }
  })
  const newest = all.filter((it) => !all.some((other) => other.name === it.name && other.id > it.id))
  return newest.map(({ name, said, url }) => ({ name, said, state: states[said] ?? 'red', ...(url === null ? {} : { url }) }))
}

const mostPages = 50

const checkRuns = async (api: Api, repository: Repository, commit: string): Promise<readonly CheckReport[]> => {
  const what = `read the checks of ${commit} of ${repositoryText(repository)}`
  const runs: (CheckReport & { readonly id: number })[] = []
  for (let page = 1; page <= mostPages; page++) {
    const answer = await api.must({ method: 'GET', path: `${base(repository)}/commits/${commit}/check-runs?per_page=100&page=${page}`, what })
    const it = new Fields<{ check_runs: unknown[]; total_count: number }>(answer.value, what)
    const part = it.list('check_runs').map((value) => runOf(value, what))
    runs.push(...part)
    if (part.length === 0 || runs.length >= it.number('total_count')) return newestRuns(runs)
  }
  return fail('GITHUB_TOO_MANY', { what, limit: mostPages * 100 })
}

const checks = async (api: Api, repository: Repository, commit: string): Promise<readonly CheckReport[]> => {
  const what = `read the statuses of ${commit} of ${repositoryText(repository)}`
  const [runs, statuses] = await Promise.all([checkRuns(api, repository, commit), api.all(`${base(repository)}/commits/${commit}/statuses`, what)])
  return [...runs, ...statusesOf(statuses, what)]
}

/** Any app will do where GitHub has null or -1. */
const required = (name: string, app: unknown): RequiredCheck => (typeof app === 'number' && app > 0 ? { name, app } : { name })

const protectedChecks = async (api: Api, repository: Repository, branch: string): Promise<readonly RequiredCheck[]> => {
  const what = `read the branch ${branch} of ${repositoryText(repository)}`
  const answer = await api.must({ method: 'GET', path: `${base(repository)}/branches/${encodePath(branch)}`, what })
  const { protection } = answer.value as { readonly protection?: { readonly required_status_checks?: { readonly checks?: unknown; readonly contexts?: unknown } } }
  const { checks: bound = [], contexts = [] } = protection?.required_status_checks ?? {}
  const named = listOf(bound, what).map((value) => required(new Fields<{ context: string }>(value, what).text('context'), (value as { readonly app_id?: unknown }).app_id))
  const plain = listOf(contexts, what).filter((it): it is string => typeof it === 'string' && !named.some(({ name }) => name === it))
  return [...named, ...plain.map((name) => ({ name }))]
}

const ruledChecks = async (api: Api, repository: Repository, branch: string): Promise<readonly RequiredCheck[]> => {
  const what = `read the rules for the branch ${branch} of ${repositoryText(repository)}`
  const rules = await api.all(`${base(repository)}/rules/branches/${encodePath(branch)}`, what)
  return rules.flatMap((value) => {
    const it = new Fields<Schemas['repository-rule-required-status-checks']>(value, what)
    if (it.text('type') !== 'required_status_checks') return []
    return it.object('parameters').list('required_status_checks').map((one) => required(new Fields<{ context: string }>(one, what).text('context'), (one as { readonly integration_id?: unknown }).integration_id))
  })
}

const requiredChecks = async (api: Api, repository: Repository, branch: string): Promise<readonly RequiredCheck[]> => {
  const all = (await Promise.all([protectedChecks(api, repository, branch), ruledChecks(api, repository, branch)])).flat()
  return all.filter((it, at) => all.findIndex((other) => other.name === it.name && other.app === it.app) === at)
}

const signature = /^-----BEGIN (PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m

const tagObject = async (api: Api, repository: Repository, object: string): Promise<TagObjectInfo> => {
  const what = `read the tag object ${object} of ${repositoryText(repository)}`
  const path = `${base(repository)}/git/tags/${object}`
  // A ref names it, so it is there: a "not found" is old.
  const value = await readSettled(() => api.find(path, what), (it) => it !== undefined, api.settings)
  if (value === undefined) return fail('GITHUB_NOT_FOUND', { what, url: path })
  const it = new Fields<Schemas['git-tag']>(value, what)
  const [target, verification] = [it.object('object'), it.object('verification')]
  const [payload, signed] = [verification.textOrNull('payload'), verification.textOrNull('signature')]
  return {
    name: it.text('tag'), target: target.text('sha'), type: target.text('type'),
    isSigned: signed !== null || signature.test(it.text('message')),
    verified: verification.flag('verified'), reason: verification.text('reason'),
    candidates: payload === null || signed === null ? [] : [`${payload}${signed}`, `${payload}${signed}\n`, `${payload}\n${signed}\n`].map((text) => Buffer.from(text)),
  }
}

export const createRights = (api: Api): RightsReader => ({
  rightsOf: (repository, login) => rightsOf(api, repository, login),
  self: () => self(api),
  compare: (repository, from, to) => compare(api, repository, [from, to]),
  checks: (repository, commit) => checks(api, repository, commit),
  requiredChecks: (repository, branch) => requiredChecks(api, repository, branch),
  tagObject: (repository, object) => tagObject(api, repository, object),
})
