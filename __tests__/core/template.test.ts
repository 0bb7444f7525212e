import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { fillTemplate, renderTemplate, templateWords, wordsIn, wordsOf } from '../../src/core/template.js'
import { parseVersion } from '../../src/core/version.js'
import { codesOf, problemsOf } from '../codes.js'

const words = wordsOf(parseVersion('3.10.0-rc1', 'pep440'), { tag: 'v3.10.0-rc1', sha: '0123abcd', date: '2024-04-01', line: 'driver' })

test.each([
  ['os-vim-driver-{version}-docs', 'os-vim-driver-3.10.0-rc1-docs'],
  ['{pep440} {semver}', '3.10.0rc1 3.10.0-rc1'],
  ['{major}.{minor}.{patch}', '3.10.0'],
  ['{tag} {sha} {date} {line}', 'v3.10.0-rc1 0123abcd 2024-04-01 driver'],
  ['', ''],
  ['no words', 'no words'],
  ['{{version}}', '{version}'],
  ['{{{version}}}', '{3.10.0-rc1}'],
  ['a } b', 'a } b'],
  ['==3.6.3', '==3.6.3'],
])('%j is %j', (template, text) => expect(renderTemplate(template, words)).toBe(text))

test.each([['{versoin}', 'version'], ['{Version}', 'version'], ['{ version }', 'version'], ['{semVer}', 'semver'], ['{constructor}', ''], ['{__proto__}', ''], ['{toString}', ''], ['{}', ''], ['{version', 'version'], ['a { b', ''], ['${secrets.TOKEN}', ''], ['{env.PATH}', '']])(
  '%j has a word that is none', async (template, suggestion) => {
    const [problem] = await problemsOf(() => renderTemplate(template, words))
    expect(problem?.code).toBe('TEMPLATE_WORD')
    if (suggestion) expect(problem?.message).toContain(`Did you mean \`{${suggestion}}\``)
    expect(await codesOf(() => wordsIn(template))).toEqual(['TEMPLATE_WORD'])
  },
)

test('a word without a value in this run is an error, not an empty place', async () => {
  const free = wordsOf(parseVersion('v0.1-test', 'free'))
  for (const word of ['semver', 'pep440', 'major', 'minor', 'patch', 'tag', 'sha', 'date', 'revision', 'line']) {
    expect(await codesOf(() => renderTemplate(`x{${word}}`, free))).toEqual(['TEMPLATE_NO_VALUE'])
  }
  expect(renderTemplate('{version}', free)).toBe('v0.1-test')
})

test('the missing numbers of a short version are 0', () => expect(renderTemplate('{major}.{minor}.{patch}', wordsOf(parseVersion('2', 'pep440')))).toBe('2.0.0'))

test('for an image tag the values, and only they, are written with _ for +', () => {
  const built = wordsOf(parseVersion('0.1.0+build.1', 'semver'))
  expect(fillTemplate('{version}', built, 'oci')).toBe('0.1.0_build.1')
  expect(renderTemplate('{version}', built)).toBe('0.1.0+build.1')
})

test('values are put in as they are: no word in a value is filled again', () => {
  expect(renderTemplate('{tag}-{line}', { tag: '{line}$&', line: '{{x' })).toBe('{line}$&-{{x')
})

test('the words of a template are known without filling it', () => {
  expect(wordsIn('{version} {tag} {version} {{sha}}')).toEqual(['version', 'tag'])
})

test('a text without braces is its own rendering', () => {
  fc.assert(fc.property(fc.string().filter((it) => !/[{}]/.test(it)), (text) => expect(renderTemplate(text, {})).toBe(text)))
})

test('with braces doubled every text can be said', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('{', '}', 'a', '{version}') }), (text) => expect(renderTemplate(text.replaceAll('{', '{{').replaceAll('}', '}}'), words)).toBe(text)))
})

test.each(['{', '{{', '}', '{version}', '{a', '{x}'])('a megabyte of %j takes no time', async (piece) => {
  const start = performance.now()
  try {
    renderTemplate(piece.repeat(1_000_000 / piece.length), words)
  } catch {
    // an unknown word; only the time counts here
  }
  expect(performance.now() - start).toBeLessThan(20_000)
})

test('every word is documented to be one of eleven', () => expect(templateWords).toHaveLength(11))
