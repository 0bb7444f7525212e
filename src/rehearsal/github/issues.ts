// Issues, comments and labels.
import type { Forge } from './forge.js'
import { invalid } from './refusal.js'
import type { Comment, Issue, Label, Pull, RepositoryState } from './state.js'

const longestText = 65_536

export const mustBeShort = (forge: Forge, resource: string, body: string | null | undefined): void => {
  if ((body?.length ?? 0) <= longestText || !forge.rules.has('W-ISS-05')) return
  invalid({ resource, code: 'unprocessable', field: 'data', message: 'Body is too long (maximum is 65536 characters)' })
}

/** Issues and pull requests are counted together. */
const nextNumber = (forge: Forge, repo: RepositoryState, isPull: boolean): number => {
  const all = [...repo.issues.values()].filter((it) => forge.rules.has('W-PUL-04') || (it.pull !== undefined) === isPull)
  const next = Math.max(0, ...all.map((it) => it.number)) + 1
  return repo.issues.has(next) ? next + 1000 : next
}

export interface IssueFields {
  readonly title: string
  readonly body: string | null
  readonly user: string
  readonly labels: readonly string[]
  readonly assignees: readonly string[]
  readonly pull?: Pull
}

/** Of a label that came with an issue. */
export const grey = 'ededed'

export const ensureLabel = (forge: Forge, repo: RepositoryState, name: string, more: { color: string; description: string | null } = { color: grey, description: null }): Label => {
  const known = repo.labels.get(name.toLowerCase())
  if (known) return known
  const label: Label = { id: forge.nextId(), name, ...more }
  repo.labels.set(name.toLowerCase(), label)
  return label
}

export const addIssue = (forge: Forge, repo: RepositoryState, fields: IssueFields): Issue => {
  const now = forge.now()
  fields.labels.forEach((name) => ensureLabel(forge, repo, name))
  const issue: Issue = {
    id: forge.nextId(), number: nextNumber(forge, repo, fields.pull !== undefined), title: fields.title, body: fields.body, user: fields.user, state: 'open', stateReason: null, closedBy: null,
    labels: fields.labels, assignees: fields.assignees, createdAt: now, updatedAt: now, closedAt: null, ...(fields.pull ? { pull: fields.pull } : {}),
  }
  repo.issues.set(issue.number, issue)
  return issue
}

export const setIssueState = (forge: Forge, issue: Issue, to: { state: Issue['state']; by: string; reason?: Issue['stateReason'] }): Issue => {
  const { state, by, reason } = to
  if (state === issue.state) return issue
  const now = forge.now()
  return state === 'closed'
    ? { ...issue, state, stateReason: reason ?? 'completed', closedBy: by, closedAt: now, updatedAt: now }
    : { ...issue, state, stateReason: 'reopened', closedBy: null, closedAt: null, updatedAt: now }
}

/** Whoever may write may edit the comments of others; who did is not seen here, only that it was done. */
export const editComment = (forge: Forge, repo: RepositoryState, comment: Comment, body: string): Comment => {
  const now = forge.now()
  const isOther = body !== comment.body && forge.rules.has('W-ISS-08')
  const edited: Comment = { ...comment, body, updatedAt: now, lastEditedAt: isOther ? now : comment.lastEditedAt }
  repo.comments.set(comment.id, edited)
  return edited
}

export const addComment = (forge: Forge, repo: RepositoryState, it: { issue: number; body: string; user: string }): Comment => {
  const now = forge.now()
  const comment: Comment = { id: forge.nextId(), ...it, createdAt: now, updatedAt: now, lastEditedAt: null }
  repo.comments.set(comment.id, comment)
  const issue = repo.issues.get(it.issue)
  if (issue) repo.issues.set(issue.number, { ...issue, updatedAt: now })
  return comment
}
