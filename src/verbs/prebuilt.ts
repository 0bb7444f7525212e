// Building, where the artifacts come from other jobs: the same steps, the same tasks, the same engine; only that a task gives what was
// handed over. What is frozen, gone, or to be built again is thereby treated as if it had been built here, and no code of the project runs.
import { join } from 'node:path'
import type { Artifact } from '../core/artifact.js'
import type { Digest } from '../core/digest.js'
import { handedName, type HandedArtifact } from '../core/handed-over.js'
import { canonicalJson, type Json } from '../core/json.js'
import type { Plan, PlannedTask } from '../core/plan.js'
import type { Request } from '../core/request.js'
import type { Outcome } from '../core/result.js'
import { shellCommand } from '../core/shell-word.js'
import { fail, problem } from '../errors/release-error.js'
import type { FilesReader } from '../ports/files.js'
import type { AnyStep } from '../ports/step.js'
import type { World } from '../ports/world.js'
import { checkBytes, readHanded, type HandedFolder } from './handed.js'

type OnDisk = HandedArtifact & { readonly path: string }

export interface Prebuilt {
  readonly artifacts: readonly OnDisk[]
  /** What is not among them is built, and not refused. */
  readonly orBuild: boolean
}

type Taking = Pick<Request, 'artifacts' | 'artifactsDigest' | 'noBuild' | 'event' | 'verb'>

/** Undefined when everything is to be built here. `plan` is that of this run: what is of another release is refused. */
export const takePrebuilt = async (request: Taking, plan: Plan, { files }: { readonly files: FilesReader }): Promise<Prebuilt | undefined> => {
  const { artifacts: folders, artifactsDigest: digests = [], event, verb } = request
  const orBuild = verb === 'build'
  if (!folders) return request.noBuild ? { artifacts: [], orBuild } : undefined
  if (event && digests.length === 0) return fail('ARTIFACTS_DIGEST_NOT_GIVEN', { folder: folders.join(', ') })
  const handed = await readHanded(files, { folders, digests })
  for (const it of handed) mustBeOf(it, plan)
  const wanted = new Set<string>(plan.tasks.map((it) => it.id))
  const artifacts: OnDisk[] = []
  for (const { folder, handed: { artifacts: all } } of handed) {
    // What this run leaves out is not looked at.
    for (const it of all.filter(({ task }) => wanted.has(task))) artifacts.push(await checkBytes(files, folder, it))
  }
  return { artifacts: agreed(artifacts), orBuild }
}

const mustBeOf = ({ folder, handed }: HandedFolder, plan: Plan): void => {
  const place = join(folder, handedName)
  const same = (what: string, found: string, wanted: string): void => void (found !== wanted && fail('ARTIFACTS_OF_OTHER', { place, what, found, wanted }))
  same('line', handed.line, plan.line)
  same('tag', handed.tag.name, plan.tag.name)
  same('commit', handed.tag.commit, plan.tag.commit)
  // A checkout may show an annotated tag as a lightweight one; a tag object that it does show is the one that counts.
  if (handed.tag.object !== handed.tag.commit) same('tag object', handed.tag.object, plan.tag.object)
  same('version', handed.version, plan.version)
  same('config', handed.configDigest, plan.configDigest)
  const planned = new Map(plan.tasks.map((it) => [it.id as string, canonicalJson(it.task)]))
  for (const [id, task] of Object.entries(handed.tasks)) {
    const own = planned.get(id)
    if (own !== undefined) same(`task ${id}`, canonicalJson(task), own)
  }
  const unplanned = handed.artifacts.find((it) => !Object.hasOwn(handed.tasks, it.task))
  if (unplanned) fail('ARTIFACTS_UNREADABLE', { place, what: `${unplanned.fileName} is of the task ${unplanned.task}, which it does not list` })
}

const keyOf = (it: HandedArtifact): string => `${it.task} ${it.platform ?? ''} ${it.kind} ${it.fileName}`

/** Several jobs may have built the same; then it must be the same. */
const agreed = (all: readonly OnDisk[]): readonly OnDisk[] => {
  const kept = new Map<string, OnDisk>()
  for (const it of all) {
    const other = kept.get(keyOf(it))
    if (other && other.digest !== it.digest) fail('ARTIFACTS_DIFFER', { name: it.fileName, one: `${other.digest} in ${other.path}`, other: `${it.digest} in ${it.path}` })
    if (!other) kept.set(keyOf(it), it)
  }
  return [...kept.values()]
}

/** The steps of a run that takes what was handed over. */
export const withPrebuilt = (steps: readonly AnyStep[], prebuilt: Prebuilt): readonly AnyStep[] => steps.map((step) => (step.phase === 'build' ? handing(step, prebuilt) : step))

type Given =
  | { readonly whole: readonly OnDisk[] }
  | { readonly parts: readonly OnDisk[] }
  | { readonly missing: string }

/** Of one task: all of it, all of its parts, or what is missing. */
const givenOf = (step: AnyStep, task: PlannedTask, prebuilt: Prebuilt): Given => {
  const own = prebuilt.artifacts.filter((it) => it.task === task.id)
  const foreign = own.find((it) => it.name !== task.entry || !step.gives.includes(it.kind))
  if (foreign) return fail('ARTIFACTS_UNREADABLE', { place: foreign.path, what: `${task.id} gives nothing of the kind ${foreign.kind} and the name ${foreign.name}` })
  const whole = own.filter((it) => it.platform === undefined)
  const platforms = step.parts?.of(task.task).map((it) => it.platform) ?? []
  const parts = own.filter((it) => it.platform !== undefined && platforms.includes(it.platform))
  if (whole.length > 0) return { whole }
  if (platforms.length === 0) return { missing: '' }
  const lacking = platforms.filter((it) => !parts.some((part) => part.platform === it))
  return lacking.length > 0 ? { missing: lacking.join(', ') } : { parts }
}

const missingFacts = (task: PlannedTask, what: string, tag: string): { readonly task: string; readonly what: string; readonly command: string } => {
  const [platform, ...more] = what.split(', ')
  const words = ['slipway', 'build', '--tag', tag, '--only', task.id, ...(platform && more.length === 0 ? ['--platform', platform] : []), '--out', 'DIR']
  return { task: task.id, what, command: `${shellCommand(words)}${more.length > 0 ? ' (with --platform P for each of them, on a machine of its own)' : ''}` }
}

const handing = (step: AnyStep, prebuilt: Prebuilt): AnyStep => {
  const taskOf = (task: Json, { plan }: Pick<World, 'plan'>): PlannedTask =>
    plan.tasks.find((it) => it.step === step.name && it.task === task) ?? fail('BUG', { what: `${step.name} was given a task that is not of the plan` })
  return {
    ...step,
    preflight: async (task: Json, world) => {
      const planned = taskOf(task, world)
      const given = givenOf(step, planned, prebuilt)
      if (!('missing' in given)) return []
      return prebuilt.orBuild ? step.preflight(task, world) : [{ severity: 'error', problem: problem('ARTIFACT_MISSING', missingFacts(planned, given.missing, world.tag.name)) }]
    },
    apply: async (task: Json, inputs, world): Promise<Outcome | void> => {
      const planned = taskOf(task, world)
      const given = givenOf(step, planned, prebuilt)
      if ('missing' in given) return prebuilt.orBuild ? step.apply(task, inputs, world) : fail('ARTIFACT_MISSING', missingFacts(planned, given.missing, world.tag.name))
      for (const it of 'whole' in given ? given.whole : given.parts) mustBeOfInputs(it, planned, inputs)
      const artifacts = 'whole' in given ? given.whole.map(plain) : ((await step.parts?.join(task, given.parts.map(plain), world)) ?? [])
      return { artifacts, note: 'built by another job' }
    },
  }
}

/** What went into it there must be what this run has: an image is of this wheel, and of no other. */
const mustBeOfInputs = (it: OnDisk, task: PlannedTask, inputs: readonly Artifact[]): void => {
  const wanted = new Map<Digest, string>(inputs.map((input) => [input.digest, input.fileName]))
  const other = it.inputs.find((digest) => !wanted.has(digest)) ?? [...wanted.keys()].find((digest) => !it.inputs.includes(digest))
  if (other === undefined) return
  fail('ARTIFACT_INPUT_DIFFERS', { task: task.id, found: it.inputs.join(', ') || 'nothing', wanted: [...wanted].map(([digest, name]) => `${name} ${digest}`).join(', ') || 'nothing' })
}

const plain = ({ kind, name, fileName, digest, size, mediaType, path, about }: OnDisk): Artifact => ({ kind, name, fileName, digest, size, mediaType, path, ...(about ? { about } : {}) })
