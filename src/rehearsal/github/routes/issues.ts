// Issues, their comments and labels. A pull request is an issue too.
import { emptyAnswer, jsonAnswer } from '../../http/answer.js'
import type { WorldResponse } from '../../http/handler.js'
import type { Needs } from '../access.js'
import type { Ask, Route } from '../ask.js'
import { addComment, addIssue, editComment, ensureLabel, grey, mustBeShort, setIssueState } from '../issues.js'
import { invalid, notFound, refuse } from '../refusal.js'
import { commentShape, issueShape, labelShape } from '../shapes/issue.js'
import type { Comment, Issue } from '../state.js'

const reads: Needs = [{ issues: 'read' }, { pull_requests: 'read' }]
const writes: Needs = [{ issues: 'write' }, { pull_requests: 'write' }]

const mustHaveIssues = (ask: Ask): void => {
  if (!ask.repo.settings.hasIssues && ask.forge.rules.has('W-ISS-03')) refuse(410, 'Issues has been disabled in this repository.')
}

const issueAt = (ask: Ask): Issue => ask.repo.issues.get(ask.number('issue_number')) ?? notFound()

const commentAt = (ask: Ask): Comment => ask.repo.comments.get(ask.number('comment_id')) ?? notFound()

/** Labels come as names, or as objects that have one. */
const namesIn = (list: readonly unknown[]): readonly string[] => list.map((it) => (typeof it === 'string' ? it : ((it as { name?: string } | null)?.name ?? '')))

const list = (ask: Ask): WorldResponse => {
  const state = ask.query('state') ?? 'open'
  const labels = (ask.query('labels') ?? '').split(',').filter((it) => it !== '')
  const [creator, since] = [ask.query('creator'), ask.query('since')]
  const found = [...ask.repo.issues.values()]
    .filter((it) => (state === 'all' || it.state === state) && (it.pull ? ask.forge.rules.has('W-ISS-02') : ask.repo.settings.hasIssues))
    .filter((it) => !ask.forge.rules.has('W-ISS-06') || labels.every((label) => it.labels.some((name) => name.toLowerCase() === label.toLowerCase())))
    .filter((it) => (creator === undefined || it.user === creator) && (since === undefined || it.updatedAt >= Date.parse(since)))
    .sort((a, b) => (ask.query('direction') === 'asc' ? a.number - b.number : b.number - a.number))
  return ask.list(found, (it) => issueShape(ask, it))
}

const get = (ask: Ask): WorldResponse => {
  const issue = issueAt(ask)
  if (!issue.pull) mustHaveIssues(ask)
  return jsonAnswer(200, issueShape(ask, issue))
}

const create = (ask: Ask): WorldResponse => {
  mustHaveIssues(ask)
  const title = ask.body.textIfSent('title') ?? ''
  if (title.trim() === '' && ask.forge.rules.has('W-ISS-01')) return invalid({ resource: 'Issue', code: 'missing_field', field: 'title' })
  const body = ask.body.textIfSent('body') ?? null
  mustBeShort(ask.forge, 'Issue', body)
  const labels = ask.can('issues', 'write') && ask.body.has('labels') ? namesIn(ask.body.list('labels')) : []
  const shape = issueShape(ask, addIssue(ask.forge, ask.repo, { title, body, user: ask.login, labels, assignees: ask.body.textsIfSent('assignees') ?? [] }))
  return jsonAnswer(201, shape, { location: shape.url })
}

const reasons = ['completed', 'not_planned', 'reopened'] as const

const update = (ask: Ask): WorldResponse => {
  const { body, forge } = ask
  const old = issueAt(ask)
  const [title, text, state] = [body.textIfSent('title'), body.textIfSent('body'), body.textIfSent('state')]
  mustBeShort(forge, 'Issue', text)
  if (typeof state === 'string' && state !== 'open' && state !== 'closed') return invalid({ resource: 'Issue', code: 'invalid', field: 'state' })
  const labels = body.has('labels') ? namesIn(body.list('labels')) : old.labels
  labels.forEach((name) => ensureLabel(forge, ask.repo, name))
  const next: Issue = { ...old, title: title ?? old.title, body: text === undefined ? old.body : text, labels, assignees: body.textsIfSent('assignees') ?? old.assignees, updatedAt: ask.now }
  const reason = reasons.find((it) => it === body.textIfSent('state_reason'))
  const issue = state === 'open' || state === 'closed' ? setIssueState(forge, next, { state, by: ask.login, ...(reason ? { reason } : {}) }) : next
  ask.repo.issues.set(issue.number, issue)
  return jsonAnswer(200, issueShape(ask, issue))
}

const commentsOf = (ask: Ask): readonly Comment[] => {
  const { number } = issueAt(ask)
  const since = ask.query('since')
  return [...ask.repo.comments.values()].filter((it) => it.issue === number && (since === undefined || it.updatedAt >= Date.parse(since))).sort((a, b) => a.id - b.id)
}

const listComments = (ask: Ask): WorldResponse => ask.list(commentsOf(ask), (it) => commentShape(ask, it))

const createComment = (ask: Ask): WorldResponse => {
  const issue = issueAt(ask)
  const body = ask.body.text('body')
  if (body.trim() === '' && ask.forge.rules.has('W-ISS-04')) return invalid({ resource: 'IssueComment', code: 'missing_field', field: 'body' })
  mustBeShort(ask.forge, 'IssueComment', body)
  const shape = commentShape(ask, addComment(ask.forge, ask.repo, { issue: issue.number, body, user: ask.login }))
  return jsonAnswer(201, shape, { location: shape.url })
}

const getComment = (ask: Ask): WorldResponse => jsonAnswer(200, commentShape(ask, commentAt(ask)))

const updateComment = (ask: Ask): WorldResponse => {
  const body = ask.body.text('body')
  mustBeShort(ask.forge, 'IssueComment', body)
  return jsonAnswer(200, commentShape(ask, editComment(ask.forge, ask.repo, commentAt(ask), body)))
}

const deleteComment = (ask: Ask): WorldResponse => {
  ask.repo.comments.delete(commentAt(ask).id)
  return emptyAnswer(204)
}

const listLabels = (ask: Ask): WorldResponse => ask.list([...ask.repo.labels.values()], (it) => labelShape(ask, it))

const createLabel = (ask: Ask): WorldResponse => {
  const name = ask.body.text('name')
  if (ask.repo.labels.has(name.toLowerCase()) && ask.forge.rules.has('W-ISS-07')) return invalid({ resource: 'Label', code: 'already_exists', field: 'name' })
  const shape = labelShape(ask, ensureLabel(ask.forge, ask.repo, name, { color: ask.body.textIfSent('color') ?? grey, description: ask.body.textIfSent('description') ?? null }))
  return jsonAnswer(201, shape, { location: shape.url })
}

const addLabels = (ask: Ask): WorldResponse => {
  const issue = issueAt(ask)
  const names = namesIn(ask.body.list('labels'))
  names.forEach((name) => ensureLabel(ask.forge, ask.repo, name))
  const labels = [...new Set([...issue.labels, ...names])]
  if (labels.length > issue.labels.length) ask.repo.issues.set(issue.number, { ...issue, labels, updatedAt: ask.now })
  return ask.list(labels.map((name) => ensureLabel(ask.forge, ask.repo, name)), (it) => labelShape(ask, it))
}

const under = '/repos/{owner}/{repo}'

export const issueRoutes: readonly Route[] = [
  { method: 'GET', path: `${under}/issues`, operation: 'issues/list-for-repo', needs: reads, lists: true, handle: list },
  { method: 'POST', path: `${under}/issues`, operation: 'issues/create', needs: [{ issues: 'write' }], creates: true, isOpen: true, handle: create },
  { method: 'GET', path: `${under}/issues/comments/{comment_id}`, operation: 'issues/get-comment', needs: reads, handle: getComment },
  { method: 'PATCH', path: `${under}/issues/comments/{comment_id}`, operation: 'issues/update-comment', needs: writes, handle: updateComment },
  { method: 'DELETE', path: `${under}/issues/comments/{comment_id}`, operation: 'issues/delete-comment', needs: writes, handle: deleteComment },
  { method: 'GET', path: `${under}/issues/{issue_number}`, operation: 'issues/get', needs: reads, handle: get },
  { method: 'PATCH', path: `${under}/issues/{issue_number}`, operation: 'issues/update', needs: writes, handle: update },
  { method: 'GET', path: `${under}/issues/{issue_number}/comments`, operation: 'issues/list-comments', needs: reads, lists: true, handle: listComments },
  { method: 'POST', path: `${under}/issues/{issue_number}/comments`, operation: 'issues/create-comment', needs: writes, creates: true, isOpen: true, handle: createComment },
  { method: 'POST', path: `${under}/issues/{issue_number}/labels`, operation: 'issues/add-labels', needs: writes, handle: addLabels },
  { method: 'GET', path: `${under}/labels`, operation: 'issues/list-labels-for-repo', needs: reads, lists: true, handle: listLabels },
  { method: 'POST', path: `${under}/labels`, operation: 'issues/create-label', needs: writes, handle: createLabel },
]
