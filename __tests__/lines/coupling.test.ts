// A chart and its image, in lines of their own, through run(): the chart is not published before its image is where it looks for it.
import { describe, expect, test } from '@jest/globals'
import type { Facts } from '../../src/core/facts.js'
import type { JsonObject } from '../../src/core/json.js'
import type { Report } from '../../src/core/report.js'
import { benches, imageTags, person, release, releasesOf, type Bench } from '../verbs/bench.js'
import { couplingOf } from '../../src/publish/chart/coupling.js'
import { makeFacts } from '../publish/facts.js'
import { chartFolder, point, twoLines } from './project.js'

const open = benches()
const charts = 'accanto/charts/driver'
const codes = (report: Report): readonly string[] => report.problems.map((it) => it.code)
const warnings = (report: Report): readonly string[] => report.findings.filter((it) => it.severity === 'warning').map((it) => it.problem.code)
const end = (report: Report): readonly unknown[] => [report.outcome, report.exitCode, codes(report)]
const config = (chart: string): Readonly<Record<string, string>> => ({ '.slipway.yaml': twoLines().replace('charts }', `charts, ${chart} }`) })

describe('the image is not there yet', () => {
  const both = [point('0.4.0', ['v0.4.0', 'chart/0.4.0'])]

  test('but its tag is: the chart is built and staged, waits, and says for what; then the run of the image, and `continue`, end it', async () => {
    const it = await open(both)
    const chart = await release(it, 'chart/0.4.0')
    expect(end(chart)).toEqual(['waiting', 0, []])
    expect(chart.summary).toContain('the image docker.io/accanto/driver:v0.4.0, which the release v0.4.0 brings')
    expect(imageTags(it, charts).filter((tag) => !tag.startsWith('slipway-staged-'))).toEqual([])
    expect(end(await release(it, 'chart/0.4.0'))).toEqual(['waiting', 0, []])
    await release(it, 'v0.4.0')
    await it.run({ verb: 'continue' })
    expect([imageTags(it, charts), imageTags(it, 'accanto/driver')]).toEqual([['0.4.0'], ['latest', 'v0.4.0']])
  })

  test('nor its tag: refused before anything is built or written', async () => {
    const it = await open([point('0.5.0', ['chart/0.5.0'])])
    const report = await release(it, 'chart/0.5.0')
    expect(end(report)).toEqual(['blocked', 20, ['CHART_IMAGE_MISSING']])
    expect([report.problems[0]?.message, it.writes()]).toEqual([expect.stringContaining('there is no tag v0.5.0'), 0])
  })

  test('and never will be, as the release that would bring it is out', async () => {
    const it = await open(both)
    await release(it, 'v0.4.0')
    it.registry.state.repositories.get('accanto/driver')?.tags.delete('v0.4.0')
    expect(end(await release(it, 'chart/0.4.0'))).toEqual(['blocked', 20, ['CHART_IMAGE_MISSING']])
  })

  test('any more, when the chart is out: it stays finished', async () => {
    const it = await open(both)
    await release(it, 'v0.4.0')
    await release(it, 'chart/0.4.0')
    it.registry.state.repositories.get('accanto/driver')?.tags.delete('v0.4.0')
    expect(end(await release(it, 'chart/0.4.0'))).toEqual(['already-released', 0, []])
  })
})

describe('which image is looked for', () => {
  test.each([
    ['an older one that is out', { [`${chartFolder}/values.yaml`]: 'image:\n  repository: docker.io/accanto/driver\n  tag: v0.3.0\n' }],
    ['docker\'s short name of it', { [`${chartFolder}/values.yaml`]: 'image:\n  repository: accanto/driver\n  tag: v0.3.0\n' }],
    ['with the host in a key of its own', { [`${chartFolder}/values.yaml`]: 'image:\n  registry: docker.io\n  repository: accanto/driver\n  tag: v0.3.0\n' }],
    ['none that the config knows', { [`${chartFolder}/values.yaml`]: 'image:\n  repository: quay.io/others/thing\n' }],
    ['no image at all', { [`${chartFolder}/values.yaml`]: 'replicas: 1\n' }],
    ['a placeholder', { [`${chartFolder}/values.yaml`]: 'image:\n  repository: docker.io/accanto/driver\n  tag: ${version}\n' }],
    ['one that is not to be looked for', config('image: false')],
  ])('%s', async (_, files) => {
    const it = await open([point('0.3.0', ['v0.3.0']), point('0.9.0', ['chart/0.9.0'], files)])
    await release(it, 'v0.3.0')
    expect(end(await release(it, 'chart/0.9.0'))).toEqual(['released', 0, []])
  })

  test('one of others, when the config names it', async () => {
    const it = await open([point('0.9.0', ['chart/0.9.0'], config('image: docker.io/others/thing'))])
    expect(codes(await release(it, 'chart/0.9.0'))).toEqual(['CHART_IMAGE_MISSING'])
  })

  describe('of an image that is promoted', () => {
    const image: JsonObject = { tag: 'v{version}', scheme: 'semver', publish: { image: { name: 'image', to: 'gcr.io/k8s-staging-x/driver', tags: ['v{version}-{revision}'] }, release: { name: 'release' } } }
    const facts = (config: JsonObject): Facts => makeFacts('1.0.0', {
      config: { tag: 'chart/{version}' }, others: [{ name: 'image', config, tags: [] }],
      texts: { 'c/Chart.yaml': 'name: driver\nversion: 1.0.0\nappVersion: "v0.4.0-1"\n', 'c/values.yaml': 'image:\n  repository: registry.k8s.io/x/driver\n' },
    })
    const at = { path: 'c', appVersion: undefined, image: true }

    test('it is looked for under its public name, and where it waits', () => {
      expect(couplingOf(facts({ ...image, promote: { images: {} } }), at)).toEqual({ places: ['registry.k8s.io/x/driver', 'gcr.io/k8s-staging-x/driver'], tag: 'v0.4.0-1', from: { tag: 'v0.4.0', repository: 'own' } })
    })

    test('and one that only ends alike is nobody\'s here', () => expect(couplingOf(facts(image), at)).toBeUndefined())
  })
})

describe('an image without a chart', () => {
  const ofImage = async (it: Bench, tag: string): Promise<readonly string[]> => warnings(await release(it, tag)).filter((code) => code === 'CHART_NOT_RELEASED')

  test('is told before its tag is made, too: that comes after all charts', async () => {
    const it = await open([point('0.3.0', ['v0.3.0', 'chart/0.3.0']), point('0.4.0', [])])
    const report = await it.run({ verb: 'prepare', version: '0.4.0', line: 'image' })
    expect([report.problems.map((one) => one.code), report.outcome, warnings(report)]).toEqual([[], 'released', expect.arrayContaining(['CHART_NOT_RELEASED'])])
  })

  test('is told, and goes on', async () => {
    const it = await open([point('0.3.0', ['v0.3.0', 'chart/0.3.0']), point('0.4.0', ['v0.4.0'])])
    expect(await ofImage(it, 'v0.4.0')).toEqual(['CHART_NOT_RELEASED'])
    expect(releasesOf(it, 'v0.4.0')).toHaveLength(1)
  })

  test('is not told when there is one on the same commit, or a newer one', async () => {
    const it = await open([point('0.3.0', ['v0.3.0', 'chart/0.3.0']), point('0.4.0', ['v0.4.0']), point('0.4.0', ['chart/0.4.0'])])
    expect([await ofImage(it, 'v0.3.0'), await ofImage(it, 'v0.4.0')]).toEqual([[], []])
  })
})

test('a chart that waits is finished by the one command that its report names', async () => {
  const it = await open([point('0.4.0', ['v0.4.0', 'chart/0.4.0'])])
  expect((await release(it, 'chart/0.4.0')).resume).toBeDefined()
  await person(it).moveRef('refs/tags/v0.4.0', undefined)
  // The tag was taken back: nothing brings the image any more.
  expect(codes(await release(it, 'chart/0.4.0'))).toEqual(['CHART_IMAGE_MISSING'])
})
