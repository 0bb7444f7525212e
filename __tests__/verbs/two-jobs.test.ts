// What one job builds, another releases: through run(), as both doors call it. Every refusal is looked at in the world: it writes nothing.
import { beforeEach, describe, expect, test } from '@jest/globals'
import { cp, mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '../../src/adapters/clock.js'
import { digestOf } from '../../src/core/digest.js'
import type { Report } from '../../src/core/report.js'
import type { Clock } from '../../src/ports/clock.js'
import { outputsOf } from '../../src/report/outputs.js'
import { tempFolder } from '../adapters/temp.js'
import { assetsOf, benches, config, driverLine, imageTags, release, releasesOf, repo, says, type Bench, type RunOptions } from './bench.js'

/** Looks again without the pauses between, which a lost file would be given. */
const hasty: Clock = { now: () => systemClock.now(), sleep: (milliseconds, signal) => systemClock.sleep(milliseconds <= 15_000 ? 1 : milliseconds, signal) }

const open = benches()
const points = [{ files: { '.slipway.yaml': config(driverLine), ...says('1.0.0') }, tags: { '1.0.0': 'Release 1.0.0' } }]
const list = 'slipway-artifacts.json'
const wheel = 'driver-1.0.0-py3-none-any.whl'
const codes = (report: Report): readonly string[] => report.problems.map((it) => it.code)
const warned = (report: Report): readonly string[] => report.findings.map((it) => it.problem.code)

interface Built { readonly out: string; readonly digest: string; readonly report: Report }

const build = async (it: Bench, options: RunOptions & { only?: readonly string[]; artifacts?: readonly string[]; tag?: string } = {}): Promise<Built> => {
  const out = join(await tempFolder(), 'artifacts')
  const { only = [], artifacts, tag = '1.0.0', ...rest } = options
  const report = await it.run({ verb: 'build', tag, out, only, ...(artifacts ? { artifacts } : {}) }, rest)
  return { out, digest: outputsOf(report)['artifacts-digest'] ?? '', report }
}

/** Builds nothing itself: whatever it would build would come out otherwise. */
const releaseFrom = (it: Bench, folders: readonly string[], digests: readonly string[], more: Partial<Parameters<Bench['run']>[0]> = {}): Promise<Report> =>
  it.run({ verb: 'release', tag: '1.0.0', artifacts: folders, artifactsDigest: digests, ...more }, { salt: 'built by the release job' })

describe('build', () => {
  let bench: Bench
  let built: Built
  beforeEach(async () => {
    bench = await open(points)
    built = await build(bench)
  })

  test('gives the artifacts, a list of them, and the digest of the list as an output, and asks nobody', async () => {
    expect([built.report.exitCode, codes(built.report), bench.calls(), bench.writes()]).toEqual([0, [], [], 0])
    expect([(await readdir(built.out)).sort(), await readdir(join(built.out, 'files')), await readdir(join(built.out, 'images'))]).toEqual([['files', 'images', list], [wheel], ['image']])
    expect(built.digest).toBe(digestOf(await readFile(join(built.out, list))))
    const named = JSON.parse(outputsOf(built.report)['artifacts'] ?? '') as readonly { fileName: string; digest: string }[]
    expect(named.find((it) => it.fileName === wheel)?.digest).toBe(digestOf(await readFile(join(built.out, 'files', wheel))))
  })

  test('gives the same list for the same build', async () => {
    expect((await build(bench)).digest).toBe(built.digest)
    expect((await build(bench, { salt: 'other' })).digest).not.toBe(built.digest)
  })

  test('puts nothing beside the files of others', async () => {
    await writeFile(join(built.out, 'stays'), 'here')
    await rm(join(built.out, list))
    expect(codes(await bench.run({ verb: 'build', tag: '1.0.0', out: built.out }))).toEqual(['OUT_NOT_OURS'])
    expect(await readFile(join(built.out, 'stays'), 'utf8')).toBe('here')
  })
})

describe('release --artifacts', () => {
  test('releases the bytes of the other job, and builds nothing', async () => {
    const bench = await open(points)
    const { out, digest } = await build(bench)
    const report = await releaseFrom(bench, [out], [digest])
    expect([report.outcome, report.problems.map((it) => it.message), warned(report)]).toEqual(['released', [], []])
    expect(assetsOf(bench, '1.0.0').find((it) => it.name === wheel)?.digest).toBe(digestOf(await readFile(join(out, 'files', wheel))))
    expect(imageTags(bench, 'accanto/driver')).toEqual(['1.0.0', 'latest'])
  })

  test('what is released already stays, whatever is handed over later', async () => {
    const bench = await open(points)
    await release(bench, '1.0.0')
    const before = assetsOf(bench, '1.0.0')
    const { out, digest } = await build(bench, { salt: 'another build' })
    const writes = bench.writes()
    const report = await releaseFrom(bench, [out], [digest])
    expect([report.outcome, bench.writes() - writes, assetsOf(bench, '1.0.0')]).toEqual(['already-released', 0, before])
  })

  test('takes folders of several jobs, each with a list of its own, also as a workflow downloads them', async () => {
    const bench = await open(points)
    const [one, other] = [await build(bench, { only: ['build:wheel/wheel'] }), await build(bench, { only: ['build:image/image'] })]
    const both = join(await tempFolder(), 'downloaded')
    await mkdir(both)
    await rename(one.out, join(both, 'one'))
    await rename(other.out, join(both, 'other'))
    const report = await releaseFrom(bench, [both], [other.digest, one.digest])
    expect([report.outcome, codes(report)]).toEqual(['released', []])
  })

  test('is quiet about what it was not asked for', async () => {
    const bench = await open(points)
    const { out, digest } = await build(bench)
    expect((await releaseFrom(bench, [out], [digest], { without: ['image'] })).outcome).toBe('incomplete')
  })
})

const editList = async (out: string, edit: (text: string) => string): Promise<string> => {
  const path = join(out, list)
  const text = edit(await readFile(path, 'utf8'))
  await writeFile(path, text)
  return digestOf(text)
}
type Handed = { artifacts: { [name: string]: unknown; kind: string; size: number }[] } & Record<string, unknown>
const edited = (out: string, edit: (it: Handed) => void): Promise<string> => editList(out, (text) => {
  const it = JSON.parse(text) as Handed
  edit(it)
  return JSON.stringify(it)
})
const blobs = (out: string): string => join(out, 'images/image/blobs/sha256')

/** What was done to the folder on the way, and the digest that the job handed over then: its own, unless it lies as well. */
const tampered: readonly [string, (it: Built) => Promise<string | void>, string][] = [
  ['the bytes of a file are others', async ({ out }) => writeFile(join(out, 'files', wheel), 'wheel driver 1.0.0!'), 'ARTIFACTS_DIGEST'],
  ['a file is longer', async ({ out }) => writeFile(join(out, 'files', wheel), 'more than was there by far'), 'ARTIFACTS_UNREADABLE'],
  ['the list and a file are others', async ({ out }) => {
    await writeFile(join(out, 'files', wheel), 'evil')
    await edited(out, (it) => it.artifacts.filter((one) => one.kind === 'wheel').forEach((one) => Object.assign(one, { digest: digestOf('evil'), size: 4 })))
  }, 'ARTIFACTS_DIGEST'],
  ['a file is a link', async ({ out }) => {
    await rename(join(out, 'files', wheel), join(out, 'moved'))
    await symlink('../moved', join(out, 'files', wheel))
  }, 'ARTIFACTS_UNREADABLE'],
  ['the folder of the files is a link', async ({ out }) => {
    await rename(join(out, 'files'), join(out, 'moved'))
    await symlink('moved', join(out, 'files'))
  }, 'ARTIFACTS_UNREADABLE'],
  ['the list is a link', async ({ out }) => {
    await rename(join(out, list), join(out, 'moved'))
    await symlink('moved', join(out, list))
  }, 'ARTIFACTS_UNREADABLE'],
  ['the list is huge', async ({ out }) => truncate(join(out, list), 17 * 1024 * 1024), 'ARTIFACTS_UNREADABLE'],
  ['a file is huge', async ({ out }) => truncate(join(out, 'files', wheel), 3 * 1024 ** 3), 'ARTIFACTS_UNREADABLE'],
  ['a file is missing', async ({ out }) => rm(join(out, 'files', wheel)), 'ARTIFACTS_UNREADABLE'],
  ['a name leads outside', async ({ out }) => edited(out, (it) => it.artifacts.filter((one) => one.kind === 'wheel').forEach((one) => Object.assign(one, { fileName: '../../etc/passwd' }))), 'ARTIFACTS_UNREADABLE'],
  ['the list is no JSON', async ({ out }) => editList(out, () => '{'), 'ARTIFACTS_UNREADABLE'],
  ['the list knows a key that Slipway does not', async ({ out }) => edited(out, (it) => Object.assign(it, { run: 'curl' })), 'ARTIFACTS_UNREADABLE'],
  ['a kind is not what the task gives', async ({ out }) => edited(out, (it) => it.artifacts.filter((one) => one.kind === 'wheel').forEach((one) => Object.assign(one, { kind: 'docs' }))), 'ARTIFACTS_UNREADABLE'],
  ['it was built for another commit', async ({ out }) => edited(out, (it) => Object.assign(it['tag'] as object, { commit: 'a'.repeat(40) })), 'ARTIFACTS_OF_OTHER'],
  ['it was built for another tag', async ({ out }) => edited(out, (it) => Object.assign(it['tag'] as object, { name: '1.0.1' })), 'ARTIFACTS_OF_OTHER'],
  ['it was built for another object under the same name', async ({ out }) => edited(out, (it) => Object.assign(it['tag'] as object, { object: 'b'.repeat(40) })), 'ARTIFACTS_OF_OTHER'],
  ['it was built with another config', async ({ out }) => edited(out, (it) => Object.assign(it, { configDigest: digestOf('other') })), 'ARTIFACTS_OF_OTHER'],
  ['it was built by another task under the same name', async ({ out }) => edited(out, (it) => Object.assign(it['tasks'] as object, { 'build:wheel/wheel': { name: 'wheel', version: '6.6.6' } })), 'ARTIFACTS_OF_OTHER'],
  ['a layer has other bytes', async ({ out }) => {
    const names = await readdir(blobs(out))
    for (const name of names) await writeFile(join(blobs(out), name), (await readFile(join(blobs(out), name))).map((byte) => byte ^ 1))
  }, 'ARTIFACTS_DIGEST'],
  ['a layer is a link', async ({ out }) => {
    const [name = ''] = await readdir(blobs(out))
    await rename(join(blobs(out), name), join(out, 'moved'))
    await symlink('../../../../moved', join(blobs(out), name))
  }, 'ARTIFACTS_UNREADABLE'],
  ['a task is missing', async (it) => edited(it.out, (one) => one.artifacts.splice(0, one.artifacts.length, ...one.artifacts.filter((artifact) => artifact.kind !== 'wheel'))), 'ARTIFACT_MISSING'],
]

test.each(tampered)('%s: refused before anything is written', async (_name, change, code) => {
  const bench = await open(points)
  const built = await build(bench)
  const said = await change(built)
  const report = await releaseFrom(bench, [built.out], [said ?? built.digest])
  expect([codes(report), bench.writes(), releasesOf(bench, '1.0.0')]).toEqual([[code], 0, []])
})

test('a digest that no folder has, and a folder that nobody spoke of, are refused', async () => {
  const bench = await open(points)
  const built = await build(bench)
  const other = await build(bench, { salt: 'other' })
  expect(codes(await releaseFrom(bench, [built.out], [built.digest, other.digest]))).toEqual(['ARTIFACTS_NOT_HANDED'])
  expect(codes(await releaseFrom(bench, [built.out, other.out], [built.digest]))).toEqual(['ARTIFACTS_DIGEST'])
  expect(codes(await releaseFrom(bench, [built.out, other.out], [built.digest, other.digest]))).toEqual(['ARTIFACTS_DIFFER'])
  expect(codes(await releaseFrom(bench, [join(built.out, 'files')], [built.digest]))).toEqual(['ARTIFACTS_NOT_FOUND'])
  expect(bench.writes()).toBe(0)
})

test('in a job the digest has to be handed over; by hand it need not', async () => {
  const bench = await open(points)
  const { out } = await build(bench)
  const event = { name: 'push', payload: {}, ref: 'refs/tags/1.0.0', sha: '' }
  expect(codes(await releaseFrom(bench, [out], [], { event }))).toEqual(['ARTIFACTS_DIGEST_NOT_GIVEN'])
  expect(bench.writes()).toBe(0)
  expect((await releaseFrom(bench, [out], [])).outcome).toBe('released')
})

test('what is missing is named with the command that makes it', async () => {
  const bench = await open(points)
  const { out, digest } = await build(bench, { only: ['build:wheel/wheel'] })
  const report = await releaseFrom(bench, [out], [digest])
  expect(codes(report)).toEqual(['ARTIFACT_MISSING'])
  expect(report.problems[0]?.hint).toContain('slipway build --tag 1.0.0 --only build:image/image --out DIR')
})

test('a job that both builds and releases is told of it; one that builds nothing is not, nor is a laptop', async () => {
  const event = { name: 'push', payload: {}, ref: 'refs/tags/1.0.0', sha: '' }
  const bench = await open(points)
  const { out, digest } = await build(bench)
  expect(warned(await bench.run({ verb: 'release', tag: '1.0.0', dryRun: true, event }))).toEqual(['ONE_JOB'])
  expect(warned(await bench.run({ verb: 'release', tag: '1.0.0', dryRun: true }))).toEqual([])
  expect(warned(await releaseFrom(bench, [out], [digest], { event, dryRun: true }))).toEqual([])
})

test('without building, a release goes on with what is frozen and refuses to make more', async () => {
  const bench = await open(points)
  expect(codes(await bench.run({ verb: 'release', tag: '1.0.0', noBuild: true }))).toEqual(['ARTIFACT_MISSING', 'ARTIFACT_MISSING'])
  expect(bench.writes()).toBe(0)
  await release(bench, '1.0.0')
  expect((await bench.run({ verb: 'release', tag: '1.0.0', noBuild: true })).outcome).toBe('already-released')
})

test('frozen bytes that are gone are taken from what is handed over, when they are the same', async () => {
  const bench = await open(points)
  const { out, digest } = await build(bench)
  // The same tools on the same tag: what a second job of the same commit builds.
  const copy = join(await tempFolder(), 'copy')
  await cp(out, copy, { recursive: true })
  expect((await releaseFrom(bench, [out], [digest])).outcome).toBe('released')
  for (const name of [...bench.registry.state.repositories.keys()]) bench.registry.state.repositories.delete(name)
  const report = await bench.run({ verb: 'release', tag: '1.0.0', artifacts: [copy], artifactsDigest: [digest] }, { salt: 'not built here', clock: hasty })
  expect([report.outcome, codes(report), imageTags(bench, 'accanto/driver')]).toEqual(['resumed', [], ['1.0.0', 'latest']])
})

test('frozen bytes that are gone while the release is public are not replaced by others that are handed over', async () => {
  const bench = await open(points)
  await release(bench, '1.0.0')
  for (const name of [...bench.registry.state.repositories.keys()]) bench.registry.state.repositories.delete(name)
  const { out, digest } = await build(bench, { salt: 'another build' })
  const writes = bench.writes()
  const report = await bench.run({ verb: 'release', tag: '1.0.0', artifacts: [out], artifactsDigest: [digest] }, { clock: hasty })
  expect([codes(report), bench.writes() - writes]).toEqual([['FROZEN_GONE'], 0])
})

describe('jobs before and after', () => {
  test('a dispatch makes the tag in a job of its own, needs no tool there, and the tag is an output', async () => {
    const bench = await open([{ files: { '.slipway.yaml': config(driverLine), ...says('1.0.0.dev0') } }])
    const report = await bench.run({ verb: 'prepare', version: '1.0.0', tagOnly: true })
    expect([report.outcome, report.exitCode, codes(report), outputsOf(report)['tag'], outputsOf(report)['version']]).toEqual(['waiting', 0, [], '1.0.0', '1.0.0'])
    expect([releasesOf(bench, '1.0.0'), imageTags(bench, 'accanto/driver')]).toEqual([[], []])
    expect((await bench.run({ verb: 'prepare', version: '1.0.0', tagOnly: true })).outcome).toBe('waiting')
    expect(repo(bench).refs.has('refs/tags/1.0.0')).toBe(true)
  })

  test('what continues and builds nothing names the tags that another job has to build, and finishes the others', async () => {
    const bench = await open([
      { files: { '.slipway.yaml': config(driverLine), ...says('1.0.0') }, tags: { '1.0.0': 'Release 1.0.0' } },
      { files: says('1.1.0'), tags: { '1.1.0': 'Release 1.1.0' } },
    ])
    const report = await bench.run({ verb: 'continue', noBuild: true })
    expect([report.outcome, codes(report), outputsOf(report)['unbuilt'], bench.writes()]).toEqual(['nothing-to-do', [], '["1.1.0","1.0.0"]', expect.any(Number)])
    expect(releasesOf(bench, '1.1.0')).toEqual([])
    await release(bench, '1.1.0')
    expect(outputsOf(await bench.run({ verb: 'continue', noBuild: true }))['unbuilt']).toBe('[]')
  })

  test('a version is not released from artifacts, as its tag is not there yet', async () => {
    const bench = await open([{ files: { '.slipway.yaml': config(driverLine), ...says('1.0.0.dev0') } }])
    expect(codes(await bench.run({ verb: 'release', version: '1.0.0', artifacts: ['x'] }))).toEqual(['USAGE'])
    expect(codes(await bench.run({ verb: 'build', version: '1.0.0', out: 'x' }))).toEqual(['USAGE'])
    expect(bench.writes()).toBe(0)
  })

  test('nothing is built for a tag that no line claims: that is an error where a person names it, and none where it was pushed', async () => {
    const bench = await open([{ files: { '.slipway.yaml': config(driverLine), ...says('1.0.0') }, tags: { '1.0.0': null, other: null } }])
    const { report, out } = await build(bench, { tag: 'other' })
    expect([report.exitCode, codes(report)]).toEqual([2, ['TAG_NOT_CLAIMED']])
    await expect(readdir(out)).rejects.toThrow('ENOENT')
    const pushed = await bench.run({ verb: 'build', tag: 'other', out, event: { name: 'push', ref: 'refs/tags/other', sha: repo(bench).refs.get('refs/tags/other') ?? '', payload: { ref: 'refs/tags/other' } } })
    expect([pushed.outcome, pushed.exitCode]).toEqual(['nothing-to-do', 0])
    await expect(readdir(out)).rejects.toThrow('ENOENT')
  })
})
