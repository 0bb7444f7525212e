// The long proofs, in batches: each is counted when it is done, so that a soak may be ended at any time. Results: bench/results/soak.json.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { proofs } from './proofs.mjs'
import { goodOf, runProof } from './run-proof.mjs'
import { addBatch, batchesOf, durationText, entryOf, nothingYet, progressLine, readSoakWords } from './soak-plan.mjs'
import { hasOwnChanges, headCommit, sourceDigest } from './source.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const file = join(root, 'bench/results/soak.json')
const long = proofs.filter((it) => it.soak)
const say = (line) => process.stderr.write(`soak: ${line}\n`)

const asked = readSoakWords(process.argv.slice(2), long.map((it) => it.name))
const began = performance.now()
const minutesGone = () => (performance.now() - began) / 60_000
let stopped
let child

/** At the keyboard the signal reaches the proof as well; what it had not finished does not count. */
for (const name of ['SIGINT', 'SIGTERM']) {
  process.on(name, () => {
    stopped = name
    child?.kill(name)
  })
}

const readResults = () => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { schema: 1, proofs: {} }
  }
}

/** Other proofs keep what they had: each has its own commit and date. */
const writeResults = (name, entry) => {
  const before = readResults()
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.part`, `${JSON.stringify({ schema: 1, proofs: { ...before.proofs, [name]: entry } }, null, 2)}\n`)
  renameSync(`${file}.part`, file)
}

const tell = (result) => {
  for (const { name, what, replay } of result.failures) process.stdout.write(`FAILED: ${name}\n   ${what}\n   again: ${replay}\n`)
}

/** Whether all that was asked for was played and held. */
const play = async (proof, { seed, count, workers, minutes, about }) => {
  const batches = batchesOf(proof.soak, { seed, count })
  const isSeeded = proof.soak.count !== undefined
  const total = batches.reduce((sum, it) => sum + (it.cases ?? 0), 0)
  let sum = nothingYet
  let ok = true
  const endedBy = (what) => {
    say(`${proof.name}: ended ${what}`)
    return false
  }
  for (const batch of batches) {
    if (stopped !== undefined) return endedBy(`by ${stopped}`)
    if (minutes !== undefined && minutesGone() >= minutes) return endedBy(`after the ${minutes} minutes that it was given`)
    const start = performance.now()
    const words = [...batch.words, ...(workers === undefined ? [] : ['--workers', String(workers)])]
    // In batches the progress of one of them says nothing; what is played in one go tells its own.
    const result = await runProof(proof, words, { root, stdio: ['ignore', isSeeded ? 'ignore' : 2, isSeeded ? 'ignore' : 'inherit'], started: (it) => void (child = it) })
    if (stopped !== undefined) return endedBy(`by ${stopped}`)
    sum = addBatch(sum, batch, result, (performance.now() - start) / 1000)
    ok &&= result.ok
    tell(result)
    // The list says how many a soak plays, whatever was asked for now.
    writeResults(proof.name, entryOf(sum, { ...about, ...(isSeeded ? { seed, asked: proof.soak.count } : {}) }))
    say(isSeeded ? progressLine(proof.name, sum, total) : `${proof.name}: ${sum.rows.map((row) => `${row.name} ${goodOf(row)}/${row.total}`).join(', ')} in ${durationText(sum.seconds)}`)
  }
  return ok
}

/** The bundle that is killed must be the one that this source builds; else it proves something about another source. */
const distIsCurrent = () => spawnSync(process.execPath, ['script/checks/dist.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0

async function main() {
  if (asked.wrong !== undefined) {
    say(`${asked.wrong}; script/soak --help`)
    return 2
  }
  const chosen = long.filter((it) => asked.names.length === 0 || asked.names.includes(it.name))
  if (asked.replay !== undefined) return spawnSync(process.execPath, ['--import', './script/typescript.mjs', chosen[0].program, ...(chosen[0].always ?? []), chosen[0].replay, asked.replay], { cwd: root, stdio: 'inherit' }).status ?? 1
  if (chosen.some((it) => it.runs === 'dist') && !distIsCurrent()) {
    say('dist/ is not what this source builds; run npm run build first')
    return 1
  }
  // Another one each time, so that a further soak finds what this one did not.
  const seed = asked.seed ?? Math.floor(Date.now() / 1000) % 100_000_000
  const commit = headCommit(root)
  const about = { source: sourceDigest(root), changed: hasOwnChanges(root), date: new Date().toISOString().slice(0, 10), ...(commit === undefined ? {} : { commit }) }
  say(`${chosen.map((it) => it.name).join(', ')}; seed ${seed}${asked.minutes === undefined ? '' : `, no batch begins after ${asked.minutes} minutes`}`)
  let ok = true
  for (const proof of chosen) ok = (await play(proof, { ...asked, seed, about })) && ok
  say(`${ok ? 'all held' : 'not all was played, or not all held'}, ${durationText(minutesGone() * 60)}; bench/results/soak.json has the numbers`)
  if (stopped !== undefined) return stopped === 'SIGINT' ? 130 : 143
  return ok ? 0 : 1
}

process.exitCode = await main()
