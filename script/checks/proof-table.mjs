// The one table of the proofs, and the two files with the same numbers. Pure: what was counted goes in, text comes out.
import { goodOf } from './run-proof.mjs'

const wordOf = (row) => (row.survived === undefined ? 'caught' : 'survived')
const ratio = (row) => `${goodOf(row)}/${row.total}`

const rowLines = (rows) => {
  const name = Math.max(0, ...rows.map((row) => row.name.length))
  const number = Math.max(0, ...rows.map((row) => ratio(row).length))
  return rows.map((row) => `  ${row.name.padEnd(name)}  ${ratio(row).padStart(number)} ${wordOf(row)}${goodOf(row) === row.total && row.total > 0 ? '' : '  FAILED'}`)
}

/** `since`: how many commits have touched the source since then, where git knows it. */
export const staleMark = (entry, { source, since }) => {
  if (entry.source === source) return ''
  return ` STALE: src/ has changed since${since > 0 ? ` (in ${since} commit${since === 1 ? '' : 's'})` : ''}`
}

/** What was asked for in the list and not played, because somebody had less time. */
const shortMark = (entry) => (entry.asked > entry.played ? ` (${entry.played} of the ${entry.asked} that a soak plays)` : '')

const soakLines = (soak, now) => {
  const entries = Object.entries(soak?.proofs ?? {}).filter(([, entry]) => Array.isArray(entry?.rows))
  if (entries.length === 0) return ['last soak: none yet; script/soak plays it']
  return ['last soak', ...entries.map(([name, entry]) => {
    const where = `${entry.commit === undefined ? 'commit not known' : `commit ${entry.commit.slice(0, 12)}`}${entry.changed ? ' and changes' : ''}`
    const numbers = entry.rows.length === 0 ? `${name} left no result` : entry.rows.map((row) => `${row.name} ${ratio(row)} ${wordOf(row)}`).join(' · ')
    return `  ${numbers}${entry.failed > 0 ? ' FAILED' : ''}${shortMark(entry)}, ${where}, ${entry.date}${staleMark(entry, { source: now.source, since: now.since?.(entry.commit) })}`
  })]
}

/** By name, once each. */
export const exemptOf = (results) => [...new Map(results.flatMap((it) => it.exempt).map((it) => [it.name, it])).values()]

export function renderTable({ results, soak, now }) {
  const failures = results.flatMap((it) => it.failures)
  const exempt = exemptOf(results)
  return [
    'proofs',
    ...rowLines(results.flatMap((it) => it.rows)),
    ...soakLines(soak, now),
    ...(exempt.length > 0 ? ['exempt, each by name', ...exempt.map((it) => `  ${it.name}: ${it.why}`)] : []),
    ...(failures.length > 0 ? ['failures', ...failures.flatMap((it) => [`  ${it.name}: ${it.what}`, `    again: ${it.replay}`])] : []),
  ]
}

/** The same numbers give the same bytes: no times, no paths. */
export const renderProofs = (results) =>
  `${JSON.stringify({ schema: 1, rows: results.flatMap((it) => it.rows).map(({ name, total, ...row }) => ({ name, total, [wordOf(row)]: goodOf(row) })), exempt: exemptOf(results) }, null, 2)}\n`
