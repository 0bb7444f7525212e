// `slipway verify`, through run(): a release as whoever uses it finds it, and nothing is written.
import { expect, test } from '@jest/globals'
import type { Report } from '../../src/core/report.js'
import { assetsOf, benches, config, driverLine, release, releasesOf, repo, says, toolLine, type Bench } from './bench.js'

const open = benches()
const files = { '.slipway.yaml': config(driverLine + toolLine), ...says('1.0.0') }
const one = [{ files, tags: { '1.0.0': 'Release 1.0.0', 'tool-1.0.0': 'Release the tool' } }]

const verify = async (it: Bench, tag = '1.0.0'): Promise<Report> => {
  const before = it.writes()
  const report = await it.run({ verb: 'verify', tag }, { environment: { PATH: '/nowhere' } })
  expect(it.writes()).toBe(before)
  return report
}

const marksOf = (report: Report): Readonly<Record<string, string | undefined>> => Object.fromEntries((report.status?.rows ?? []).map((row) => [`${row.kind} ${row.destination}`, row.public]))

test('a finished release is what it should be, and every file was downloaded', async () => {
  const it = await open(one)
  await release(it, '1.0.0')
  const report = await verify(it)
  expect([report.outcome, report.exitCode]).toEqual(['already-released', 0])
  expect(marksOf(report)).toEqual({ 'image docker.io/accanto/driver:1.0.0': 'there', 'release accanto/driver 1.0.0': 'there', 'pointer docker.io/accanto/driver:latest': 'there', 'production docker.io/accanto/driver:1.0.0': 'there' })
  const row = report.status?.rows.find((it) => it.kind === 'release')
  expect(row?.items.map((item) => [item.name, item.mark])).toContainEqual(['slipway.json', 'there'])
  expect(row?.notes.join()).toContain('downloaded')
})

test('nothing is there: it is said place by place, with exit code 10', async () => {
  const report = await verify(await open(one))
  expect([report.outcome, report.exitCode, report.resume]).toEqual(['incomplete', 10, 'slipway release --tag 1.0.0'])
  expect(Object.values(marksOf(report))).not.toContain('there')
})

test('a draft is nothing that people see', async () => {
  const it = await open(one)
  await release(it, '1.0.0')
  for (const draft of releasesOf(it, '1.0.0')) repo(it).releases.set(draft.id, { ...draft, draft: true })
  const report = await verify(it)
  expect([report.exitCode, marksOf(report)['release accanto/driver 1.0.0']]).toEqual([10, 'none'])
})

test('a file with other bytes is found, whatever GitHub says of its digest', async () => {
  const it = await open(one)
  await release(it, '1.0.0')
  const wheel = assetsOf(it, '1.0.0').find((asset) => asset.name.endsWith('.whl'))
  const other = assetsOf(it, '1.0.0').find((asset) => asset.name === 'SHA256SUMS')
  if (!wheel || !other) throw new Error('no assets')
  // Its bytes are those of another asset.
  repo(it).assets.set(wheel.id, { ...wheel, digest: other.digest, size: other.size })
  const report = await verify(it)
  expect([report.exitCode, marksOf(report)['release accanto/driver 1.0.0']]).toEqual([10, 'other'])
})

test('an image that was pushed over, or is gone, is found', async () => {
  const it = await open(one)
  await release(it, '1.0.0')
  await release(it, 'tool-1.0.0')
  const [driver, tool] = ['accanto/driver', 'accanto/tool'].map((name) => it.registry.state.repositories.get(name))
  const tag = tool?.tags.get('1.0.0')
  const manifest = tag && tool?.manifests.get(tag.digest)
  if (!driver || !tag || !manifest) throw new Error('nothing was pushed')
  expect((await verify(it, 'tool-1.0.0')).exitCode).toBe(0)
  driver.manifests.set(tag.digest, manifest)
  driver.tags.set('1.0.0', tag)
  const report = await verify(it)
  expect([report.exitCode, marksOf(report)['image docker.io/accanto/driver:1.0.0'], marksOf(report)['production docker.io/accanto/driver:1.0.0']]).toEqual([10, 'other', 'other'])
  driver.tags.delete('1.0.0')
  expect(marksOf(await verify(it))).toMatchObject({ 'image docker.io/accanto/driver:1.0.0': 'none', 'production docker.io/accanto/driver:1.0.0': 'none' })
})
