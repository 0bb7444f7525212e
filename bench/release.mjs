// The wall time of a whole release against the same tools in one sequential script, and against the floor: the larger of
// their longest path alone and their CPU time divided by the cores. A project with a wheel, docs, two images and two charts, whose
// tools need at least 20 s one after the other; the same artifacts are made and uploaded to the same kind of world.
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { median, must, report, runOnce, save } from './measure.mjs'

const root = resolve(import.meta.dirname, '..')
const runs = Number(process.env.BENCH_RUNS ?? 3)
const folder = mkdtempSync(join(tmpdir(), 'bench-'))
const python = process.env.SLIPWAY_PYTHON ?? 'python3'
const base = process.env.BASE_IMAGE
if (!base) throw new Error('BASE_IMAGE is not set; run this through script/bench')

/** Two images that compute, as compilers do, and wait a little, as downloads do. */
const dockerfile = (seconds) => `ARG BASE_IMAGE\nFROM \${BASE_IMAGE}\nCOPY whls/*.whl /whls/\nARG STAMP\nRUN python3 -c "import time,hashlib; print('\${STAMP}'); end=time.process_time()+${seconds}; exec('while time.process_time()<end: hashlib.sha256(b\\\\'x\\\\'*100000).digest()')" && sleep 2 && python3 -m pip install --no-cache-dir --no-index --no-deps /whls/*.whl\n`

const makeProject = (to, stamp) => {
  execFileSync(join(root, 'script/example-repository'), [to])
  const git = (...args) => execFileSync('git', ['-C', to, '-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], { encoding: 'utf8', env: { ...process.env, GIT_AUTHOR_DATE: '2024-01-02T03:04:05Z', GIT_COMMITTER_DATE: '2024-01-02T03:04:05Z' } })
  for (const [name, seconds] of [['one', 6], ['two', 6]]) {
    mkdirSync(join(to, name), { recursive: true })
    writeFileSync(join(to, name, 'Dockerfile'), dockerfile(seconds))
    cpSync(join(to, 'helm/os-vim-driver'), join(to, 'charts', name), { recursive: true })
    writeFileSync(join(to, 'charts', name, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: 1.0.0\nappVersion: 1.0.0\n`)
  }
  for (let i = 0; i < 300; i++) writeFileSync(join(to, 'docs', `page-${i}.md`), `# Page ${i}\n\n${'All work and no play makes a long page. '.repeat(2000)}\n`)
  writeFileSync(join(to, 'osvimdriver/pkg_info.json'), '{\n  "version": "1.0.0"\n}\n')
  writeFileSync(join(to, '.slipway.yaml'), `version: 1
lines:
  driver:
    scheme: pep440
    version: { written-in: [{ file: osvimdriver/pkg_info.json, at: /version }] }
    build:
      wheel: {}
      docs: { from: docs, name: "docs-{version}" }
      image:
        - { name: one, context: one, wheels: one/whls, args: { BASE_IMAGE: "${base}", STAMP: "${stamp}" } }
        - { name: two, context: two, wheels: two/whls, args: { BASE_IMAGE: "${base}", STAMP: "${stamp}" } }
      chart: [{ name: chart-one, path: charts/one }, { name: chart-two, path: charts/two }]
    publish:
      image: [{ name: one, image: one, to: docker.io/bench/one }, { name: two, image: two, to: docker.io/bench/two }]
      chart: [{ name: chart-one, chart: chart-one, to: docker.io/bench/charts }, { name: chart-two, chart: chart-two, to: docker.io/bench/charts }]
      release: { assets: [docs, wheel, chart-one, chart-two] }
`)
  git('add', '.')
  git('commit', '-qm', 'A project to measure')
  git('tag', '1.0.0')
}

/** The world in a process of its own, for both sides alike. */
const startWorld = async (repository) => {
  const child = spawn(process.execPath, [join(root, 'dist/cli/index.js'), 'world', '--json', '--repository', repository], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  const world = await new Promise((done, reject) => {
    child.on('close', (code) => reject(new Error(`the world ended with ${code}`)))
    child.stdout.on('data', (part) => {
      text += part
      if (text.endsWith('}\n')) done(JSON.parse(text))
    })
  })
  return { ...world, end: () => new Promise((done) => (child.removeAllListeners('close'), child.on('close', done), child.kill('SIGTERM'))) }
}

/** What a maintainer's shell script does, one line after the other. Each line is timed, for the floor. */
const script = (project, world, stamp) => {
  const registry = world.registries['docker.io'].replace('http://', '')
  const image = (name) => [
    [`wheel for ${name}`, `rm -rf ${name}/whls && mkdir ${name}/whls && cp dist/*.whl ${name}/whls/`],
    [`build ${name}`, `docker build -q --build-arg BASE_IMAGE=${base} --build-arg STAMP=${stamp} -t ${registry}/bench/${name}:1.0.0 ${name}`],
    [`push ${name}`, `docker push -q ${registry}/bench/${name}:1.0.0`],
  ]
  const chart = (name) => [
    [`package ${name}`, `helm lint charts/${name} && helm package charts/${name}`],
    [`push chart ${name}`, `helm push ${name}-1.0.0.tgz oci://${registry}/bench/charts --plain-http`],
  ]
  const api = `${world.api}/repos/${world.repository}`
  const auth = `-H 'Authorization: Bearer ${world.token}'`
  return [
    ['wheel', `${python} -m build --wheel --no-isolation --skip-dependency-check .`],
    ['docs', `tar -czf docs-1.0.0.tgz --sort=name --transform s/docs/docs-1.0.0/ docs`],
    ...image('one'), ...image('two'), ...chart('one'), ...chart('two'),
    ['release', `curl -sf ${auth} -d '{"tag_name":"1.0.0","draft":true}' ${api}/releases > release.json`],
    ['assets', `for f in dist/*.whl docs-1.0.0.tgz one-1.0.0.tgz two-1.0.0.tgz; do curl -sf ${auth} -H 'Content-Type: application/octet-stream' -T $f -X POST "$(${python} -c "import json;print(json.load(open('release.json'))['upload_url'].split('{')[0])")?name=$(basename $f)" > /dev/null; done`],
    ['publish', `curl -sf ${auth} -X PATCH -d '{"tag_name":"1.0.0","draft":false}' ${api}/releases/$(${python} -c "import json;print(json.load(open('release.json'))['id'])") > /dev/null`],
  ].map(([name, line]) => ({ name, command: ['sh', '-c', `cd ${project} && ${line}`] }))
}

/** user + system seconds of this machine so far, all processes (the engine builds in processes that are not ours). */
const machineCpu = () => {
  const [, user, nice, system] = readFileSync('/proc/stat', 'utf8').split('\n')[0].trim().split(/\s+/).map(Number)
  return (user + nice + system) / 100
}

const cores = availableParallelism()
const rows = []
for (let run = 0; run < runs; run++) {
  const stamp = `${Date.now()}-${run}`
  const byHand = join(folder, `by-hand-${run}`)
  const bySlipway = join(folder, `by-slipway-${run}`)
  makeProject(byHand, `${stamp}-a`)
  makeProject(bySlipway, `${stamp}-b`)

  const world = await startWorld(byHand)
  const before = machineCpu()
  const times = {}
  let sequential = 0
  for (const { name, command } of script(byHand, world, `${stamp}-a`)) {
    const end = must(await runOnce(command, { watch: false }), name)
    times[name] = end.seconds
    sequential += end.seconds
  }
  const cpu = (machineCpu()) - before
  await world.end()
  const longest = times.wheel + Math.max(...['one', 'two'].map((it) => times[`wheel for ${it}`] + times[`build ${it}`] + times[`push ${it}`])) + times.release + times.assets + times.publish
  const floor = Math.max(longest, cpu / cores)

  const other = await startWorld(bySlipway)
  const env = { ...other.environment, GITHUB_REPOSITORY: other.repository, GITHUB_TOKEN: other.token }
  const end = must(await runOnce([process.execPath, join(root, 'dist/cli/index.js'), 'release', '--tag', '1.0.0', '--repository', bySlipway], { env }), 'slipway release')
  await other.end()
  rows.push({ slipway: end.seconds, sequential, floor, longest, cpu })
  console.log(`run ${run + 1}: slipway ${end.seconds.toFixed(1)} s, script ${sequential.toFixed(1)} s, longest path ${longest.toFixed(1)} s, CPU ${cpu.toFixed(1)} s on ${cores} cores`)
}
const of = (key) => median(rows.map((it) => it[key]))
if (of('sequential') < 20) throw new Error('the tools took less than 20 s one after the other; the figure would say nothing')
report('release of 2 images and 2 charts / the same tools in one sequential script', median(rows.map((it) => it.slipway / it.sequential)), { bound: 0.8, detail: `${of('slipway').toFixed(1)} s / ${of('sequential').toFixed(1)} s` })
report('release of 2 images and 2 charts / the floor', median(rows.map((it) => it.slipway / it.floor)), { bound: 1.25, detail: `floor ${of('floor').toFixed(1)} s: longest path ${of('longest').toFixed(1)} s, CPU ${of('cpu').toFixed(1)} s / ${cores} cores` })
save(join(root, 'bench/results/release.json'))
rmSync(folder, { recursive: true, force: true })
