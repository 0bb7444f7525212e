// Door 1: the Action. Its environment → a run → log, outputs, summary and annotations. What a run with nothing to do does not need
// is loaded after it is clear that there is something to do.
import { beginBare, heldText } from './adapters/bare-process.js'
import { systemClock } from './adapters/clock.js'
import { createRunnerLog } from './adapters/runner/runner-log.js'
import { act } from './cli/act.js'
import { leave, stopOnSignals } from './cli/signals.js'
import { createSoFar } from './cli/so-far.js'
import { tellRunner } from './cli/tell-runner.js'

const environment = process.env
// Before anything is read: this process will run code of the project.
const held = environment['INPUT_COMMAND']?.trim() === 'build' ? beginBare(environment) : []
const folder = environment['GITHUB_WORKSPACE'] ?? process.cwd()
const log = createRunnerLog((line) => process.stdout.write(`${line}\n`), environment['RUNNER_DEBUG'] === '1')
if (held.length > 0) log.warn(heldText(held))
const soFar = createSoFar(systemClock)
const stop = stopOnSignals({
  told: (signal) => log.warn(`${signal}: no new effect is begun; ending what runs`),
  lastWords: (signal, when) => {
    const report = soFar.report(signal)
    if (when === 'late') return tellRunner(report, { environment, log })
    log.warn(`${signal} again: ended at once. To go on: ${soFar.request().again}, or re-run this job`)
    return report.exitCode
  },
})

const report = await act({ environment, folder, log, signal: stop.signal, soFar })
if (!stop.isOver()) {
  process.exitCode = tellRunner(report, { environment, log })
  log.end()
  stop.dispose()
  // A run that was stopped does not wait for a socket or a timer that somebody forgot.
  if (stop.by()) await leave(process.exitCode)
}
