// The project that is released in bench/release.mjs, and the shell script that a maintainer would write for it.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const python = process.env.SLIPWAY_PYTHON ?? 'python3'
const base = process.env.BASE_IMAGE
if (!base) throw new Error('BASE_IMAGE is not set; run this through script/bench')

/** A fixed amount of work, and not of time: what a compiler loses when two share a core has to show. */
const work = `import hashlib, sys
for _ in range(int(sys.argv[1])):
    hashlib.sha256(b'x' * 100000).digest()
`

/** How many rounds of it take a second on this machine. */
export const roundsPerSecond = () =>
  Number(execFileSync(python, ['-c', `import hashlib, time
end, rounds = time.process_time() + 1, 0
while time.process_time() < end:
    hashlib.sha256(b'x' * 100000).digest()
    rounds += 1
print(rounds)`], { encoding: 'utf8' }))

/**
 * An image that computes, as compilers do, and then waits, as downloads do. Its name and the stamp are in the command, so that the
 * engine's cache has it neither from the other image nor from another run.
 */
const dockerfile = (name, rounds) => `ARG BASE_IMAGE
FROM \${BASE_IMAGE}
COPY work.py /work.py
COPY whls/*.whl /whls/
ARG STAMP
RUN echo "${name} \${STAMP}" && python3 /work.py ${rounds} && sleep 2 && python3 -m pip install --no-cache-dir --no-index --no-deps /whls/*.whl
`

const config = (stamp) => `version: 1
lines:
  driver:
    scheme: pep440
    version: { written-in: [{ file: osvimdriver/pkg_info.json, at: /version }] }
    build:
      wheel: { isolated: never }
      docs: { from: docs, name: "docs-{version}" }
      image:
        - { name: one, context: one, wheels: one/whls, args: { BASE_IMAGE: "${base}", STAMP: "${stamp}" } }
        - { name: two, context: two, wheels: two/whls, args: { BASE_IMAGE: "${base}", STAMP: "${stamp}" } }
      chart: [{ name: chart-one, path: charts/one }, { name: chart-two, path: charts/two }]
    publish:
      image: [{ name: one, image: one, to: docker.io/bench/one }, { name: two, image: two, to: docker.io/bench/two }]
      chart: [{ name: chart-one, chart: chart-one, to: docker.io/bench/charts }, { name: chart-two, chart: chart-two, to: docker.io/bench/charts }]
      release: { assets: [docs, wheel, chart-one, chart-two] }
`

export const makeProject = (to, { stamp, rounds }) => {
  execFileSync(join(root, 'script/example-repository'), [to])
  for (const name of ['one', 'two']) {
    mkdirSync(join(to, name), { recursive: true })
    writeFileSync(join(to, name, 'Dockerfile'), dockerfile(name, rounds))
    writeFileSync(join(to, name, 'work.py'), work)
    cpSync(join(to, 'helm/os-vim-driver'), join(to, 'charts', name), { recursive: true })
    writeFileSync(join(to, 'charts', name, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: 1.0.0\nappVersion: 1.0.0\n`)
  }
  for (let i = 0; i < 300; i++) writeFileSync(join(to, 'docs', `page-${i}.md`), `# Page ${i}\n\n${'All work and no play makes a long page. '.repeat(2000)}\n`)
  const info = join(to, 'osvimdriver/pkg_info.json')
  writeFileSync(info, `${JSON.stringify({ ...JSON.parse(readFileSync(info, 'utf8')), version: '1.0.0' }, null, 2)}\n`)
  writeFileSync(join(to, '.slipway.yaml'), config(stamp))
  const git = (...args) => execFileSync('git', ['-C', to, '-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args])
  git('add', '.')
  git('commit', '-qm', 'A project to measure')
  git('tag', '1.0.0')
}

/** One line after the other, each named, so that each can be timed. */
export const scriptOf = (world, stamp) => {
  const registry = new URL(world.registries['docker.io']).host
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
  const field = (code) => `"$(${python} -c "import json; it=json.load(open('release.json')); print(${code})")"`
  return [
    ['wheel', `${python} -m build --wheel --no-isolation --skip-dependency-check .`],
    ['docs', `tar -czf docs-1.0.0.tgz --sort=name --transform s/^docs/docs-1.0.0/ docs`],
    ...image('one'), ...image('two'), ...chart('one'), ...chart('two'),
    ['release', `curl -sSf ${auth} -d '{"tag_name":"1.0.0","name":"1.0.0","draft":true}' ${api}/releases > release.json`],
    ['assets', `url=${field("it['upload_url'].split('{')[0]")}; for f in dist/*.whl docs-1.0.0.tgz one-1.0.0.tgz two-1.0.0.tgz; do curl -sSf -o /dev/null ${auth} -H 'Content-Type: application/octet-stream' -X POST -T "$f" "$url?name=$(basename "$f")" || exit 1; done`],
    ['publish', `curl -sSf -o /dev/null ${auth} -X PATCH -d '{"draft":false}' ${api}/releases/${field("it['id']")}`],
  ]
}

/** The longest chain of lines of which each needs the one before: no way of running them at the same time is faster. */
export const longestPath = (times) => {
  const image = (name) => times[`wheel for ${name}`] + times[`build ${name}`] + times[`push ${name}`]
  const chart = (name) => times[`package ${name}`] + times[`push chart ${name}`]
  return Math.max(times.wheel + Math.max(image('one'), image('two')), times.docs + times.assets, chart('one'), chart('two'), times.release + times.assets) + times.publish
}
