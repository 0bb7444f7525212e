// Issues, pull requests, comments and labels as the API shows them.
import type { Ask } from '../ask.js'
import { roleOf } from '../access.js'
import { mergeBase, walkHistory } from '../../git/history.js'
import type { Comment, Issue, Label, Pull, PullPart, RepositoryState } from '../state.js'
import { nodeId, timeOrNull, timeText, userShape, type Schemas } from './identity.js'
import { repositoryShape } from './repository.js'
import { filesBetween } from './git.js'

export const labelShape = (ask: Ask, it: Label): Schemas['label'] => ({
  id: it.id, node_id: nodeId('Label', it.id), url: ask.url(`/labels/${encodeURIComponent(it.name)}`), name: it.name, description: it.description, color: it.color, default: false,
})

const labelsOf = (ask: Ask, issue: Issue): Schemas['label'][] => issue.labels.map((name) => ask.repo.labels.get(name.toLowerCase())).filter((it) => it !== undefined).map((it) => labelShape(ask, it))

export const association = (ask: Ask, login: string, repo: RepositoryState = ask.repo): Schemas['author-association'] => {
  if (login.toLowerCase() === repo.owner.toLowerCase()) return 'OWNER'
  return roleOf(repo, login) === undefined ? 'NONE' : 'COLLABORATOR'
}

const commentsOf = (ask: Ask, number: number): number => [...ask.repo.comments.values()].filter((it) => it.issue === number).length

/** Oldest first. */
export const commentsOn = (repo: RepositoryState, number: number): readonly Comment[] => [...repo.comments.values()].filter((it) => it.issue === number).sort((a, b) => a.id - b.id)

export const issueShape = (ask: Ask, it: Issue): Schemas['issue'] => {
  const url = ask.url(`/issues/${it.number}`)
  const user = (login: string): Schemas['simple-user'] => userShape(ask.forge.user(login), ask.addresses)
  const page = ask.page(`/${it.pull ? 'pull' : 'issues'}/${it.number}`)
  const pull = it.pull ? { pull_request: { url: ask.url(`/pulls/${it.number}`), html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch`, merged_at: timeOrNull(it.pull.mergedAt) } } : {}
  return {
    id: it.id, node_id: nodeId('Issue', it.id), url, repository_url: ask.url(), labels_url: `${url}/labels{/name}`, comments_url: `${url}/comments`, events_url: `${url}/events`,
    html_url: page, number: it.number, title: it.title, user: user(it.user), labels: labelsOf(ask, it), state: it.state, state_reason: it.stateReason, locked: false,
    assignee: it.assignees[0] === undefined ? null : user(it.assignees[0]), assignees: it.assignees.map(user), milestone: null, comments: commentsOf(ask, it.number),
    created_at: timeText(it.createdAt), updated_at: timeText(it.updatedAt), closed_at: timeOrNull(it.closedAt), author_association: association(ask, it.user),
    closed_by: it.closedBy === null ? null : user(it.closedBy), body: it.body, ...pull,
  }
}

export const commentShape = (ask: Ask, it: Comment): Schemas['issue-comment'] => ({
  id: it.id, node_id: nodeId('IssueComment', it.id), url: ask.url(`/issues/comments/${it.id}`), html_url: ask.page(`/issues/${it.issue}#issuecomment-${it.id}`),
  issue_url: ask.url(`/issues/${it.issue}`), user: userShape(ask.forge.user(it.user), ask.addresses), created_at: timeText(it.createdAt), updated_at: timeText(it.updatedAt),
  author_association: association(ask, it.user), body: it.body,
})

const repositoryOf = (ask: Ask, part: PullPart): RepositoryState => ask.forge.state.repositories.get(part.repository) ?? ask.repo

const partShape = (ask: Ask, part: PullPart): Schemas['pull-request-simple']['head'] => {
  const repo = repositoryOf(ask, part)
  return { label: `${repo.owner}:${part.branch}`, ref: part.branch, sha: part.commit, user: userShape(ask.forge.user(repo.owner), ask.addresses), repo: repositoryShape(repo, ask) }
}

/** As in lists. */
export const pullShape = (ask: Ask, issue: Issue, pull: Pull): Schemas['pull-request-simple'] => {
  const it = issueShape(ask, issue)
  const url = ask.url(`/pulls/${issue.number}`)
  const statuses = ask.url(`/statuses/${pull.head.commit}`)
  return {
    url, id: issue.id, node_id: nodeId('PullRequest', issue.id), html_url: it.html_url, diff_url: `${it.html_url}.diff`, patch_url: `${it.html_url}.patch`, issue_url: it.url,
    commits_url: `${url}/commits`, review_comments_url: `${url}/comments`, review_comment_url: ask.url('/pulls/comments{/number}'), comments_url: it.comments_url, statuses_url: statuses,
    number: issue.number, state: issue.state, locked: false, title: issue.title, user: userShape(ask.forge.user(issue.user), ask.addresses), body: issue.body,
    labels: labelsOf(ask, issue) as Schemas['pull-request-simple']['labels'], milestone: null, created_at: it.created_at, updated_at: it.updated_at, closed_at: it.closed_at,
    merged_at: timeOrNull(pull.mergedAt), merge_commit_sha: pull.mergeCommit, assignee: null, assignees: [], requested_reviewers: (pull.reviewers ?? []).map((login) => userShape(ask.forge.user(login), ask.addresses)), requested_teams: [],
    head: partShape(ask, pull.head), base: partShape(ask, pull.base), author_association: association(ask, issue.user), auto_merge: null, draft: pull.draft,
    _links: {
      self: { href: url }, html: { href: it.html_url }, issue: { href: it.url }, comments: { href: it.comments_url }, review_comments: { href: `${url}/comments` },
      review_comment: { href: ask.url('/pulls/comments{/number}') }, commits: { href: `${url}/commits` }, statuses: { href: statuses },
    },
  }
}

/** As a single one, with its size and whether it can be merged. */
export const wholePullShape = async (ask: Ask, issue: Issue, pull: Pull, isMergeable: boolean | null): Promise<Schemas['pull-request']> => {
  const met = await mergeBase(ask.git, pull.base.commit, pull.head.commit)
  const files = await filesBetween(ask, met, await ask.git.commit(pull.head.commit))
  let commits = 0
  for await (const commit of walkHistory(ask.git, [pull.head.commit], met === undefined ? [] : [met])) commits += commit.id === '' ? 0 : 1
  const { labels, ...rest } = pullShape(ask, issue, pull)
  return {
    ...rest as unknown as Schemas['pull-request'], labels: labels,
    merged: pull.mergedAt !== null, mergeable: isMergeable, mergeable_state: isMergeable === null ? 'unknown' : isMergeable ? 'clean' : 'dirty', rebaseable: isMergeable,
    merged_by: pull.mergedBy === null ? null : userShape(ask.forge.user(pull.mergedBy), ask.addresses), comments: commentsOf(ask, issue.number), review_comments: 0,
    maintainer_can_modify: false, commits, additions: files.reduce((sum, it) => sum + it.additions, 0), deletions: files.reduce((sum, it) => sum + it.deletions, 0), changed_files: files.length,
  }
}
