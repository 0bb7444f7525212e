// The ends of a run that are the same for every verb.
import { failureOf, type Report } from '../core/report.js'
import type { Request } from '../core/request.js'
import type { Problem } from '../errors/release-error.js'

export const nothingToDo = (request: Request, reason: string, took: number): Report => ({
  verb: request.verb,
  outcome: 'nothing-to-do',
  exitCode: 0,
  summary: reason,
  results: [],
  problems: [],
  findings: [],
  took,
})

export const nobodysTag = (tag: string, file: string, patterns: readonly string[]): string => `no line of ${file} claims the tag ${tag} (patterns: ${patterns.join(', ')})`

type Known = Partial<Omit<Report, 'problems' | 'outcome' | 'exitCode'>> & { readonly request: Request }

/** A failure in `follow` comes after the release is public: then the release is incomplete, not failed. */
export const failureReport = (problems: readonly Problem[], { request, ...known }: Known): Report => {
  const results = known.results ?? []
  const isOut = results.some((it) => it.id.startsWith('follow:') && it.state === 'failed') && !results.some((it) => !it.id.startsWith('follow:') && (it.state === 'failed' || it.state === 'not-reached'))
  const end = isOut ? ({ outcome: 'incomplete', exitCode: 10 } as const) : failureOf(problems)
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`
  return {
    verb: request.verb,
    findings: [],
    took: 0,
    ...known,
    ...end,
    results,
    problems,
    summary: isOut ? `the release is public, and ${count} came after it` : `stopped by ${count}`,
    resume: request.again,
  }
}
