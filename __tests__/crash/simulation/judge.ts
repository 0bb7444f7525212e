// Brings a world to its end by running the same command again, and judges the end: the same as without faults, and a further run
// writes nothing.
import { leaks, type Watched, type Watcher } from '../invariants/watcher.js'
import { differences, endStateOf, fingerprintOf, repositoryOf, type EndState } from './end-state.js'
import { repository } from './project.js'
import { startRun, type Ended, type Place } from './run-of.js'
import { Actor, type Simulation } from './simulation.js'
import { playOne, type PlaceKind, type Snapshot, type Stage } from './stage.js'
import { allWrites, releaseWrites, type Universe } from './universe.js'

export const modes = ['same disk', 'fresh clone', 'side by side'] as const
export type Mode = (typeof modes)[number]

export interface Expectation {
  readonly stops?: readonly string[]
  readonly ends?: readonly string[]
  readonly undo?: (universe: Universe) => void | Promise<void>
  readonly commits?: readonly string[]
  readonly foreign?: Watched['foreign']
  readonly wasPublic?: boolean
}

const mostRuns = 3

/** What is wrong with a run by itself, whatever became of the release. */
export const faultsOfRun = ({ report, log, page }: Ended): readonly string[] => [
  ...report.problems.filter((it) => it.kind === 'bug').map((it) => `a bug: ${it.message}`),
  ...(report.outcome === 'failed' && report.problems.length === 0 ? ['it failed without a problem'] : []),
  ...leaks([...log, page]),
]

const succeeded = ({ report }: Ended, { leg }: Stage): boolean => report.exitCode === 0 && leg.isOver(report)

/** GitHub counts the attempts of a run up: what is judged comes after all that was played. */
const attemptsBefore = 3

/** The ends of runs that begin together and go on in any order. */
const playTogether = async (simulation: Simulation, places: readonly Place[], round: number): Promise<readonly Ended[]> => {
  const actors = places.map((_, at) => new Actor(`again ${round}.${at}`))
  const ends = actors.map((actor, at) => startRun(simulation, actor, places[at] as Place).ended)
  await simulation.play(actors)
  return Promise.all(ends)
}

const placesOf = (stage: Stage, mode: Mode, round: number): readonly Place[] => {
  const place = (kind: PlaceKind): Place => ({ ...stage.place(kind), attempt: attemptsBefore + stage.place(kind).attempt + round })
  return mode === 'side by side' ? [place('same disk'), place('beside')] : [place(mode)]
}

/** The same command again and again, until it ends well, or as it may, or too often. */
class Recovery {
  readonly broken: string[] = []
  private readonly watchers: Watcher[]
  readonly simulation: Simulation
  isUndone = false

  constructor(private readonly stage: Stage, from: Snapshot, private readonly how: How) {
    const { expected, mode, choose = () => 0 } = how
    this.watchers = [stage.watch({ isInTurn: mode !== 'side by side', wasPublic: expected.wasPublic ?? false, ...(expected.foreign ? { foreign: expected.foreign } : {}) })]
    this.simulation = stage.open(from, { choose: (keys) => Math.floor(choose() * keys.length), after: (call, universe) => this.watchers.at(-1)?.look(call, universe) })
  }

  /** True when it ended well, and the end is to be judged. */
  async go(): Promise<boolean> {
    const { expected, mode } = this.how
    const { universe } = this.simulation
    for (let round = 1; ; round++) {
      const before = releaseWrites(universe)
      const ends = await playTogether(this.simulation, placesOf(this.stage, mode, round), round)
      this.broken.push(...ends.flatMap(faultsOfRun))
      if (ends.some((it) => succeeded(it, this.stage))) return true
      const codes = ends.flatMap((it) => it.report.problems.map((problem) => problem.code))
      if (expected.ends && round > 1 && codes.every((it) => expected.ends?.includes(it))) return this.stopped(before)
      if (await this.undo(codes)) round = 0
      else if (round >= mostRuns) {
        this.broken.push(`it does not converge: ${ends.map((it) => `${it.report.outcome} ${JSON.stringify(it.report.problems.map((problem) => [problem.code, problem.message]))}`).join('; ')}`)
        return false
      }
    }
  }

  private stopped(before: number): false {
    if (releaseWrites(this.simulation.universe) !== before) this.broken.push('it stops, and yet writes')
    return false
  }

  /** Somebody puts right what the runs have stopped at. */
  private async undo(codes: readonly string[]): Promise<boolean> {
    const { undo, stops } = this.how.expected
    if (this.isUndone || !undo || !codes.every((it) => stops === undefined || stops.includes(it))) return false
    await undo(this.simulation.universe)
    // From here on nothing foreign is there that could be touched.
    this.watchers.push(this.stage.watch({ isInTurn: this.how.mode !== 'side by side', wasPublic: this.watchers.at(-1)?.wasPublic ?? false }))
    this.isUndone = true
    return true
  }

  get all(): readonly string[] {
    return [...this.broken, ...this.watchers.flatMap((it) => it.broken)]
  }
}

export interface How {
  readonly mode: Mode
  readonly expected: Expectation
  /** The order of runs that go side by side. */
  readonly choose?: () => number
}

export const judge = async (stage: Stage, from: Snapshot, how: How): Promise<readonly string[]> => {
  const recovery = new Recovery(stage, from, how)
  const { simulation } = recovery
  const { universe } = simulation
  if (!(await recovery.go())) return recovery.all
  if (!recovery.isUndone) await how.expected.undo?.(universe)
  const broken = [...judgeEnd(stage, universe, how.expected)]
  const writes = allWrites(universe)
  const last = await playOne(simulation, 'last', { ...stage.place('same disk'), attempt: 20 })
  broken.push(...faultsOfRun(last))
  if (last.report.outcome !== stage.leg.again) broken.push(`a further run ended as ${last.report.outcome}: ${JSON.stringify(last.report.problems.map((it) => [it.code, it.message]))}`)
  if (allWrites(universe) !== writes) broken.push(`a further run wrote ${allWrites(universe) - writes} times: ${universe.github.writes().slice(-3).map((it) => `${it.method} ${it.path}`).join(', ')}`)
  return [...broken, ...recovery.all, ...((await stage.rest?.({ universe, now: simulation.time.now })) ?? [])]
}

const without = (end: EndState, universe: Universe, { foreign, commits }: Expectation): EndState => {
  const repo = repositoryOf(universe)
  const mine = new Set([...repo.releases.values()].filter((it) => foreign?.releases?.includes(it.id)).map((it) => it.name))
  return {
    ...end,
    releases: end.releases.filter((it) => !mine.has(it.name)),
    commits: commits ? end.commits.map((it) => it.replace(/ [0-9a-f]{40}$/, '')).sort() : end.commits,
  }
}

export const judgeEnd = (stage: Stage, universe: Universe, expected: Expectation): readonly string[] => {
  const found = without(endStateOf(universe), universe, expected)
  const candidates = stage.whole.map((it) => differences(expected.commits ? { ...it, commits: expected.commits } : it, found))
  if (candidates.some((it) => it.length === 0)) return []
  return (candidates.sort((a, b) => a.length - b.length)[0] ?? []).map((it) => `the end differs in ${it}`)
}

/** What GitHub does when the machine of a workflow run is gone: the run has ended. */
export const endRuns = (universe: Universe): void => {
  universe.github.as('github', repository.owner, repository.name).endWorkflowRuns()
}

export { fingerprintOf }
