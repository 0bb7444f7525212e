// All pairs of writes: one fault at a write of the first run, another at a write of the same run or of the next one.
//   node --import ./script/typescript.mjs __tests__/crash/pairs/main.ts [--out FILE] [--workers N] [--replay 'I KIND J KIND']
import { parseArgs } from 'node:util'
import { Watcher } from '../invariants/watcher.js'
import { endRuns, faultsOfRun, judge } from '../simulation/judge.js'
import { startRun } from '../simulation/run-of.js'
import { Actor, type Script, type TracedCall, type Twist } from '../simulation/simulation.js'
import { makeStage, type Snapshot, type Stage } from '../simulation/stage.js'
import { answer, broke, count, inProcesses, newTally, shareOf, sum, tell, writeProof, type Tally } from '../simulation/workers.js'

const { values } = parseArgs({ options: { out: { type: 'string' }, workers: { type: 'string' }, share: { type: 'string' }, replay: { type: 'string' }, count: { type: 'string' }, seed: { type: 'string' } } })

const twists: Readonly<Record<string, Twist>> = {
  'request-lost': { fault: { kind: 'lose-request' } },
  'answer-lost': { fault: { kind: 'lose-answer' } },
  'killed-before': { kill: 'before' },
  'killed-after': { kill: 'after' },
}

const isWrite = (it: { readonly method: string }): boolean => it.method !== 'GET' && it.method !== 'HEAD'

interface Pair {
  readonly first: TracedCall
  readonly firstKind: string
  /** Writes after the first fault. */
  readonly later: number
  readonly laterKind: string
}

const play = async (stage: Stage, { first, firstKind, later, laterKind }: Pair): Promise<readonly string[]> => {
  const before = stage.snapshots[first.number - 1]
  if (!before) throw new Error(`there is no world before call ${first.number}`)
  const watcher = new Watcher({ whole: stage.whole })
  const broken: string[] = []
  let writes = 0
  const twist: NonNullable<Script['twist']> = ({ number, actor, hop }) => {
    if (actor.name === 'first' && number === first.number) return twists[firstKind]
    if (number < first.number || !isWrite(hop) || ++writes !== later) return undefined
    return twists[laterKind]
  }
  const simulation = stage.open(before, { recorded: stage.trace.slice(0, first.number - 1), twist, after: (call, universe) => watcher.look(call, universe) }, stage.snapshots[0]?.now)
  const runOnce = async (name: string, attempt: number): Promise<void> => {
    const actor = new Actor(name)
    const { ended } = startRun(simulation, actor, { ...stage.place('first'), attempt })
    await simulation.play([actor])
    if (!actor.isDead) broken.push(...faultsOfRun(await ended))
    endRuns(simulation.universe)
  }
  await runOnce('first', 1)
  if (writes < later) await runOnce('second', 2)
  const from: Snapshot = { universe: simulation.universe, now: simulation.time.now }
  return [...broken, ...watcher.broken, ...(await judge(stage, from, { mode: (first.number + later) % 2 === 0 ? 'same disk' : 'fresh clone', expected: {} }))]
}

const nameOf = (it: Pair): string => `${it.first.number} ${it.firstKind} ${it.later} ${it.laterKind}`

const pairsOf = (stage: Stage): readonly Pair[] => {
  const writes = stage.trace.filter(isWrite)
  const kinds = Object.keys(twists)
  return writes.flatMap((first, at) => kinds.flatMap((firstKind) => Array.from({ length: writes.length - at }, (_, later) => later + 1).flatMap((later) => kinds.map((laterKind) => ({ first, firstKind, later, laterKind })))))
}

const playShare = async (share: string): Promise<Tally> => {
  const { index, of } = shareOf(share)
  const stage = await makeStage()
  const tally = newTally()
  const all = pairsOf(stage)
  for (const [at, pair] of all.entries()) {
    if (at % of !== index) continue
    count(await play(stage, pair).catch((failure: unknown) => [`the simulation failed: ${String(failure)}`]), nameOf(pair), tally)
    if (index === 0 && tally.total % 200 === 0) process.stderr.write(`pairs of writes: about ${tally.total * of} of ${all.length}, ${tally.failures.length * of} failures\n`)
  }
  await stage.close()
  return tally
}

if (values.replay !== undefined) {
  const stage = await makeStage()
  const pair = pairsOf(stage).find((it) => nameOf(it) === values.replay)
  const broken = pair ? await play(stage, pair) : [`there is no pair ${values.replay}`]
  process.stdout.write(broken.length === 0 ? `${values.replay} holds\n` : `${broken.join('\n')}\n`)
  process.exit(broken.length === 0 ? 0 : 1)
}
async function playAll(): Promise<void> {
  const tally = sum(await inProcesses<Tally>(Number(values.workers ?? 3)))
  tell(tally.failures)
  process.stdout.write(`pairs of writes survived ${tally.survived}/${tally.total}\n`)
  writeProof(values.out, {
    rows: [{ name: 'pairs of writes', total: tally.total, survived: tally.survived }],
    failures: tally.failures.map(({ name, what }) => ({ name, what: what.join('; '), replay: `node --import ./script/typescript.mjs __tests__/crash/pairs/main.ts --replay '${name}'` })),
  })
  process.exit(tally.survived === tally.total && tally.total > 0 ? 0 : 1)
}

if (values.share !== undefined) answer(await playShare(values.share).catch(broke))
else await playAll()
