// Runs of the whole product on a world in this process, and what a lock does there: its calls, its ref, and locks of other people.
import { afterAll, beforeAll } from '@jest/globals'
import { lockRef, lockTagName, renderLock, type Lock } from '../../src/core/lock.js'
import type { Person } from '../../src/rehearsal/github/person.js'
import { endStateOf, repositoryOf } from '../crash/simulation/end-state.js'
import { repository, start, tagName } from '../crash/simulation/project.js'
import { releaseRequest, startRun, type Ended, type Place, type RunOptions } from '../crash/simulation/run-of.js'
import { Actor, type Script, type Simulation } from '../crash/simulation/simulation.js'
import { makeStage, type Stage } from '../crash/simulation/stage.js'
import { allWrites, releaseWrites, type Universe } from '../crash/simulation/universe.js'
import type { Hop } from '../../src/ports/http.js'

export { Actor, allWrites, releaseWrites, repositoryOf, endStateOf, start, tagName, repository, releaseRequest }

export const ref = lockRef(tagName)

/** One stage for a file of tests; each test opens a copy of its world. */
export const scene = (): { readonly stage: () => Stage; readonly open: (script?: Script) => Simulation } => {
  let made: Stage | undefined
  beforeAll(async () => {
    made = await makeStage()
  }, 60_000)
  afterAll(() => made?.close())
  const stage = (): Stage => {
    if (!made) throw new Error('the stage is not built yet')
    return made
  }
  return { stage, open: (script = {}) => stage().open({ universe: stage().ground.universe, now: start }, script) }
}

export interface Begun {
  readonly actor: Actor
  readonly ended: Promise<Ended>
}

export const begin = (simulation: Simulation, place: Place, options: RunOptions = {}): Begun => {
  const actor = new Actor(`run ${place.runId}.${place.attempt}`)
  return { actor, ended: startRun(simulation, actor, place, options).ended }
}

export const play = async (simulation: Simulation, runs: readonly Begun[]): Promise<readonly Ended[]> => {
  await simulation.play(runs.map((it) => it.actor))
  return Promise.all(runs.filter((it) => !it.actor.isDead).map((it) => it.ended))
}

export const bodyOf = (hop: Hop): string => (typeof hop.body === 'string' ? hop.body : '')

const isTo = (hop: Hop, method: string, end: string): boolean => hop.method === method && hop.url.pathname.endsWith(end)

/** The requests of a lock, by what they are for. */
export const lockCalls = {
  make: (hop: Hop): boolean => isTo(hop, 'POST', '/git/tags') && bodyOf(hop).includes(lockTagName('')),
  create: (hop: Hop): boolean => isTo(hop, 'POST', '/git/refs') && bodyOf(hop).includes(ref),
  move: (hop: Hop): boolean => isTo(hop, 'POST', '/graphql') && bodyOf(hop).includes(ref),
}

export const isRenewal = (hop: Hop): boolean => lockCalls.move(hop) && !bodyOf(hop).includes(`"afterOid":"${'0'.repeat(40)}"`)
export const isDrop = (hop: Hop): boolean => lockCalls.move(hop) && bodyOf(hop).includes(`"afterOid":"${'0'.repeat(40)}"`)

export const heldAt = (universe: Universe): string | undefined => repositoryOf(universe).refs.get(ref)

export const mallory = (universe: Universe): Person => universe.github.as('mallory', repository.owner, repository.name)

export const holder = { run: 4711, attempt: 1, url: 'https://github.com/accanto/driver/actions/runs/4711/attempts/1', id: 'x' } as const

/** A lock of somebody else, as it would stand there; `text` for one that cannot be read. Gives the object that it leads to. */
export const lockBy = async (universe: Universe, lock: Partial<Lock> = {}, text?: string): Promise<string> => {
  const held = renderLock({ repository: 'accanto/driver', tag: tagName, holder, expires: start + 180_000, ...lock })
  const commit = repositoryOf(universe).refs.get('refs/heads/main') ?? ''
  const object = await mallory(universe).tag(lockTagName(tagName), commit, text ?? held)
  await mallory(universe).moveRef(ref, object)
  await mallory(universe).moveRef(`refs/tags/${lockTagName(tagName)}`, undefined)
  return object
}
