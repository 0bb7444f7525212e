// Somebody of the project, who may read and no more, was there first with an issue of their own.
import { expect, test } from '@jest/globals'
import { benches, person } from './bench.js'
import { codes, issues, only, options, points, propose, released, tag } from './proposed.js'

const bench = benches()

test('a workflow does not name its commit on the issue of a person, where that would not count', async () => {
  const other = await bench(points(), options)
  await propose(other)
  const text = only(other).body ?? ''
  const it = await bench(points(), options)
  await person(it, 'cem').openIssue('Release v1.0.0', text)
  expect(codes(await propose(it))).toEqual([])
  const [theirs, ours] = [...issues(it)].sort((a, b) => a.number - b.number)
  expect([theirs?.user, ours?.user]).toEqual(['cem', 'github-actions[bot]'])
  for (const who of ['ana', 'ben']) await person(it, who).comment(ours?.number ?? 0, '/lgtm')
  await tag(it)
  expect(codes(await released(it, 'v1.0.0'))).toEqual([])
  expect(codes(await propose(it))).toEqual([])
  expect(issues(it)).toHaveLength(2)
})
