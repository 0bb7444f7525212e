import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import type { JsonObject } from '../../src/core/json.js'
import type { Facts } from '../../src/core/facts.js'
import { problemIn } from '../../src/core/checked-text.js'
import { ReleaseError } from '../../src/errors/release-error.js'
import { nextVersion } from '../../src/follow/next-version/next-version.js'
import type { AnyStep, NamedEntry } from '../../src/ports/step.js'
import { stageChart } from '../../src/publish/chart/chart.js'
import { pointImage, publishImage } from '../../src/publish/image/image.js'
import { stageImage } from '../../src/publish/image/stage-image.js'
import { publishRelease } from '../../src/publish/release/publish-release.js'
import { stageRecord } from '../../src/publish/release/stage-record.js'
import { stageRelease } from '../../src/publish/release/stage-release.js'
import { driverConfig, makeFacts } from './facts.js'

const plan = (step: AnyStep, entry: JsonObject, facts: Facts = makeFacts('1.0.0')) => step.plan(facts, step.schema.parse(entry) as NamedEntry)
const code = (work: () => unknown): string => {
  try {
    work()
    return 'nothing'
  } catch (failure) {
    if (failure instanceof ReleaseError) return failure.code
    // What the schema of the entry found, with a code of ours.
    return (failure instanceof z.ZodError ? problemIn(failure.issues[0] ?? {})?.code : undefined) ?? 'not ours'
  }
}
const image = { to: 'docker.io/accanto/driver' }
const withBuild = (build: JsonObject): Partial<Facts> => ({ config: { ...driverConfig, build } })

describe('the plan of a release', () => {
  test('is the same text for the same facts, and knows nothing of this machine', () => {
    const once = JSON.stringify(plan(stageRelease, {}))
    expect(JSON.stringify(plan(stageRelease, {}))).toBe(once)
    expect(once).not.toContain(process.cwd())
  })

  test('takes the title from the version, and links from the highest version below it', () => {
    expect(plan(publishRelease, {}, makeFacts('1.0.1', { earlier: ['2.0.0', '1.0.0', '0.9.0'], previous: '1.0.0', isHighest: false }))).toMatchObject({
      task: { title: '1.0.1', compare: 'https://github.com/accanto/driver/compare/1.0.0...1.0.1', latest: false, prerelease: false },
    })
    expect(plan(publishRelease, {})).toMatchObject({ task: { compare: '', latest: true } })
  })

  test('of a pre-release is one, and never the latest', () => {
    expect(plan(publishRelease, {}, makeFacts('1.0.0rc1'))).toMatchObject({ task: { prerelease: true, latest: false } })
  })

  test('wants the artifacts of the entries that its assets mean, and of all when it names none', () => {
    expect(plan(stageRelease, { assets: ['docs', 'chart', 'wheel'] })).toMatchObject({ from: ['docs', 'chart', 'wheel'] })
    expect(plan(stageRelease, {})).not.toHaveProperty('from')
    const named = withBuild({ docs: [{ name: 'manual' }, { name: 'api' }], wheel: { name: 'lib' } })
    expect(plan(stageRelease, { assets: ['docs', 'lib'] }, makeFacts('1.0.0', named))).toMatchObject({ from: ['manual', 'api', 'lib'] })
  })

  test('does not want what is left out of this run', () => {
    expect(plan(stageRelease, { assets: ['docs', 'wheel'] }, makeFacts('1.0.0', { leftOut: ['docs'] }))).toMatchObject({ from: ['wheel'] })
  })

  test('records everything, also what it does not attach', () => {
    expect(plan(stageRecord, { assets: ['docs'] })).not.toHaveProperty('from')
  })

  test.each<[string, string, () => unknown]>([
    ['an asset that nothing builds', 'CONFIG_UNKNOWN_NAME', () => plan(stageRelease, { assets: ['doc'] })],
    ['a kind that nothing builds', 'CONFIG_UNKNOWN_NAME', () => plan(stageRelease, { assets: ['sdist'] }, makeFacts('1.0.0', withBuild({ docs: { name: 'docs' } })))],
    ['a word that no template knows', 'TEMPLATE_WORD', () => plan(stageRelease, { title: '{verzion}' })],
    ['two entries that make the same release', 'CONFIG_INVALID', () => plan(stageRelease, {}, makeFacts('1.0.0', { config: { ...driverConfig, publish: { release: [{ name: 'a' }, { name: 'b', repository: 'accanto/driver' }] } } }))],
    ['an image without a host', 'IMAGE_NAME_INVALID', () => plan(stageImage, { to: 'accanto/driver' })],
    ['an image with a tag in its name', 'IMAGE_NAME_INVALID', () => plan(stageImage, { to: 'docker.io/accanto/driver:1.0.0' })],
    ['an image in capitals', 'IMAGE_NAME_INVALID', () => plan(stageImage, { to: 'docker.io/Accanto/driver' })],
    ['a tag that no registry takes', 'IMAGE_TAG', () => plan(publishImage, { ...image, tags: ['v {version}'] })],
    ['a tag that is a pointer as well', 'CONFIG_INVALID', () => plan(publishImage, { ...image, pointers: ['{version}'] })],
    ['an image that nothing builds', 'CONFIG_UNKNOWN_NAME', () => plan(stageImage, { ...image, image: 'other' })],
    ['one of two images, and nobody says which', 'CONFIG_UNKNOWN_NAME', () => plan(stageImage, image, makeFacts('1.0.0', withBuild({ image: [{ name: 'a' }, { name: 'b' }] })))],
  ])('refuses %s (%s)', (_, wanted, work) => {
    expect(code(work)).toBe(wanted)
  })

  test.each(['repository: 1', 'asset: [docs]', 'prerelease: maybe'])('refuses the setting `%s`', (line) => {
    const [key = '', value = ''] = line.split(': ')
    expect(stageRelease.schema.safeParse({ [key]: value }).success).toBe(false)
  })
})

describe('the plan of an image', () => {
  test('spells the version so that it fits a tag', () => {
    expect(plan(publishImage, { ...image, tags: ['{version}', 'v{major}.{minor}'] }, makeFacts('1.0.0+build.1'))).toMatchObject({ task: { tags: ['1.0.0_build.1', 'v1.0'] }, from: ['image'] })
  })

  test.each<[string, Partial<Facts>, string]>([
    ['1.0.0rc1', {}, 'is a pre-release'],
    ['1.0.0', { isHighest: false }, 'is not the highest'],
  ])('leaves the pointers where they are for %s', (version, more, why) => {
    const planned = plan(pointImage, { ...image, pointers: ['latest'] }, makeFacts(version, more))
    expect('skip' in planned ? planned.skip : '').toContain(why)
  })

  test('has no pointers unless they are named', () => {
    expect(plan(pointImage, image)).toHaveProperty('skip')
    expect(plan(pointImage, { ...image, pointers: ['latest'] })).toMatchObject({ task: { pointers: ['latest'] } })
  })

  test('that is left out skips its publishing as well', () => {
    for (const step of [stageImage, publishImage]) expect(plan(step, image, makeFacts('1.0.0', { leftOut: ['image'] }))).toHaveProperty('skip')
  })
})

describe('the plan of a chart', () => {
  const chart = { to: 'oci://ghcr.io/accanto/charts/' }
  test('reads its name from Chart.yaml, to ask for the right before anything is built', () => {
    const texts = { 'helm/driver/Chart.yaml': 'apiVersion: v1\nname: "os-driver" # the chart\nversion: 1.0.0\n' }
    expect(plan(stageChart, chart, makeFacts('1.0.0', { texts }))).toMatchObject({ task: { under: 'ghcr.io/accanto/charts', chart: 'os-driver' } })
    expect(stageChart.reads?.(stageChart.schema.parse(chart) as NamedEntry, ['helm/driver/Chart.yaml', 'helm/driver/charts/sub/Chart.yaml', 'README.md'])).toEqual(['helm/driver/Chart.yaml'])
  })

  test('does not guess a name that is not there', () => {
    expect(plan(stageChart, chart)).toMatchObject({ task: { chart: null } })
  })
})

describe('the plan of the next version', () => {
  const entry = { 'written-in': [{ file: 'pkg_info.json', at: '/version' }], next: 'minor.dev0' }
  test('is the next development version on the default branch', () => {
    expect(plan(nextVersion, entry)).toMatchObject({ task: { branch: 'main', released: '1.0.0', next: '1.1.0.dev0' } })
  })

  test.each<[string, JsonObject, Partial<Facts>]>([
    ['without a rule', { ...entry, next: undefined as never }, {}],
    ['written nowhere', { next: 'minor.dev0' }, {}],
    ['below one that is out', entry, { earlier: ['2.0.0', '0.9.0'] }],
  ])('is none for a version %s', (_, it, more) => {
    expect(plan(nextVersion, it, makeFacts('1.0.0', more))).toHaveProperty('skip')
  })
})
