import { expect, test } from '@jest/globals'
import { glanceAtLines } from '../../src/config/glance.js'

test('a glance sees the tag patterns of all lines, with their defaults', () => {
  expect(glanceAtLines('version: 1\nlines:\n  a: { tag: "v{version}", scheme: pep440, build: { wheel: {} } }\n  b: {}\n')).toEqual([
    { name: 'a', tag: 'v{version}', scheme: 'pep440' },
    { name: 'b', tag: '{version}', scheme: 'semver' },
  ])
})

test.each([
  ['a misspelt key of a line, which would change what it claims', 'version: 1\nlines: { a: { tga: "v{version}" } }'],
  ['a misspelt key at the top', 'version: 1\nline: { a: {} }'],
  ['defaults, which may hold the pattern', 'version: 1\ndefaults: { tag: x }\nlines: { a: {} }'],
  ['another grammar', 'version: 2\nlines: { a: {} }'],
  ['a scheme that is none', 'version: 1\nlines: { a: { scheme: x } }'],
  ['a pattern that is no text', 'version: 1\nlines: { a: { tag: 5 } }'],
  ['malformed YAML', 'version: 1\nlines: {'],
  ['a key twice', 'version: 1\nversion: 1\nlines: { a: {} }'],
  ['nothing', ''],
  ['a huge file', `#${' '.repeat(70_000)}\nversion: 1\nlines: { a: {} }`],
])('%s is left to the real reading, which tells what is wrong', (_, text) => expect(glanceAtLines(text)).toBeUndefined())
