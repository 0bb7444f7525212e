import { expect, test } from '@jest/globals'
import { asVersion, compareVersions, isDevelopment, namesVersion, parseVersion, spell, spellingOf, type Scheme } from '../../../src/core/version.js'
import { codesOf, problemsOf } from '../../codes.js'

const none = undefined

// scheme, text → SemVer, PEP 440, OCI tag, pre-release?
test.each<[Scheme, string, string | undefined, string | undefined, string | undefined, boolean]>([
  // spellings that really occur (tags of the driver projects and of promo-tools)
  ['pep440', '0.7.1', '0.7.1', '0.7.1', '0.7.1', false],
  ['pep440', '0.2.0.dev0', '0.2.0-dev.0', '0.2.0.dev0', '0.2.0.dev0', true],
  ['semver', '0.2.0-dev.0', '0.2.0-dev.0', '0.2.0.dev0', '0.2.0-dev.0', true],
  ['pep440', '2.2.0.dev0', '2.2.0-dev.0', '2.2.0.dev0', '2.2.0.dev0', true],
  ['pep440', '3.10.0-rc1', '3.10.0-rc1', '3.10.0rc1', '3.10.0-rc1', true],
  ['pep440', '3.10.0rc1', '3.10.0-rc1', '3.10.0rc1', '3.10.0rc1', true],
  ['semver', '3.10.0-rc1', '3.10.0-rc1', '3.10.0rc1', '3.10.0-rc1', true],
  ['pep440', '2.1.0a3', '2.1.0-alpha.3', '2.1.0a3', '2.1.0a3', true],
  ['pep440', '1.0.0b2', '1.0.0-beta.2', '1.0.0b2', '1.0.0b2', true],
  ['semver', '3.3.0-beta.2', '3.3.0-beta.2', '3.3.0b2', '3.3.0-beta.2', true],
  ['semver', '3.11.0-dev-0', '3.11.0-dev-0', '3.11.0.dev0', '3.11.0-dev-0', true],
  ['free', '2.1.0a1.issue51', none, none, '2.1.0a1.issue51', true],
  ['free', '2.0.2.brownfield', none, none, '2.0.2.brownfield', true],
  ['free', 'v0.1-test', none, none, 'v0.1-test', true],
  ['free', 'v0.1', none, none, 'v0.1', false],
  ['free', '1.2.3', '1.2.3', '1.2.3', '1.2.3', false],
  ['semver', '0.3.0-45-gabcdef', '0.3.0-45-gabcdef', none, '0.3.0-45-gabcdef', true],
  // a tag that is SemVer already is kept as it stands; a wheel's version is always normalised
  ['pep440', '1.0.0-rc.1', '1.0.0-rc.1', '1.0.0rc1', '1.0.0-rc.1', true],
  ['pep440', '1.0.0-RC1', '1.0.0-RC1', '1.0.0rc1', '1.0.0-RC1', true],
  ['pep440', '1.0.0.RC1', '1.0.0-rc1', '1.0.0rc1', '1.0.0.RC1', true],
  ['pep440', '1.0-preview_3', '1.0.0-rc3', '1.0rc3', '1.0-preview_3', true],
  ['pep440', '01.02', '1.2.0', '1.2', '01.02', false],
  // fewer and more than three numbers
  ['pep440', '1.2', '1.2.0', '1.2', '1.2', false],
  ['pep440', '2', '2.0.0', '2', '2', false],
  ['pep440', '1.2.3.0', '1.2.3', '1.2.3.0', '1.2.3.0', false],
  ['pep440', '1.2.3.4', none, '1.2.3.4', '1.2.3.4', false],
  ['pep440', '1!2.0', none, '1!2.0', none, false],
  // post releases come after the final one, so they are no pre-release in SemVer
  ['pep440', '1.0.post2', '1.0.0+post.2', '1.0.post2', '1.0.post2', false],
  ['pep440', '1.0.0-1', '1.0.0+post.1', '1.0.0.post1', '1.0.0-1', false],
  ['semver', '1.0.0-1', '1.0.0-1', none, '1.0.0-1', true],
  ['semver', '1.0.0-post.1', '1.0.0-post.1', none, '1.0.0-post.1', true],
  ['semver', '1.0.0+post.2', '1.0.0+post.2', '1.0.0.post2', '1.0.0_post.2', false],
  ['pep440', '1.0.post1.dev2', '1.0.0+post.1.dev.2', '1.0.post1.dev2', '1.0.post1.dev2', true],
  ['pep440', '1.0a1.post2.dev3', '1.0.0-alpha.1.post.2.dev.3', '1.0a1.post2.dev3', '1.0a1.post2.dev3', true],
  ['pep440', '1.0rc2.dev0', '1.0.0-rc2.dev.0', '1.0rc2.dev0', '1.0rc2.dev0', true],
  // local versions and build metadata
  ['pep440', '1.0.0+Ubuntu-01', '1.0.0+Ubuntu-01', '1.0.0+ubuntu.1', '1.0.0_Ubuntu-01', false],
  ['semver', '0.1.0+build.1', '0.1.0+build.1', '0.1.0+build.1', '0.1.0_build.1', false],
  ['semver', '1.0.0+a--b', '1.0.0+a--b', none, '1.0.0_a--b', false],
  ['pep440', '1.0.0+20230101123456789012', '1.0.0+20230101123456789012', '1.0.0+20230101123456789012', '1.0.0_20230101123456789012', false],
  ['pep440', '1.0+Ubuntu_01', '1.0.0+ubuntu.1', '1.0+ubuntu.1', '1.0_Ubuntu_01', false],
  // would be read as a post release, or as a development version of one
  ['pep440', '1.0+post.1', none, '1.0+post.1', '1.0_post.1', false],
  ['pep440', '1.0.post1+dev.2', none, '1.0.post1+dev.2', '1.0.post1_dev.2', false],
  ['semver', '1.0.0-x.7.z.92', '1.0.0-x.7.z.92', none, '1.0.0-x.7.z.92', true],
])('%s %s', (...[scheme, text, semver, pep440, oci, isPrerelease]) => {
  const version = parseVersion(text, scheme)
  expect({ text: version.text, semver: version.semver, pep440: version.pep440, oci: spellingOf(version, 'oci'), isPrerelease: version.isPrerelease }).toEqual({ text, semver, pep440, oci, isPrerelease })
  expect(spell(version, 'plain')).toBe(text)
})

test.each<[Scheme, string, string | undefined]>([
  ['semver', 'v1.2', '1.2.0'],
  ['semver', '1.2', '1.2.0'],
  ['semver', '0.2.0.dev0', '0.2.0-dev.0'],
  ['semver', '2.1.0a3', '2.1.0-alpha.3'],
  ['semver', '01.2.3', '1.2.3'],
  ['semver', ' 1.2.3', '1.2.3'],
  ['semver', '1.2.3\n', '1.2.3'],
  ['semver', '=1.2.3', '1.2.3'],
  ['semver', '1.0.0.0.1', none],
  ['pep440', 'v0.4.0', '0.4.0'],
  ['pep440', 'V0.4.0', '0.4.0'],
  ['pep440', '2.1.0a1.issue51', '2.1.0a1+issue51'],
  ['pep440', '2.0.2.brownfield', '2.0.2+brownfield'],
  ['pep440', '1.0 rc1', none],
  ['pep440', '', none],
  ['pep440', 'latest', none],
  ['pep440', '１.0', none],
  ['pep440', '1.0.0\u0000', none],
  ['pep440', '1.9007199254740993', none],
  ['semver', '1.0.9007199254740993', none],
  ['free', 'a/b', 'a-b'],
  ['free', '../../etc/passwd', 'etc-passwd'],
  ['free', '-f', 'f'],
  ['free', 'a..b', none],
  ['free', 'x.lock', none],
  ['free', '', none],
])('%s refuses %j and suggests %s', async (scheme, text, suggestion) => {
  expect(asVersion(text, scheme)).toBeUndefined()
  const [problem] = await problemsOf(() => parseVersion(text, scheme))
  expect(problem?.code).toBe('VERSION_INVALID')
  if (suggestion === undefined) expect(problem?.message).not.toContain('Did you mean')
  else expect(problem?.message).toContain(`Did you mean \`${suggestion}\``)
  if (suggestion !== undefined) expect(asVersion(suggestion, scheme)).toBeDefined()
})

test('a refused text is shown without its control characters, and not at full length', async () => {
  const [problem] = await problemsOf(() => parseVersion(`\u001b[31m\u202e${'9'.repeat(1_000_000)}`, 'semver'))
  expect(problem?.message.length).toBeLessThan(200)
  expect(problem?.message).not.toMatch(/[\u0000-\u001f\u202e]/)
})

test.each<[Scheme, string, 'semver' | 'pep440' | 'oci']>([
  ['free', '2.1.0a1.issue51', 'semver'], ['free', 'v0.1-test', 'pep440'], ['pep440', '1!2.0', 'oci'], ['pep440', '1.2.3.4', 'semver'], ['semver', '0.3.0-45-gabcdef', 'pep440'],
])('%s %s has no spelling as %s, and says so', async (scheme, text, spelling) => {
  expect(await codesOf(() => spell(parseVersion(text, scheme), spelling))).toEqual(['VERSION_NO_SPELLING'])
})

const ordered = {
  pep440: [
    '0.9', '1.0.dev0', '1.0.dev9', '1.0.dev10', '1.0a1.dev0', '1.0a1', '1.0a1.post0', '1.0a9', '1.0a10', '1.0b0', '1.0rc1.dev3', '1.0rc1', '1.0rc9', '1.0-rc10', '1.0', '1.0+abc', '1.0+5',
    '1.0.post1.dev0', '1.0.post1', '1.0.1.dev0', '1.9', '1.10', '1!0.1',
  ],
  // dev before alpha, and rc10 after rc9: by meaning, where the text alone would say otherwise
  semver: [
    '0.3.0-1', '0.3.0-45-gabcdef', '0.3.0', '1.0.0-dev.0', '1.0.0-dev.1', '1.0.0-alpha', '1.0.0-alpha.1.dev.0', '1.0.0-alpha.1', '1.0.0-alpha.2', '1.0.0-alpha10', '1.0.0-beta.2', '1.0.0-beta.11',
    '1.0.0-rc1', '1.0.0-rc.2', '1.0.0-rc9', '1.0.0-rc10', '1.0.0-x.7', '1.0.0-x.7.1', '1.0.0', '1.0.0+post.1.dev.0', '1.0.0+post.1', '1.0.1-dev.0',
  ],
  free: ['0.1', '0.9', '0.10', '0.10-test', '2.1.0a1.issue51', '2.1.0a2.issue51', '2.1.0a10.issue7', 'a', 'b'],
} as const

test.each(['pep440', 'semver', 'free'] as const)('versions of %s are ordered by meaning', (scheme) => {
  const versions = ordered[scheme].map((text) => parseVersion(text, scheme))
  for (const [i, a] of versions.entries()) for (const [j, b] of versions.entries()) expect([a.text, b.text, Math.sign(compareVersions(a, b))]).toEqual([a.text, b.text, Math.sign(i - j)])
})

test.each<[Scheme, string, Scheme, string]>([
  ['pep440', '1.0', 'pep440', '1.0.0'], ['pep440', '3.10.0-rc1', 'pep440', '3.10.0rc1'], ['semver', '1.0.0-rc.1', 'semver', '1.0.0-rc1'],
  ['pep440', '0.2.0.dev0', 'semver', '0.2.0-dev.0'], ['semver', '1.0.0-a.3', 'pep440', '1.0a3'], ['pep440', '1.0.post1', 'semver', '1.0.0+post.1'],
])('%s %s and %s %s are one version', (schemeA, a, schemeB, b) => expect(compareVersions(parseVersion(a, schemeA), parseVersion(b, schemeB))).toBe(0))

test.each<[Scheme, string, boolean]>([['pep440', '0.2.0.dev0', true], ['semver', '0.2.0-dev.0', true], ['semver', '3.11.0-dev-0', true], ['pep440', '1.0rc1.dev2', true], ['pep440', '1.0rc1', false], ['semver', '1.0.0', false], ['free', 'dev0', false]])(
  'is %s %s a development version? %s', (scheme, text, expected) => expect(isDevelopment(parseVersion(text, scheme))).toBe(expected),
)

test.each<[Scheme, string, string, boolean]>([
  ['pep440', '2.0.2a1', '2.0.2a1', true],
  ['pep440', '2.0.2a1', '2.0.2-alpha.1', true],
  ['pep440', '3.3.0-rc2', '3.3.0rc2', true],
  ['pep440', '3.3.0-rc2', '3.3.0-rc.2', true],
  ['pep440', '1.0+local.1', '1.0_local.1', true],
  ['semver', '1.0.0-1', '1.0.0-1', true],
  // the same text means a pre-release to the one and a post release to the other
  ['semver', '1.0.0-1', '1.0.0.post1', false],
  ['pep440', '1.0.0-1', '1.0.0.post1', true],
  ['pep440', '2.0.0', '1.1.0.dev0', false],
  ['pep440', '2.0.0', 'v2.0.0', false],
  ['pep440', '2.0.0', '', false],
  ['free', '2.1.0a1.issue51', '2.1.0a1.issue51', true],
  ['free', '2.1.0a1.issue51', '2.1.0a2.issue51', false],
  ['free', '1.0', '1.0.0', false],
])('does %s %s go by %j as well? %s', (scheme, text, found, expected) => expect(namesVersion(found, parseVersion(text, scheme))).toBe(expected))
