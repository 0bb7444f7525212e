// What preflight has found and is still to be told when a run has ended. What could not be proven in advance, and has been done since, is
// proven.
import type { Report } from '../core/report.js'
import type { Finding } from '../core/result.js'

export const openFindings = ({ findings, results }: Pick<Report, 'findings' | 'results'>): readonly Finding[] => {
  const done = new Set<string>(results.filter((it) => it.state === 'done' || it.state === 'already').map((it) => it.id))
  return findings.filter(({ severity, problem }) => severity === 'warning' || (severity === 'unproven' && !done.has(problem.task ?? '')))
}
