// Random histories by seed.
//   node --import ./script/typescript.mjs __tests__/crash/random/main.ts --count 1000 --seed 1 [--out FILE] [--workers N] [--replay SEED]
import { parseArgs } from 'node:util'
import { makeStage } from '../simulation/stage.js'
import { answer, broke, count, inProcesses, newTally, shareOf, sum, tell, writeProof, type Tally } from '../simulation/workers.js'
import { playSchedule } from './schedule.js'

const { values } = parseArgs({ options: { out: { type: 'string' }, workers: { type: 'string' }, share: { type: 'string' }, count: { type: 'string' }, seed: { type: 'string' }, replay: { type: 'string' }, first: { type: 'boolean' } } })
const command = 'node --import ./script/typescript.mjs __tests__/crash/random/main.ts --replay'
const total = Number(values.count ?? 1000)
const first = Number(values.seed ?? 1)

const playShare = async (share: string): Promise<Tally> => {
  const { index, of } = shareOf(share)
  const stage = await makeStage()
  const tally = newTally()
  const began = Date.now()
  for (let at = index; at < total; at += of) {
    const seed = first + at
    count(await playSchedule(stage, seed).catch((failure: unknown) => [`the simulation failed: ${failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)}`]), `seed ${seed}`, tally)
    if (values.first && tally.failures.length > 0) break
    if (index === 0 && tally.total % 200 === 0) {
      const left = ((Date.now() - began) / tally.total) * (total / of - tally.total)
      process.stderr.write(`random schedules: about ${tally.total * of} of ${total}, ${tally.failures.length * of} failures, ${Math.ceil(left / 60_000)} min to go\n`)
    }
  }
  await stage.close()
  return tally
}

if (values.replay !== undefined) {
  const stage = await makeStage()
  const broken = await playSchedule(stage, Number(values.replay))
  process.stdout.write(broken.length === 0 ? `seed ${values.replay} holds\n` : `${broken.join('\n')}\n`)
  process.exit(broken.length === 0 ? 0 : 1)
}
async function playAll(): Promise<void> {
  const tally = sum(await inProcesses<Tally>(Number(values.workers ?? 3)))
  tell(tally.failures)
  process.stdout.write(`random schedules survived ${tally.survived}/${tally.total}, seeds ${first} to ${first + total - 1}\n`)
  writeProof(values.out, {
    rows: [{ name: 'random schedules', total: tally.total, survived: tally.survived }],
    failures: tally.failures.map(({ name, what }) => ({ name, what: what.join('; '), replay: `${command} ${name.replace('seed ', '')}` })),
  })
  process.exit(tally.survived === tally.total && tally.total > 0 ? 0 : 1)
}

if (values.share !== undefined) answer(await playShare(values.share).catch(broke))
else await playAll()
