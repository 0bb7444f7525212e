// build.files through the whole product: what a command leaves behind becomes an asset, by one job or by two.
import { expect, test } from '@jest/globals'
import { digestOf } from '../../src/core/digest.js'
import { assetsOf, benches } from '../verbs/bench.js'
import { kmLine, pointOf, realSteps } from './scene.js'

const open = benches()
const steps = realSteps()
test('what the command leaves behind is an asset of the release, made from the tagged commit', async () => {
  const bench = await open([pointOf(kmLine)])
  const report = await bench.run({ verb: 'release', tag: 'v0.9-beta' }, { steps })
  expect([report.outcome, report.problems.map((it) => it.message)]).toEqual(['released', []])
  expect(assetsOf(bench, 'v0.9-beta').map((it) => it.name)).toEqual(['SHA256SUMS', 'kontain.tar.gz', 'slipway.json'])
  const commit = report.plan?.tag.commit ?? ''
  expect(assetsOf(bench, 'v0.9-beta').find((it) => it.name === 'kontain.tar.gz')?.digest).toBe(digestOf(`0.9-beta v0.9-beta ${commit}`))
})
