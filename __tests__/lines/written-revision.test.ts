// The revision that dependencies.yaml says, and the one that the images of the release get: one and the same, or it is told.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Report } from '../../src/core/report.js'
import { git } from '../publish/bench.js'
import { benches, config, imageTags, person, release, repo, repository, type Bench, type Point } from '../verbs/bench.js'

const open = benches()
const image = 'promoter/kpromo'

const lines = config(`tool:
  tag: "v{version}"
  version:
    written-in:
      - { dependencies: dependencies.yaml }
  build:
    image: {}
  publish:
    image: { to: docker.io/${image}, tags: ["v{version}-{revision}"] }
    release: {}
`)

const files = (version: string, revision: number): Point['files'] => ({
  '.slipway.yaml': lines,
  VERSION: `${version}\n`,
  'cloudbuild.yaml': `_IMG_VERSION: 'v${version}-${revision}'\n`,
  'dependencies.yaml': `dependencies:\n  - name: "repo release version"\n    version: ${version}\n    refPaths: [{ path: VERSION }]\n  - name: kpromo\n    version: v${version}-${revision}\n    refPaths: [{ path: cloudbuild.yaml }]\n`,
})

const said = (report: Report): readonly unknown[] => [report.plan?.revision, report.findings.filter((it) => it.problem.code === 'REVISION_DIFFERS').map((it) => it.severity)]
const onMain = async (it: Bench, path: string): Promise<string> => git(await it.world.gitFolder(repository.owner, repository.name), 'show', `main:${path}`)

const occupied = async (it: Bench, tag: string): Promise<void> => {
  await release(it, 'v4.4.0')
  const there = it.registry.state.repositories.get(image)
  const digest = there?.tags.get('v4.4.0-0')
  if (!there || !digest) throw new Error('v4.4.0-0 is not there')
  there.tags.set(tag, digest)
}

describe('the tagged commit says a revision', () => {
  test('and the image gets that one', async () => {
    const it = await open([{ files: files('4.5.1', 3), tags: { 'v4.5.1': 'Release' } }])
    const report = await release(it, 'v4.5.1')
    expect([report.problems, said(report), imageTags(it, image)]).toEqual([[], [3, []], ['v4.5.1-3']])
    expect(said(await release(it, 'v4.5.1', { salt: 'other' }))).toEqual([3, []])
  })

  test('and a job that only builds, and asks no registry, builds with that one', async () => {
    const it = await open([{ files: files('4.5.1', 3), tags: { 'v4.5.1': 'Release' } }])
    const out = await mkdtemp(join(tmpdir(), 'slipway-revision-'))
    const report = await it.run({ verb: 'build', tag: 'v4.5.1', out: join(out, 'artifacts') })
    await rm(out, { recursive: true })
    expect([report.problems, report.plan?.revision, it.calls()]).toEqual([[], 3, []])
  })

  test('that others have taken: the image gets the next free one, and the report says that the files say another', async () => {
    const it = await open([{ files: files('4.4.0', 0), tags: { 'v4.4.0': 'Release' } }, { files: files('4.5.1', 0), tags: { 'v4.5.1': 'Release' } }])
    await occupied(it, 'v4.5.1-0')
    const report = await release(it, 'v4.5.1')
    expect([report.problems, said(report)]).toEqual([[], [1, ['warning']]])
    expect(report.findings.find((one) => one.problem.code === 'REVISION_DIFFERS')?.problem).toMatchObject({ place: { file: 'dependencies.yaml', line: 6 }, message: expect.stringContaining('v4.5.1-0') })
  })

  test('and the command another one: that one is given, and it is told', async () => {
    const it = await open([{ files: files('4.5.1', 3), tags: { 'v4.5.1': 'Release' } }])
    expect(said(await it.run({ verb: 'release', tag: 'v4.5.1', revision: 5 }))).toEqual([5, ['warning']])
  })
})

describe('a version that is prepared', () => {
  test('with a revision as a pull request is released with that one, by whoever goes on after the merge', async () => {
    const it = await open([{ files: files('4.5.0', 0) }])
    expect((await it.run({ verb: 'prepare', version: '4.5.1', as: 'pull-request', revision: 2 })).outcome).toBe('waiting')
    await person(it).merge([...repo(it).issues.values()].find((one) => one.pull !== undefined)?.number ?? 0)
    const report = await it.run({ verb: 'continue' })
    expect([report.problems, imageTags(it, image), await onMain(it, 'cloudbuild.yaml')]).toEqual([[], ['v4.5.1-2'], "_IMG_VERSION: 'v4.5.1-2'"])
  })

  test.each(['commit', 'pull-request'] as const)('gets the next free revision in its files too, by a %s', async (as) => {
    const it = await open([{ files: files('4.4.0', 0), tags: { 'v4.4.0': 'Release' } }])
    await occupied(it, 'v4.5.1-0')
    await it.run({ verb: 'prepare', version: '4.5.1', as })
    if (as === 'pull-request') {
      await person(it).merge([...repo(it).issues.values()].find((one) => one.pull !== undefined)?.number ?? 0)
      await it.run({ verb: 'prepare', version: '4.5.1', as })
    }
    expect([imageTags(it, image).filter((tag) => tag.startsWith('v4.5.1')), await onMain(it, 'cloudbuild.yaml')]).toEqual([['v4.5.1-0', 'v4.5.1-1'], "_IMG_VERSION: 'v4.5.1-1'"])
  })
})
