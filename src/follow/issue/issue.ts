// follow:issue: the tracking issue says how far the release is. Boxes of what is done are ticked and links filled in, by what this run has
// found out; when the line is out, a comment says so; when all lines of the issue are, it is closed. Nothing is written that stands there.
import { z } from 'zod'
import { repositoryText } from '../../core/facts.js'
import type { Json } from '../../core/json.js'
import type { Plan } from '../../core/plan.js'
import type { Outcome, Probe, TaskResult } from '../../core/result.js'
import { isSame, issueOf, markOf, marksIn, namedLines, partsIn, tracks, type Proposal } from '../../core/tracking.js'
import { quietly, withAllTicked, withPart, withTicks, type Tick } from '../../core/tracking-text.js'
import { fail, problem } from '../../errors/release-error.js'
import type { Issue, IssueComment } from '../../ports/issues.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld, World } from '../../ports/world.js'

interface Entry {
  readonly name: string
  readonly word: string
}

type IssueTask = { readonly [key: string]: Json } & {
  readonly word: string
  readonly page: string
}

const schema: z.ZodType<Entry> = z.strictObject({ name: z.string().default('issue'), word: z.string() })
const mostTries = 5
const pause = 1000

export const followIssue = defineStep<Entry, IssueTask>({
  name: 'follow:issue',
  phase: 'follow',
  slot: 'issue',
  takes: [],
  gives: [],
  evenIfOthersWait: true,
  schema,
  cost: () => ({ requests: 12, creates: 1 }),
  plan: (facts, { word }) => ({
    title: 'Bring the tracking issue up to date',
    task: { word, page: `${facts.server}/${repositoryText(facts.repository)}` },
  }),
  preflight: async (_task, { github, repository }) => {
    const { state, reason = '' } = await github.can(repository, 'issues:write')
    const where = repositoryText(repository)
    if (state === 'denied') return [{ severity: 'error', problem: problem('RIGHT_MISSING', { scope: 'issues:write', repository: where, why: 'bring the tracking issue up to date', said: reason }) }]
    return state === 'granted' ? [] : [{ severity: 'unproven', problem: problem('RIGHT_UNPROVEN', { scope: 'issues:write', where, said: reason }) }]
  },
  probe: async (task, _inputs, world) => {
    const seen = await look(task, world)
    return seen ? probeOf(seen, wantedOf(task, seen, world)) : { state: 'done', outcome: { note: 'there is no tracking issue' } }
  },
  apply: async (task, _inputs, world) => {
    for (let tries = 0; tries < mostTries; tries++) {
      const seen = await look(task, world)
      const wanted = seen && wantedOf(task, seen, world)
      if (!seen || !wanted || missingIn(seen, wanted).length === 0) return
      await bringUpToDate(task, seen, wanted, world)
      // The run of another line may have written at the same time, what it had read before.
      await world.clock.sleep(pause, world.signal)
    }
  },
})

interface Seen {
  readonly issue: Issue
  readonly comments: readonly IssueComment[]
  readonly own: Proposal
}

interface Wanted {
  readonly body: string
  /** The line is out, and a comment has to say so. */
  readonly isOut: boolean
  readonly isOver: boolean
}

const keyOf = ({ repository, plan, tag }: ReadWorld): Pick<Proposal, 'repository' | 'line' | 'tag'> => ({ repository: repositoryText(repository), line: plan.line, tag: tag.name })

/** The one that is open, else the newest; undefined when nobody has proposed this release. */
const look = async (task: IssueTask, world: ReadWorld): Promise<Seen | undefined> => {
  const { issues, repository, plan, tag } = world
  const key = keyOf(world)
  const chosen = issueOf(await issues.find(repository, (body) => tracks(body, key)))
  if (!chosen) return undefined
  const [issue, comments] = [await issues.issue(repository, chosen.number), await issues.comments(repository, chosen.number)]
  const own = { ...key, issue: task.word, version: plan.version, commit: tag.commit }
  return { issue, comments, own }
}

const others = (world: ReadWorld): readonly TaskResult[] => {
  const own = new Set(world.plan.tasks.filter((it) => it.step === 'follow:issue').map((it) => it.id as string))
  return world.results().filter((it) => !own.has(it.id))
}

const isDone = ({ state }: TaskResult): boolean => state === 'done' || state === 'already'

/** Of builds no later run knows anything when all that they gave is out. A run that leaves something out can never say that all is done. */
const isOutBy = (results: readonly TaskResult[], { skipped }: Plan): boolean => {
  const later = results.filter((it) => !it.id.startsWith('build:'))
  return later.length > 0 && later.every(isDone) && !skipped.some((it) => it.skip.startsWith('left out by'))
}

const wantedOf = (task: IssueTask, { issue, comments, own }: Seen, world: ReadWorld): Wanted => {
  const results = others(world)
  const isOut = isOutBy(results, world.plan)
  const named = namedLines(comments, issue.author)
  // A part that got lost, as two wrote at once, is put back.
  const proposal = named.find((it) => isSame(it, own)) ?? partsIn(issue.body).find((it) => isSame(it, own)) ?? own
  const whole = named.filter((it) => it.line !== own.line).reduce((text, it) => (tracks(text, it) ? text : withPart(text, { proposal: it, page: task.page, boxes: [] })), issue.body)
  const boxes = world.plan.tasks.filter((it) => it.step !== 'follow:issue').map(({ id, title }) => ({ id, title }))
  const said = marksIn(comments, issue.author, 'done').flatMap((it) => it ?? [])
  // Comments are never lost, and the text may be: two runs that write in it at once had each read it without the other's boxes.
  const theirs = said.filter((it) => it.line !== own.line).reduce(withAllTicked, whole)
  const body = withTicks(withPart(theirs, { proposal, page: task.page, boxes }), own, ticksOf(results, isOut))
  const done = [...said, ...(isOut ? [own] : [])]
  const lines = [...named, own]
  return { body, isOut, isOver: lines.every((it) => done.some((one) => isSame(one, it))) }
}

const ticksOf = (results: readonly TaskResult[], isOut: boolean): ReadonlyMap<string, Tick> => new Map(results.map((it) => [it.id, { isDone: isDone(it) || (isOut && it.id.startsWith('build:')), ...linkOf(it) }]))

/** Not where something was on its way: a draft has another address once it is out. */
const linkOf = ({ id, state, outcome }: TaskResult): { readonly link?: string } => {
  if (!outcome || /^(?:build|stage):/.test(id) || (state !== 'done' && state !== 'already' && state !== 'waiting')) return {}
  const words = state === 'waiting' ? outcome.note : outcome.where
  const text = (words ?? '').replaceAll(/[[\]`\r\n]/g, ' ').trim()
  if (outcome.url !== undefined) return { link: `[${text === '' ? outcome.url : quietly(text)}](${outcome.url.replaceAll(/[()\s<>]/g, encodeURIComponent)})` }
  return text === '' ? {} : { link: state === 'waiting' ? quietly(text) : `\`${text}\`` }
}

const hasDone = ({ issue, comments, own }: Seen): boolean => marksIn(comments, issue.author, 'done').some((it) => it !== undefined && isSame(it, own))

const missingIn = (seen: Seen, { body, isOut, isOver }: Wanted): readonly string[] => [
  ...(body === seen.issue.body ? [] : ['boxes']),
  ...(isOut && !hasDone(seen) ? ['a comment that says so'] : []),
  ...(isOver && seen.issue.state === 'open' ? ['the end of the issue'] : []),
]

const probeOf = (seen: Seen, wanted: Wanted): Probe => {
  const missing = missingIn(seen, wanted)
  if (missing.length > 0) return { state: 'partial', missing }
  const { number, url, state } = seen.issue
  const outcome: Outcome = { where: `issue #${number}`, url, ...(state === 'open' && wanted.isOut ? { note: 'open until its other lines are out' } : {}) }
  return { state: 'done', outcome }
}

/** First what is said once and for ever; then the boxes; the end last, when the comments of all lines have been seen. */
const bringUpToDate = async (task: IssueTask, seen: Seen, wanted: Wanted, world: World): Promise<void> => {
  const { issues, repository, signal } = world
  const { issue, own } = seen
  if (wanted.isOut && !hasDone(seen)) {
    const mark = markOf('done', own)
    signal.throwIfAborted()
    await issues.comment(repository, issue.number, `${doneText(own, world)}\n\n${mark}`, (body) => body.trimEnd().endsWith(mark))
  }
  const now = (await look(task, world)) ?? fail('BUG', { what: `the issue ${issue.url} is there no more` })
  const { body, isOver } = wantedOf(task, now, world)
  const close = isOver && now.issue.state === 'open' ? ({ close: 'completed' } as const) : {}
  if (body === now.issue.body && !isOver) return
  signal.throwIfAborted()
  await issues.update(repository, issue.number, { ...(body === now.issue.body ? {} : { body }), ...close })
}

const doneText = ({ tag, line, version }: Proposal, world: ReadWorld): string => {
  const links = others(world).filter((it) => it.id.startsWith('publish:') || it.id.startsWith('promote:')).flatMap((it) => linkOf(it).link ?? [])
  return [`\`${tag}\` (line \`${line}\`, version ${version}) is released.`, ...(links.length === 0 ? [] : ['', ...links.map((it) => `- ${it}`)])].join('\n')
}
