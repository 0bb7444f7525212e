// Makes a proposal, or brings it up to date. Two runs may do so at once, for two lines that share one pull request: each commit and each
// move of the branch names where it thinks the branch is, and whoever came too late looks again. What others have committed is never
// overwritten: only a branch that says nothing but what Slipway would say is made anew on a base that has moved.
import { digestOf, hexOf } from '../../core/digest.js'
import { movedFrom } from '../../core/pin.js'
import { fail, problem, ReleaseError } from '../../errors/release-error.js'
import type { Repository } from '../../core/facts.js'
import type { ChangeBranch, ProposedPull } from '../../ports/pull-requests.js'
import type { World } from '../../ports/world.js'
import { isDone, judge, wantedOn } from './judge.js'
import { look, type Base, type Proposed, type Situation } from './look.js'
import { branchText, markerOf, targetOf, type Change, type Proposal } from './proposal.js'
import { changedText, newText } from './text.js'

const mostTries = 8

export interface Around {
  readonly world: World
  /** Asked before each write: fails when what is proposed is not so any more. */
  readonly before?: () => Promise<void>
}

interface Work extends Around {
  readonly it: Proposal
  readonly change: Change
}

/** Codes with which GitHub says that somebody else was there first. */
const isRace = (failure: unknown): boolean => failure instanceof ReleaseError && ['BRANCH_MOVED', 'REF_EXISTS'].includes(failure.code)

export const propose = async (it: Proposal, change: Change, around: Around): Promise<void> => {
  const { world } = around
  const work: Work = { ...around, it, change }
  for (let tries = 1; tries <= mostTries; tries++) {
    try {
      if (await step(work)) return
    } catch (failure) {
      if (!isRace(failure)) throw failure
    }
    await world.clock.sleep(Math.min(250 * 2 ** (tries - 1), 8000), world.signal)
  }
  fail('PROMOTION_BUSY', { branch: it.branch, tries: mostTries })
}

/** True when there is nothing left to do but to wait. */
const step = async (work: Work): Promise<boolean> => {
  const { it, change, world } = work
  const situation = await look(it, world)
  if (isDone(change, situation)) return true
  const state = judge(it, change, situation).state
  if (state === 'waiting' || state === 'conflict') return true
  await mustHold(work)
  const from: ChangeBranch = { repository: situation.place ?? (await forkOf(work)), branch: it.branch }
  await bringBranch(work, situation, from)
  return tell(work)
}

const forkOf = async ({ it, world }: Work): Promise<Repository> => {
  world.log.info(`There is no right to push to ${it.repository}, and no fork of it yet: making one.`)
  return world.pulls.makeFork(targetOf(it))
}

const mustHold = async ({ world, before }: Work): Promise<void> => {
  const { github, repository, tag, signal } = world
  await before?.()
  const moved = movedFrom(tag, await github.ref(repository, `refs/tags/${tag.name}`), repository)
  if (moved) fail('TAG_MOVED', moved)
  signal.throwIfAborted()
}

const bringBranch = async (work: Work, situation: Situation, from: ChangeBranch): Promise<void> => {
  const { change, world } = work
  const { base, proposed } = situation
  if (!proposed) {
    await world.pulls.createBranch(from, base.head)
    return commit(work, { from, head: base.head, before: base.text, text: change.apply(base.text) })
  }
  const { here, anew, isOld } = wantedOn(change, situation)
  const isOpen = situation.pull?.state === 'open'
  // What a merged pull request left: nothing of it is needed any more.
  const isLeft = !isOpen && !proposed.isAhead && proposed.head !== base.head
  if ((isOld || isLeft) && anew !== undefined) return rebuild(work, { base, proposed, text: anew })
  if (isOld && !isOpen) return fail('PROMOTION_BRANCH', { branch: branchText(from), file: work.it.file, base: base.branch })
  if (here !== proposed.text) await commit(work, { from, head: proposed.head, before: proposed.before, text: here })
}

interface Written {
  readonly from: ChangeBranch
  readonly head: string
  /** Of the base, for the title. */
  readonly before: string
  readonly text: string
}

const commit = async ({ it, change, world }: Work, { from, head, before, text }: Written): Promise<void> => {
  const { title } = change.describe(before, text)
  await world.pulls.commit(from, { expectedHead: head, headline: title, body: `For ${it.about}.`, changes: [{ path: it.file, bytes: Buffer.from(text) }] })
}

/** Made beside the branch and moved there in one step: a branch that stood at its base for a moment would close the pull request. */
const rebuild = async (work: Work, { base, proposed, text }: { base: Base; proposed: Proposed; text: string }): Promise<void> => {
  const { pulls, log } = work.world
  const beside: ChangeBranch = { ...proposed.from, branch: `${proposed.from.branch}-${base.head.slice(0, 7)}-${hexOf(digestOf(text)).slice(0, 8)}` }
  if ((await pulls.head(beside.repository, beside.branch)) === undefined) await pulls.createBranch(beside, base.head)
  if ((await pulls.head(beside.repository, beside.branch)) === base.head) await commit(work, { from: beside, head: base.head, before: base.text, text })
  const made = await pulls.head(beside.repository, beside.branch)
  const bytes = made === undefined ? undefined : await pulls.file(beside.repository, work.it.file, made)
  if (made === undefined || !bytes || Buffer.from(bytes).toString('utf8') !== text) return fail('BRANCH_MOVED', { branch: branchText(beside), expected: base.head })
  const isMoved = await pulls.moveBranch(proposed.from, { from: proposed.head, to: made })
  log.debug(`${branchText(proposed.from)} ${isMoved ? `is made anew on top of ${base.branch}` : 'has moved meanwhile'}`)
  await pulls.moveBranch(beside, { from: made }).catch((failure: unknown) => log.debug(`${branchText(beside)} stays: ${failure instanceof Error ? failure.message : ''}`))
  if (!isMoved) fail('BRANCH_MOVED', { branch: branchText(proposed.from), expected: proposed.head })
}

/** Opens the pull request, or has it say what the branch says. True when that was still so afterwards. */
const tell = async (work: Work): Promise<boolean> => {
  const { it, change, world } = work
  const situation = await look(it, world)
  const { base, proposed, pull } = situation
  if (isDone(change, situation)) return true
  if (!proposed?.isAhead) return false
  const description = change.describe(proposed.before, proposed.text)
  if (pull?.state !== 'open') {
    await mustHold(work)
    const opened = await world.pulls.open(targetOf(it), { from: proposed.from, base: base.branch, title: description.title, body: newText(it, description, { marker: markerOf(it, world), asked: isFork(it, proposed) ? it.reviewers : [] }) })
    await askReviewers(work, proposed, opened)
  } else {
    const body = changedText(pull.body, description)
    if (body !== undefined) await world.pulls.update(targetOf(it), pull.number, { title: description.title, body })
  }
  return false
}

const isFork = (it: Proposal, { from: { repository: { owner, name } } }: Proposed): boolean => `${owner}/${name}`.toLowerCase() !== it.repository.toLowerCase()

/** Those who may push are asked through GitHub; from a fork only collaborators' own tools can ask, so the text names them. */
const askReviewers = async ({ it, world }: Work, proposed: Proposed, pull: ProposedPull): Promise<void> => {
  if (it.reviewers.length === 0 || isFork(it, proposed)) return
  try {
    await world.pulls.askForReview(targetOf(it), pull.number, it.reviewers)
  } catch (failure) {
    if (!(failure instanceof ReleaseError)) throw failure
    world.log.warn(problem('PROMOTE_REVIEWERS', { url: pull.url, said: failure.problems[0].message }).message)
  }
}
