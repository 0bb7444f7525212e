// An issue with its comments, as GraphQL shows it: with when a comment was last edited, which REST does not say.
import { can } from '../access.js'
import type { Ask } from '../ask.js'
import { association, commentsOn } from '../shapes/issue.js'
import { nodeId, timeOrNull, timeText } from '../shapes/identity.js'
import type { Comment, RepositoryState } from '../state.js'
import { connection } from './connection.js'
import { FieldRefusal, node, type Args, type Node } from './execute.js'
import { page } from './nodes.js'

export const authorNode = (ask: Ask, login: string): Node => {
  const { type } = ask.forge.user(login)
  return node(type, { url: `${ask.addresses.server}/${login.replace(/\[bot\]$/, '')}`, login: type === 'Bot' && ask.forge.rules.has('W-ISS-09') ? login.replace(/\[bot\]$/, '') : login })
}

const commentNode = (ask: Ask, repo: RepositoryState, it: Comment): Node =>
  node('IssueComment', {
    id: nodeId('IssueComment', it.id), fullDatabaseId: String(it.id), url: page(ask, repo, `/issues/${it.issue}#issuecomment-${it.id}`), body: it.body,
    createdAt: timeText(it.createdAt), lastEditedAt: timeOrNull(it.lastEditedAt), authorAssociation: association(ask, it.user, repo), author: () => authorNode(ask, it.user),
  })

export const issueNode = (ask: Ask, repo: RepositoryState) => (args: Args): Node => {
  const number = Number(args['number'])
  if (!can({ forge: ask.forge, actor: ask.actor, repo }, 'issues', 'read')) throw new FieldRefusal('FORBIDDEN', 'Resource not accessible by integration')
  const issue = repo.issues.get(number)
  if (!issue || issue.pull || !repo.settings.hasIssues) throw new FieldRefusal('NOT_FOUND', `Could not resolve to an Issue with the number of ${number}.`)
  return node('Issue', {
    id: nodeId('Issue', issue.id), number, title: issue.title, body: issue.body ?? '', url: page(ask, repo, `/issues/${number}`), state: issue.state.toUpperCase(),
    createdAt: timeText(issue.createdAt), authorAssociation: association(ask, issue.user, repo), author: () => authorNode(ask, issue.user),
    comments: (wanted: Args) => connection(ask, { name: 'comments', type: 'IssueCommentConnection', all: commentsOn(repo, number) }, wanted, (it) => commentNode(ask, repo, it)),
  })
}
