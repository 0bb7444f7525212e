// Drops the lock that a killed run has left, from where that run left it: whoever took it over since keeps it. It never fails the job;
// what stays ends by itself.
import { systemClock } from '../adapters/clock.js'
import { readEndpoints } from '../adapters/environment.js'
import type { Environment } from '../adapters/exec/child-environment.js'
import { createGitHub } from '../adapters/github/github.js'
import { connect } from '../adapters/http/connect.js'
import { readToken } from '../adapters/runner/inputs.js'
import { parseLockState } from '../adapters/runner/lock-state.js'
import { createRunnerLog } from '../adapters/runner/runner-log.js'
import { repositoryText } from '../core/facts.js'

/** Milliseconds. The lease is over in minutes, and a job should not wait for that. */
const patience = 10_000

export const dropLeftLock = async (left: string, environment: Environment): Promise<void> => {
  const held = parseLockState(left)
  if (!held) return
  const log = createRunnerLog((line) => process.stdout.write(`${line}\n`), environment['RUNNER_DEBUG'] === '1')
  const token = readToken(environment)
  const connected = connect({ environment, log, clock: systemClock })
  const limit = AbortSignal.timeout(patience)
  try {
    const github = createGitHub({ http: connected.http, endpoints: readEndpoints(environment), clock: systemClock, log, ...(token !== undefined ? { token } : {}) })
    const where = `${held.ref} of ${repositoryText(held.repository)}`
    for (const from of held.objects) {
      if (!(await github.moveRef(held.repository, held.ref, { from }, limit))) continue
      return log.info(`Dropped the lock ${where}, which the main step had left.`)
    }
    log.info(`The lock ${where} belongs to another run by now; it is left alone.`)
  } catch (failure) {
    log.warn(`the lock ${held.ref} could not be dropped (${limit.aborted ? 'GitHub did not answer in time' : failure instanceof Error ? failure.message : String(failure)}); it ends by itself within three minutes`)
  } finally {
    connected.close()
    log.end()
  }
}
