// Closed issues, and the pull requests that brought a commit, as GraphQL lists them: what notes of a release are made of.
import { can } from '../access.js'
import type { Ask } from '../ask.js'
import { pullsOfCommit, type WithPull } from '../pulls-of-commit.js'
import { nodeId, timeOrNull, timeText } from '../shapes/identity.js'
import type { Issue, Label, RepositoryState } from '../state.js'
import { connection } from './connection.js'
import { FieldRefusal, node, type Args, type Node } from './execute.js'
import { authorNode } from './issue.js'
import { page } from './nodes.js'

const labelsOf = (ask: Ask, repo: RepositoryState, issue: Issue) => (args: Args): Node => {
  const all = issue.labels.map((name) => repo.labels.get(name.toLowerCase())).filter((it): it is Label => it !== undefined)
  return connection(ask, { name: 'labels', type: 'LabelConnection', all }, args, (it) => node('Label', { name: it.name, color: it.color, description: it.description }))
}

const common = (ask: Ask, repo: RepositoryState, it: Issue): Readonly<Record<string, unknown>> => ({
  number: it.number, title: it.title, body: it.body ?? '', labels: labelsOf(ask, repo, it), author: () => authorNode(ask, it.user),
  createdAt: timeText(it.createdAt), updatedAt: timeText(it.updatedAt), closedAt: timeOrNull(it.closedAt),
})

const pullNode = (ask: Ask, repo: RepositoryState, it: WithPull): Node =>
  node('PullRequest', {
    ...common(ask, repo, it), id: nodeId('PullRequest', it.id), url: page(ask, repo, `/pull/${it.number}`), merged: it.pull.mergedAt !== null, mergedAt: timeOrNull(it.pull.mergedAt),
    state: it.pull.mergedAt === null ? it.state.toUpperCase() : 'MERGED', baseRepository: () => node('Repository', { nameWithOwner: `${repo.owner}/${repo.name}` }),
  })

const mustRead = (ask: Ask, repo: RepositoryState, what: 'issues' | 'pull_requests'): void => {
  if (!can({ forge: ask.forge, actor: ask.actor, repo }, what, 'read')) throw new FieldRefusal('FORBIDDEN', 'Resource not accessible by integration')
}

/** Of a commit. */
export const broughtBy = (ask: Ask, repo: RepositoryState, sha: string) => async (args: Args): Promise<Node> => {
  mustRead(ask, repo, 'pull_requests')
  const all = ask.forge.rules.has('W-COM-17') ? await pullsOfCommit(ask.forge, repo, sha) : []
  return connection(ask, { name: 'associatedPullRequests', type: 'PullRequestConnection', all }, args, (it) => pullNode(ask, repo, it))
}

/** This world has no milestones. */
const issueNode = (ask: Ask, repo: RepositoryState, it: Issue): Node =>
  node('Issue', { ...common(ask, repo, it), id: nodeId('Issue', it.id), url: page(ask, repo, `/issues/${it.number}`), state: it.state.toUpperCase(), stateReason: it.stateReason?.toUpperCase() ?? null, milestone: null })

const known = { states: new Set(['OPEN', 'CLOSED']), fields: new Set(['UPDATED_AT', 'CREATED_AT']) }

export const issuesNode = (ask: Ask, repo: RepositoryState) => (args: Args): Node => {
  mustRead(ask, repo, 'issues')
  const states = [args['states'] ?? ['OPEN', 'CLOSED']].flat().map(String)
  const { since = null } = (args['filterBy'] ?? {}) as { readonly since?: string | null }
  const { field = 'CREATED_AT', direction = 'ASC' } = (args['orderBy'] ?? {}) as { readonly field?: string; readonly direction?: string }
  if (!states.every((it) => known.states.has(it)) || !known.fields.has(field)) throw new FieldRefusal('argumentLiteralsIncompatible', 'Argument on Field \'issues\' has an invalid value.')
  const from = since === null || !ask.forge.rules.has('W-ISS-12') ? 0 : Date.parse(since)
  const time = (it: Issue): number => (field === 'UPDATED_AT' ? it.updatedAt : it.createdAt)
  const all = [...repo.issues.values()]
    .filter((it) => (!it.pull || !ask.forge.rules.has('W-ISS-11')) && states.includes(it.state.toUpperCase()) && it.updatedAt >= from)
    .sort((a, b) => (time(a) - time(b) || a.id - b.id) * (direction === 'DESC' ? -1 : 1))
  return connection(ask, { name: 'issues', type: 'IssueConnection', all }, args, (it) => issueNode(ask, repo, it))
}
