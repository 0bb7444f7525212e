// What a rehearsal shows of the text of a release.
import { expect, test } from '@jest/globals'
import { withMarker } from '../../../src/core/marker.js'
import { withBlock } from '../../../src/core/notes/block.js'
import { firstLines } from '../../../src/core/notes/first-lines.js'
import type { Report } from '../../../src/core/report.js'
import { renderText } from '../../../src/report/text.js'

test('the marks that only Slipway reads are left out', () => {
  expect(firstLines(withMarker(withBlock('### Added\n\n- One'), '<!-- slipway {"kind":"release"} -->'))).toBe('### Added\n\n- One')
})

test.each([[20, 20, '- 20'], [21, 20, '… and 2 more lines'], [500, 20, '… and 481 more lines']])('of %i lines there are %i, and how many more is said', (given, wanted, last) => {
  const lines = firstLines(Array.from({ length: given }, (_, at) => `- ${at + 1}`).join('\n')).split('\n')
  expect([lines.length, lines.at(-1)]).toEqual([wanted, last])
})

test('the report has them as a block of its own, and no block where there is none', () => {
  const report: Report = { verb: 'rehearse', outcome: 'released', exitCode: 0, summary: 'done', results: [], problems: [], findings: [], took: 1 }
  expect(renderText({ ...report, words: '### Added\n\n- One' })).toContain('Text of the release:\n   ### Added\n\n   - One\n\n')
  expect(renderText(report)).not.toContain('Text of the release')
})
