import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { GoRegexp } from '../../../src/core/dependencies/go-match.js'
import { translateGo } from '../../../src/core/dependencies/go-regexp.js'

const regexpOf = (source: string): GoRegexp => {
  const translated = translateGo(source)
  if ('fault' in translated) throw new Error(`${source}: ${translated.fault}`)
  return translated.regexp
}

// [pattern of Go, what it fits, what it does not fit], each as RE2 has it.
const meanings: readonly (readonly [string, string, string])[] = [
  ['VERSION=v(?P<major>0|[1-9]\\d*)\\.(?P<minor>\\d+)', 'VERSION=v1.26', 'VERSION=1.26'],
  ['(?<x>a)(?P<x1>b)', 'ab', 'ba'],
  ['(?P<1st>a)', 'a', 'b'],
  ['IMAGE_VERSION\\ \\?=\\ v([0-9]+)', 'IMAGE_VERSION ?= v1', 'IMAGE_VERSION = v1'],
  ["_IMG_VERSION: 'v(([0-9]+)\\.([0-9]+))-([0-9]+)'", "  _IMG_VERSION: 'v3.4-1'", '_IMG_VERSION: v3.4-1'],
  ['(?i)golang', 'GoLang', 'gopher'],
  ['go(?i)LANG', 'golang', 'GOlang'],
  ['(?i:GO)lang', 'golang', 'goLANG'],
  ['(a(?i)b)c', 'aBc', 'aBC'],
  ['(?is-i)Go.', 'Go\n', 'go\n'],
  ['a.c', 'a\rc', 'a\nc'],
  ['(?s)a.c', 'a\nc', 'ac'],
  ['^\\s+x', ' \tx', '\u00a0x'],
  ['^\\S$', '\u00a0', ' '],
  ['[\\s]x', ' x', '\vx'],
  ['[[:alpha:]-]+$', 'a-b', 'a1'],
  ['^[[:^digit:]]$', 'a', '1'],
  ['^[^[:space:]x]$', 'a', ' '],
  ['^[]a]+$', ']a', 'b'],
  ['^[^]a]$', 'b', ']'],
  ['^[a\\-z]+$', 'a-z', 'b'],
  ['^[a-]+$', '-a', 'b'],
  ['^[&&~~(){}/|]+$', '&~(){}/|', 'a'],
  ['^\\pL+$', 'äß', 'ä1'],
  ['^\\p{Greek}$', 'α', 'a'],
  ['^\\P{Greek}$', 'a', 'α'],
  ['^\\p{^Lu}$', 'a', 'A'],
  ['^[\\pN_]+$', '1_', 'a'],
  ['\\Qv1.2+\\E$', 'v1.2+', 'v1x2+'],
  ['\\A1.2\\z', '1.2', '1.2 '],
  ['\\b1\\b', 'x 1 y', 'x1y'],
  ['^\\x41\\x{1F600}\\101$', 'A😀A', 'AA'],
  ['^a{2}$', 'aa', 'a'],
  ['^a{2,}b{,3}$', 'aab{,3}', 'aab'],
  ['^x{$', 'x{', 'x'],
  ['^(?U)a+', 'aa', 'b'],
  ['^.$', '😀', 'ab'],
  ['^-_/@#%$', '-_/@#%', 'x'],
]

test.each(meanings)('%s fits as in Go', (source, fits, not) => {
  const regexp = regexpOf(source)
  expect([regexp.test(fits), regexp.test(not)]).toEqual([true, false])
})

// [pattern, text, what Go finds in it]: the leftmost, and of those the one that comes first.
test.each<[string, string, string]>([
  ['(?U)a+', 'aaa', 'a'], ['(?U)a+?', 'aaa', 'aaa'], ['a|ab', 'xab', 'a'], ['ab|a', 'xab', 'ab'], ['a+?b', 'aab', 'aab'], ['[0-9]+(\\.[0-9]+)*', 'v1.26.1 2', '1.26.1'], ['a*', 'baa', ''], ['b?a{2}', 'baa', 'baa'], ['a{1,2}?', 'aa', 'a'],
  ['😀.', 'x😀yz', '😀y'], ['(a|)+', 'aa', 'aa'], ['x*?$', 'axx', 'xx'],
])('%s finds in %s what it finds in Go', (source, text, found) => {
  const match = regexpOf(source).find(text)
  expect(match && text.slice(match.start, match.end)).toBe(found)
})

/** Plain parts mean the same there. */
const part = fc.constantFrom('a', 'b', 'ab', '[ab]', '.', 'a*', 'b+', 'a?', 'b*?', '(?:a|ab)', '(?:ab*)+', '(?:a|b)*', 'b{1,2}', '^', '$', '|')
test('patterns that mean the same in JavaScript find the same', () => {
  fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.stringMatching(/^[ab]{0,8}$/), (parts, text) => {
    const source = parts.join('')
    const match = regexpOf(source).find(text)
    const own = new RegExp(source).exec(text)
    expect(match && [match.start, match.end]).toEqual(own ? [own.index, own.index + own[0].length] : undefined)
  }), { numRuns: 3000 })
})

test.each([['(a+)+$', `${'a'.repeat(4000)}b`], ['(a|aa)*c', 'a'.repeat(4000)], ['(.*)*(.*)*(.*)*=', 'x'.repeat(4000)], ['.*.*.*.*.*.*.*y', 'x'.repeat(4000)], ['(x?){500}x{500}', 'x'.repeat(1000)]])('%s, which keeps a matcher busy that tries one way after the other, has an answer at once', (source, text) => {
  const before = performance.now()
  expect(typeof regexpOf(source).test(text)).toBe('boolean')
  expect(performance.now() - before).toBeLessThan(8000)
})

test('what patterns take in all is bounded', () => {
  const effort = { left: 1000 }
  const translated = translateGo('(a|aa)*c', effort)
  expect(() => 'regexp' in translated && translated.regexp.test('a'.repeat(4000))).toThrow(expect.objectContaining({ code: 'PATTERN_EFFORT' }))
})

// What Go itself refuses, or what is none: named by the part that is wrong.
test.each([
  ['a(?=b)', '(?='], ['a(?!b)', '(?!'], ['(?<=a)b', '(?<='], ['(?<!a)b', '(?<!'], ['(a)\\1', '\\1'], ['\\Z', '\\Z'], ['\\C', '\\C'], ['\\y', '\\y'], ['a**', '**'], ['a+*', '+*'], ['*a', '*'], ['(?i)*', '*'],
  ['(a', 'missing )'], ['a)', 'unexpected )'], ['[a', 'missing ]'], ['[z-a]', 'z-a'], ['a{1001}', '{1001}'], ['((a{1000}){1000}){1000}', 'too large'], ['(((){1000}){1000}){1000}', 'too large'], ['a{3,2}', '{3,2}'], ['\\p{Klingon}', 'Klingon'], ['[[:vowel:]]', 'vowel'], ['(?P=name)', '(?P='], ['(?x)a', '(?x)'],
  ['\\x{110000}', '110000'], ['a'.repeat(2001), '2000 characters'], ['('.repeat(60), '50 deep'],
])('%s is refused, and what is wrong with it is named', (source, named) => {
  expect(translateGo(source)).toEqual({ fault: expect.stringContaining(named) })
})
