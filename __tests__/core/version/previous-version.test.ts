import { expect, test } from '@jest/globals'
import { parseVersion } from '../../../src/core/version.js'
import { previousVersion } from '../../../src/core/version/previous-version.js'

const versions = ['0.9.0', '1.0.0', '1.1.0a1', '1.1.0', '2.0.0rc1', '2.0.0', '2.1.0a1', '2.1.0a2'].map((it) => parseVersion(it, 'pep440'))
const before = (text: string, told?: readonly string[]): string | undefined =>
  previousVersion(versions, parseVersion(text, 'pep440'), told ? { isTold: (it) => told.includes(it.text) } : {})?.text

test.each<readonly [string, string | undefined, readonly string[] | undefined]>([
  ['2.1.0', '2.0.0', undefined],
  ['2.0.0', '1.1.0', undefined],
  ['1.1.1', '1.1.0', undefined],
  ['0.9.0', undefined, undefined],
  // Without a changelog a pre-release follows whatever was before it.
  ['2.1.0a2', '2.1.0a1', undefined],
  // With one, only those that it tells of.
  ['2.1.0a2', '2.0.0', []],
  ['2.1.0', '2.1.0a2', ['2.1.0a2']],
  ['2.0.0', '2.0.0rc1', ['2.0.0rc1']],
])('%s follows %s, where the changelog tells of %j', (version, previous, told) => expect(before(version, told)).toBe(previous))

test.each<readonly [string | undefined, readonly string[] | undefined]>([
  ['2.0.0', undefined], ['2.0.0', []], ['2.1.0a2', ['2.1.0a2']],
])('a name that rolls, whatever its number, follows the newest release: %s, where the changelog tells of %j', (previous, told) => {
  expect(previousVersion(versions, parseVersion('0.1.dev1', 'pep440'), { rolls: true, ...(told ? { isTold: (it) => told.includes(it.text) } : {}) })?.text).toBe(previous)
})

test('a line of pre-releases only follows the last of them', () => {
  const only = ['0.1.0a1', '0.1.0a2'].map((it) => parseVersion(it, 'pep440'))
  expect(previousVersion(only, parseVersion('0.1.0', 'pep440'), {})?.text).toBe('0.1.0a2')
})
