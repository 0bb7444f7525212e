// Two runs for two tags on one commit, in every order of their writes, at each of the three times when they may meet: proposing, releasing
// until people are waited for, and finishing. All of it has to end in one issue, one pull request and one announcement.
//   node --import ./script/typescript.mjs __tests__/crash/interleavings/main.ts [--out FILE] [--only PATTERN] [--alone] [--late] [--seconds N] [--order ORDER] [--verbose]
// --late: one may also begin when the other has written some, or all; without it both begin at once.
// --order: tells every call of one order of the meeting that --only names, as it was told of a failure.
// --alone: what comes of an end is not gone on with; each meeting begins where those before it went in turn.
import { parseArgs } from 'node:util'
import { approveAndTag, isOut, mergeAndPromote, proposal, releaseOf, waitsForPeople } from '../promotion/legs.js'
import { prepare, tags, type Prepared } from '../promotion/project.js'
import { PromotionWatcher } from '../promotion/watcher.js'
import { notPromoted, trackingIssues } from '../promotion/whole.js'
import { endStateOf } from '../simulation/end-state.js'
import { faultsOfRun } from '../simulation/judge.js'
import { repository } from '../simulation/project.js'
import { playOne, sceneOn, type Scene, type Snapshot } from '../simulation/stage.js'
import { allWrites, copyUniverse, type Universe } from '../simulation/universe.js'
import { answer, broke, count, inProcesses, newTally, shareOf, sum, tell, writeProof, type Tally } from '../simulation/workers.js'
import { graceMs, leaseMs } from '../../../src/core/lock.js'
import type { Request } from '../../../src/core/request.js'
import type { Report } from '../../../src/core/report.js'
import { Exploration, type End, type Explored } from './explore.js'
import { Renaming } from './history.js'

const { values } = parseArgs({ options: { out: { type: 'string' }, only: { type: 'string' }, share: { type: 'string' }, workers: { type: 'string' }, seconds: { type: 'string' }, alone: { type: 'boolean' }, late: { type: 'boolean' }, order: { type: 'string' }, first: { type: 'boolean' }, verbose: { type: 'boolean' } } })

interface Meeting {
  readonly name: string
  readonly requests: readonly Request[]
  readonly isTagged: boolean
  readonly isOver: (report: Report) => boolean
  /** What is wrong with an end. */
  readonly judge: (universe: Universe) => Promise<readonly string[]> | readonly string[]
  /** What people do then. */
  readonly then?: (universe: Universe, prepared: Prepared) => Promise<void>
}

const oneOpenIssue = (universe: Universe): readonly string[] => {
  const found = trackingIssues(universe)
  const parts = ['image', 'chart'].filter((line) => found[0]?.body?.includes(`"line":"${line}"`) !== true)
  return [...(found.length === 1 ? [] : [`there are ${found.length} tracking issues`]), ...(parts.length === 0 ? [] : [`the issue does not speak of ${parts.join(', ')}`])]
}

const releases = [tags.image, tags.chart].map(releaseOf)

const meetings: readonly Meeting[] = [
  { name: 'proposing', requests: [proposal('image'), proposal('chart')], isTagged: false, isOver: ({ outcome }) => outcome === 'waiting', judge: oneOpenIssue, then: approveAndTag },
  { name: 'releasing', requests: releases, isTagged: true, isOver: waitsForPeople, judge: oneOpenIssue, then: mergeAndPromote },
  { name: 'finishing', requests: releases, isTagged: true, isOver: isOut, judge: notPromoted },
]

interface Judged {
  readonly broken: readonly string[]
  readonly snapshot: Snapshot
}

class Meetings {
  readonly tally: Tally = newTally()
  orders = 0n
  /** Ends after which the text of the issue lacked something until a further run. */
  mended = 0
  private attempts = 0
  private readonly known = new Set<string>()
  states = 0
  played = 0

  constructor(private readonly scene: Scene, private readonly prepared: Prepared, private readonly until: number | undefined) {}

  /** From one world on; ends that mean the same are gone on with once. */
  async from(at: number, from: Snapshot): Promise<void> {
    const meeting = meetings[at]
    if (!meeting || !this.isNew(at, from)) return
    const explored = await this.explore(meeting, at, from)
    if (values.verbose) process.stderr.write(`${meeting.name}: ${explored.orders} orders, ${explored.states} states, ${explored.played} histories, ${explored.ends.length} ends\n`)
    this.states += explored.states
    this.played += explored.played
    this.orders += explored.orders
    count(explored.broken, `${meeting.name}, at every instant`, this.tally)
    for (const end of explored.ends) {
      const { broken, snapshot } = await this.judge(meeting, at, end)
      count(broken, `${meeting.name}, order ${end.order}`, this.tally)
      if (broken.length > 0 && values.first) return
      if (broken.length === 0 && meeting.then && values.alone !== true) await this.from(at + 1, await this.goneOn(meeting, snapshot))
    }
  }

  private isNew(at: number, { universe }: Snapshot): boolean {
    const key = `${at} ${new Renaming().of(JSON.stringify(endStateOf(universe)))}`
    const isNew = !this.known.has(key)
    this.known.add(key)
    return isNew
  }

  /** One meeting, where those before it went in turn; and what comes of it only where that is another than when it goes in turn as well. */
  async only(at: number): Promise<void> {
    let from = this.scene.before
    for (const [before, meeting] of meetings.slice(0, at).entries()) from = await this.inTurn(meeting, before, from)
    const meeting = meetings[at]
    if (meeting?.then) this.isNew(at + 1, await this.inTurn(meeting, at, from))
    await this.from(at, from)
  }

  private async inTurn(meeting: Meeting, at: number, from: Snapshot): Promise<Snapshot> {
    return this.goneOn(meeting, (await this.again(meeting, at, from)).snapshot)
  }

  /** Every call of one order of a meeting, and what is wrong with its end. */
  async replay(at: number, order: string): Promise<void> {
    let from = this.scene.before
    for (const [before, meeting] of meetings.slice(0, at).entries()) from = await this.inTurn(meeting, before, from)
    const meeting = meetings[at]
    const end = meeting && (await this.exploration(meeting, at, from).replay(order, (line) => void process.stdout.write(`${line}\n`)))
    if (!meeting || !end) return
    for (const { report } of end.ended) process.stdout.write(`${report.outcome}: ${report.summary ?? ''} ${JSON.stringify(report.problems.map((it) => [it.code, it.message]))}\n`)
    process.stdout.write(`order ${end.order}: ${(await this.judge(meeting, at, end)).broken.join('; ') || 'holds'}\n`)
  }

  private explore(meeting: Meeting, at: number, from: Snapshot): Promise<Explored> {
    return this.exploration(meeting, at, from).all()
  }

  private exploration(meeting: Meeting, at: number, from: Snapshot): Exploration {
    const clones = meeting.isTagged ? this.prepared.tagged : this.prepared.untagged
    const places = meeting.requests.map((request, run) => ({
      ...this.scene.place(run === 0 ? 'first' : 'beside'), request, project: clones[run] ?? clones[0], runId: 9100 + at * 10 + run,
    }))
    const watch = (): PromotionWatcher => new PromotionWatcher({ whole: [] })
    return new Exploration({ scene: this.scene, from, places, watch, anyStart: values.late === true }, this.until === undefined ? {} : { until: this.until })
  }

  private async judge(meeting: Meeting, at: number, { ended, snapshot }: End): Promise<Judged> {
    // One that was held up at its last request, for as long as the other had to wait for something, gave it up and said so: that lock ends by itself.
    const isLeft = ended.some(({ log }) => log.some((it) => it.includes('could not be dropped')))
    const settled = isLeft ? (await this.again(meeting, at, { ...snapshot, now: snapshot.now + leaseMs + graceMs })).snapshot : snapshot
    const broken = [
      ...ended.flatMap(faultsOfRun),
      ...ended.flatMap(({ report }, run) => (meeting.isOver(report) ? [] : [`run ${run} ended as ${report.outcome}: ${JSON.stringify(report.problems.map((it) => [it.code, it.message]))}`])),
      ...(await meeting.judge(settled.universe)),
    ]
    if (broken.length > 0) return { broken, snapshot }
    const once = await this.again(meeting, at, settled)
    // GitHub knows no condition for a write to the text of an issue: what two runs wrote over each other there, the next one puts right (in its lock).
    const isText = once.writes.some((it) => /^PATCH \S+\/issues\/\d+$/.test(it))
    const others = once.writes.filter((it) => !/^PATCH \S+\/issues\/\d+$|^POST \S+\/git\/(?:tags|refs)$|^POST \S+\/graphql$/.test(it))
    if (isText && others.length === 0) this.mended++
    const twice = await this.again(meeting, at, once.snapshot)
    return {
      broken: [
        ...once.broken, ...twice.broken, ...(others.length > 0 || (once.writes.length > 0 && !isText) ? [`the same two commands once more wrote: ${once.writes.join(', ')}`] : []),
        ...(twice.writes.length > 0 ? [`the same two commands twice more wrote: ${twice.writes.join(', ')}`] : []),
      ],
      snapshot: twice.snapshot,
    }
  }

  /** The same commands, one after the other. */
  private async again(meeting: Meeting, at: number, from: Snapshot): Promise<{ readonly snapshot: Snapshot; readonly writes: readonly string[]; readonly broken: readonly string[] }> {
    const simulation = this.scene.open(from, {})
    const { universe } = simulation
    const [before, all] = [universe.github.writes().length, allWrites(universe)]
    const broken: string[] = []
    const clones = meeting.isTagged ? this.prepared.tagged : this.prepared.untagged
    for (const [run, request] of meeting.requests.entries()) {
      broken.push(...faultsOfRun(await playOne(simulation, `again ${run}`, { ...this.scene.place('first'), request, project: clones[0], runId: 9500 + at * 10 + run, attempt: ++this.attempts })))
    }
    const writes = universe.github.writes().slice(before).map((it) => `${it.method} ${it.path.split('?')[0]}`)
    return { snapshot: { universe, now: simulation.time.now }, writes: [...writes, ...(allWrites(universe) - all > writes.length ? ['something in a registry or a chat'] : [])], broken }
  }

  private async goneOn(meeting: Meeting, { universe, now }: Snapshot): Promise<Snapshot> {
    const copy = copyUniverse(universe, () => now, this.prepared.ground.registryParts)
    copy.github.as('github', repository.owner, repository.name).endWorkflowRuns()
    await meeting.then?.(copy, this.prepared)
    return { universe: copy, now: now + 60_000 }
  }
}

interface Found {
  readonly tally: Tally
  readonly orders: string
  readonly states: number
  readonly played: number
  readonly mended: number
}

const withMeetings = async <T>(use: (all: Meetings) => Promise<T>): Promise<T> => {
  const prepared = await prepare()
  // A fork is there at once: how long it takes would give the waiting of one run a meaning for the other.
  prepared.ground.universe.github.change({ forkTakes: 0 })
  const scene = await sceneOn({ folder: prepared.folder, project: prepared.tagged[0], clone: prepared.tagged[1], ground: prepared.ground })
  const all = new Meetings(scene, prepared, values.seconds === undefined ? undefined : Date.now() + Number(values.seconds) * 1000)
  const made = await use(all)
  await scene.close()
  return made
}

const playMeeting = (at: number): Promise<Found> => withMeetings(async (all) => {
  await all.only(at)
  return { tally: all.tally, orders: String(all.orders), states: all.states, played: all.played, mended: all.mended }
})

const command = 'node --import ./script/typescript.mjs __tests__/crash/interleavings/main.ts'

/** A failure is called by its meeting and its order, or "at every instant". */
const replayOf = (name: string): string => {
  const [, meeting = '', order] = /^([^,]*)(?:, order (\w+))?/.exec(name) ?? []
  return `${command}${values.late ? ' --late' : ''} --only '${meeting}'${order === undefined ? ' --alone' : ` --order ${order}`}`
}

/** With `--share 0/1`, as a search for a bug asks, all of them in turn, until one has found something. */
const playShare = async (share: string): Promise<Found> => {
  const { index, of } = shareOf(share)
  const found: Found[] = []
  for (const at of meetings.keys()) {
    if (at % of !== index || (values.only !== undefined && !new RegExp(values.only).test(meetings[at]?.name ?? ''))) continue
    found.push(await playMeeting(at).catch((failure: unknown): Found => ({ tally: broke(failure), orders: '0', states: 0, played: 0, mended: 0 })))
    if (values.first && found.some((it) => it.tally.failures.length > 0)) break
  }
  return together(found)
}

const together = (all: readonly Found[]): Found => ({
  tally: sum(all.map((it) => it.tally)), orders: String(all.reduce((total, it) => total + BigInt(it.orders), 0n)), states: all.reduce((total, it) => total + it.states, 0),
  played: all.reduce((total, it) => total + it.played, 0), mended: all.reduce((total, it) => total + it.mended, 0),
})

const playAll = async (): Promise<void> => {
  const began = Date.now()
  const { tally, orders, states, played, mended } = together(await inProcesses<Found>(meetings.length))
  tell(tally.failures)
  process.stdout.write(`interleavings: ${orders} orders of writes (${states} situations, ${played} histories played) come to ${tally.total} ends, of which ${tally.survived} hold; after ${mended} of them the text of the issue was put right by the next run; ${((Date.now() - began) / 1000).toFixed(0)} s\n`)
  writeProof(values.out, {
    rows: [{ name: 'orders of two runs', total: tally.total, survived: tally.survived }],
    failures: tally.failures.map(({ name, what }) => ({ name, what: what.join('; '), replay: replayOf(name) })),
  })
  process.exit(tally.failures.length === 0 && tally.total > 0 ? 0 : 1)
}

if (values.order !== undefined) await withMeetings((all) => all.replay(meetings.findIndex((it) => new RegExp(values.only ?? '').test(it.name)), values.order ?? ''))
else if (values.share === undefined) await playAll()
else {
  const { tally, ...rest } = await playShare(values.share)
  answer({ tally, ...rest, failures: tally.failures })
}
