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

const unwritten = config(`km:
  tag: "v{version}"
  scheme: free
  on: [{ branch: main, as: v0.1-daily }]
  publish:
    release: { replace: ["*-daily"] }`)

test('a line that writes its version nowhere has nothing to compare, and that is no failure', async () => {
  const it = await open([{ files: { '.slipway.yaml': unwritten }, tags: { 'v0.1': 'Release' } }])
  for (const named of [{}, { tag: 'v0.1' }, { version: '0.1' }]) {
    expect(await it.run({ verb: 'check', ...named })).toMatchObject({ exitCode: 0, problems: [], summary: expect.stringContaining('nothing to compare') })
  }
})

test('one reference alone is counted as one', async () => {
  const it = await open([{ files: { '.slipway.yaml': config(driverLine), ...says('1.0.0') }, tags: { '1.0.0': 'Release' } }])
  expect([(await it.run({ verb: 'check', tag: '1.0.0' })).summary, (await it.run({ verb: 'check', version: '1.1.0' })).summary]).toEqual(['the one reference agrees with the tag 1.0.0', 'the one reference disagrees with the version 1.1.0'])
})

test('a file that is named wrongly is looked for among those that are there', async () => {
  const it = await open([{ files: { ...files, VERSIONS: '1.0.0\n' }, tags: { '1.0.0': 'Release' } }])
  for (const named of [{ tag: '1.0.0' }, {}]) {
    const { problems } = await it.run({ verb: 'check', ...named })
    expect(problems.map(({ code, message }) => [code, message])).toEqual([['REFERENCE_FILE_MISSING', 'There is no file VERSION. Did you mean VERSIONS?']])
  }
})
