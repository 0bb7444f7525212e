// Checks and statuses of commits. They are read here; the people and systems of a world set them.
import { jsonAnswer } from '../../http/answer.js'
import type { WorldResponse } from '../../http/handler.js'
import type { Ask, Route } from '../ask.js'
import { notFound, refuse } from '../refusal.js'
import { nodeId, timeText, userShape } from '../shapes/identity.js'
import { minimalShape } from '../shapes/repository.js'
import type { CheckRun, CommitStatus } from '../state.js'

const commitAt = async (ask: Ask): Promise<string> => (await ask.git.resolve(ask.param('ref'))) ?? refuse(422, `No commit found for SHA: ${ask.param('ref')}`)

const appShape = (ask: Ask, id: number): object => ({
  id, node_id: nodeId('App', id), slug: `app-${id}`, owner: userShape(ask.forge.user(ask.repo.owner), ask.addresses), name: `App ${id}`, description: null, external_url: ask.addresses.server,
  html_url: `${ask.addresses.server}/apps/app-${id}`, created_at: timeText(ask.repo.createdAt), updated_at: timeText(ask.repo.createdAt), permissions: { checks: 'write' }, events: [],
})

const checkShape = (ask: Ask, it: CheckRun): object => {
  const url = ask.url(`/check-runs/${it.id}`)
  return {
    id: it.id, node_id: nodeId('CheckRun', it.id), head_sha: it.commit, name: it.name, external_id: '', url, html_url: ask.page(`/runs/${it.id}`), details_url: ask.page(`/runs/${it.id}`),
    status: it.status, conclusion: it.conclusion, started_at: timeText(it.at), completed_at: it.status === 'completed' ? timeText(it.at) : null, check_suite: { id: it.suite }, app: ask.forge.rules.has('W-CHK-04') ? appShape(ask, it.app) : null, pull_requests: [],
    output: { title: null, summary: null, text: null, annotations_count: 0, annotations_url: `${url}/annotations` },
  }
}

const listChecks = async (ask: Ask): Promise<WorldResponse> => {
  const commit = await commitAt(ask)
  const [name, status] = [ask.query('check_name'), ask.query('status')]
  const all = [...ask.repo.checks.values()].filter((it) => it.commit === commit && (name === undefined || it.name === name) && (status === undefined || it.status === status))
  // The newest of each name in its suite, unless all are asked for.
  const isOneSuite = (a: CheckRun, b: CheckRun): boolean => a.suite === b.suite || !ask.forge.rules.has('W-CHK-05')
  const isLatest = (ask.query('filter') ?? 'latest') === 'latest' && ask.forge.rules.has('W-CHK-01')
  const found = isLatest ? all.filter((it) => !all.some((other) => other.name === it.name && other.app === it.app && isOneSuite(other, it) && other.id > it.id)) : all
  const { part, headers } = ask.paged(found)
  return jsonAnswer(200, { total_count: found.length, check_runs: part.map((it) => checkShape(ask, it)) }, headers)
}

const statusShape = (ask: Ask, it: CommitStatus): object => {
  const user = userShape(ask.forge.user(it.by), ask.addresses)
  return {
    url: ask.url(`/statuses/${it.commit}`), avatar_url: user.avatar_url, id: it.id, node_id: nodeId('StatusContext', it.id), state: it.state, description: it.description, target_url: null,
    context: it.context, created_at: timeText(it.at), updated_at: timeText(it.at), creator: user,
  }
}

const newestOf = (all: readonly CommitStatus[]): readonly CommitStatus[] => all.filter((it) => !all.some((other) => other.context === it.context && other.id > it.id))

/** Failed if one failed; pending if one is, or if there is none at all. */
const combine = (ask: Ask, all: readonly CommitStatus[]): string => {
  if (all.some((it) => it.state === 'failure' || it.state === 'error')) return 'failure'
  if (all.some((it) => it.state === 'pending')) return 'pending'
  return all.length === 0 && ask.forge.rules.has('W-CHK-02') ? 'pending' : 'success'
}

const combined = async (ask: Ask): Promise<WorldResponse> => {
  const sha = await commitAt(ask)
  const all = [...ask.repo.statuses.values()].filter((it) => it.commit === sha)
  const found = ask.forge.rules.has('W-CHK-03') ? newestOf(all) : all
  return jsonAnswer(200, {
    state: combine(ask, found), sha, total_count: found.length, statuses: found.map((it) => statusShape(ask, it)), repository: minimalShape(ask.repo, ask),
    commit_url: ask.url(`/commits/${sha}`), url: ask.url(`/commits/${sha}/status`),
  })
}

const listStatuses = async (ask: Ask): Promise<WorldResponse> => {
  const sha = await commitAt(ask)
  return ask.list([...ask.repo.statuses.values()].filter((it) => it.commit === sha).sort((a, b) => b.id - a.id), (it) => statusShape(ask, it))
}

const states = ['error', 'failure', 'pending', 'success'] as const

const createStatus = async (ask: Ask): Promise<WorldResponse> => {
  const sha = ask.param('sha')
  if ((await ask.git.typeOf(sha)) !== 'commit') return refuse(422, `No commit found for SHA: ${sha}`)
  const state = states.find((it) => it === ask.body.text('state')) ?? notFound()
  const status: CommitStatus = {
    id: ask.forge.nextId(), commit: sha, state, context: ask.body.textIfSent('context') ?? 'default', description: ask.body.textIfSent('description') ?? null, by: ask.login, at: ask.now,
  }
  ask.repo.statuses.set(status.id, status)
  return jsonAnswer(201, statusShape(ask, status), { location: ask.url(`/statuses/${sha}`) })
}

const under = '/repos/{owner}/{repo}'

export const checkRoutes: readonly Route[] = [
  { method: 'GET', path: `${under}/commits/{+ref}/check-runs`, operation: 'checks/list-for-ref', needs: [{ checks: 'read' }], lists: true, handle: listChecks },
  { method: 'GET', path: `${under}/commits/{+ref}/status`, operation: 'repos/get-combined-status-for-ref', needs: [{ statuses: 'read' }], handle: combined },
  { method: 'GET', path: `${under}/commits/{+ref}/statuses`, operation: 'repos/list-commit-statuses-for-ref', needs: [{ statuses: 'read' }], lists: true, handle: listStatuses },
  { method: 'POST', path: `${under}/statuses/{sha}`, operation: 'repos/create-commit-status', needs: [{ statuses: 'write' }], handle: createStatus },
]
