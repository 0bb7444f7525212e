// What `slipway status` found, for a job summary.
import type { Report } from '../core/report.js'
import type { ReleaseStatus, StatusRow } from '../core/status.js'
import { cell, plain } from './in-markdown.js'
import { frozenText, lockText, meaningOf } from './status-text.js'
import { renderSize } from './words.js'

const rowOf = (row: StatusRow): string => {
  const place = row.url === undefined ? plain(row.destination) : `[${plain(row.destination)}](${encodeURI(row.url)})`
  const items = row.items.map((it) => `${meaningOf(it.mark)}: ${cell(it.name)}${it.size === undefined ? '' : ` ${renderSize(it.size)}`} ${cell(it.digest ?? '')}`)
  return `| ${row.kind} | ${place} | ${meaningOf(row.staged)} | ${meaningOf(row.public)} | ${[cell(row.digest ?? ''), ...row.notes.map(plain), ...items].filter((it) => it !== '').join('<br>')} |`
}

export const statusPart = (it: ReleaseStatus, { findings, resume }: Pick<Report, 'findings' | 'resume'>): string => {
  const inTheWay = findings.filter((one) => one.severity === 'error').map(({ problem }) => `- [${problem.code}](${problem.docs}): ${plain(problem.message)}<br>**What to do:** ${plain(problem.hint)}`)
  return [
    ...(it.lock ? [plain(`Lock: ${lockText(it.lock)}.`)] : []),
    plain(frozenText(it)),
    ['| | Place | Staged | Public | |', '| --- | --- | --- | --- | --- |', ...it.rows.map(rowOf)].join('\n'),
    ...(inTheWay.length > 0 ? [`### In the way of a release\n\n${inTheWay.join('\n')}`] : []),
    ...(resume === undefined ? [] : [`**To go on:** ${cell(resume)}`]),
  ].join('\n\n')
}
