// Could it be proposed? Asked before anything is built: the repository, the right to push there or a fork, and the right to open pull
// requests.
import { repositoryText } from '../../core/facts.js'
import type { Finding } from '../../core/result.js'
import { problem, ReleaseError, type Problem } from '../../errors/release-error.js'
import type { ReadWorld } from '../../ports/world.js'
import { placeOf } from './look.js'
import { targetOf, type Proposal } from './proposal.js'

const why = 'propose the change of another repository'

export const preflightProposal = async (it: Proposal, world: ReadWorld): Promise<readonly Finding[]> => {
  const { pulls } = world
  try {
    const [place, open] = await Promise.all([placeOf(it, world), pulls.can(targetOf(it), 'pull-requests:write')])
    const denied = open.state === 'denied' ? [error(problem('RIGHT_MISSING', { scope: 'pull-requests:write', repository: it.repository, why, said: open.reason ?? '' }))] : []
    if (place) {
      const push = await pulls.can(place, 'contents:write')
      return [...denied, ...(push.state === 'denied' ? [error(problem('RIGHT_MISSING', { scope: 'contents:write', repository: repositoryText(place), why, said: push.reason ?? '' }))] : [])]
    }
    const login = await pulls.login()
    // No `permissions:` of a job reach another repository: it would be no help to tell that they lack something there.
    return login === undefined ? [error(problem('FORK_MISSING', { repository: it.repository, fork: '', why: 'the token belongs to a workflow or an app, which has no fork and can make none' }))] : denied
  } catch (failure) {
    if (!(failure instanceof ReleaseError)) throw failure
    return failure.problems.map((found) => ({ severity: 'error', problem: found }))
  }
}

const error = (it: Problem): Finding => ({ severity: 'error', problem: it })
