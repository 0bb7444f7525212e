// `slipway build`: what the tasks of a release build, in a folder that another job releases from. Asks the clone alone and needs no
// credential, because this is where code of the project runs.
import type { Artifact } from '../core/artifact.js'
import { digestOf } from '../core/digest.js'
import { repositoryText, type Facts } from '../core/facts.js'
import { handedName, makeHanded, placeOf, renderHanded, type HandedArtifact } from '../core/handed-over.js'
import type { Json, JsonObject } from '../core/json.js'
import { normalPlatform } from '../core/platform.js'
import type { Plan, PlannedTask, TaskId } from '../core/plan.js'
import type { Report } from '../core/report.js'
import { carryOut } from '../engine/carry-out.js'
import { preflight } from '../engine/preflight.js'
import { fail, failAll } from '../errors/release-error.js'
import { makePlan } from '../plan/make-plan.js'
import { leftOut } from '../plan/selection.js'
import { survey } from '../plan/survey.js'
import type { AnyStep } from '../ports/step.js'
import { parseTrigger } from '../trigger/parse-trigger.js'
import { revisionInFiles } from './decide-revision.js'
import { failureReport, nothingToDo } from './ends.js'
import { findStart, type Start } from './find-start.js'
import { makeWorld, type ReleaseWork } from './plan-release.js'
import { takePrebuilt, withPrebuilt } from './prebuilt.js'
import { writeHanded } from './write-handed.js'

export const buildSteps = (steps: readonly AnyStep[]): readonly AnyStep[] => steps.filter((it) => it.phase === 'build')

/** What would be built, by the clone alone: the same tasks that the release plans. Undefined when no line claims the tag. */
export const planBuilds = async ({ request, ports, steps }: ReleaseWork): Promise<{ readonly plan: Plan; readonly start: Start; readonly facts: Facts } | { readonly nothing: string }> => {
  const trigger = parseTrigger(request)
  if (trigger.kind === 'none') return { nothing: trigger.reason }
  if (trigger.kind === 'version') return fail('USAGE', { what: `\`slipway ${request.verb}\` works on a tag that is there; \`slipway prepare ${trigger.version} --tag-only\` makes it.` })
  const start = await findStart(trigger, request, ports, steps)
  if ('nothing' in start) return start
  const { git, repository, server, slipway } = ports
  // The registry is not asked here; the release compares, and another revision gives other tasks.
  const revision = request.revision ?? (await revisionInFiles(start, ports))
  // Which branch is the default one matters to nothing that is built.
  const facts = await survey({ git, steps: buildSteps(steps), repository, server, slipway, defaultBranch: '', leftOut: [], ...start, ...(revision === undefined ? {} : { revision }) })
  return { plan: makePlan(facts, start.line, buildSteps(steps), { only: [], without: [] }), start, facts }
}

export const build = async (work: ReleaseWork): Promise<Report> => {
  const { request, ports } = work
  const began = ports.clock.now()
  const out = request.out ?? fail('USAGE', { what: '`slipway build` needs a folder to put the artifacts into: `--out DIR`.' })
  const planned = await planBuilds(work)
  if ('nothing' in planned) return nothingToDo(request, planned.nothing, ports.clock.now() - began)
  const { plan: whole } = planned
  const platform = request.platform === undefined ? undefined : normalPlatform(request.platform)
  const prebuilt = await takePrebuilt(request, whole, ports)
  const steps = prebuilt ? withPrebuilt(buildSteps(work.steps), prebuilt) : buildSteps(work.steps)
  const wanted = wantedTasks(whole, work)
  const plan = { ...whole, tasks: ofPlatform(whole.tasks.filter((it) => wanted.has(it.id)), steps, platform) }
  if (plan.tasks.length === 0) return nothingToDo(request, `nothing of ${whole.line} is built`, ports.clock.now() - began)
  const world = await makeWorld(plan, ports)
  failAll((await preflight({ plan, steps, world, frozen: new Map() })).filter((it) => it.severity === 'error').map((it) => it.problem))
  await world.git.exportTo(world.workspace.source, plan.tag.commit)
  const carried = await carryOut({ plan, steps, world, dryRun: request.dryRun, listener: work.listener })
  const common = { verb: request.verb, plan, results: carried.results, findings: [], took: ports.clock.now() - began }
  if (carried.problems.length > 0) return failureReport(carried.problems, { ...common, request })
  const given = new Set<string>(prebuilt?.artifacts.map((it) => it.digest))
  const artifacts = handedArtifacts({ whole, tasks: plan.tasks, steps, platform }, new Map(carried.results.map((it) => [it.id, it.outcome?.artifacts ?? []]))).filter((it) => !given.has(it.digest))
  const text = renderHanded(makeHanded({ slipway: ports.slipway, repository: repositoryText(ports.repository), plan: whole, artifacts }))
  await writeHanded(out, artifacts, text, world)
  const digest = digestOf(text)
  const shown: JsonObject = { 'artifacts-digest': digest, artifacts: artifacts.map(toShow) }
  const summary = `built ${artifacts.length === 1 ? 'one artifact' : `${artifacts.length} artifacts`} of ${plan.line} ${plan.version} into ${out}; ${handedName} there has the digest ${digest}`
  return { ...common, outcome: 'nothing-to-do', exitCode: 0, problems: [], summary, shown, text: `Built for another job, which releases it: slipway release --tag ${plan.tag.name} --artifacts DIR --artifacts-digest ${digest}` }
}

/** What was asked for, and what that is made of. */
const wantedTasks = ({ tasks }: Plan, { request }: ReleaseWork): ReadonlySet<TaskId> => {
  const dropped = leftOut(tasks, request)
  const wanted = new Set(tasks.filter((it) => !dropped.has(it.id)).map((it) => it.id))
  for (const id of wanted) for (const input of tasks.find((it) => it.id === id)?.inputs ?? []) wanted.add(input)
  return wanted
}

const ofPlatform = (tasks: readonly PlannedTask[], steps: readonly AnyStep[], platform: string | undefined): readonly PlannedTask[] => {
  if (platform === undefined) return tasks
  const platformsOf = (it: PlannedTask): readonly string[] => steps.find((step) => step.name === it.step)?.parts?.of(it.task).map((part) => part.platform) ?? []
  const known = new Set(tasks.flatMap(platformsOf))
  if (!known.has(platform)) return fail('PLATFORM_UNKNOWN', { platform, known: [...known].join(', ') })
  // An image that is not built for this platform is the affair of the other jobs.
  return tasks.filter((it) => platformsOf(it).length === 0 || platformsOf(it).includes(platform)).map((it) => {
    const parts = platformsOf(it).length > 0 ? steps.find((step) => step.name === it.step)?.parts : undefined
    return parts ? { ...it, title: `${it.title} for ${platform}`, task: parts.only(it.task, platform) as Json } : it
  })
}

interface Handing {
  readonly whole: Plan
  readonly tasks: readonly PlannedTask[]
  readonly steps: readonly AnyStep[]
  readonly platform: string | undefined
}

const handedArtifacts = ({ whole, tasks, steps, platform }: Handing, made: ReadonlyMap<TaskId, readonly Artifact[]>): readonly (HandedArtifact & { readonly path: string })[] =>
  tasks.flatMap((task) => {
    const step = steps.find((it) => it.name === task.step)
    const inputs = task.inputs.flatMap((id) => made.get(id) ?? []).filter((it) => step?.takes.includes(it.kind)).map((it) => it.digest).sort()
    const planned = whole.tasks.find((it) => it.id === task.id)
    const isPart = platform !== undefined && planned !== undefined && (step?.parts?.of(planned.task).length ?? 0) > 0
    return (made.get(task.id) ?? []).map((it) => ({ ...it, task: task.id, inputs, ...(isPart ? { platform } : {}), path: it.path ?? fail('BUG', { what: `${it.fileName} was built and is not on this disk` }) }))
  })

const toShow = ({ task, platform, kind, fileName, digest, size, ...rest }: HandedArtifact): JsonObject => ({ task, ...(platform === undefined ? {} : { platform }), kind, fileName, digest, size, place: placeOf({ ...rest, kind, fileName, ...(platform === undefined ? {} : { platform }) }) })
