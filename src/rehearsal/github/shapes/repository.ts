// A repository as the API shows it.
import { can, type Actor } from '../access.js'
import type { Addresses } from '../addresses.js'
import type { Forge } from '../forge.js'
import type { RepositoryState } from '../state.js'
import { keyOf } from '../state.js'
import { nodeId, timeText, userShape, type Schemas } from './identity.js'

interface Viewed {
  readonly forge: Forge
  readonly actor: Actor
  readonly addresses: Addresses
}

/** Addresses that hold templates, for clients that follow them. */
const templates = {
  archive_url: '/{archive_format}{/ref}', assignees_url: '/assignees{/user}', blobs_url: '/git/blobs{/sha}', branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}', comments_url: '/comments{/number}', commits_url: '/commits{/sha}', compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}', contributors_url: '/contributors', deployments_url: '/deployments', downloads_url: '/downloads', events_url: '/events',
  forks_url: '/forks', git_commits_url: '/git/commits{/sha}', git_refs_url: '/git/refs{/sha}', git_tags_url: '/git/tags{/sha}', hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}', issue_events_url: '/issues/events{/number}', issues_url: '/issues{/number}', keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}', languages_url: '/languages', merges_url: '/merges', milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}', pulls_url: '/pulls{/number}', releases_url: '/releases{/id}', stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}', subscribers_url: '/subscribers', subscription_url: '/subscription', tags_url: '/tags', teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
} as const

const templatesAt = (url: string): { [K in keyof typeof templates]: string } =>
  Object.fromEntries(Object.entries(templates).map(([key, path]) => [key, url + path])) as { [K in keyof typeof templates]: string }

const permissionsOf = (repo: RepositoryState, viewed: Viewed): { admin: boolean; maintain: boolean; push: boolean; triage: boolean; pull: boolean } => {
  const where = { forge: viewed.forge, actor: viewed.actor, repo }
  const push = can(where, 'contents', 'write')
  const admin = can(where, 'administration', 'admin')
  return { admin, maintain: admin, push, triage: push, pull: can(where, 'contents', 'read') }
}

export const minimalShape = (repo: RepositoryState, viewed: Viewed): Schemas['minimal-repository'] => {
  const { addresses, forge } = viewed
  const fullName = `${repo.owner}/${repo.name}`
  const url = `${addresses.api}/repos/${fullName}`
  return {
    id: repo.id, node_id: nodeId('Repository', repo.id), name: repo.name, full_name: fullName, private: repo.settings.isPrivate,
    owner: userShape(forge.user(repo.owner), addresses), html_url: `${addresses.server}/${fullName}`, description: repo.settings.description,
    fork: repo.settings.forkOf !== undefined, url, ...templatesAt(url),
  }
}

/** The form within pull requests; the one of a repository itself has three fields more. */
export const repositoryShape = (repo: RepositoryState, viewed: Viewed): Schemas['repository'] => {
  const fullName = `${repo.owner}/${repo.name}`
  const host = new URL(viewed.addresses.server).host
  const forks = [...viewed.forge.state.repositories.values()].filter((it) => it.settings.forkOf === keyOf(repo.owner, repo.name)).length
  const open = [...repo.issues.values()].filter((it) => it.state === 'open').length
  const time = timeText(repo.createdAt)
  const { description, ...minimal } = minimalShape(repo, viewed)
  return {
    ...minimal as Schemas['repository'], description: description ?? null,
    clone_url: `${viewed.addresses.server}/${fullName}.git`, git_url: `git://${host}/${fullName}.git`, ssh_url: `git@${host}:${fullName}.git`,
    svn_url: `${viewed.addresses.server}/${fullName}`, mirror_url: null, homepage: null, language: null, default_branch: repo.settings.defaultBranch,
    forks, forks_count: forks, open_issues: open, open_issues_count: open, watchers: 0, watchers_count: 0, stargazers_count: 0, size: 0,
    has_issues: repo.settings.hasIssues, has_projects: false, has_wiki: false, has_pages: false, has_downloads: true, has_discussions: false,
    archived: false, disabled: false, license: null, visibility: repo.settings.isPrivate ? 'private' : 'public', topics: [],
    pushed_at: time, created_at: time, updated_at: time, permissions: permissionsOf(repo, viewed),
  }
}

export const fullShape = (repo: RepositoryState, viewed: Viewed): Schemas['full-repository'] => ({
  ...repositoryShape(repo, viewed) as unknown as Schemas['full-repository'], network_count: 0, subscribers_count: 0, ...ancestry(repo, viewed),
})

const ancestry = (repo: RepositoryState, viewed: Viewed): Pick<Schemas['full-repository'], 'parent' | 'source'> => {
  const parent = repo.settings.forkOf === undefined ? undefined : viewed.forge.state.repositories.get(repo.settings.forkOf)
  if (!parent || !viewed.forge.rules.has('W-FRK-03')) return {}
  let source = parent
  for (let up = parent.settings.forkOf; up !== undefined; up = source.settings.forkOf) source = viewed.forge.state.repositories.get(up) ?? source
  return { parent: repositoryShape(parent, viewed), source: repositoryShape(source, viewed) }
}
