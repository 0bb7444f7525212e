// A change of some files that follows a release: committed on top of the branch as it is then. A branch that takes no commits gets a pull
// request. Nothing is forced; if the branch moves meanwhile, the change is computed again on the new tip.
import { repositoryText } from '../../core/facts.js'
import { makeMarker, withMarker, type MarkerKind } from '../../core/marker.js'
import { movedFrom } from '../../core/pin.js'
import type { Finding, Outcome } from '../../core/result.js'
import { fail, problem, ReleaseError, type Problem } from '../../errors/release-error.js'
import type { BranchRules, FileChange, PullRequest } from '../../ports/github.js'
import type { ReadWorld, World } from '../../ports/world.js'

export interface BranchEdit {
  readonly branch: string
  readonly headline: string
  /** The tag is part of the name, so that no other release ever finds this branch. */
  readonly proposal: { readonly branch: string; readonly kind: MarkerKind; readonly title: string; readonly text: string }
  /** What a commit lacks; empty when it says all of it, or more. */
  readonly changesAt: (commit: string) => Promise<readonly FileChange[]>
}

const mostTries = 5

export const applyEdit = async (edit: BranchEdit, world: World): Promise<void> => {
  if (!(await committed(edit, world))) await propose(edit, world)
}

/** Whether the branch could take it; `byPull` is told when it has to be asked for there. */
export const preflightEdit = async (branch: string, { what, byPull }: { readonly what: string; readonly byPull: (why: string) => Problem }, { github, repository }: ReadWorld): Promise<readonly Finding[]> => {
  const { takesCommits, reason } = await github.branch(repository, branch)
  const needed = takesCommits ? (['contents:write'] as const) : (['contents:write', 'pull-requests:write'] as const)
  const why = takesCommits ? `commit ${what} to ${branch}` : `propose ${what} for ${branch}`
  const asked = await Promise.all(needed.map(async (scope): Promise<readonly Finding[]> => {
    const access = await github.can(repository, scope)
    const said = access.reason ?? ''
    if (access.state === 'denied') return [{ severity: 'error', problem: problem('RIGHT_MISSING', { scope, repository: repositoryText(repository), why, said }) }]
    return access.state === 'granted' ? [] : [{ severity: 'unproven', problem: problem('RIGHT_UNPROVEN', { scope, where: repositoryText(repository), said }) }]
  }))
  const told: readonly Finding[] = takesCommits ? [] : [{ severity: 'warning', problem: byPull(reason ?? 'its rules say so') }]
  return [...told, ...asked.flat()]
}

/** One that a person closed is an answer as well; it is not asked again. */
export const proposed = (pull: PullRequest): Outcome => ({
  where: `pull request #${pull.number}`,
  url: pull.url,
  note: pull.state === 'open' ? 'waiting to be merged' : pull.merged ? 'merged' : 'closed by a person without being merged',
})

export const headOf = async (branch: string, { github, repository }: ReadWorld): Promise<string> =>
  (await github.branch(repository, branch)).head ?? fail('BRANCH_MISSING', { branch, repository: repositoryText(repository) })

/** What follows a release that somebody has just taken back, by moving its tag, would be wrong. */
const mustBePinned = async ({ github, repository, tag }: ReadWorld): Promise<void> => {
  const moved = movedFrom(tag, await github.ref(repository, `refs/tags/${tag.name}`), repository)
  if (moved) fail('TAG_MOVED', moved)
}

/** True when the branch lacks nothing any more. False when it takes no commit, or moves too often. */
const committed = async (edit: BranchEdit, world: World): Promise<boolean> => {
  for (let tries = 1; tries <= mostTries; tries++) {
    const { head, takesCommits } = await world.github.branch(world.repository, edit.branch)
    if (head === undefined) return fail('BRANCH_MISSING', { branch: edit.branch, repository: repositoryText(world.repository) })
    const changes = await edit.changesAt(head)
    if (changes.length === 0) return true
    if (!takesCommits) return false
    await mustBePinned(world)
    world.signal.throwIfAborted()
    try {
      await world.github.commit(world.repository, edit.branch, { expectedHead: head, headline: edit.headline, body: '', changes })
      return true
    } catch (failure) {
      if (isCode(failure, 'BRANCH_PROTECTED')) return false
      if (!isCode(failure, 'BRANCH_MOVED')) throw failure
    }
  }
  return false
}

const isCode = (failure: unknown, code: string): boolean => failure instanceof ReleaseError && failure.code === code

const propose = async (edit: BranchEdit, world: World): Promise<void> => {
  const { github, repository, tag } = world
  const { branch: head, kind, title, text } = edit.proposal
  await mustBePinned(world)
  const there = await proposalAt(head, await headOf(edit.branch, world), world)
  const changes = await edit.changesAt(there)
  world.signal.throwIfAborted()
  // On top of whatever a person has added to the branch meanwhile.
  if (changes.length > 0) await github.commit(repository, head, { expectedHead: there, headline: edit.headline, body: '', changes })
  const marker = makeMarker({ kind, repository: repositoryText(repository), tag: tag.name, object: tag.object })
  await github.createPullRequest(repository, { head, base: edit.branch, title, body: withMarker(text, marker) })
}

/** The head of the branch for the proposal, made at `base` when there is none. */
const proposalAt = async (branch: string, base: string, { github, repository }: World): Promise<string> => {
  const there: BranchRules = await github.branch(repository, branch)
  if (there.head !== undefined) return there.head
  await github.createRef(repository, `refs/heads/${branch}`, base)
  return base
}
