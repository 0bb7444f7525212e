// The ends of a run that are the same for every verb.
import { failureOf, isWaiting, type Report } from '../core/report.js'
import type { Request } from '../core/request.js'
import type { TaskResult } from '../core/result.js'
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

/** The commit and the tag are made, and it is for other jobs to go on. */
export const tagReport = (version: string, tag: string, { request, took }: { readonly request: Request; readonly took: number }): Report => ({
  verb: request.verb,
  outcome: 'waiting',
  exitCode: 0,
  summary: `the tag ${tag} is there; other jobs go on with it (\`slipway build --tag ${tag}\`, then \`slipway release --tag ${tag} --artifacts DIR\`)`,
  results: [],
  problems: [],
  findings: [],
  took,
  shown: { version, tag },
})

/** The edit is proposed, and people merge it when they will. */
export const proposedReport = ({ tag, url }: { readonly tag: string; readonly url: string }, { request, took }: { readonly request: Request; readonly took: number }): Report => ({
  verb: request.verb,
  outcome: 'waiting',
  exitCode: 0,
  summary: `it waits for ${url} to be merged; then \`slipway continue\`, or the same again, tags ${tag} and goes on`,
  results: [],
  problems: [],
  findings: [],
  took,
  resume: request.again,
  shown: { tag, 'pull-request': url },
})

type Known = Partial<Omit<Report, 'problems' | 'outcome' | 'exitCode'>> & { readonly request: Request }

/** Verbs that write for others to see: only of those it is told how to go on. */
const releasing = new Set<string>(['release', 'propose', 'prepare', 'continue', 'rehearse'])

/** What stops a whole run (a signal, a full disk) stops every task that ran, and is said once; a signal before whatever else went wrong meanwhile. */
const united = (problems: readonly Problem[]): readonly Problem[] => {
  const once = problems.filter((it, at) => problems.findIndex((other) => other.code === it.code && other.message === it.message) === at)
  const cancelled = once.find((it) => it.code === 'CANCELLED')
  if (!cancelled) return once
  const { code, kind, message, hint, docs } = cancelled
  return [{ code, kind, message, hint, docs }, ...once.filter((it) => it !== cancelled)]
}

/** A failure in `follow` comes after the release is public: then the release is incomplete, not failed. */
export const failureReport = (found: readonly Problem[], { request, ...known }: Known): Report => {
  const problems = united(found)
  const results = known.results ?? []
  const isOut = isAllOut(results)
  const end = isOut && !isWaiting(problems) ? ({ outcome: 'incomplete', exitCode: 10 } as const) : failureOf(problems)
  return {
    verb: request.verb,
    findings: [],
    took: 0,
    ...known,
    ...end,
    results,
    problems,
    summary: sentence(problems, isOut),
    ...(releasing.has(request.verb) ? { resume: request.again } : {}),
    ...(request.event ? { rerun: true } : {}),
  }
}

/** Nothing went wrong, and somebody else has to act before Slipway can go on. */
export const waitingReport = (waits: readonly TaskResult[], { request, ...known }: Known): Report => ({
  verb: request.verb,
  findings: [],
  took: 0,
  results: [],
  ...known,
  outcome: 'waiting',
  exitCode: 0,
  problems: [],
  summary: `${waits.every((it) => it.id.startsWith('follow:')) ? 'the release is public; what follows it' : 'it'} ${[...new Set(waits.map((it) => it.outcome?.note ?? `waits at ${it.title}`))].join(', and ')}`,
  ...(releasing.has(request.verb) ? { resume: request.again } : {}),
  ...(request.event ? { rerun: true } : {}),
})

/** Tried on the public release, which stays what it is. */
const isTrial = (it: TaskResult): boolean => it.id.startsWith('verify:published/')

/** All that failed comes after the release is public. A trial that fails keeps pointers from moving, and takes nothing back. */
const isAllOut = (results: readonly TaskResult[]): boolean => {
  const isAfter = (it: TaskResult): boolean => it.id.startsWith('follow:') || isTrial(it)
  const triedInVain = results.some((it) => isTrial(it) && it.state === 'failed')
  const isExcused = (it: TaskResult): boolean => triedInVain && it.id.startsWith('point:') && it.state === 'not-reached'
  return results.some((it) => isAfter(it) && it.state === 'failed') && !results.some((it) => !isAfter(it) && !isExcused(it) && (it.state === 'failed' || it.state === 'not-reached'))
}

const sentence = (problems: readonly Problem[], isOut: boolean): string => {
  const [first] = problems
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`
  if (first && isWaiting(problems)) return `${isOut ? 'the release is public, and what follows it waits' : 'it waits'}: ${first.code === 'LOCK_HELD' ? 'another run holds the lock' : waitsFor(first)}`
  if (isOut) return `the release is public, and ${count} came after it`
  return first?.code === 'CANCELLED' ? 'stopped by a signal before it was finished' : `stopped by ${count}`
}

const waitsFor = ({ facts, message }: Problem): string => (facts?.['until'] === undefined ? message : `${facts['service'] ?? 'a service'} takes what is missing from ${facts['until']} on`)
