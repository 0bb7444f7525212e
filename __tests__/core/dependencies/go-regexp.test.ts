import { expect, test } from '@jest/globals'
import { translateGo } from '../../../src/core/dependencies/go-regexp.js'

const regexpOf = (source: string): RegExp => {
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

test('(?U) makes repetitions lazy, and lazy ones greedy', () => {
  expect(/^a/.exec(regexpOf('(?U)a+').exec('aaa')?.[0] ?? '')?.input).toBe('a')
  expect(regexpOf('(?U)a+?').exec('aaa')?.[0]).toBe('aaa')
})

// What Go itself refuses, or what is none: named by the part that is wrong.
test.each([
  ['a(?=b)', '(?='], ['a(?!b)', '(?!'], ['(?<=a)b', '(?<='], ['(?<!a)b', '(?<!'], ['(a)\\1', '\\1'], ['\\Z', '\\Z'], ['\\C', '\\C'], ['\\y', '\\y'], ['a**', '**'], ['a+*', '+*'], ['*a', '*'], ['(?i)*', '*'],
  ['(a', 'missing )'], ['a)', 'unexpected )'], ['[a', 'missing ]'], ['[z-a]', 'z-a'], ['a{1001}', '{1001}'], ['a{3,2}', '{3,2}'], ['\\p{Klingon}', 'Klingon'], ['[[:vowel:]]', 'vowel'], ['(?P=name)', '(?P='], ['(?x)a', '(?x)'],
  ['\\x{110000}', '110000'], ['a'.repeat(2001), '2000 characters'], ['('.repeat(60), '50 deep'],
])('%s is refused, and what is wrong with it is named', (source, named) => {
  expect(translateGo(source)).toEqual({ fault: expect.stringContaining(named) })
})
