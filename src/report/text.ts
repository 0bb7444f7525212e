// The report as a page for a terminal.
import type { Report } from '../core/report.js'
import { writtenTasks } from '../core/report.js'
import type { TaskResult } from '../core/result.js'
import { bytesOf, markOf, renderDuration, renderProblems, renderSize } from './words.js'

export const renderText = (report: Report): string => {
  const parts = [
    ...(report.text ? [report.text] : []),
    ...(report.results.length > 0 ? [renderResults(report.results)] : []),
    ...renderSkipped(report),
    ...renderCommands(report.results),
    ...renderWarnings(report),
    ...problemPart(report),
    `${report.text !== undefined && report.outcome === 'nothing-to-do' ? '' : `${report.outcome}: `}${report.summary} (${renderDuration(report.took)})`,
  ]
  return `${parts.join('\n\n')}\n`
}

const renderResults = (results: readonly TaskResult[]): string => {
  const width = Math.max(...results.map((it) => it.id.length))
  return results.flatMap((it) => [resultLine(it, width), ...detailLines(it)]).join('\n')
}

const resultLine = (it: TaskResult, width: number): string => {
  const where = it.outcome?.where ?? it.title
  const took = it.state === 'not-reached' ? 'not reached' : renderDuration(it.took)
  return ` ${markOf(it)} ${it.id.padEnd(width)}  ${took.padStart(11)}  ${where}`
}

const detailLines = (it: TaskResult): readonly string[] =>
  bytesOf(it).map((bytes) => `       ${it.outcome?.artifacts ? `${bytes.name}  ` : ''}${bytes.digest}${bytes.size ? `  ${renderSize(bytes.size)}` : ''}`)

const renderSkipped = (report: Report): readonly string[] =>
  report.plan && report.plan.skipped.length > 0 ? [['Left out:', ...report.plan.skipped.map((it) => `   ${it.id}: ${it.skip}`)].join('\n')] : []

const renderCommands = (results: readonly TaskResult[]): readonly string[] => {
  const commands = [...new Set(results.flatMap((it) => it.outcome?.commands ?? []))]
  return commands.length > 0 ? [['Take it:', ...commands.map((it) => `   ${it}`)].join('\n')] : []
}

const renderWarnings = (report: Report): readonly string[] =>
  report.findings.filter((it) => it.severity !== 'error').map((it) => `${it.severity === 'unproven' ? 'Cannot be proven in advance' : 'Warning'}: ${it.problem.message}`)

const problemPart = (report: Report): readonly string[] => {
  if (report.problems.length === 0) return []
  return [renderProblems(report.problems), ...renderState(report)]
}

/** After a failure: what is public, what is missing, and the one command that goes on. */
const renderState = (report: Report): readonly string[] => {
  const written = writtenTasks(report.results)
  if (written.length === 0) return ['Nothing was written outside this machine.']
  const missing = report.results.filter((it) => it.state === 'failed' || it.state === 'not-reached')
  const lines = [
    'Done so far:',
    ...written.map((it) => `   ${it.outcome?.where ?? it.title}`),
    'Missing:',
    ...missing.map((it) => `   ${it.title}`),
    ...(report.resume ? ['To go on:', `   ${report.resume}`] : []),
  ]
  return [lines.join('\n')]
}
