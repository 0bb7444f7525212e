// How long a run takes that has nothing to do, and `--version`, against an empty Node process.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { must, pairs, report, runOnce, save } from './measure.mjs'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'bench-'))
delete process.env.NODE_EXTRA_CA_CERTS
try {
  const empty = join(folder, 'empty.mjs')
  writeFileSync(empty, '')
  const repository = join(folder, 'repository')
  execFileSync(join(root, 'script/example-repository'), [repository])
  const git = (...args) => execFileSync('git', ['-C', repository, '-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], { encoding: 'utf8' }).trim()
  git('tag', 'nightly')
  const sha = git('rev-parse', 'HEAD')
  writeFileSync(join(folder, 'event.json'), JSON.stringify({ ref: 'refs/tags/nightly', after: sha, before: '0'.repeat(40), created: true, deleted: false }))
  for (const name of ['output', 'summary']) writeFileSync(join(folder, name), '')
  const env = {
    GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: join(folder, 'event.json'), GITHUB_REF: 'refs/tags/nightly', GITHUB_SHA: sha,
    GITHUB_REPOSITORY: 'example/os-vim-driver', GITHUB_WORKSPACE: repository, GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary'), RUNNER_TEMP: folder, INPUT_TOKEN: 'ghs_not_a_token_at_all_000000000000000000',
  }
  const node = process.execPath
  const nothing = await pairs(async () => must(await runOnce([node, join(root, 'dist/index.js')], { env }), 'the Action'), () => runOnce([node, empty]))
  report('a complete nothing-to-do run of dist/index.js / an empty Node process', nothing.ratio, { bound: 4, detail: `${(nothing.a * 1000).toFixed(0)} ms / ${(nothing.b * 1000).toFixed(0)} ms, ${(nothing.peak / 2 ** 20).toFixed(0)} MiB` })
  const version = await pairs(async () => must(await runOnce([node, join(root, 'dist/cli/index.js'), '--version']), '--version'), () => runOnce([node, empty]))
  report('slipway --version / an empty Node process', version.ratio, { bound: 2, detail: `${(version.a * 1000).toFixed(0)} ms / ${(version.b * 1000).toFixed(0)} ms` })
  save(join(root, 'bench/results/start.json'))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
