// Commits, trees and files as the API shows them.
import type { CommitAt } from '../../git/git-repository.js'
import type { Person } from '../../git/git-object.js'
import { countLines, diffTrees, type Change } from '../../git/tree-diff.js'
import { inPath } from '../addresses.js'
import type { Ask } from '../ask.js'
import { nodeId, timeText, userShape, type Schemas } from './identity.js'

export const personShape = (it: Person): { name: string; email: string; date: string } => ({ name: it.name, email: it.email, date: timeText(it.time * 1000) })

export const unsigned = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null } as const

/** GitHub shows the message of a commit without the newline at its end. */
export const messageOf = (commit: CommitAt): string => commit.message.replace(/\n$/, '')

const verificationOf = (ask: Ask, commit: CommitAt): Schemas['verification'] =>
  ask.repo.signed.has(commit.id) && ask.forge.rules.has('W-COM-05')
    ? { verified: true, reason: 'valid', signature: commit.signature ?? '', payload: `tree ${commit.tree}\n`, verified_at: timeText(commit.committer.time * 1000) }
    : unsigned

const userOf = (ask: Ask, person: Person): Schemas['simple-user'] | null => {
  const user = [...ask.forge.state.users.values()].find((it) => it.email === person.email)
  return user ? userShape(user, ask.addresses) : null
}

const parentsOf = (ask: Ask, commit: CommitAt, kind: 'commits' | 'git/commits'): { sha: string; url: string; html_url: string }[] =>
  commit.parents.map((sha) => ({ sha, url: ask.url(`/${kind}/${sha}`), html_url: ask.page(`/commit/${sha}`) }))

export const commitShape = (ask: Ask, commit: CommitAt): Schemas['commit'] => ({
  sha: commit.id, node_id: nodeId('Commit', commit.id), url: ask.url(`/commits/${commit.id}`), html_url: ask.page(`/commit/${commit.id}`),
  comments_url: ask.url(`/commits/${commit.id}/comments`),
  commit: {
    url: ask.url(`/git/commits/${commit.id}`), author: personShape(commit.author), committer: personShape(commit.committer), message: messageOf(commit),
    comment_count: 0, tree: { sha: commit.tree, url: ask.url(`/git/trees/${commit.tree}`) }, verification: verificationOf(ask, commit),
  },
  author: userOf(ask, commit.author), committer: userOf(ask, commit.committer), parents: parentsOf(ask, commit, 'commits'),
})

export const gitCommitShape = (ask: Ask, commit: CommitAt): Schemas['git-commit'] => ({
  sha: commit.id, node_id: nodeId('Commit', commit.id), url: ask.url(`/git/commits/${commit.id}`), html_url: ask.page(`/commit/${commit.id}`),
  author: personShape(commit.author), committer: personShape(commit.committer), message: messageOf(commit),
  tree: { sha: commit.tree, url: ask.url(`/git/trees/${commit.tree}`) }, parents: parentsOf(ask, commit, 'git/commits'), verification: verificationOf(ask, commit),
})

const changeShape = async (ask: Ask, change: Change, commit: string): Promise<Schemas['diff-entry']> => {
  const bytes = async (it: Change['before']): Promise<Buffer | undefined> => (it && it.mode !== '160000' ? ask.git.blob(it.id) : undefined)
  const { additions, deletions } = countLines(await bytes(change.before), await bytes(change.after))
  const path = inPath(change.path)
  return {
    sha: change.after?.id ?? change.before?.id ?? null, filename: change.path, status: change.status, additions, deletions, changes: additions + deletions,
    blob_url: ask.page(`/blob/${commit}/${path}`), raw_url: ask.page(`/raw/${commit}/${path}`), contents_url: ask.url(`/contents/${path}?ref=${commit}`),
  }
}

export const filesBetween = async (ask: Ask, before: string | undefined, after: CommitAt): Promise<Schemas['diff-entry'][]> => {
  const old = before === undefined ? undefined : (await ask.git.commit(before)).tree
  const files: Schemas['diff-entry'][] = []
  for await (const change of diffTrees(ask.git, old, after.tree)) files.push(await changeShape(ask, change, after.id))
  return files
}

export interface Place {
  readonly path: string
  readonly ref: string
}

/** What all entries of `contents` have, whatever they are. */
export const entryShape = <T extends string>(ask: Ask, at: Place, it: { id: string; size: number; type: T }) => {
  const path = inPath(at.path)
  const url = ask.url(`/contents/${path}?ref=${encodeURIComponent(at.ref)}`)
  const git = ask.url(`/git/${it.type === 'dir' ? 'trees' : 'blobs'}/${it.id}`)
  const html = ask.page(`/${it.type === 'dir' ? 'tree' : 'blob'}/${inPath(at.ref)}/${path}`)
  return {
    type: it.type, name: at.path.split('/').at(-1) ?? '', path: at.path, sha: it.id, size: it.size, url, git_url: git, html_url: html,
    download_url: it.type === 'dir' ? null : ask.page(`/raw/${inPath(at.ref)}/${path}`), _links: { self: url, git, html },
  }
}
