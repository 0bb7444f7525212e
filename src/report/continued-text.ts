// What `slipway continue` did, tag by tag, for a terminal.
import type { ContinuedRelease } from '../core/continued.js'
import { listed, standingOf } from '../core/standing.js'

const signs: Readonly<Record<ContinuedRelease['outcome'], string>> = {
  released: '✓', resumed: '✓', 'already-released': '=', pruned: '✓', 'nothing-to-do': '=', waiting: '…', incomplete: '!', blocked: '✗', conflict: '✗', failed: '✗', 'left-alone': '–', 'not-reached': '·',
}
export const signOf = (it: ContinuedRelease): string => signs[it.outcome]

/** What the world sees of a release that did not come to its end. */
export const standingLines = ({ report }: ContinuedRelease): readonly string[] => {
  if (!report || report.problems.length === 0) return []
  const rows = standingOf(report.results)
  const part = (name: string, places: string): readonly string[] => (places === '' ? [] : [`${name}: ${places}`])
  return [...part('public', listed(rows, 'public')), ...part('missing', listed(rows, 'missing')), ...part('not known', listed(rows, 'uncertain'))]
}

export const renderContinued = (releases: readonly ContinuedRelease[]): string => {
  const wide = Math.max(...releases.map((it) => it.tag.length))
  const outcomes = Math.max(...releases.map((it) => it.outcome.length))
  return releases.flatMap((it) => [
    ` ${signOf(it)} ${it.tag.padEnd(wide)}  ${it.outcome.padEnd(outcomes)}  ${it.summary}`,
    ...[...standingLines(it), ...(it.command === undefined ? [] : [it.command])].map((line) => `     ${line}`),
  ]).join('\n')
}
