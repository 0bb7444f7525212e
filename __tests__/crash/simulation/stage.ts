// Everything that a case of the proof starts from: the project and a second clone of it, two builds with different bytes, the
// world before the release, the trace of a run without faults with the world before each of its calls, and the ends that are right.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Artifact } from '../../../src/core/artifact.js'
import type { Report } from '../../../src/core/report.js'
import type { Request } from '../../../src/core/request.js'
import { buildArtifacts } from '../../publish/built.js'
import { Watcher, type Watched } from '../invariants/watcher.js'
import { endStateOf, type EndState } from './end-state.js'
import { notWhole } from './whole.js'
import { cloneProject, makeGround, makeProject, start, type Ground } from './project.js'
import { releaseRequest, startRun, type Ended, type Place } from './run-of.js'
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

/** What a part of a recipe is: one command, and how it ends. */
export interface Leg {
  readonly name: string
  readonly request: Request
  readonly isOver: (report: Report) => boolean
  /** Outcome of a further run. */
  readonly again: string
}

export interface Stage extends Scene {
  readonly leg: Leg
  /** What must hold at every instant of its runs. */
  readonly watch: (it: Omit<Watched, 'whole'>) => Watcher
  /** Plays what comes after this leg, to the very end; what is wrong with it. */
  readonly rest?: (from: Snapshot) => Promise<readonly string[]>
  /** Plays in place of the same command another one, which a stop must not stand in the way of; what is wrong with it. */
  readonly instead?: { readonly name: string; readonly play: (from: Snapshot) => Promise<readonly string[]> }
  readonly trace: readonly TracedCall[]
  /** Before call n + 1; the last one is the end. */
  readonly snapshots: readonly Snapshot[]
  readonly whole: readonly EndState[]
}

/** The disk of the first run; the same with its workflow re-run; and another machine whose builds give other bytes. */
export type PlaceKind = 'first' | 'same disk' | 'fresh clone' | 'beside'

export interface SceneParts {
  readonly folder: string
  /** Two clones. */
  readonly project: string
  readonly clone: string
  readonly ground: Ground
  /** What lies ready as built; the driver's by default. */
  readonly build?: (folder: string, salt: string) => Promise<readonly Artifact[]>
}

/** `edits` are made in the project before its commit. */
export const makeScene = async (edits: Readonly<Record<string, string>> = {}): Promise<Scene> => {
  const folder = await makeFolder()
  const project = await makeProject(join(folder, 'project'), edits)
  return sceneOn({ folder, project, clone: cloneProject(project, join(folder, 'clone')), ground: await makeGround(folder, project) })
}

export const makeFolder = (): Promise<string> => mkdtemp(join(inMemory, 'slipway-stage-'))

export const sceneOn = async ({ folder, project, clone, ground, build = buildArtifacts }: SceneParts): Promise<Scene> => {
  const built = async (name: string): Promise<readonly Artifact[]> => {
    await mkdir(join(folder, name))
    return build(join(folder, name), name)
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

const record = async ({ before, open, place, ground }: Scene, kind: PlaceKind, { name, isOver }: Leg): Promise<Recorded> => {
  const snapshots: Snapshot[] = [before]
  const simulation: Simulation = open(before, { after: (_, universe) => void snapshots.push({ universe: copyUniverse(universe, () => start, ground.registryParts), now: simulation.time.now }) })
  const ended = await playOne(simulation, kind === 'first' ? 'first' : 'other', place(kind))
  if (!isOver(ended.report)) throw new Error(`${name}: a run without faults ended as ${ended.report.outcome}: ${JSON.stringify(ended.report.problems)}`)
  return { simulation, snapshots, ended }
}

/** A run without faults, on each of the two machines. Everything is loaded and compiled by a run before, so that no lazy import falls into a recorded one. */
export const recordLeg = async (scene: Scene, leg: Leg): Promise<Pick<Stage, 'trace' | 'snapshots' | 'whole'>> => {
  await record(scene, 'first', leg)
  const [first, other] = [await record(scene, 'first', leg), await record(scene, 'fresh clone', leg)]
  return { trace: first.simulation.trace, snapshots: first.snapshots, whole: [endStateOf(first.simulation.universe), endStateOf(other.simulation.universe)] }
}

const driverLeg: Leg = { name: 'release', request: releaseRequest, isOver: ({ outcome }) => outcome === 'released' || outcome === 'resumed' || outcome === 'already-released', again: 'already-released' }

export const makeStage = async (): Promise<Stage> => {
  const scene = await makeScene()
  const recorded = await recordLeg(scene, driverLeg)
  const { whole } = recorded
  const lacking = [...notWhole(whole[0], scene.place('first').artifacts), ...notWhole(whole[1], scene.place('fresh clone').artifacts)]
  if (lacking.length > 0) throw new Error(`a run without faults does not end as it must: ${lacking.join('; ')}`)
  return { ...scene, ...recorded, leg: driverLeg, watch: (it) => new Watcher({ ...it, whole }) }
}

/** One run to its end. */
export const playOne = async (simulation: Simulation, name: string, place: Place): Promise<Ended> => {
  const actor = new Actor(name)
  const { ended } = startRun(simulation, actor, place)
  await simulation.play([actor])
  return ended
}
