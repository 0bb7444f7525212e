// The report as the page of a job summary.
import { openFindings } from './open-findings.js'
import { estimateText } from '../core/github-limits.js'
import { wasCancelled, type Report } from '../core/report.js'
import { continuedTable } from './continued-markdown.js'
import { cell, plain } from './in-markdown.js'
import { nothingWritten, noteOf, signOf, standingRows, whenToGoOn } from './state.js'
import { statusPart } from './status-markdown.js'
import { bytesOf, linkOf, markOf, placeOf, renderDuration, renderPlace, renderSize } from './words.js'

const titles: Readonly<Record<string, string>> = {
  released: '🚢 Released', resumed: '🚢 Released (an earlier run was finished)', 'already-released': '🚢 Already released', pruned: '🧹 Pruned', 'nothing-to-do': 'Nothing to release',
  waiting: '⏳ Waiting', incomplete: '🚧 Incomplete', blocked: '⛔ Blocked by a gate', conflict: '⛔ Conflict', failed: '❌ Failed',
}

export const renderMarkdown = (report: Report): string => {
  const version = report.plan ? ` ${cell(report.plan.version)}` : ''
  const title = wasCancelled(report) ? '🛑 Stopped' : report.page !== undefined ? 'Notes' : (titles[report.outcome] ?? report.outcome)
  const parts = [`# ${title}${version}`, plain(report.summary)]
  if (report.page !== undefined) parts.push(report.page)
  if (report.estimate) parts.push(plain(`${estimateText(report.estimate)}.`))
  if (report.problems.length > 0) parts.push(statePart(report), problemPart(report))
  if (report.status) parts.push(statusPart(report.status, report))
  if (report.releases && report.releases.length > 0) parts.push(continuedTable(report.releases))
  if (report.results.length > 0) parts.push(resultTable(report))
  const commands = [...new Set(report.results.flatMap((it) => it.outcome?.commands ?? []))]
  if (commands.length > 0) parts.push(`### Take it\n\n\`\`\`sh\n${commands.map((it) => it.replaceAll('```', '')).join('\n')}\n\`\`\``)
  if (report.plan && report.plan.skipped.length > 0) parts.push(`### Left out\n\n${report.plan.skipped.map((it) => `- ${cell(it.id)}: ${plain(it.skip)}`).join('\n')}`)
  const warnings = openFindings(report)
  if (warnings.length > 0) parts.push(`### Noticed\n\n${warnings.map((it) => `- ${plain(it.problem.message)}`).join('\n')}`)
  return `${parts.join('\n\n')}\n`
}

const resultTable = (report: Report): string => {
  const rows = report.results.map((it) => {
    const bytes = bytesOf(it)
    const link = linkOf(it, report)
    const where = link ? `[${plain(placeOf(it))}](${encodeURI(link)})` : plain(placeOf(it))
    const digests = bytes.map((b) => `${it.outcome?.artifacts ? `${cell(b.name)} ` : ''}${cell(b.digest)}${b.size ? ` ${renderSize(b.size)}` : ''}`).join('<br>')
    return `| ${markOf(it)} | ${cell(it.id)} | ${where} | ${digests} | ${it.state === 'not-reached' ? '' : renderDuration(it.took)} |`
  })
  return ['| | Task | Destination | Digest and size | Time |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')
}

const problemPart = (report: Report): string => {
  const items = report.problems.map((it) => {
    const place = [renderPlace(it.place), it.task].filter(Boolean).join(', ')
    return `- [${it.code}](${it.docs})${place ? ` at ${cell(place)}` : ''}: ${plain(it.message)}<br>**What to do:** ${plain(it.hint)}`
  })
  return `### What went wrong\n\n${items.join('\n')}`
}

/** At a glance, and first on the page: whoever opens it after a failure asks what the world sees now. */
const statePart = (report: Report): string => {
  const rows = standingRows(report)
  const table = ['| Destination | State |', '| --- | --- |', ...rows.map((it) => `| ${plain(it.destination)} | ${signOf(it)}${noteOf(it) === '' ? '' : ` (${noteOf(it)})`} |`)]
  const goOn = report.resume === undefined ? [] : [`**${whenToGoOn(report)}:** ${cell(report.resume)}${report.rerun ? ', or re-run this job' : ''}`]
  return [...(rows.length === 0 ? [nothingWritten(report)] : [table.join('\n')]), ...goOn].join('\n\n')
}
