// After a failure: what is public, what waits staged, what is missing, and the one command that goes on. The same words for the
// terminal, the job summary and the annotation.
import { wasCancelled, type Report } from '../core/report.js'
import { listed, standingOf, type Row, type Standing } from '../core/standing.js'

const signs: Readonly<Record<Standing, string>> = { public: '✓ public', staged: '◦ staged', waiting: '… waits', missing: '✗ missing', uncertain: '? not known' }

/** Of a task that failed while it wrote, only its destination knows what was done. */
const explained: Readonly<Partial<Record<Standing, string>>> = { uncertain: 'it failed while it was being written; going on looks what is there' }

export const signOf = (it: Row): string => signs[it.standing]
export const noteOf = (it: Row): string => (it.standing === 'waiting' ? it.note?.replace(/^waits (?=for )/, '') : it.note) ?? explained[it.standing] ?? ''

/** Rows that are worth a table: as long as nothing has left this machine there is nothing to tell apart. */
export const standingRows = (report: Report): readonly Row[] => {
  const rows = standingOf(report.results)
  return rows.every((it) => it.standing === 'missing') ? [] : rows
}

/** In place of the table. A run that stopped before it looked cannot say what earlier ones did. */
export const nothingWritten = (report: Report): string => {
  if (report.verb === 'rehearse') return 'Nothing was written outside this machine.'
  if (report.verb === 'propose') return report.problems.length === 0 ? 'Nothing is tagged or built by a proposal.' : 'Nothing is tagged or built; the issue may be there, and is found by the same command.'
  const looked = standingOf(report.results).length > 0
  const prepares = / (prepare|--version[ =])/.test(` ${report.resume ?? ''}`)
  if (prepares && !looked) return 'Nothing of the release was written; its commit and its tag may be there, and are found by the same command.'
  return looked ? 'Nothing of this release is public, and nothing is staged.' : 'This run wrote nothing.'
}

/** Why the command is to be run, in the sense of what stopped the run. */
export const whenToGoOn = (report: Report): string => {
  if (report.verb === 'rehearse') return 'To rehearse it again'
  if (report.outcome === 'waiting') return 'To go on, when the wait is over'
  return report.outcome === 'incomplete' || wasCancelled(report) ? 'To go on' : 'To go on, when the cause is mended'
}

/** For the annotation: one line of each. */
export const stateText = (report: Report): string | undefined => {
  if ((report.problems.length === 0 && report.outcome !== 'waiting') || report.resume === undefined) return undefined
  const rows = standingRows(report)
  const part = (name: string, standing: Standing): readonly string[] => (listed(rows, standing) === '' ? [] : [`${name}: ${listed(rows, standing)}`])
  const state = rows.length === 0 ? [nothingWritten(report)] : [...part('Public', 'public'), ...part('Staged', 'staged'), ...part('Waiting', 'waiting'), ...part('Missing', 'missing'), ...part('Not known', 'uncertain')]
  return [...state, `${whenToGoOn(report)}: ${report.resume}${report.rerun ? ' (or re-run this job)' : ''}`].join('\n')
}
