// script/soak with proofs that are quick: what it counts, what it keeps, and that it may be ended at any time.
import { beforeEach, expect, test } from '@jest/globals'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root, scratch, start, type Ended } from './scratch.js'

let clone = ''
const inClone = (path: string, text: string): void => {
  mkdirSync(join(clone, path, '..'), { recursive: true })
  writeFileSync(join(clone, path), text)
}

/** Counts what it was asked for; seed 13 does not survive. `slow` never ends by itself; `broken` leaves nothing. */
const program = `
  import { appendFileSync, writeFileSync } from 'node:fs'
  const word = (name) => process.argv[process.argv.indexOf(name) + 1]
  const [first, count] = [Number(word('--seed')), Number(word('--count'))]
  const bad = Array.from({ length: count }, (_, at) => first + at).filter((it) => it === 13)
  appendFileSync('played', process.argv.slice(2).join(' ').replace(/ ?--out .*/, '') + '\\n')
  writeFileSync(word('--out'), JSON.stringify({ rows: [{ name: 'cases', total: count, survived: count - bad.length }], failures: bad.map((it) => ({ name: 'seed ' + it, what: 'lost', replay: 'again ' + it })), exempt: [] }))
  process.exit(bad.length)`
const list = [
  { name: 'seeds', program: 'proofs/seeds.mjs', soak: { words: ['--deep'], count: 10, batch: 4, seeds: 'one for each case' }, replay: '--replay' },
  { name: 'whole', program: 'proofs/whole.mjs', soak: { words: [] }, replay: '--only' },
  { name: 'slow', program: 'proofs/slow.mjs', soak: { words: [] }, replay: '--replay' },
  { name: 'broken', program: 'proofs/broken.mjs', soak: { words: [], count: 4, batch: 4, seeds: 'one for each case' }, replay: '--replay' },
]

beforeEach(() => {
  clone = scratch()
  cpSync(join(root, 'script/checks'), join(clone, 'script/checks'), { recursive: true })
  inClone('script/typescript.mjs', '')
  inClone('src/a.ts', 'one')
  inClone('script/checks/proofs.mjs', `export const proofs = ${JSON.stringify(list)}`)
  inClone('proofs/seeds.mjs', program)
  inClone('proofs/whole.mjs', `import { writeFileSync } from 'node:fs'; console.log('half way'); writeFileSync(process.argv.at(-1), JSON.stringify({ rows: [{ name: 'pairs', total: 7, survived: 7 }], failures: [], exempt: [] }))`)
  inClone('proofs/slow.mjs', `import { writeFileSync } from 'node:fs'; writeFileSync('started', ''); setInterval(() => undefined, 1000)`)
  inClone('proofs/broken.mjs', 'process.exit(9)')
})

const soak = (...words: readonly string[]): Promise<Ended> => start(process.execPath, ['script/checks/soak.mjs', ...words], { cwd: clone })
const results = (): { proofs: Record<string, unknown> } => JSON.parse(readFileSync(join(clone, 'bench/results/soak.json'), 'utf8')) as { proofs: Record<string, unknown> }

test('all batches add up, from the seed that was asked for', async () => {
  const end = await soak('seeds', '--seed', '100', '--workers', '2')
  expect([end.code, end.stderr]).toEqual([0, expect.stringMatching(/seeds: 4 of 10 \(40 %\), 0 failures, about \d+ s to go\n[^]*seeds: 10 of 10 \(100 %\)[^]*all held/)])
  expect(readFileSync(join(clone, 'played'), 'utf8').trim().split('\n')).toEqual(['--deep --count 4 --seed 100 --workers 2', '--deep --count 4 --seed 104 --workers 2', '--deep --count 2 --seed 108 --workers 2'])
  expect(results().proofs['seeds']).toMatchObject({ rows: [{ name: 'cases', total: 10, survived: 10 }], failures: [], failed: 0, seed: 100, asked: 10, played: 10, date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), source: expect.stringMatching(/^sha256:/), seconds: expect.any(Number) })
})

test('a failure is printed with what plays it again, and does not end the soak', async () => {
  const end = await soak('seeds', '--seed', '10')
  expect([end.code, end.stdout]).toEqual([1, 'FAILED: seed 13\n   lost\n   again: again 13\n'])
  expect(results().proofs['seeds']).toMatchObject({ rows: [{ name: 'cases', total: 10, survived: 9 }], failures: [{ name: 'seed 13', what: 'lost', replay: 'again 13' }], failed: 1 })
})

test('each proof keeps its own numbers when another one is played', async () => {
  await soak('seeds', '--seed', '100', '--count', '4')
  const seeds = results().proofs['seeds']
  expect(seeds).toMatchObject({ asked: 10, played: 4 })
  const end = await soak('whole')
  expect([end.code, end.stderr]).toEqual([0, expect.stringMatching(/half way[^]*whole: pairs 7\/7/)])
  expect(results().proofs).toMatchObject({ seeds, whole: { rows: [{ name: 'pairs', total: 7, survived: 7 }] } })
})

test('a program that leaves no result has failed', async () => {
  const end = await soak('broken')
  expect([end.code, end.stdout]).toEqual([1, expect.stringContaining('it ended with 9 and left no result')])
  expect(results().proofs['broken']).toMatchObject({ rows: [], failed: 1 })
})

test.each([['SIGINT', 130], ['SIGTERM', 143]] as const)('%s ends it with %d; what was not finished counts neither as played nor as failed', async (signal, code) => {
  await soak('seeds', '--seed', '100', '--count', '4')
  const before = results()
  const end = await start(process.execPath, ['script/checks/soak.mjs', 'slow'], { cwd: clone, onStart: (pid) => void (async () => {
    while (!existsSync(join(clone, 'started'))) await sleep(20)
    process.kill(pid, signal)
  })() })
  expect([end.code, end.stdout, end.stderr]).toEqual([code, '', expect.stringMatching(new RegExp(`slow: ended by ${signal}[^]*not all was played`))])
  expect(results()).toEqual(before)
}, 400_000)

test('one failure is played again by the flag of its program', async () => {
  inClone('proofs/whole.mjs', 'console.log(process.argv.slice(2).join(" ")); process.exit(5)')
  const end = await soak('whole', '--replay', 'first call')
  expect([end.code, end.stdout]).toEqual([5, '--only first call\n'])
})
