// The oracle of the kills, put to the test: a finished world breaks no rule, and each thing that could be wrong with it breaks one.
import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { brokenNow, brokenSince, differsFrom, notFinished } from './rules.js'
import type { Standing, StandingRelease } from './standing.js'

const digest = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`
const files = { chart: 'driver-1.0.0.tgz', docs: 'driver-1.0.0-docs.tgz', wheel: 'driver-1.0.0-py3-none-any.whl' }

const releaseOf = (wheel = 'wheel'): StandingRelease => {
  const sums = [[files.docs, 'docs'], [files.wheel, wheel], [files.chart, 'chart']].map(([name = '', text = '']) => `${digest(text).slice(7)}  ${name}\n`).join('')
  const record = JSON.stringify({ artifacts: [['wheel', wheel], ['docs', 'docs'], ['chart', 'chart'], ['image', `image with ${wheel}`]].map(([kind, text = '']) => ({ kind, digest: digest(text) })) })
  return {
    tag: '1.0.0', name: '1.0.0', body: `${'- The first one that can be killed'}\n<!-- ours ${digest(record).slice(7)} -->`, draft: false,
    assets: { SHA256SUMS: digest(sums), [files.docs]: digest('docs'), [files.wheel]: digest(wheel), [files.chart]: digest('chart'), 'slipway.json': digest(record) },
    texts: { SHA256SUMS: sums, 'slipway.json': record },
  }
}

const standingOf = (wheel = 'wheel', more: Partial<Standing> = {}): Standing => ({
  releases: [releaseOf(wheel)], latest: '1.0.0', refs: { 'refs/tags/1.0.0': 'a'.repeat(40) }, commits: ['Set next development version 1234'], pulls: 0,
  tags: { 'accanto/driver:1.0.0': digest(`image with ${wheel}`), 'accanto/driver:latest': digest(`image with ${wheel}`), 'accanto/charts/driver:1.0.0': digest('chart manifest') },
  wheels: { 'accanto/driver:1.0.0': [digest(wheel)], 'accanto/driver:latest': [digest(wheel)] }, missing: [], ...more,
})

const whole = standingOf()
const release = releaseOf()
const draft: StandingRelease = { ...release, draft: true, texts: {} }
const without = <V>(all: Readonly<Record<string, V>>, name: string): Readonly<Record<string, V>> => Object.fromEntries(Object.entries(all).filter(([key]) => key !== name))

test('a finished release breaks no rule, whatever bytes its wheel got', () => {
  for (const it of [whole, standingOf('another wheel')]) expect([brokenNow(it), notFinished(it), differsFrom(whole, it), brokenSince(it, it)]).toEqual([[], [], [], []])
})

describe('at any instant', () => {
  test('nothing, a draft, and version tags before the release are all well', () => {
    const early = { releases: [], latest: undefined, commits: [], tags: {}, wheels: {} }
    const tagged = without(whole.tags, 'accanto/driver:latest')
    expect([brokenNow({ ...whole, ...early }), brokenNow({ ...whole, ...early, releases: [draft] }), brokenNow({ ...whole, releases: [draft], commits: [], tags: tagged })]).toEqual([[], [], []])
  })

  test.each<[string, Partial<Standing>, RegExp]>([
    ['a public release without one of its files', { releases: [{ ...release, assets: without(release.assets, files.docs) }] }, /the names of its files/],
    ['a file that is half there', { releases: [{ ...release, assets: { ...release.assets, [files.wheel]: 'starter' } }] }, /the wheel: starter/],
    ['sums of other bytes', { releases: [{ ...release, texts: { ...release.texts, SHA256SUMS: 'x' } }] }, /SHA256SUMS/],
    ['a record that cannot be read', { releases: [{ ...release, texts: { ...release.texts, 'slipway.json': '{' } }] }, /what no record names/],
    ['an image that is not the frozen one', { tags: { ...whole.tags, 'accanto/driver:1.0.0': digest('other') } }, /accanto\/driver:1\.0\.0: sha256/],
    ['an image with another wheel inside', { wheels: { ...whole.wheels, 'accanto/driver:1.0.0': [digest('other')] } }, /the wheel inside/],
    ['a chart that is missing beside a public release', { tags: without(whole.tags, 'accanto/charts/driver:1.0.0') }, /charts\/driver:1\.0\.0 is there: false/],
    ['a tag that leads nowhere', { missing: ['the manifest'] }, /leads to what is not there/],
    ['two public releases', { releases: [release, release] }, /2 public releases/],
    ['latest before the release is public', { releases: [draft], commits: [] }, /latest points to a release that is not public/],
    ['a next version before the release is public', { releases: [draft], tags: {} }, /before the release is public/],
    ['two commits', { commits: ['Set next development version 1', 'Set next development version 1'] }, /2 commits/],
  ])('%s is broken', (_, more, what) => {
    expect(brokenNow({ ...whole, ...more }).join('\n')).toMatch(what)
  })
})

describe('from one instant to a later one', () => {
  test.each<[string, Standing, RegExp]>([
    ['a version tag that moves', standingOf('another wheel'), /accanto\/driver:1\.0\.0 was public as sha256/],
    ['a version tag that goes', { ...whole, tags: {} }, /and is gone/],
    ['a public file that changes', { ...whole, releases: [{ ...release, assets: { ...release.assets, [files.docs]: digest('other') } }] }, /the release was public with/],
    ['a release that is taken back', { ...whole, releases: [draft] }, /the release was public with/],
  ])('%s is broken', (_, after, what) => {
    expect(brokenSince(whole, after).join('\n')).toMatch(what)
  })
})

describe('at the end', () => {
  test.each<[string, Partial<Standing>, RegExp]>([
    ['a draft beside the release', { releases: [release, draft] }, /exactly one release/],
    ['a release that is still a draft', { releases: [draft] }, /exactly one release/],
    ['notes that are lost', { releases: [{ ...release, body: '' }] }, /notes/],
    ['another latest', { latest: undefined }, /it is the latest/],
    ['a lock that is left', { refs: { ...whole.refs, 'refs/slipway/lock/1.0.0': 'b'.repeat(40) } }, /no lock/],
    ['no next version', { commits: [] }, /committed once/],
    ['a pull request', { pulls: 1 }, /no pull request/],
    ['a pointer that is missing', { tags: without(whole.tags, 'accanto/driver:latest') }, /version tags and pointer/],
    ['a pointer to something else', { tags: { ...whole.tags, 'accanto/driver:latest': digest('other') } }, /latest is this version/],
    ['a tag that nobody asked for', { tags: { ...whole.tags, 'accanto/driver:rc': digest('other') } }, /and no others/],
  ])('%s is broken', (_, more, what) => {
    expect(notFinished({ ...whole, ...more }).join('\n')).toMatch(what)
  })

  test.each<[string, Partial<Standing>]>([
    ['docs with other bytes', { releases: [{ ...release, assets: { ...release.assets, [files.docs]: digest('other') } }] }],
    ['a chart with other bytes', { tags: { ...whole.tags, 'accanto/charts/driver:1.0.0': digest('other') } }],
    ['another tree on the branch', { commits: ['Set next development version 5678'] }],
    ['another object under the tag', { refs: { 'refs/tags/1.0.0': 'b'.repeat(40) } }],
  ])('%s are not those of the undisturbed release', (_, more) => {
    expect(differsFrom(whole, { ...whole, ...more })).toHaveLength(1)
  })
})
