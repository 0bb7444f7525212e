// Pull requests.
import { jsonAnswer } from '../../http/answer.js'
import type { WorldResponse } from '../../http/handler.js'
import { mustHave, roleOf, type Needs } from '../access.js'
import type { Ask, Route } from '../ask.js'
import { setIssueState } from '../issues.js'
import { mergedTree, mergePull, openPull, type MergeMethod } from '../pulls.js'
import { pullsIn, pullsOfCommit, type WithPull } from '../pulls-of-commit.js'
import { invalid, notFound, refuse } from '../refusal.js'
import { pullShape, wholePullShape } from '../shapes/issue.js'
import type { Issue } from '../state.js'
import { readsContents, writesContents } from './refs.js'

const reads: Needs = [{ pull_requests: 'read' }]
const writes: Needs = [{ pull_requests: 'write' }]

const pullsOf = (ask: Ask): readonly WithPull[] => pullsIn(ask.repo)

const pullAt = (ask: Ask): WithPull => pullsOf(ask).find((it) => it.number === ask.number('pull_number')) ?? notFound()

const whole = async (ask: Ask, issue: WithPull, status: number): Promise<WorldResponse> => {
  const isMergeable = issue.state === 'open' ? (await mergedTree(ask, issue.pull)) !== undefined : null
  return jsonAnswer(status, await wholePullShape(ask, issue, issue.pull, isMergeable), status === 201 ? { location: ask.url(`/pulls/${issue.number}`) } : {})
}

const ownerOf = (ask: Ask, it: WithPull): string => (ask.forge.state.repositories.get(it.pull.head.repository) ?? ask.repo).owner

/** `owner:branch`. Without an owner GitHub does not filter at all. */
const isFrom = (ask: Ask, it: WithPull, head: string | undefined): boolean => {
  if (head === undefined) return true
  if (!head.includes(':')) return ask.forge.rules.has('W-PUL-05') || it.pull.head.branch === head
  return head.toLowerCase() === `${ownerOf(ask, it)}:${it.pull.head.branch}`.toLowerCase()
}

const list = (ask: Ask): WorldResponse => {
  const [state, head, base] = [ask.query('state') ?? 'open', ask.query('head'), ask.query('base')]
  const found = pullsOf(ask)
    .filter((it) => (state === 'all' || it.state === state) && isFrom(ask, it, head) && (base === undefined || it.pull.base.branch === base))
    .sort((a, b) => (ask.query('direction') === 'asc' ? a.number - b.number : b.number - a.number))
  return ask.list(found, (it) => pullShape(ask, it, it.pull))
}

const get = (ask: Ask): Promise<WorldResponse> => whole(ask, pullAt(ask), 200)

const create = async (ask: Ask): Promise<WorldResponse> => {
  const { body } = ask
  if (ask.actor.token?.kind === 'actions' && !ask.repo.settings.actionsMayOpenPulls && ask.forge.rules.has('W-TOK-10')) {
    return refuse(403, 'GitHub Actions is not permitted to create or approve pull requests.')
  }
  const [head, base] = [body.text('head'), body.text('base')]
  const title = body.textIfSent('title') ?? ''
  if (title === '' && !body.has('issue')) return invalid({ resource: 'PullRequest', code: 'missing_field', field: 'title' })
  const issue = await openPull(ask, { title, head, base, body: body.textIfSent('body') ?? null, draft: body.flagIfSent('draft') ?? false })
  return issue.pull ? whole(ask, issue as WithPull, 201) : notFound()
}

/** Its head is what it was when it was closed. */
const hasMoved = (ask: Ask, { pull: { head } }: WithPull): boolean =>
  ask.forge.rules.has('W-PUL-12') && ask.forge.state.repositories.get(head.repository)?.refs.get(`refs/heads/${head.branch}`) !== head.commit

const askReviewers = async (ask: Ask): Promise<WorldResponse> => {
  const issue = pullAt(ask)
  const asked = ask.body.textsIfSent('reviewers') ?? []
  const teams = ask.body.textsIfSent('team_reviewers') ?? []
  const strangers = asked.filter((it) => roleOf(ask.repo, it) === undefined)
  if (strangers.length + teams.length > 0 && ask.forge.rules.has('W-PUL-13')) {
    return refuse(422, `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${ask.repo.owner}/${ask.repo.name} repository.`)
  }
  const reviewers = [...new Set([...(issue.pull.reviewers ?? []), ...asked])]
  const next: WithPull = { ...issue, updatedAt: ask.now, pull: { ...issue.pull, reviewers } }
  ask.repo.issues.set(issue.number, next)
  return jsonAnswer(201, pullShape(ask, next, next.pull))
}

/** Who opened it may change its text and close it, without any right to the repository. */
const isOwn = (ask: Ask, { user }: WithPull): boolean => user.toLowerCase() === ask.login.toLowerCase() && ask.forge.rules.has('W-PUL-14')

const update = async (ask: Ask): Promise<WorldResponse> => {
  const old = pullAt(ask)
  if (!isOwn(ask, old)) mustHave(ask, writes)
  const [title, text, state, base] = [ask.body.textIfSent('title'), ask.body.textIfSent('body'), ask.body.textIfSent('state'), ask.body.textIfSent('base')]
  if (state === 'open' && old.pull.mergedAt !== null) return invalid({ resource: 'PullRequest', code: 'invalid', field: 'state' })
  if (state === 'open' && old.state === 'closed' && hasMoved(ask, old)) return invalid({ resource: 'PullRequest', code: 'custom', message: `state cannot be changed. The ${old.pull.head.branch} branch was force-pushed or recreated.` })
  const commit = typeof base === 'string' ? ask.repo.refs.get(`refs/heads/${base}`) : undefined
  if (typeof base === 'string' && commit === undefined) return invalid({ resource: 'PullRequest', code: 'invalid', field: 'base' })
  const pull = typeof base === 'string' && commit !== undefined ? { ...old.pull, base: { ...old.pull.base, branch: base, commit } } : old.pull
  const next: Issue = { ...old, title: title ?? old.title, body: text === undefined ? old.body : text, pull, updatedAt: ask.now }
  const issue = state === 'open' || state === 'closed' ? setIssueState(ask.forge, next, { state, by: ask.login }) : next
  ask.repo.issues.set(issue.number, issue)
  return whole(ask, issue as WithPull, 200)
}

const merge = async (ask: Ask): Promise<WorldResponse> => {
  const { body } = ask
  const method = (body.textIfSent('merge_method') ?? 'merge') as MergeMethod
  const merged = await mergePull(ask, pullAt(ask), {
    method, sha: body.textIfSent('sha') ?? undefined, title: body.textIfSent('commit_title') ?? undefined, message: body.textIfSent('commit_message') ?? undefined,
  })
  return jsonAnswer(200, { sha: merged.pull?.mergeCommit, merged: true, message: 'Pull Request successfully merged' })
}

const ofCommit = async (ask: Ask): Promise<WorldResponse> => {
  const sha = (await ask.git.resolve(ask.param('commit_sha'))) ?? refuse(422, `No commit found for SHA: ${ask.param('commit_sha')}`)
  return ask.list([...(await pullsOfCommit(ask.forge, ask.repo, sha))], (it) => pullShape(ask, it, it.pull))
}

const under = '/repos/{owner}/{repo}'

export const pullRoutes: readonly Route[] = [
  { method: 'GET', path: `${under}/pulls`, operation: 'pulls/list', needs: reads, lists: true, handle: list },
  { method: 'POST', path: `${under}/pulls`, operation: 'pulls/create', needs: writes, creates: true, isOpen: true, handle: create },
  { method: 'GET', path: `${under}/pulls/{pull_number}`, operation: 'pulls/get', needs: reads, handle: get },
  { method: 'PATCH', path: `${under}/pulls/{pull_number}`, operation: 'pulls/update', needs: writes, isOpen: true, handle: update },
  { method: 'POST', path: `${under}/pulls/{pull_number}/requested_reviewers`, operation: 'pulls/request-reviewers', needs: writes, handle: askReviewers },
  { method: 'PUT', path: `${under}/pulls/{pull_number}/merge`, operation: 'pulls/merge', needs: writesContents, handle: merge },
  { method: 'GET', path: `${under}/commits/{commit_sha}/pulls`, operation: 'repos/list-pull-requests-associated-with-commit', needs: [...reads, ...readsContents], lists: true, handle: ofCommit },
]
