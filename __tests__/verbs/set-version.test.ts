// `slipway set-version` of a line that does not say where its version is written.
import { expect, test } from '@jest/globals'
import { benches, config, says, toolLine } from './bench.js'

const open = benches()

test('names the setting that is missing, with an example, and not the version that was just named', async () => {
  const it = await open([{ files: { '.slipway.yaml': config(toolLine), ...says('0.5.0') } }])
  const report = await it.run({ verb: 'set-version', version: '0.6.0' })
  expect([report.exitCode, report.problems.map((one) => one.code), report.problems[0]?.message, report.problems[0]?.hint])
    .toEqual([2, ['VERSION_NOT_WRITTEN'], expect.stringContaining('0.6.0'), expect.stringMatching(/`version\.written-in`.*at: \/project\/version/)])
  expect(report.problems[0]?.hint).not.toMatch(/with --version|--name/)
})
