import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { editReference, readReference } from '../../../src/core/edit/reference-text.js'
import { codesOf, problemsOf } from '../../codes.js'

const edit = (text: string, at: string, value: string): string => editReference(text, 'x.json', { at }, value)
const read = (text: string, at: string): string => readReference(text, 'x.json', { at }).value

test.each<[string, string, string, string, string]>([
  ['two spaces and a final newline', '{\n  "version": "0.2.0.dev0",\n  "ignition-version": "==0.2.0"\n}\n', '/version', '0.2.0', '{\n  "version": "0.2.0",\n  "ignition-version": "==0.2.0"\n}\n'],
  ['one line without a newline', '{"version": "3.11.4", "ignition-version": "3.6.3"}', '/version', '3.12.0', '{"version": "3.12.0", "ignition-version": "3.6.3"}'],
  ['no final newline', '{\n  "version": "0.5.0"\n}', '/version', '0.6.0', '{\n  "version": "0.6.0"\n}'],
  ['tabs, CRLF and odd spaces', '{\r\n\t"a" :\t1 ,\r\n\t"version"  :  "1.0"\r\n}\r\n', '/version', '1.1', '{\r\n\t"a" :\t1 ,\r\n\t"version"  :  "1.1"\r\n}\r\n'],
  ['a byte order mark', '\ufeff{"version":"1"}', '/version', '2', '\ufeff{"version":"2"}'],
  ['escapes elsewhere', '{"name":"\\u00e9\\/\\ud83d\\ude00","version":"1","x":1e5}', '/version', '2', '{"name":"\\u00e9\\/\\ud83d\\ude00","version":"2","x":1e5}'],
  ['escapes in the key', '{"v\\u0065rsion":"1"}', '/version', '2', '{"v\\u0065rsion":"2"}'],
  ['the same text elsewhere', '{"a":"1.0","b":{"version":"1.0"},"version":"1.0"}', '/version', '2.0', '{"a":"1.0","b":{"version":"1.0"},"version":"2.0"}'],
  ['nested keys', '{"docker":{"version":"1"},"version":"1"}', '/docker/version', '2', '{"docker":{"version":"2"},"version":"1"}'],
  ['lists', '{"a":[{"v":"1"},[["x"],"y"]]}', '/a/1/0/0', 'z', '{"a":[{"v":"1"},[["z"],"y"]]}'],
  ['keys with slashes and tildes', '{"a/b":{"~":"1"}}', '/a~1b/~0', '2', '{"a/b":{"~":"2"}}'],
  ['an empty key, as in package-lock.json', '{"packages":{"":{"version":"1"}}}', '/packages//version', '2', '{"packages":{"":{"version":"2"}}}'],
  ['keys that objects have by birth', '{"__proto__":{"constructor":"1"},"toString":"1"}', '/__proto__/constructor', '2', '{"__proto__":{"constructor":"2"},"toString":"1"}'],
  ['a value that needs escapes', '{"x":"1"}', '/x', '>="1"\\', '{"x":">=\\"1\\"\\\\"}'],
])('%s: only the value changes', (...[, before, at, value, after]) => {
  expect(edit(before, at, value)).toBe(after)
  expect(read(after, at)).toBe(value)
})

test('a value that is there already, however it is escaped, is left as it is', () => expect(edit('{"v":"\\u0031.0"}', '/v', '1.0')).toBe('{"v":"\\u0031.0"}'))

test('line and column are those of the value', () => {
  expect(readReference('\ufeff{\r\n  "a": "x",\r\n  "version": "1"\r\n}', 'x.json', { at: '/version' })).toEqual({ value: '1', line: 3, column: 14, quoted: true })
  expect(readReference('\ufeff{"v": "1"}', 'x.json', { at: '/v' })).toMatchObject({ line: 1, column: 7 })
})

test.each<[string, string, string, number | undefined]>([
  ['{"a":"1"}', '/b', 'REFERENCE_MISSING', 1],
  ['{"a":"1"}', '/__proto__', 'REFERENCE_MISSING', 1],
  ['{"a":"1"}', '/constructor/name', 'REFERENCE_MISSING', 1],
  ['{"a":"1"}', '/a/b', 'REFERENCE_MISSING', 1],
  ['{"a":["1"]}', '/a/1', 'REFERENCE_MISSING', 1],
  ['{"a":["1"]}', '/a/-', 'REFERENCE_MISSING', 1],
  ['{"a":["1"]}', '/a/length', 'REFERENCE_MISSING', 1],
  ['{"a":["1"]}', '/a/00', 'REFERENCE_MISSING', 1],
  ['{"a":\n1.30}', '/a', 'REFERENCE_NOT_TEXT', 2],
  ['{"a":null}', '/a', 'REFERENCE_NOT_TEXT', 1],
  ['{"a":true}', '/a', 'REFERENCE_NOT_TEXT', 1],
  ['{"a":{}}', '/a', 'REFERENCE_NOT_TEXT', 1],
  ['{"a":[]}', '/a', 'REFERENCE_NOT_TEXT', 1],
  ['{"a":"1",\n"a":"2"}', '/a', 'REFERENCE_AMBIGUOUS', 2],
  ['{"a":"1","\\u0061":"2"}', '/a', 'REFERENCE_AMBIGUOUS', 1],
  ['{"a":{"b":"1"},"a":{"b":"2"}}', '/a/b', 'REFERENCE_AMBIGUOUS', 1],
  ['', '/a', 'FILE_MALFORMED', 1],
  ['{"a":"1"', '/a', 'FILE_MALFORMED', 1],
  ['{"a":"1",}', '/a', 'FILE_MALFORMED', 1],
  ['{"a":"1"}\n}', '/a', 'FILE_MALFORMED', 2],
  ['{"a":"1"\n"b":2}', '/a', 'FILE_MALFORMED', 2],
  ["{'a':'1'}", '/a', 'FILE_MALFORMED', 1],
  ['{"a":"1" // c\n}', '/a', 'FILE_MALFORMED', 1],
  ['{"a":"\t"}', '/b', 'FILE_MALFORMED', 1],
  ['{"a":"\n"}', '/b', 'FILE_MALFORMED', 1],
  ['{"a":"\\x"}', '/b', 'FILE_MALFORMED', 1],
  ['{"a":"\\u12"}', '/b', 'FILE_MALFORMED', 1],
  ['{"a":01}', '/b', 'FILE_MALFORMED', 1],
  ['{"a":NaN}', '/b', 'FILE_MALFORMED', 1],
  ['{"a":"x', '/b', 'FILE_MALFORMED', 1],
  ['[[[', '/0', 'FILE_MALFORMED', 1],
])('%j at %s: %s in line %s', async (text, at, code, line) => {
  const [problem] = await problemsOf(() => read(text, at))
  expect([problem?.code, problem?.place?.line]).toEqual([code, line])
  expect(await codesOf(() => edit(text, at, '9'))).toEqual([code])
})

test('a key that is none is told with the keys that are there', async () => {
  const [problem] = await problemsOf(() => read('{"version":"1","name":"x"}', '/verison'))
  expect(problem?.message).toContain('version, name')
})

test.each(['version', 'docker.version', '/a~2', '', '$.a'])('the pointer %j is refused', async (at) => expect(await codesOf(() => read('{}', at))).toEqual(['REFERENCE_POINTER']))

test.each(['', '1\n2', '1\r', '\u0000', '\u001b[31m', '1\u2028', '\ufeff1', 'x'.repeat(1025)])('the value %j is never written', async (value) => expect(await codesOf(() => edit('{"a":"1"}', '/a', value))).toEqual(['REFERENCE_VALUE']))

test('a file that was decoded with losses is not written back', async () => {
  expect(await codesOf(() => edit('{"a":"1","b":"\ufffd"}', '/a', '2'))).toEqual(['FILE_NOT_UTF8'])
})

test('whatever JSON there is around it: the value changes, the rest of the value and of the bytes does not', () => {
  const space = fc.constantFrom(undefined, 2, '\t')
  const key = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'version', 'a/b', '~'))
  const value = fc.stringMatching(/^[ -~]{1,20}$/)
  fc.assert(fc.property(fc.dictionary(key, fc.jsonValue()), key, value, space, (around, name, next, indent) => {
    const entries = [...Object.entries(around).filter(([it]) => it !== name), [name, '0.0.0-old'] as const]
    const fields = entries.map(([it, content]) => `${JSON.stringify(it)}: ${JSON.stringify(content, null, indent)}`)
    const text = `{ ${fields.join(' ,\r\n')} }`
    const at = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    expect(read(text, at)).toBe('0.0.0-old')
    const after = edit(text, at, next)
    expect(after).toBe(`${text.slice(0, text.lastIndexOf('"0.0.0-old"'))}${JSON.stringify(next)} }`)
    expect(edit(after, at, '0.0.0-old')).toBe(text)
  }))
})

test('JSON that JSON.parse refuses is refused, and no other', () => {
  const almost = fc.tuple(fc.jsonValue(), fc.nat(), fc.string({ maxLength: 1 }), fc.boolean()).map(([value, at, put, isPlain]) => {
    const text = JSON.stringify(value)
    return isPlain ? text : `${text.slice(0, at % text.length)}${put}${text.slice((at % text.length) + 1)}`
  })
  fc.assert(fc.property(almost, (text) => {
    let isJson = true
    try { JSON.parse(text) } catch { isJson = false }
    let code = ''
    try { readReference(`{"v":"1","x":${text}}`, 'x.json', { at: '/v' }) } catch (failure) { code = (failure as { code: string }).code }
    // What is put in may close the object and open it again; then both are right in their own way.
    fc.pre(!(isJson === false && code !== 'FILE_MALFORMED' && isParsable(`{"v":"1","x":${text}}`)))
    expect(code === 'FILE_MALFORMED').toBe(!isJson)
  }), { numRuns: 1000 })
})
const isParsable = (text: string): boolean => {
  try { JSON.parse(text) } catch { return false }
  return true
}
