// GITHUB_OUTPUT, GITHUB_STATE and GITHUB_STEP_SUMMARY, written as @actions/core writes them. Own code, because that package loads an HTTP
// client of 150 ms at start, also for runs that have nothing to do (docs/adr/0001).
import { appendFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'

/** A summary over 1 MiB is dropped whole by the runner; it is cut before that. */
const largestSummary = 1024 * 1024 - 1024

/** One output in the heredoc form; the delimiter is random, so that a value cannot end it and add outputs of its own. */
export const renderOutput = (name: string, value: string): string => {
  const delimiter = `slipway_${randomUUID()}`
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`
}

export const writeOutputs = (file: string, outputs: Readonly<Record<string, string>>): void =>
  appendFileSync(file, Object.entries(outputs).map(([name, value]) => renderOutput(name, value)).join(''))

/** For the post step of the same Action; of several values under one name the last one counts. */
export const writeState = (file: string, name: string, value: string): void => appendFileSync(file, renderOutput(name, value))

export const writeSummary = (file: string, markdown: string): void => {
  const bytes = Buffer.from(markdown)
  const text = bytes.length <= largestSummary ? markdown : `${bytes.subarray(0, largestSummary).toString()}\n\n… cut: the log has the rest.\n`
  appendFileSync(file, text)
}
