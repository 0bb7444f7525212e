// A proof in several processes: each takes its share, and the sums are put together.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { exempt } from '../exemptions.js'

export interface Failure {
  readonly name: string
  readonly what: readonly string[]
}

export interface Tally {
  total: number
  survived: number
  readonly failures: Failure[]
}

export const newTally = (): Tally => ({ total: 0, survived: 0, failures: [] })

export const count = (broken: readonly string[], name: string, tally: Tally): void => {
  tally.total++
  if (broken.length === 0) tally.survived++
  else tally.failures.push({ name, what: broken })
}

export const sum = (tallies: readonly Tally[]): Tally => ({
  total: tallies.reduce((all, it) => all + it.total, 0),
  survived: tallies.reduce((all, it) => all + it.survived, 0),
  failures: tallies.flatMap((it) => it.failures),
})

const ownFlags = new Set(['--out', '--workers'])

/** The same program once per worker, with `--share 0/3`; what it prints as JSON on its last line. Progress goes to standard error. */
export const inProcesses = <Result>(workers: number): Promise<readonly Result[]> =>
  Promise.all(Array.from({ length: workers }, (_, at) => inProcess<Result>(`${at}/${workers}`)))

const inProcess = <Result>(share: string): Promise<Result> =>
  new Promise((resolve, reject) => {
    const own = process.argv.slice(2).filter((it, at, all) => !ownFlags.has(it) && !ownFlags.has(all[at - 1] ?? ''))
    // Thousands of short runs: most of what they make is garbage at once.
    const child = spawn(process.execPath, ['--max-semi-space-size=64', ...process.execArgv, process.argv[1] ?? '', ...own, '--share', share], { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.on('data', (part: Buffer) => void (text += part.toString()))
    child.on('close', (code) => (code === 0 ? resolve(JSON.parse(text) as Result) : reject(new Error(`the share ${share} ended with ${code}`))))
  })

/** What a share has found, whole: a process that ends while a pipe is being filled loses the rest. */
export const answer = (result: unknown): void => {
  process.stdout.write(JSON.stringify(result), () => process.exit(0))
}

/** That the proof could not even be played is its worst result, and no lack of one. */
export const broke = (failure: unknown): Tally => ({ total: 1, survived: 0, failures: [{ name: 'the simulation', what: [failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure)] }] })

export const shareOf = (text: string): { readonly index: number; readonly of: number } => {
  const [index = 0, of = 1] = text.split('/').map(Number)
  return { index, of }
}

export interface Proof {
  readonly rows: readonly { readonly name: string; readonly total: number; readonly survived?: number; readonly caught?: number }[]
  readonly failures: readonly { readonly name: string; readonly what: string; readonly replay: string }[]
}

export const tell = (failures: readonly Failure[]): void => {
  for (const { name, what } of failures.slice(0, 40)) process.stdout.write(`FAILED: ${name}\n${what.slice(0, 4).map((it) => `   ${it.slice(0, 400)}\n`).join('')}`)
  if (failures.length > 40) process.stdout.write(`… and ${failures.length - 40} more\n`)
}

export const writeProof = (file: string | undefined, proof: Proof): void => {
  if (file !== undefined) writeFileSync(file, JSON.stringify({ ...proof, exempt }))
}
