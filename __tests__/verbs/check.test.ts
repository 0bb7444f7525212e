// `slipway check`, as other programs read it: every reference with its place, whether it agrees or not.
import { expect, test } from '@jest/globals'
import { renderJson } from '../../src/report/json.js'
import { benches, config, driverLine, says } from './bench.js'

const open = benches()
const two = config(driverLine.replace('    next: minor.dev0', '      - { file: VERSION }\n    next: minor.dev0'))
const files = { '.slipway.yaml': two, ...says('1.0.0') }

test('lists the references in --json: what agrees with what it says, what disagrees with its code', async () => {
  const it = await open([{ files: { ...files, VERSION: '0.9.0\n' }, tags: { '1.0.0': 'Release' } }])
  const report = await it.run({ verb: 'check', tag: '1.0.0' })
  const { shown } = JSON.parse(renderJson(report)) as { shown: unknown }
  expect([report.exitCode, shown]).toEqual([20, {
    against: '1.0.0',
    references: [
      { file: 'pkg_info.json', line: 2, column: 14, where: '/version', found: '1.0.0', how: 'same', agrees: true },
      { file: 'VERSION', line: 1, column: 1, code: 'REFERENCE_DISAGREES', message: expect.stringContaining('0.9.0'), agrees: false },
    ],
  }])
})

test('lists them when all agree, too', async () => {
  const it = await open([{ files: { ...files, VERSION: '1.0.0\n' }, tags: { '1.0.0': 'Release' } }])
  const report = await it.run({ verb: 'check', tag: '1.0.0' })
  expect([report.exitCode, report.shown]).toMatchObject([0, { references: [{ file: 'pkg_info.json', agrees: true }, { file: 'VERSION', agrees: true }] }])
})
