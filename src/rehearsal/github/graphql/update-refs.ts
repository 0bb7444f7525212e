// updateRefs: several refs made, moved or deleted in one call, all or none, each compared with the value that the client names.
import { isAncestor } from '../../git/history.js'
import { isRefName } from '../../git/git-object.js'
import { can } from '../access.js'
import type { Ask } from '../ask.js'
import { carryOut, forbids, type Move } from '../ref-moves.js'
import { nodeId } from '../shapes/identity.js'
import type { RepositoryState } from '../state.js'
import { FieldRefusal, node, type Args, type Node } from './execute.js'

interface RefUpdate {
  readonly name?: string
  readonly beforeOid?: string | null
  readonly afterOid?: string
  readonly force?: boolean | null
}

interface Input {
  readonly repositoryId?: string
  readonly refUpdates?: readonly RefUpdate[]
  readonly clientMutationId?: string
}

const nothing = '0'.repeat(40)

const refuse = (type: string, message: string): never => {
  throw new FieldRefusal(type, message)
}

const repositoryOf = (ask: Ask, { repositoryId = '' }: Input): RepositoryState => {
  const repo = [...ask.forge.state.repositories.values()].find((it) => nodeId('Repository', it.id) === repositoryId)
  if (!repo || !can({ forge: ask.forge, actor: ask.actor, repo }, 'contents', 'read')) return refuse('NOT_FOUND', `Could not resolve to a node with the global id of '${repositoryId}'`)
  if (!can({ forge: ask.forge, actor: ask.actor, repo }, 'contents', 'write') && ask.forge.rules.has('W-TOK-12')) return refuse('FORBIDDEN', 'Resource not accessible by integration')
  return repo
}

const isForward = async (ask: Ask, repo: RepositoryState, from: string, to: string): Promise<boolean> => {
  const git = ask.forge.git(repo)
  const [old, now] = [await git.peel(from), await git.peel(to)]
  return old !== undefined && now !== undefined && isAncestor(git, old, now)
}

/** Why an update is refused, whatever rules the repository has; undefined when it may go. */
const whyNot = async (ask: Ask, repo: RepositoryState, { name = '', beforeOid, afterOid = '', force }: RefUpdate): Promise<string | undefined> => {
  const { rules } = ask.forge
  const from = repo.refs.get(name)
  const now = from ?? nothing
  if (!isRefName(name)) return `${name} is not a valid ref name.`
  if ((beforeOid ?? now) !== now && rules.has('W-REF-11')) return `Reference '${name}' is at ${now} but expected ${beforeOid}`
  if (afterOid === nothing && rules.has('W-REF-12')) return from === undefined ? `Reference '${name}' does not exist` : undefined
  if ((await ask.forge.git(repo).typeOf(afterOid)) === undefined) return `Object ${afterOid} does not exist`
  const mustBeForward = from !== undefined && !force && rules.has('W-REF-13')
  return mustBeForward && !(await isForward(ask, repo, from, afterOid)) ? `Update of '${name}' is not a fast forward` : undefined
}

const moveOf = async (ask: Ask, repo: RepositoryState, update: RefUpdate): Promise<Move> => {
  const { name = '', afterOid } = update
  const why = await whyNot(ask, repo, update)
  return why === undefined ? { ref: name, from: repo.refs.get(name), to: afterOid === nothing ? undefined : afterOid } : refuse('UNPROCESSABLE', why)
}

const mustBeAllowed = async (ask: Ask, repo: RepositoryState, move: Move): Promise<void> => {
  const forbidden = await forbids(ask.forge, repo, move, { actor: ask.actor })
  if (!forbidden) return
  refuse('UNPROCESSABLE', 'lines' in forbidden ? `Repository rule violations found\n\n${forbidden.lines.join('\n\n')}\n\n` : `Reference update failed for '${move.ref}'`)
}

export const updateRefs = (ask: Ask) => async (args: Args): Promise<Node> => {
  const input = (args['input'] ?? {}) as Input
  const repo = repositoryOf(ask, input)
  const isAtomic = ask.forge.rules.has('W-REF-10')
  const moves: Move[] = []
  for (const update of input.refUpdates ?? []) {
    const move = await moveOf(ask, repo, update)
    await mustBeAllowed(ask, repo, move)
    if (isAtomic) moves.push(move)
    else await carryOut(ask.forge, repo, move)
  }
  for (const move of moves) await carryOut(ask.forge, repo, move)
  return node('UpdateRefsPayload', { clientMutationId: input.clientMutationId ?? null })
}
