import { expect, test } from '@jest/globals'
import { firstRevision, isRevised, revisedTag, revisionsIn, tagWith } from '../../src/core/revision.js'
import { wordsOf } from '../../src/core/template.js'
import { parseVersion } from '../../src/core/version.js'

const tags = ['v3.4.0-0', 'v3.4.0-1', 'v3.4.0-10', 'v3.4.0-01', 'v3.4.0-', 'v3.4.0-1-arm', 'v3.4.0', 'v3.4.01-1', 'latest', 'v3.4.0-rc.1-7', 'v3.4.0-rc.1-3']
const of = (version: string, template = 'v{version}-{revision}') => revisedTag(template, wordsOf(parseVersion(version, 'semver')))

test('revisions are those of this very version, highest first', () => {
  expect(revisionsIn(tags, of('3.4.0'))).toEqual([10, 1, 0])
  expect(revisionsIn(tags, of('3.4.0-rc.1'))).toEqual([7, 3])
  expect(revisionsIn(tags, of('3.4.0', 'v{version}-{revision}-arm'))).toEqual([1])
  expect(tagWith(of('3.4.0'), 2)).toBe('v3.4.0-2')
})

test.each([['v{version}-{revision}', true], ['v{version}', false], ['{{revision}}', false]])('%s has a revision: %s', (template, expected) => expect(isRevised(template)).toBe(expected))

test('the first one is 0, unless the config says another', () => {
  expect([firstRevision({}), firstRevision({ revision: { from: 1 } })]).toEqual([0, 1])
})
