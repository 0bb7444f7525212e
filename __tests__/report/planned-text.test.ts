// A plan, as a terminal shows it: what would be done is not told as done, and the gates are lines that hold.
import { expect, test } from '@jest/globals'
import type { Report } from '../../src/core/report.js'
import { renderText } from '../../src/report/text.js'
import { gatesText } from '../../src/verbs/trusted-gates.js'
import { usualGates } from '../../src/config/load-gates.js'

const report: Report = {
  verb: 'plan', outcome: 'nothing-to-do', exitCode: 0, summary: 'this is the plan', problems: [], findings: [], took: 5,
  results: [
    { id: 'build:wheel/wheel', title: 'wheel', state: 'would', outcome: { where: 'wheel' }, took: 0 },
    { id: 'publish:release/release', title: 'release', state: 'already', outcome: { where: 'release: there already' }, took: 0 },
  ],
}

test('what would be done has the words and no time of what was', () => {
  const text = renderText(report)
  expect(text).toMatch(/^Would build\n \+ wheel$/m)
  expect(text).not.toMatch(/^Built|\?/m)
  expect(renderText({ ...report, results: report.results.map((it) => ({ ...it, state: 'done' })) })).toMatch(/^Built\n . wheel .*ms$/m)
})

test('every gate that holds is a line, without the marks of JSON', () => {
  const text = gatesText({ from: { branch: 'main', commit: 'a'.repeat(40) }, gates: [{ ...usualGates(), checks: ['unit', 'lint'] }], lines: [], findings: [] })
  expect(text).toMatch(/^Gates, as main \(a{12}\) has them; all of them hold:\n {3}✓ /)
  expect(text).toContain('   ✓ checks: unit, lint')
  expect(text).not.toMatch(/[{}[\]"]/)
})
