import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { compareVersions, isDevelopment, parseVersion, type Scheme } from '../../../src/core/version.js'
import { nextRules, nextVersion, releaseVersionOf, type NextRule } from '../../../src/core/version/next-version.js'
import { codesOf } from '../../codes.js'

test.each<[Scheme, string, NextRule, string]>([
  ['pep440', '0.1.0', 'minor.dev0', '0.2.0.dev0'],
  ['semver', '0.1.0', 'minor.dev0', '0.2.0-dev.0'],
  ['pep440', '3.6.3', 'patch.dev0', '3.6.4.dev0'],
  ['pep440', '3.6.3', 'major.dev0', '4.0.0.dev0'],
  ['pep440', '0.9.0', 'minor.dev0', '0.10.0.dev0'],
  ['pep440', '1.2', 'minor.dev0', '1.3.dev0'],
  ['pep440', '1.2', 'patch.dev0', '1.2.1.dev0'],
  ['pep440', '1.2.3.4', 'minor', '1.3.0.0'],
  ['pep440', '1!2.0', 'minor', '1!2.1'],
  ['pep440', '1.0.post1', 'minor.dev0', '1.1.dev0'],
  ['pep440', '1.0+local', 'minor.dev0', '1.1.dev0'],
  // 1.0.0 is not out yet, and 1.0.0.dev0 would come before the candidate
  ['pep440', '1.0.0rc1', 'minor.dev0', '1.0.0rc2.dev0'],
  ['pep440', '3.10.0-rc1', 'minor.dev0', '3.10.0rc2.dev0'],
  ['semver', '1.0.0-rc1', 'minor.dev0', '1.0.0-rc2.dev.0'],
  ['semver', '3.3.0-beta.2', 'minor.dev0', '3.3.0-beta.3.dev.0'],
  ['pep440', '2.1.0a3', 'patch.dev0', '2.1.0a4.dev0'],
  ['pep440', '0.2.0.dev0', 'minor.dev0', '0.2.0.dev1'],
  // the release that a pre-release is on the way to
  ['pep440', '1.0.0rc1', 'minor', '1.0.0'],
  ['pep440', '1.0.0rc1', 'major', '1.0.0'],
  ['pep440', '1.2.0rc1', 'major', '2.0.0'],
  ['pep440', '1.2.3rc1', 'minor', '1.3.0'],
  ['pep440', '1.2.3rc1', 'patch', '1.2.3'],
  ['semver', '0.3.0-45-gabcdef', 'patch', '0.3.0'],
  ['pep440', '0.2.0.dev0', 'minor', '0.2.0'],
])('%s %s, %s: %s', (scheme, text, rule, next) => expect(nextVersion(parseVersion(text, scheme), rule).text).toBe(next))

test.each<[Scheme, string, NextRule]>([['free', 'v0.1-test', 'minor.dev0'], ['free', '1.0.0', 'patch'], ['semver', '0.3.0-45-gabcdef', 'minor.dev0']])(
  '%s %s has no next one by %s',
  async (scheme, text, rule) => expect(await codesOf(() => nextVersion(parseVersion(text, scheme), rule))).toEqual(['VERSION_NO_NEXT']),
)

test.each<[Scheme, string, string]>([['pep440', '1.0.0.dev0', '1.0.0'], ['semver', '1.0.0-dev.0', '1.0.0'], ['pep440', '1.0.0rc2.dev0', '1.0.0rc2'], ['pep440', '1.0.post2.dev1', '1.0.post2'], ['pep440', '1.0.0rc1', '1.0.0rc1'], ['pep440', '1.0', '1.0'], ['free', 'v0.1-test', 'v0.1-test']])(
  'what %s %s leads to is %s', (scheme, text, release) => expect(releaseVersionOf(parseVersion(text, scheme)).text).toBe(release),
)

test('the next version is always higher, and a development version exactly when the rule says so', () => {
  const text = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20), fc.constantFrom('', 'a', 'b', 'rc', '.post'), fc.nat(12), fc.constantFrom('', '.dev0', '.dev7')).map(([a, b, c, word, value, dev]) => `${a}.${b}.${c}${word}${word ? value : ''}${dev}`)
  fc.assert(fc.property(text, fc.constantFrom(...nextRules), (it, rule) => {
    const version = parseVersion(it, 'pep440')
    const next = nextVersion(version, rule)
    expect(compareVersions(next, version)).toBeGreaterThan(0)
    expect(isDevelopment(next)).toBe(rule.endsWith('.dev0'))
    if (isDevelopment(next)) expect(compareVersions(releaseVersionOf(next), next)).toBeGreaterThan(0)
  }), { numRuns: 1000 })
})
