// Reading history: commits, comparisons, branches, tags.
import { jsonAnswer, textAnswer } from '../../http/answer.js'
import type { WorldResponse } from '../../http/handler.js'
import type { CommitAt } from '../../git/git-repository.js'
import { mergeBase, reachable, walkHistory } from '../../git/history.js'
import type { Ask, Route } from '../ask.js'
import { notFound, refuse } from '../refusal.js'
import { rulesFor } from '../ruleset.js'
import { nodeId } from '../shapes/identity.js'
import { commitShape, filesBetween } from '../shapes/git.js'
import { readsContents } from './refs.js'

const resolved = async (ask: Ask, name: string): Promise<CommitAt | undefined> => {
  const id = await ask.git.resolve(name === 'HEAD' ? ask.repo.settings.defaultBranch : name)
  return id === undefined ? undefined : ask.git.commit(id)
}

const getCommit = async (ask: Ask): Promise<WorldResponse> => {
  if (ask.repo.refs.size === 0) return refuse(409, 'Git Repository is empty.')
  const name = ask.param('ref')
  const commit = await resolved(ask, name)
  if (!commit) return refuse(422, `No commit found for SHA: ${name}`)
  if (ask.accepts('application/vnd.github.sha')) return textAnswer(200, commit.id, { 'content-type': 'application/vnd.github.sha; charset=utf-8' })
  const files = await filesBetween(ask, commit.parents[0], commit)
  const stats = files.reduce((sum, it) => ({ additions: sum.additions + it.additions, deletions: sum.deletions + it.deletions, total: sum.total + it.changes }), { additions: 0, deletions: 0, total: 0 })
  return jsonAnswer(200, { ...commitShape(ask, commit), stats, files })
}

const touches = async (ask: Ask, commit: CommitAt, path: string): Promise<boolean> => {
  const at = async (id: string | undefined): Promise<string | undefined> => (id === undefined ? undefined : (await ask.git.entry((await ask.git.commit(id)).tree, path))?.id)
  return (await at(commit.id)) !== (await at(commit.parents[0]))
}

const listCommits = async (ask: Ask): Promise<WorldResponse> => {
  if (ask.repo.refs.size === 0) return refuse(409, 'Git Repository is empty.')
  const [name, path, since, until] = [ask.query('sha') ?? ask.repo.settings.defaultBranch, ask.query('path'), ask.query('since'), ask.query('until')]
  const start = await resolved(ask, name)
  if (!start) return notFound()
  const found: CommitAt[] = []
  for await (const commit of walkHistory(ask.git, [start.id])) {
    const time = commit.committer.time * 1000
    if ((since !== undefined && time < Date.parse(since)) || (until !== undefined && time > Date.parse(until))) continue
    if (path === undefined || (await touches(ask, commit, path))) found.push(commit)
  }
  return ask.list(found, (it) => commitShape(ask, it))
}

/** `base...head`, each perhaps `owner:branch` of a fork. */
const partsOf = (ask: Ask): readonly [string, string] => {
  const found = /^(.+?)\.{3}(.+)$/.exec(ask.param('basehead'))
  return found ? [found[1] ?? '', found[2] ?? ''] : notFound()
}

const compared = (ask: Ask, name: string): Promise<CommitAt | undefined> => {
  const [, owner, branch = name] = /^([^:/]+):(.+)$/.exec(name) ?? []
  if (owner === undefined || owner.toLowerCase() === ask.repo.owner.toLowerCase()) return resolved(ask, branch)
  const fork = [...ask.forge.state.repositories.values()].find((it) => it.network === ask.repo.network && it.owner.toLowerCase() === owner.toLowerCase())
  const id = ask.forge.rules.has('W-COM-16') ? fork?.refs.get(`refs/heads/${branch}`) : undefined
  return id === undefined ? Promise.resolve(undefined) : ask.git.commit(id)
}

const compare = async (ask: Ask): Promise<WorldResponse> => {
  const [baseName, headName] = partsOf(ask)
  const [base, head] = [await compared(ask, baseName), await compared(ask, headName)]
  if (!base || !head) return notFound()
  const met = await mergeBase(ask.git, base.id, head.id)
  if (met === undefined) return notFound()
  const ahead: CommitAt[] = []
  for await (const commit of walkHistory(ask.git, [head.id], [base.id])) ahead.push(commit)
  const behind = [...(await reachable(ask.git, [base.id]))].length - [...(await reachable(ask.git, [met]))].length
  // git log tells the newest first, GitHub the oldest.
  if (ask.forge.rules.has('W-COM-11')) ahead.reverse()
  const isPaged = ask.query('per_page') !== undefined || ask.query('page') !== undefined
  const { part, headers } = isPaged ? ask.paged(ahead) : { part: ask.forge.rules.has('W-COM-12') ? ahead.slice(-250) : ahead, headers: {} }
  const status = ahead.length === 0 ? (behind === 0 ? 'identical' : 'behind') : behind === 0 ? 'ahead' : 'diverged'
  const page = ask.page(`/compare/${baseName}...${headName}`)
  return jsonAnswer(200, {
    url: ask.url(`/compare/${baseName}...${headName}`), html_url: page, permalink_url: ask.page(`/compare/${ask.repo.owner}:${base.id}...${ask.repo.owner}:${head.id}`),
    diff_url: `${page}.diff`, patch_url: `${page}.patch`, base_commit: commitShape(ask, base), merge_base_commit: commitShape(ask, await ask.git.commit(met)),
    status, ahead_by: ahead.length, behind_by: behind, total_commits: ahead.length, commits: part.map((it) => commitShape(ask, it)),
    files: (await filesBetween(ask, met, head)).slice(0, 300),
  }, headers)
}

const isProtected = (ask: Ask, branch: string): boolean =>
  ask.repo.settings.protections[branch] !== undefined || rulesFor(ask.repo, `refs/heads/${branch}`, ask.forge.rules).length > 0

const branchesOf = (ask: Ask): readonly (readonly [string, string])[] =>
  [...ask.repo.refs].filter(([name]) => name.startsWith('refs/heads/')).map(([name, id]) => [name.slice('refs/heads/'.length), id] as const).sort(([a], [b]) => (a < b ? -1 : 1))

const protectionOf = (ask: Ask, branch: string): object => {
  const checks = ask.repo.settings.protections[branch]?.checks ?? []
  const level = checks.length > 0 ? 'non_admins' : 'off'
  return { enabled: isProtected(ask, branch), required_status_checks: { enforcement_level: level, contexts: checks, checks: checks.map((context) => ({ context, app_id: null })) } }
}

const listBranches = (ask: Ask): WorldResponse =>
  ask.list(branchesOf(ask), ([name, sha]) => ({ name, commit: { sha, url: ask.url(`/commits/${sha}`) }, protected: isProtected(ask, name) }))

const getBranch = async (ask: Ask): Promise<WorldResponse> => {
  const name = ask.param('branch')
  const id = ask.repo.refs.get(`refs/heads/${name}`)
  if (id === undefined) return refuse(404, 'Branch not found')
  return jsonAnswer(200, {
    name, commit: commitShape(ask, await ask.git.commit(id)), _links: { self: ask.url(`/branches/${name}`), html: ask.page(`/tree/${name}`) },
    protected: isProtected(ask, name), protection: protectionOf(ask, name), protection_url: ask.url(`/branches/${name}/protection`),
  })
}

const listTags = async (ask: Ask): Promise<WorldResponse> => {
  const tags = [...ask.repo.refs].filter(([name]) => name.startsWith('refs/tags/')).sort(([a], [b]) => (a < b ? 1 : -1))
  const { part, headers } = ask.paged(tags)
  const shapes = await Promise.all(part.map(async ([ref, id]) => {
    const name = ref.slice('refs/tags/'.length)
    const sha = (await ask.git.peel(id)) ?? id
    return { name, node_id: nodeId('Ref', ref), commit: { sha, url: ask.url(`/commits/${sha}`) }, zipball_url: ask.url(`/zipball/${ref}`), tarball_url: ask.url(`/tarball/${ref}`) }
  }))
  return jsonAnswer(200, shapes, headers)
}

export const commitRoutes: readonly Route[] = [
  { method: 'GET', path: '/repos/{owner}/{repo}/commits', operation: 'repos/list-commits', needs: readsContents, lists: true, handle: listCommits },
  { method: 'GET', path: '/repos/{owner}/{repo}/commits/{+ref}', operation: 'repos/get-commit', needs: readsContents, handle: getCommit },
  { method: 'GET', path: '/repos/{owner}/{repo}/compare/{+basehead}', operation: 'repos/compare-commits-with-basehead', needs: readsContents, handle: compare },
  { method: 'GET', path: '/repos/{owner}/{repo}/branches', operation: 'repos/list-branches', needs: readsContents, lists: true, handle: listBranches },
  { method: 'GET', path: '/repos/{owner}/{repo}/branches/{+branch}', operation: 'repos/get-branch', needs: readsContents, handle: getBranch },
  { method: 'GET', path: '/repos/{owner}/{repo}/tags', operation: 'repos/list-tags', needs: [{ metadata: 'read' }], lists: true, handle: listTags },
]
