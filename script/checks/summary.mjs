// From what jest wrote to two numbers. What was neither run nor passed counts as failed: a skipped test, a file that did not load, a result that is missing.
import { readFileSync } from 'node:fs'

export function readJestResult(file, endedWell) {
  let result
  try {
    result = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    return { passed: 0, failed: 1, notes: [`the tests left no result that can be read (${cause.message})`] }
  }
  const notes = []
  const count = (number, text) => {
    if (number > 0) notes.push(`${number} ${text}`)
    return number
  }
  let failed = result.numFailedTests
  failed += count(result.numRuntimeErrorTestSuites, 'test files could not be run')
  failed += count(result.numPendingTests + result.numTodoTests, 'tests were skipped; here that is a failure')
  if (result.numTotalTests === 0) failed += count(1, 'run without a single test')
  if (!endedWell && failed === 0) failed += count(1, 'unsuccessful end of jest although no test failed')
  return { passed: result.numPassedTests, failed, notes }
}

export function summaryLine(counts) {
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0)
  return { line: `${sum('passed')} passed, ${sum('failed')} failed`, failed: sum('failed') }
}
