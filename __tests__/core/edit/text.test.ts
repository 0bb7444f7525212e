import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { decodeFile, editReference, readReference, type Where } from '../../../src/core/edit/reference-text.js'
import { codesOf, problemsOf } from '../../codes.js'

const cycle = (text: string, where: Where, value: string, file = 'setup.py'): string => {
  const after = editReference(text, file, where, value)
  expect(readReference(after, file, where).value).toBe(value)
  return after
}

test.each<[string, string, string, string, string]>([
  ['setup.py', "setup(\n    name='x',\n    version='1.0.0',\n)\n", "version='{version}'", '1.1.0.dev0', "setup(\n    name='x',\n    version='1.1.0.dev0',\n)\n"],
  ['a module', '__version__ = "1.0.0"\r\n', '__version__ = "{version}"', '1.1.0', '__version__ = "1.1.0"\r\n'],
  ['a longer key with the same end', 'target-version = "py39"\npython_version = "3.8"\nversion = "1.0"\n', 'version = "{version}"', '1.1', 'target-version = "py39"\npython_version = "3.8"\nversion = "1.1"\n'],
  ['a path with dots, which mean themselves', 'x=aab\nx=a.b 1.0.0\n', 'x=a.b {version}', '1.1.0', 'x=aab\nx=a.b 1.1.0\n'],
  ['characters with a meaning in patterns', '(v) [1.0.0] $^*+?{x}|\\', '(v) [{version}] $^*+?{x}|\\', '1.1.0', '(v) [1.1.0] $^*+?{x}|\\'],
  ['the end of a sentence', 'This is Version 1.0.0. It is good.', 'Version {version}', '1.1.0', 'This is Version 1.1.0. It is good.'],
  ['the end of the file', 'VERSION=1.0.0', 'VERSION={version}', '1.1.0', 'VERSION=1.1.0'],
  ['several lines, whatever their ends', 'name: "kpromo"\r\n  version: v3.6.0-0\r\n', 'name: "kpromo"\n  version: v{version}-{revision}', '3.6.1', 'name: "kpromo"\r\n  version: v3.6.1-0\r\n'],
  ['a revision behind a pre-release', "_IMG_VERSION: 'v3.3.0-beta.2-1'\n", "_IMG_VERSION: 'v{version}-{revision}'", '3.3.0', "_IMG_VERSION: 'v3.3.0-1'\n"],
  ['a requirement', 'RUN pip install driver==1.0.0 other==2.0\n', ' driver=={version}', '1.1.0', 'RUN pip install driver==1.1.0 other==2.0\n'],
  ['text after it only', '1.0.0 is out, 2 is not', '{version} is out', '1.1.0', '1.1.0 is out, 2 is not'],
  ['a placeholder', 'v = ${version};', 'v = {version};', '1.1.0', 'v = 1.1.0;'],
])('by pattern, %s', (...[, before, pattern, value, after]) => expect(cycle(before, { pattern }, value)).toBe(after))

test.each<[string, string, number | undefined]>([['nothing like it', 'REFERENCE_MISSING', 1], ['version = ""', 'REFERENCE_MISSING', 1], ['my-version = "1"', 'REFERENCE_MISSING', 1], ['Version = "1"', 'REFERENCE_MISSING', 1], ['version = "1\n"', 'REFERENCE_MISSING', 1], ['version = "1"\n\nversion = "1"', 'REFERENCE_AMBIGUOUS', 3]])(
  '%j: %s in line %s', async (text, code, line) => {
    const [problem] = await problemsOf(() => readReference(text, 'x.txt', { pattern: 'version = "{version}"' }))
    expect([problem?.code, problem?.place?.line]).toEqual([code, line])
  },
)

test.each([['1.0.0 is outside', '{version} is out'], [`v${'1'.repeat(200)}`, 'v{version}'], ['v1.0-12x', 'v{version}-{revision}'], ['v1.0-1234567890', 'v{version}-{revision}']])('a part of a word is no fit: %.30j by %s', async (text, pattern) => {
  expect(await codesOf(() => readReference(text, 'x', { pattern }))).toEqual(['REFERENCE_MISSING'])
})

test('all places of an ambiguous pattern are named', async () => {
  expect((await problemsOf(() => readReference('a 1\nb\na 2\na 3', 'x', { pattern: 'a {version}' })))[0]?.message).toContain('lines 1, 3, 4')
})

test.each(['version', '{version}', ' {version}\n', '{version}{version}', '{versoin}', '{image}', `${'x'.repeat(501)}{version}`])('the pattern %j is refused', async (pattern) => {
  expect(await codesOf(() => readReference('1.0', 'x', { pattern }))).toEqual(['REFERENCE_PATTERN'])
})

test.each<[string, string, string]>([['1.0.0\n', '1.1.0', '1.1.0\n'], ['1.0.0', '1.1.0', '1.1.0'], ['\ufeff  1.0.0\r\n\r\n', '1.1.0', '\ufeff  1.1.0\r\n\r\n'], ['v1.0.0\n', 'v1.1.0', 'v1.1.0\n']])(
  'a file that holds the version only: %j', (before, value, after) => expect(cycle(before, {}, value, 'VERSION')).toBe(after),
)
test.each(['', '\n', '\ufeff', '1.0\n2.0\n'])('%j is no such file', async (text) => expect(await codesOf(() => readReference(text, 'VERSION', {}))).toEqual(['REFERENCE_NOT_TEXT']))

test('under a pointer the pattern fits the whole value, which keeps its quotes', () => {
  const where = { at: '/substitutions/_IMAGE_VERSION', pattern: 'v{version}-{revision}' }
  expect(cycle("substitutions:\n  _IMAGE_VERSION: 'v3.2.0-1' # x\n", where, '3.2.1', 'cloudbuild.yaml')).toBe("substitutions:\n  _IMAGE_VERSION: 'v3.2.1-1' # x\n")
  expect(cycle('{"a":"driver==1.0.0"}', { at: '/a', pattern: 'driver=={version}' }, '1.1', 'x.json')).toBe('{"a":"driver==1.1"}')
  expect(readReference('v: v1.0.0', 'x.yaml', { at: '/v', pattern: 'v{version}' })).toMatchObject({ value: '1.0.0', line: 1, column: 4 })
})

test('under a pointer a value that the pattern does not fit is missing, and told', async () => {
  expect(await problemsOf(() => readReference('\nv: xv1.0.0', 'x.yaml', { at: '/v', pattern: 'v{version}' }))).toMatchObject([{ code: 'REFERENCE_MISSING', place: { line: 2 }, message: expect.stringContaining('xv1.0.0') }])
})

test('other places than a version can be held open', () => {
  expect(cycle('FROM docker.io/accanto/x:1 AS y', { pattern: 'FROM {image} AS', hole: 'image' }, 'ghcr.io/a/b:2')).toBe('FROM ghcr.io/a/b:2 AS y')
  expect(cycle("'ignition-framework==2.0.4',", { pattern: "'ignition-framework{value}'", hole: 'value' }, '>=3.0')).toBe("'ignition-framework>=3.0',")
})

test('a pointer into a file without keys is refused, with what to do instead', async () => {
  expect(await codesOf(() => readReference('x', 'setup.py', { at: '/version' }))).toEqual(['REFERENCE_FORMAT'])
})

test('bytes become a text and the same bytes again, or are refused', async () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => {
    let text: string | undefined
    try {
      text = decodeFile(bytes, 'x')
    } catch (failure) {
      expect((failure as { code: string }).code).toBe('FILE_NOT_UTF8')
    }
    if (text !== undefined) expect(Buffer.from(text, 'utf8').equals(Buffer.from(bytes))).toBe(true)
  }))
  expect(decodeFile(Buffer.from('\ufeff1.0'), 'x')).toBe('\ufeff1.0')
  expect(await codesOf(() => decodeFile(Buffer.from([0x76, 0xe9]), 'setup.py'))).toEqual(['FILE_NOT_UTF8'])
})

test('whatever stands around it, only what the pattern holds open changes', () => {
  const noise = fc.string({ unit: fc.constantFrom('a', '1', '.', '-', ' ', '"', '\n', '\r\n', '=', '$', '\\', 'é', 'version'), maxLength: 20 })
  const version = fc.constantFrom('1.0.0', '1.0.0-rc1', '0.2.0.dev0', '1.0+local.1', 'v1')
  fc.assert(fc.property(noise, noise, version, version, (before, after, old, next) => {
    const head = `${before}\n#@ version => '`
    expect(editReference(`${head}${old}'${after}`, 'x', { pattern: "#@ version => '{version}'" }, next)).toBe(`${head}${next}'${after}`)
  }))
})
