// Measures whole processes: wall time, and the most memory that one held (Linux: VmHWM, polled). Ratios are taken pair by
// pair, A and B in turn, so that they hold when the machine's speed drifts.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const peakOf = (pid) => {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

/** One run. `command` is [program, ...args]; resolves { seconds, peak (bytes), code, stdout, stderr }. */
export const runOnce = (command, { env, cwd, watch = true } = {}) =>
  new Promise((resolve, reject) => {
    const began = process.hrtime.bigint()
    const child = spawn(command[0], command.slice(1), { env: { ...process.env, ...env }, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    const out = { stdout: '', stderr: '' }
    child.stdout.on('data', (part) => (out.stdout += part))
    child.stderr.on('data', (part) => (out.stderr += part))
    let peak = 0
    const timer = watch ? setInterval(() => (peak = Math.max(peak, peakOf(child.pid))), 15) : undefined
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(timer)
      resolve({ seconds: Number(process.hrtime.bigint() - began) / 1e9, peak, code, ...out })
    })
  })

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** A and B in turn; gives the medians of both and of the ratio A/B of each pair, with its least and greatest. */
export const pairs = async (a, b, { runs = 15, warmup = 2 } = {}) => {
  const rows = []
  for (let i = 0; i < runs + warmup; i++) {
    const [x, y] = i % 2 ? [await a(), await b()] : (await b().then(async (y) => [await a(), y]))
    if (i >= warmup) rows.push({ a: x.seconds, b: y.seconds, ratio: x.seconds / y.seconds, peak: x.peak })
  }
  const ratios = rows.map((it) => it.ratio)
  return { a: median(rows.map((it) => it.a)), b: median(rows.map((it) => it.b)), ratio: median(ratios), least: Math.min(...ratios), greatest: Math.max(...ratios), peak: Math.max(...rows.map((it) => it.peak)), runs }
}

export const must = (end, what) => {
  if (end.code !== 0) throw new Error(`${what} ended with ${end.code}:\n${end.stdout}\n${end.stderr}`)
  return end
}

const rows = []
/** Prints a row, and keeps it for the file of results. `bound` is what the project aims at. */
export const report = (name, value, { bound, unit = 'times', detail = '' } = {}) => {
  const verdict = bound === undefined ? '' : value <= bound ? `  (at most ${bound}: met)` : `  (at most ${bound}: NOT met)`
  rows.push({ name, value: Number(value.toFixed(3)), unit, ...(bound === undefined ? {} : { bound, met: value <= bound }), ...(detail ? { detail } : {}) })
  console.log(`${name.padEnd(72)} ${value.toFixed(2).padStart(8)} ${unit}${verdict}${detail ? `  ${detail}` : ''}`)
}

export const save = (file) => {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ schema: 1, node: process.version, rows }, null, 2)}\n`)
}
