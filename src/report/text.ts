// The report as a page for a terminal.
import { openFindings } from './open-findings.js'
import { phases, type Phase } from '../core/plan.js'
import type { Report } from '../core/report.js'
import type { TaskResult } from '../core/result.js'
import { renderContinued } from './continued-text.js'
import { renderStatus } from './status-text.js'
import { nothingWritten, noteOf, signOf, standingRows, whenToGoOn } from './state.js'
import { bytesOf, linkOf, markOf, placeOf, renderDuration, renderProblems, renderSize } from './words.js'

export const renderText = (report: Report): string => {
  const parts = [
    ...(report.text ? [report.text] : []),
    ...(report.status ? [renderStatus(report.status), ...renderInTheWay(report)] : []),
    ...(report.releases && report.releases.length > 0 ? [renderContinued(report.releases)] : []),
    ...(report.results.length > 0 ? [renderResults(report.results)] : []),
    ...renderSkipped(report),
    ...renderCommands(report.results),
    ...(report.words ? [['Text of the release:', ...report.words.split('\n').map((it) => (it === '' ? '' : `   ${it}`))].join('\n')] : []),
    ...renderWarnings(report),
    ...problemPart(report),
    `${report.text !== undefined && report.outcome === 'nothing-to-do' ? '' : `${report.outcome}: `}${report.summary} (${renderDuration(report.took)})`,
  ]
  return `${parts.join('\n\n')}\n`
}

const headings: Readonly<Record<Phase, string>> = { build: 'Built', stage: 'Staged', publish: 'Published', promote: 'Promoted', verify: 'Verified', point: 'Pointed', follow: 'Followed up' }

/** Of what is only planned nothing was done. */
const planned: Readonly<Record<Phase, string>> = { build: 'Would build', stage: 'Would stage', publish: 'Would publish', promote: 'Would promote', verify: 'Would verify', point: 'Would point', follow: 'Would follow up' }

interface Row {
  readonly name: string
  readonly size: string
  readonly time: string
  readonly details: readonly string[]
}

/** Phase by phase: what is where, its size and time in columns, and its digest in full on a line of its own, to be copied. */
const renderResults = (results: readonly TaskResult[]): string => {
  const rows = results.flatMap((it) => rowsOf(it, linkOf(it, { results })).map((row) => ({ phase: phaseOf(it), isPlanned: it.state === 'would', row })))
  const width = Math.min(72, Math.max(...rows.map(({ row }) => row.name.length)))
  return phases
    .map((phase) => ({ phase, own: rows.filter((it) => it.phase === phase) }))
    .filter(({ own }) => own.length > 0)
    .map(({ phase, own }) => [(own.some((it) => it.isPlanned) ? planned : headings)[phase], ...own.flatMap(({ row }) => linesOf(row, width))].join('\n'))
    .join('\n')
}

const phaseOf = (it: TaskResult): string => it.id.slice(0, it.id.indexOf(':'))

const linesOf = (row: Row, width: number): readonly string[] => [
  ` ${row.name.padEnd(width)}  ${row.size.padStart(10)}  ${row.time.padStart(11)}`.trimEnd(),
  ...row.details.map((it) => `     ${it}`),
]

/** One row for each artifact that was made; else one for the destination. */
const rowsOf = (it: TaskResult, link: string | undefined): readonly Row[] => {
  const time = it.state === 'not-reached' ? 'not reached' : it.state === 'would' && it.took === 0 ? '' : renderDuration(it.took)
  const bytes = bytesOf(it)
  const sizeOf = (size: number): string => (size > 0 ? renderSize(size) : '')
  if (it.outcome?.artifacts?.length) return bytes.map(({ name, digest, size }, at) => ({ name: `${markOf(it)} ${name}`, size: sizeOf(size), time: at === 0 ? time : '', details: [digest] }))
  const [own] = bytes
  const note = it.outcome?.note
  const details = own ? [own.digest] : link === undefined ? [] : [link]
  return [{ name: `${markOf(it)} ${placeOf(it)}`, size: sizeOf(own?.size ?? 0), time, details: [...details, ...(note === undefined ? [] : [`(${note})`])] }]
}

/** Of a verb that only looks, what would stop a release stops nothing. */
const renderInTheWay = (report: Report): readonly string[] => {
  const problems = report.findings.filter((it) => it.severity === 'error').map((it) => it.problem)
  return [
    ...(problems.length > 0 ? [`In the way of a release:\n\n${renderProblems(problems)}`] : []),
    ...(report.resume === undefined ? [] : [`To go on:\n   ${report.resume}`]),
  ]
}

const renderSkipped = (report: Report): readonly string[] =>
  report.plan && report.plan.skipped.length > 0 ? [['Left out:', ...report.plan.skipped.map((it) => `   ${it.id}: ${it.skip}`)].join('\n')] : []

const renderCommands = (results: readonly TaskResult[]): readonly string[] => {
  const commands = [...new Set(results.flatMap((it) => it.outcome?.commands ?? []))]
  return commands.length > 0 ? [['Take it:', ...commands.map((it) => `   ${it}`)].join('\n')] : []
}

const renderWarnings = (report: Report): readonly string[] =>
  openFindings(report).map((it) => `${it.severity === 'unproven' ? 'Cannot be proven in advance' : 'Warning'}: ${it.problem.message}`)

const problemPart = (report: Report): readonly string[] => {
  if (report.problems.length > 0) return [renderProblems(report.problems), ...renderState(report)]
  return report.outcome === 'waiting' ? renderState(report) : []
}

/** Below the problems, as the last thing before the last line: what a person looks for first. */
const renderState = (report: Report): readonly string[] => {
  const rows = standingRows(report)
  const wide = Math.min(72, Math.max(0, ...rows.map((it) => it.destination.length)))
  const table = ['How it stands:', ...rows.map((it) => `   ${it.destination.padEnd(wide)}  ${signOf(it)}${noteOf(it) === '' ? '' : ` (${noteOf(it)})`}`)]
  const goOn = report.resume === undefined ? [] : [`${whenToGoOn(report)}:`, `   ${report.resume}`, ...(report.rerun ? ['   or re-run this job'] : [])]
  return [...(rows.length === 0 ? [nothingWritten(report)] : [table.join('\n')]), ...(goOn.length === 0 ? [] : [goOn.join('\n')])]
}
