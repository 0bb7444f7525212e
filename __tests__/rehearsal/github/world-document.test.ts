// docs/world.md says of every rule what it is, where it is known from and which test holds it, and of no other.
import { readFile } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import { ruleNames, rules, type RuleName } from '../../../src/rehearsal/github/rules.js'

const document = await readFile(new URL('../../../docs/world.md', import.meta.url), 'utf8')
const rows = document.split('\n').filter((it) => it.startsWith('| W-')).map((it) => it.slice(1, -1).split(' | ').map((cell) => cell.trim()))

test('every rule of the world is one row, in the order of the code', () => {
  expect(rows.map(([rule]) => rule)).toEqual([...ruleNames])
})

test('every row says what happens, and where that is known from or that it is assumed', () => {
  for (const [rule, behaviour = '', source = ''] of rows) {
    expect([rule, behaviour.length > 2, /<https:\/\/[^>]+>|\*assumed\*|^ours;|^the same/.test(source)]).toEqual([rule, true, true])
  }
})

test('every row names the contract test of its rule, which bears that name', () => {
  // contracts.test.ts names each test after its rule, and fails when a rule has none.
  for (const [rule, , , name] of rows) expect([rule, name]).toEqual([rule, rules[rule as RuleName]])
})

test('sources are addresses', () => {
  const links = rows.flatMap(([, , source = '']) => [...source.matchAll(/<([^>]+)>/g)].map((it) => it[1] ?? ''))
  expect(links.length).toBeGreaterThan(80)
  expect(links.filter((it) => !URL.canParse(it) || new URL(it).protocol !== 'https:')).toEqual([])
})
