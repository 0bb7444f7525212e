// Builds the seeded bugs in, one after the other, and lets the proof search for each.
//   node --import ./script/typescript.mjs __tests__/crash/mutants/main.ts [--all] [--near] [--only NAME] [--out FILE] [--workers N]
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { writeProof } from '../simulation/workers.js'
import { mutants, type Mutant } from './seeded.js'

const { values } = parseArgs({ options: { all: { type: 'boolean' }, near: { type: 'boolean' }, only: { type: 'string' }, out: { type: 'string' }, workers: { type: 'string' }, seed: { type: 'string' }, count: { type: 'string' } } })

interface Search {
  readonly caught: boolean
  /** Of the first that failed, or of the program. */
  readonly what: string
  /** It does not even fit into the source any more. */
  readonly isMisfit: boolean
}

interface Shown {
  readonly points?: { readonly failures: readonly { readonly name: string; readonly what: readonly string[] }[] }
  readonly faults?: Shown['points']
  readonly failures?: readonly { readonly name: string; readonly what: readonly string[] }[]
}

const play = (mutant: Mutant, words: readonly string[]): Promise<Search> =>
  new Promise((resolve) => {
    const environment = { ...process.env, SLIPWAY_MUTANT: JSON.stringify(mutant.edits) }
    const child = spawn(process.execPath, [...process.execArgv, ...words], { stdio: ['ignore', 'pipe', 'pipe'], env: environment })
    let [text, trouble] = ['', '']
    child.stdout.on('data', (part: Buffer) => void (text += part.toString()))
    child.stderr.on('data', (part: Buffer) => void (trouble += part.toString()))
    child.on('close', (code) => {
      const isMisfit = /seeded bug does not fit/.test(trouble + text)
      // A search that did not run has caught nothing, whatever ended it.
      if (code !== 0 || isMisfit) return resolve({ caught: false, isMisfit, what: (/Error: .*/.exec(trouble + text)?.[0] ?? `the search ended with ${code}: ${trouble.slice(-300)}`).slice(0, 300) })
      const shown = JSON.parse(text) as Shown
      const [first] = [...(shown.points?.failures ?? []), ...(shown.faults?.failures ?? []), ...(shown.failures ?? [])]
      // That a release fails without any fault is a find; that the machine has no room is none.
      const isTrouble = first?.name === 'the simulation' && !/a run without faults|Stuck/.test(first.what[0] ?? '')
      resolve({ caught: first !== undefined && !isTrouble, isMisfit: false, what: first ? `${first.name}: ${first.what[0] ?? ''}`.slice(0, 300) : 'nothing was found' })
    })
  })

const matrix = ['__tests__/crash/matrix/main.ts', '--share', '0/1', '--first']

const search = async (mutant: Mutant): Promise<Search> => {
  if (mutant.by === 'random') return play(mutant, ['__tests__/crash/random/main.ts', '--share', '0/1', '--first', '--count', '3000', '--seed', '1'])
  if (mutant.by === 'interleavings') return play(mutant, ['__tests__/crash/interleavings/main.ts', '--share', '0/1', '--first', ...(mutant.only === undefined ? [] : ['--only', mutant.only])])
  if (mutant.by !== undefined) return play(mutant, [...matrix, '--recipe', mutant.by, '--writes', ...(mutant.only === undefined ? [] : ['--only', mutant.only])])
  const near = await play(mutant, [...matrix, ...(mutant.only === undefined ? [] : ['--only', mutant.only])])
  return near.caught || near.isMisfit || mutant.only === undefined || values.near === true ? near : play(mutant, matrix)
}

const wanted = mutants.filter((it) => (values.only === undefined ? values.all === true || it.quick === true : it.name.includes(values.only)))
const queue = [...wanted]
const found: (readonly [Mutant, Search])[] = []
const work = async (): Promise<void> => {
  for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
    const began = Date.now()
    const result = await search(mutant)
    found.push([mutant, result])
    process.stdout.write(`${result.caught ? 'caught' : 'NOT CAUGHT'} (${((Date.now() - began) / 1000).toFixed(0)} s): ${mutant.name}${mutant.of === undefined ? '' : ` [${mutant.of}]`}\n   ${result.what}\n`)
  }
}
await Promise.all(Array.from({ length: Number(values.workers ?? 2) }, work))
const caught = found.filter(([, it]) => it.caught).length
process.stdout.write(`mutants caught ${caught}/${wanted.length}\n`)
writeProof(values.out, {
  rows: [{ name: 'mutants', total: wanted.length, caught }],
  failures: found.filter(([, it]) => !it.caught).map(([mutant, it]) => ({ name: mutant.name, what: it.what, replay: `node --import ./script/typescript.mjs __tests__/crash/mutants/main.ts --only '${mutant.name}'` })),
})
process.exit(caught === wanted.length && wanted.length > 0 ? 0 : 1)
