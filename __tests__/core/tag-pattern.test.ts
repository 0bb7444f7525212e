import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkTagPattern, isSafeTag, matchTag, tagName } from '../../src/core/tag-pattern.js'
import { parseVersion, type Scheme } from '../../src/core/version.js'
import { codesOf } from '../codes.js'

test.each<[string, Scheme, string, string | undefined]>([
  ['{version}', 'pep440', '1.0.0', '1.0.0'],
  ['{version}', 'pep440', '3.3.0-rc1', '3.3.0-rc1'],
  ['{version}', 'pep440', 'v0.4.0', undefined],
  ['{version}', 'pep440', 'chart/0.4.0', undefined],
  ['{version}', 'pep440', '2.1.0a1.issue51', undefined],
  ['{version}', 'free', '2.1.0a1.issue51', '2.1.0a1.issue51'],
  ['{version}', 'free', 'chart/0.4.0', undefined],
  ['v{version}', 'semver', 'v0.4.0', '0.4.0'],
  ['v*', 'semver', 'v0.4.0', '0.4.0'],
  ['v*', 'semver', 'vnext', undefined],
  ['v{version}', 'semver', '0.4.0', undefined],
  ['v{version}', 'semver', 'v', undefined],
  ['v{version}', 'semver', 'vv0.4.0', undefined],
  ['v{version}', 'semver', 'v0.4', undefined],
  ['chart/{version}', 'semver', 'chart/0.1.3', '0.1.3'],
  ['chart/*', 'semver', 'chart/0.1.3', '0.1.3'],
  ['chart/{version}', 'semver', 'chart/v0.1.3', undefined],
  ['release-{version}-final', 'semver', 'release-1.0.0-final', '1.0.0'],
  // prefix and suffix must not share characters
  ['1.0{version}.0', 'free', '1.0', undefined],
  ['{version}', 'semver', 'latest', undefined],
  ['{version}', 'free', '-f', undefined],
  ['{version}', 'free', '--upload-pack=x', undefined],
  ['{version}', 'free', '../../x', undefined],
  ['{version}', 'free', 'x\nrefs/heads/main', undefined],
  ['{version}', 'free', '１.0', undefined],
])('%s (%s) of %j is %s', (pattern, scheme, tag, text) => expect(matchTag(pattern, scheme, tag)?.text).toBe(text))

test.each<[string, Scheme, string, string]>([['{version}', 'pep440', '1.0.0', '1.0.0'], ['v*', 'semver', '1.0.0', 'v1.0.0'], ['chart/{version}', 'semver', '1.0.0-rc1', 'chart/1.0.0-rc1'], ['{version}', 'pep440', '1!2.0', '1!2.0']])(
  '%s (%s) with %s is the tag %s', (pattern, scheme, text, tag) => expect(tagName(pattern, parseVersion(text, scheme))).toBe(tag),
)

test.each(['release', '', '{version}{version}', 'v*-{version}', '*/*', '-{version}', 'a..{version}', 'a b{version}', '{tag}-{version}', '{version}.lock', '/{version}', '{version}/', 'x//{version}', '.x/{version}', 'refs/tags/{version}', 'ü{version}', '{version}~', 'a\\{version}', '{version}\n'])(
  'the pattern %j is refused', async (pattern) => {
    expect(await codesOf(() => checkTagPattern(pattern))).toEqual(['TAG_PATTERN'])
    expect(await codesOf(() => matchTag(pattern, 'free', '1.0'))).toEqual(['TAG_PATTERN'])
  },
)

test('a tag that git would not take is never made', async () => {
  expect(await codesOf(() => tagName('v{version}', { text: '1..0', scheme: 'free', release: [], isPrerelease: false }))).toEqual(['TAG_UNSAFE'])
  expect(await codesOf(() => tagName('{version}', { text: '-d', scheme: 'free', release: [], isPrerelease: false }))).toEqual(['TAG_UNSAFE'])
})

test.each(['', '@', 'HEAD', 'a..b', 'a.lock', 'a.lock/b', 'a.', '.a', 'a/.b', '/a', 'a/', 'a//b', 'a b', 'a~1', 'a^', 'a:b', 'a?', 'a*', 'a[', 'a\\b', 'a\u007f', '-a', 'a@{1}', 'é', 'a'.repeat(256), '$(id)', 'a;b', 'a`b', "a'b", 'a%b', 'a#b'])('%j is no safe tag', (tag) => expect(isSafeTag(tag)).toBe(false))
test.each(['1.0.0', 'v1.0.0-rc.1+build.5', 'chart/0.1.3', '1!2.0', 'a@b', 'A_b'])('%j is a safe tag', (tag) => expect(isSafeTag(tag)).toBe(true))

test('what a pattern makes, it claims again', () => {
  const text = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99), fc.constantFrom('', 'rc1', '.dev0')).map(([a, b, c, tail]) => `${a}.${b}.${c}${tail}`)
  fc.assert(fc.property(text, fc.constantFrom('{version}', 'v*', 'chart/{version}', 'r-{version}-x'), (it, pattern) => {
    expect(matchTag(pattern, 'pep440', tagName(pattern, parseVersion(it, 'pep440')))?.text).toBe(it)
  }))
})

// A search that goes back over and over would take hours; how fast the machine is does not matter.
test('long tags and patterns take no time', async () => {
  const start = performance.now()
  expect(matchTag('v{version}', 'semver', `v${'1.'.repeat(500_000)}`)).toBeUndefined()
  expect(await codesOf(() => matchTag('*'.repeat(1_000_000), 'semver', 'v1.0.0'))).toEqual(['TAG_PATTERN'])
  expect(performance.now() - start).toBeLessThan(20_000)
})
