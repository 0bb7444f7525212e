// One random history: up to three runs, alone or side by side, with faults, deaths, other people and time that jumps; then the
// same command until the release is finished, and the same judgement as everywhere.
import { Watcher } from '../invariants/watcher.js'
import { network, others, type Kind } from '../matrix/kinds.js'
import { chanceOf, oneOf, type Chance } from '../simulation/chance.js'
import { endRuns, faultsOfRun, judge, modes, type Expectation } from '../simulation/judge.js'
import { startRun, type Place } from '../simulation/run-of.js'
import { Actor, type Script, type Twist } from '../simulation/simulation.js'
import type { PlaceKind, Snapshot, Stage } from '../simulation/stage.js'
import type { Universe } from '../simulation/universe.js'

/** What may be mixed at will: nothing of it needs a person who puts it right. */
const mild = others.filter((it) => it.stops === undefined && it.undo === undefined && it.commits === undefined)

const bodyOf = (hop: { readonly body?: unknown }): boolean => hop.body !== undefined

const twistBy = (chance: Chance, universe: Universe, harm: number, happened: (kind: Kind) => void): NonNullable<Script['twist']> => ({ number, hop }): Twist | undefined => {
  const dice = chance()
  if (dice < harm * 0.3) return { kill: chance() < 0.5 ? 'before' : 'after', ...(bodyOf(hop) && chance() < 0.3 ? { fault: { kind: 'cut-request', at: chance() } } : {}) }
  if (dice < harm) {
    const call = { number, actor: '', key: '', method: hop.method, url: hop.url.href, hasBody: bodyOf(hop), at: 0, played: { failure: undefined }, authorization: undefined, knowing: 0 }
    const kind = oneOf(network.filter((it) => it.to?.(call) ?? true), chance)
    return kind.twist(universe)
  }
  if (dice > 1 - harm * 0.1) {
    const kind = oneOf(mild, chance)
    happened(kind)
    return kind.twist(universe)
  }
  return undefined
}

/** Mostly short; sometimes so long that a lease runs out. */
const durationBy = (chance: Chance) => (): number => {
  const dice = chance()
  return dice < 0.005 ? 200_000 : dice < 0.05 ? 5000 : 5 + Math.floor(chance() * 300)
}

export const playSchedule = async (stage: Stage, seed: number): Promise<readonly string[]> => {
  const chance = chanceOf(seed)
  const rounds = 1 + Math.floor(chance() * 3)
  const harm = oneOf([0.01, 0.03, 0.1], chance)
  const broken: string[] = []
  let expected: Expectation = {}
  let from: Snapshot | undefined = stage.snapshots[0]
  for (let round = 0; round < rounds && from; round++) {
    const kinds: Kind[] = []
    const watcher = new Watcher({ whole: stage.whole })
    const script: Script = {
      twist: (call) => twistBy(chance, simulation.universe, harm, (it) => void kinds.push(it))(call),
      choose: (keys) => Math.floor(chance() * keys.length), duration: durationBy(chance), after: (call, universe) => watcher.look(call, universe),
    }
    const simulation = stage.open(from, script)
    const places = oneOf<readonly PlaceKind[]>([['first'], ['fresh clone'], ['same disk', 'beside']], chance).map((it): Place => ({ ...stage.place(it), attempt: round + 1 }))
    const actors = places.map((_, at) => new Actor(`round ${round}.${at}`))
    const runs = actors.map((actor, at) => startRun(simulation, actor, places[at] as Place, { random: chance }))
    await simulation.play(actors)
    for (const [at, actor] of actors.entries()) if (!actor.isDead && runs[at]) broken.push(...faultsOfRun(await runs[at].ended))
    broken.push(...watcher.broken)
    for (const kind of kinds) if (kind.ends) expected = { ...expected, ends: kind.ends }
    for (const kind of kinds) if (kind.foreign) expected = { ...expected, foreign: { ...expected.foreign, ...kind.foreign(simulation.universe) } }
    endRuns(simulation.universe)
    from = { universe: simulation.universe, now: simulation.time.now }
  }
  if (from) broken.push(...(await judge(stage, from, { mode: oneOf(modes, chance), expected, choose: chance })))
  return broken.map((it) => `round of seed ${seed}: ${it}`)
}
