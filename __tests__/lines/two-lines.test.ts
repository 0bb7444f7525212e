// Two lines in one config, through run(): a tag builds and publishes what its own line names, and nothing of the other one.
import { describe, expect, test } from '@jest/globals'
import type { EventFacts } from '../../src/core/request.js'
import type { Report } from '../../src/core/report.js'
import { benches, imageTags, release, releasesOf, repo, type Bench } from '../verbs/bench.js'
import { chartFolder, point, twoLines } from './project.js'

const open = benches()
const charts = 'accanto/charts/driver'
const built = (report: Report): readonly string[] => (report.plan?.tasks ?? []).filter((it) => it.phase === 'build').map((it) => it.id)
const states = (report: Report): Readonly<Record<string, string>> => Object.fromEntries(report.results.map((it) => [it.id, it.state]))
const recordRefs = (it: Bench): readonly string[] => [...repo(it).refs.keys()].filter((ref) => ref.startsWith('refs/slipway/record/'))

/** As GitHub tells of one tag: it tells of each in an event of its own. */
const pushed = (it: Bench, tag: string): EventFacts => {
  const object = repo(it).refs.get(`refs/tags/${tag}`) ?? ''
  const commit = repo(it).refs.get('refs/heads/main') ?? ''
  return { name: 'push', ref: `refs/tags/${tag}`, sha: commit, payload: { ref: `refs/tags/${tag}`, before: '0'.repeat(40), after: object, created: true, deleted: false, commits: [] } }
}

const mustBeWhole = (it: Bench): void => {
  expect(imageTags(it, 'accanto/driver')).toEqual(['latest', 'v0.4.0'])
  expect(imageTags(it, charts)).toEqual(['0.4.0'])
  expect(releasesOf(it, 'v0.4.0').map((one) => one.draft)).toEqual([false])
  // The chart's record lies in a ref, and nobody's page shows a release of it.
  expect(releasesOf(it, 'chart/0.4.0')).toEqual([])
  expect(recordRefs(it)).toEqual([expect.stringMatching(/^refs\/slipway\/record\/chart\/0\.4\.0\/[0-9a-f]{40}$/)])
  expect(repo(it).latest.get('id')).toBe(releasesOf(it, 'v0.4.0')[0]?.id)
}

describe('both tags on one commit', () => {
  const both = [point('0.4.0', ['v0.4.0', 'chart/0.4.0'])]

  test('the image first: each tag releases what it names, each thing is built once', async () => {
    const it = await open(both)
    const [image, chart] = [await release(it, 'v0.4.0'), await release(it, 'chart/0.4.0')]
    expect([image.problems, chart.problems, image.outcome, chart.outcome]).toEqual([[], [], 'released', 'released'])
    expect([built(image), built(chart)]).toEqual([['build:image/image'], ['build:chart/chart']])
    expect(Object.keys(states(chart)).sort()).toEqual(['build:chart/chart', 'publish:chart/chart', 'stage:chart/chart', 'stage:freeze/line'])
    mustBeWhole(it)
  })

  test('by the events of GitHub, which come for each tag, and a run of one leaves the other alone', async () => {
    const it = await open(both)
    const image = await it.run({ verb: 'release', event: pushed(it, 'v0.4.0') })
    expect([image.outcome, imageTags(it, charts)]).toEqual(['released', []])
    const chart = await it.run({ verb: 'release', event: pushed(it, 'chart/0.4.0') })
    expect(chart.outcome).toBe('released')
    mustBeWhole(it)
  })

  test('again, each is finished and writes nothing', async () => {
    const it = await open(both)
    await release(it, 'v0.4.0')
    await release(it, 'chart/0.4.0')
    const writes = it.writes()
    expect([(await release(it, 'chart/0.4.0', { salt: 'x' })).outcome, (await release(it, 'v0.4.0', { salt: 'x' })).outcome, it.writes() - writes]).toEqual(['already-released', 'already-released', 0])
  })

  test('at the same time: two runs do not wait for one another, and end as one after the other', async () => {
    const it = await open([point('0.3.0', ['v0.3.0']), point('0.3.0', ['v0.4.0', 'chart/0.4.0'], { [`${chartFolder}/Chart.yaml`]: 'apiVersion: v2\nname: driver\nversion: 0.0.0-dev\nappVersion: "v0.4.0"\n', [`${chartFolder}/values.yaml`]: 'replicas: 1\n' })])
    const reports = await Promise.all([release(it, 'v0.4.0'), release(it, 'chart/0.4.0')])
    expect(reports.map((one) => [one.outcome, one.problems])).toEqual([['released', []], ['released', []]])
    mustBeWhole(it)
  })

  test('when GitHub told of neither, `continue` releases both', async () => {
    const it = await open(both)
    for (let runs = 0; runs < 2; runs++) await it.run({ verb: 'continue' })
    mustBeWhole(it)
    const writes = it.writes()
    expect([(await it.run({ verb: 'continue' })).outcome, it.writes() - writes]).toEqual(['nothing-to-do', 0])
  })
})

describe('a line knows its own past', () => {
  const history = [point('0.3.0', ['v0.3.0']), point('0.4.0', ['v0.4.0', 'chart/0.9.0']), point('0.3.1', ['v0.3.1']), point('0.3.1', ['chart/0.8.0'])]

  test('a back-port moves no pointer past a higher version, and a chart of a higher number is none', async () => {
    const it = await open(history)
    for (const tag of ['v0.3.0', 'v0.4.0', 'chart/0.9.0', 'v0.3.1']) expect([tag, (await release(it, tag)).problems]).toEqual([tag, []])
    const image = it.registry.state.repositories.get('accanto/driver')
    expect(image?.tags.get('latest')?.digest).toBe(image?.tags.get('v0.4.0')?.digest)
    expect(repo(it).latest.get('id')).toBe(releasesOf(it, 'v0.4.0')[0]?.id)
  })

  test('its notes compare with the tag before it in its own line', async () => {
    const it = await open(history)
    await release(it, 'v0.3.0')
    await release(it, 'v0.4.0')
    expect(releasesOf(it, 'v0.4.0')[0]?.body).toContain('/compare/v0.3.1...v0.4.0')
  })

  test('and tell what changed below its folder since then, when it makes a release of its charts', async () => {
    const lines = twoLines({ chart: `    release: { title: "Chart {version}", notes: changes }\n` })
    const files = { '.slipway.yaml': lines }
    const it = await open([point('0.4.0', ['v0.4.0', 'chart/0.4.0'], files), { files: { 'main.go': 'x\n' } }, { files: { [`${chartFolder}/templates/a.yaml`]: '{}\n' } }, { files: { 'README.md': 'y\n' }, tags: { 'chart/0.4.1': null } }])
    await release(it, 'v0.4.0')
    expect((await release(it, 'chart/0.4.1')).problems).toEqual([])
    expect(releasesOf(it, 'chart/0.4.1')[0]?.body).toMatch(/^- Commit 2\n\n\*\*Full changelog\*\*: https:\/\/github\.com\/accanto\/driver\/compare\/chart%2F0\.4\.0\.\.\.chart%2F0\.4\.1\n/)
    // A part of the project is never its latest release by itself.
    expect(repo(it).latest.get('id')).toBe(releasesOf(it, 'v0.4.0')[0]?.id)
  })

  test('unless the config says that it is', async () => {
    const it = await open([point('0.4.0', ['v0.4.0', 'chart/0.4.0'], { '.slipway.yaml': twoLines({ chart: '    release: { latest: true }\n' }) })])
    await release(it, 'v0.4.0')
    await release(it, 'chart/0.4.0')
    expect(repo(it).latest.get('id')).toBe(releasesOf(it, 'chart/0.4.0')[0]?.id)
  })
})

describe('check', () => {
  test('looks at every line whose version is written somewhere, and at no other', async () => {
    const it = await open([point('0.4.0', ['v0.4.0', 'chart/0.4.0'])])
    expect(await it.run({ verb: 'check', tag: 'v0.4.0' })).toMatchObject({ exitCode: 0, summary: 'the one reference agrees with the tag v0.4.0' })
    expect(await it.run({ verb: 'check' })).toMatchObject({ exitCode: 0, summary: expect.stringContaining('0.4.0, which the first of them says') })
    expect((await it.run({ verb: 'check', version: '0.5.0' })).problems.map((one) => one.code)).toEqual(['REFERENCE_DISAGREES'])
  })

  test('says of a chart tag when nothing has changed below its folder since the one before', async () => {
    const it = await open([point('0.4.0', ['chart/0.4.0']), { files: { 'main.go': 'x' }, tags: { 'chart/0.4.1': null } }, { files: { [`${chartFolder}/a.yaml`]: '{}' }, tags: { 'chart/0.4.2': null } }])
    const codes = async (tag: string): Promise<readonly string[]> => (await it.run({ verb: 'check', tag })).findings.map((one) => one.problem.code)
    expect([await codes('chart/0.4.0'), await codes('chart/0.4.1'), await codes('chart/0.4.2')]).toEqual([[], ['LINE_UNCHANGED'], []])
  })
})
