// A version that is lower than what the files of its branch say is not prepared there.
import { describe, expect, test } from '@jest/globals'
import type { Report } from '../../src/core/report.js'
import { benches, config, driverLine, person, repo, says, type Bench, type Point } from './bench.js'

const open = benches()
const at = (version: string, tags?: Point['tags'], line = driverLine.replace('    next: minor.dev0\n', '    next: minor\n')): Point => ({ files: { '.slipway.yaml': config(line), ...says(version) }, ...(tags ? { tags } : {}) })
const codes = (report: Report): readonly string[] => report.problems.map((one) => one.code)
const on = (it: Bench, branch: string, version: string): Promise<Report> => {
  const ref = `refs/heads/${branch}`
  return it.run({ verb: 'release', version, event: { name: 'workflow_dispatch', ref, sha: repo(it).refs.get(ref) ?? '', payload: { inputs: { version } } } })
}

describe('a version that is lower than what the files of the branch say', () => {
  test.each([['0.4.0', '0.2.0'], ['0.4.0.dev0', '0.3.9'], ['1.0.0rc2.dev0', '1.0.0rc1']])('(%s, and %s) is refused before any write, with the place and both versions, by commit and by pull request', async (written, version) => {
    const it = await open([at(written)])
    for (const request of [{ verb: 'prepare' }, { verb: 'release' }, { verb: 'prepare', as: 'pull-request' }] as const) {
      const report = await it.run({ version, ...request })
      expect([codes(report), it.writes()]).toEqual([['VERSION_LOWER'], 0])
      expect([report.problems[0]?.place?.file, report.problems[0]?.place?.line, report.problems[0]?.message, report.problems[0]?.hint])
        .toEqual(['pkg_info.json', 2, expect.stringMatching(`^${version} is lower than ${written}, .*on main`), expect.stringContaining(`slipway set-version ${version}`)])
    }
  })

  test('is prepared from the branch of its series, and main is left as it is', async () => {
    const it = await open([at('0.2.0', { '0.2.0': null }), at('0.4.0', { '0.4.0': null })])
    await person(it).commit('releases/0.2', says('0.2.1.dev0'), 'On to 0.2.1')
    const before = repo(it).refs.get('refs/heads/main')
    const report = await on(it, 'releases/0.2', '0.2.1')
    expect([report.outcome, codes(report), repo(it).refs.get('refs/heads/main')]).toEqual(['released', [], before])
    // Nothing is known of main but that a higher version is tagged.
    expect(report.plan?.skipped.map((one) => one.skip)).toContain('0.4.0 is tagged, which is higher: main is not set to what comes after 0.2.1')
    expect(codes(await on(it, 'main', '0.2.2'))).toEqual(['VERSION_LOWER'])
  })

  test('is refused as well where the branch has gone beyond it while it was looked at', async () => {
    const it = await open([at('1.0.0')])
    let looked = 0
    it.fail((_, request) => (request.url.pathname.endsWith('/graphql') && looked++ === 0
      ? { kind: 'meanwhile', act: async () => void (await person(it).commit('main', says('3.0.0'), 'On to 3')) } : undefined))
    expect(codes(await it.run({ verb: 'prepare', version: '2.0.0' }))).toEqual(['VERSION_LOWER'])
    expect([looked, repo(it).refs.get('refs/tags/2.0.0')]).toEqual([1, undefined])
  })

  test('is no candidate of it, as long as that is not out', async () => {
    const it = await open([at('1.3.0')])
    expect(codes(await it.run({ verb: 'prepare', version: '1.3.0rc1' }))).toEqual([])
    const out = await open([at('1.3.0', { '1.3.0': null })])
    expect(codes(await out.run({ verb: 'prepare', version: '1.3.0rc1' }))).toEqual(['VERSION_LOWER'])
  })
})

test('what a development version leads to, what is higher, and a line whose version stands nowhere are prepared as before', async () => {
  const unwritten = driverLine.replace(/ {2}version:\n(?: {4,}.*\n)+?(?= {2}build)/, '')
  for (const [written, version, line] of [['1.2.0.dev0', '1.2.0'], ['1.2.0', '1.2.0'], ['1.2.0.dev0', '2.0.0'], ['9.0.0', '1.2.0', unwritten]] as const) {
    const it = await open([at(written, undefined, line)])
    expect([written, codes(await it.run({ verb: 'prepare', version }))]).toEqual([written, []])
  }
})
