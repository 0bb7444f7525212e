// Plays the crash matrix in several processes, each its share of the calls, and says what survived.
//   node --import ./script/typescript.mjs __tests__/crash/matrix/main.ts [--out FILE] [--workers N] [--only PATTERN] [--calls 1,2] [--first] [--whole]
//     [--recipe promotion|rolling|package [--writes [--near]] [--brief]]
import { parseArgs } from 'node:util'
import { peopleOfPackage } from '../package/kinds.js'
import { makePackageStage } from '../package/stage.js'
import { makePromotionStages, type PromotionStages } from '../promotion/stages.js'
import { makeRollingStage } from '../rolling/stage.js'
import { makeStage, type Stage } from '../simulation/stage.js'
import { answer, broke, inProcesses, newTally, shareOf, sum, tell, writeProof, type Tally } from '../simulation/workers.js'
import { Matrix } from './cases.js'
import { playGates } from './gates.js'
import { anywhere, network, type Kind } from './kinds.js'

const { values } = parseArgs({
  options: { out: { type: 'string' }, workers: { type: 'string' }, share: { type: 'string' }, only: { type: 'string' }, calls: { type: 'string' }, first: { type: 'boolean' }, whole: { type: 'boolean' }, recipe: { type: 'string' }, writes: { type: 'boolean' }, near: { type: 'boolean' }, brief: { type: 'boolean' }, verbose: { type: 'boolean' } },
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

const one = async (made: Promise<Stage>): Promise<PromotionStages> => {
  const stage = await made
  return { stages: [stage], close: () => stage.close() }
}

/** How a row of the table is named, and what is played. */
const recipes: Readonly<Record<string, { readonly suffix: string; readonly make: () => Promise<PromotionStages>; readonly people?: readonly Kind[] }>> = {
  promotion: { suffix: ' of a promotion', make: makePromotionStages },
  rolling: { suffix: ' of a name that rolls', make: () => one(makeRollingStage()) },
  package: { suffix: ' of a package and its changelog', make: () => one(makePackageStage()), people: peopleOfPackage },
}

const recipe = values.recipe === undefined ? undefined : recipes[values.recipe]
if (values.recipe !== undefined && !recipe) throw new Error(`there is no recipe ${values.recipe}`)

const only = values.only === undefined ? {} : { only: new RegExp(values.only) }

const stagesOf = (): Promise<PromotionStages> => recipe?.make() ?? one(makeStage())

/** After each of these nobody knows whether it was carried out, or it was not; what else can go wrong is for the soak. */
const telling = /^(the request is lost|the answer is lost|carried out, and answered with 502)$/

interface Played {
  readonly matrix: Matrix
  readonly isOver: boolean
}

/** `at`: blocks before this stage, so that the shares are even over all of them. */
const playStage = async (stage: Stage, { share, at }: { readonly share: string; readonly at: number }): Promise<Played> => {
  const { index, of } = shareOf(share)
  const matrix = new Matrix(stage, { isWhole: values.whole === true, ...only, ...(recipe ? { kinds: values.brief === true ? [...network, ...anywhere].filter((it) => telling.test(it.name)) : [...network, ...anywhere, ...(recipe.people ?? [])], onlyWrites: values.writes === true, andBefore: values.near === true } : {}) })
  if (values.calls === undefined && !recipe) await playGates(matrix.faults, { index, of, isFirst: values.first === true, ...only })
  const wanted = values.calls?.split(',').map(Number)
  const failures = (): number => matrix.points.failures.length + matrix.faults.failures.length
  for (const call of stage.trace) {
    if (values.first && failures() > 0) return { matrix, isOver: true }
    if ((at + blockOf(call.number)) % of !== index || (wanted && !wanted.includes(call.number))) continue
    await matrix.at(call)
    if (values.verbose) process.stderr.write(`${stage.leg.name}: call ${call.number} of ${stage.trace.length}: ${matrix.played} runs, ${failures()} failures\n`)
  }
  return { matrix, isOver: values.first === true && failures() > 0 }
}

const playShare = async (share: string): Promise<Share> => {
  const { stages, close } = await stagesOf()
  const matrices: Matrix[] = []
  let at = 0
  for (const stage of stages) {
    const { matrix, isOver } = await playStage(stage, { share, at })
    matrices.push(matrix)
    at += blockOf(stage.trace.length) + 1
    if (isOver) break
  }
  const result = { points: sum(matrices.map((it) => it.points)), faults: sum(matrices.map((it) => it.faults)), calls: stages.reduce((all, it) => all + it.trace.length, 0), played: matrices.reduce((all, it) => all + it.played, 0) }
  await close()
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
  const command = `node --import ./script/typescript.mjs __tests__/crash/matrix/main.ts${values.recipe === undefined ? '' : ` --recipe ${values.recipe}`} --only`
  const suffix = recipe?.suffix ?? ''
  writeProof(values.out, {
    rows: [{ name: `crash points${suffix}`, total: points.total, survived: points.survived }, { name: `faults${suffix}`, total: faults.total, survived: faults.survived }],
    failures: failures.map(({ name, what }) => ({ name, what: what.join('; '), replay: `${command} '${name.replace(/[()'?+]/g, '.')}'` })),
  })
  process.exit(failures.length === 0 && points.total + faults.total > 0 ? 0 : 1)
}

if (values.share !== undefined) {
  answer(await playShare(values.share).catch((failure: unknown): Share => ({ points: broke(failure), faults: newTally(), calls: 0, played: 0 })))
} else await playAll()
