// Plays the crash matrix in several processes, each its share of the calls, and says what survived.
//   node --import ./script/typescript.mjs __tests__/crash/matrix/main.ts [--out FILE] [--workers N] [--only PATTERN] [--calls 1,2]
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { exempt } from '../exemptions.js'
import { makeStage } from '../simulation/stage.js'
import { Matrix, type Tally } from './cases.js'

const { values } = parseArgs({ options: { out: { type: 'string' }, workers: { type: 'string' }, share: { type: 'string' }, only: { type: 'string' }, calls: { type: 'string' }, verbose: { type: 'boolean' } } })

interface Share {
  readonly points: Tally
  readonly faults: Tally
  readonly calls: number
  readonly played: number
}

const playShare = async (share: string): Promise<Share> => {
  const [index = 0, of = 1] = share.split('/').map(Number)
  const stage = await makeStage()
  const matrix = new Matrix(stage, values.only === undefined ? undefined : new RegExp(values.only))
  const wanted = values.calls?.split(',').map(Number)
  for (const call of stage.trace) {
    if (call.number % of !== index || (wanted && !wanted.includes(call.number))) continue
    await matrix.at(call)
    if (values.verbose) process.stderr.write(`call ${call.number} of ${stage.trace.length}: ${matrix.played} runs, ${matrix.points.failures.length + matrix.faults.failures.length} failures\n`)
  }
  const result = { points: matrix.points, faults: matrix.faults, calls: stage.trace.length, played: matrix.played }
  await stage.close()
  return result
}

const inProcess = (share: string): Promise<Share> =>
  new Promise((resolve, reject) => {
    const own = process.argv.slice(2).filter((it, at, all) => !['--out', '--workers'].includes(it) && !['--out', '--workers'].includes(all[at - 1] ?? ''))
    const child = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? '', ...own, '--share', share], { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.on('data', (part: Buffer) => void (text += part.toString()))
    child.on('close', (code) => (code === 0 ? resolve(JSON.parse(text) as Share) : reject(new Error(`a share ended with ${code}`))))
  })

if (values.share !== undefined) {
  process.stdout.write(JSON.stringify(await playShare(values.share)))
  process.exit(0)
}

const began = Date.now()
const workers = Number(values.workers ?? 3)
const shares = await Promise.all(Array.from({ length: workers }, (_, at) => inProcess(`${at}/${workers}`)))
const sum = (of: (share: Share) => Tally): Tally => ({ total: shares.reduce((all, it) => all + of(it).total, 0), survived: shares.reduce((all, it) => all + of(it).survived, 0), failures: shares.flatMap((it) => of(it).failures) })
const [points, faults] = [sum((it) => it.points), sum((it) => it.faults)]
const failures = [...points.failures, ...faults.failures]
for (const { name, what } of failures.slice(0, 40)) process.stdout.write(`FAILED: ${name}\n${what.slice(0, 4).map((it) => `   ${it.slice(0, 400)}\n`).join('')}`)
process.stdout.write(`crash points survived ${points.survived}/${points.total}, faults ${faults.survived}/${faults.total}; ${shares[0]?.calls ?? 0} calls, ${shares.reduce((all, it) => all + it.played, 0)} runs played, ${((Date.now() - began) / 1000).toFixed(0)} s\n`)
if (values.out !== undefined) {
  const command = 'node --import ./script/typescript.mjs __tests__/crash/matrix/main.ts --only'
  writeFileSync(values.out, JSON.stringify({
    rows: [{ name: 'crash points', total: points.total, survived: points.survived }, { name: 'faults', total: faults.total, survived: faults.survived }],
    failures: failures.map(({ name, what }) => ({ name, what: what.join('; '), replay: `${command} '${name.replace(/[()']/g, '.')}'` })),
    exempt,
  }))
}
process.exit(failures.length === 0 ? 0 : 1)
