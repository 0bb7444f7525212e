// What a person reads after a failure: what is public, what is staged, what is missing, and the one command that goes on. Pages held
// by golden files; each is built from the results that the engine gives for such an end.
import { describe, expect, test } from '@jest/globals'
import { rehearsedReport } from '../../src/cli/rehearsed-report.js'
import { digestOf } from '../../src/core/digest.js'
import type { Plan } from '../../src/core/plan.js'
import { withSignal, type Report } from '../../src/core/report.js'
import type { Request } from '../../src/core/request.js'
import type { TaskResult } from '../../src/core/result.js'
import { standingOf } from '../../src/core/standing.js'
import { catalog, type Code } from '../../src/errors/catalog.js'
import { problem, type Problem } from '../../src/errors/release-error.js'
import { renderMarkdown } from '../../src/report/markdown.js'
import { stateText } from '../../src/report/state.js'
import { renderText } from '../../src/report/text.js'
import { failureReport } from '../../src/verbs/ends.js'
import { expectGolden } from '../golden.js'

const plan: Plan = {
  schema: 1, line: 'driver', version: '1.0.0', configDigest: digestOf('config'), tasks: [], skipped: [],
  tag: { name: '1.0.0', object: 'a'.repeat(40), commit: 'b'.repeat(40), kind: 'annotated' },
}
const request: Request = { verb: 'release', tag: '1.0.0', dryRun: false, only: [], without: [], again: "slipway release --tag 1.0.0 --line 'a b'" }
const job: Request = { ...request, event: { name: 'push', payload: {}, ref: 'refs/tags/1.0.0', sha: 'b'.repeat(40) } }

const titles = {
  'build:image/image': 'Build the image 1.0.0', 'stage:image/image': 'Push docker.io/a/b by digest', 'stage:release/release': 'Draft release 1.0.0 in a/b with its assets',
  'stage:record/release': 'Freeze the bytes of 1.0.0 in slipway.json', 'publish:image/image': 'Tag docker.io/a/b with 1.0.0', 'publish:release/release': 'Publish the release 1.0.0 of a/b',
  'point:image/image': 'Point latest of docker.io/a/b to 1.0.0', 'follow:next-version/version': 'Set 1.1.0.dev0 on main',
} as const
type Id = keyof typeof titles

const where: Readonly<Partial<Record<Id, string>>> = {
  'stage:image/image': 'docker.io/a/b@sha256:1', 'stage:release/release': 'draft 1.0.0', 'publish:image/image': 'docker.io/a/b:1.0.0', 'publish:release/release': 'release 1.0.0',
  'point:image/image': 'docker.io/a/b:latest', 'follow:next-version/version': 'main at 1.1.0.dev0',
}

/** Everything before `at` is done, `at` failed with the problem, the rest was not reached. */
const until = (at: Id | undefined, why?: Problem): readonly TaskResult[] => {
  const ids = Object.keys(titles) as Id[]
  const stop = at === undefined ? 0 : ids.indexOf(at)
  return ids.map((id, index): TaskResult => {
    if (index < stop) return { id, title: titles[id], state: 'done', took: 100, outcome: { ...(where[id] === undefined ? {} : { where: where[id] }) } }
    return index === stop && at !== undefined ? { id, title: titles[id], state: 'failed', took: 50, ...(why ? { problem: why } : {}) } : { id, title: titles[id], state: 'not-reached', took: 0 }
  })
}

/** As the catalogue shows it; the words of the codes are not what is tested here. */
const sample = (code: Code): Problem => problem(code, catalog[code].sample as never)
const [limited, conflict, blocked, cancelled, lost] = [sample('RATE_LIMITED'), sample('DESTINATION_CONFLICT'), sample('REFERENCE_DISAGREES'), sample('CANCELLED'), sample('HTTP_BROKEN')]

const reports: Readonly<Record<string, Report>> = {
  waiting: failureReport([limited], { request: job, plan, results: until('publish:image/image', limited), took: 1000 }),
  blocked: failureReport([blocked], { request: job, took: 1000 }),
  conflict: failureReport([conflict], { request, plan, results: until(undefined), took: 1000 }),
  cancelled: withSignal(failureReport([{ ...cancelled, task: 'publish:release/release' }, { ...cancelled, task: 'point:image/image' }], { request: job, plan, results: until('publish:release/release', cancelled), took: 1000 }), 'SIGTERM'),
  'lost-answer': failureReport([lost], { request, plan, results: until('publish:release/release', lost), took: 1000 }),
  incomplete: failureReport([lost], { request: job, plan, results: until('follow:next-version/version', lost), took: 1000 }),
}

test.each(Object.keys(reports))('the pages of a run that ends as %s', (name) => {
  const report = reports[name]
  if (!report) throw new Error(name)
  expectGolden(`__tests__/golden/state-${name}.txt`, renderText(report))
  expectGolden(`__tests__/golden/state-${name}.md`, renderMarkdown(report))
  expectGolden(`__tests__/golden/state-${name}.annotation.txt`, `${stateText(report) ?? ''}\n`)
})

test.each(Object.keys(reports))('%s: log, summary and annotation name the command that goes on, as it was asked for', (name) => {
  const report = reports[name]
  for (const page of report ? [renderText(report), renderMarkdown(report), stateText(report)] : []) expect(page).toContain("slipway release --tag 1.0.0 --line 'a b'")
})

test('a job may be re-run; a terminal is told of no job', () => {
  const texts = Object.entries(reports).map(([name, report]) => [name, renderText(report).includes('or re-run this job'), renderMarkdown(report).includes('or re-run this job')])
  expect(texts).toEqual([['waiting', true, true], ['blocked', true, true], ['conflict', false, false], ['cancelled', true, true], ['lost-answer', false, false], ['incomplete', true, true]])
})

describe('a destination', () => {
  const of = (results: readonly TaskResult[]): Readonly<Record<string, string>> => Object.fromEntries(standingOf(results).map((it) => [it.destination, it.standing]))

  test('is staged until its own task is done, and public from then on', () => {
    expect(of(until('publish:image/image', limited))).toEqual({ [titles['publish:image/image']]: 'uncertain', [titles['publish:release/release']]: 'staged', [titles['point:image/image']]: 'missing', [titles['follow:next-version/version']]: 'missing' })
    expect(of(until('publish:release/release', lost))).toMatchObject({ 'docker.io/a/b:1.0.0': 'public', [titles['publish:release/release']]: 'uncertain' })
  })

  test('is not in doubt when it was only looked at', () => {
    expect(of(until('publish:image/image', conflict))).toMatchObject({ [titles['publish:image/image']]: 'staged' })
  })

  test('is missing while staging it failed before anything of it was there', () => {
    expect(of(until('build:image/image', lost))).toEqual(Object.fromEntries((['publish:image/image', 'publish:release/release', 'point:image/image', 'follow:next-version/version'] as const).map((id) => [titles[id], 'missing'])))
  })
})

test('a run that stopped while it prepared a version says that commit and tag may be there', () => {
  const report = failureReport([cancelled], { request: { ...request, verb: 'prepare', again: 'slipway prepare 1.0.0' } })
  expect(renderText(report)).toContain('its commit and its tag may be there')
})

test('verbs that only look tell of no command', () => {
  for (const verb of ['plan', 'check'] as const) expect(failureReport([lost], { request: { ...request, verb } }).resume).toBeUndefined()
})

describe('a rehearsal that failed', () => {
  const report = failureReport([lost], { request: { ...request, verb: 'rehearse', again: 'slipway rehearse' }, plan, results: until('publish:release/release', lost), took: 1200 })

  test('reads well to its last line, and says that nothing left this machine', () => {
    const lines = (keep: boolean): string | undefined => renderText(rehearsedReport(report, { server: 'http://127.0.0.1:1', registries: {} }, keep)).trimEnd().split('\n').at(-1)
    expect(lines(false)).toBe('failed: stopped by one problem; it was a rehearsal, and nothing left this machine (1.2 s)')
    expect(lines(true)).toBe('failed: stopped by one problem; the world of the rehearsal stays, and nothing left this machine (1.2 s)')
    expect(renderText(report)).toContain('To rehearse it again:\n   slipway rehearse')
  })
})

describe('a proposal', () => {
  const proposed: Report = { verb: 'propose', outcome: 'waiting', exitCode: 0, summary: 'https://github.com/a/b/issues/1 was opened; its owners are to approve there', results: [], problems: [], findings: [], took: 1 }

  test('that opened its issue does not say that it wrote nothing', () => {
    for (const page of [renderText(proposed), renderMarkdown(proposed)]) {
      expect(page).not.toMatch(/wrote nothing/)
      expect(page).toContain('was opened')
    }
  })
  test('that failed on its way does not say so either: nobody knows', () => {
    const page = renderText(failureReport([lost], { request: { ...request, verb: 'propose', again: 'slipway propose 1.0.0' } }))
    expect(page).not.toMatch(/wrote nothing/)
    expect(page).toMatch(/issue may be there/)
  })
})
