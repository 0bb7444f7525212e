import { describe, expect, test } from '@jest/globals'
import { loadConfig } from '../../src/config/load-config.js'
import type { Facts } from '../../src/core/facts.js'
import { digestOf } from '../../src/core/digest.js'
import { wordsOf } from '../../src/core/template.js'
import { parseVersion } from '../../src/core/version.js'
import { claimTag } from '../../src/plan/claim.js'
import { leftOutEntries, makePlan } from '../../src/plan/make-plan.js'
import { earlierVersions } from '../../src/plan/survey.js'
import { steps } from '../../src/wire.js'
import { codesOf, problemsOf } from '../codes.js'

const text = `version: 1
lines:
  driver:
    scheme: pep440
    build:
      wheel: {}
      docs: { from: docs, name: "x-{version}-docs" }
      image: [{ name: one, context: docker, wheels: docker/whls }, { name: two, context: docker }]
      chart: { path: helm/x }
    publish:
      image: [{ name: one, image: one, to: docker.io/a/one }, { name: two, image: two, to: docker.io/a/two, pointers: [latest] }]
      release: { assets: [docs, chart, wheel] }
`
const none = { only: [], without: [] }
const line = (it = text) => {
  const [first] = loadConfig(it, 'x', steps).lines
  if (!first) throw new Error('no line')
  return first
}
const factsFor = (version: string, more: Partial<Facts> = {}): Facts => ({
  slipway: '0', repository: { owner: 'a', name: 'b' }, server: 'https://github.com', defaultBranch: 'main', line: 'driver', version: parseVersion(version, 'pep440'), commitTime: 1,
  tag: { name: version, object: 'a'.repeat(40), commit: 'a'.repeat(40), kind: 'lightweight' }, words: wordsOf(parseVersion(version, 'pep440'), { tag: version, sha: 'a'.repeat(40), date: '2024-01-01', line: 'driver' }),
  earlier: [], isHighest: true, paths: ['setup.py', 'docs/a.md', 'docker/Dockerfile', 'helm/x/Chart.yaml', 'helm/x/values.yaml'], config: line().effective, configDigest: digestOf(''), leftOut: [],
  texts: { 'helm/x/Chart.yaml': `name: x\nversion: ${version}\nappVersion: ${version}\n`, 'helm/x/values.yaml': '{}\n', 'docker/Dockerfile': 'FROM scratch\n' }, ...more,
})

describe('a plan', () => {
  const plan = makePlan(factsFor('1.0.0'), line(), steps, none)
  const after = (id: string): readonly string[] => plan.tasks.find((it) => it.id === id)?.after ?? []

  test('is the same for the same facts, byte for byte, and plain JSON', () => {
    const again = makePlan(factsFor('1.0.0'), line(), steps, none)
    expect(JSON.stringify(again)).toBe(JSON.stringify(plan))
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
  })
  test('builds an image after the wheel that goes into it, and nothing else', () => {
    expect(after('build:image/one')).toEqual(['build:wheel/wheel'])
    expect(after('build:docs/docs')).toEqual([])
    expect(after('build:chart/chart')).toEqual([])
  })
  test('freezes after everything is staged, publishes after the freeze, and flips the release after the images', () => {
    expect(after('stage:record/release')).toEqual(expect.arrayContaining(['stage:release/release', 'stage:image/one', 'stage:image/two']))
    expect(after('publish:image/one')).toEqual(expect.arrayContaining(['build:image/one', 'stage:record/release']))
    expect(after('publish:release/release')).toEqual(expect.arrayContaining(['publish:image/one', 'publish:image/two']))
  })
  test('freezes a line, or a run, without a record in a release as a task of the whole line, whatever is selected', async () => {
    const freezes = (it: { readonly tasks: readonly { readonly id: string }[] }): readonly string[] => it.tasks.map((task) => task.id).filter((id) => id.startsWith('stage:freeze'))
    expect(freezes(plan)).toEqual([])
    const images = text.replace(/ +release: .*\n/, '')
    const own = makePlan(factsFor('1.0.0', { config: line(images).effective }), line(images), steps, none)
    expect(own.tasks.find((it) => it.id === 'publish:image/two')?.after).toContain('stage:freeze/line')
    expect(own.tasks.find((it) => it.id === 'stage:freeze/line')?.after).toEqual(expect.arrayContaining(['stage:image/one', 'stage:image/two', 'build:wheel/wheel']))
    for (const selection of [{ only: [], without: ['release'] }, { only: ['image', 'wheel'], without: [] }]) {
      const facts = factsFor('1.0.0', { leftOut: leftOutEntries(line(), steps, selection) })
      expect([selection, freezes(makePlan(facts, line(), steps, selection))]).toEqual([selection, ['stage:freeze/line']])
    }
    const docs = { only: ['docs'], without: [] }
    expect(freezes(makePlan(factsFor('1.0.0', { leftOut: leftOutEntries(line(), steps, docs) }), line(), steps, docs))).toEqual([])
    expect(await codesOf(() => makePlan(factsFor('1.0.0'), line(images), steps, { only: [], without: ['freeze'] }))).toEqual(['SELECTION_UNKNOWN'])
  })
  test('tells which task lacks what, and why, when the selection leaves out what goes into an image', async () => {
    const selection = { only: [], without: ['build:wheel/wheel'] }
    const facts = factsFor('1.0.0', { leftOut: leftOutEntries(line(), steps, selection) })
    const problems = await problemsOf(() => makePlan(facts, line(), steps, selection))
    expect(problems.map((it) => [it.code, it.message])).toEqual([['SELECTION_NEEDED', expect.stringMatching(/^stage:image\/one takes what build:image\/one makes, .*the wheel wheel /)], ['SELECTION_NEEDED', expect.stringMatching(/^publish:image\/one /)]])
    const both = { only: [], without: ['wheel', 'build:image/one', 'stage:image/one', 'publish:image/one', 'point:image/one'] }
    expect(makePlan(factsFor('1.0.0', { leftOut: leftOutEntries(line(), steps, both) }), line(), steps, both).tasks.map((it) => it.id)).toContain('build:image/two')
  })
  test('gives each image its own artifact', () => {
    expect(plan.tasks.find((it) => it.id === 'publish:image/two')?.inputs).toEqual(['build:image/two'])
  })
  test('says why a task is left out', () => {
    expect(makePlan(factsFor('1.0.0', { leftOut: ['docs'] }), line(), steps, { only: [], without: ['docs'] }).skipped).toContainEqual({ id: 'build:docs/docs', skip: expect.stringContaining('--without') })
  })
  test('says nothing of what the config does not ask for: pointers of an image that has none', () => {
    expect(plan.skipped.map((it) => it.id)).not.toContain('point:image/one')
    expect(plan.tasks.map((it) => it.id)).not.toContain('point:image/one')
    expect(makePlan(factsFor('1.0.0', { isHighest: false }), line(), steps, none).skipped).toContainEqual({ id: 'point:image/two', skip: expect.stringContaining('not the highest') })
  })
})

test('latest moves for the highest final version only: not for a pre-release, not for a back-port', () => {
  const pointed = (facts: Facts): boolean => makePlan(facts, line(), steps, none).tasks.some((it) => it.id === 'point:image/two')
  expect(pointed(factsFor('1.0.0'))).toBe(true)
  expect(pointed(factsFor('1.0.0rc1', { isHighest: false, texts: factsFor('1.0.0-rc1').texts }))).toBe(false)
  expect(pointed(factsFor('1.0.1', { isHighest: false }))).toBe(false)
})

test('names of build entries that are left out are told to the others', () => {
  expect(leftOutEntries(line(), steps, { only: [], without: ['image'] })).toEqual(['one', 'two'])
})

test('a tag that two lines claim is refused, unless one is named', async () => {
  const config = loadConfig('version: 1\nlines: { a: { scheme: pep440 }, b: { scheme: semver } }\n', 'x', steps)
  expect(await codesOf(() => claimTag(config, '1.0.0'))).toEqual(['CONFIG_LINES_CLASH'])
  expect(claimTag(config, '1.0.0', 'b')?.line.name).toBe('b')
  expect(await codesOf(() => claimTag(config, '1.0.0', 'c'))).toEqual(['CONFIG_UNKNOWN_LINE'])
  expect(claimTag(config, 'nightly')).toBeUndefined()
})

test('earlier versions are those of the line, by meaning, highest first', () => {
  expect(earlierVersions(['1.10.0', '1.9.0', '2.0.0rc1', 'v3.0.0', 'nightly', '2.0.0', '1.0.0'], line(), '2.0.0').map((it) => it.text)).toEqual(['2.0.0rc1', '1.10.0', '1.9.0', '1.0.0'])
})
