// A plain rehearsal of lines that ask for approvals and promote: owners of this world approve, what leads into other projects is left out,
// and both is said.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { createConsoleLog } from '../../src/adapters/console/console-log.js'
import { parseArgv } from '../../src/cli/parse-argv.js'
import { rehearse } from '../../src/cli/rehearse.js'
import type { Report } from '../../src/core/report.js'

const root = resolve(import.meta.dirname, '../..')
const folders: string[] = []
afterEach(() => {
  for (const it of folders.splice(0)) rmSync(it, { recursive: true, force: true })
})

interface Rehearsed {
  readonly report: Report | undefined
  readonly code: number
  readonly log: string
}

const rehearsed = async (example: string, argv: readonly string[], change: (folder: string) => void = () => undefined): Promise<Rehearsed> => {
  const scratch = mkdtempSync(join(tmpdir(), 'rehearsed-'))
  folders.push(scratch)
  const folder = join(scratch, 'project')
  execFileSync(join(root, 'script/example-repository'), [folder, example])
  change(folder)
  const lines: string[] = []
  let report: Report | undefined
  const code = await rehearse({
    folder, environment: { PATH: process.env['PATH'] ?? '', HOME: scratch, RUNNER_TEMP: scratch }, log: createConsoleLog({ verbose: false, write: (line) => void lines.push(line) }), signal: new AbortController().signal,
    slipway: '0.1.0', request: parseArgv(['rehearse', ...argv]).request, keep: false, show: async (it) => void (report = it),
  })
  return { report, code, log: lines.join('\n') }
}

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { encoding: 'utf8', env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' } })

test('owners approve it in the world of the rehearsal, and what leads into other projects is left out', async () => {
  const { report, code, log } = await rehearsed('promo', [])
  expect([report?.problems, report?.outcome, code]).toEqual([[], 'released', 0])
  expect(report?.summary).toMatch(/^kpromo 4\.5\.0 is released, but for what leads into kubernetes\/k8s\.io and kubernetes\/test-infra, in a world/)
  expect(log).toMatch(/Approved in this world by (puerco|saschagrunert)\. .*`slipway propose 4\.5\.0`/)
  expect(log).toMatch(/Left out here .*promote:images, verify:production, follow:rollout.*--play FILE/s)
  expect(report?.results.map((it) => it.id)).toContain('follow:issue/issue')
}, 120_000)

test('a tag that is there is approved at its commit', async () => {
  const { report, log } = await rehearsed('promo', ['--tag', 'v4.5.0'], (folder) => {
    git(folder, 'tag', '-a', 'v4.5.0', '-m', 'Release v4.5.0')
    writeFileSync(join(folder, 'later.txt'), 'later\n')
    git(folder, 'add', '.')
    git(folder, 'commit', '-qm', 'Later')
  })
  expect([report?.problems, report?.outcome]).toEqual([[], 'released'])
  expect(log).toContain('Approved in this world by')
}, 120_000)

test('owners that are too few block it here as they would there', async () => {
  const { report, code } = await rehearsed('promo', [], (folder) => {
    const path = join(folder, '.slipway.yaml')
    writeFileSync(path, readFileSync(path, 'utf8').replace('count: 1', 'count: 9'))
    git(folder, 'commit', '-qam', 'Ask for more')
  })
  expect([report?.problems.map((it) => it.code), code]).toEqual([['APPROVALS_TOO_FEW'], 20])
}, 120_000)

test('an OWNERS that cannot be read is told by the proposal', async () => {
  const { report, code } = await rehearsed('promo', [], (folder) => {
    writeFileSync(join(folder, 'OWNERS'), 'approvers:\n  - nobody-knows-these-approvers\n')
    git(folder, 'commit', '-qam', 'Owners')
  })
  expect([report?.problems.map((it) => it.code), code]).toEqual([['OWNERS_ALIAS_UNKNOWN'], 20])
}, 120_000)

test('a chart whose image nobody releases in this world is told how to play both, and how to propose its line', async () => {
  const { report, log } = await rehearsed('dra', ['--line', 'chart', '--version', '0.5.0'])
  expect(report?.problems.map((it) => [it.code, it.hint])).toEqual([['CHART_IMAGE_MISSING', expect.stringContaining('--play FILE')]])
  expect(log).toContain('`slipway propose 0.5.0 --line chart`')
}, 120_000)
