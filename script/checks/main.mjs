// Runs the checks, all tests and the short proofs, and ends with the line `N passed, N failed`, which counts each test, each check and
// each proof as one. Before it stands the table of the proofs.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chooseCases } from './cases.mjs'
import { checks } from './list.mjs'
import { renderProofs, renderTable } from './proof-table.mjs'
import { proofs } from './proofs.mjs'
import { runProof } from './run-proof.mjs'
import { commitsSince, sourceDigest } from './source.mjs'
import { readJestResult, summaryLine } from './summary.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const say = (line) => process.stdout.write(`${line}\n`)

/** Output goes through line by line for the tests, and at the end for checks, which run side by side. */
function start(command, { env = process.env, live = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command[0], command.slice(1), { cwd: root, env, stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'] })
    let output = ''
    child.stdout?.on('data', (chunk) => { output += chunk })
    child.stderr?.on('data', (chunk) => { output += chunk })
    child.on('error', (cause) => { output += cause.message })
    child.on('close', (code) => resolve({ ok: code === 0, code, output }))
  })
}

async function runCheck({ name, command }) {
  const started = Date.now()
  const { ok, output } = await start(command)
  say(`${ok ? 'passed' : 'FAILED'}: ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  if (!ok) say(output.trimEnd())
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 }
}

async function runTests(argv) {
  const cases = chooseCases(root)
  say(cases.note)
  const scratch = mkdtempSync(join(tmpdir(), 'slipway-test-'))
  const file = join(scratch, 'jest.json')
  const jest = [process.execPath, '--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js']
  // Flags of the cases first: this one takes every word that follows it.
  const flags = [...cases.argv, '--ci', '--json', `--outputFile=${file}`]
  try {
    const { ok, code } = await start([...jest, ...flags, ...argv], { env: { ...process.env, ...cases.env }, live: true })
    const result = readJestResult(file, ok)
    for (const line of result.notes) say(`FAILED: ${line}`)
    if (result.failed > 0) say(`tests: jest ended with ${code}`)
    return result
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const readSoak = () => {
  try {
    return JSON.parse(readFileSync(join(root, 'bench/results/soak.json'), 'utf8'))
  } catch {
    return undefined
  }
}

/** One after the other: each has processes for every core. */
async function runProofs(short) {
  const results = []
  for (const proof of short) {
    const started = Date.now()
    const result = await runProof(proof, proof.test, { root })
    say(`${result.ok ? 'passed' : 'FAILED'}: proof ${proof.name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
    counts.push({ passed: result.ok ? 1 : 0, failed: result.ok ? 0 : 1 })
    results.push(result)
  }
  mkdirSync(join(root, 'bench/results'), { recursive: true })
  writeFileSync(join(root, 'bench/results/proof.json'), renderProofs(results))
  const now = { source: sourceDigest(root), since: (commit) => commitsSince(root, commit) }
  say(['', ...renderTable({ results, soak: readSoak(), now }), ''].join('\n'))
}

const argv = process.argv.slice(2)
const short = proofs.filter(({ test }) => test)
const counts = []
try {
  say(`checks: ${checks.map(({ name }) => name).join(', ')}`)
  counts.push(...(await Promise.all(checks.map(runCheck))))
  counts.push(await runTests(argv))
  // Who names some tests wants those, now.
  if (argv.length > 0) say('proofs: left out, because only some tests were asked for')
  else if (short.length > 0) await runProofs(short)
} catch (cause) {
  say(cause.stack ?? String(cause))
  counts.push({ passed: 0, failed: 1 })
}
const summary = summaryLine(counts)
process.exitCode = summary.failed === 0 ? 0 : 1
say(summary.line)
