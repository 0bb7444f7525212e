import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { loadConfig } from '../../src/config/load-config.js'
import { defineStep, type AnyStep } from '../../src/ports/step.js'
import { codesOf, problemsOf } from '../codes.js'

const rest = { takes: [], gives: [], plan: () => ({ skip: '' }), preflight: async () => [], probe: async () => ({ state: 'absent' as const }), apply: async () => undefined } as const
const image = z.strictObject({ name: z.string().default('image'), context: z.string(), wheels: z.string().optional(), pull: z.enum(['always', 'missing', 'never']).optional(), args: z.record(z.string(), z.string()).optional() })
const steps: readonly AnyStep[] = [
  defineStep({ ...rest, name: 'build:image', phase: 'build', slot: 'build.image', schema: image }),
  defineStep({ ...rest, name: 'build:wheel', phase: 'build', slot: 'build.wheel', schema: z.strictObject({ name: z.string().min(1).default('wheel') }) }),
]
const load = (text: string) => loadConfig(text, '.slipway.yaml', steps)

const good = `version: 1
lines:
  driver:
    tag: "{version}"
    scheme: pep440
    build:
      wheel: {}
      image: { context: docker }
`

describe('a good config', () => {
  test('gives lines with their slots, defaults filled in', () => {
    const [line] = load(good).lines
    expect(line?.name).toBe('driver')
    expect(line?.slots).toEqual({ 'build.image': [{ name: 'image', context: 'docker' }], 'build.wheel': [{ name: 'wheel' }] })
  })
  test('may have a list where one mapping would do', () => {
    const text = good.replace('image: { context: docker }', 'image: [{ name: a, context: x }, { name: b, context: y }]')
    expect(load(text).lines[0]?.slots['build.image']).toEqual([{ name: 'a', context: 'x' }, { name: 'b', context: 'y' }])
  })
  test('has the same digest whatever the order of its keys and its comments', () => {
    const other = `# hello\nlines: { driver: { build: { image: { context: docker }, wheel: {} }, scheme: pep440, tag: "{version}" } }\nversion: 1\n`
    expect(load(other).digest).toBe(load(good).digest)
  })
  test('takes what every line shares from defaults; a line says what differs', () => {
    const text = `version: 1\ndefaults:\n  scheme: pep440\n  build: { image: { context: docker, wheels: w } }\nlines:\n  a: { tag: "a{version}" }\n  b: { tag: "b{version}", scheme: semver, build: { image: { context: other } } }\n`
    const [a, b] = load(text).lines
    expect([a?.scheme, b?.scheme]).toEqual(['pep440', 'semver'])
    expect(b?.slots['build.image']).toEqual([{ name: 'image', context: 'other', wheels: 'w' }])
  })
})

describe('an unknown key', () => {
  test.each([
    ['contxt: docker', 'contxt', 'context', 8, 16],
    ['context: docker, wheel: w', 'wheel', 'wheels', 8, 33],
  ])('in an entry (%s) is told with its place and the key that was meant', async (...row) => {
    const [inner, key, meant, line, column] = row
    const problems = await problemsOf(() => load(good.replace('context: docker', inner)))
    const it = problems.find((one) => one.code === 'CONFIG_UNKNOWN_KEY')
    expect(it?.message).toContain(`\`${key}\``)
    expect(it?.message).toContain(`Did you mean \`${meant}\``)
    expect(it?.place).toEqual({ file: '.slipway.yaml', line, column })
  })
  test('of a line, of a section and at the top are told together', async () => {
    const text = good.replace('scheme:', 'shceme:').replace('wheel: {}', 'whel: {}') + 'foo: 1\n'
    const problems = await problemsOf(() => load(text))
    expect(problems.map((it) => [it.code, it.place?.line])).toEqual(expect.arrayContaining([['CONFIG_UNKNOWN_KEY', 5], ['CONFIG_UNKNOWN_KEY', 7], ['CONFIG_UNKNOWN_KEY', 9]]))
  })
})

describe('what is missing, or of another kind, is told in words that a person knows', () => {
  test.each<[string, string, string, string]>([
    ['no lines', 'version: 1\n', 'lines', 'it is missing, and should be a mapping'],
    ['no version', good.replace('version: 1\n', ''), 'version', 'it is missing, and should be `1`'],
    ['another version', good.replace('version: 1', 'version: 2'), 'version', 'it should be `1`, and it is 2'],
    ['a key of an entry', good.replace('context: docker', 'name: a'), 'lines.driver.build.image.context', 'it is missing, and should be a text'],
    ['a list for a text', good.replace('context: docker', 'context: [docker]'), 'lines.driver.build.image.context', 'it should be a text, and it is a list'],
    ['an empty text', good.replace('wheel: {}', 'wheel: { name: "" }'), 'lines.driver.build.wheel.name', 'it is empty'],
    ['nothing for a mapping', 'version: 1\nlines:\n', 'lines', 'it should be a mapping, and it is nothing'],
    ['a text for a mapping', good.replace('{ context: docker }', 'docker'), 'lines.driver.build.image', 'it should be a mapping, and it is the text "docker"'],
  ])('%s', async (_, text, path, words) => {
    const problems = await problemsOf(() => load(text))
    expect(problems.map((it) => [it.code, it.message])).toEqual([['CONFIG_INVALID', expect.stringMatching(new RegExp(`\`${path}\`.*: ${words.replaceAll('.', '\\.')}$`))]])
  })
  test.each([
    ['at the top', good.replace('lines:', 'line:'), 'lines'],
    ['in an entry', good.replace('context:', 'contxt:'), 'context'],
    ['in a list', good.replace('{ context: docker }', '[{ contxt: docker }]'), 'context'],
  ])('a misspelt key %s is one problem, with the key that was meant', async (_, text, meant) => {
    const problems = await problemsOf(() => load(text))
    expect(problems.map((it) => [it.code, it.message])).toEqual([['CONFIG_UNKNOWN_KEY', expect.stringContaining(`Did you mean \`${meant}\`?`)]])
  })
})

describe('a word that is none of the few', () => {
  test.each([
    ['a scheme', 'scheme: pep440', 'scheme: pep404', 'pep440'],
    ['an entry in a mapping', 'context: docker', 'context: docker, pull: allways', 'always'],
    ['an entry in a list', '{ context: docker }', '[{ context: docker, pull: nevre }]', 'never'],
  ])('of %s is told with the one that was meant', async (_, right, wrong, meant) => {
    const problems = await problemsOf(() => load(good.replace(right, wrong)))
    expect(problems.map((it) => [it.code, it.message])).toEqual([['CONFIG_INVALID', expect.stringContaining(`Did you mean \`${meant}\`?`)]])
  })
  test('and near to none of them is told with all of them, and no guess', async () => {
    const [problem] = await problemsOf(() => load(good.replace('scheme: pep440', 'scheme: numbers')))
    expect(problem?.message).toMatch(/pep440/)
    expect(problem?.message).not.toContain('Did you mean')
  })
})

describe('what a parser of ours would refuse later', () => {
  test('is told at once, with its own code, where it stands', async () => {
    const problems = await problemsOf(() => load(good.replace('tag: "{version}"', 'tag: release').replace('image: { context: docker }', 'image: [{ context: a }, { context: b }]')))
    expect(problems.map((it) => [it.code, it.place])).toEqual([
      ['TAG_PATTERN', { file: '.slipway.yaml', line: 4, column: 10 }],
      ['CONFIG_NAME_TWICE', { file: '.slipway.yaml', line: 8, column: 31 }],
    ])
  })
  test('is told in defaults, when it stands there', async () => {
    const text = `version: 1\ndefaults:\n  tag: release\n  build: { image: { contxt: docker } }\nlines:\n  a: {}\n`
    const problems = await problemsOf(() => load(text))
    expect(problems.map((it) => [it.code, it.place?.line])).toEqual([['TAG_PATTERN', 3], ['CONFIG_UNKNOWN_KEY', 4]])
  })
})

describe('what is no config', () => {
  test.each([
    ['a tab as indentation', 'version: 1\nlines:\n\tdriver: {}\n', 'CONFIG_MALFORMED'],
    ['a key twice', 'version: 1\nversion: 1\nlines: {}\n', 'CONFIG_MALFORMED'],
    ['an open bracket', 'version: 1\nlines: {driver: [\n', 'CONFIG_MALFORMED'],
    ['another grammar', 'version: 2\nlines: {}\n', 'CONFIG_INVALID'],
    ['an empty file', '', 'CONFIG_INVALID'],
    ['a list', '- a\n', 'CONFIG_INVALID'],
    ['a number for a pattern', good.replace('"{version}"', '5'), 'CONFIG_INVALID'],
    ['a name with capitals', good.replace('driver:', 'Driver:'), 'CONFIG_INVALID'],
  ])('%s is refused with a place', async (_, text, code) => {
    const problems = await problemsOf(() => load(text))
    expect(problems[0]?.code).toBe(code)
    expect(problems[0]?.place?.file).toBe('.slipway.yaml')
    expect(problems[0]?.place?.line).toBeGreaterThan(0)
  })
  test('a bomb of aliases is refused quickly', async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.split('').map((it, index) => `${it}: &${it} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`).join('\n')}\n`
    expect(await codesOf(() => load(bomb))).toEqual(['CONFIG_MALFORMED'])
  })
  test('a prototype key is an unknown key like any other', async () => {
    expect(await codesOf(() => load(`${good}__proto__: { polluted: true }\n`))).toEqual(['CONFIG_UNKNOWN_KEY'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})
