// What this world's GraphQL knows. It grows with what the product asks; everything else is answered as not implemented.
import { can } from '../access.js'
import type { Ask } from '../ask.js'
import { nodeId } from '../shapes/identity.js'
import type { RepositoryState } from '../state.js'
import { createCommitOnBranch } from './commit-on-branch.js'
import { FieldRefusal, node, type Args, type Node } from './execute.js'
import { issueNode } from './issue.js'
import { broughtBy, issuesNode } from './listed.js'
import { objectNode, page, refNode } from './nodes.js'
import { updateRefs } from './update-refs.js'

const repositoryNode = (ask: Ask, repo: RepositoryState): Node =>
  node('Repository', {
    id: nodeId('Repository', repo.id), name: repo.name, nameWithOwner: `${repo.owner}/${repo.name}`, isPrivate: repo.settings.isPrivate, url: page(ask, repo),
    issue: issueNode(ask, repo),
    issues: issuesNode(ask, repo),
    object: async ({ oid }: Args) => {
      const git = ask.forge.git(repo)
      const type = typeof oid === 'string' ? await git.typeOf(oid) : undefined
      if (typeof oid !== 'string' || type === undefined) return null
      const found = await objectNode(ask, repo, oid)
      return type === 'commit' ? node('Commit', { ...found.fields, associatedPullRequests: broughtBy(ask, repo, oid) }) : found
    },
    defaultBranchRef: () => refNode(ask, repo, `refs/heads/${repo.settings.defaultBranch}`),
    ref: (args: Args) => {
      const name = String(args['qualifiedName'])
      const full = [name, `refs/heads/${name}`, `refs/tags/${name}`].find((it) => repo.refs.has(it))
      return full === undefined ? null : refNode(ask, repo, full)
    },
  })

export const queryRoot = (ask: Ask): Node =>
  node('Query', {
    viewer: () => node('User', { login: ask.login }),
    repository: (args: Args) => {
      const [owner, name] = [String(args['owner']), String(args['name'])]
      const repo = ask.forge.repository(owner, name)
      if (repo && (!repo.settings.isPrivate || can({ forge: ask.forge, actor: ask.actor, repo }, 'contents', 'read'))) return repositoryNode(ask, repo)
      throw new FieldRefusal('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`)
    },
  })

export const mutationRoot = (ask: Ask): Node => node('Mutation', { createCommitOnBranch: createCommitOnBranch(ask), updateRefs: updateRefs(ask) })
