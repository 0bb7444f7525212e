// What there is of a proposal: the file on the base branch, the branch with the change, and its pull requests. Reads only.
import { decodeFile } from '../../core/edit/reference-text.js'
import { repositoryText, type Repository } from '../../core/facts.js'
import { hasMarker } from '../../core/marker.js'
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { ChangeBranch, ProposedPull } from '../../ports/pull-requests.js'
import type { ReadWorld } from '../../ports/world.js'
import { branchText, markerOf, parseRepository, targetOf, type Proposal } from './proposal.js'

export interface Base {
  readonly branch: string
  readonly head: string
  readonly text: string
}

export interface Proposed {
  readonly from: ChangeBranch
  readonly head: string
  readonly text: string
  /** The file where the branch left the base. */
  readonly before: string
  /** It has commits of its own. */
  readonly isAhead: boolean
  /** It changes other files too. */
  readonly hasOthers: boolean
}

export interface Situation {
  readonly base: Base
  /** Where branches are pushed to; undefined: a fork that is still to be made. */
  readonly place: Repository | undefined
  readonly proposed: Proposed | undefined
  /** The newest one of ours. */
  readonly pull: ProposedPull | undefined
  /** By GitHub's clock: milliseconds since 1970. */
  readonly now: number
}

export const readBase = async (it: Proposal, { pulls }: ReadWorld): Promise<Base> => {
  const repository = targetOf(it)
  const branch = it.base ?? (await pulls.repository(repository)).defaultBranch
  const head = await pulls.head(repository, branch)
  const bytes = head === undefined ? undefined : await pulls.file(repository, it.file, head)
  if (head === undefined || !bytes) return fail('PROMOTE_FILE_MISSING', { file: it.file, repository: it.repository, branch })
  return { branch, head, text: decodeFile(bytes, it.file) }
}

const isSame = (a: Repository, b: Repository): boolean => repositoryText(a).toLowerCase() === repositoryText(b).toLowerCase()

/** A fork that the config names has to be one. */
const namedFork = async (name: string, it: Proposal, { pulls }: ReadWorld): Promise<Repository> => {
  const fork = parseRepository(name)
  const target = targetOf(it)
  const missing = (why: string): never => fail('FORK_MISSING', { repository: it.repository, fork: name, why })
  if (isSame(fork, target)) return fork
  try {
    const { ancestors } = await pulls.repository(fork)
    return ancestors.some((above) => isSame(above, target)) ? fork : missing('it is no fork of it')
  } catch (failure) {
    if (!(failure instanceof ReleaseError) || failure.code !== 'GITHUB_NOT_FOUND') throw failure
    return missing('there is none, or the token may not see it')
  }
}

/** Undefined: there is no right to push, and no fork yet. */
export const placeOf = async (it: Proposal, world: ReadWorld): Promise<Repository | undefined> => {
  if (it.fork !== null) return namedFork(it.fork, it, world)
  const target = targetOf(it)
  const { state } = await world.pulls.can(target, 'contents:write')
  return state === 'granted' ? target : world.pulls.ownFork(target)
}

const readProposed = async (it: Proposal, base: Base, { from, world }: { from: ChangeBranch; world: ReadWorld }): Promise<Proposed | undefined> => {
  const { pulls } = world
  const head = await pulls.head(from.repository, from.branch)
  const changes = head === undefined ? undefined : await pulls.changes(targetOf(it), base.head, from)
  if (head === undefined || !changes) return undefined
  const read = async (repository: Repository, commit: string): Promise<string> => {
    const bytes = await pulls.file(repository, it.file, commit)
    return bytes ? decodeFile(bytes, it.file) : ''
  }
  const [text, before] = await Promise.all([read(from.repository, head), changes.mergeBase === base.head ? base.text : read(targetOf(it), changes.mergeBase)])
  return { from, head, text, before, isAhead: changes.commits > 0, hasOthers: changes.files.some((file) => file !== it.file) }
}

export const look = async (it: Proposal, world: ReadWorld): Promise<Situation> => {
  const [base, place] = await Promise.all([readBase(it, world), placeOf(it, world)])
  const now = world.github.time()
  if (!place) return { base, place, proposed: undefined, pull: undefined, now }
  const from: ChangeBranch = { repository: place, branch: it.branch }
  const [proposed, all] = await Promise.all([readProposed(it, base, { from, world }), world.pulls.from(targetOf(it), from)])
  const marker = markerOf(it, world)
  const into = all.filter((pull) => pull.base === base.branch)
  const foreign = into.find((pull) => pull.state === 'open' && !hasMarker(pull.body, marker))
  if (foreign) return fail('PROMOTION_FOREIGN', { url: foreign.url, branch: branchText(from) })
  return { base, place, proposed, now, pull: into.find((pull) => hasMarker(pull.body, marker)) }
}
