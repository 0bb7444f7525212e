// What the Action does, given its environment: the event is judged first, then the inputs are read, and the token last. Whoever is
// turned away at one of these doors has been shown nothing of what lies behind the next.
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { systemClock } from '../adapters/clock.js'
import type { Environment } from '../adapters/exec/child-environment.js'
import { withoutCredentials, withoutReleaseCredentials } from '../adapters/environment.js'
import { createGit } from '../adapters/git/node-git.js'
import { writeState } from '../adapters/runner/command-files.js'
import { lockStateName, renderLockState } from '../adapters/runner/lock-state.js'
import { readEvent, readRequest, readToken, readVerb } from '../adapters/runner/inputs.js'
import type { HeldLock } from '../core/lock.js'
import { withFolders } from '../core/checked-request.js'
import { withSignal, type Report } from '../core/report.js'
import { asksGitHubAlone, isLocal, needsNoToken, strangersMayAsk, type Request } from '../core/request.js'
import { asProblems } from '../engine/failures.js'
import type { Log } from '../ports/log.js'
import { mustBeTrusted } from '../trigger/trusted-events.js'
import { earlyEnd } from '../verbs/early-end.js'
import { failureReport } from '../verbs/ends.js'
import { slipwayVersion } from '../version.js'
import type { SoFar } from './so-far.js'

export interface Act {
  readonly environment: Environment
  readonly folder: string
  readonly log: Log
  readonly signal: AbortSignal
  readonly soFar: SoFar
}

/** Whatever goes wrong on the way, also before the run began, is a report with a code. */
export const act = async (it: Act): Promise<Report> => {
  try {
    return await reportOf(it)
  } catch (failure) {
    return withSignal(failureReport(asProblems(failure, it.signal), { request: it.soFar.request() }), it.signal.reason)
  }
}

const reportOf = async (it: Act): Promise<Report> => {
  const { environment, folder, log, signal, soFar } = it
  const event = readEvent(environment, (path) => readFileSync(path, 'utf8'))
  // What looks at the clone alone needs no secret, is given none, and may be asked for by any event (a pull request, say). A pull request may ask for notes, with its own token.
  const local = isLocal(readVerb(environment))
  if (!strangersMayAsk(readVerb(environment), event.name)) mustBeTrusted(event)
  const request = withFolders(readRequest(environment, event), (path) => resolve(folder, path))
  soFar.begin(request)
  const ended = await early(request, it)
  if (ended) return ended
  const token = needsNoToken(request.verb) ? undefined : readToken(environment)
  const { carryOutRequest } = await import('./carry-out-request.js')
  const outer = local || asksGitHubAlone(request.verb) ? withoutCredentials(environment) : needsNoToken(request.verb) ? withoutReleaseCredentials(environment) : environment
  const done = async (report: Report): Promise<void> => soFar.settle(report)
  return carryOutRequest(request, { folder, environment: outer, log, signal, slipway: slipwayVersion, listener: soFar.listen, done, noteLock: noteIn(it), ...(token !== undefined ? { token } : {}) })
}

/** A run goes on without: the lock that it leaves when it is killed ends by itself, only later. */
const noteIn = ({ environment, log }: Act) => (held: HeldLock | undefined): void => {
  const file = environment['GITHUB_STATE']
  if (!file) return
  try {
    writeState(file, lockStateName, renderLockState(held))
  } catch (failure) {
    log.debug(`GITHUB_STATE could not be written: ${failure instanceof Error ? failure.message : String(failure)}`)
  }
}

const early = async (request: Request, { folder, environment, signal }: Act): Promise<Report | undefined> => {
  const git = createGit({ folder, temp: environment['RUNNER_TEMP'] ?? tmpdir(), environment, signal })
  try {
    return await earlyEnd(request, git, systemClock)
  } finally {
    git.close()
  }
}
