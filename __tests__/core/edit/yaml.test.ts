import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parse, parseDocument } from 'yaml'
import { editReference, readReference } from '../../../src/core/edit/reference-text.js'
import { problemsOf } from '../../codes.js'

const edit = (text: string, at: string, value: string): string => editReference(text, 'values.yaml', { at }, value)
const read = (text: string, at: string): string => readReference(text, 'values.yaml', { at }).value

test.each<[string, string, string, string, string]>([
  ['comments and no final newline', 'name: x\nversion: 0.1.0 # own\nappVersion: 0.1.0', '/version', '0.2.0', 'name: x\nversion: 0.2.0 # own\nappVersion: 0.1.0'],
  ['CRLF', '# c\r\ndocker:\r\n  version: 1.0.0\r\n  x: 1\r\n', '/docker/version', '1.1.0', '# c\r\ndocker:\r\n  version: 1.1.0\r\n  x: 1\r\n'],
  ['a byte order mark', '\ufeffversion: 1.0.0\n', '/version', '1.1.0', '\ufeffversion: 1.1.0\n'],
  ['double quotes', 'v: "1.0.0"\n', '/v', '1.1.0', 'v: "1.1.0"\n'],
  ['single quotes', "v: '1.0.0'   # x\n", '/v', "it's", "v: 'it''s'   # x\n"],
  ['a number that was never one', 'v: 1.30\n', '/v', '1.31.0', 'v: 1.31.0\n'],
  ['a value that would be a number without quotes', 'v: 1.29.1\n', '/v', '1.30', 'v: "1.30"\n'],
  ['… or a whole number', 'v: x\n', '/v', '20240101', 'v: "20240101"\n'],
  ['… or a power of ten', 'v: x\n', '/v', '1e3', 'v: "1e3"\n'],
  ['… or a date in YAML 1.1', 'v: x\n', '/v', '2024-01-01', 'v: "2024-01-01"\n'],
  ['… or true in YAML 1.1', 'v: x\n', '/v', 'yes', 'v: "yes"\n'],
  ['… or nothing', 'v: x\n', '/v', 'null', 'v: "null"\n'],
  ['… or an alias', 'v: x\n', '/v', '*', 'v: "*"\n'],
  ['… or a comment', 'v: x\n', '/v', 'a #b', 'v: "a #b"\n'],
  ['… or a mapping', 'v: x\n', '/v', 'a: b', 'v: "a: b"\n'],
  ['a requirement needs none', 'v: ==1.0\n', '/v', '==2.0.4', 'v: ==2.0.4\n'],
  ['a requirement that does', 'v: x\n', '/v', '>=2.0', 'v: ">=2.0"\n'],
  ['a placeholder beside it', 'v: ${version}\nw: 1.0.0\n', '/w', '1.1.0', 'v: ${version}\nw: 1.1.0\n'],
  ['flow mappings', '{a: {v: 1.0.0, w: 2}}\n', '/a/v', '1.1.0', '{a: {v: 1.1.0, w: 2}}\n'],
  ['flow mappings, where commas end a value', '{v: 1.0.0}\n', '/v', 'a,b', '{v: "a,b"}\n'],
  ['the same without them', 'v: 1.0.0\n', '/v', 'a,b', 'v: a,b\n'],
  ['lists', 'a:\n- x\n- v: 1.0.0\n', '/a/1/v', '1.1.0', 'a:\n- x\n- v: 1.1.0\n'],
  ['tags and anchors before it', 'v: !!str &a 1.0.0\nw: *a\n', '/v', '1.1.0', 'v: !!str &a 1.1.0\nw: *a\n'],
  ['quoted keys', '"v": 1.0.0\n', '/v', '1.1.0', '"v": 1.1.0\n'],
  ['keys that are numbers', '1.10: {v: a}\n1.1: {v: b}\n', '/1.10/v', 'c', '1.10: {v: c}\n1.1: {v: b}\n'],
  ['keys that objects have by birth', '__proto__:\n  constructor: 1.0.0\n', '/__proto__/constructor', '1.1.0', '__proto__:\n  constructor: 1.1.0\n'],
  ['a value over two lines', 'v: 1.0\n  .0\nw: 1\n', '/v', '1.1.0', 'v: 1.1.0\nw: 1\n'],
  ['the key in a comment or another value', '# version: 0.1\nx: "version: 0.1"\nversion: 0.1.0\n', '/version', '0.2.0', '# version: 0.1\nx: "version: 0.1"\nversion: 0.2.0\n'],
  ['a document mark', '---\nv: 1.0.0\n', '/v', '1.1.0', '---\nv: 1.1.0\n'],
  ['a directive', '%YAML 1.1\n---\nv: 1.0.0\n', '/v', '1.1.0', '%YAML 1.1\n---\nv: 1.1.0\n'],
])('%s: only the value changes', (...[, before, at, value, after]) => {
  expect(edit(before, at, value)).toBe(after)
  expect(read(after, at)).toBe(value)
})

test.each<[string, string, string]>([
  ['v: 1.30', '/v', '1.30'], ['v: 0x10', '/v', '0x10'], ['v: ${version}', '/v', '${version}'], ['v: "${image_version}"', '/v', '${image_version}'], ['v: "\\x31.0"', '/v', '1.0'], ['v: true', '/v', 'true'],
  ['v: &a 1.0.0\nw: *a', '/w', '1.0.0'], ['b: &a {v: 1.0.0}\nw: *a', '/w/v', '1.0.0'],
])('%j at %s is read as %s', (text, at, value) => expect(read(text, at)).toBe(value))

test('line and column are those of the value; of an alias those of the alias', () => {
  expect(readReference('\ufeff# c\r\na:\r\n  v:   1.0\r\n', 'x.yml', { at: '/a/v' })).toEqual({ value: '1.0', line: 3, column: 8, quoted: false })
  expect(readReference('v: &a "1"\nw: *a\n', 'x.yml', { at: '/w' })).toMatchObject({ value: '1', line: 2, column: 4 })
})

test.each<[string, string, string, number | undefined]>([
  ['a: 1\n', '/b', 'REFERENCE_MISSING', 1],
  ['a: 1\n', '/__proto__', 'REFERENCE_MISSING', 1],
  ['a:\n  b: 1\n', '/a/b/c', 'REFERENCE_MISSING', 2],
  ['a: [x]\n', '/a/1', 'REFERENCE_MISSING', 1],
  ['a: [x]\n', '/a/length', 'REFERENCE_MISSING', 1],
  ['', '/a', 'REFERENCE_MISSING', 1],
  ['base: &b {v: 1}\na:\n  <<: *b\n', '/a/v', 'REFERENCE_MISSING', 3],
  ['a:\nb: 1\n', '/a', 'REFERENCE_NOT_TEXT', 1],
  ['a: ~\n', '/a', 'REFERENCE_NOT_TEXT', 1],
  ['a: {}\n', '/a', 'REFERENCE_NOT_TEXT', 1],
  ['a: []\n', '/a', 'REFERENCE_NOT_TEXT', 1],
  ['a: {{ .Values.version }}\n', '/a', 'REFERENCE_NOT_TEXT', 1],
  ['x: 1\na: |\n  1.0\n', '/a', 'REFERENCE_NOT_TEXT', 2],
  ['a: >-\n  1.0\n', '/a', 'REFERENCE_NOT_TEXT', 1],
  ['a: 1\nb: 2\na: 3\n', '/a', 'REFERENCE_AMBIGUOUS', 3],
  ['a: 1\n"a": 3\n', '/a', 'REFERENCE_AMBIGUOUS', 2],
  ['d:\n  v: 1\nd:\n  v: 2\n', '/d/v', 'REFERENCE_AMBIGUOUS', 3],
  ['a: 1\n---\nb: 2\n', '/a', 'FILE_MALFORMED', 2],
  ['a: "1\n', '/a', 'FILE_MALFORMED', 2],
  ['a: [1\n', '/a', 'FILE_MALFORMED', 2],
  ['a: 1\n b: 2\n', '/a', 'FILE_MALFORMED', 1],
  ['\ta: 1\n', '/a', 'FILE_MALFORMED', 1],
  ['a: *nobody\n', '/a', 'FILE_MALFORMED', 1],
])('%j at %s: %s in line %s', async (text, at, code, line) => {
  const [problem] = await problemsOf(() => read(text, at))
  expect([problem?.code, problem?.place?.line]).toEqual([code, line])
})

test.each([['v: &a 1.0.0\nw: *a\n', '/w', 2], ['b: &a {v: 1.0.0}\nw: *a\n', '/w/v', 2]])('%j at %s is not written through its alias', async (text, at, line) => {
  expect(await problemsOf(() => edit(text, at, '2.0.0'))).toMatchObject([{ code: 'REFERENCE_ALIAS', place: { line } }])
})

test('double keys beside the way are nobody\'s business', () => expect(edit('x: {a: 1, a: 2}\nv: 1.0.0\n', '/v', '1.1.0')).toBe('x: {a: 1, a: 2}\nv: 1.1.0\n'))

test('a bomb of aliases is neither expanded nor a way to another place', () => {
  const bomb = `a0: &a0 [x, x]\n${Array.from({ length: 40 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}, *a${at}, *a${at}]`).join('\n')}\nversion: 1.0.0\n`
  expect(edit(bomb, '/version', '1.1.0')).toBe(bomb.replace('version: 1.0.0', 'version: 1.1.0'))
})

test('what is written is read back as that text, by readers of YAML 1.1 and 1.2', () => {
  const style = fc.constantFrom('old', '"old"', "'old'")
  const around = fc.constantFrom<readonly [string, string]>(['v: ', '\nw: 1\n'], ['# c\nv:   ', ' # c\n'], ['{x: 1, v: ', ', w: 2}\n'], ['v: ', ''])
  const value = fc.oneof(fc.stringMatching(/^[ -~]{1,12}$/), fc.stringMatching(/^[0-9.eE_+:x-]{1,8}$/), fc.constantFrom('on', 'NO', '~', '.inf', '0o7', '1_000', '12:30:45', '%a', '@a', '`', '- a', '? a', '!x', '&x', '<<', '=', 'é'))
  fc.assert(fc.property(style, around, value, (old, [before, after], next) => {
    const text = `${before}${old}${after}`
    const written = edit(text, '/v', next)
    expect(written.startsWith(before)).toBe(true)
    expect(written.endsWith(after)).toBe(true)
    for (const version of ['1.1', '1.2'] as const) {
      expect((parse(written, { version }) as { v: unknown }).v).toBe(next)
      expect(parseDocument(written, { version }).get('w')).toEqual(parseDocument(text, { version }).get('w'))
    }
    expect(read(written, '/v')).toBe(next)
  }), { numRuns: 500 })
})
