// Door 1: the Action. Inputs and event → request and ports, then the run, then outputs, summary and annotations. What a run with
// nothing to do does not need is loaded after it is clear that there is something to do.
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { systemClock } from './adapters/clock.js'
import { createGit } from './adapters/git/node-git.js'
import { writeOutputs, writeSummary } from './adapters/runner/command-files.js'
import { readInputs } from './adapters/runner/inputs.js'
import { createRunnerLog } from './adapters/runner/runner-log.js'
import { stopOnSignals } from './cli/signals.js'
import type { Report } from './core/report.js'
import type { Request } from './core/request.js'
import { asProblems } from './engine/failures.js'
import { renderMarkdown } from './report/markdown.js'
import { outputsOf } from './report/outputs.js'
import { renderText } from './report/text.js'
import { earlyEnd } from './verbs/early-end.js'
import { failureReport } from './verbs/ends.js'
import { slipwayVersion } from './version.js'

const environment = process.env
const folder = environment['GITHUB_WORKSPACE'] ?? process.cwd()
const log = createRunnerLog((line) => process.stdout.write(`${line}\n`), environment['RUNNER_DEBUG'] === '1')
const stop = stopOnSignals((signal) => log.warn(`${signal}: no new effect is begun; ending what runs`))

const early = async (request: Request): Promise<Report | undefined> => {
  const git = createGit({ folder, temp: environment['RUNNER_TEMP'] ?? tmpdir(), environment, signal: stop.signal })
  try {
    return await earlyEnd(request, git, systemClock)
  } finally {
    git.close()
  }
}

const reportOf = async (): Promise<Report> => {
  const { request, token } = readInputs(environment, (path) => readFileSync(path, 'utf8'))
  const ended = await early(request)
  if (ended) return ended
  const { carryOutRequest } = await import('./cli/carry-out-request.js')
  return carryOutRequest(request, { folder, environment, log, signal: stop.signal, slipway: slipwayVersion, ...(token !== undefined ? { token } : {}) })
}

/** Whatever goes wrong on the way, also before the run began, fails the job with a code and an annotation. */
const report = await reportOf().catch((failure: unknown) => failureReport(asProblems(failure, stop.signal), { request: { verb: 'release', dryRun: false, only: [], without: [], again: 're-run this job' } }))
log.info(`\n${renderText(report)}`)
for (const problem of report.problems) log.annotate('error', problem)
if (environment['GITHUB_OUTPUT']) writeOutputs(environment['GITHUB_OUTPUT'], outputsOf(report))
if (environment['GITHUB_STEP_SUMMARY']) writeSummary(environment['GITHUB_STEP_SUMMARY'], log.redact(renderMarkdown(report)))
process.exitCode = report.exitCode
stop.dispose()
log.end()
