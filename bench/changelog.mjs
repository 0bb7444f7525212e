// The notes of all releases of a repository of 80,000 commits and 1,000 tags, and those of the newest one, against git-cliff 2.12.0 (the
// program itself, without the Node wrapper of its package) and against the bare `git log` of it. Each writes a file. git-cliff comes from
// the npm registry once. SLIPWAY_CLI names another bundle than that of dist/.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { must, pairs, report, runOnce, save } from './measure.mjs'

const [commits, tags] = [80_000, 1_000]
const root = resolve(import.meta.dirname, '..')
const cli = process.env.SLIPWAY_CLI ?? join(root, 'dist/cli/index.js')

/** Kept between runs, and outside of node_modules: npm removes what it does not know there. */
const gitCliff = () => {
  const place = join(tmpdir(), 'slipway-bench-git-cliff-2.12.0')
  const program = join(place, `node_modules/git-cliff-${process.platform}-${process.arch}/bin/git-cliff`)
  if (!existsSync(program)) {
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, 'package.json'), '{ "private": true }')
    execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', 'git-cliff@2.12.0'], { cwd: place, stdio: 'ignore' })
  }
  return program
}

const kinds = ['feat', 'fix', 'feat(cli)', 'docs', 'chore', 'fix(core)', 'perf', 'refactor', 'test', 'ci']
const stream = function* () {
  const config = 'version: 1\nlines:\n  thing:\n    tag: "v{version}"\n'
  for (let at = 0; at < commits; at++) {
    const message = `${kinds[at % kinds.length]}: change the part number ${at} of the thing${at % 3 ? ` (#${at})` : ''}\n${at % 4 ? '' : `\nWhy it was changed, in a sentence or two that go on for a while, as such texts do.\n`}`
    yield `commit refs/heads/main\nmark :${at + 1}\ncommitter A Person <person@example.com> ${1_500_000_000 + at * 600} +0000\ndata ${message.length}\n${message}\n`
    yield at === 0 ? `M 100644 inline .slipway.yaml\ndata ${config.length}\n${config}\n` : `M 100644 inline part-${at % 50}.txt\ndata ${String(at).length}\n${at}\n`
  }
  for (let at = 0; at < tags; at++) yield `reset refs/tags/v${Math.floor(at / 100)}.${Math.floor(at / 10) % 10}.${at % 10}\nfrom :${(at + 1) * (commits / tags)}\n\n`
}

const folder = mkdtempSync(join(tmpdir(), 'bench-'))
try {
  const program = gitCliff()
  const repository = join(folder, 'repository')
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', repository])
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repository, input: [...stream()].join('') })
  execFileSync('git', ['remote', 'add', 'origin', 'https://github.com/acme/thing.git'], { cwd: repository })
  execFileSync('git', ['reset', '--quiet', '--hard'], { cwd: repository })
  const file = (name) => join(folder, name)
  const env = { RUNNER_TEMP: folder, GITHUB_STEP_SUMMARY: '' }
  const ours = (args, name) => async () => must(await runOnce(['/bin/sh', '-c', 'out=$1; shift; exec "$@" > "$out"', 'sh', file(name), process.execPath, cli, 'notes', '--repository', repository, ...args], { env, cwd: folder }), 'slipway notes')
  const theirs = (args, name) => async () => must(await runOnce([program, '--repository', repository, '--tag-pattern', 'v[0-9.]+', '--output', file(name), ...args], { cwd: folder }), 'git-cliff')
  const log = async () => must(await runOnce(['/bin/sh', '-c', 'exec git log --first-parent -z "--format=%H %ct %P%n%B" v9.9.9 > /dev/null'], { cwd: repository }), 'git log')
  const few = { runs: 5, warmup: 1 }
  const seconds = ({ a, b }) => `${a.toFixed(2)} s / ${b.toFixed(2)} s`

  const all = await pairs(ours(['--all'], 'ours.md'), theirs([], 'theirs.md'), few)
  const sections = (name) => readFileSync(file(name), 'utf8').match(/^## /gm)?.length
  report('notes of all releases of 80,000 commits and 1,000 tags / git-cliff 2.12.0', all.ratio, { bound: 0.5, detail: `${seconds(all)}, ${sections('ours.md')} and ${sections('theirs.md')} sections` })
  report('most memory of it', all.peak / 2 ** 20, { bound: 250, unit: 'MiB' })
  const floor = await pairs(ours(['--all'], 'ours.md'), log, few)
  report('the same / the bare git log', floor.ratio, { bound: 2.5, detail: seconds(floor) })
  const one = await pairs(ours(['v9.9.9', '--from', 'commits'], 'one.md'), theirs(['--latest'], 'latest.md'), { runs: 9, warmup: 1 })
  report('notes of the newest release alone / git-cliff --latest', one.ratio, { bound: 1.3, detail: seconds(one) })
  save(join(root, 'bench/results/changelog.json'))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
