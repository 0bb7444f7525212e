import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseDestination, parseFolder, parseImageName, printImageName } from '../../src/core/image-name.js'
import { codeOf } from '../adapters/codes.js'

const digest = `sha256:${'a'.repeat(64)}`

test.each([
  ['docker.io/accanto/os-vim-driver', { host: 'docker.io', repository: 'accanto/os-vim-driver' }],
  ['docker.io/accanto/os-vim-driver:1.0.0', { host: 'docker.io', repository: 'accanto/os-vim-driver', tag: '1.0.0' }],
  [`ghcr.io/a/b@${digest}`, { host: 'ghcr.io', repository: 'a/b', digest }],
  [`ghcr.io/a/b:t@${digest}`, { host: 'ghcr.io', repository: 'a/b', tag: 't', digest }],
  ['localhost/a', { host: 'localhost', repository: 'a' }],
  ['localhost:5000/a:t', { host: 'localhost:5000', repository: 'a', tag: 't' }],
  ['127.0.0.1:5000/deep/er/path', { host: '127.0.0.1:5000', repository: 'deep/er/path' }],
  ['GHCR.io/a/b', { host: 'ghcr.io', repository: 'a/b' }],
  ['index.docker.io/a/b', { host: 'docker.io', repository: 'a/b' }],
  ['docker.io/alpine', { host: 'docker.io', repository: 'library/alpine' }],
  ['ghcr.io/a__b/c--d.e', { host: 'ghcr.io', repository: 'a__b/c--d.e' }],
])('%s is read part by part', (text, wanted) => {
  expect(parseImageName(text)).toEqual(wanted)
})

test.each([
  ['alpine', { host: 'docker.io', repository: 'library/alpine' }],
  ['accanto/driver:1', { host: 'docker.io', repository: 'accanto/driver', tag: '1' }],
  ['ghcr.io/a/b', { host: 'ghcr.io', repository: 'a/b' }],
])('docker\'s short form %s is read where it is allowed', (text, wanted) => {
  expect(parseImageName(text, { familiar: true })).toEqual(wanted)
})

test.each([
  'accanto/driver', 'alpine', '', '/', 'docker.io', 'docker.io/', 'docker.io//a', 'docker.io/a/', 'docker.io/Accanto/driver', 'docker.io/a/b:', 'docker.io/a/b:-x', 'docker.io/a/b@sha256:12',
  'docker.io/a/b@', 'docker.io/a..b/c', 'docker.io/a/_b', 'docker.io/a/b-', 'do_cker.io/a/b', 'https://ghcr.io/a/b', 'ghcr.io:port/a', 'ghcr.io/a b', 'ghcr.io/a\nb', '--help.io/a', 'ghcr.io/a/../b',
  `ghcr.io/${'a'.repeat(300)}`,
])('%j is refused as a name', async (text) => {
  expect(await codeOf(Promise.resolve().then(() => parseImageName(text)))).toBe('IMAGE_NAME_INVALID')
})

test.each([
  ['oci://ghcr.io/a/b/', { host: 'ghcr.io', repository: 'a/b' }],
  ['docker.io/accanto/driver', { host: 'docker.io', repository: 'accanto/driver' }],
  ['docker.io/alpine', { host: 'docker.io', repository: 'library/alpine' }],
])('%s is a destination, with or without oci:// and a slash at the end', (text, wanted) => {
  expect(parseDestination(text)).toEqual(wanted)
})

test.each([
  ['oci://docker.io/accanto', { host: 'docker.io', repository: 'accanto' }],
  ['oci://ghcr.io/a/charts/', { host: 'ghcr.io', repository: 'a/charts' }],
  ['localhost:5000/charts', { host: 'localhost:5000', repository: 'charts' }],
])('%s is a folder: what lies below it is never one of Docker Hub\'s own images', (text, wanted) => {
  expect(parseFolder(text)).toEqual(wanted)
})

test.each(['docker.io/a/b:1.0.0', `ghcr.io/a/b@sha256:${'0'.repeat(64)}`, 'accanto/driver', 'oci://ghcr.io'])('%s is no place where something could be sent', async (text) => {
  expect(await codeOf(Promise.resolve().then(() => parseDestination(text)))).toBe('IMAGE_NAME_INVALID')
  expect(await codeOf(Promise.resolve().then(() => parseFolder(text)))).toBe('IMAGE_NAME_INVALID')
})

test('what was printed is read back as it was', () => {
  const part = fc.stringMatching(/^[a-z0-9]+([._-][a-z0-9]+){0,2}$/)
  const name = fc.record({
    host: fc.constantFrom('ghcr.io', 'localhost:5000', '127.0.0.1:1', 'registry.example.com'),
    repository: fc.array(part, { minLength: 1, maxLength: 3 }).map((it) => it.join('/')),
    tag: fc.option(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,20}$/), { nil: undefined }),
  }).map(({ tag, ...rest }) => (tag === undefined ? rest : { ...rest, tag }))
  fc.assert(fc.property(name, (it) => {
    expect(parseImageName(printImageName(it))).toEqual(it)
  }))
})
