// `slipway verify`: looks at a release as whoever uses it does: is everything public where it should be, with the digests that were frozen?
// Images, charts and what they name by the registries, files by downloading them. Only reads; asks nothing of drafts and staging.
import { createHash } from 'node:crypto'
import { releaseCommand } from '../core/checked-request.js'
import type { Digest } from '../core/digest.js'
import { repositoryText, type Repository } from '../core/facts.js'
import type { HeldItem, Holding } from '../core/holding.js'
import type { Plan, PlannedTask } from '../core/plan.js'
import type { Json } from '../core/json.js'
import { recordName } from '../core/record.js'
import type { Report } from '../core/report.js'
import { statusRows, type ReleaseStatus, type Seen } from '../core/status.js'
import type { AnyStep } from '../ports/step.js'
import type { ReadWorld } from '../ports/world.js'
import { parseTrigger } from '../trigger/parse-trigger.js'
import { asProblems } from '../engine/failures.js'
import type { IndexTask } from '../publish/package-index/entry.js'
import { downloadIndex } from '../publish/package-index/look.js'
import { askDestinations, type Asked } from './destinations.js'
import { nothingToDo } from './ends.js'
import { findStart, pinRemotely } from './find-start.js'
import { checkSelection, findingsOf, makeWorld, planToLook, type Planned, type ReleaseWork } from './plan-release.js'
import { frozenOf, seenOf } from './status.js'

/** What people see. Stages and what follows are nobody's but ours. */
const publicPhases = new Set<string>(['publish', 'promote', 'verify', 'point'])

export const verify = async (work: ReleaseWork): Promise<Report> => {
  const { request, ports, steps } = work
  const began = ports.clock.now()
  const trigger = parseTrigger(request)
  if (trigger.kind !== 'tag' && trigger.kind !== 'run') return nothingToDo(request, trigger.kind === 'none' ? trigger.reason : 'a version that has no tag yet is nowhere', 0)
  const found = await findStart(trigger, request, ports, steps)
  if ('nothing' in found) return nothingToDo(request, found.nothing, ports.clock.now() - began)
  checkSelection(found, work)
  const planned = asSeen(await planToLook(await pinRemotely(found, ports), work), steps)
  const world = await makeWorld(planned.plan, ports)
  const asked = await askDestinations(planned, world, steps, 'always')
  const others = asked.filter(({ task }) => task.step !== 'publish:release')
  const seen = [...(await Promise.all(others.map(async (it) => (it.task.step === 'publish:index' ? fromIndex(it, planned, world) : seenOf(it))))), ...(await Promise.all(asked.filter(({ task }) => task.step === 'publish:release').map((it) => downloaded(it, planned, world))))]
  const it = statusOf(planned, seen, request)
  const end = it.finished ? ({ outcome: 'already-released', exitCode: 0 } as const) : ({ outcome: 'incomplete', exitCode: 10 } as const)
  const problems = asked.flatMap((one) => one.problem ?? [])
  return {
    verb: request.verb, ...end, summary: summaryOf(it), plan: planned.plan, results: [], problems: [], status: it, took: ports.clock.now() - began,
    findings: [...findingsOf(planned), ...problems.map((problem) => ({ severity: 'error', problem }) as const)], ...(it.next === undefined ? {} : { resume: it.next }),
  }
}

/** Also a line that asks for no verification is looked at so. */
const asSeen = (planned: Planned, steps: readonly AnyStep[]): Planned => {
  const { plan, facts } = planned
  const tasks = plan.tasks.filter((it) => publicPhases.has(it.phase) || it.phase === 'build')
  const step = steps.find((it) => it.name === 'verify:production')
  const isPublished = tasks.some((it) => it.step === 'publish:image' || it.step === 'publish:chart')
  if (!step || !isPublished || tasks.some((it) => it.step === step.name)) return { ...planned, plan: { ...plan, tasks } }
  const made = step.plan(facts, step.schema.parse({}))
  if ('skip' in made) return { ...planned, plan: { ...plan, tasks } }
  const builds = tasks.filter((it) => it.phase === 'build')
  const inputs = builds.filter((it) => made.from?.includes(it.entry) !== false && (steps.find((other) => other.name === it.step)?.gives ?? []).some((kind) => step.takes.includes(kind)))
  const task: PlannedTask = { id: `${step.name}/production`, step: step.name, phase: step.phase, entry: 'production', title: made.title, task: made.task as Json, after: [], inputs: inputs.map((it) => it.id) }
  return { ...planned, plan: { ...plan, tasks: [...tasks, task] } satisfies Plan }
}

const statusOf = (planned: Planned, seen: readonly Seen[], request: ReleaseWork['request']): ReleaseStatus => {
  const { plan, line, frozen } = planned
  const rows = statusRows(seen)
  const finished = rows.length > 0 && rows.every((it) => it.public === 'there')
  return {
    tag: plan.tag, line: line.name, version: plan.version, finished, rows, ...(frozen.records.length > 0 ? { frozen: frozenOf(planned) } : {}),
    public: rows.filter((it) => it.public === 'there').map((it) => it.destination), missing: rows.filter((it) => it.public !== 'there').map((it) => it.destination),
    ...(finished ? {} : { next: releaseCommand(plan.tag, request) }),
  }
}

const summaryOf = ({ line, version, finished, rows, missing }: ReleaseStatus): string =>
  finished ? `${line} ${version} is what it should be, in ${rows.length === 1 ? 'its one place' : `all ${rows.length} places`}` : `${line} ${version} is not what it should be: ${missing.join(', ')}`

const targetOf = ({ task }: PlannedTask, world: ReadWorld): Repository => {
  const named = (task as { readonly repository?: unknown } | null)?.repository
  const [owner, name] = (typeof named === 'string' ? named : repositoryText(world.repository)).split('/')
  return { owner: owner ?? '', name: name ?? '' }
}

/** Every file of the release is read to its end, and is what the record says. Of what the record does not name GitHub's own digest counts. */
const downloaded = async (asked: Asked, { frozen }: Planned, world: ReadWorld): Promise<Seen> => {
  const { task } = asked
  const repository = targetOf(task, world)
  const where = `${repositoryText(repository)} ${world.tag.name}`
  try {
    const release = (await world.github.releasesByTag(repository, world.tag.name)).find((it) => !it.draft)
    if (!release) return { task, holdings: [{ where, mark: 'none' }] }
    const known = new Map([...frozen.artifacts.values()].flat().map((it) => [it.fileName, it.digest]))
    const assets = await world.github.assets(repository, release.id)
    const items = await Promise.all(assets.map(async (asset): Promise<HeldItem> => {
      const digest = await digestOf(world.github.asset(repository, asset))
      const wanted = known.get(asset.name) ?? asset.digest ?? digest
      return { name: asset.name, mark: digest === wanted ? 'there' : 'other', digest, size: asset.size }
    }))
    const whole: Holding['mark'] = asked.probe?.state === 'done' || asked.probe === undefined ? 'there' : 'part'
    const mark = items.some((it) => it.mark === 'other') ? 'other' : items.some((it) => it.name === recordName) ? whole : 'unjudged'
    return { task, holdings: [{ where, mark, url: release.url, items, note: `${items.length === 1 ? 'one file' : `${items.length} files`} downloaded` }] }
  } catch (failure) {
    const [problem] = asProblems(failure, world.signal)
    return { task, holdings: [{ where, mark: 'unknown', ...(problem ? { note: problem.message } : {}) }] }
  }
}

/** Every file of the index is read to its end as well. */
const fromIndex = async ({ task }: Asked, { frozen }: Planned, world: ReadWorld): Promise<Seen> => {
  const inputs = task.inputs.flatMap((id) => frozen.artifacts.get(id) ?? [])
  try {
    return { task, holdings: await downloadIndex(task.task as IndexTask, inputs.length > 0 ? inputs : undefined, world) }
  } catch (failure) {
    const [problem] = asProblems(failure, world.signal)
    return { task, holdings: [{ where: task.title, mark: 'unknown', ...(problem ? { note: problem.message } : {}) }] }
  }
}

const digestOf = async (parts: AsyncIterable<Uint8Array>): Promise<Digest> => {
  const hash = createHash('sha256')
  for await (const part of parts) hash.update(part)
  return `sha256:${hash.digest('hex')}`
}
