// Counts what a run waits. Requests side by side wait for the same limit at the same time: that is one wait.
import type { WaitBudget } from '../../ports/wait-budget.js'

export const createWaitBudget = (defaultMs: number, now: () => number): WaitBudget => {
  let mostMs = defaultMs
  let spent = 0
  let coveredTo = -Infinity
  const count = (from: number, until: number): void => {
    spent += Math.max(0, until - Math.max(from, coveredTo))
    coveredTo = Math.max(coveredTo, until)
  }
  const more = (until: number): number => Math.max(0, until - Math.max(now(), coveredTo))
  return {
    limit: (milliseconds) => void (mostMs = milliseconds),
    // What was granted and is not over yet has been counted already, whoever else waits for it.
    left: () => Math.max(0, mostMs - spent + Math.max(0, coveredTo - now())),
    take: (until) => {
      if (spent + more(until) > mostMs) return false
      count(now(), until)
      return true
    },
    spent: (since) => count(since, now()),
  }
}
