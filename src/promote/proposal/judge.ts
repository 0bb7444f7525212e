// What is still to be done of a proposal. Done is what the base branch says; whoever merges is waited for, and never asked again.
import type { Probe } from '../../core/result.js'
import { fail } from '../../errors/release-error.js'
import type { Situation } from './look.js'
import { branchText, type Change, type Proposal } from './proposal.js'
import { changedText, names } from './text.js'

/** What the branch should say where it is, and what it should say if it is made anew on the base as it is now. */
export interface Wanted {
  readonly here: string
  /** Undefined: it holds what others did, which cannot be made again. */
  readonly anew: string | undefined
  /** The file has changed on the base since, so that the change here would conflict with it, or undo it. */
  readonly isOld: boolean
}

export const wantedOn = (change: Change, { base, proposed }: Situation): Wanted => {
  if (!proposed) return { here: change.apply(base.text), anew: change.apply(base.text), isOld: false }
  const again = proposed.hasOthers ? undefined : change.again(proposed.before, proposed.text, base.text)
  return {
    here: change.apply(proposed.text),
    anew: again === undefined ? undefined : change.apply(again),
    isOld: proposed.before !== base.text,
  }
}

export const isDone = (change: Change, { base }: Pick<Situation, 'base'>): boolean => change.apply(base.text) === base.text

/** Is it proposed, or done? Then what had to be tried before has been tried. */
export const hasBegun = (change: Change, situation: Situation): boolean =>
  isDone(change, situation) || (situation.pull?.state === 'open' && situation.proposed !== undefined && change.apply(situation.proposed.text) === situation.proposed.text)

/** Everything but `done`, whose outcome is the step's. */
export const judge = (it: Proposal, change: Change, situation: Situation): Probe => {
  const { base, proposed, pull } = situation
  if (!pull || pull.state === 'closed') return judgeClosed(it, change, situation)
  if (!proposed) return { state: 'absent' }
  const { here, anew, isOld } = wantedOn(change, situation)
  if (here !== proposed.text) return { state: 'partial', missing: [`a change of ${it.file}`] }
  if (isOld && anew !== undefined) return { state: 'partial', missing: [`the change on top of ${base.branch} as it is now`] }
  if (changedText(pull.body, change.describe(proposed.before, proposed.text)) !== undefined) return { state: 'partial', missing: ['the text of the pull request'] }
  const conflict = isOld ? `, which conflicts with ${base.branch} and holds changes that Slipway did not make: rebase ${branchText(proposed.from)} by hand` : ''
  return { state: 'waiting', for: `${pull.url} to be merged${conflict}`, url: pull.url, where: `${it.repository}#${pull.number}` }
}

/** So long a branch may still be read as it was before a merge; in truth it is seconds. */
const lagMs = 10 * 60_000

const judgeClosed = (it: Proposal, change: Change, { base, proposed, pull, now }: Situation): Probe => {
  if (!pull) return { state: 'absent' }
  if (pull.merged && names(pull.body, change.describe(base.text, change.apply(base.text)))) {
    const { mergedAt } = pull
    if (mergedAt !== undefined && now - mergedAt > lagMs) return fail('PROMOTION_REVERTED', { url: pull.url, file: it.file, base: base.branch, merged: new Date(mergedAt).toISOString().replace(/\.\d+Z$/, 'Z') })
    return { state: 'waiting', for: `${pull.url}, which is merged, to show in ${it.file} on ${base.branch}`, url: pull.url, where: `${it.repository}#${pull.number}` }
  }
  if (!pull.merged && proposed) return fail('PROMOTION_CLOSED', { url: pull.url, branch: branchText(proposed.from) })
  return { state: 'absent' }
}
