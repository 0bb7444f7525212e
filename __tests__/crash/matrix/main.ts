// Plays the crash matrix in several processes, each its share of the calls, and says what survived.
//   node --import ./script/typescript.mjs __tests__/crash/matrix/main.ts [--out FILE] [--workers N] [--only PATTERN] [--calls 1,2] [--first] [--whole]
import { parseArgs } from 'node:util'
import { makeStage } from '../simulation/stage.js'
import { answer, broke, inProcesses, newTally, shareOf, sum, tell, writeProof, type Tally } from '../simulation/workers.js'
import { Matrix } from './cases.js'
import { playGates } from './gates.js'

const { values } = parseArgs({
  options: { out: { type: 'string' }, workers: { type: 'string' }, share: { type: 'string' }, only: { type: 'string' }, calls: { type: 'string' }, first: { type: 'boolean' }, whole: { type: 'boolean' }, verbose: { type: 'boolean' } },
})

interface Share {
  readonly points: Tally
  readonly faults: Tally
  readonly calls: number
  readonly played: number
}

/** Between two writes the world is the same, and what was judged once is not judged again: neighbours go to one process. */
const callsInBlock = 6
const blockOf = (number: number): number => Math.floor((number - 1) / callsInBlock)

const playShare = async (share: string): Promise<Share> => {
  const { index, of } = shareOf(share)
  const stage = await makeStage()
  const matrix = new Matrix(stage, { isWhole: values.whole === true, ...(values.only === undefined ? {} : { only: new RegExp(values.only) }) })
  if (values.calls === undefined) await playGates(matrix.faults, { index, of, isFirst: values.first === true, ...(values.only === undefined ? {} : { only: new RegExp(values.only) }) })
  const wanted = values.calls?.split(',').map(Number)
  for (const call of stage.trace) {
    if (values.first && matrix.faults.failures.length > 0) break
    if (blockOf(call.number) % of !== index || (wanted && !wanted.includes(call.number))) continue
    await matrix.at(call)
    const failures = matrix.points.failures.length + matrix.faults.failures.length
    if (values.verbose) process.stderr.write(`call ${call.number} of ${stage.trace.length}: ${matrix.played} runs, ${failures} failures\n`)
    if (values.first && failures > 0) break
  }
  const result = { points: matrix.points, faults: matrix.faults, calls: stage.trace.length, played: matrix.played }
  await stage.close()
  return result
}

async function playAll(): Promise<void> {
  const began = Date.now()
  const shares = await inProcesses<Share>(Number(values.workers ?? 3))
  const [points, faults] = [sum(shares.map((it) => it.points)), sum(shares.map((it) => it.faults))]
  const failures = [...points.failures, ...faults.failures]
  tell(failures)
  const played = shares.reduce((all, it) => all + it.played, 0)
  process.stdout.write(`crash points survived ${points.survived}/${points.total}, faults ${faults.survived}/${faults.total}; ${shares[0]?.calls ?? 0} calls, ${played} runs played, ${((Date.now() - began) / 1000).toFixed(0)} s\n`)
  const command = 'node --import ./script/typescript.mjs __tests__/crash/matrix/main.ts --only'
  writeProof(values.out, {
    rows: [{ name: 'crash points', total: points.total, survived: points.survived }, { name: 'faults', total: faults.total, survived: faults.survived }],
    failures: failures.map(({ name, what }) => ({ name, what: what.join('; '), replay: `${command} '${name.replace(/[()'?+]/g, '.')}'` })),
  })
  process.exit(failures.length === 0 && points.total + faults.total > 0 ? 0 : 1)
}

if (values.share !== undefined) {
  answer(await playShare(values.share).catch((failure: unknown): Share => ({ points: broke(failure), faults: newTally(), calls: 0, played: 0 })))
} else await playAll()
