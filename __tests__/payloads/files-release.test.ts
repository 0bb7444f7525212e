// build.files through the whole product: what a command leaves behind becomes an asset, by one job or by two, and one payload alone.
import { describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { digestOf } from '../../src/core/digest.js'
import { outputsOf } from '../../src/report/outputs.js'
import { tempFolder } from '../adapters/temp.js'
import { assetsOf, benches, imageTags, release, releasesOf, repo } from '../verbs/bench.js'
import { kmLine, lineOf, pointOf, realSteps } from './scene.js'

const open = benches()
const steps = realSteps()
const names = (it: Awaited<ReturnType<typeof open>>, tag: string): readonly string[] => assetsOf(it, tag).map((one) => one.name)

const payloads = lineOf('payloads', `build:
  files:
    - { name: python, path: payload/python, run: [sh, make.sh, python], take: ["out/*.tar.gz"] }
    - { name: node, path: payload/node, run: [sh, make.sh, node], take: ["out/*.tar.gz"] }
  image:
    - { name: runenv }
publish:
  image: { to: docker.io/kontainapp/runenv, image: runenv, tags: ["{sha}"], pointers: [latest], always: true }
  release: {}
`, 'payloads-{version}')
const make = 'set -eu\nmkdir out\nprintf "%s %s" "$1" "$SLIPWAY_VERSION" > "out/$1.tar.gz"\n'
const makes = { 'payload/python/make.sh': make, 'payload/node/make.sh': make }

describe('a release of what commands make', () => {
  test('has it as an asset, made from the tagged commit', async () => {
    const bench = await open([pointOf(kmLine)])
    const report = await bench.run({ verb: 'release', tag: 'v0.9-beta' }, { steps })
    expect([report.outcome, report.problems.map((it) => it.message)]).toEqual(['released', []])
    expect(names(bench, 'v0.9-beta')).toEqual(['SHA256SUMS', 'kontain.tar.gz', 'slipway.json'])
    const commit = report.plan?.tag.commit ?? ''
    expect(assetsOf(bench, 'v0.9-beta').find((it) => it.name === 'kontain.tar.gz')?.digest).toBe(digestOf(`0.9-beta v0.9-beta ${commit}`))
    const writes = bench.writes()
    expect([(await release(bench, 'v0.9-beta', { steps })).outcome, bench.writes() - writes]).toEqual(['already-released', 0])
  })

  test('can be built by another job, which hands it on', async () => {
    const bench = await open([pointOf(kmLine)])
    const out = join(await tempFolder(), 'artifacts')
    const built = await bench.run({ verb: 'build', tag: 'v0.9-beta', out }, { steps })
    expect([built.exitCode, bench.writes()]).toEqual([0, 0])
    expect((await bench.run({ verb: 'plan', tag: 'v0.9-beta', matrix: true }, { steps })).shown).toEqual({ matrix: { include: [] } })
    const report = await bench.run({ verb: 'release', tag: 'v0.9-beta', artifacts: [out], artifactsDigest: [outputsOf(built)['artifacts-digest'] ?? ''] }, { steps })
    expect([report.outcome, names(bench, 'v0.9-beta')]).toEqual(['released', ['SHA256SUMS', 'kontain.tar.gz', 'slipway.json']])
  })

  test.each([
    ['a pipe', 'mkdir -p build\nmkfifo build/kontain.tar.gz\n', 'FILES_NO_FILE'],
    ['a link to what the machine has', 'mkdir -p build\nln -s /etc/passwd build/kontain.tar.gz\n', 'FILES_LINK'],
    ['a folder that is a link', 'ln -s /etc build\n', 'FILES_NO_MATCH'],
    ['nothing in it', 'mkdir -p build\n: > build/kontain.tar.gz\n', 'ASSET_LIMIT'],
  ])('stops where the command leaves %s', async (_, script, code) => {
    const bench = await open([pointOf(kmLine, 'v0.9-beta', { 'pack.sh': script })])
    const report = await release(bench, 'v0.9-beta', { steps })
    expect([report.problems.map((it) => it.code), bench.writes()]).toEqual([[code], 0])
  })

  test.each(['a\nb.tar.gz', '-rf.tar.gz', "a'b.tar.gz", 'a b.tar.gz', '..tar.gz', 'SHA256SUMS', 'slipway.json', 'release_notes.md', '$(id).tar.gz', '\u202ea.tar.gz'])('stops at the name %j, or takes it as it is', async (name) => {
    const line = kmLine.replace('build/kontain.tar.gz', '"build/*"')
    const bench = await open([pointOf(line, 'v0.9-beta', { 'pack.sh': `mkdir -p build\nprintf x > 'build/${name.replaceAll("'", `'"'"'`)}'\n` })])
    const report = await release(bench, 'v0.9-beta', { steps })
    if (name === '-rf.tar.gz') return expect([report.outcome, names(bench, 'v0.9-beta')]).toEqual(['released', ['-rf.tar.gz', 'SHA256SUMS', 'slipway.json']])
    expect([report.problems.every((it) => ['ASSET_NAME', 'ASSET_COLLISION'].includes(it.code)), report.problems.length, bench.writes()]).toEqual([true, 1, 0])
  })

  test.each([
    ['a pattern without a match', 'build/*.deb', 'FILES_NO_MATCH'],
    ['a name that another payload has', 'build/kontain.tar.gz', 'ASSET_COLLISION'],
  ])('stops at %s before anything is written', async (_, take, code) => {
    const line = lineOf('km', `build:\n  files:\n    - { name: one, run: sh pack.sh, take: build/kontain.tar.gz }\n    - { name: two, run: sh pack.sh, take: "${take}" }\npublish:\n  release: {}\n`)
    const bench = await open([pointOf(line)])
    const report = await release(bench, 'v0.9-beta', { steps })
    expect([report.problems.map((it) => it.code), bench.writes()]).toEqual([[code], 0])
    if (code === 'ASSET_COLLISION') expect((await bench.run({ verb: 'build', tag: 'v0.9-beta', out: join(await tempFolder(), 'out') }, { steps })).problems.map((it) => it.code)).toEqual(['FILES_NAME_TWICE'])
  })
})

describe('one payload alone', () => {
  const both = { ...pointOf(`${kmLine}${payloads}`, 'v0.9-beta', makes), tags: { 'v0.9-beta': 'km', 'payloads-7': 'payloads' } }

  test('of two lines: a tag releases its own line, and touches nothing of the other', async () => {
    const bench = await open([both])
    expect((await release(bench, 'payloads-7', { steps })).problems).toEqual([])
    expect([names(bench, 'payloads-7'), releasesOf(bench, 'v0.9-beta')]).toEqual([['SHA256SUMS', 'node.tar.gz', 'python.tar.gz', 'slipway.json'], []])
    const before = assetsOf(bench, 'payloads-7')
    expect((await bench.run({ verb: 'release', tag: 'v0.9-beta', line: 'km' }, { steps })).problems).toEqual([])
    expect([names(bench, 'v0.9-beta'), assetsOf(bench, 'payloads-7')]).toEqual([['SHA256SUMS', 'kontain.tar.gz', 'slipway.json'], before])
    expect((await bench.run({ verb: 'release', tag: 'payloads-7', line: 'km' }, { steps })).problems.length + releasesOf(bench, 'payloads-7').length).toBeGreaterThan(0)
  })

  test('of one line: --only builds and publishes one image, and makes no release', async () => {
    const bench = await open([both])
    const report = await bench.run({ verb: 'release', tag: 'payloads-7', only: ['image'] }, { steps })
    expect([report.outcome, report.problems.map((it) => it.message)]).toEqual(['incomplete', []])
    expect([imageTags(bench, 'kontainapp/runenv').includes('latest'), repo(bench).releases.size]).toEqual([true, 0])
    expect(report.results.map((it) => it.id.split('/')[0])).not.toContain('build:files')
    expect((await release(bench, 'payloads-7', { steps })).problems.map((it) => it.message)).toEqual([])
    expect(names(bench, 'payloads-7')).toEqual(['SHA256SUMS', 'node.tar.gz', 'python.tar.gz', 'slipway.json'])
  })
})
