// The order in which the Action reads: the event first, then what was asked, and a secret only for a run that will need it.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { systemClock } from '../../src/adapters/clock.js'
import { act } from '../../src/cli/act.js'
import { createSoFar } from '../../src/cli/so-far.js'
import type { Report } from '../../src/core/report.js'
import { rememberingLog } from '../adapters/temp.js'
import { git, root } from '../e2e/scene.js'

const secrets = ['INPUT_TOKEN', 'INPUT_TARGET-TOKEN', 'INPUT_CHAT-TOKEN', 'GITHUB_TOKEN', 'GH_TOKEN', 'SLIPWAY_REGISTRY_DOCKER_IO_PASSWORD', 'SLIPWAY_REGISTRY_DOCKER_IO_USERNAME', 'DOCKER_CONFIG', 'DOCKER_AUTH_CONFIG', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_RUNTIME_TOKEN']

interface Acted {
  readonly report: Report
  /** Secrets whose value was asked for. */
  readonly read: readonly string[]
}

const actOn = async (event: string, inputs: Readonly<Record<string, string>> = {}, folder = root): Promise<Acted> => {
  const temp = mkdtempSync(join(tmpdir(), 'act-'))
  writeFileSync(join(temp, 'event.json'), JSON.stringify({ ref: 'refs/tags/1.0.0', repository: { fork: true }, inputs: { tag: '1.0.0' } }))
  const values: Record<string, string> = {
    ...Object.fromEntries(secrets.map((name) => [name, `planted ${name}`])),
    PATH: process.env['PATH'] ?? '', HOME: temp, RUNNER_TEMP: temp, GITHUB_REPOSITORY: 'accanto/driver', GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: join(temp, 'event.json'), GITHUB_REF: 'refs/tags/1.0.0', GITHUB_SHA: 'a'.repeat(40),
    // Nobody listens there.
    GITHUB_API_URL: 'http://127.0.0.1:9', GITHUB_SERVER_URL: 'http://127.0.0.1:9', GITHUB_GRAPHQL_URL: 'http://127.0.0.1:9/graphql',
    ...inputs,
  }
  const read = new Set<string>()
  const environment = new Proxy(values, { get: (target, name: string) => {
    if (secrets.includes(name)) read.add(name)
    return target[name]
  } })
  const soFar = createSoFar(systemClock)
  const report = await act({ environment, folder, log: rememberingLog(), signal: new AbortController().signal, soFar })
  return { report, read: [...read].sort() }
}

/** Everything that somebody without a right to write can cause, and an event that nobody has heard of. */
const strangers = [
  'pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment', 'issue_comment', 'issues', 'discussion', 'discussion_comment', 'fork', 'watch', 'gollum', 'workflow_run', 'check_run', 'check_suite', 'status', 'merge_group',
  'an_event_of_tomorrow',
]

test.each(strangers)('%s ends before any secret is read, whatever the inputs say', async (event) => {
  for (const inputs of [{}, { INPUT_TAG: '1.0.0' }, { INPUT_COMMAND: 'plan', INPUT_TAG: '1.0.0' }, { INPUT_COMMAND: 'prepare', INPUT_VERSION: '1.0.0' }, { 'INPUT_DRY-RUN': 'perhaps' }]) {
    const { report, read } = await actOn(event, inputs)
    expect([report.problems.map((it) => it.code), report.outcome, report.exitCode, read]).toEqual([['TRIGGER_UNSAFE'], 'blocked', 20, []])
  }
})

test('a verb that looks at the clone alone may be asked for by any event: it needs no secret, and none is read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'act-clone-'))
  git(folder, 'init', '-q', '-b', 'main')
  writeFileSync(join(folder, 'pkg.json'), '{ "version": "1.0.0" }\n')
  writeFileSync(join(folder, '.slipway.yaml'), 'version: 1\nlines:\n  main:\n    tag: "{version}"\n    scheme: semver\n    version:\n      written-in:\n        - { file: pkg.json, at: /version }\n')
  git(folder, 'add', '.')
  git(folder, 'commit', '-qm', 'All')
  const { report, read } = await actOn('pull_request', { INPUT_COMMAND: 'check' }, folder)
  expect([report.summary, report.exitCode, read]).toEqual([expect.stringMatching(/references? agrees?/), 0, []])
})

test('notes are shown to a pull request, with its token and no other secret; to no other event of strangers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'act-notes-'))
  git(folder, 'init', '-q', '-b', 'main')
  writeFileSync(join(folder, '.slipway.yaml'), 'version: 1\nlines:\n  main:\n    tag: "{version}"\n')
  git(folder, 'add', '.')
  git(folder, 'commit', '-qm', 'feat: all')
  const { report, read } = await actOn('pull_request', { INPUT_COMMAND: 'notes', GITHUB_REF: 'refs/pull/1/merge' }, folder)
  expect([report.problems, report.text, read]).toEqual([[], '### Features\n\n- all', ['INPUT_TOKEN']])
  for (const event of strangers.filter((it) => it !== 'pull_request')) {
    const refused = await actOn(event, { INPUT_COMMAND: 'notes' }, folder)
    expect([refused.report.problems.map((it) => it.code), refused.read]).toEqual([['TRIGGER_UNSAFE'], []])
  }
})

describe('an event of those who may release', () => {
  test('that releases nothing reads no secret either', async () => {
    const { report, read } = await actOn('push', { GITHUB_REF: 'refs/heads/main', GITHUB_EVENT_PATH: '' })
    expect([report.outcome, read]).toEqual(['nothing-to-do', []])
  })

  test('inputs that make no sense end before the token is read', async () => {
    const { report, read } = await actOn('push', { INPUT_COMMAND: 'relase' })
    expect([report.problems.map((it) => it.code), read]).toEqual([['USAGE'], []])
  })

  test('the recorder sees what a real run reads', async () => {
    const { read } = await actOn('push', { INPUT_TAG: 'none-such' })
    expect(read).toContain('INPUT_TOKEN')
  })
})

test.each([
  ['push', {}, 'slipway release --tag 1.0.0'],
  ['push', { INPUT_LINE: 'a b', INPUT_CONFIG: 'ci/slip way.yaml' }, "slipway release --tag 1.0.0 --line a,b --config 'ci/slip way.yaml'"],
  ['push', { GITHUB_REF: "refs/tags/it's;rm -rf" }, String.raw`slipway release --tag 'it'\''s;rm -rf'`],
  ['push', { GITHUB_REF: 'refs/tags/-x' }, 'slipway release --tag=-x'],
  ['workflow_dispatch', { GITHUB_REF: 'refs/heads/main' }, 'slipway release --tag 1.0.0'],
  ['workflow_dispatch', { INPUT_VERSION: '2.0.0', GITHUB_REF: 'refs/heads/main' }, 'slipway release --version 2.0.0'],
  ['push', { INPUT_COMMAND: 'plan', INPUT_WITHOUT: 'image,  chart', INPUT_ADOPT: 'true', 'INPUT_CONFIG-FROM': 'default' }, 'slipway plan --tag 1.0.0 --config-from default --without image,chart --adopt'],
] as const)('the command that goes on after %s with %j is %s', async (event, inputs, command) => {
  const { readEvent, readRequest } = await import('../../src/adapters/runner/inputs.js')
  const environment = { GITHUB_EVENT_NAME: event, GITHUB_REF: 'refs/tags/1.0.0', GITHUB_EVENT_PATH: 'event.json', ...inputs }
  const read = (): string => JSON.stringify(event === 'workflow_dispatch' && !('INPUT_VERSION' in inputs) ? { inputs: { tag: '1.0.0' } } : {})
  expect(readRequest(environment, readEvent(environment, read)).again).toBe(command)
})
