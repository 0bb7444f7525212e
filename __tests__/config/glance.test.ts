import { expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { glanceAtLines, lineKeys } from '../../src/config/glance.js'
import { lineSchema } from '../../src/config/schema.js'
import { steps } from '../../src/wire.js'

test('a glance sees the tag patterns of all lines, with their defaults', () => {
  expect(glanceAtLines('version: 1\nlines:\n  a: { tag: "v{version}", scheme: pep440, build: { wheel: {} } }\n  b: {}\n')).toEqual([
    { name: 'a', tag: 'v{version}', scheme: 'pep440' },
    { name: 'b', tag: '{version}', scheme: 'semver' },
  ])
})

test.each([
  ['a misspelt key of a line, which would change what it claims', 'version: 1\nlines: { a: { tga: "v{version}" } }'],
  ['a misspelt key at the top', 'version: 1\nline: { a: {} }'],
  ['defaults that hold the pattern', 'version: 1\ndefaults: { tag: x }\nlines: { a: {} }'],
  ['another grammar', 'version: 2\nlines: { a: {} }'],
  ['a scheme that is none', 'version: 1\nlines: { a: { scheme: x } }'],
  ['a pattern that is no text', 'version: 1\nlines: { a: { tag: 5 } }'],
  ['malformed YAML', 'version: 1\nlines: {'],
  ['a key twice', 'version: 1\nversion: 1\nlines: { a: {} }'],
  ['nothing', ''],
  ['a huge file', `#${' '.repeat(70_000)}\nversion: 1\nlines: { a: {} }`],
])('%s is left to the real reading, which tells what is wrong', (_, text) => expect(glanceAtLines(text)).toBeUndefined())

test('every key of a line is known at a glance but the one that says which other runs it has', () => {
  expect([...lineKeys, 'on'].sort()).toEqual(Object.keys(lineSchema(steps).shape).sort())
})

const examples = resolve(import.meta.dirname, '../../examples')
test.each(readdirSync(examples))('the config of the example %s is judged at a glance, unless it has runs of its own', (name) => {
  const text = readFileSync(join(examples, name, '.slipway.yaml'), 'utf8')
  expect(glanceAtLines(text) === undefined).toBe(/^ {4}on:/m.test(text))
})
