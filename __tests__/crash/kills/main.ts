// Real processes, killed: the bundle under Node against a served GitHub, real git, real tools and the real docker-registry, ended by
// INT, TERM and KILL at swept times, and finished by the same command.
//   node --import ./script/typescript.mjs __tests__/crash/kills/main.ts [--count N] [--seed N] [--out FILE] [--workers N]
//     --replay KILL   one kill again, by the word that was printed with it     --dist FOLDER   another bundle than dist/
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { root } from '../../action/runner.js'
import { tell, writeProof } from '../simulation/workers.js'
import { describeKill, parseKill, planKills, renderKill, type Kill } from './moments.js'
import { playKill, playUndisturbed } from './play-kill.js'
import { killOwn } from './process-tree.js'
import { labelOf, makeProject } from './project.js'

const { values } = parseArgs({
  options: { out: { type: 'string' }, count: { type: 'string' }, seed: { type: 'string' }, workers: { type: 'string' }, replay: { type: 'string' }, dist: { type: 'string' }, verbose: { type: 'boolean' } },
})

interface Sweep {
  readonly seed: number
  readonly count: number
  /** This one again, and no other. */
  readonly again?: Kill
}

const whole = (text: string, name: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} wants a whole number, not "${text}"`)
  return Number(text)
}

const readSweep = (): Sweep => {
  const sweep = { seed: whole(values.seed ?? '1', '--seed'), count: whole(values.count ?? '20', '--count') }
  if (values.replay === undefined) return sweep
  const again = parseKill(values.replay)
  if (!again) throw new Error(`--replay wants a kill as a failure names it, such as SIGINT,12+35,same-disk,run,post, not "${values.replay}"`)
  return { ...sweep, count: 1, again }
}

const say = (line: string): void => void process.stderr.write(`kills: ${line}\n`)

/** What builds, also killed ones, have left in the engine has a label that only this sweep has. */
const sweepName = `${process.pid}-${Date.now()}`
const pruning = ['image', 'prune', '--force', '--filter', `label=${labelOf(sweepName)}`]

const clearEngine = async (): Promise<void> => {
  await promisify(execFile)('docker', pruning).catch((failure: unknown) => say(`images of this sweep stay in the engine: ${String(failure)}`))
}

interface Failure {
  readonly name: string
  readonly what: readonly string[]
  readonly replay: string
}

interface Sum {
  total: number
  survived: number
  readonly failures: Failure[]
}

const program = 'node --import ./script/typescript.mjs __tests__/crash/kills/main.ts'

const playAll = async (kills: readonly Kill[], play: (kill: Kill) => Promise<readonly string[]>, { seed, count }: Sweep): Promise<Sum> => {
  const sum: Sum = { total: 0, survived: 0, failures: [] }
  const left = [...kills]
  const began = Date.now()
  const lane = async (): Promise<void> => {
    for (let kill = left.shift(); kill; kill = left.shift()) {
      const what = await play(kill).catch((failure: unknown) => [`the sweep failed: ${failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)}`])
      sum.total++
      if (what.length === 0) sum.survived++
      else sum.failures.push({ name: `seed ${seed}, kill ${describeKill(kill, count)}`, what, replay: `${program} --replay ${renderKill(kill)}` })
      if (values.verbose) say(`${what.length === 0 ? 'converged' : 'FAILED'}: ${describeKill(kill, count)}`)
      if (sum.total % 5 === 0 || sum.total === kills.length) say(`${sum.total} of ${kills.length}, ${sum.failures.length} failures, about ${Math.ceil(((Date.now() - began) / sum.total) * (kills.length - sum.total) / 1000)} s to go`)
    }
  }
  await Promise.all(Array.from({ length: Math.min(whole(values.workers ?? '2', '--workers'), 2) }, lane))
  return sum
}

const sweep = async (asked: Sweep, scratch: string): Promise<Sum> => {
  const bundle = { dist: resolve(values.dist ?? join(root, 'dist')) }
  const project = await makeProject(join(scratch, 'project'), sweepName)
  try {
    const undisturbed = await playUndisturbed(project, bundle)
    say(`one release takes ${(undisturbed.course.end / 1000).toFixed(1)} s and ${undisturbed.course.requests.length} requests; seed ${asked.seed}`)
    const kills = asked.again ? [asked.again] : planKills(undisturbed.course, asked.count, asked.seed)
    return await playAll(kills, (kill) => playKill(project, bundle, kill, undisturbed), asked)
  } catch (failure) {
    const what = failure instanceof Error ? failure.message : String(failure)
    return { total: asked.count, survived: 0, failures: [{ name: 'a release that nobody disturbs', what: [what], replay: `${program} --count 1` }] }
  } finally {
    await clearEngine()
  }
}

const asked = readSweep()
const scratch = mkdtempSync(join(tmpdir(), 'kills-'))
// Everything that is made here, by whoever, lies below it.
process.env['TMPDIR'] = scratch
const clear = (): void => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 })
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => {
    killOwn()
    clear()
    try {
      execFileSync('docker', pruning, { stdio: 'ignore', timeout: 5000 })
    } catch {
      // They stay, then, until somebody prunes.
    }
    process.exit(name === 'SIGINT' ? 130 : 143)
  })
}
try {
  const { total, survived, failures } = await sweep(asked, scratch)
  tell(failures)
  process.stdout.write(`kills survived ${survived}/${total}, seed ${asked.seed}\n`)
  writeProof(values.out, {
    rows: [{ name: 'kills', total, survived }],
    failures: failures.map(({ name, what, replay }) => ({ name, what: what.join('; '), replay })),
  })
  process.exitCode = survived === total && total > 0 ? 0 : 1
} finally {
  clear()
}
