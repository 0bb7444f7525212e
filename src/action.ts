// Door 1: the Action. Inputs and event → Request and ports, then run, then outputs, summary and annotations. No logic.
import { readFileSync } from 'node:fs'
import { systemClock } from './adapters/clock.js'
import { createProgress } from './adapters/console/progress.js'
import { createRealPorts } from './adapters/real-ports.js'
import { writeOutputs, writeSummary } from './adapters/runner/command-files.js'
import { readInputs } from './adapters/runner/inputs.js'
import { createRunnerLog } from './adapters/runner/runner-log.js'
import { stopOnSignals } from './cli/signals.js'
import { endLine, phaseLine, startLine, stillLine } from './report/live.js'
import { renderMarkdown } from './report/markdown.js'
import { outputsOf } from './report/outputs.js'
import { renderText } from './report/text.js'
import { run } from './run.js'
import { slipwayVersion } from './version.js'
import { steps } from './wire.js'

const environment = process.env
const log = createRunnerLog((line) => process.stdout.write(`${line}\n`), environment['RUNNER_DEBUG'] === '1')
const stop = stopOnSignals((signal) => log.warn(`${signal}: no new effect is begun; ending what runs`))
const progress = createProgress(log, systemClock, { phase: phaseLine, start: startLine, end: endLine, still: stillLine })
const inputs = readInputs(environment, (path) => readFileSync(path, 'utf8'))
const real = await createRealPorts({ folder: environment['GITHUB_WORKSPACE'] ?? process.cwd(), environment, log, signal: stop.signal, slipway: slipwayVersion, ...(inputs.token ? { token: inputs.token } : {}) })

const report = await run(inputs.request, real.ports, steps, progress.listen)
log.info(`\n${renderText(report)}`)
for (const problem of report.problems) log.annotate('error', problem)
if (environment['GITHUB_OUTPUT']) writeOutputs(environment['GITHUB_OUTPUT'], outputsOf(report))
if (environment['GITHUB_STEP_SUMMARY']) writeSummary(environment['GITHUB_STEP_SUMMARY'], log.redact(renderMarkdown(report)))
process.exitCode = report.exitCode
progress.stop()
await real.dispose()
log.end()
