// The order and the spellings against the two libraries that define them in practice, and against themselves.
import { expect, test } from '@jest/globals'
import { compare as comparePep440, explain } from '@renovatebot/pep440'
import fc from 'fast-check'
import semver from 'semver'
import { asVersion, compareVersions, parseVersion, spell, spellingOf, type Version } from '../../../src/core/version.js'

const small = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 20_250_101 }))
const part = (text: (value: number) => string): fc.Arbitrary<string> => fc.oneof(fc.constant(''), small.map(text))
const local = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.array(fc.stringMatching(/^[a-z0-9]{1,6}$/), { minLength: 1, maxLength: 3 }).map((it) => `+${it.join('.')}`) },
)
const release = fc.array(small, { minLength: 1, maxLength: 4 }).map((it) => it.join('.'))
const pre = fc.oneof(fc.constant(''), fc.tuple(fc.constantFrom('a', 'b', 'rc', '-alpha.', '.beta', '-rc', '_pre'), small).map(([word, value]) => `${word}${value}`))
const pep440 = fc.tuple(fc.constantFrom('', '', '', '1!'), release, pre, part((it) => `.post${it}`), part((it) => `.dev${it}`), local).map((it) => it.join(''))

const identifier = fc.oneof(small.map(String), fc.constantFrom('dev', 'alpha', 'a', 'beta', 'rc', 'rc1', 'alpha2', 'dev-3', 'x', 'post', 'SNAPSHOT', 'gabc123', '45-gabcdef', '--', 'n'))
const semverText = fc.tuple(small, small, small, fc.array(identifier, { maxLength: 4 }), fc.array(fc.stringMatching(/^[0-9A-Za-z-]{1,6}$/), { maxLength: 2 })).map(
  ([major, minor, patch, before, build]) => `${major}.${minor}.${patch}${before.length ? `-${before.join('.')}` : ''}${build.length ? `+${build.join('.')}` : ''}`,
)
const anyVersion: fc.Arbitrary<Version> = fc.oneof(pep440.map((it) => parseVersion(it, 'pep440')), semverText.map((it) => parseVersion(it, 'semver')))
const sign = Math.sign

test('PEP 440 versions are ordered as the packaging tools order them, and normalised as they normalise them', () => {
  // Its local segments are numbers where we keep digits, so only those without are given to it: 1e5 is a text to us.
  const plain = pep440.filter((it) => !/\+.*(?:^|[.+])[0-9]+e[0-9]+/.test(it))
  fc.assert(fc.property(plain, plain, (a, b) => {
    expect(sign(compareVersions(parseVersion(a, 'pep440'), parseVersion(b, 'pep440')))).toBe(sign(comparePep440(a, b)))
    if (!a.includes('+')) expect(parseVersion(a, 'pep440').pep440).toBe(explain(a)?.public)
  }), { numRuns: 1000 })
})

test('SemVer versions are ordered by the rules of semver.org, except where words have a meaning that the text does not show', () => {
  const plainIdentifier = fc.oneof(small.map(String), fc.constantFrom('alpha', 'beta', 'rc', 'x', 'SNAPSHOT', 'gabc', 'n-1'))
  const text = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.array(plainIdentifier, { maxLength: 3 })).map(([patch, before]) => `1.0.${patch}${before.length ? `-${before.join('.')}` : ''}`)
  fc.assert(fc.property(text, text, (a, b) => {
    // `rc` is rc0 to PEP 440, so `rc` and `rc.0` are one version to us.
    fc.pre(![a, b].some((it) => /-(?:alpha|beta|rc)(?:$|\.0|\.?[^.0-9])/.test(it)))
    expect(sign(compareVersions(parseVersion(a, 'semver'), parseVersion(b, 'semver')))).toBe(semver.compare(a, b))
  }), { numRuns: 1000 })
})

test('every text of SemVer is a version, and nothing else is', () => {
  fc.assert(fc.property(fc.oneof(semverText, pep440, fc.string({ maxLength: 20 })), (text) => {
    const isSemver = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/.test(text)
    expect(asVersion(text, 'semver') !== undefined).toBe(isSemver)
  }))
})

test('spelled otherwise and back, it is an equal version', () => {
  fc.assert(fc.property(anyVersion, (version) => {
    for (const scheme of ['semver', 'pep440'] as const) {
      const text = spellingOf(version, scheme)
      if (text === undefined) continue
      const other = parseVersion(text, scheme)
      expect(compareVersions(other, version)).toBe(0)
      expect(other.isPrerelease).toBe(version.isPrerelease)
      expect(other.pep440).toBe(version.pep440 === undefined ? undefined : parseVersion(other.pep440 ?? '', 'pep440').text)
      // and the own scheme is always spelled
      expect(spell(version, version.scheme === 'semver' ? 'semver' : 'pep440')).toBeDefined()
    }
  }), { numRuns: 1000 })
})

test('the usual versions have every spelling: three numbers with dev, a, b, rc or post', () => {
  const usual = fc.tuple(small, small, small, fc.constantFrom('', 'a', 'b', 'rc', '.dev', '.post'), small).map(([a, b, c, word, value]) => `${a}.${b}.${c}${word}${word ? value : ''}`)
  fc.assert(fc.property(usual, (text) => {
    const version = parseVersion(text, 'pep440')
    const chart = parseVersion(spell(version, 'semver'), 'semver')
    expect(spell(chart, 'pep440')).toBe(text)
    expect(spell(parseVersion(spell(chart, 'pep440'), 'pep440'), 'semver')).toBe(chart.text)
    expect(spell(version, 'oci')).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/)
  }))
})

test('the order is kept across spellings', () => {
  fc.assert(fc.property(pep440, pep440, (a, b) => {
    const [x, y] = [parseVersion(a, 'pep440'), parseVersion(b, 'pep440')]
    fc.pre(x.semver !== undefined && y.semver !== undefined)
    expect(sign(compareVersions(parseVersion(spell(x, 'semver'), 'semver'), parseVersion(spell(y, 'semver'), 'semver')))).toBe(sign(compareVersions(x, y)))
  }), { numRuns: 1000 })
})

// docs/adr/0005: what Helm sees. Charts are ordered by their text there.
test('Helm orders the charts as we do, but for development versions beside alpha and beta, rc10 and later, and post releases', () => {
  const chart = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.constantFrom('', '.dev', 'a', 'b', 'rc'), fc.integer({ min: 0, max: 30 })).map(([patch, word, value]) => ({ text: `1.0.${patch}${word}${word ? value : ''}`, word, value }))
  fc.assert(fc.property(chart, chart, (a, b) => {
    fc.pre(![a, b].some((it) => it.word === 'rc' && it.value > 9))
    fc.pre(!([a, b].some((it) => it.word === '.dev') && [a, b].some((it) => it.word === 'a' || it.word === 'b')))
    const [x, y] = [parseVersion(a.text, 'pep440'), parseVersion(b.text, 'pep440')]
    expect(semver.compare(spell(x, 'semver'), spell(y, 'semver'))).toBe(sign(compareVersions(x, y)))
  }), { numRuns: 1000 })
})

test('the order is total: antisymmetric and transitive, over both grammars at once', () => {
  fc.assert(fc.property(anyVersion, anyVersion, anyVersion, (a, b, c) => {
    expect(sign(compareVersions(a, b))).toBe(0 - sign(compareVersions(b, a)))
    const [low, middle, high] = [a, b, c].sort(compareVersions)
    if (low && middle && high) expect(compareVersions(low, high)).toBeLessThanOrEqual(0)
    if (compareVersions(a, b) === 0) expect(sign(compareVersions(a, c))).toBe(sign(compareVersions(b, c)))
  }), { numRuns: 1000 })
})

test('free names are ordered totally, and only the same name is equal', () => {
  const name = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,12}$/).filter((it) => asVersion(it, 'free') !== undefined).map((it) => parseVersion(it, 'free'))
  fc.assert(fc.property(name, name, name, (a, b, c) => {
    expect(sign(compareVersions(a, b))).toBe(0 - sign(compareVersions(b, a)))
    expect(compareVersions(a, b) === 0).toBe(a.text === b.text)
    const [low, , high] = [a, b, c].sort(compareVersions)
    if (low && high) expect(compareVersions(low, high)).toBeLessThanOrEqual(0)
  }))
})

test('texts of any kind and length are read in no time', () => {
  const hostile = ['1'.repeat(1_000_000), '1.'.repeat(500_000), `1.0.0-${'a.'.repeat(500_000)}`, `1.0+${'a.'.repeat(500_000)}`, '-'.repeat(1_000_000), `1.0${'-'.repeat(120)}`, `1.0.0-${'a-'.repeat(60)}`]
  const start = performance.now()
  for (const text of hostile) for (const scheme of ['semver', 'pep440', 'free'] as const) asVersion(text, scheme)
  expect(performance.now() - start).toBeLessThan(20_000)
})
