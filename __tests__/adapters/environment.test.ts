import { expect, test } from '@jest/globals'
import { readEndpoints, readRepository } from '../../src/adapters/environment.js'

test.each([
  ['https://github.com/accanto/os-vim-driver.git', 'accanto/os-vim-driver'],
  ['https://github.com/accanto/os-vim-driver', 'accanto/os-vim-driver'],
  ['git@github.com:accanto/os.vim_driver.git', 'accanto/os.vim_driver'],
  ['ssh://git@ghe.example.com:2222/a/b', 'a/b'],
  ['/home/me/a/b', undefined],
  ['../a/b.git', undefined],
  ['file:///srv/a/b.git', undefined],
  [undefined, undefined],
])('the origin %s is the repository %s', (origin, text) => {
  const it = readRepository(undefined, origin)
  expect(it && `${it.owner}/${it.name}`).toBe(text)
})

test.each([
  ['https://github.com/a/b.git', 'https://github.com', true],
  ['git@github.com:a/b.git', 'https://github.com', true],
  ['ssh://git@ssh.github.com:443/a/b.git', 'https://github.com', true],
  ['git@work:a/b.git', 'https://github.com', true],
  ['git@github.com-work:a/b.git', 'https://github.com', true],
  ['git@ghe.example.com:a/b.git', 'https://ghe.example.com', true],
  ['git@ghe.example.com:a/b.git', 'https://github.com', false],
  ['https://gitlab.com/a/b.git', 'https://github.com', false],
  ['https://github.com.example.com/a/b.git', 'https://github.com', false],
  ['https://token@gitlab.com/github.com/a/b.git', 'https://github.com', false],
])('for a run that asks a server the origin %s at %s counts: %s', (origin, server, counts) => {
  expect(readRepository(undefined, origin, server) !== undefined).toBe(counts)
})

test('GITHUB_REPOSITORY counts more than the origin; what is no owner and name is nothing', () => {
  expect(readRepository('x/y', 'https://github.com/a/b')).toEqual({ owner: 'x', name: 'y' })
  expect(readRepository('x/y/../z', undefined)).toBeUndefined()
  expect(readRepository('-x/$(y)', undefined)).toBeUndefined()
})

test('endpoints are those of GitHub unless the environment names an Enterprise server', () => {
  expect(readEndpoints({})).toEqual({ api: 'https://api.github.com', graphql: 'https://api.github.com/graphql', server: 'https://github.com', registries: {} })
  expect(readEndpoints({ GITHUB_API_URL: 'https://ghe.example/api/v3/', GITHUB_GRAPHQL_URL: 'https://ghe.example/api/graphql', GITHUB_SERVER_URL: 'https://ghe.example/' })).toMatchObject({ api: 'https://ghe.example/api/v3', graphql: 'https://ghe.example/api/graphql', server: 'https://ghe.example' })
})
