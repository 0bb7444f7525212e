// The wall time of a whole release against the same tools in one sequential script, and against the floor: the larger of
// their longest path alone and their CPU time divided by the cores. A project with a wheel, docs, two images and two charts, whose
// tools need at least 20 s one after the other; the same artifacts are made and uploaded to the same kind of world.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { compile } from './compile.mjs'
import { cpuOf } from './cpu.mjs'
import { median, must, report, runOnce, save } from './measure.mjs'
import { longestPath, makeProject, roundsPerSecond, scriptOf } from './project.mjs'
import { startWorld } from './start-world.mjs'

const root = resolve(import.meta.dirname, '..')
const runs = Number(process.env.BENCH_RUNS ?? 3)
const cores = availableParallelism()
// Neither side may meet anything of the caller's workflow.
for (const name of Object.keys(process.env)) if (/^(GITHUB_|GH_|ACTIONS_|SLIPWAY_REGISTRY_|PIP_INDEX_URL$|NODE_EXTRA_CA_CERTS$)/.test(name)) delete process.env[name]
// The same builder on both sides: BuildKit through the plugin, or inside clients before 23; else the old one.
const answers = (args) => spawnSync('docker', args, { encoding: 'utf8' })
process.env.DOCKER_BUILDKIT = answers(['buildx', 'version']).status === 0 || Number.parseInt(answers(['version', '--format', '{{.Client.Version}}']).stdout, 10) < 23 ? '1' : '0'

const inWorld = async (folder, project, work) => {
  makeProject(join(folder, 'project'), project)
  const world = await startWorld(join(folder, 'project'), folder)
  try {
    return await cpuOf(world.pid, () => work(world, join(folder, 'project')))
  } finally {
    await world.end()
  }
}

const byHand = (folder, project) =>
  inWorld(folder, project, async (world, cwd) => {
    const times = {}
    for (const [name, line] of scriptOf(world, project.stamp)) times[name] = must(await runOnce(['sh', '-c', line], { cwd, env: world.logins, watch: false }), name).seconds
    for (const name of ['one', 'two']) execFileSync('docker', ['rmi', '--no-prune', `${new URL(world.registries['docker.io']).host}/bench/${name}:1.0.0`], { stdio: 'ignore' })
    return times
  })

const bySlipway = (folder, project) =>
  inWorld(folder, project, async (world, cwd) => {
    const env = { ...world.environment, ...world.logins, GITHUB_REPOSITORY: world.repository, GITHUB_TOKEN: world.token }
    return must(await runOnce([process.execPath, join(root, 'dist/cli/index.js'), 'release', '--tag', '1.0.0', '--repository', cwd], { env }), 'slipway release')
  })

const folder = mkdtempSync(join(tmpdir(), 'bench-'))
const rows = []
compile()
const rounds = Math.round(6 * roundsPerSecond())
try {
  for (let run = 0; run < runs; run++) {
    const stamp = `${Date.now()}-${run}`
    const sides = {
      hand: () => byHand(join(folder, `hand-${run}`), { stamp: `${stamp}-hand`, rounds }),
      slipway: () => bySlipway(join(folder, `slipway-${run}`), { stamp: `${stamp}-slipway`, rounds }),
    }
    const done = {}
    for (const side of run % 2 ? ['slipway', 'hand'] : ['hand', 'slipway']) done[side] = await sides[side]()
    const { hand, slipway } = done
    const times = hand.value
    const sequential = Object.values(times).reduce((sum, it) => sum + it, 0)
    const longest = longestPath(times)
    const row = { slipway: slipway.value.seconds, sequential, longest, cpu: hand.own, floor: Math.max(longest, hand.own / cores), others: hand.machine - hand.own + slipway.machine - slipway.own, ownCpu: slipway.own, load: loadavg()[0] }
    rows.push(row)
    if (process.env.BENCH_VERBOSE) console.log(times, slipway.value.stdout, slipway.value.stderr)
    console.log(`run ${run + 1}: slipway ${row.slipway.toFixed(1)} s (CPU ${row.ownCpu.toFixed(1)} s), script ${sequential.toFixed(1)} s (CPU ${row.cpu.toFixed(1)} s), longest path ${longest.toFixed(1)} s, ${cores} cores, CPU of others meanwhile ${row.others.toFixed(1)} s`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
const of = (key) => median(rows.map((it) => it[key]))
if (of('sequential') < 20) throw new Error('the tools took less than 20 s one after the other; the figure would say nothing')
report('release of 2 images and 2 charts / the same tools in one sequential script', median(rows.map((it) => it.slipway / it.sequential)), { bound: 0.8, detail: `${of('slipway').toFixed(1)} s / ${of('sequential').toFixed(1)} s` })
report('release of 2 images and 2 charts / the floor', median(rows.map((it) => it.slipway / it.floor)), { bound: 1.25, detail: `floor ${of('floor').toFixed(1)} s: longest path ${of('longest').toFixed(1)} s, CPU ${of('cpu').toFixed(1)} s / ${cores} cores; CPU of others meanwhile ${of('others').toFixed(1)} s` })
report('CPU time of that release / of the script', median(rows.map((it) => it.ownCpu / it.cpu)), { detail: `${of('ownCpu').toFixed(1)} s / ${of('cpu').toFixed(1)} s` })
save(join(root, 'bench/results/release.json'))
