// The edit of a version as a pull request, in the shape of the promotion tools: four files, their titles, and a person who merges.
import { describe, expect, test } from '@jest/globals'
import type { Report } from '../../src/core/report.js'
import type { Schedule } from '../../src/rehearsal/http/faults.js'
import { benches, config, imageTags, person, releasesOf, repo, repository, type Bench, type Point } from '../verbs/bench.js'
import { git } from '../publish/bench.js'

const open = benches()

const lines = (as = '  as: pull-request\n'): string => config(`tool:
  tag: "v{version}"
  version:
    written-in:
      - { dependencies: dependencies.yaml }
${as.replace(/^(?=.)/gm, '  ')}  build:
    image: {}
  publish:
    image: { to: docker.io/promoter/kpromo, tags: ["v{version}-{revision}"] }
    release: {}
`)

const files = (version: string, as?: string): Readonly<Record<string, string>> => ({
  '.slipway.yaml': lines(as),
  VERSION: `${version}\n`,
  'cloudbuild.yaml': `substitutions:\n  _IMG_VERSION: 'v${version}-0' # kept\n`,
  'workspace_status.sh': `p_ IMG_VERSION v${version}-0\n`,
  'dependencies.yaml': `dependencies:\n  # by hand\n  - name: "repo release version"\n    version: ${version}\n    refPaths:\n    - path: VERSION\n  - name: kpromo\n    version: v${version}-0\n    refPaths:\n    - path: cloudbuild.yaml\n      match: "_IMG_VERSION: '(?P<tag>v[0-9.]+-[0-9]+)'"\n    - path: workspace_status.sh\n`,
})
const project: readonly Point[] = [{ files: files('4.5.0') }]

const prepare = (it: Bench, more: object = {}): Promise<Report> => it.run({ verb: 'prepare', version: '4.5.1', ...more })
const pulls = (it: Bench): readonly { readonly number: number; readonly title: string; readonly state: string }[] => [...repo(it).issues.values()].filter((one) => one.pull !== undefined)
const read = async (it: Bench, ...args: string[]): Promise<string> => git(await it.world.gitFolder(repository.owner, repository.name), ...args)
const hasTag = (it: Bench): boolean => repo(it).refs.has('refs/tags/v4.5.1')
const noted = (it: Bench): boolean => repo(it).refs.has('refs/slipway/prepare/v4.5.1')
const end = (report: Report): readonly unknown[] => [report.outcome, report.exitCode, report.problems.map((one) => one.code)]

const mustBeOut = (it: Bench): void => {
  expect([hasTag(it), noted(it), imageTags(it, 'promoter/kpromo'), releasesOf(it, 'v4.5.1').map((one) => one.draft)]).toEqual([true, false, ['v4.5.1-0'], [false]])
}

describe('a version that is prepared as a pull request', () => {
  test('is proposed with its four files, waits for a person, and is tagged and released when the same is asked after the merge', async () => {
    const it = await open(project)
    const report = await prepare(it)
    expect(end(report)).toEqual(['waiting', 0, []])
    expect(pulls(it).map((one) => [one.title, one.state])).toEqual([['Release prep: bump version to v4.5.1', 'open']])
    expect([report.summary, report.resume, hasTag(it)]).toEqual([expect.stringContaining(`/pull/${pulls(it)[0]?.number}`), 'slipway prepare', false])
    expect((await read(it, 'diff', '--stat', '--format=', 'main', 'slipway/prepare-v4.5.1')).split('\n').map((line) => line.trim().split(' ')[0]).slice(0, 4)).toEqual(['VERSION', 'cloudbuild.yaml', 'dependencies.yaml', 'workspace_status.sh'])
    expect(await read(it, 'show', 'slipway/prepare-v4.5.1:cloudbuild.yaml')).toBe("substitutions:\n  _IMG_VERSION: 'v4.5.1-0' # kept")
    await person(it).merge(pulls(it)[0]?.number ?? 0)
    expect(end(await prepare(it))).toEqual(['released', 0, []])
    mustBeOut(it)
    expect(await read(it, 'show', 'v4.5.1:VERSION')).toBe('4.5.1')
  })

  test.each(['merge', 'squash', 'rebase'] as const)('goes on by itself in `continue` after a %s, and nothing is left to go on with', async (method) => {
    const it = await open(project)
    await prepare(it)
    expect((await it.run({ verb: 'continue' })).outcome).toBe('waiting')
    expect(hasTag(it)).toBe(false)
    await person(it).merge(pulls(it)[0]?.number ?? 0, method)
    const report = await it.run({ verb: 'continue' })
    expect([report.outcome, report.problems, report.releases?.map((one) => [one.tag, one.outcome])]).toEqual(['released', [], [['v4.5.1', 'released']]])
    mustBeOut(it)
    expect((await it.run({ verb: 'continue' })).outcome).toBe('nothing-to-do')
  })

  test('again opens no second one and writes nothing, and what a person changed in it stays', async () => {
    const it = await open(project)
    await prepare(it)
    const writes = it.world.writes().length
    expect(end(await prepare(it))).toEqual(['waiting', 0, []])
    expect([pulls(it).length, it.world.writes().length - writes]).toEqual([1, 0])
  })

  test('that a person closed is not asked again: it is told once, and `continue` is quiet about it', async () => {
    const it = await open(project)
    await prepare(it)
    await person(it).close(pulls(it)[0]?.number ?? 0)
    expect(end(await prepare(it))).toEqual(['blocked', 20, ['PREPARATION_CLOSED']])
    expect([noted(it), (await it.run({ verb: 'continue' })).outcome, pulls(it).length]).toEqual([false, 'nothing-to-do', 1])
  })

  test('needs no pull request when the branch says the version already', async () => {
    const it = await open([{ files: files('4.5.1') }])
    expect(end(await prepare(it))).toEqual(['released', 0, []])
    expect(pulls(it)).toEqual([])
  })

  test('whose answer is lost, at whichever write, is proposed once and released all the same', async () => {
    for (let lost = 1; lost < 20; lost++) {
      const it = await open(project)
      let writes = 0
      const schedule: Schedule = (_, { method }) => (method !== 'GET' && ++writes === lost ? { kind: 'lose-answer' } : undefined)
      it.fail(schedule)
      const first = await prepare(it)
      it.fail(undefined)
      if (first.outcome !== 'waiting') await prepare(it)
      expect([lost, pulls(it).length, noted(it)]).toEqual([lost, 1, true])
      await person(it).merge(pulls(it)[0]?.number ?? 0)
      await it.run({ verb: 'continue' })
      mustBeOut(it)
      if (writes < lost) return
    }
    throw new Error('the preparation never came to its end')
  }, 400_000)
})

test('the way is taken from the command before the config', async () => {
  const it = await open([{ files: files('4.5.0', '') }])
  expect(end(await prepare(it, { as: 'pull-request' }))).toEqual(['waiting', 0, []])
  const other = await open(project)
  expect(end(await prepare(other, { as: 'commit' }))).toEqual(['released', 0, []])
  expect(pulls(other)).toEqual([])
})
