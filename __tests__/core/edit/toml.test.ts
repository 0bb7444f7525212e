import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { editReference, readReference } from '../../../src/core/edit/reference-text.js'
import { problemsOf } from '../../codes.js'

const edit = (text: string, at: string, value: string): string => editReference(text, 'pyproject.toml', { at }, value)
const read = (text: string, at: string): string => readReference(text, 'pyproject.toml', { at }).value

const pyproject = `# version = "0.0.1"
[build-system]
requires = ["setuptools>=61", "wheel"] # version
build-backend = 'setuptools.build_meta'

[project]
name = "os-vim-driver"
description = """
version = "0.0.2"
[project]
"""
version   =   "1.2.0"   # kept
dependencies = [
  "ignition-framework==3.6.3", # ]
  'x ; python_version < "3.12"',
]
authors = [ { name = "A", email = "a@b" }, { name = "B" } ]

[project.urls]
Homepage = "https://example.invalid/#version"

[tool.black]
target-version = ["py39"]
line-length = 120
float = -1_000.5e+10
when = 1979-05-27 07:32:00Z
local = 1979-05-27T07:32:00.999
on = true

[[tool.x.y]]
version = "a"
[tool.x.y.z]
version = "az"
[[tool.x.y]]
version = "b"
[tool.x.y.z]
version = "bz"`

test('in a pyproject.toml only the version of the project changes', () => {
  expect(read(pyproject, '/project/version')).toBe('1.2.0')
  expect(edit(pyproject, '/project/version', '1.3.0.dev0')).toBe(pyproject.replace('"1.2.0"', '"1.3.0.dev0"'))
  expect(readReference(pyproject, 'pyproject.toml', { at: '/project/version' })).toMatchObject({ line: 12, column: 15, quoted: true })
})

test.each([
  ['/build-system/build-backend', 'setuptools.build_meta'], ['/build-system/requires/1', 'wheel'], ['/project/dependencies/1', 'x ; python_version < "3.12"'], ['/project/authors/1/name', 'B'],
  ['/project/urls/Homepage', 'https://example.invalid/#version'], ['/tool/x/y/0/version', 'a'], ['/tool/x/y/1/version', 'b'], ['/tool/x/y/0/z/version', 'az'], ['/tool/x/y/1/z/version', 'bz'],
])('%s is %s', (at, value) => {
  expect(read(pyproject, at)).toBe(value)
  const start = edit(pyproject, at, 'NEW')
  expect(read(start, at)).toBe('NEW')
  expect(start.length - pyproject.length).toBe(3 - value.length)
})

test.each<[string, string, string, string, string]>([
  ['CRLF and no final newline', '[project]\r\nversion = "1"\r\nx = 1', '/project/version', '2', '[project]\r\nversion = "2"\r\nx = 1'],
  ['a byte order mark', '\ufeffversion = "1"\n', '/version', '2', '\ufeffversion = "2"\n'],
  ['literal texts', "v = '1'\n", '/v', '2', "v = '2'\n"],
  ['literal texts that cannot hold the value', "v = '1'\n", '/v', "it's", 'v = "it\'s"\n'],
  ['dotted keys', 'project . "version" = "1"\n', '/project/version', '2', 'project . "version" = "2"\n'],
  ['dotted keys below a table', '[tool]\npoetry.version = "1"\n', '/tool/poetry/version', '2', '[tool]\npoetry.version = "2"\n'],
  ['headers with spaces and quotes', '[ tool . "a.b" . \'c\' ] # x\nv = "1"\n', '/tool/a.b/c/v', '2', '[ tool . "a.b" . \'c\' ] # x\nv = "2"\n'],
  ['inline tables', 'a = { b.c = "1", d = [ { e = "1" } ] }\n', '/a/d/0/e', '2', 'a = { b.c = "1", d = [ { e = "2" } ] }\n'],
  ['escapes', 'a = "\\u00e9 \\"1\\" \\U0001F600 \\e \\x41"\n', '/a', '\\2"', 'a = "\\\\2\\""\n'],
  ['keys that objects have by birth', '[__proto__]\nconstructor = "1"\n', '/__proto__/constructor', '2', '[__proto__]\nconstructor = "2"\n'],
  ['quotes at the end of a text of lines', 'a = """x"""""\nb = \'\'\'y\'\'\'\'\'\nv = "1"\n', '/v', '2', 'a = """x"""""\nb = \'\'\'y\'\'\'\'\'\nv = "2"\n'],
  ['an empty text', 'a = ""\nb = \'\'\nc = """"""\nv = "1"\n', '/v', '2', 'a = ""\nb = \'\'\nc = """"""\nv = "2"\n'],
  ['a backslash in a literal text', "a = 'C:\\'\nv = \"1\"\n", '/v', '2', "a = 'C:\\'\nv = \"2\"\n"],
  ['a table of another name before it', '[project-x]\nversion = "1"\n[project]\nversion = "1"\n', '/project/version', '2', '[project-x]\nversion = "1"\n[project]\nversion = "2"\n'],
])('%s: only the value changes', (...[, before, at, value, after]) => {
  expect(edit(before, at, value)).toBe(after)
  expect(read(after, at)).toBe(value)
})

test('escapes are decoded', () => expect(read('a = "\\u00e9 \\"1\\" \\U0001F600 \\x41 \\t\\\\"\n', '/a')).toBe('é "1" 😀 A \t\\'))

test.each<[string, string, string, number | undefined]>([
  ['a = "1"\n', '/b', 'REFERENCE_MISSING', 1],
  ['a = "1"\n', '/__proto__', 'REFERENCE_MISSING', 1],
  ['a = "1"\n', '/a/b', 'REFERENCE_MISSING', 1],
  ['', '/a', 'REFERENCE_MISSING', 1],
  ['\nversion = 1.30\n', '/version', 'REFERENCE_NOT_TEXT', 2],
  ['a = true\n', '/a', 'REFERENCE_NOT_TEXT', 1],
  ['a = []\n', '/a', 'REFERENCE_NOT_TEXT', 1],
  ['a = {}\n', '/a', 'REFERENCE_NOT_TEXT', 1],
  ['[a]\nb = "1"\n', '/a', 'REFERENCE_NOT_TEXT', 2],
  ['a = """\n1"""\n', '/a', 'REFERENCE_NOT_TEXT', 1],
  ['a = "1"\na = "2"\n', '/a', 'REFERENCE_AMBIGUOUS', 2],
  ['a.b = "1"\n[a]\nb = "2"\n', '/a/b', 'REFERENCE_AMBIGUOUS', 3],
  ['[a]\nb = "1"\n[a]\nc = "2"\n', '/a/b', 'FILE_MALFORMED', 3],
  ['a = "1\n"\n', '/a', 'FILE_MALFORMED', 1],
  ['a = \n', '/a', 'FILE_MALFORMED', 1],
  ['a "1"\n', '/a', 'FILE_MALFORMED', 1],
  ['a = "1" b = "2"\n', '/a', 'FILE_MALFORMED', 1],
  ['a = "\\q"\n', '/a', 'FILE_MALFORMED', 1],
  ['[a\nb = "1"\n', '/a/b', 'FILE_MALFORMED', 1],
  ['[[a]\n', '/a', 'FILE_MALFORMED', 1],
  ['x = 1\na = [1\n', '/a', 'FILE_MALFORMED', 3],
  ['a = [1 2]\n', '/a', 'FILE_MALFORMED', 1],
  ['a = foo\n', '/a', 'FILE_MALFORMED', 1],
  ['a = truely\n', '/a', 'FILE_MALFORMED', 1],
  ['a = """x\n', '/a', 'FILE_MALFORMED', 1],
  ['= 1\n', '/a', 'FILE_MALFORMED', 1],
  ['{"version": "1"}', '/version', 'FILE_MALFORMED', 1],
])('%j at %s: %s in line %s', async (text, at, code, line) => {
  const [problem] = await problemsOf(() => read(text, at))
  expect([problem?.code, problem?.place?.line]).toEqual([code, line])
})

test('whatever stands before and after it, the value is found and nothing else changes', () => {
  const before = fc.array(fc.constantFrom('# version = "9"\n', 'a1 = "version = \\"9\\""\n', "a2 = 'version = \"9\"'\n", 'a3 = """\n[project]\nversion = "9"\n"""\n', "a4 = '''\nversion = \"9\"'''\n", 'a5 = [ "version", # = "9"\n "9", ]\n', '\r\n', 'a6 = { version = "9" }\n', 'a7 = 1.5e3 # "\n'), { maxLength: 6 }).map((it) => [...new Set(it)].join(''))
  const after = fc.constantFrom('', '\n[project.x]\nversion = "9"\n', '\n[[other]]\nversion = "9"\n[[other]]\nversion = "8"\n', ' # "9"\n')
  const value = fc.stringMatching(/^[ -~]{1,16}$/)
  fc.assert(fc.property(before, after, value, fc.constantFrom('"1.0"', "'1.0'"), (above, below, next, old) => {
    const head = `[project]\n${above}version = `
    const written = edit(`${head}${old}${below}`, '/project/version', next)
    expect(written.startsWith(head)).toBe(true)
    expect(written.endsWith(below)).toBe(true)
    expect(read(written, '/project/version')).toBe(next)
  }), { numRuns: 300 })
})
