import { describe, expect, test } from '@jest/globals'
import { parseArgv } from '../../src/cli/parse-argv.js'
import { flagsOf, helpText, knownVerbs } from '../../src/cli/help.js'
import { verbs } from '../../src/core/request.js'
import { problemsOf } from '../codes.js'

test('a verb with flags becomes a request', () => {
  const asked = parseArgv(['release', '--tag', '1.0.0', '--without', 'image,chart', '--without', 'docs', '--dry-run', '--verbose', '--repository', 'x'])
  expect(asked).toMatchObject({ repository: 'x', verbose: true, json: false, keep: false })
  expect(asked.request).toEqual({ verb: 'release', tag: '1.0.0', dryRun: true, only: [], without: ['image', 'chart', 'docs'], again: expect.any(String) })
})

test.each([
  [['set-version', '1.2.0'], { verb: 'set-version', version: '1.2.0' }],
  [['prepare', '1.2.0'], { verb: 'prepare', version: '1.2.0' }],
  [['release', '1.0.0'], { verb: 'release', tag: '1.0.0' }],
  [['plan', '--tag=v1'], { verb: 'plan', tag: 'v1' }],
  [['propose', '1.2.0', '--line', 'image'], { verb: 'propose', version: '1.2.0', line: 'image' }],
  [['propose', '1.2.0', '--line', 'image', '--line=chart'], { verb: 'propose', version: '1.2.0', lines: ['image', 'chart'] }],
])('%j takes its version or tag with and without a flag', (argv, request) => expect(parseArgv(argv).request).toMatchObject(request))

test('the command that goes on is what was typed, quoted for a shell', () => {
  expect(parseArgv(['release', '--tag', "it's $(1)"]).request.again).toBe(`slipway release --tag 'it'\\''s $(1)'`)
})

describe('what cannot be meant is refused, with the word that was', () => {
  test.each([
    [['relase'], 'Did you mean release?'],
    [['release', '--tga', 'x'], 'Did you mean --tag?'],
    [['release', '--tga=x'], 'Did you mean --tag?'],
    [['rehearse', 'extra'], '`slipway rehearse` does not take `extra`'],
    [['release', '1.0.0', 'extra'], 'does not take `extra`'],
    [['set-version'], 'needs a version'],
    [['propose'], 'needs a version'],
    [['release', '1.0.0', '--line', 'a', '--line', 'b'], 'takes one --line'],
    [['--json'], 'No verb'],
    [['release', '--tag'], 'argument missing'],
  ])('%j', async (argv, text) => {
    const [it] = await problemsOf(() => parseArgv(argv))
    expect(it?.code).toBe('USAGE')
    expect(it?.message).toContain(text)
  })
})

test.each([
  [['build', '--tga', 'x'], 'build'],
  [['build', '--tag'], 'build'],
  [['check', 'v0.4.0'], 'check'],
  [['release', '1.0.0', '--line', 'a,b'], 'release'],
  [['release', '1.0.0', '--tag', '1.0.0'], 'release'],
  [['set-version'], 'set-version'],
])('%j: the hint names the page of that verb', async (argv, verb) => {
  expect((await problemsOf(() => parseArgv(argv)))[0]?.hint).toContain(`\`slipway ${verb} --help\``)
})

test('a version or a tag without the flag that it needs is told with that flag', async () => {
  for (const verb of ['check', 'rehearse']) expect((await problemsOf(() => parseArgv([verb, 'v0.4.0'])))[0]?.message).toContain('Did you mean --tag v0.4.0?')
  expect((await problemsOf(() => parseArgv(['continue', 'v0.4.0'])))[0]?.message).not.toContain('Did you mean')
})

describe('a flag of another verb is refused, and what stands behind it is taken for nothing', () => {
  test.each([
    [['prune', '--match', '*-daily', '--keep', '0', '--yes'], '`slipway prune` does not take `--keep`, which is a flag of `slipway rehearse`. Did you mean --keep-last?'],
    [['release', '1.0.0', '--keep'], '`slipway release` does not take `--keep`, which is a flag of `slipway rehearse`.'],
    [['release', '1.0.0', '--play', 'x.yaml'], '`slipway release` does not take `--play`'],
    [['status', '1.0.0', '--dry-run'], '`slipway status` does not take `--dry-run`'],
    [['status', '1.0.0', '--only', 'image'], '`slipway status` does not take `--only`'],
    [['verify', '1.0.0', '--version', '1.0.0'], '`slipway verify` does not take `--version`'],
    [['set-version', '1.0.0', '--dry-run'], '`slipway set-version` does not take `--dry-run`'],
    [['check', '--config-from', 'default'], '`slipway check` does not take `config-from`'],
    [['continue', '--only', 'image'], '`slipway continue` finishes whole releases'],
    [['rehearse', '--max-wait', '1m'], '`slipway rehearse` does not take `--max-wait`'],
    [['release', '--tag', '1.0.0', '--dry-run', 'false'], 'One tag is taken, and there are two: `--tag 1.0.0` and `false`.'],
    [['prepare', '1.0.0', '--version', '1.1.0'], 'One version is taken, and there are two'],
  ])('%j', async (argv, text) => {
    const [it] = await problemsOf(() => parseArgv(argv))
    expect([it?.code, it?.message]).toEqual(['USAGE', expect.stringContaining(text)])
    expect(it?.hint).toContain('--help`')
  })

  test('each of them is, unless its page names it', async () => {
    const all = new Set(knownVerbs.flatMap(flagsOf))
    for (const verb of knownVerbs) {
      for (const flag of [...all].filter((it) => !flagsOf(verb).includes(it) && !['--tag', '--version'].includes(it))) {
        const value = new RegExp(`^ {2}${flag} [A-Z]`, 'm').test(helpText()) ? [samples[flag] ?? 'x'] : []
        const argv = [verb, ...(['set-version', 'propose', 'prepare'].includes(verb) ? ['1.0.0'] : []), flag, ...value, ...besides(verb, flag)]
        expect([argv, (await problemsOf(() => parseArgv(argv)))[0]?.code]).toEqual([argv, 'USAGE'])
      }
    }
  })
})

/** Of flags that take no other form. */
const samples: Readonly<Record<string, string>> = { '--max-wait': '5m', '--config-from': 'tag', '--limit': '3', '--revision': '0', '--as': 'commit', '--commit': '0123abc', '--keep-last': '3', '--from': 'commits', '--older-than': '30d', '--artifacts-digest': `sha256:${'0'.repeat(64)}` }
/** What has to be said with some of them. */
const besides = (verb: string, flag: string): readonly string[] => [...(verb === 'build' && flag !== '--out' ? ['--out', 'x'] : []), ...(flag === '--artifacts-digest' ? ['--artifacts', 'x'] : []), ...(flag === '--commit' && verb !== 'propose' ? ['--name', 'x'] : [])]

test('every verb has a page of help that names its usage, and every flag of that page is one that is taken', async () => {
  expect([...knownVerbs].sort()).toEqual([...verbs].sort())
  for (const verb of knownVerbs) {
    const page = helpText(verb)
    expect(page).toContain(`Usage: slipway ${verb}`)
    for (const [flag, value] of [...page.matchAll(/^ {2}(--[a-z-]+)( [A-Z]+)?/gm)].map((it) => [it[1] ?? '', it[2]] as const)) {
      expect(() => parseArgv([verb, ...(['set-version', 'propose', 'prepare'].includes(verb) ? ['1.0.0'] : []), flag, ...(value === undefined ? [] : [samples[flag] ?? 'x']), ...besides(verb, flag)])).not.toThrow()
    }
  }
  expect(helpText()).toContain('slipway VERB')
})

test('how long a run may wait is a flag, and stays part of the command that goes on', async () => {
  const { request } = parseArgv(['release', '1.0.0', '--max-wait', '1h30m'])
  expect([request.maxWaitMs, request.again]).toEqual([5_400_000, 'slipway release 1.0.0 --max-wait 1h30m'])
  expect((await problemsOf(() => parseArgv(['release', '1.0.0', '--max-wait', '90'])))[0]?.code).toBe('DURATION')
})

test.each([
  ['a revision', ['release', 'v1.0.0', '--revision', '3'], { revision: 3 }],
  ['a commit to propose', ['propose', '1.0.0', '--commit', '0123abc'], { commit: '0123abc' }],
  ['a way', ['prepare', '1.0.0', '--as', 'pull-request'], { as: 'pull-request' }],
])('%s is a flag, and stays part of the command that goes on', (_, argv, expected) => {
  expect(parseArgv(argv).request).toMatchObject({ ...expected, again: `slipway ${argv.join(' ')}` })
})

test.each([
  ['release', '1.0.0', '--revision', '-1'], ['release', '1.0.0', '--revision=01'], ['release', '1.0.0', '--revision=x'], ['status', '1.0.0', '--revision', '1'], ['prepare', '1.0.0', '--as', 'mail'], ['propose', '1.0.0', '--commit', 'main'], ['propose', '1.0.0', '--commit', 'abc123'], ['status', '1.0.0', '--as', 'commit'],
])('%s %s %s %s is refused', async (...argv) => {
  expect((await problemsOf(() => parseArgv(argv.filter((it) => it !== undefined))))[0]?.code).toBe('USAGE')
})

test('what is built in one job and released in another is asked for by flags of a few verbs', async () => {
  const digest = `sha256:${'0'.repeat(64)}`
  expect(parseArgv(['release', '1.0.0', '--artifacts', 'one,two', '--artifacts', 'three', '--artifacts-digest', digest]).request).toMatchObject({ artifacts: ['one', 'two', 'three'], artifactsDigest: [digest] })
  expect(parseArgv(['build', '1.0.0', '--out', 'x', '--platform', 'linux/arm64']).request).toMatchObject({ verb: 'build', tag: '1.0.0', out: 'x', platform: 'linux/arm64' })
  expect(parseArgv(['build', '1.0.0', '--out', 'x'])).not.toHaveProperty('out')
  expect(parseArgv(['plan', '1.0.0', '--matrix']).request.matrix).toBe(true)
  expect(parseArgv(['prepare', '1.0.0', '--tag-only']).request.tagOnly).toBe(true)
  expect(parseArgv(['continue', '--no-build']).request.noBuild).toBe(true)
})

test.each([
  [['build', '1.0.0'], '--out DIR'],
  [['release', '1.0.0', '--artifacts-digest', `sha256:${'0'.repeat(64)}`], 'there are none'],
  [['release', '1.0.0', '--artifacts', 'x', '--artifacts-digest', 'sha256:0'], '64 hex digits'],
  [['status', '1.0.0', '--artifacts', 'x'], 'does not take `artifacts`'],
  [['release', '1.0.0', '--platform', 'linux/arm64'], 'does not take `platform`'],
  [['build', '1.0.0', '--out', 'x', '--no-build'], 'does not take `no-build`'],
  [['release', '1.0.0', '--tag-only'], 'does not take `tag-only`'],
  [['status', '1.0.0', '--matrix'], 'does not take `matrix`'],
])('%j is refused', async (argv, text) => {
  const [it] = await problemsOf(() => parseArgv(argv))
  expect(it?.code).toBe('USAGE')
  expect(it?.message).toContain(text)
})

test('which releases are stale, and that they go, is said to prune alone', async () => {
  expect(parseArgv(['prune', '--match', '*-daily', '--keep-last', '5', '--older-than', '2w', '--with-tag', '--yes']).request.prune).toEqual({ match: '*-daily', keep: 5, olderThan: 14, withTag: true, yes: true })
  expect(parseArgv(['prune', 'v0.1-old']).request).toMatchObject({ verb: 'prune', tag: 'v0.1-old' })
  expect(parseArgv(['prune']).request).not.toHaveProperty('prune')
  for (const argv of [['release', '1.0.0', '--yes'], ['status', '1.0.0', '--with-tag'], ['continue', '--match', '*'], ['prune', '--only', 'image'], ['prune', '--keep-last', 'all']]) {
    expect([argv, (await problemsOf(() => parseArgv(argv)))[0]?.code]).toEqual([argv, 'USAGE'])
  }
  for (const age of ['30', '0d', 'old', '1h']) expect((await problemsOf(() => parseArgv(['prune', '--match', '*', '--older-than', age])))[0]?.code).toBe('PRUNE_AGE')
})

test('notes take a tag, a source, or all releases, and nothing else takes those', async () => {
  expect(parseArgv(['notes', '1.0.0', '--from', 'pulls']).request).toMatchObject({ verb: 'notes', tag: '1.0.0', source: 'pulls' })
  expect(parseArgv(['notes', '--all']).request).toMatchObject({ verb: 'notes', all: true })
  for (const argv of [['status', '1.0.0', '--all'], ['release', '1.0.0', '--from', 'tag'], ['notes', '1.0.0', '--all'], ['notes', '--from', 'mail'], ['notes', '--from', 'none']]) {
    expect((await problemsOf(() => parseArgv(argv)))[0]?.code).toBe('USAGE')
  }
})
