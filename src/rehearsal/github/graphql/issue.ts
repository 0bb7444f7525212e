// An issue with its comments, as GraphQL shows it: with when a comment was last edited, which REST does not say.
import { can } from '../access.js'
import type { Ask } from '../ask.js'
import { association, commentsOn } from '../shapes/issue.js'
import { nodeId, timeOrNull, timeText } from '../shapes/identity.js'
import type { Comment, RepositoryState } from '../state.js'
import { FieldRefusal, node, type Args, type Node } from './execute.js'
import { page } from './nodes.js'

const most = 100

const authorNode = (ask: Ask, login: string): Node => {
  const { type } = ask.forge.user(login)
  return node(type, { login: type === 'Bot' && ask.forge.rules.has('W-ISS-09') ? login.replace(/\[bot\]$/, '') : login })
}

const commentNode = (ask: Ask, repo: RepositoryState, it: Comment): Node =>
  node('IssueComment', {
    id: nodeId('IssueComment', it.id), fullDatabaseId: String(it.id), url: page(ask, repo, `/issues/${it.issue}#issuecomment-${it.id}`), body: it.body,
    createdAt: timeText(it.createdAt), lastEditedAt: timeOrNull(it.lastEditedAt), authorAssociation: association(ask, it.user, repo), author: () => authorNode(ask, it.user),
  })

/** A part of a list; cursors are opaque, here as there. */
const connection = (ask: Ask, all: readonly Comment[], { first, after }: Args, shape: (it: Comment) => Node): Node => {
  const hasPages = ask.forge.rules.has('W-ISS-10')
  if ((typeof first !== 'number' || first < 1 || first > most) && hasPages) throw new FieldRefusal('MISSING_PAGINATION_BOUNDARIES', 'You must provide a `first` or `last` value to properly paginate the `comments` connection.')
  const begin = typeof after === 'string' ? all.findIndex((it) => nodeId('cursor', it.id) === after) + 1 : 0
  const end = hasPages ? begin + Number(first) : all.length
  const part = all.slice(begin, end)
  const last = part.at(-1)
  return node('IssueCommentConnection', {
    totalCount: all.length, nodes: part.map(shape),
    pageInfo: () => node('PageInfo', { hasNextPage: end < all.length, endCursor: last ? nodeId('cursor', last.id) : null }),
  })
}

export const issueNode = (ask: Ask, repo: RepositoryState) => (args: Args): Node => {
  const number = Number(args['number'])
  if (!can({ forge: ask.forge, actor: ask.actor, repo }, 'issues', 'read')) throw new FieldRefusal('FORBIDDEN', 'Resource not accessible by integration')
  const issue = repo.issues.get(number)
  if (!issue || issue.pull || !repo.settings.hasIssues) throw new FieldRefusal('NOT_FOUND', `Could not resolve to an Issue with the number of ${number}.`)
  return node('Issue', {
    id: nodeId('Issue', issue.id), number, title: issue.title, body: issue.body ?? '', url: page(ask, repo, `/issues/${number}`), state: issue.state.toUpperCase(),
    createdAt: timeText(issue.createdAt), authorAssociation: association(ask, issue.user, repo), author: () => authorNode(ask, issue.user),
    comments: (wanted: Args) => connection(ask, commentsOn(repo, number), wanted, (it) => commentNode(ask, repo, it)),
  })
}
