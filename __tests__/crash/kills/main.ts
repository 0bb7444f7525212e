// Real processes, killed: the bundle under Node against a served GitHub, real git, real tools and the real docker-registry, ended by
// INT, TERM and KILL at swept times, and finished by the same command.
//   node --import ./script/typescript.mjs __tests__/crash/kills/main.ts [--count N] [--seed N] [--out FILE] [--workers N]
//     --replay SEED:NUMBER/COUNT   one kill of a sweep again     --dist FOLDER   another bundle than dist/
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { root } from '../../action/runner.js'
import { count, newTally, tell, writeProof, type Tally } from '../simulation/workers.js'
import type { Program } from './ground.js'
import { describeKill, planKills, type Kill } from './moments.js'
import { playKill, playUndisturbed, type Undisturbed } from './play-kill.js'
import { labelOf, makeProject } from './project.js'

const { values } = parseArgs({
  options: { out: { type: 'string' }, count: { type: 'string' }, seed: { type: 'string' }, workers: { type: 'string' }, replay: { type: 'string' }, dist: { type: 'string' }, verbose: { type: 'boolean' } },
})

interface Sweep {
  readonly seed: number
  readonly count: number
  /** Only this one of them. */
  readonly only?: number
}

const whole = (text: string, name: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} wants a whole number, not "${text}"`)
  return Number(text)
}

const readSweep = (): Sweep => {
  if (values.replay === undefined) return { seed: whole(values.seed ?? '1', '--seed'), count: whole(values.count ?? '20', '--count') }
  const [, seed, only, of] = /^(\d+):(\d+)\/(\d+)$/.exec(values.replay) ?? []
  if (seed === undefined || only === undefined || of === undefined) throw new Error(`--replay wants SEED:NUMBER/COUNT, not "${values.replay}"`)
  return { seed: Number(seed), count: Number(of), only: Number(only) }
}

const say = (line: string): void => void process.stderr.write(`kills: ${line}\n`)

/** What killed builds have left in the engine, by the label that only this sweep has. */
const clearEngine = async (sweep: string): Promise<void> => {
  await promisify(execFile)('docker', ['image', 'prune', '--force', '--filter', `label=${labelOf(sweep)}`]).catch((failure: unknown) => say(`images of this sweep stay in the engine: ${String(failure)}`))
}

const playAll = async (kills: readonly Kill[], play: (kill: Kill) => Promise<readonly string[]>, workers: number, of: number): Promise<Tally> => {
  const tally = newTally()
  const left = [...kills]
  const began = Date.now()
  const lane = async (): Promise<void> => {
    for (let kill = left.shift(); kill; kill = left.shift()) {
      const broken = await play(kill).catch((failure: unknown) => [`the sweep failed: ${failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)}`])
      count(broken, `kill ${describeKill(kill, of)}`, tally)
      if (values.verbose) say(`${broken.length === 0 ? 'converged' : 'FAILED'}: ${describeKill(kill, of)}`)
      if (tally.total % 5 === 0 || tally.total === kills.length) say(`${tally.total} of ${kills.length}, ${tally.failures.length} failures, about ${Math.ceil(((Date.now() - began) / tally.total) * (kills.length - tally.total) / 1000)} s to go`)
    }
  }
  await Promise.all(Array.from({ length: workers }, lane))
  return tally
}

const sweep = async (asked: Sweep, scratch: string): Promise<Tally> => {
  const label = `${process.pid}-${Date.now()}`
  const program: Program = { dist: resolve(values.dist ?? join(root, 'dist')) }
  const project = await makeProject(join(scratch, 'project'), label)
  try {
    const undisturbed: Undisturbed = await playUndisturbed(project, program)
    say(`one release takes ${(undisturbed.course.end / 1000).toFixed(1)} s and ${undisturbed.course.requests.length} requests; seed ${asked.seed}`)
    const kills = planKills(undisturbed.course, asked.count, asked.seed).filter((it) => asked.only === undefined || it.number === asked.only)
    return await playAll(kills, (kill) => playKill(project, program, kill, undisturbed), Math.min(whole(values.workers ?? '2', '--workers'), 2), asked.count)
  } finally {
    await clearEngine(label)
  }
}

const asked = readSweep()
const scratch = mkdtempSync(join(tmpdir(), 'kills-'))
// Everything that is made here, by whoever, lies below it.
process.env['TMPDIR'] = scratch
try {
  const tally = await sweep(asked, scratch)
  tell(tally.failures)
  process.stdout.write(`kills survived ${tally.survived}/${tally.total}, seed ${asked.seed}\n`)
  writeProof(values.out, {
    rows: [{ name: 'kills', total: tally.total, survived: tally.survived }],
    failures: tally.failures.map(({ name, what }) => ({ name, what: what.join('; '), replay: `node --import ./script/typescript.mjs __tests__/crash/kills/main.ts --replay ${asked.seed}:${/\d+/.exec(name)?.[0]}/${asked.count}` })),
  })
  process.exitCode = tally.survived === tally.total && tally.total > 0 ? 0 : 1
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
