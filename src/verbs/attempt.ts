// A verb carried out, and whatever goes wrong in it as a report: nothing is thrown past it.
import type { Report } from '../core/report.js'
import { asProblems } from '../engine/failures.js'
import { failureReport } from './ends.js'
import type { ReleaseWork } from './plan-release.js'

export const attempt = async (verb: (work: ReleaseWork) => Promise<Report>, work: ReleaseWork): Promise<Report> => {
  const { request, ports } = work
  const began = ports.clock.now()
  try {
    return await verb(work)
  } catch (failure) {
    const problems = asProblems(failure, ports.signal)
    if (problems.some((it) => it.kind === 'bug')) ports.log.error(failure instanceof Error ? (failure.stack ?? failure.message) : String(failure))
    return failureReport(problems, { request, took: ports.clock.now() - began })
  }
}
