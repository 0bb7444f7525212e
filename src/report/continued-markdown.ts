// What `slipway continue` did, tag by tag, for a job summary.
import type { ContinuedRelease } from '../core/continued.js'
import { signOf, standingLines } from './continued-text.js'
import { cell, plain } from './in-markdown.js'

export const continuedTable = (releases: readonly ContinuedRelease[]): string => {
  const rows = releases.map((it) => {
    const what = [it.summary, ...standingLines(it)].map(plain).join('<br>')
    return `| ${signOf(it)} | ${cell(it.tag)} | ${it.outcome} | ${what} | ${cell(it.command ?? '')} |`
  })
  return ['| | Tag | Outcome | | By hand |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')
}
