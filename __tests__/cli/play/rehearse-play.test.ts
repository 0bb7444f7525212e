// Plays that come to a bad end: it is said where in the play, with the exit code of what failed, and nothing goes on after it.
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { rehearsePlay } from '../../../src/cli/play/rehearse-play.js'
import type { Report } from '../../../src/core/report.js'
import { ReleaseError, type Problem } from '../../../src/errors/release-error.js'
import { rememberingLog, tempFolder } from '../../adapters/temp.js'
import { git } from '../../publish/bench.js'

const config = `version: 1
lines:
  tool:
    tag: "v{version}"
    build:
      files: [{ name: tool, run: ./make.sh, take: out/tool.txt }]
    publish:
      release: {}
`

interface Ended {
  readonly code: number | undefined
  readonly problem: Problem | undefined
  readonly reports: readonly Report[]
  readonly lines: readonly string[]
}

const played = async (play: string, make = 'echo tool > out/tool.txt'): Promise<Ended> => {
  const folder = join(await tempFolder(), 'tool')
  await mkdir(folder)
  git(folder, 'init', '--quiet', '--initial-branch=main')
  await writeFile(join(folder, '.slipway.yaml'), config)
  await writeFile(join(folder, 'make.sh'), `#!/bin/sh\nmkdir -p out && ${make}\n`)
  await chmod(join(folder, 'make.sh'), 0o755)
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '-m', 'One')
  const file = join(folder, '..', 'play.yaml')
  await writeFile(file, play)
  const [reports, log]: [Report[], ReturnType<typeof rememberingLog>] = [[], rememberingLog()]
  let [code, problem]: [number | undefined, Problem | undefined] = [undefined, undefined]
  try {
    code = await rehearsePlay({
      folder, file, environment: { PATH: process.env['PATH'] }, log, signal: new AbortController().signal, slipway: '0.1.0', keep: false,
      request: { verb: 'rehearse', dryRun: false, only: [], without: [], again: 'slipway rehearse' },
      show: (report) => Promise.resolve(void reports.push(report)),
    })
  } catch (failure) {
    if (!(failure instanceof ReleaseError)) throw failure
    problem = failure.problems[0]
  }
  return { code, problem, reports, lines: log.lines }
}

const outcomes = ({ reports }: Ended): readonly string[] => reports.map((it) => it.outcome)
const at = (problem: Problem | undefined): string => `${problem?.code ?? ''} ${String(problem?.place?.line)}:${String(problem?.place?.column)}`

const begin = 'people: { ann: admin }\ndeeds:\n  - { as: ann, tag: v1.0.0 }\n'

test('a play whose every command ends well ends with 0', async () => {
  const it = await played(`${begin}  - { slipway: release --tag v1.0.0, ends: released }\n  - { slipway: continue }\n`)
  expect([it.code, it.problem, outcomes(it)]).toEqual([0, undefined, ['released', 'nothing-to-do']])
})

test('a command that failed ends the play with its exit code, though a later one would be fine', async () => {
  const it = await played(`${begin}  - slipway: release --tag v1.0.0\n  - { slipway: check --tag v1.0.0 }\n`, 'false')
  expect(outcomes(it)).toEqual(['failed'])
  expect(it.reports[0]?.exitCode).not.toBe(0)
  expect(it.code).toBe(it.reports[0]?.exitCode)
  expect(it.lines.filter((line) => line.startsWith('error ')).join()).toMatch(/PLAY_STOPPED \(.*play\.yaml:4:5\): .*`slipway release --tag v1\.0\.0` ended as failed/)
})

test('a play that says that a command fails goes on after it', async () => {
  const it = await played(`${begin}  - { slipway: release --tag v1.0.0, ends: failed }\n  - { slipway: check }\n`, 'false')
  expect([it.code, it.reports.length, it.reports[0]?.outcome]).toEqual([0, 2, 'failed'])
})

test('an incomplete release ends the play as well', async () => {
  const it = await played(`${begin}  - { slipway: release --tag v1.0.0 --without release }\n  - { slipway: check }\n`)
  expect([it.code, outcomes(it)]).toEqual([10, ['incomplete']])
})

test('another end than the play says is told with its line', async () => {
  const it = await played(`${begin}  - { slipway: release --tag v1.0.0, ends: waiting }\n`)
  expect(at(it.problem)).toBe('PLAY_ENDED_OTHERWISE 4:5')
})

test.each([
  ['files of a repository in a folder that is not there', `repositories:\n  org/infra: { files: nowhere }\n${begin}`, 'PLAY_INVALID 2:23', /files of org\/infra .*nowhere/],
  ['a pull request that nobody opened', `repositories: { org/infra: {} }\n${begin}  - { as: ann, merge: org/infra }\n`, 'PLAY_INVALID 5:5', /no open pull request in org\/infra/],
  ['an edit of what was never said', `${begin}  - { as: ann, edit: hm }\n`, 'PLAY_INVALID 4:5', /ann has said nothing/],
  ['an image list that is not there', `${begin}  - { as: ann, promote: { list: images.yaml, in: example/project, from: a.io/b, to: c.io/d } }\n`, 'PLAY_INVALID 4:5', /there is no file images\.yaml in example\/project by then/],
  ['a promotion into a registry that is not in this world', `${begin}  - { as: ann, commit: { images.yaml: '[]' }, message: m }\n  - { as: ann, promote: { list: images.yaml, in: example/project, from: a.io/b, to: c.io/d } }\n`, 'PLAY_INVALID 5:5', /ann cannot do this: .*no registry a\.io/],
  ['a repository that is not in this world', `${begin}  - { as: ann, comment: hm, on: org/other }\n`, 'PLAY_INVALID 4:5', /org\/other/],
  ['a command that Slipway does not know', `${begin}  - { slipway: relaese }\n`, 'USAGE 4:5', /relaese/],
  ['a rehearsal in a rehearsal', `${begin}  - { slipway: rehearse }\n`, 'PLAY_INVALID 4:5', /rehearsal/],
])('%s is told at its place in the play', async (_, play, where, what) => {
  const it = await played(play)
  expect(at(it.problem)).toBe(where)
  expect(it.problem?.message).toMatch(what)
})
