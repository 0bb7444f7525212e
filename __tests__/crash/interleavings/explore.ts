// Every order of the writes of runs that go side by side. Each run goes on by itself until it is about to write; when all are there, one of
// them may. Where two orders have led to the same (every run was told the same, and the world holds the same), what comes after is the same,
// and is played once: the orders form a graph, and paths through it are counted and not walked.
import { createHash } from 'node:crypto'
import { endStateOf } from '../simulation/end-state.js'
import { Actor, type Script, type Simulation } from '../simulation/simulation.js'
import { startRun, type Ended, type Place } from '../simulation/run-of.js'
import { allWrites, copyUniverse, play, type Universe } from '../simulation/universe.js'
import type { Scene, Snapshot } from '../simulation/stage.js'
import { History, Renaming } from './history.js'

export interface Runs {
  readonly scene: Scene
  readonly from: Snapshot
  readonly places: readonly Place[]
  /** A run may begin at any time: its first question waits for its turn as if it were a write. */
  readonly anyStart: boolean
  /** After each call. */
  readonly watch: () => { look(call: Parameters<NonNullable<Script['after']>>[0], universe: Universe): void; readonly broken: readonly string[] }
}

export interface End {
  readonly snapshot: Snapshot
  readonly ended: readonly Ended[]
  /** Which run wrote, in turn. */
  readonly order: string
}

export interface Explored {
  /** How many orders there are. */
  readonly orders: bigint
  /** Different situations in which one of several runs may write. */
  readonly states: number
  readonly played: number
  /** One for each end that differs. */
  readonly ends: readonly End[]
  readonly broken: readonly string[]
}

interface Node {
  /** Where each choice leads. */
  readonly next: (string | undefined)[]
}

const over = 'over'

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

export class Exploration {
  private readonly nodes = new Map<string, Node>()
  private readonly ends = new Map<string, End>()
  private readonly broken: string[] = []
  private readonly open: (readonly number[])[] = [[]]
  private root: string | undefined
  private played = 0

  constructor(private readonly runs: Runs, private readonly limit: { readonly until?: number } = {}) {}

  async all(): Promise<Explored> {
    for (let prefix = this.open.pop(); prefix; prefix = this.open.pop()) {
      if (this.limit.until !== undefined && Date.now() > this.limit.until) {
        this.broken.push(`the time was over, and ${this.open.length + 1} orders at least were not begun`)
        break
      }
      await this.playFrom(prefix)
    }
    return { orders: this.paths(), states: this.nodes.size, played: this.played, ends: [...this.ends.values()], broken: this.broken }
  }

  /** One order, by the names of the runs in turn; every call is told. The first run goes where it says nothing. */
  async replay(order: string, tell: (text: string) => void): Promise<End | undefined> {
    const one = new Play(this.runs, this.nodes, [], { order, tell })
    await one.go()
    return one.end && { ...one.end, order: one.path.map(({ name }) => name).join('') }
  }

  private paths(): bigint {
    const known = new Map<string, bigint>()
    const of = (key: string | undefined): bigint => {
      if (key === undefined) return 0n
      if (key.startsWith(over)) return 1n
      const there = known.get(key)
      if (there !== undefined) return there
      const sum = (this.nodes.get(key)?.next ?? []).reduce((all, it) => all + of(it), 0n)
      known.set(key, sum)
      return sum
    }
    return of(this.root)
  }

  private async playFrom(prefix: readonly number[]): Promise<void> {
    this.played++
    const one = new Play(this.runs, this.nodes, prefix)
    await one.go()
    this.root ??= one.path[0]?.key ?? one.last
    this.open.push(...one.found)
    for (const [at, { key, choice }] of one.path.entries()) {
      const node = this.nodes.get(key)
      if (node) node.next[choice] = one.path[at + 1]?.key ?? one.last
    }
    const order = one.path.map(({ name }) => name).join('')
    this.broken.push(...one.broken.map((it) => `order ${order}: ${it}`))
    if (one.end && !this.ends.has(one.last ?? '')) this.ends.set(one.last ?? '', { ...one.end, order })
  }
}

/** One history: the choices of a prefix, then always the first run, until it comes to what is known. */
class Play {
  readonly path: { readonly key: string; readonly choice: number; readonly name: string }[] = []
  /** Choices that were not taken at places that nobody had seen before. */
  readonly found: (readonly number[])[] = []
  readonly broken: string[] = []
  end: Omit<End, 'order'> | undefined
  last: string | undefined
  private readonly histories = new Map<string, History>()
  private readonly begun = new Set<Actor>()
  private actors: readonly Actor[] = []
  private simulation: Simulation | undefined

  constructor(private readonly runs: Runs, private readonly nodes: Map<string, Node>, private readonly prefix: readonly number[], private readonly led?: { readonly order: string; readonly tell: (text: string) => void }) {}

  async go(): Promise<void> {
    const { scene, from, places, watch } = this.runs
    const watcher = watch()
    const simulation: Simulation = scene.open(from, {
      holds: ({ actor, hop }) => this.isBeginning(actor) || this.changes(simulation.universe, hop),
      release: (calls) => this.choose(simulation, calls),
      duration: () => 0,
      after: (call, universe) => {
        this.historyOf(call.actor).add(call)
        this.led?.tell(`${call.actor} ${call.method} ${call.url} ${'answer' in call.played ? call.played.answer.status : 'no answer'}; locks: ${endStateOf(universe).own.filter((it) => it.includes('/lock/')).join(', ') || 'none'}`)
        watcher.look(call, universe)
      },
    })
    this.simulation = simulation
    this.actors = places.map((_, at) => new Actor(String.fromCharCode(97 + at)))
    const ends = this.actors.map((actor, at) => startRun(simulation, actor, places[at] as Place).ended)
    await simulation.play(this.actors)
    this.broken.push(...watcher.broken)
    if (this.actors.some((it) => it.isDead)) return
    const ended = await Promise.all(ends)
    this.last = `${over} ${digestOf(`${JSON.stringify(ended.map(({ report }) => [report.outcome, report.problems.map((it) => it.code)]))} ${new Renaming().of(JSON.stringify(endStateOf(simulation.universe)))}`)}`
    this.end = { snapshot: { universe: simulation.universe, now: simulation.time.now }, ended }
  }

  private historyOf(actor: string): History {
    const history = this.histories.get(actor) ?? new History()
    this.histories.set(actor, history)
    return history
  }

  private isBeginning(actor: Actor): boolean {
    const isFirst = this.runs.anyStart && !this.begun.has(actor)
    this.begun.add(actor)
    return isFirst
  }

  /** Is it a write, here and now? Tried on a copy: a question may come as a POST, and a right is tried by a write that cannot succeed. */
  private async changes(universe: Universe, hop: Parameters<typeof play>[1]): Promise<boolean> {
    if (hop.method === 'GET' || hop.method === 'HEAD') return false
    const copy = copyUniverse(universe, () => this.simulation?.time.now ?? 0, this.runs.scene.ground.registryParts)
    await play(copy, hop, undefined)
    return allWrites(copy) !== allWrites(universe)
  }

  private keyOf(universe: Universe, calls: readonly { readonly key: string }[]): string {
    const told = this.actors.map((it) => `${it.name} ${it.isOver ? 'over' : ''} ${this.historyOf(it.name).text}`)
    return digestOf([...told, new Renaming().of(JSON.stringify(endStateOf(universe))), ...calls.map((it) => new Renaming().of(it.key))].join('\n'))
  }

  private choose(simulation: Simulation, calls: readonly { readonly actor: Actor; readonly key: string }[]): number {
    const firsts = this.actors.flatMap((actor) => calls.findIndex((it) => it.actor === actor)).filter((at) => at >= 0)
    const key = this.keyOf(simulation.universe, calls)
    const at = this.path.length
    const isLed = this.led !== undefined || at < this.prefix.length
    if (!isLed && this.nodes.has(key)) return this.abandon(simulation, key)
    const named = firsts.findIndex((it) => calls[it]?.actor.name === this.led?.order[at])
    const choice = this.prefix[at] ?? Math.max(named, 0)
    if (!this.nodes.has(key)) {
      this.nodes.set(key, { next: firsts.map(() => undefined) })
      for (let other = 1; other < firsts.length; other++) this.found.push([...this.path.map((it) => it.choice), other])
    }
    this.path.push({ key, choice, name: calls[firsts[choice] ?? 0]?.actor.name ?? '?' })
    return firsts[choice] ?? 0
  }

  /** From here on it is known. */
  private abandon(simulation: Simulation, key: string): number {
    this.last = key
    for (const actor of this.actors) simulation.kill(actor)
    return 0
  }
}
