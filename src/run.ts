// What each verb is. Whatever goes wrong below ends here as a report; nothing is thrown past it.
import { silent, type Listener } from './engine/events.js'
import type { Report } from './core/report.js'
import type { Request, Verb } from './core/request.js'
import type { Ports } from './ports/ports.js'
import type { AnyStep } from './ports/step.js'
import { attempt } from './verbs/attempt.js'
import { build } from './verbs/build.js'
import { check } from './verbs/check.js'
import { continueAll } from './verbs/continue.js'
import { matrix } from './verbs/matrix.js'
import { notes } from './verbs/notes.js'
import { plan } from './verbs/plan.js'
import { propose } from './verbs/propose.js'
import type { ReleaseWork } from './verbs/plan-release.js'
import { prune } from './verbs/prune.js'
import { release } from './verbs/release.js'
import { setVersion } from './verbs/set-version.js'
import { status } from './verbs/status.js'
import { verify } from './verbs/verify.js'

const verbs: Readonly<Record<Verb, (work: ReleaseWork) => Promise<Report>>> = {
  release, // a tag becomes a release
  rehearse: release, // the same, in a world that the door has put in place of the real one
  prepare: release, // references, commit and tag first
  build, // what its tasks build, in a folder that another job releases from
  continue: continueAll, // every release that is not finished, one after the other
  plan: (work) => (work.request.matrix ? matrix(work) : plan(work)), // the tasks, and what each destination holds
  status, // what each destination holds of a tag, and what goes on
  verify, // what is public, as whoever uses it finds it
  notes, // what the text of a release says, or would say
  check, // references against the tag, or one another
  propose, // the tracking issue, and the commit that owners are asked to approve
  prune, // stale releases, by policy or by name
  'set-version': setVersion, // references in the work tree
}

export const run = async (request: Request, ports: Ports, steps: readonly AnyStep[], listener: Listener = silent): Promise<Report> => {
  if (request.maxWaitMs !== undefined) ports.waits.limit(request.maxWaitMs)
  return attempt(verbs[request.verb], { request, ports, steps, listener })
}
