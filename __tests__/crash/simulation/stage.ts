// Everything that a case of the proof starts from: the project and a second clone of it, two builds with different bytes, the
// world before the release, the trace of a run without faults with the world before each of its calls, and the ends that are right.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Artifact } from '../../../src/core/artifact.js'
import { buildArtifacts } from '../../publish/built.js'
import { endStateOf, type EndState } from './end-state.js'
import { notWhole } from './whole.js'
import { cloneProject, makeGround, makeProject, start, type Ground } from './project.js'
import { startRun, type Ended, type Place } from './run-of.js'
import { Actor, Simulation, type Script, type TracedCall } from './simulation.js'
import { copyUniverse, type Universe } from './universe.js'
import { VirtualTime } from './virtual-time.js'

/** A disk that forgets: what is played thousands of times need not survive a power cut. */
const inMemory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

export interface Snapshot {
  readonly universe: Universe
  readonly now: number
}

/** Where runs can be played. */
export interface Scene {
  readonly ground: Ground
  /** Nothing has happened yet. */
  readonly before: Snapshot
  readonly place: (kind: PlaceKind) => Place
  /** A copy of a world whose time goes on from there. */
  readonly open: (from: Snapshot, script: Script, startAt?: number) => Simulation
  close(): Promise<void>
}

export interface Stage extends Scene {
  readonly trace: readonly TracedCall[]
  /** Before call n + 1; the last one is the end. */
  readonly snapshots: readonly Snapshot[]
  readonly whole: readonly EndState[]
}

/** The disk of the first run; the same with its workflow re-run; and another machine whose builds give other bytes. */
export type PlaceKind = 'first' | 'same disk' | 'fresh clone' | 'beside'

/** `edits` are made in the project before its commit. */
export const makeScene = async (edits: Readonly<Record<string, string>> = {}): Promise<Scene> => {
  const folder = await mkdtemp(join(inMemory, 'slipway-stage-'))
  const project = await makeProject(join(folder, 'project'), edits)
  const clone = cloneProject(project, join(folder, 'clone'))
  const ground = await makeGround(folder, project)
  const built = async (name: string): Promise<readonly Artifact[]> => {
    await mkdir(join(folder, name))
    return buildArtifacts(join(folder, name), name)
  }
  const [one, two] = [await built('one'), await built('two')]
  const place = (kind: PlaceKind): Place => ({
    project: kind === 'fresh clone' || kind === 'beside' ? clone : project,
    temp: join(folder, kind === 'fresh clone' || kind === 'beside' ? 'temp-two' : 'temp-one'),
    artifacts: kind === 'fresh clone' || kind === 'beside' ? two : one,
    runId: kind === 'beside' ? 9003 : kind === 'fresh clone' ? 9002 : 9001,
    attempt: kind === 'same disk' ? 2 : 1,
  })
  const open: Scene['open'] = (from, script, startAt = from.now) => {
    const time = new VirtualTime(startAt)
    return new Simulation(copyUniverse(from.universe, () => time.now, ground.registryParts), script, startAt, time)
  }
  const close = async (): Promise<void> => {
    await ground.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { ground, before: { universe: ground.universe, now: start }, place, open, close }
}

interface Recorded {
  readonly simulation: Simulation
  readonly snapshots: readonly Snapshot[]
  readonly ended: Ended
}

const record = async ({ before, open, place, ground }: Scene, kind: PlaceKind): Promise<Recorded> => {
  const snapshots: Snapshot[] = [before]
  const simulation: Simulation = open(before, { after: (_, universe) => void snapshots.push({ universe: copyUniverse(universe, () => start, ground.registryParts), now: simulation.time.now }) })
  const ended = await playOne(simulation, kind === 'first' ? 'first' : 'other', place(kind))
  if (ended.report.outcome !== 'released') throw new Error(`a run without faults ended as ${ended.report.outcome}: ${JSON.stringify(ended.report.problems)}`)
  return { simulation, snapshots, ended }
}

export const makeStage = async (): Promise<Stage> => {
  const scene = await makeScene()
  // Everything is loaded and compiled by a first run, so that no lazy import falls into a recorded one.
  await record(scene, 'first')
  const [first, other] = [await record(scene, 'first'), await record(scene, 'fresh clone')]
  const whole = [endStateOf(first.simulation.universe), endStateOf(other.simulation.universe)]
  const lacking = [...notWhole(whole[0], scene.place('first').artifacts), ...notWhole(whole[1], scene.place('fresh clone').artifacts)]
  if (lacking.length > 0) throw new Error(`a run without faults does not end as it must: ${lacking.join('; ')}`)
  return { ...scene, trace: first.simulation.trace, snapshots: first.snapshots, whole }
}

/** One run to its end. */
export const playOne = async (simulation: Simulation, name: string, place: Place): Promise<Ended> => {
  const actor = new Actor(name)
  const { ended } = startRun(simulation, actor, place)
  await simulation.play([actor])
  return ended
}
