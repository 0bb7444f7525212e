// Somebody who may write, and is no owner, has owners approve something else than they see.
import { expect, test } from '@jest/globals'
import { markOf } from '../../src/core/tracking.js'
import { benches, person, says } from '../verbs/bench.js'
import { codes, lines, only, options, points, propose, released, say, tag } from '../verbs/proposed.js'

const bench = benches()

test('a mark under a friendly word names no commit: owners approve the one that they see', async () => {
  const it = await bench(points(), options)
  await propose(it)
  const evil = await person(it, 'mia').commit('releases/1.0', { 'main.go': 'package main // evil\n', ...says('1.0.0') }, 'A small fix')
  const mark = markOf('named', { repository: 'accanto/driver', issue: 'release', line: 'image', version: '1.0.0', tag: 'v1.0.0', commit: evil })
  await person(it, 'mia').comment(only(it).number, `Thanks to all who helped with this one!\n\n${mark}`)
  await say(it, 'ana')
  await say(it, 'ben')
  await tag(it, 'v1.0.0', evil)
  expect(codes(await released(it, 'v1.0.0'))).toEqual(['APPROVALS_OTHER_COMMIT'])
})

test('nor does it add a line whose references may be written', async () => {
  const config = lines().replace('    issue: release\n    gate:\n      approvals: { count: 1 }', '    issue: release\n    version: { written-in: [{ file: tool.json, at: /version }] }\n    gate:\n      approvals: { count: 1 }')
  const [first] = points()
  const it = await bench([{ ...first, files: { ...first?.files, '.slipway.yaml': config, ...says('1.0.0'), 'tool.json': '{ "version": "0.9.0" }\n' } }], options)
  await propose(it)
  const commit = await person(it, 'mia').commit('main', { 'tool.json': '{ "version": "6.6.6" }\n' }, 'Set version numbers')
  const mark = markOf('named', { repository: 'accanto/driver', issue: 'release', line: 'tool', version: '6.6.6', tag: 'tool/6.6.6', commit })
  await person(it, 'mia').comment(only(it).number, `Nearly there.\n\n${mark}`)
  await say(it, 'ana')
  await say(it, 'ben')
  await tag(it, 'v1.0.0', commit)
  expect(codes(await released(it, 'v1.0.0'))).toEqual(['APPROVALS_OTHER_COMMIT'])
})
