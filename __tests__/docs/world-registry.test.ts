import { expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { registryRules } from '../../src/rehearsal/registry/rules.js'

const rows = async (): Promise<string[][]> => {
  const text = await readFile(new URL('../../docs/world-registry.md', import.meta.url), 'utf8')
  return text.split('\n').filter((it) => it.startsWith('| R-')).map((it) => it.slice(1, -1).split('|').map((cell) => cell.trim()))
}

test('every rule of the embedded registry is one row of docs/world-registry.md, in order', async () => {
  expect((await rows()).map(([rule]) => rule)).toEqual([...registryRules])
})

test('every row says where it is known from, and which test holds it', async () => {
  for (const [rule, behaviour = '', source = '', heldBy = ''] of await rows()) {
    expect([rule, behaviour.length > 20, source.length >= 3, heldBy.length > 3]).toEqual([rule, true, true, true])
  }
})

test('every rule has a test that takes it out', async () => {
  const files = ['contract.ts', 'auth-contract.test.ts', 'embedded-registry.test.ts']
  const texts = await Promise.all(files.map((it) => readFile(new URL(`../rehearsal/registry/${it}`, import.meta.url), 'utf8')))
  expect(registryRules.filter((rule) => !texts.some((text) => text.includes(`'${rule}'`)))).toEqual([])
})
