// A replica of GitHub that does not know of the newest commit of the default branch yet says "not found" for every file of it. A gate
// must not take that for a project that asks for nothing.
import { expect, test } from '@jest/globals'
import type { Schedule } from '../../src/rehearsal/http/faults.js'
import { benches, person, says } from '../verbs/bench.js'
import { codes, lines, options, points, propose, released, say, tag } from '../verbs/proposed.js'

const bench = benches()

const notYet = (file: RegExp): Schedule => (_call, { method, url }) =>
  method === 'GET' && url.pathname.includes('/contents/') && file.test(decodeURIComponent(url.pathname)) ? { kind: 'answer', carriedOut: false, status: 404, headers: { 'content-type': 'application/json' }, body: '{"message":"Not Found"}' } : undefined

/** What somebody tags whose own config asks for nothing. */
const careless = lines().replace('approvals: { count: 2, plain: true }', 'references: true')

test('the gates of the default branch hold when GitHub does not find its config yet', async () => {
  const it = await bench(points(), options)
  await tag(it, 'v1.0.0', await person(it, 'mia').commit('releases/1.0', { '.slipway.yaml': careless, ...says('1.0.0') }, 'Ask for nothing'))
  it.fail(notYet(/\.slipway\.yaml/))
  expect(codes(await released(it, 'v1.0.0'))).toEqual(['APPROVALS_NO_ISSUE'])
})

test('the owners of a folder are those of its own OWNERS when GitHub does not find it yet', async () => {
  const [first, second] = points()
  const config = lines().replace('image:\n    tag: "v{version}"', 'image:\n    path: driver\n    tag: "v{version}"')
  const it = await bench([{ ...first, files: { ...first?.files, '.slipway.yaml': config, 'driver/OWNERS': 'options: { no_parent_owners: true }\napprovers: [ben, cem]\n' } }, { files: { ...second?.files, 'driver/main.go': 'package main\n' } }], options)
  await propose(it)
  await tag(it)
  await say(it, 'ana')
  await say(it, 'ben')
  it.fail(notYet(/driver\/OWNERS/))
  const report = await released(it, 'v1.0.0')
  expect(codes(report)).toEqual(['APPROVALS_TOO_FEW'])
  expect(report.problems[0]?.message).toMatch(/: ben\. Not counted: ana: not an approver/)
})
