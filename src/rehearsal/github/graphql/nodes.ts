// Commits, tags and refs as GraphQL shows them.
import type { Ask } from '../ask.js'
import { nodeId, timeText } from '../shapes/identity.js'
import type { RepositoryState } from '../state.js'
import { node, type Node } from './execute.js'

export const page = (ask: Ask, repo: RepositoryState, path = ''): string => `${ask.addresses.server}/${repo.owner}/${repo.name}${path}`

export const commitNode = async (ask: Ask, repo: RepositoryState, id: string): Promise<Node> => {
  const commit = await ask.forge.git(repo).commit(id)
  const [headline = '', ...rest] = commit.message.replace(/\n$/, '').split('\n')
  return node('Commit', {
    id: nodeId('Commit', id), oid: id, abbreviatedOid: id.slice(0, 7), url: page(ask, repo, `/commit/${id}`), message: commit.message.replace(/\n$/, ''),
    messageHeadline: headline, messageBody: rest.join('\n').replace(/^\n/, ''), committedDate: timeText(commit.committer.time * 1000),
  })
}

export const objectNode = async (ask: Ask, repo: RepositoryState, id: string): Promise<Node> => {
  const git = ask.forge.git(repo)
  const type = await git.typeOf(id)
  if (type === 'commit') return commitNode(ask, repo, id)
  if (type !== 'tag') return node('GitObject', { oid: id })
  const tag = await git.tag(id)
  return node('Tag', { oid: id, name: tag.name, message: tag.message, target: () => objectNode(ask, repo, tag.object) })
}

export const refNode = async (ask: Ask, repo: RepositoryState, ref: string): Promise<Node | null> => {
  const id = repo.refs.get(ref)
  if (id === undefined) return null
  const prefix = /^refs\/[^/]+\//.exec(ref)?.[0] ?? ''
  return node('Ref', { id: nodeId('Ref', ref), name: ref.slice(prefix.length), prefix, target: () => objectNode(ask, repo, id) })
}
