// What a rehearsal tells a person to type: addresses of the world while it stays, those of the real release once it is gone.
import { expect, test } from '@jest/globals'
import { logOfTheRelease, rehearsedReport, reportOfTheRelease } from '../../src/cli/rehearsed-report.js'
import { digestOf } from '../../src/core/digest.js'
import type { Report } from '../../src/core/report.js'
import { problem } from '../../src/errors/release-error.js'

const server = 'http://127.0.0.1:4000'
const world = { server, registries: { 'docker.io': 'http://127.0.0.1:4001', 'ghcr.io': 'http://127.0.0.1:4002' } }
const digest = digestOf('image')
const commands = [
  `docker pull docker.io/accanto/os-vim-driver@${digest}`, `docker pull ghcr.io/docker.io/x@${digest}`, 'helm pull oci://ghcr.io/accanto/driver --version 1.0.0',
  `pip install ${server}/example/x/releases/download/1.0.0/x.whl`, `helm pull ${server}/example/x/releases/download/1.0.0/x-1.0.0.tgz`,
]
const report: Report = {
  verb: 'rehearse', outcome: 'released', exitCode: 0, summary: 'driver 1.0.0 is released', problems: [], findings: [], took: 1,
  results: [{ id: 'publish:image/image', title: '', state: 'done', took: 1, outcome: { where: 'docker.io/accanto/os-vim-driver:1.0.0', digest, url: `${server}/example/x/releases/tag/1.0.0`, commands } }],
}

test('a world that stays is spoken to by its own addresses, as copied commands need them', () => {
  const [result] = rehearsedReport(report, world, true).results
  expect(result?.outcome?.commands).toEqual([
    `docker pull 127.0.0.1:4001/accanto/os-vim-driver@${digest}`, `docker pull 127.0.0.1:4002/docker.io/x@${digest}`, 'helm pull oci://127.0.0.1:4002/accanto/driver --version 1.0.0 --plain-http',
    commands[3], commands[4],
  ])
  expect(result?.outcome?.url).toBe(`${server}/example/x/releases/tag/1.0.0`)
  const linked: Report = { ...report, results: [{ id: 'follow:next-version/version', title: '', state: 'done', took: 1, outcome: { url: 'https://github.com/example/x/commit/1' } }] }
  expect(rehearsedReport(linked, world, true).results[0]?.outcome?.url).toBe(`${server}/example/x/commit/1`)
})

test('what is told on the way, and what went wrong, names the release that is rehearsed', () => {
  const said: string[] = []
  const note = (text: string): void => void said.push(text)
  const log = logOfTheRelease({ info: note, warn: note, error: note, debug: note, child: note, secret: () => undefined }, world)
  log.info(`Taking the place of ${server}/example/x/releases/tag/1.0.0, which stays`)
  expect(said).toEqual(['Taking the place of https://github.com/example/x/releases/tag/1.0.0, which stays'])
  const failed: Report = { ...report, summary: `it waits for ${server}/example/x/pull/1`, problems: [problem('RELEASE_FOREIGN', { tag: '1.0.0', repository: 'example/x', url: `${server}/example/x/releases/tag/1.0.0` })] }
  expect(JSON.stringify([reportOfTheRelease(failed, world), rehearsedReport(failed, world, false)])).not.toContain('127.0.0.1')
  expect(reportOfTheRelease(failed, world).problems[0]?.message).toContain('https://github.com/example/x/releases/tag/1.0.0')
  expect(rehearsedReport(failed, world, true).problems[0]?.message).toContain(`${server}/example/x/releases/tag/1.0.0`)
})

test('of a world that is gone no address is told: the commands are those of the release to come', () => {
  const told = rehearsedReport(report, world, false)
  expect(JSON.stringify(told)).not.toContain('127.0.0.1')
  expect(told.results[0]?.outcome?.commands).toEqual([
    commands[0], commands[1], commands[2],
    'pip install https://github.com/example/x/releases/download/1.0.0/x.whl', 'helm pull https://github.com/example/x/releases/download/1.0.0/x-1.0.0.tgz',
  ])
})

test.each<[Report['outcome'], string, string]>([
  ['released', 'driver 1.0.0 is released', 'driver 1.0.0 is released in a world of its own, which is gone; nothing left this machine'],
  ['incomplete', 'driver 1.0.0: everything that was asked for is done, some tasks were left out', 'some tasks were left out; it was a rehearsal, and nothing left this machine'],
  ['nothing-to-do', 'no line claims the tag 0.5.0 (patterns: v{version})', '(patterns: v{version}); it was a rehearsal, and nothing left this machine'],
])('%s: the last line stays a sentence', (outcome, summary, told) => {
  expect(rehearsedReport({ ...report, outcome, summary }, world, false).summary).toContain(told)
})

test.each([true, false])('names and digests stay those of the real world (kept: %s)', (keep) => {
  expect(rehearsedReport(report, world, keep).results[0]).toMatchObject({ outcome: { where: 'docker.io/accanto/os-vim-driver:1.0.0', digest } })
})

test.each([
  ['pip install os-driver==1.0.0', 'pip install --index-url http://127.0.0.1:4003/simple/ os-driver==1.0.0'],
  ['pip install --index-url https://packages.example.com/pages/ os-driver==1.0.0', 'pip install --index-url http://127.0.0.1:4004/pages/ os-driver==1.0.0'],
  ['pip install --index-url https://elsewhere.example.com/simple/ os-driver==1.0.0', 'pip install --index-url https://elsewhere.example.com/simple/ os-driver==1.0.0'],
])('%s asks the index of the world while it stays, and the real one after it', (command, kept) => {
  const own: Report = { ...report, results: [{ id: 'publish:index/index', title: '', state: 'done', took: 1, outcome: { commands: [command] } }] }
  const indexes = { 'pypi.org': 'http://127.0.0.1:4003', 'packages.example.com': 'http://127.0.0.1:4004' }
  expect([true, false].map((keep) => rehearsedReport(own, { ...world, indexes }, keep).results[0]?.outcome?.commands)).toEqual([[kept], [command]])
})

test('a rehearsal that waits for others names the way to play them, and no command that would wait again', () => {
  const waiting: Report = { ...report, outcome: 'waiting', summary: 'it waits for the image', resume: 'slipway rehearse --line chart' }
  const told = rehearsedReport(waiting, world, false)
  expect([told.resume, told.summary]).toEqual([undefined, expect.stringMatching(/waits for the image in a world .*`slipway rehearse --play FILE` .*docs\/plays\.md/)])
  expect(rehearsedReport({ ...waiting, outcome: 'failed', problems: [problem('HTTP_BROKEN', { method: 'GET', url: server, what: 'lost', sent: 'no' } as never)] }, world, false).resume).toBe('slipway rehearse --line chart')
})

test('an image that a chart lacks in a rehearsal is not to be released first, but to be played first', () => {
  const missing = problem('CHART_IMAGE_MISSING', { image: 'registry.k8s.io/a/b:v1', also: '', why: 'there is no tag v1' })
  const [told] = rehearsedReport({ ...report, outcome: 'blocked', problems: [missing] }, world, false).problems
  expect([told?.code, told?.message]).toEqual([missing.code, missing.message])
  expect(told?.hint).toMatch(/begin empty.*--play FILE.*docs\/plays\.md/)
})
