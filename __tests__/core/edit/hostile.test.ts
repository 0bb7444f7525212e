// Files of strangers' making: large, deep, or made to be slow. Whatever comes of them comes soon, as a value or a coded error.
import { expect, test } from '@jest/globals'
import { editReference, readReference, type Where } from '../../../src/core/edit/reference-text.js'
import { ReleaseError } from '../../../src/errors/release-error.js'
import { codesOf } from '../../codes.js'

const mebi = 1024 * 1024
const fill = (piece: string, size = mebi): string => piece.repeat(Math.ceil(size / piece.length))

/** What came of it, and how long it took. */
const run = (text: string, file: string, where: Where): { code: string; took: number } => {
  const start = performance.now()
  let code = 'found'
  try {
    editReference(text, file, where, '2.0.0')
  } catch (failure) {
    if (!(failure instanceof ReleaseError)) throw failure
    code = failure.code
  }
  return { code, took: performance.now() - start }
}

// Two cores are shared by all tests: the bound is wide, and still far below what anything but one pass would take.
const soon = 20_000

test.each<[string, string, string]>([
  ['a long text', `{"a":"${fill('x')}","v":"1"}`, 'found'],
  ['a text of escapes', `{"a":"${fill('\\n')}","v":"1"}`, 'found'],
  ['a text without an end', `{"v":"1","a":"${fill('x')}`, 'FILE_MALFORMED'],
  ['many keys', `{${fill('"a":1,')}"v":"1"}`, 'found'],
  ['many keys on the way', `{${fill('"b":{},')}"v":"1"}`, 'found'],
  ['deep lists', fill('['), 'FILE_MALFORMED'],
  ['deep objects', fill('{"v":'), 'FILE_MALFORMED'],
  ['spaces', `{${fill(' ')}"v":"1"}`, 'found'],
  ['lines', `{${fill('\n')}"v":"1"}`, 'found'],
  ['digits', `{"a":${fill('1')},"v":"1"}`, 'found'],
])('JSON, %s', (_, text, expected) => {
  const { code, took } = run(text, 'x.json', { at: '/v' })
  expect(code).toBe(expected)
  expect(took).toBeLessThan(soon)
})

test('sixteen megabytes of JSON are read without running out of stack, and more is refused', () => {
  const size = 16 * mebi
  expect(run(`{"a":"${fill('\\n', size - 100)}","v":"1"}`, 'x.json', { at: '/v' }).code).toBe('found')
  expect(run(`{"a":"${fill('x', size)}","v":"1"}`, 'x.json', { at: '/v' }).code).toBe('FILE_TOO_LARGE')
})

test.each<[string, string, string]>([
  ['a long text', `a = "${fill('x')}"\nv = "1"\n`, 'found'],
  ['a text of escapes', `a = "${fill('\\n')}"\nv = "1"\n`, 'found'],
  ['a text of lines', `a = """${fill('""x\n')}"""\nv = "1"\n`, 'found'],
  ['a text of lines without an end', `v = "1"\na = """${fill('"" ')}`, 'FILE_MALFORMED'],
  ['comments', `${fill('#\n')}v = "1"\n`, 'found'],
  ['empty lines', `${fill('\n')}v = "1"\n`, 'found'],
  ['many tables', `${Array.from({ length: 50_000 }, (_, at) => `[a${at}]\nb = 1\n`).join('')}[x]\n`, 'REFERENCE_MISSING'],
  ['many lists of tables', `${fill('[[a.b]]\n')}`, 'REFERENCE_MISSING'],
  ['a long list', `a = [${fill('1,')}]\nv = "1"\n`, 'found'],
  ['deep lists', `a = ${fill('[')}`, 'FILE_MALFORMED'],
  ['deep tables', `a = ${fill('{a=')}`, 'FILE_MALFORMED'],
  ['long dotted keys', `${fill('a.')}a = 1\nv = "1"\n`, 'found'],
  ['digits', `a = ${fill('1')}\nv = "1"\n`, 'found'],
])('TOML, %s', (_, text, expected) => {
  const { code, took } = run(text, 'x.toml', { at: '/v' })
  expect(code).toBe(expected)
  expect(took).toBeLessThan(soon)
})

// The composer of YAML is a library's; half a megabyte is the most it is given.
const half = 512 * 1024 - 200
test.each<[string, string, string]>([
  ['a long text', `a: ${fill('x', half)}\nv: 1.0\n`, 'found'],
  ['many keys', `${Array.from({ length: 25_000 }, (_, at) => `key${at}: value${at}\n`).join('')}v: 1.0\n`, 'found'],
  ['comments', `${fill('#\n', half)}v: 1.0\n`, 'found'],
  ['empty lines', `${fill('\n', half)}v: 1.0\n`, 'found'],
  ['deep lists', fill('[', half), 'FILE_MALFORMED'],
  ['deep mappings', fill('{a: ', half), 'FILE_MALFORMED'],
  ['deep lists of blocks', fill('- ', 20_000), 'FILE_MALFORMED'],
  ['deep mappings of blocks', Array.from({ length: 800 }, (_, at) => `${' '.repeat(at)}a:\n`).join(''), 'REFERENCE_MISSING'],
  ['a mapping of flow in flow, with an end', `a: ${'['.repeat(50)}${']'.repeat(50)}\nv: 1.0\n`, 'found'],
  ['aliases', `a: &a 1\n${fill('b: *a\n', 100_000)}v: 1.0\n`, 'found'],
  ['too much', fill('#', 600_000), 'FILE_TOO_LARGE'],
])('YAML, %s', (_, text, expected) => {
  const { code, took } = run(text, 'x.yaml', { at: '/v' })
  expect(code).toBe(expected)
  expect(took).toBeLessThan(2 * soon)
})

test.each<[string, string, string, string]>([
  ['one long word', fill('a'), 'v{version}', 'REFERENCE_MISSING'],
  ['digits and dots', fill('1.'), 'x{version}y', 'REFERENCE_MISSING'],
  ['starts that go nowhere', fill('v1'), 'v{version}!', 'REFERENCE_MISSING'],
  ['starts between spaces', fill('v1-1 '), 'v{version}-{revision}x', 'REFERENCE_MISSING'],
  ['digits after digits', fill('v111111111111111111111111111111-1 '), 'v{version}{revision}{revision}x', 'REFERENCE_MISSING'],
  ['dollars', fill('${a'), '{version}}', 'REFERENCE_MISSING'],
  ['many fits', fill('v1 '), 'v{version}', 'REFERENCE_AMBIGUOUS'],
  ['spaces before the text', `${fill(' ')}v1`, '   v{version}', 'found'],
])('by pattern, %s', (_, text, pattern, expected) => {
  const { code, took } = run(text, 'x.txt', { pattern })
  expect(code).toBe(expected)
  expect(took).toBeLessThan(soon)
})

test('white space of a megabyte around a version takes no time', () => {
  const { code, took } = run(`${fill(' ')}1.0${fill('\n')}`, 'VERSION', {})
  expect(code).toBe('found')
  expect(took).toBeLessThan(soon)
})

test('twice the file takes about twice the time, not four times', () => {
  const time = (size: number): number => Math.min(...[1, 2, 3].map(() => run(`{${fill('"b":{"c":"d"},', size)}"v":"1"}`, 'x.json', { at: '/v' }).took))
  time(mebi)
  expect(time(4 * mebi) / time(mebi)).toBeLessThan(10)
})

test('no prototype is touched or read, whatever the keys are', async () => {
  const before = Object.getOwnPropertyNames(Object.prototype).join()
  for (const [file, text] of [['x.json', '{"__proto__":{"polluted":"1"}}'], ['x.yaml', '__proto__: {polluted: "1"}'], ['x.toml', '[__proto__]\npolluted = "1"\n']] as const) {
    expect(readReference(text, file, { at: '/__proto__/polluted' }).value).toBe('1')
    for (const at of ['/constructor', '/__proto__/constructor', '/__proto__/__proto__', '/hasOwnProperty/name']) expect(await codesOf(() => readReference(text, file, { at }))).toEqual(['REFERENCE_MISSING'])
  }
  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before)
  expect('polluted' in {}).toBe(false)
})
