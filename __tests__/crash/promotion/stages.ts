// The parts of the second recipe, each a stage of its own: played from where the parts before it have led, and, when it has come to another
// end than without faults, with all that comes after it.
import { faultsOfRun } from '../simulation/judge.js'
import { fingerprintOf } from '../simulation/end-state.js'
import { copyUniverse } from '../simulation/universe.js'
import { playOne, recordLeg, sceneOn, type Scene, type Snapshot, type Stage } from '../simulation/stage.js'
import { legs, type PromotionLeg } from './legs.js'
import { prepare, type Prepared } from './project.js'
import { PromotionWatcher } from './watcher.js'
import { notPromoted } from './whole.js'

/** Runs of one leg are others than those of the leg before. */
const runsOfLeg = 10

const sceneOf = (scene: Scene, prepared: Prepared, { leg, at, before }: { readonly leg: PromotionLeg; readonly at: number; readonly before: Snapshot }): Scene => ({
  ...scene, before,
  place: (kind) => {
    const place = scene.place(kind)
    const [one, two] = leg.isTagged ? prepared.tagged : prepared.untagged
    return { ...place, project: kind === 'fresh clone' || kind === 'beside' ? two : one, runId: place.runId + at * runsOfLeg, request: leg.request }
  },
})

const after = async (leg: PromotionLeg, prepared: Prepared, { universe, now }: Snapshot): Promise<Snapshot> => {
  const copy = copyUniverse(universe, () => now, prepared.ground.registryParts)
  copy.github.as('github', 'accanto', 'driver').endWorkflowRuns()
  await leg.then?.(copy, prepared)
  return { universe: copy, now: now + 60_000 }
}

/** What comes after one leg, to the end, by runs without faults. */
class Rest {
  private readonly known = new Map<string, Promise<readonly string[]>>()

  constructor(private readonly scene: Scene, private readonly prepared: Prepared) {}

  play(at: number, from: Snapshot): Promise<readonly string[]> {
    const key = `${at} ${fingerprintOf(from.universe)}`
    const known = this.known.get(key) ?? this.playAll(at, from)
    this.known.set(key, known)
    return known
  }

  private async playAll(at: number, from: Snapshot): Promise<readonly string[]> {
    const leg = legs[at]
    if (!leg) throw new Error(`there is no leg ${at}`)
    const before = await after(leg, this.prepared, from)
    const next = legs[at + 1]
    if (!next) return notPromoted(before.universe)
    const scene = sceneOf(this.scene, this.prepared, { leg: next, at: at + 1, before })
    const watcher = new PromotionWatcher({ whole: [], isInTurn: true })
    const simulation = scene.open(before, { after: (call, universe) => watcher.look(call, universe) })
    const ended = await playOne(simulation, 'rest', { ...scene.place('same disk'), attempt: 30 })
    const broken = [...faultsOfRun(ended), ...watcher.broken, ...(next.isOver(ended.report) ? [] : [`it ended as ${ended.report.outcome}: ${JSON.stringify(ended.report.problems.map((it) => [it.code, it.message]))}`])]
    if (broken.length > 0) return broken.map((it) => `later, at "${next.name}": ${it}`)
    return this.play(at + 1, { universe: simulation.universe, now: simulation.time.now })
  }
}

export interface PromotionStages {
  readonly stages: readonly Stage[]
  readonly close: () => Promise<void>
}

export const makePromotionStages = async (): Promise<PromotionStages> => {
  const prepared = await prepare()
  const scene = await sceneOn({ folder: prepared.folder, project: prepared.tagged[0], clone: prepared.tagged[1], ground: prepared.ground })
  const rest = new Rest(scene, prepared)
  const stages: Stage[] = []
  let before: Snapshot = scene.before
  for (const [at, leg] of legs.entries()) {
    const own = sceneOf(scene, prepared, { leg, at, before })
    const recorded = await recordLeg(own, leg)
    stages.push({ ...own, ...recorded, leg, watch: (it) => new PromotionWatcher({ ...it, whole: recorded.whole }), rest: (from) => rest.play(at, from) })
    before = await after(leg, prepared, recorded.snapshots.at(-1) as Snapshot)
  }
  const lacking = await notPromoted(before.universe)
  if (lacking.length > 0) throw new Error(`a run without faults does not end as it must: ${lacking.join('; ')}`)
  return { stages, close: () => scene.close() }
}
