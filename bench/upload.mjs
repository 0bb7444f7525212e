// Uploads against curl to the same server: one asset of 500 MB, and twenty of 1 MB with 50 ms of latency.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { compile } from './compile.mjs'
import { must, pairs, report, runOnce, save } from './measure.mjs'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'bench-'))
const sinks = []
const sink = (latency) =>
  new Promise((done) => {
    const child = spawn(process.execPath, [join(root, 'bench/sink.mjs'), String(latency)], { stdio: ['ignore', 'pipe', 'inherit'] })
    sinks.push(child)
    child.stdout.once('data', (text) => done(String(text).trim()))
  })

compile()
try {
  const large = join(folder, 'large.bin')
  const file = openSync(large, 'w')
  const block = randomBytes(2 ** 20)
  for (let i = 0; i < 500; i++) writeSync(file, block)
  closeSync(file)
  const small = Array.from({ length: 20 }, (_, i) => join(folder, `small-${i}.bin`))
  small.forEach((path) => writeFileSync(path, block))

  const ours = (url, files) => async () => must(await runOnce([process.execPath, join(root, 'bench/upload-files.mjs'), url, ...files]), 'the upload')
  const curl = (url, files) => async () => must(await runOnce(['curl', '-sSf', '-H', 'Expect:', ...files.flatMap((path) => ['-T', path, '-X', 'POST', '-o', '/dev/null', url])]), 'curl')

  const direct = await sink(0)
  const one = await pairs(ours(direct, [large]), curl(direct, [large]), { runs: 7 })
  report('upload of one asset of 500 MB / curl -T', one.ratio, { bound: 1.6, detail: `${one.a.toFixed(2)} s / ${one.b.toFixed(2)} s, node's own start included` })
  report('most memory while it uploads', one.peak / 2 ** 20, { bound: 150, unit: 'MiB' })
  const far = await sink(50)
  const many = await pairs(ours(far, small), curl(far, small), { runs: 7 })
  report('upload of 20 assets of 1 MB with 50 ms of latency / curl -T, one after the other', many.ratio, { detail: `${many.a.toFixed(2)} s / ${many.b.toFixed(2)} s` })
  save(join(root, 'bench/results/upload.json'))
} finally {
  sinks.forEach((child) => child.kill())
  rmSync(folder, { recursive: true, force: true })
}
