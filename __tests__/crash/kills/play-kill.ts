// One kill: a run is ended at its moment, the same command is run until it ends well, and once more. Answers what is broken, as
// lines for people; none means that it converged.
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ActionEnd } from '../../action/runner.js'
import { leaks } from '../invariants/watcher.js'
import { openGround, type Disk, type Ground, type Program, type Run, type RunName } from './ground.js'
import { describeKill, type Course, type Kill, type Moment } from './moments.js'
import { killTree, workingIn } from './process-tree.js'
import { tagName } from './project.js'
import { brokenNow, brokenSince, differsFrom, notFinished } from './rules.js'
import type { Standing } from './standing.js'

/** What was promised: GitHub's runner waits 7.5 seconds after SIGINT. */
const promised = 5000
const mostRuns = 3
/** Writes that were on their way when the signal came, of all tasks side by side. */
const inFlight = 8
const goOn = `slipway release --tag ${tagName}`
const wellEnded = new Set(['released', 'resumed', 'already-released'])

export interface Undisturbed {
  readonly course: Course
  readonly standing: Standing
}

export interface Played {
  readonly broken: readonly string[]
  /** The run had ended before its moment came. */
  readonly tooLate: boolean
}

const lastLines = (log: string): string => log.trimEnd().split('\n').slice(-12).join('\n      ')

const isOver = (run: Run): boolean => run.started.child.exitCode !== null || run.started.child.signalCode !== null

const reach = async (run: Run, { requests, after }: Moment): Promise<boolean> => {
  while (run.requests.length < requests && !isOver(run)) await run.next()
  const at = run.at + (run.requests[requests - 1] ?? 0)
  await sleep(Math.max(0, at + after - performance.now()))
  return !isOver(run)
}

/** The children of a process that was told to end have ended with it; the kernel may need a moment to clear them away. */
const survivors = async ({ disk }: Run): Promise<readonly string[]> => {
  for (const until = performance.now() + 500; performance.now() < until && [disk.workspace, disk.temp].some((it) => workingIn(it).length > 0); ) await sleep(25)
  return [disk.workspace, disk.temp].flatMap(workingIn)
}

const brokenByStopped = ({ code, log }: ActionEnd, { signal }: Kill, { requests }: Run, took: number): readonly string[] => {
  const hasBegun = log.trim() !== '' || requests.length > 0
  const finished = code === 0
  return [
    ...(took > promised ? [`it was gone ${Math.round(took)} ms after ${signal}, and not within ${promised}`] : []),
    ...(hasBegun && !finished && code !== (signal === 'SIGINT' ? 130 : 143) ? [`it ended with ${code}:\n      ${lastLines(log)}`] : []),
    ...(hasBegun && !finished && !log.includes(goOn) ? [`it did not print the command that goes on:\n      ${lastLines(log)}`] : []),
  ]
}

/** Sends the signal, and answers what is wrong with the way in which the process went. */
const strike = async (ground: Ground, run: Run, kill: Kill): Promise<readonly string[]> => {
  const { child } = run.started
  const writes = ground.writes('release')
  const began = performance.now()
  if (kill.signal === 'SIGKILL') killTree(child.pid)
  else child.kill(kill.signal)
  const end = await run.end
  const took = performance.now() - began
  const alive = await survivors(run)
  const later = ground.writes('release') - writes
  return [
    ...(later > inFlight ? [`${later} writes came after ${kill.signal}`] : []),
    ...(kill.signal === 'SIGKILL' ? [] : brokenByStopped(end, kill, run, took)),
    ...alive.map((it) => `a child lives on: ${it}`),
    ...leaksOf(end.log),
  ]
}

const leaksOf = (log: string): readonly string[] => leaks([log.replaceAll(/^::add-mask::.*$/gm, '')])

const following = ({ id, attempt }: RunName, as: Kill['as']): RunName => (as === 'attempt' ? { id, attempt: attempt + 1 } : { id: id + 1, attempt: 1 })

interface Again {
  readonly broken: readonly string[]
  readonly last: RunName
}

const finish = async (ground: Ground, kill: Kill, first: { readonly disk: Disk; readonly name: RunName }): Promise<Again> => {
  let name = first.name
  const broken: string[] = []
  for (let round = 1; round <= mostRuns; round++) {
    name = following(name, kill.as)
    const run = await ground.start(kill.again === 'same disk' ? first.disk : await ground.freshDisk(), name)
    const end = await run.end
    await ground.post(run)
    ground.endOnGitHub(name)
    broken.push(...leaksOf(end.log))
    if (end.code === 0 && wellEnded.has(end.outputs['outcome'] ?? '')) return { broken, last: name }
    if (round === mostRuns) broken.push(`it does not converge, and ends with ${end.code} as ${end.outputs['outcome']}:\n      ${lastLines(end.log)}`)
  }
  return { broken, last: name }
}

const once = async (ground: Ground, name: RunName): Promise<readonly string[]> => {
  const before = ground.writes()
  const end = await (await ground.start(await ground.freshDisk(), name)).end
  const wrote = ground.writes() - before
  return [
    ...(end.code === 0 && end.outputs['outcome'] === 'already-released' ? [] : [`a further run ended with ${end.code} as ${end.outputs['outcome']}:\n      ${lastLines(end.log)}`]),
    ...(wrote === 0 ? [] : [`a further run wrote ${wrote} times`]),
  ]
}

const playOn = async (ground: Ground, kill: Kill, undisturbed: Undisturbed): Promise<Played> => {
  const run = await ground.start(await ground.freshDisk(), { id: 1, attempt: 1 })
  const tooLate = !(await reach(run, kill.moment))
  if (tooLate) return { broken: [], tooLate: (await run.end, true) }
  const broken = [...(await strike(ground, run, kill))]
  if (kill.signal !== 'SIGKILL' || kill.post) await ground.post(run)
  ground.endOnGitHub(run.name)
  const before = await ground.standing()
  broken.push(...brokenNow(before).map((it) => `at the kill: ${it}`))
  const again = await finish(ground, kill, run)
  const after = await ground.standing()
  broken.push(...again.broken, ...brokenSince(before, after), ...notFinished(after), ...differsFrom(undisturbed.standing, after))
  broken.push(...(await once(ground, following(again.last, 'run'))))
  broken.push(...ground.world.unimplemented().map((it) => `the world was asked for what it does not have: ${it}`))
  return { broken, tooLate: false }
}

/** A moment near the end may come too late on a machine that is quicker now; then a little earlier. */
export const playKill = async (project: string, program: Program, kill: Kill, undisturbed: Undisturbed): Promise<readonly string[]> => {
  let { moment } = kill
  for (let tries = 0; tries < 4; tries++) {
    const ground = await openGround(project, program)
    try {
      const { broken, tooLate } = await playOn(ground, { ...kill, moment }, undisturbed)
      if (!tooLate) return broken
    } finally {
      await ground.close()
    }
    moment = moment.after > 0 ? { ...moment, after: 0 } : { requests: Math.max(0, moment.requests - 1), after: 0 }
  }
  return [`the run had ended before it could be killed: ${describeKill(kill, kill.number)}`]
}

export const playUndisturbed = async (project: string, program: Program): Promise<Undisturbed> => {
  const ground = await openGround(project, program)
  try {
    const run = await ground.start(await ground.freshDisk(), { id: 1, attempt: 1 })
    const end = await run.end
    const course = { requests: [...run.requests], end: performance.now() - run.at }
    if (end.code !== 0 || end.outputs['outcome'] !== 'released') throw new Error(`without a kill the release ends with ${end.code} as ${end.outputs['outcome']}:\n${end.log}`)
    ground.endOnGitHub(run.name)
    const standing = await ground.standing()
    const broken = [...notFinished(standing), ...(await once(ground, { id: 2, attempt: 1 }))]
    if (broken.length > 0) throw new Error(`without a kill the release is not finished:\n${broken.join('\n')}`)
    return { course, standing }
  } finally {
    await ground.close()
  }
}
