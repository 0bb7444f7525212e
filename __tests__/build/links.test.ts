import { expect, test } from '@jest/globals'
import { escapingLinks, linksBelow } from '../../src/build/links.js'

/** `deep` is a link to a folder two levels down: where `deep/..` is cannot be read from its text. */
const around = { deep: 'sub/inner', circle: 'circle', 'sub/round': '../sub/round' }

test.each([
  ['/etc/passwd', true],
  ['..', true],
  ['../outside', true],
  ['../docs/a.md', true],
  ['sub/../../outside', true],
  ['deep/../../../outside', true],
  ['deep/../../a.md', false],
  ['deep/../a.md', false],
  ['a.md', false],
  ['./sub/../a.md', false],
  ['circle', false],
  ['circle/../..', false],
  ['sub/round/x', false],
  ['missing/../a.md', false],
  ['missing/../../a.md', true],
])('a link to %s leaves the folder: %s', (target, leaves) => {
  const found = escapingLinks(new Map(Object.entries({ ...around, link: target })))
  expect(found).toEqual(leaves ? [{ path: 'link', target }] : [])
})

test('a link behind a link that leaves is told too, as it leads outside as well', () => {
  const found = escapingLinks(new Map([['out', '../x'], ['sub/via', '../out/y']]))
  expect(found.map((it) => it.path)).toEqual(['out', 'sub/via'])
})

test('links are taken relative to the folder that is packed', () => {
  const links = { 'docs/a': 'b', 'docs2/a': 'c', top: 'd' }
  expect([...linksBelow(links, 'docs')]).toEqual([['a', 'b']])
  expect([...linksBelow(links, '.')]).toHaveLength(3)
})
