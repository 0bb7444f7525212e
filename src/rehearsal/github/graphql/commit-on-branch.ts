// createCommitOnBranch: one commit on top of the head that the client names, signed by GitHub; refused when the branch has gone
// on, is not there, or takes no commits.
import { can } from '../access.js'
import type { Ask } from '../ask.js'
import { commitChanges, personFor } from '../commits.js'
import { carryOut, forbids, type Forbidden } from '../ref-moves.js'
import type { RepositoryState } from '../state.js'
import type { Entry } from '../../git/git-repository.js'
import { FieldRefusal, node, type Args, type Node } from './execute.js'
import { commitNode, refNode } from './nodes.js'

interface Input {
  readonly branch?: { readonly repositoryNameWithOwner?: string; readonly branchName?: string; readonly id?: string }
  readonly message?: { readonly headline?: string; readonly body?: string }
  readonly expectedHeadOid?: string
  readonly fileChanges?: { readonly additions?: readonly { path: string; contents: string }[]; readonly deletions?: readonly { path: string }[] }
  readonly clientMutationId?: string
}

const refuse = (type: string, message: string): never => {
  throw new FieldRefusal(type, message)
}

const repositoryOf = (ask: Ask, input: Input): RepositoryState => {
  const [owner = '', name = ''] = (input.branch?.repositoryNameWithOwner ?? '').split('/')
  const repo = ask.forge.repository(owner, name)
  if (!repo || !can({ forge: ask.forge, actor: ask.actor, repo }, 'contents', 'read')) return refuse('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`)
  if (!can({ forge: ask.forge, actor: ask.actor, repo }, 'contents', 'write') && ask.forge.rules.has('W-TOK-11')) return refuse('FORBIDDEN', 'Resource not accessible by integration')
  return repo
}

const sayForbidden = (branch: string, it: Forbidden): never => {
  switch (it.by) {
    case 'rules': return refuse('UNPROCESSABLE', `Repository rule violations found\n\n${it.lines.join('\n\n')}\n\n`)
    case 'protection': return refuse('BRANCH_PROTECTION_RULE_VIOLATION', `protected branch '${branch}' check failed:\n${it.lines.join('\n')}`)
    default: return refuse('UNPROCESSABLE', 'Reference update failed')
  }
}

const changesIn = async (ask: Ask, repo: RepositoryState, head: string, input: Input): Promise<Map<string, Entry | undefined>> => {
  const git = ask.forge.git(repo)
  const { tree } = await git.commit(head)
  const changes = new Map<string, Entry | undefined>()
  for (const { path } of input.fileChanges?.deletions ?? []) {
    if (!(await git.entry(tree, path))) refuse('UNPROCESSABLE', `A path was requested for deletion that does not exist as of commit oid \`${head}\`: \`${path}\``)
    changes.set(path, undefined)
  }
  for (const { path, contents } of input.fileChanges?.additions ?? []) {
    const old = await git.entry(tree, path)
    changes.set(path, await git.addFile(Buffer.from(contents, 'base64'), old?.mode === '100755' ? '100755' : '100644'))
  }
  return changes
}

const mustNotChangeWorkflows = (ask: Ask, repo: RepositoryState, changes: ReadonlyMap<string, unknown>): void => {
  const path = [...changes.keys()].find((it) => it.startsWith('.github/workflows/'))
  if (path === undefined || can({ forge: ask.forge, actor: ask.actor, repo }, 'workflows', 'write') || !ask.forge.rules.has('W-COM-13')) return
  refuse('FORBIDDEN', 'Resource not accessible by integration')
}

const headOf = (ask: Ask, repo: RepositoryState, branch: string, expected: string | undefined): string => {
  const { rules } = ask.forge
  const found = repo.refs.get(`refs/heads/${branch}`)
  if (found === undefined && rules.has('W-COM-03')) return refuse('NOT_FOUND', `Branch not found: ${branch}`)
  const head = found ?? repo.refs.get(`refs/heads/${repo.settings.defaultBranch}`) ?? ''
  if (head === expected || !rules.has('W-COM-02')) return head
  return refuse('STALE_DATA', `Expected branch to point to "${String(expected)}" but it did not.  Pull and try again.`)
}

const messageIn = ({ message }: Input): string => [message?.headline ?? '', message?.body ?? ''].filter((it) => it !== '').join('\n\n')

export const createCommitOnBranch = (ask: Ask) => async (args: Args): Promise<Node> => {
  const input = (args['input'] ?? {}) as Input
  const { rules } = ask.forge
  const repo = repositoryOf(ask, input)
  const branch = (input.branch?.branchName ?? '').replace(/^refs\/heads\//, '')
  const ref = `refs/heads/${branch}`
  const head = headOf(ask, repo, branch, input.expectedHeadOid)
  const changes = await changesIn(ask, repo, head, input)
  mustNotChangeWorkflows(ask, repo, changes)
  const message = messageIn(input)
  const on = rules.has('W-COM-01') ? head : ((await ask.forge.git(repo).commit(head)).parents[0] ?? head)
  const commit = await commitChanges(ask.forge, repo, on, { changes, message, author: personFor(ask.forge, ask.login) })
  const move = { ref, from: repo.refs.get(ref), to: commit }
  const forbidden = rules.has('W-COM-04') ? await forbids(ask.forge, repo, move, { actor: ask.actor }) : undefined
  if (forbidden) return sayForbidden(branch, forbidden)
  await carryOut(ask.forge, repo, move)
  return node('CreateCommitOnBranchPayload', {
    clientMutationId: input.clientMutationId ?? null, commit: await commitNode(ask, repo, commit), ref: () => refNode(ask, repo, ref),
  })
}
