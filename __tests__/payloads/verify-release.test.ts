// Validation: the assets as a user gets them, and the project's own commands on them, before or after the release becomes public.
import { expect, test } from '@jest/globals'
import { benches, imageTags, release, releasesOf, repo, repository, type Bench } from '../verbs/bench.js'
import { pointOf, realSteps, verifiedLine as line } from './scene.js'

const open = benches()
const run = { steps: realSteps() }
const secret = { GITHUB_TOKEN: 'ghs_workflow', INPUT_TOKEN: 'ghs_workflow', SLIPWAY_TARGET_TOKEN: 'ghp_other', PASSED: 'yes', HELD: 'back' }

/** An install script that looks at all that it is given. */
const install = `#!/bin/sh
set -eu
test "$(pwd)" != "$HOME"
test -z "$(ls -A "$HOME")"
test "$(ls "$SLIPWAY_ASSETS" | tr '\\n' ' ')" = 'SHA256SUMS kontain.tar.gz slipway.json '
(cd "$SLIPWAY_ASSETS" && sha256sum -c SHA256SUMS)
test "$(cat "$SLIPWAY_ASSETS/kontain.tar.gz")" = "$SLIPWAY_VERSION $SLIPWAY_TAG $SLIPWAY_COMMIT"
test "$PASSED" = yes
if test -n "\${SLIPWAY_DOWNLOADS-}"; then curl -sSfL --noproxy '*' "$SLIPWAY_DOWNLOADS/kontain.tar.gz" | cmp - "$SLIPWAY_ASSETS/kontain.tar.gz"; fi
if env | grep -E 'ghs_|ghp_|TOKEN|HELD'; then exit 9; fi
touch "$HOME/installed"
`

const scene = (verify: string, script = install): ReturnType<typeof open> => open([{ ...pointOf(line(verify), 'v0.9-beta', { 'install.sh': script }) }])
const go = (it: Bench): ReturnType<typeof release> => release(it, 'v0.9-beta', { ...run, environment: secret })
const downloads = (it: Bench): readonly string[] => it.world.calls.filter((one) => one.path.includes('/releases/download/')).map((one) => one.path)

test('a public release is downloaded as anybody would, and its install script runs without a token; done once', async () => {
  const bench = await scene('{ run: [sh install.sh], env: [PASSED] }')
  const report = await go(bench)
  expect([report.outcome, report.problems.map((it) => it.message), bench.log.filter((it) => it.includes('installed'))]).toEqual(['released', [], []])
  // The other step of the slot has nothing to leave out.
  expect(report.plan?.skipped).toEqual([])
  // The script fetches one of them itself.
  expect(downloads(bench).map((it) => it.split('/').at(-1)).sort()).toEqual(['SHA256SUMS', 'kontain.tar.gz', 'kontain.tar.gz', 'slipway.json'])
  const [it] = releasesOf(bench, 'v0.9-beta')
  expect(it?.body?.trimEnd().split('\n').slice(-2).map((one) => /"kind":"(\w+)"/.exec(one)?.[1])).toEqual(['verified', 'release'])
  const [writes, calls] = [bench.writes(), downloads(bench).length]
  expect([(await go(bench)).outcome, bench.writes() - writes, downloads(bench).length - calls]).toEqual(['already-released', 0, 0])
})

test('a public release that does not pass is incomplete: it stays, pointers stay, and the next run goes on', async () => {
  const bench = await scene('{ run: [["sh", "-c", "exit 3"]] }')
  const report = await go(bench)
  expect([report.outcome, report.exitCode, report.problems.map((it) => it.code)]).toEqual(['incomplete', 10, ['VALIDATION_FAILED']])
  expect(report.problems[0]?.message).toContain(`/${repository.owner}/${repository.name}/releases/tag/v0.9-beta; no pointer has moved`)
  expect(releasesOf(bench, 'v0.9-beta').map((it) => it.draft)).toEqual([false])
  expect(imageTags(bench, 'kontainapp/km')).not.toContain('latest')
  const writes = bench.world.writes('release').length
  expect([(await go(bench)).outcome, bench.world.writes('release').length - writes]).toEqual(['incomplete', 0])
})

test('before the flip it is the draft that is tried: when it fails it stays one, and says so', async () => {
  const bench = await scene('{ before: flip, run: [["sh", "-c", "test -f install.sh; cat $SLIPWAY_ASSETS/kontain.tar.gz; exit 3"]] }')
  const report = await go(bench)
  expect([report.outcome, report.exitCode, report.problems.map((it) => it.code)]).toEqual(['failed', 3, ['VALIDATION_OF_DRAFT']])
  expect(report.problems[0]?.message).toMatch(/stays a draft/)
  expect([releasesOf(bench, 'v0.9-beta').map((it) => it.draft), downloads(bench)]).toEqual([[true], []])
  expect(imageTags(bench, 'kontainapp/km')).not.toContain('latest')
})

test('before the flip a draft that passes becomes public, and is not tried again', async () => {
  const bench = await scene('{ before: flip, run: [sh install.sh], env: [PASSED] }')
  expect([(await go(bench)).outcome, downloads(bench)]).toEqual(['released', []])
  const writes = bench.writes()
  expect([(await go(bench)).outcome, bench.writes() - writes]).toEqual(['already-released', 0])
})

test('the note that it has passed is made once although the answer about it is lost, and a run that was stopped before it tries again', async () => {
  const lost = await scene('{ run: [sh install.sh], env: [PASSED] }')
  let patches = 0
  lost.fail((_, it) => (it.method === 'PATCH' && patches++ === 1 ? { kind: 'lose-answer' } : undefined))
  expect([(await go(lost)).outcome, patches >= 2]).toEqual(['released', true])
  expect(releasesOf(lost, 'v0.9-beta')[0]?.body?.match(/"kind":"verified"/g)).toHaveLength(1)
  const stopped = await scene('{ run: [sh install.sh], env: [PASSED] }')
  patches = 0
  stopped.fail((_, it) => (it.method === 'PATCH' && patches++ >= 1 ? { kind: 'answer', carriedOut: false, status: 422, headers: { 'content-type': 'application/json' }, body: '{}' } : undefined))
  expect((await go(stopped)).outcome).toBe('incomplete')
  expect(imageTags(stopped, 'kontainapp/km')).not.toContain('latest')
  stopped.fail(undefined)
  expect([(await go(stopped)).problems, imageTags(stopped, 'kontainapp/km').includes('latest')]).toEqual([[], true])
})

test('an asset that holds other bytes than were built is found by the download', async () => {
  const bench = await scene('{}')
  bench.fail((_, it) => (it.method === 'GET' && it.url.pathname.endsWith('/releases/download/v0.9-beta/kontain.tar.gz') ? { kind: 'answer', carriedOut: false, status: 200, headers: { 'content-type': 'application/octet-stream' }, body: 'another' } : undefined))
  const report = await go(bench)
  expect([report.outcome, report.problems.map((it) => it.code)]).toEqual(['incomplete', ['VALIDATION_ASSET']])
})

test('a line that makes no release has none to verify', async () => {
  const bench = await open([pointOf(line('{}').replace(/ +release: \{\}\n {2}verify/, '  verify'), 'v1')])
  expect([(await release(bench, 'v1', run)).problems.map((it) => it.code), bench.writes(), repo(bench).releases.size]).toEqual([['CONFIG_INVALID'], 0, 0])
})
