import { expect, test } from '@jest/globals'
import { isFetchable, resolveSubmoduleUrl, withoutCredentials } from '../../../src/adapters/git/remote-url.js'

test.each([
  ['https://github.com/me/x', 'https://github.com/me/x'],
  ['https://user:pass@github.com/me/x', 'https://github.com/me/x'],
  ['https://token@github.com/me/x@y', 'https://github.com/me/x@y'],
  ['ssh://git@github.com/me/x', 'ssh://github.com/me/x'],
  ['git@github.com:me/x.git', 'git@github.com:me/x.git'],
  ['/srv/git/x.git', '/srv/git/x.git'],
])('the address %s is shown as %s', (url, shown) => {
  expect(withoutCredentials(url)).toBe(shown)
})

test.each([
  ['../lib', 'https://github.com/me/x.git', 'https://github.com/me/lib'],
  ['../../other/lib.git', 'https://github.com/me/x', 'https://github.com/other/lib.git'],
  ['./lib', 'https://github.com/me/x/', 'https://github.com/me/x/lib'],
  ['../lib', 'git@github.com:me/x.git', 'git@github.com:me/lib'],
  ['https://elsewhere.org/lib', undefined, 'https://elsewhere.org/lib'],
  ['../lib', undefined, undefined],
])('the submodule address %s beside %s is %s', (url, origin, resolved) => {
  expect(resolveSubmoduleUrl(url, origin)).toBe(resolved)
})

test.each([
  ['https://github.com/me/x', true],
  ['http://127.0.0.1:8080/me/x', true],
  ['http://github.com/me/x', false],
  ['ssh://git@github.com/me/x', false],
  ['git@github.com:me/x', false],
  ['ext::sh -c whoami', false],
  ['file:///etc', false],
  ['/etc', false],
  ['--upload-pack=evil', false],
])('only https is fetched from: %s → %s', (url, allowed) => {
  expect(isFetchable(url)).toBe(allowed)
})
