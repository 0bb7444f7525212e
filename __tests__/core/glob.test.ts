import { expect, test } from '@jest/globals'
import { beginningOf, matchesGlob } from '../../src/core/glob.js'

test.each<[pattern: string, name: string, matches: boolean]>([
  ['main', 'main', true],
  ['main', 'mainline', false],
  ['releases/**', 'releases/1.x', true],
  ['releases/**', 'releases/2/hot', true],
  ['releases/**', 'releases', false],
  ['releases/**', 'old-releases/1.x', false],
  ['releases/*', 'releases/1.x', true],
  ['releases/*', 'releases/2/hot', false],
  ['**/hot', 'releases/2/hot', true],
  ['**/hot', 'hot', true],
  ['v1.x', 'v1-x', false],
  ['a+(b)', 'a+(b)', true],
  ['*', 'main', true],
  ['*', 'a/b', false],
])('%s and %s: %s', (pattern, name, matches) => {
  expect(matchesGlob(pattern, name)).toBe(matches)
  if (matches) expect(name.startsWith(beginningOf(pattern))).toBe(true)
})
