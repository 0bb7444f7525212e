// script/test: whatever happens, the last line reads "N passed, N failed" and the exit code agrees with it.
import { beforeEach, expect, test } from '@jest/globals'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chooseCases } from '../../script/checks/cases.mjs'
import { differences } from '../../script/checks/dist.mjs'
import { checks } from '../../script/checks/list.mjs'
import { readJestResult, summaryLine } from '../../script/checks/summary.mjs'
import { lastLine, root, scratch, start, tool } from './scratch.js'

let clone = ''
const inClone = (path: string, text: string) => {
  mkdirSync(join(clone, path, '..'), { recursive: true })
  writeFileSync(join(clone, path), text)
}
const checksOf = (...codes: readonly number[]) => inClone('script/checks/list.mjs', `export const checks = ${JSON.stringify(codes.map((code, at) => ({ name: `check ${at}`, command: [process.execPath, '-e', `console.log('output of check ${at}'); process.exit(${code})`] })))}`)
/** Proofs by name, each the text of a program that gets the file for its result as `out`. */
const proofsOf = (programs: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(programs)) inClone(`proofs/${name}.mjs`, `import { writeFileSync } from 'node:fs'; const out = process.argv[process.argv.indexOf('--out') + 1]; ${text}`)
  inClone('script/checks/proofs.mjs', `export const proofs = ${JSON.stringify(Object.keys(programs).map((name) => ({ name, program: `proofs/${name}.mjs`, test: ['--count', '3'] })))}`)
}
const result = (value: unknown, code = 0): string => `writeFileSync(out, ${JSON.stringify(JSON.stringify(value))}); process.exit(${code})`
const run = (env: NodeJS.ProcessEnv = {}, { words = [], ...more }: { stdin?: 'closed'; words?: string[] } = {}) => start(join(clone, 'script/test'), words, { cwd: '/', env: { ...process.env, CI: 'true', SLIPWAY_CASES: '', ...env }, ...more })

// A clone with the real script/test, a set-up that has nothing to do, and tests of its own.
beforeEach(() => {
  clone = join(scratch(), 'a clone')
  cpSync(join(root, 'script/checks'), join(clone, 'script/checks'), { recursive: true })
  cpSync(join(root, 'script/test'), join(clone, 'script/test'))
  tool(join(clone, 'script'), 'setup', 'echo "export FROM_SETUP=yes"')
  cpSync(join(root, 'script/typescript.mjs'), join(clone, 'script/typescript.mjs'))
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'))
  inClone('package.json', '{"type":"module"}')
  inClone('jest.config.mjs', "export default { testEnvironment: 'node', roots: ['<rootDir>/__tests__'], testMatch: ['**/*.test.js'], transform: {} }")
  inClone('__tests__/good.test.js', "test('one', () => {}); test('settings of the set-up are there', () => { expect(process.env.FROM_SETUP).toBe('yes') })")
  checksOf(0, 0)
  proofsOf({})
})

test('a good run counts each test and each check, and ends with 0', async () => {
  const { code, stdout } = await run()
  expect([code, lastLine(stdout)]).toEqual([0, '4 passed, 0 failed'])
})

test('it works with standard input closed', async () => {
  const { code, stdout } = await run({}, { stdin: 'closed' })
  expect([code, lastLine(stdout)]).toEqual([0, '4 passed, 0 failed'])
})

test('a failed check shows its output and makes the run fail', async () => {
  checksOf(0, 1)
  const { code, stdout } = await run()
  expect([code, lastLine(stdout)]).toEqual([1, '3 passed, 1 failed'])
  expect(stdout).toContain('FAILED: check 1')
  expect(stdout).toContain('output of check 1')
  expect(stdout).not.toContain('output of check 0')
})

test('failed tests, skipped tests and files that do not load each count as failed', async () => {
  inClone('__tests__/bad.test.js', "test('wrong', () => { expect(1).toBe(2) }); test.skip('left out', () => {}); test.todo('later')")
  inClone('__tests__/broken.test.js', "import './absent.js'")
  const { code, stdout } = await run()
  expect([code, lastLine(stdout)]).toEqual([1, '4 passed, 4 failed'])
  expect(stdout).toContain('2 tests were skipped')
  expect(stdout).toContain('1 test files could not be run')
})

test('a set-up that fails is one failure, said in the last line', async () => {
  tool(join(clone, 'script'), 'setup', 'echo "setup: missing: Docker" >&2; exit 1')
  const { code, stdout, stderr } = await run()
  expect([code, lastLine(stdout)]).toEqual([1, '0 passed, 1 failed'])
  expect(stderr).toContain('missing: Docker')
})

test('checks that are killed are one failure, said in the last line', async () => {
  inClone('script/checks/main.mjs', "process.stdout.write('half a li'); process.kill(process.pid, 'SIGKILL')")
  const { code, stdout } = await run()
  expect(code).not.toBe(0)
  expect(stdout.split('\n').at(-2)).toBe('0 passed, 1 failed')
})

test('each proof counts as one, and the table of all of them stands before the last line', async () => {
  const why = [{ name: 'the moment between', why: 'no two services change at one instant' }]
  proofsOf({
    matrix: result({ rows: [{ name: 'crash points', total: 90, survived: 90 }, { name: 'faults', total: 1200, survived: 1200 }], failures: [], exempt: why }),
    kills: result({ rows: [{ name: 'kills', total: 3, survived: 2 }], failures: [{ name: 'kill 2 of 3', what: 'two drafts', replay: 'node kills --replay 1:2/3' }], exempt: why }, 1),
    gone: 'process.exit(7)',
  })
  const { code, stdout } = await run()
  expect([code, lastLine(stdout)]).toEqual([1, '5 passed, 2 failed'])
  const table = stdout.slice(stdout.indexOf('\nproofs\n'))
  expect(table).toContain('crash points      90/90 survived\n')
  expect(table).toContain('kills               2/3 survived  FAILED\n')
  expect(table).toContain('last soak: none yet')
  expect(table.match(/the moment between: no two services change at one instant/g)).toHaveLength(1)
  expect(table).toContain('kill 2 of 3: two drafts\n    again: node kills --replay 1:2/3')
  expect(table).toContain('gone: it ended with 7 and left no result that can be read\n    again: node --import ./script/typescript.mjs proofs/gone.mjs --count 3')
  expect(JSON.parse(readFileSync(join(clone, 'bench/results/proof.json'), 'utf8'))).toEqual({
    schema: 1, exempt: why,
    rows: [{ name: 'crash points', total: 90, survived: 90 }, { name: 'faults', total: 1200, survived: 1200 }, { name: 'kills', total: 3, survived: 2 }],
  })
})

test('who asks for some tests gets no proofs, and is told so', async () => {
  proofsOf({ gone: 'process.exit(7)' })
  const { code, stdout } = await run({}, { words: ['good'] })
  expect([code, lastLine(stdout)]).toEqual([0, '4 passed, 0 failed'])
  expect(stdout).toContain('proofs: left out, because only some tests were asked for')
})

test('no test at all is a failure', async () => {
  rmSync(join(clone, '__tests__/good.test.js'))
  const { code, stdout } = await run()
  expect([code, lastLine(stdout)]).toEqual([1, '2 passed, 1 failed'])
})

test('tests that need the cases are left out and named where the folder is not, except in CI', async () => {
  inClone('__tests__/real.cases.test.js', "import { existsSync } from 'node:fs'; test('needs its data', () => { expect(existsSync(process.env.SLIPWAY_CASES + '/README.md')).toBe(true) })")
  const away = await run({ CI: '' })
  expect([away.code, lastLine(away.stdout)]).toEqual([0, '4 passed, 0 failed'])
  expect(away.stdout).toMatch(/cases: left out[^]*shared\/cases, is not there/)
  const ci = await run()
  expect([ci.code, lastLine(ci.stdout)]).toEqual([1, '4 passed, 1 failed'])
  mkdirSync(join(clone, '../shared/cases'), { recursive: true })
  writeFileSync(join(clone, '../shared/cases/README.md'), '')
  const beside = await run({ CI: '' })
  expect([beside.code, lastLine(beside.stdout)]).toEqual([0, '5 passed, 0 failed'])
})

test('the folder of the cases can be named', () => {
  const folder = scratch()
  writeFileSync(join(folder, 'README.md'), '')
  expect(chooseCases('/clone', { SLIPWAY_CASES: folder })).toMatchObject({ argv: [], env: { SLIPWAY_CASES: folder } })
})

test('lint, types and dist are among the checks', () => {
  expect((checks as { name: string }[]).map(({ name }) => name)).toEqual(expect.arrayContaining(['lint', 'types', 'dist is what this source builds']))
})

test('the sum is over all, and a result that cannot be read is a failure', () => {
  expect(summaryLine([{ passed: 2, failed: 0 }, { passed: 0, failed: 1 }])).toEqual({ line: '2 passed, 1 failed', failed: 1 })
  expect(readJestResult(join(scratch(), 'absent.json'), true)).toMatchObject({ passed: 0, failed: 1 })
  const file = join(scratch(), 'jest.json')
  const result = { numPassedTests: 3, numFailedTests: 0, numRuntimeErrorTestSuites: 0, numPendingTests: 0, numTodoTests: 0, numTotalTests: 3 }
  writeFileSync(file, JSON.stringify(result))
  expect([readJestResult(file, true).failed, readJestResult(file, false).failed]).toEqual([0, 1])
})

test('a bundle differs in bytes, in files that are missing and in files too many, at any depth', () => {
  const [left, right] = [scratch(), scratch()]
  const write = (folder: string, path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  for (const folder of [left, right]) write(folder, 'cli/index.js', 'same')
  expect(differences(left, right)).toEqual([])
  write(left, 'cli/1.js', 'a')
  write(right, 'cli/1.js', 'b')
  write(left, 'old.js', '')
  write(right, 'cli/new.js', '')
  expect(differences(left, right)).toEqual(['old.js is committed, but not built', `${join('cli', 'new.js')} is built, but not committed`, `${join('cli', '1.js')} has other bytes`])
})
