// Runs the program of one proof and reads what it wrote. What did not run, or left no result that can be read, has not been proven.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const commandOf = (proof, words) => ['node', '--import', './script/typescript.mjs', proof.program, ...words].join(' ')

/** Survived, or caught. */
export const goodOf = (row) => row.survived ?? row.caught

const isCount = (value) => Number.isSafeInteger(value) && value >= 0
const isRow = (row) => typeof row?.name === 'string' && isCount(row.total) && isCount(goodOf(row)) && goodOf(row) <= row.total
const isText = (value) => typeof value === 'string'

/** `{rows, failures, exempt, ok}`; whatever is wrong with the result itself is a failure of its own. */
export function readProof(text, { proof, words, code }) {
  const replay = commandOf(proof, words)
  const broken = (what) => ({ rows: [], failures: [{ name: proof.name, what, replay }], exempt: [], ok: false })
  let result
  try {
    result = JSON.parse(text)
  } catch {
    return broken(`it ended with ${code} and left no result that can be read`)
  }
  if (!Array.isArray(result?.rows) || result.rows.length === 0 || !result.rows.every(isRow)) return broken(`it ended with ${code} and its result has no rows that can be counted`)
  const failures = (Array.isArray(result.failures) ? result.failures : []).map((it) => ({ name: String(it?.name), what: String(it?.what), replay: isText(it?.replay) ? it.replay : replay }))
  const short = result.rows.filter((row) => row.total === 0 || goodOf(row) < row.total)
  const ok = code === 0 && short.length === 0 && failures.length === 0
  if (!ok && failures.length === 0) failures.push({ name: proof.name, what: short.length > 0 ? `${short.map((row) => `${row.name} ${goodOf(row)}/${row.total}`).join(', ')}` : `it ended with ${code} although all held`, replay })
  const exempt = (Array.isArray(result.exempt) ? result.exempt : []).filter((it) => isText(it?.name) && isText(it?.why)).map(({ name, why }) => ({ name, why }))
  return { rows: result.rows, failures, exempt, ok }
}

const readOrNothing = (file) => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** `stdio`: where the program's own words go. `started` gets the process. */
export async function runProof(proof, words, { root, stdio = ['ignore', 'inherit', 'inherit'], started } = {}) {
  const scratch = mkdtempSync(join(tmpdir(), 'slipway-proof-'))
  const out = join(scratch, 'result.json')
  try {
    const child = spawn(process.execPath, ['--import', './script/typescript.mjs', proof.program, ...words, '--out', out], { cwd: root, stdio })
    started?.(child)
    const code = await new Promise((resolve) => {
      child.on('error', (cause) => resolve(cause.message))
      child.on('close', (number, signal) => resolve(number ?? signal))
    })
    return readProof(readOrNothing(out), { proof, words, code })
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
