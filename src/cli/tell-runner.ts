// The report of the Action: log, annotations, outputs, job summary. All of it at once, so that a run that cannot wait any longer can
// still say how it stands.
import { writeOutputs, writeSummary } from '../adapters/runner/command-files.js'
import type { Environment } from '../adapters/exec/child-environment.js'
import type { RunnerLog } from '../adapters/runner/runner-log.js'
import { diskFull } from '../core/disk-full.js'
import type { Report } from '../core/report.js'
import { asProblems } from '../engine/failures.js'
import { renderMarkdown } from '../report/markdown.js'
import { outputsOf } from '../report/outputs.js'
import { stateText } from '../report/state.js'
import { renderText } from '../report/text.js'

/** Gives the exit code: a release whose outputs could not be written must not look well to the steps after it. */
export const tellRunner = (report: Report, { environment, log }: { readonly environment: Environment; readonly log: RunnerLog }): number => {
  log.info(`\n${renderText(report)}`)
  for (const problem of report.problems) log.annotate('error', problem)
  const state = stateText(report)
  // Notices are counted apart: of more than ten errors the runner shows only the first ten.
  if (state !== undefined) log.notice(`How ${report.plan?.tag.name ?? 'the release'} stands`, state)
  const [outputs, summary] = [environment['GITHUB_OUTPUT'], environment['GITHUB_STEP_SUMMARY']]
  const written = [
    attempted(outputs, log, (file) => writeOutputs(file, outputsOf(report))),
    attempted(summary, log, (file) => writeSummary(file, log.redact(renderMarkdown(report)))),
  ].every(Boolean)
  return written || report.exitCode !== 0 ? report.exitCode : 3
}

const attempted = (file: string | undefined, log: RunnerLog, write: (file: string) => void): boolean => {
  if (!file) return true
  try {
    write(file)
    return true
  } catch (failure) {
    const full = diskFull(failure, file)
    for (const problem of full ? [full] : asProblems(failure)) log.annotate('error', problem)
    return false
  }
}
