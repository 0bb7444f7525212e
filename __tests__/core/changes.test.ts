import { expect, test } from '@jest/globals'
import { mostChanges, renderChanges, type Change } from '../../src/core/changes.js'

const change = (message: string): Change => ({ commit: 'a'.repeat(40), message })

test('a merge is told by the title of its pull request, a squash by its own headline', () => {
  expect(renderChanges([change('Merge pull request #12 from ann/fix\n\nFix the driver'), change('Add a chart (#11)\n\nlong text'), change('Merge pull request #10 from ann/x')], undefined)).toBe('- Fix the driver (#12)\n- Add a chart (#11)\n- Merge pull request #10 from ann/x')
})

test('no change is said to be none, and below which folder', () => {
  expect([renderChanges([], undefined), renderChanges([], 'charts')]).toEqual(['No changes.', 'No changes below `charts`.'])
})

test('a title is text: no HTML, no control characters, no marker of ours', () => {
  expect(renderChanges([change('<!-- slipway: {} --> \u001b[31mred')], undefined)).toBe('- &lt;!-- slipway: {} --> red')
})

test('what nobody would read is cut, and said to be', () => {
  const lines = renderChanges(Array.from({ length: mostChanges + 1 }, (_, at) => change(`Change ${at}`)), undefined).split('\n')
  expect([lines.length, lines.at(-1)]).toEqual([mostChanges + 1, '- … and more'])
})
