// What each verb is. Whatever goes wrong below ends here as a report; nothing is thrown past it.
import { asProblems } from './engine/failures.js'
import { silent, type Listener } from './engine/events.js'
import type { Report } from './core/report.js'
import type { Request, Verb } from './core/request.js'
import type { Ports } from './ports/ports.js'
import type { AnyStep } from './ports/step.js'
import { check } from './verbs/check.js'
import { failureReport } from './verbs/ends.js'
import { plan } from './verbs/plan.js'
import type { ReleaseWork } from './verbs/plan-release.js'
import { release } from './verbs/release.js'
import { setVersion } from './verbs/set-version.js'

const verbs: Readonly<Record<Verb, (work: ReleaseWork) => Promise<Report>>> = {
  release, // a tag becomes a release
  rehearse: release, // the same, in a world that the door has put in place of the real one
  prepare: release, // references, commit and tag first
  plan, // the tasks, and what each destination holds
  check, // references against the tag, or one another
  'set-version': setVersion, // references in the work tree
}

export const run = async (request: Request, ports: Ports, steps: readonly AnyStep[], listener: Listener = silent): Promise<Report> => {
  const began = ports.clock.now()
  if (request.maxWaitMs !== undefined) ports.waits.limit(request.maxWaitMs)
  try {
    return await verbs[request.verb]({ request, ports, steps, listener })
  } catch (failure) {
    const problems = asProblems(failure, ports.signal)
    if (problems.some((it) => it.kind === 'bug')) ports.log.error(failure instanceof Error ? (failure.stack ?? failure.message) : String(failure))
    return failureReport(problems, { request, took: ports.clock.now() - began })
  }
}
